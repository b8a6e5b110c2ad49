//! Constraints held against what their own service shows: a [`Service`] enters, what its examples, its defaults and other
//! constraints break leaves. Nothing is judged here: which of the two is wrong, nobody can tell from the page alone.

mod copies;
mod format;
mod pattern;
mod shared;

use super::{
    Example, Facts, IrPath, Operation, Range, Service, Status, TypeRef,
    parts::{Part, parts},
};
use regex_lite::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, btree_map::Entry};
use std::fmt;

/// A compiled expression of more bytes is none that a page means.
const LARGEST_PATTERN: usize = 1 << 20;

/// How much of a value a message shows.
const LONGEST_SHOWN: usize = 60;

/// A kind of constraint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Constraint {
    /// The values that are listed.
    Values,
    /// How large a number may be.
    Range,
    /// How many characters a text may have.
    Length,
    /// How many items a list may have.
    Items,
    /// The regular expression of a text.
    Pattern,
    /// The format of a text: an identifier or a time.
    Format,
}

impl fmt::Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Values => "values",
            Self::Range => "range",
            Self::Length => "length",
            Self::Items => "count of items",
            Self::Pattern => "pattern",
            Self::Format => "format",
        })
    }
}

/// A constraint that does not hold for what the page itself shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Breach {
    /// Whose constraint it is.
    pub of: IrPath,
    /// Which constraint.
    pub constraint: Constraint,
    /// The value that breaks it.
    pub value: String,
    /// What shows that value.
    pub witness: Witness,
    /// One of the values that are listed is the same word in other letter case.
    pub by_case: bool,
}

/// What speaks against a constraint.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Witness {
    /// An example of an operation, by their names.
    Example(String, String),
    /// The default.
    Default,
    /// The pattern, which no text of such a length fits.
    Pattern,
    /// A longer list for a parameter of the same name.
    Parameter(IrPath),
}

impl Breach {
    /// Whether the constraint may be right: it is kept for callers who ask for it.
    #[must_use]
    pub fn is_doubt(&self) -> bool {
        self.by_case || matches!(self.witness, Witness::Parameter(_))
    }

    /// What breaks the constraint, as the beginning of a sentence that goes on with whose constraint it is.
    #[must_use]
    pub fn reason(&self) -> String {
        let Self { value, constraint, by_case, .. } = self;
        let value: String = value.chars().take(LONGEST_SHOWN).collect();
        let witness = match &self.witness {
            Witness::Example(operation, example) => format!("the example `{example}` of `{operation}`"),
            Witness::Default => "the default".to_owned(),
            Witness::Pattern => "the pattern".to_owned(),
            Witness::Parameter(path) => format!("the values of `{path}`"),
        };
        let differs = if *by_case { "differs only in letter case from" } else { "does not fit" };
        format!("`{value}` in {witness} {differs} the {constraint}")
    }
}

impl Service {
    /// The constraints that the service's own examples and defaults break, each with the first value that breaks it.
    #[must_use]
    pub fn breaches(&self) -> Vec<Breach> {
        let mut held = Held { service: self, patterns: BTreeMap::new(), known: BTreeMap::new(), found: Vec::new() };
        for operation in &self.operations {
            held.operation(operation);
        }
        held.stated();
        let Held { mut found, .. } = held;
        found.extend(copies::of(self, &found));
        found.extend(shared::shorter_lists(self));
        found
    }

    /// Takes the constraint away, or, if it may be right, leaves it to callers who ask for it.
    pub fn lift(&mut self, breach: &Breach) {
        let Some(facts) = self.facts_mut(&breach.of) else { return };
        let constraint = breach.constraint;
        facts.by_sentence.retain(|said| *said != constraint);
        match constraint {
            Constraint::Values if breach.is_doubt() => facts.by_sentence.push(constraint),
            Constraint::Values => facts.values.clear(),
            Constraint::Range => facts.range = None,
            Constraint::Length => facts.length = None,
            Constraint::Items => facts.items = None,
            Constraint::Pattern => facts.pattern = None,
            Constraint::Format => facts.format = None,
        }
    }

    fn facts_mut(&mut self, of: &IrPath) -> Option<&mut Facts> {
        match of {
            IrPath::Input { operation, name } => {
                let operation = self.operations.iter_mut().find(|known| known.name == *operation);
                operation
                    .and_then(|operation| operation.inputs.iter_mut().find(|input| input.name == *name))
                    .map(|input| &mut input.facts)
            }
            IrPath::Field { ty, name } => {
                let fields = self.types.get_mut(ty).map(|ty| ty.fields.iter_mut());
                fields.and_then(|mut fields| fields.find(|field| field.name == *name)).map(|field| &mut field.facts)
            }
            _ => None,
        }
    }
}

