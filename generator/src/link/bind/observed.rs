//! What examples show of a table's object: the JSON objects seen in its place.

use crate::interpret::{TableDraft, TypeExpr};
use serde_json::{Map, Value};
use std::collections::{BTreeSet, HashMap};

/// The values inside `value` in the place of the leaf of a type: items of lists, values of maps.
pub(in crate::link) fn leaves<'a>(value: &'a Value, expr: &TypeExpr, found: &mut Vec<&'a Value>) {
    match (value, expr) {
        (Value::Null, _) => {}
        (Value::Array(items), TypeExpr::List(inner)) => items.iter().for_each(|item| leaves(item, inner, found)),
        (Value::Object(members), TypeExpr::Map(inner)) => members.values().for_each(|item| leaves(item, inner, found)),
        (value, TypeExpr::List(inner) | TypeExpr::Map(inner)) => leaves(value, inner, found),
        // An example may show a list where the table says object.
        (Value::Array(items), expr) => items.iter().for_each(|item| leaves(item, expr, found)),
        (value, _) => found.push(value),
    }
}

/// What examples show in one place: the values, and by name the members of the objects among them.
#[derive(Debug, Default)]
pub(in crate::link) struct Samples<'a> {
    values: Vec<&'a Value>,
    members: HashMap<&'a str, Vec<&'a Value>>,
}

impl<'a> Samples<'a> {
    pub(in crate::link) fn extend(&mut self, values: Vec<&'a Value>) {
        for (name, value) in objects(&values).flatten() {
            self.members.entry(name).or_default().push(value);
        }
        self.values.extend(values);
    }

    /// All of them.
    pub(in crate::link) fn values(&self) -> &[&'a Value] {
        &self.values
    }

    /// What the objects show under a name.
    pub(in crate::link) fn of(&self, name: &str) -> &[&'a Value] {
        self.members.get(name).map(Vec::as_slice).unwrap_or_default()
    }
}

/// What a table's names say of the example's keys.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::link) enum Fit {
    /// No example shows an object with members here.
    Unknown,
    /// This part of the example's keys are rows of the table.
    Share(f64),
    /// Examples show a text or a number here.
    NoObject,
}

impl Fit {
    /// Whether most keys are rows.
    pub(in crate::link) fn is_good(self) -> bool {
        matches!(self, Self::Share(share) if share >= 0.5)
    }

    /// Whether the example speaks against the table.
    pub(in crate::link) fn is_bad(self) -> bool {
        match self {
            Self::Unknown => false,
            Self::Share(share) => share <= 0.0,
            Self::NoObject => true,
        }
    }

    /// For comparison; unknown lies between bad and good.
    pub(in crate::link) fn score(self) -> f64 {
        match self {
            Self::Unknown => 0.25,
            Self::Share(share) => share,
            Self::NoObject => -0.5,
        }
    }
}

/// How well a table explains the values seen in its place.
pub(in crate::link) fn fit(table: &TableDraft, values: &[&Value]) -> Fit {
    Names::of(table).fit(values)
}

/// What a table names.
pub(in crate::link) struct Names<'t> {
    names: BTreeSet<&'t str>,
    /// The first members of dotted names.
    heads: BTreeSet<&'t str>,
}

impl<'t> Names<'t> {
    pub(in crate::link) fn of(table: &'t TableDraft) -> Self {
        let names: BTreeSet<&str> = table.fields.iter().map(|field| field.name.as_str()).collect();
        let heads = names.iter().filter_map(|name| name.split(['.', '[']).next()).collect();
        Self { names, heads }
    }

    /// Whether a row has this name.
    pub(in crate::link) fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Whether the objects among values have a member for each row.
    pub(in crate::link) fn all_in(&self, values: &[&Value]) -> bool {
        let shown = |name: &&str| objects(values).any(|object| object.contains_key(*name));
        !self.heads.is_empty() && self.heads.iter().all(shown)
    }

    /// How well they explain values.
    pub(in crate::link) fn fit(&self, values: &[&Value]) -> Fit {
        let keys: BTreeSet<&str> = objects(values).flat_map(|object| object.keys()).map(String::as_str).collect();
        if keys.is_empty() {
            let scalar = |value: &&Value| !value.is_object() && !value.is_null() && value.as_str() != Some("");
            return if values.iter().any(scalar) { Fit::NoObject } else { Fit::Unknown };
        }
        let known = keys.iter().filter(|key| self.names.contains(*key) || self.heads.contains(*key)).count();
        #[allow(clippy::cast_precision_loss, reason = "counts of keys are small")]
        let share = known as f64 / keys.len() as f64;
        Fit::Share(share)
    }
}

/// The objects among values.
pub(in crate::link) fn objects<'a>(values: &[&'a Value]) -> impl Iterator<Item = &'a Map<String, Value>> {
    values.iter().filter_map(|value| value.as_object())
}

/// The values of the objects among values, lists opened.
pub(in crate::link) fn members<'a>(values: &[&'a Value]) -> Vec<&'a Value> {
    inner_values(&objects(values).flat_map(Map::values).collect::<Vec<_>>())
}

/// Whether keys look like names that somebody gave to members, not like data.
pub(in crate::link) fn are_names<'a>(mut keys: impl Iterator<Item = &'a String>) -> bool {
    keys.all(|key| {
        let first = key.chars().next().is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '_' | '@' | '$'));
        let inner = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ':' | '@' | '$');
        first && key.len() <= 64 && key.chars().all(inner) && !is_id(key)
    })
}

/// A UUID or another long row of hexadecimal digits.
fn is_id(text: &str) -> bool {
    let digits = text.chars().filter(|c| *c != '-');
    text.len() >= 16 && digits.clone().all(|c| c.is_ascii_hexdigit()) && digits.clone().any(|c| c.is_ascii_digit())
}

/// Values, lists among them opened.
pub(in crate::link) fn inner_values<'a>(values: &[&'a Value]) -> Vec<&'a Value> {
    let mut found = Vec::new();
    for value in values {
        leaves(value, &TypeExpr::Unsaid, &mut found);
    }
    found
}

/// What messages call a value.
pub(in crate::link) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
