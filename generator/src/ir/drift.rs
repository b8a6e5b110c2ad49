//! What a service was seen to send and its pages do not say, as overrides that would say it.
//!
//! Recorded differences and a service's IR enter; suggested overrides leave, and a finding for each difference that none
//! can settle. Nothing is applied here.

mod place;
mod record;
#[cfg(test)]
mod tests;

use super::{EnumValue, Facts, Field, Match, Operation, Override, Service, TypeRef};
use crate::diagnostic::{Code, Diagnostic};
use place::{Place, find};
pub use record::{Difference, Kind, read};
use std::collections::{BTreeMap, BTreeSet};

/// What comes of a record for one service.
#[derive(Debug, Default)]
pub struct Suggestions {
    /// In the order of types and fields of the record.
    pub overrides: Vec<Override>,
    /// What no override settles.
    pub findings: Vec<Diagnostic>,
}

/// Types that a field was seen with, and what its page says.
struct OtherTypes<'a> {
    ty: &'a TypeRef,
    found: BTreeSet<&'a str>,
    count: u64,
}

/// Suggests overrides for the differences that were recorded of this service.
#[must_use]
pub fn suggest(service: &Service, record: &BTreeMap<Difference, u64>) -> Suggestions {
    let mut suggestions = Suggestions::default();
    let mut retyped: BTreeMap<(&str, &str), OtherTypes<'_>> = BTreeMap::new();
    for (difference, count) in record.iter().filter(|(difference, _)| difference.service == service.service) {
        let operation = service.operations.iter().find(|known| known.name == difference.operation);
        let Some(operation) = operation else {
            suggestions.say(Code::ForeignDrift, difference, "the IR has no such operation");
            continue;
        };
        let place = answer(operation).map(|ty| find(service, ty, &difference.path));
        match (&difference.kind, place) {
            (_, None) => suggestions.say(Code::ForeignDrift, difference, "the response of the operation has no body"),
            (_, Some(Place::Nowhere)) => {
                suggestions.say(Code::ForeignDrift, difference, "the response of the operation has no such field");
            }
            (Kind::UnknownMember { found }, Some(Place::Missing { holder, name })) => {
                let change = Override { add: Some(field(name, found)), ..seen(holder, None, *count, UNKNOWN_MEMBER) };
                suggestions.add(change, name);
            }
            (Kind::UnknownMember { .. }, Some(Place::Field { .. })) => {
                suggestions.say(Code::SettledDrift, difference, "the IR already has the field");
            }
            (Kind::UnknownValue { value }, Some(Place::Field { holder, field, leaf })) => {
                match new_value(field, leaf, value) {
                    Some(value) => {
                        let reason = "a value that the page does not list";
                        let change = seen(holder, Some(&field.name), *count, reason);
                        suggestions.add(Override { add_value: Some(value), ..change }, &field.name);
                    }
                    None => suggestions.say(Code::SettledDrift, difference, "the IR already lists the value"),
                }
            }
            (
                Kind::Coerced { expected, found } | Kind::Mismatch { expected, found },
                Some(Place::Field { holder, field, leaf }),
            ) if expected == &leaf.to_string() && is_type(found) => {
                let other = OtherTypes { ty: leaf, found: BTreeSet::new(), count: 0 };
                let seen = retyped.entry((holder, &field.name)).or_insert(other);
                seen.found.insert(found);
                seen.count += count;
            }
            (Kind::Coerced { expected, .. } | Kind::Mismatch { expected, .. }, Some(Place::Field { leaf, .. }))
                if is_scalar(expected) && expected != &leaf.to_string() =>
            {
                suggestions.say(Code::SettledDrift, difference, "the IR now has another type");
            }
            _ => suggestions.say(Code::OpenDrift, difference, "no override can describe this"),
        }
    }
    for ((holder, name), seen) in retyped {
        suggestions.retype(service, holder, name, &seen);
    }
    suggestions
}

const UNKNOWN_MEMBER: &str = "a field that the page does not have";

impl Suggestions {
    fn retype(&mut self, service: &Service, holder: &str, name: &str, other: &OtherTypes<'_>) {
        let field = service.types.get(holder).and_then(|ty| ty.fields.iter().find(|field| field.name == name));
        let found = other.found.iter().copied().collect::<Vec<_>>().join(" and ");
        if let (Some(field), Some(new)) = (field, common(other.ty, &other.found)) {
            let reason = format!("{found} where the page says {}", other.ty);
            let retype = Some(with_leaf(&field.ty, new));
            self.add(Override { retype, ..seen(holder, Some(name), other.count, &reason) }, name);
        } else {
            let message = format!("`{holder}.{name}`: the service sends {found}, and no single type fits");
            self.findings.push(Diagnostic::new(Code::OpenDrift, message));
        }
    }

