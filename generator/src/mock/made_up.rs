//! Values of the right types where the page shows none. The same type gives the same value.

use crate::ir::{Facts, Field, Header, Range, Service, TypeRef};
use serde_json::{Map, Number, Value};

/// Types in types beyond this depth are left out, so that types that lead back to themselves end.
const DEEPEST: usize = 6;

/// No text needs to be longer, whatever the page asks for.
const LONGEST: usize = 4096;

/// Values in one response; types that hold many others are cut.
const MOST: usize = 10_000;

/// A value of a type.
pub(super) fn value(service: &Service, ty: &TypeRef) -> Value {
    Maker { service: Some(service), left: MOST }.of(ty, &Facts::default(), "text", 0)
}

/// A header as stated.
pub(super) fn header(header: &Header) -> (String, String) {
    let value = Maker { service: None, left: MOST }.of(&header.ty, &header.facts, &header.name, 0);
    (header.name.clone(), value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

struct Maker<'a> {
    service: Option<&'a Service>,
    left: usize,
}

impl Maker<'_> {
    fn of(&mut self, ty: &TypeRef, facts: &Facts, name: &str, depth: usize) -> Value {
        self.left = self.left.saturating_sub(1);
        match ty {
            TypeRef::List(item) => {
                let least = facts.items.as_ref().map_or(1, |items| whole(items, 1).clamp(1, 3));
                (0..least).map(|_| self.of(item, facts, name, depth + 1)).collect()
            }
            TypeRef::Map(inner) => {
                let member = ("key".to_owned(), self.of(inner, facts, name, depth + 1));
                Value::Object(std::iter::once(member).collect())
            }
            TypeRef::Named(name) => Value::Object(self.object(name, depth + 1)),
            TypeRef::Any => Value::Object(Map::new()),
            scalar => {
                let stated = facts.default.clone().or_else(|| facts.values.first().map(|value| value.value.clone()));
                stated.filter(|value| fits(scalar, value)).unwrap_or_else(|| made_up(scalar, facts, name))
            }
        }
    }

    fn object(&mut self, name: &str, depth: usize) -> Map<String, Value> {
        let ty = self.service.and_then(|service| service.types.get(name)).filter(|_| depth < DEEPEST && self.left > 0);
        let fields = ty.map(|ty| ty.fields.as_slice()).unwrap_or_default();
        let member =
            |field: &Field| (field.member().into_owned(), self.of(&field.ty, &field.facts, &field.name, depth));
        fields.iter().map(member).collect()
    }
}

fn fits(ty: &TypeRef, value: &Value) -> bool {
    match ty {
        TypeRef::Integer => value.is_i64(),
        TypeRef::Number => value.is_number(),
        TypeRef::Boolean => value.is_boolean(),
        _ => value.is_string(),
    }
}

fn made_up(ty: &TypeRef, facts: &Facts, name: &str) -> Value {
    match ty {
        TypeRef::Integer => Value::from(facts.range.as_ref().map_or(1, |range| whole(range, 1))),
        TypeRef::Number => {
            let number = facts.range.as_ref().and_then(|range| range.min.as_deref()?.parse().ok()).unwrap_or(1.0);
            Number::from_f64(number).map_or_else(|| Value::from(1), Value::Number)
        }
        TypeRef::Boolean => Value::Bool(true),
        _ => Value::String(text(facts, name)),
    }
}

fn text(facts: &Facts, name: &str) -> String {
    match facts.format.as_deref() {
        Some("date-time") => return "2024-01-02T03:04:05Z".to_owned(),
        Some("date") => return "2024-01-02".to_owned(),
        Some("uuid") => return "00000000-0000-4000-8000-000000000001".to_owned(),
        Some("uri") => return "https://example.com/".to_owned(),
        _ => {}
    }
    let count = |bound: Option<&String>| bound.and_then(|bound| bound.parse::<usize>().ok());
    let length = facts.length.as_ref();
    let least = count(length.and_then(|length| length.min.as_ref())).unwrap_or(0).min(LONGEST);
    let most = count(length.and_then(|length| length.max.as_ref())).unwrap_or(LONGEST);
    name.chars().chain(std::iter::repeat('x')).take(name.chars().count().max(least).min(most)).collect()
}

/// `usual` where it is allowed, else the bound next to it.
fn whole(range: &Range, usual: i64) -> i64 {
    let bound = |bound: &Option<String>| bound.as_deref().and_then(|bound| bound.parse::<i64>().ok());
    usual.max(bound(&range.min).unwrap_or(usual)).min(bound(&range.max).unwrap_or(i64::MAX))
}
