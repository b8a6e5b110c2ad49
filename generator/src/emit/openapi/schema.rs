//! Types and facts to JSON Schema, as OpenAPI 3.1 uses it.

use super::shown;
use crate::ir::{Body, Facts, Field, From, Range, Service, Type, TypeRef};
use serde_json::{Map, Number, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The component names of a service's types: OpenAPI allows fewer characters than the IR.
pub(super) struct Names {
    by_type: BTreeMap<String, String>,
    /// Fields, by type and name, that an example shows as `null`.
    nulls: BTreeSet<(String, String)>,
}

impl Names {
    pub(super) fn of(service: &Service) -> Self {
        let mut taken: BTreeSet<String> = service.types.keys().filter(|name| is_plain(name)).cloned().collect();
        let mut by_type = BTreeMap::new();
        for name in service.types.keys().filter(|name| !is_plain(name)) {
            let mut component = spell(name);
            while !taken.insert(component.clone()) {
                component.push('_');
            }
            by_type.insert(name.clone(), component);
        }
        Self { by_type, nulls: shown::nulls(service) }
    }

    /// The component that stands for a type of the IR.
    pub(super) fn component(&self, name: &str) -> String {
        self.by_type.get(name).cloned().unwrap_or_else(|| name.to_owned())
    }

    /// The schema of a body: that of its type, in one of its cases if it has several.
    pub(super) fn body(&self, body: &Body) -> Map<String, Value> {
        let cases = body.cases.iter().map(|case| alternative(&case.name, &case.required, Map::new()));
        one_of(self.reference(&body.ty), cases.collect())
    }

    /// The schema of a named type.
    pub(super) fn object(&self, name: &str, ty: &Type) -> Value {
        let mut schema = Map::new();
        schema.insert("type".into(), json!("object"));
        describe(&mut schema, &ty.doc);
        origin(&mut schema, ty.from);
        let properties: Map<String, Value> =
            ty.fields.iter().map(|field| (field.name.clone(), self.field(name, field))).collect();
        if !properties.is_empty() {
            schema.insert("properties".into(), Value::Object(properties));
        }
        let required: Vec<&str> =
            ty.fields.iter().filter(|field| field.required).map(|field| field.name.as_str()).collect();
        if !required.is_empty() {
            schema.insert("required".into(), json!(required));
        }
        Value::Object(schema)
    }

    fn field(&self, of: &str, field: &Field) -> Value {
        let mut schema = self.with_facts(&field.ty, &field.facts);
        if !field.facts.nullable && self.nulls.contains(&(of.to_owned(), field.name.clone())) {
            schema = nullable(schema);
        }
        describe(&mut schema, &field.facts.doc);
        if field.facts.deprecated {
            schema.insert("deprecated".into(), json!(true));
        }
        if field.facts.attribute {
            schema.insert("xml".into(), json!({ "attribute": true }));
        }
        Value::Object(schema)
    }

    /// The schema of a type alone.
    pub(super) fn reference(&self, ty: &TypeRef) -> Map<String, Value> {
        let value = match ty {
            TypeRef::String => json!({ "type": "string" }),
            TypeRef::Integer => json!({ "type": "integer", "format": "int64" }),
            TypeRef::Number => json!({ "type": "number" }),
            TypeRef::Boolean => json!({ "type": "boolean" }),
            TypeRef::Any => json!({}),
            TypeRef::Binary => json!({ "type": "string", "format": "binary" }),
            TypeRef::List(item) => json!({ "type": "array", "items": self.reference(item) }),
            TypeRef::Map(value) => json!({ "type": "object", "additionalProperties": self.reference(value) }),
            TypeRef::Named(name) => json!({ "$ref": format!("#/components/schemas/{}", self.component(name)) }),
        };
        match value {
            Value::Object(schema) => schema,
            _ => Map::new(),
        }
    }

    /// The schema of a type with what the page says of its values; words and deprecation left to
    /// the caller, whose place for them differs.
    pub(super) fn with_facts(&self, ty: &TypeRef, facts: &Facts) -> Map<String, Value> {
        let mut schema = self.reference(ty);
        if let Some(Value::Object(item)) = schema.get_mut("items") {
            of_each_value(item, facts);
        } else {
            of_each_value(&mut schema, facts);
        }
        bounds(&mut schema, facts.items.as_ref(), "minItems", "maxItems");
        if let Some(default) = &facts.default {
            schema.insert("default".into(), default.clone());
        }
        if let Some(condition) = &facts.condition {
            schema.insert("x-condition".into(), json!(condition));
        }
        origin(&mut schema, facts.from);
        if facts.nullable { nullable(schema) } else { schema }
    }
}

/// A schema that holds in exactly one of several alternatives, if there are any.
pub(super) fn one_of(mut schema: Map<String, Value>, alternatives: Vec<Value>) -> Map<String, Value> {
    if !alternatives.is_empty() {
        schema.insert("oneOf".into(), Value::Array(alternatives));
    }
    schema
}

/// One of several alternatives: what it is called, and the members that it asks for and that no other does.
pub(super) fn alternative(title: &str, required: &[String], schema: Map<String, Value>) -> Value {
    let mut alternative = Map::from_iter([("title".to_owned(), json!(title))]);
    if !required.is_empty() {
        alternative.insert("required".into(), json!(required));
    }
    alternative.extend(schema);
    Value::Object(alternative)
}

/// What holds of a value; of each item where the type is a list.
fn of_each_value(schema: &mut Map<String, Value>, facts: &Facts) {
    if let Some(format) = &facts.format {
        schema.insert("format".into(), json!(format));
    } else if facts.secret {
        schema.insert("format".into(), json!("password"));
    }
    bounds(schema, facts.range.as_ref(), "minimum", "maximum");
    bounds(schema, facts.length.as_ref(), "minLength", "maxLength");
    if let Some(pattern) = &facts.pattern {
        schema.insert("pattern".into(), json!(pattern));
    }
    if facts.values.is_empty() {
        return;
    }
    let mut values: Vec<Value> = Vec::with_capacity(facts.values.len());
    for value in &facts.values {
        if !values.contains(&value.value) {
            values.push(value.value.clone());
        }
    }
    schema.insert("enum".into(), Value::Array(values));
    if facts.values.iter().any(|value| !value.doc.is_empty()) {
        let docs: Vec<&str> = facts.values.iter().map(|value| value.doc.as_str()).collect();
        schema.insert("x-enum-descriptions".into(), json!(docs));
    }
}

fn bounds(schema: &mut Map<String, Value>, range: Option<&Range>, minimum: &str, maximum: &str) {
    let Some(range) = range else { return };
    for (key, bound) in [(minimum, &range.min), (maximum, &range.max)] {
        if let Some(number) = bound.as_deref().and_then(number) {
            schema.insert(key.into(), Value::Number(number));
        }
    }
}

/// A bound as a JSON number, whole where it is whole.
fn number(text: &str) -> Option<Number> {
    let whole = text.parse::<i64>().map(Number::from).or_else(|_| text.parse::<u64>().map(Number::from));
    whole.ok().or_else(|| text.parse().ok().and_then(Number::from_f64))
}

fn nullable(mut schema: Map<String, Value>) -> Map<String, Value> {
    if let Some(Value::Array(values)) = schema.get_mut("enum") {
        values.push(Value::Null);
    }
    match schema.get("type").cloned() {
        Some(ty @ Value::String(_)) => {
            schema.insert("type".into(), json!([ty, "null"]));
        }
        _ => {
            if let Some(reference) = schema.remove("$ref") {
                schema.insert("anyOf".into(), json!([{ "$ref": reference }, { "type": "null" }]));
            }
        }
    }
    schema
}

fn origin(schema: &mut Map<String, Value>, from: Option<From>) {
    let word = match from {
        None => return,
        Some(From::Example) => "example",
        Some(From::Uri) => "uri",
        Some(From::Override) => "override",
    };
    schema.insert("x-from".into(), json!(word));
}

/// Adds the page's words, if there are any.
pub(super) fn describe(object: &mut Map<String, Value>, doc: &str) {
    if !doc.is_empty() {
        object.insert("description".into(), json!(doc));
    }
}

fn is_plain(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
}

/// A name in the characters that OpenAPI allows; others by their number.
fn spell(name: &str) -> String {
    name.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-') {
                c.to_string()
            } else {
                format!("u{:04X}", u32::from(c))
            }
        })
        .collect()
}