    fn add(&mut self, change: Override, name: &str) {
        let ty = change.target.ty.as_deref().unwrap_or_default();
        let stem = format!("drift-{}-{}", kebab(ty), kebab(name)).trim_end_matches('-').to_owned();
        let taken = |id: &String| self.overrides.iter().any(|known| known.id == *id);
        let numbered = (2_usize..).map(|number| format!("{stem}-{number}"));
        let id = std::iter::once(stem.clone()).chain(numbered).find(|id| !taken(id)).unwrap_or(stem);
        self.overrides.push(Override { id, ..change });
    }

    fn say(&mut self, code: Code, difference: &Difference, why: &str) {
        self.findings.push(Diagnostic::new(code, format!("{difference}: {why}")));
    }
}

/// What the client reads of a successful answer: the body of the lowest status of success.
fn answer(operation: &Operation) -> Option<&TypeRef> {
    let success = operation.outputs.iter().filter(|output| output.status.succeeds());
    success.filter(|output| output.ty.is_some()).min_by_key(|output| output.status)?.ty.as_ref()
}

fn seen(holder: &str, field: Option<&str>, count: u64, what: &str) -> Override {
    let times = if count == 1 { "1 time".to_owned() } else { format!("{count} times") };
    Override {
        target: Match { ty: Some(holder.to_owned()), field: field.map(str::to_owned), ..Match::default() },
        reason: format!("the service sends {what} (seen {times})"),
        ..Override::default()
    }
}

fn field(name: &str, found: &str) -> Field {
    let ty = match found {
        "string" | "empty string" => TypeRef::String,
        "integer" => TypeRef::Integer,
        "number" => TypeRef::Number,
        "boolean" => TypeRef::Boolean,
        "list" => TypeRef::List(Box::new(TypeRef::Any)),
        "object" => TypeRef::Map(Box::new(TypeRef::Any)),
        _ => TypeRef::Any,
    };
    Field { name: name.to_owned(), ty, required: false, facts: Facts::default() }
}

/// The value as the enumeration would list it, unless it does.
fn new_value(field: &Field, leaf: &TypeRef, value: &str) -> Option<EnumValue> {
    let number = value.parse::<i64>().ok().filter(|_| *leaf == TypeRef::Integer);
    let value = number.map_or_else(|| value.into(), serde_json::Value::from);
    let listed = field.facts.values.iter().any(|known| known.value == value);
    (!listed && !field.facts.values.is_empty()).then(|| EnumValue { value, doc: String::new() })
}

/// The one type that reads everything that was seen, where the page's own is not it.
fn common(page: &TypeRef, found: &BTreeSet<&str>) -> Option<TypeRef> {
    let only = |types: &[&str]| found.iter().all(|found| types.contains(found));
    let common = if only(&["integer"]) {
        TypeRef::Integer
    } else if only(&["integer", "number"]) {
        TypeRef::Number
    } else if only(&["boolean"]) {
        TypeRef::Boolean
    } else if only(&["string", "integer", "number", "boolean"]) {
        TypeRef::String
    } else {
        TypeRef::Any
    };
    (common != *page).then_some(common)
}

fn is_scalar(name: &str) -> bool {
    matches!(name, "string" | "integer" | "number" | "boolean")
}

/// Whether something was found that has a type: nothing and an empty text do not.
fn is_type(found: &str) -> bool {
    is_scalar(found) || matches!(found, "list" | "object" | "integer beyond 64 bits")
}

fn with_leaf(ty: &TypeRef, leaf: TypeRef) -> TypeRef {
    match ty {
        TypeRef::List(inner) => TypeRef::List(Box::new(with_leaf(inner, leaf))),
        TypeRef::Map(inner) => TypeRef::Map(Box::new(with_leaf(inner, leaf))),
        _ => leaf,
    }
}

/// `OS-EXT:vmState` is `os-ext-vm-state`.
fn kebab(name: &str) -> String {
    let mut kebab = String::new();
    let mut after_small = false;
    for letter in name.chars() {
        let is_word = letter.is_ascii_alphanumeric();
        if (!is_word || (letter.is_ascii_uppercase() && after_small)) && !kebab.ends_with('-') && !kebab.is_empty() {
            kebab.push('-');
        }
        if is_word {
            kebab.push(letter.to_ascii_lowercase());
        }
        after_small = letter.is_ascii_lowercase() || letter.is_ascii_digit();
    }
    kebab.trim_end_matches('-').to_owned()
}
