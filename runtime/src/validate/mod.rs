//! Constraints that the pages state, and the one checker that reads them.
//!
//! Rules are data in statics of the emitted code; a value enters as the JSON that would travel, every violation leaves
//! with its place. Nothing is emitted a field but its rule, and nothing here is generic over what is checked.

mod bounds;
mod pattern;
mod rule;
pub(crate) mod secrecy;

use std::collections::BTreeMap;
use std::fmt;

use crate::json::{Json, Value, encode};
use bounds::Outside;

pub use rule::{Inside, Rule, Rules};

/// A type whose pages state constraints.
pub trait Validate: Value {
    /// What the pages state of it.
    fn rules() -> &'static Rules
    where
        Self: Sized;

    /// Checks the value against all that the pages state: members that must be given, lengths, ranges, counts of items,
    /// patterns and listed values. Which of these keep a call from being sent, [`Validation`] says.
    fn validate(&self) -> Result<(), Violations>
    where
        Self: Sized,
    {
        let mut violations = Violations::default();
        violations.check_body("", encode(self).as_bytes(), Inside::Object(Self::rules()));
        violations.unless_none()
    }
}

/// Which constraints of the pages a call is held to before it is sent.
///
/// A program reads the pages. What a page sets apart by a label (`Value range:`, `Maximum length:`), or states in a
/// column, it reads for certain; a sentence may speak of one case only, or of another field, and a call that is refused
/// for a sentence read wrongly cannot be made at all, while one that is sent in spite of it costs a response of the
/// service. So callers are held to labels unless they ask for more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Validation {
    /// Required fields, and constraints that a label or a column states.
    #[default]
    Labelled,
    /// Constraints that only a sentence states, too.
    All,
    /// None: every call is sent.
    None,
}

/// One constraint that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The place: `body.items[2].name`.
    pub path: String,
    /// What is wrong, without the value: it may be a secret.
    pub problem: String,
    /// Whether the value is not one of those that the page lists. Services get new values before their pages do, so
    /// this alone does not refuse a call.
    pub is_unlisted: bool,
    /// Whether a sentence of the page states the constraint, and no label: [`Validation`] says whether that keeps a
    /// call from being sent.
    pub is_by_sentence: bool,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() { f.write_str(&self.problem) } else { write!(f, "{} {}", self.path, self.problem) }
    }
}