/// The examples of a service, held against its constraints.
struct Held<'a> {
    service: &'a Service,
    patterns: BTreeMap<&'a str, Option<Regex>>,
    /// Where in `found` the breach of a constraint stands.
    known: BTreeMap<(IrPath, Constraint), usize>,
    found: Vec<Breach>,
}

/// A value with the place of its constraints.
struct Shown<'a> {
    of: IrPath,
    facts: &'a Facts,
    witness: Witness,
}

impl<'a> Held<'a> {
    fn operation(&mut self, operation: &'a Operation) {
        for example in &operation.examples {
            let by = (operation.name.as_str(), example.name.as_str());
            if let Some(request) = &example.request {
                let texts = [&request.path, &request.query, &request.headers].into_iter().flatten();
                for (name, text) in texts {
                    self.parameter(operation, name, text, by);
                }
                if let Some((value, body)) = request.body.as_ref().zip(operation.body.as_ref()) {
                    self.value(value, &body.ty, None, by);
                }
            }
            if let Some((value, ty)) = example.response.as_ref().zip(answer(operation, example)) {
                self.value(value, ty, None, by);
            }
        }
    }

    fn parameter(&mut self, operation: &'a Operation, name: &str, text: &str, by: (&'a str, &'a str)) {
        let found = operation.inputs.iter().find(|input| input.name.eq_ignore_ascii_case(name));
        let Some(input) = found else { return };
        // How the items of a list are parted in an address, pages do not say.
        if !matches!(input.ty, TypeRef::List(_) | TypeRef::Map(_)) {
            let shown = Shown { of: input_path(operation, &input.name), facts: &input.facts, witness: example(by) };
            self.text(text, input.ty == TypeRef::String, &shown);
        }
    }

    /// Walks a value along its type; `shown` is the field that it is the value of.
    fn value(&mut self, value: &Value, ty: &'a TypeRef, shown: Option<&Shown<'a>>, by: (&'a str, &'a str)) {
        for Part { value, ty, field } in parts(self.service, value, ty).unwrap_or_default() {
            let own = field.map(|(of, field)| Shown { of, facts: &field.facts, witness: example(by) });
            if let Some(shown) = &own {
                self.items(value, shown);
            }
            self.value(value, ty, own.as_ref().or(shown), by);
        }
        match (value, ty) {
            (Value::String(text), TypeRef::String) => {
                if let Some(shown) = shown {
                    self.text(text, true, shown);
                }
            }
            (Value::String(_) | Value::Number(_), TypeRef::Integer | TypeRef::Number) => {
                let text = plain(value);
                if let Some(shown) = shown {
                    self.text(&text, false, shown);
                }
            }
            _ => {}
        }
    }

    fn items(&mut self, value: &Value, shown: &Shown<'a>) {
        let (Value::Array(items), Some(range)) = (value, &shown.facts.items) else { return };
        // What an example leaves out is marked by dots, or not at all: only too many items are a witness.
        let most = range.max.as_ref().and_then(|max| max.parse::<usize>().ok());
        if most.is_some_and(|most| items.len() > most) {
            self.breach(shown, Constraint::Items, &format!("{} items", items.len()), false);
        }
    }

    fn text(&mut self, text: &str, is_text: bool, shown: &Shown<'a>) {
        if is_placeholder(text) {
            return;
        }
        let facts = shown.facts;
        let text = text.trim();
        if !facts.values.is_empty() && !text.is_empty() && !facts.values.iter().any(|known| plain(&known.value) == text)
        {
            let by_case = facts.values.iter().any(|known| plain(&known.value).eq_ignore_ascii_case(text));
            if !by_case || !facts.by_sentence.contains(&Constraint::Values) {
                self.breach(shown, Constraint::Values, text, by_case);
            }
        }
        let number = text.parse::<f64>().ok().filter(|_| !is_text);
        if number.zip(facts.range.as_ref()).is_some_and(|(number, range)| !range.holds(number)) {
            self.breach(shown, Constraint::Range, text, false);
        }
        if !is_text {
            return;
        }
        #[allow(clippy::cast_precision_loss, reason = "no text has so many characters")]
        let length = text.chars().count() as f64;
        if facts.length.as_ref().is_some_and(|range| !range.holds(length)) {
            self.breach(shown, Constraint::Length, text, false);
        }
        if facts.pattern.as_ref().is_some_and(|pattern| !self.fits(pattern, text)) {
            self.breach(shown, Constraint::Pattern, text, false);
        }
        if !text.is_empty() && facts.format.as_ref().is_some_and(|format| !format::holds(format, text)) {
            self.breach(shown, Constraint::Format, text, false);
        }
    }

