//! Examples held against what the tables state. In: an operation with its examples. Out: for each
//! body that an example shows, where the two differ. Tables are not corrected here.

use super::Examples;
use crate::ir::{Example, From, Operation, Service, TypeRef};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Differences of one example that are kept; a body of another type differs everywhere.
const MOST: usize = 20;

/// How an example differs from its tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Difference {
    /// It shows a key that no row states.
    UnlistedKey,
    /// It shows a value of another type than its row states.
    OtherType,
    /// It leaves out what a row says is required in a request.
    MissingKey,
}

impl Difference {
    /// Its key in the JSON report.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::UnlistedKey => "unlisted_key",
            Self::OtherType => "other_type",
            Self::MissingKey => "missing_key",
        }
    }

    /// The difference in a few words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::UnlistedKey => "a key that no row states",
            Self::OtherType => "a value of another type",
            Self::MissingKey => "a required key left out",
        }
    }
}

/// Counts the examples of an operation into `counts`.
pub(super) fn count(service: &Service, operation: &Operation, counts: &mut Examples) {
    for example in &operation.examples {
        match differences(service, operation, example) {
            None if body(example).is_some() => counts.untold += 1,
            None => {}
            Some(found) if found.is_empty() => counts.agree += 1,
            Some(found) => {
                counts.disagree += 1;
                let kinds: BTreeSet<Difference> = found.iter().map(|(_, difference)| *difference).collect();
                for kind in kinds {
                    *counts.differences.entry(kind).or_default() += 1;
                }
            }
        }
    }
}

/// Where the example's body differs from its type, as a path into it. None where there is no body,
/// or no type to hold it against.
#[must_use]
pub fn differences(
    service: &Service,
    operation: &Operation,
    example: &Example,
) -> Option<BTreeSet<(String, Difference)>> {
    let value = body(example)?;
    let of_request = example.request.is_some();
    let ty = if of_request {
        &operation.body.as_ref()?.ty
    } else {
        operation.outputs.iter().find(|output| Some(output.status) == example.status)?.ty.as_ref()?
    };
    let mut walk = Walk { service, of_request, found: BTreeSet::new() };
    for value in by_media(value) {
        walk.value(value, ty, "");
    }
    Some(walk.found)
}

fn body(example: &Example) -> Option<&Value> {
    example.request.as_ref().and_then(|request| request.body.as_ref()).or(example.response.as_ref())
}

/// The bodies of an example: several where it lists them by media type.
fn by_media(value: &Value) -> Vec<&Value> {
    match value.as_object() {
        Some(members) if !members.is_empty() && members.keys().all(|key| key.starts_with("application/")) => {
            members.values().collect()
        }
        _ => vec![value],
    }
}

struct Walk<'a> {
    service: &'a Service,
    of_request: bool,
    found: BTreeSet<(String, Difference)>,
}

impl Walk<'_> {
    /// As deep as the value: JSON was read with a limit.
    fn value(&mut self, value: &Value, ty: &TypeRef, path: &str) {
        if self.found.len() >= MOST || value.is_null() {
            return;
        }
        match (ty, value) {
            (TypeRef::Any | TypeRef::Binary, _)
            | (TypeRef::String, Value::String(_))
            | (TypeRef::Boolean, Value::Bool(_))
            | (TypeRef::Number, Value::Number(_)) => {}
            (TypeRef::Integer, Value::Number(number)) if number.is_i64() || number.is_u64() => {}
            (TypeRef::List(item), Value::Array(items)) => {
                for value in items {
                    self.value(value, item, &format!("{path}[]"));
                }
            }
            (TypeRef::Map(item), Value::Object(members)) => {
                for value in members.values() {
                    self.value(value, item, &format!("{path}{{}}"));
                }
            }
            (TypeRef::Named(name), Value::Object(members)) => self.object(members, name, path),
            _ => self.differs(path.to_owned(), Difference::OtherType),
        }
    }

    fn object(&mut self, members: &Map<String, Value>, name: &str, path: &str) {
        let Some(ty) = self.service.types.get(name) else { return };
        let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
        // In a type that tables state, a field that only an example shows is one that they lack.
        let stated = |from| ty.from == Some(From::Example) || from != Some(From::Example);
        for (key, value) in members {
            match ty.fields.iter().find(|field| field.name == *key) {
                Some(field) if stated(field.facts.from) => self.value(value, &field.ty, &below(key)),
                _ => self.differs(below(key), Difference::UnlistedKey),
            }
        }
        if self.of_request {
            for field in ty.fields.iter().filter(|field| field.required && !members.contains_key(&field.name)) {
                self.differs(below(&field.name), Difference::MissingKey);
            }
        }
    }

    fn differs(&mut self, path: String, difference: Difference) {
        let path = if path.is_empty() { "the whole body".to_owned() } else { path };
        self.found.insert((path, difference));
    }
}