/// Every constraint that does not hold, in the order in which the pages state them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// What was found.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }

    /// Those that keep a call from being sent.
    #[must_use]
    pub(crate) fn refusing(mut self, validation: Validation) -> Self {
        self.0.retain(|violation| match validation {
            Validation::Labelled => !violation.is_unlisted && !violation.is_by_sentence,
            Validation::All => !violation.is_unlisted,
            Validation::None => false,
        });
        self
    }

    pub(crate) fn unless_none(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }

    pub(crate) fn into_list(self) -> Vec<Violation> {
        self.0
    }

    pub(crate) fn extend(&mut self, more: &Self) {
        self.0.extend_from_slice(&more.0);
    }

    /// Checks a JSON body against the rules of its type. What is not JSON has no members to look at.
    pub(crate) fn check_body(&mut self, place: &str, body: &[u8], rules: Inside) {
        let Ok(decoded) = crate::json::decode::<Json>(body) else { return };
        let Some(value) = decoded.value else { return };
        self.inside(place, &value, rules);
    }

    /// Checks the texts of a parameter: one, or one an item of a list.
    pub(crate) fn check_texts(&mut self, rule: &Rule<'_>, texts: &[String]) {
        // A list without items does not travel: it is not given at all.
        if !rule.items.is_empty() && !texts.is_empty() {
            self.bounds(rule.name, rule.items, (texts.len(), "items"), rule.is_said("items"));
        }
        for (index, text) in texts.iter().enumerate() {
            let place = if texts.len() > 1 { format!("{}[{index}]", rule.name) } else { rule.name.to_owned() };
            self.text(&place, text, rule);
            self.number(&place, text, rule);
            self.listed(&place, text, rule);
        }
    }

    fn object(&mut self, place: &str, members: &BTreeMap<String, Json>, rules: &Rules) {
        for rule in rules.members {
            let place = if place.is_empty() { rule.name.to_owned() } else { format!("{place}.{}", rule.name) };
            match members.get(rule.name) {
                Some(value) => self.value(&place, value, rule),
                None if rule.required => self.add(place, "is missing", false),
                None => {}
            }
        }
    }

    fn value(&mut self, place: &str, value: &Json, rule: &Rule<'_>) {
        if let (Json::Array(items), false) = (value, rule.items.is_empty()) {
            self.bounds(place, rule.items, (items.len(), "items"), rule.is_said("items"));
        }
        self.leaf(place, value, rule);
    }

    /// Checks a value, or each value of a list or a map.
    fn leaf(&mut self, place: &str, value: &Json, rule: &Rule<'_>) {
        match value {
            Json::Null | Json::Bool(_) => {}
            Json::String(text) => {
                self.text(place, text, rule);
                self.listed(place, text, rule);
            }
            Json::Number(number) => {
                self.number(place, number.as_str(), rule);
                self.listed(place, number.as_str(), rule);
            }
            Json::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.leaf(&format!("{place}[{index}]"), item, rule);
                }
            }
            Json::Object(members) => match rule.inside {
                Inside::Nothing => {
                    for (key, value) in members {
                        self.leaf(&format!("{place}.{key}"), value, rule);
                    }
                }
                inside => self.inside(place, value, inside),
            },
        }
    }

    fn inside(&mut self, place: &str, value: &Json, inside: Inside) {
        match (value, inside) {
            (Json::Object(members), Inside::Object(rules)) => self.object(place, members, rules),
            (Json::Object(members), Inside::Map(rules)) => {
                for (key, value) in members {
                    self.inside(&format!("{place}.{key}"), value, Inside::Object(rules));
                }
            }
            (Json::Array(items), inside) => {
                for (index, item) in items.iter().enumerate() {
                    self.inside(&format!("{place}[{index}]"), item, inside);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, place: &str, text: &str, rule: &Rule<'_>) {
        if !rule.length.is_empty() {
            self.bounds(place, rule.length, (text.chars().count(), "characters"), rule.is_said("length"));
        }
        if !rule.pattern.is_empty() && !pattern::is_found(rule.pattern, text) {
            self.add(place, format!("does not fit {}", rule.pattern), rule.is_said("pattern"));
        }
    }

    fn number(&mut self, place: &str, text: &str, rule: &Rule<'_>) {
        if text.parse::<f64>().is_err() {
            return;
        }
        match bounds::outside(rule.range, text) {
            Some(Outside::Below(least)) => self.add(place, format!("is less than {least}"), rule.is_said("range")),
            Some(Outside::Above(most)) => self.add(place, format!("is more than {most}"), rule.is_said("range")),
            None => {}
        }
    }

    fn listed(&mut self, place: &str, text: &str, rule: &Rule<'_>) {
        if !rule.values.is_empty() && !rule.values.contains(&text) {
            let problem = "has a value that the page does not list".to_owned();
            self.0.push(Violation { path: place.to_owned(), problem, is_unlisted: true, is_by_sentence: false });
        }
    }

    fn bounds(&mut self, place: &str, bounds: &str, (count, unit): (usize, &str), said: bool) {
        match bounds::outside(bounds, &count.to_string()) {
            Some(Outside::Below(least)) => self.add(place, format!("has {count} {unit}, less than {least}"), said),
            Some(Outside::Above(most)) => self.add(place, format!("has {count} {unit}, more than {most}"), said),
            None => {}
        }
    }

    fn add(&mut self, place: impl Into<String>, problem: impl Into<String>, said: bool) {
        let (path, problem) = (place.into(), problem.into());
        self.0.push(Violation { path, problem, is_unlisted: false, is_by_sentence: said });
    }
}

impl Rule<'_> {
    /// What is wrong with a text of JSON by this rule.
    #[must_use]
    pub fn violations(&self, json: &str) -> Violations {
        let mut violations = Violations::default();
        if let Ok(value) = Json::parse(json) {
            violations.value(self.name, &value, self);
        }
        violations
    }

    /// What is wrong with the texts of a parameter by this rule.
    #[must_use]
    pub fn violations_of_texts(&self, texts: &[String]) -> Violations {
        let mut violations = Violations::default();
        violations.check_texts(self, texts);
        violations
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.0.iter().enumerate() {
            let separator = if index > 0 { "; " } else { "" };
            write!(f, "{separator}{violation}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests;