    /// Holds defaults and patterns against the constraints beside them.
    fn stated(&mut self) {
        for Stated { of, ty, facts, .. } in stated(self.service) {
            if let Some(default) = facts.default.as_ref().filter(|default| !default.is_null()) {
                let shown = Shown { of: of.clone(), facts, witness: Witness::Default };
                self.text(&plain(default), *ty == TypeRef::String, &shown);
            }
            if let Some((pattern, length)) = facts.pattern.as_ref().zip(facts.length.as_ref())
                && pattern::lengths(pattern).is_some_and(|lengths| !lengths.meet(length))
            {
                let shown = Shown { of, facts, witness: Witness::Pattern };
                self.breach(&shown, Constraint::Length, pattern, false);
            }
        }
    }

    /// Whether the text fits, or the expression is of another engine.
    fn fits(&mut self, pattern: &'a str, text: &str) -> bool {
        let compile = || RegexBuilder::new(pattern).size_limit(LARGEST_PATTERN).build().ok();
        let expression = self.patterns.entry(pattern).or_insert_with(compile);
        expression.as_ref().is_none_or(|expression| expression.is_match(text))
    }

    /// Notes the first breach of a constraint; one by another value stands for one by another letter case.
    fn breach(&mut self, shown: &Shown<'a>, constraint: Constraint, value: &str, by_case: bool) {
        let (of, witness) = (shown.of.clone(), shown.witness.clone());
        let breach = Breach { of, constraint, value: value.to_owned(), witness, by_case };
        match self.known.entry((shown.of.clone(), constraint)) {
            Entry::Vacant(place) => {
                place.insert(self.found.len());
                self.found.push(breach);
            }
            Entry::Occupied(place) => {
                let known = self.found.get_mut(*place.get());
                if let Some(known) = known.filter(|known| known.by_case && !by_case) {
                    *known = breach;
                }
            }
        }
    }
}

fn example((operation, name): (&str, &str)) -> Witness {
    Witness::Example(operation.to_owned(), name.to_owned())
}

/// What may have constraints: an input or a field.
struct Stated<'a> {
    of: IrPath,
    name: &'a str,
    ty: &'a TypeRef,
    facts: &'a Facts,
}

fn stated(service: &Service) -> impl Iterator<Item = Stated<'_>> {
    let inputs = service.operations.iter().flat_map(|operation| {
        operation.inputs.iter().map(|input| Stated {
            of: input_path(operation, &input.name),
            name: &input.name,
            ty: &input.ty,
            facts: &input.facts,
        })
    });
    let fields = service.types.iter().flat_map(|(ty, object)| {
        object.fields.iter().map(|field| Stated {
            of: IrPath::Field { ty: ty.clone(), name: field.name.clone() },
            name: &field.name,
            ty: &field.ty,
            facts: &field.facts,
        })
    });
    inputs.chain(fields)
}

fn input_path(operation: &Operation, name: &str) -> IrPath {
    IrPath::Input { operation: operation.name.clone(), name: name.to_owned() }
}

/// The type of the answer that an example shows.
pub(super) fn answer<'a>(operation: &'a Operation, example: &Example) -> Option<&'a TypeRef> {
    let of = |status: Status| operation.outputs.iter().find(|output| output.status == status);
    let status = example.status?;
    of(status).or_else(|| of(Status::Default))?.ty.as_ref()
}

impl Range {
    /// Whether a number is in it.
    fn holds(&self, number: f64) -> bool {
        let bound = |bound: &Option<String>| bound.as_ref().and_then(|bound| bound.parse::<f64>().ok());
        bound(&self.min).is_none_or(|min| number >= min) && bound(&self.max).is_none_or(|max| number <= max)
    }
}

/// A scalar as it would be written in an address.
pub(super) fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Whether a text stands in the place of a value: `{id}`, `<name>`, `$TOKEN`, `YOUR_ID`, `******`, `xxx`, `...`, or the
/// type's name. A star in a longer text is a wildcard: `pet:*`.
pub(super) fn is_placeholder(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower == "string"
        || lower.starts_with("your")
        || lower.contains("xxx")
        || text.contains(['{', '}', '<', '>', '$'])
        || text == "*"
        || text.contains("**")
        || text.contains("...")
}

#[cfg(test)]
mod tests;
