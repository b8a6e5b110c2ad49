//! Examples held against the shape of their types: a [`Service`] enters, what an example lacks that must be given, and
//! what is a list, a map or an object in only one of the two, leaves. Scalars alone are compared with their rows before.

use super::{Field, IrPath, Operation, Service, TypeRef, witnesses};
use serde_json::Value;
use std::collections::BTreeSet;

/// A field that an example contradicts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contradiction {
    /// Which field.
    pub of: IrPath,
    /// How it differs.
    pub what: Difference,
    /// The operation and its example.
    pub example: (String, String),
}

/// How an example and a type differ.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// It and the others with these names are required and not in the example.
    Lacks(Vec<String>),
    /// The value, or an item or a member of it, has another type than this one.
    Type(String),
}

impl Service {
    /// Fields that an example lacks or shows otherwise, each once.
    #[must_use]
    pub fn contradictions(&self) -> Vec<Contradiction> {
        let mut walk = Walk { service: self, known: BTreeSet::new(), found: Vec::new() };
        for operation in &self.operations {
            walk.operation(operation);
        }
        walk.found
    }
}

struct Walk<'a> {
    service: &'a Service,
    known: BTreeSet<(IrPath, Difference)>,
    found: Vec<Contradiction>,
}

impl<'a> Walk<'a> {
    fn operation(&mut self, operation: &'a Operation) {
        for example in &operation.examples {
            let by = (operation.name.as_str(), example.name.as_str());
            let sent = example.request.as_ref().and_then(|request| request.body.as_ref());
            if let Some((value, body)) = sent.zip(operation.body.as_ref()) {
                self.value(value, &body.ty, None, by);
            }
            if let Some((value, ty)) = example.response.as_ref().zip(witnesses::answer(operation, example)) {
                self.value(value, ty, None, by);
            }
        }
    }

    /// Walks a value along its type; `of` is the field that it is the value of.
    fn value(&mut self, value: &Value, ty: &'a TypeRef, of: Option<(&IrPath, &TypeRef)>, by: (&str, &str)) {
        match (value, ty) {
            (Value::Array(items), TypeRef::List(inner)) => {
                for item in items {
                    self.value(item, inner, of, by);
                }
            }
            (Value::Object(members), TypeRef::Map(inner)) => {
                for member in members.values() {
                    self.value(member, inner, of, by);
                }
            }
            (Value::Object(members), TypeRef::Named(name)) => {
                let Some(object) = self.service.types.get(name) else { return };
                let path = |field: &Field| IrPath::Field { ty: name.clone(), name: field.name.clone() };
                for field in &object.fields {
                    if let Some(value) = members.get(&field.name) {
                        self.value(value, &field.ty, Some((&path(field), &field.ty)), by);
                    }
                }
                let is_lacking = |field: &&Field| field.required && !members.contains_key(&field.name);
                let mut lacking = object.fields.iter().filter(is_lacking).peekable();
                if let Some(first) = lacking.peek().map(|field| path(field)) {
                    self.found(first, Difference::Lacks(lacking.map(|field| field.name.clone()).collect()), by);
                }
            }
            _ => {
                let is_told =
                    |stated: &TypeRef| !matches!(stated, TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Named(_));
                if let Some((path, stated)) = of.filter(|(_, stated)| !is_told(stated) && !fits(value, ty)) {
                    self.found(path.clone(), Difference::Type(stated.to_string()), by);
                }
            }
        }
    }

    fn found(&mut self, of: IrPath, what: Difference, (operation, example): (&str, &str)) {
        if self.known.insert((of.clone(), what.clone())) {
            self.found.push(Contradiction { of, what, example: (operation.to_owned(), example.to_owned()) });
        }
    }
}

/// Whether a value that is not walked into is of its type, or stands for any.
fn fits(value: &Value, ty: &TypeRef) -> bool {
    match (value, ty) {
        (Value::Null, _)
        | (_, TypeRef::Any | TypeRef::Binary)
        | (Value::String(_), TypeRef::String)
        | (Value::Bool(_), TypeRef::Boolean)
        | (Value::Number(_), TypeRef::Number) => true,
        (Value::Number(number), TypeRef::Integer) => !number.is_f64(),
        (Value::String(text), _) => witnesses::is_placeholder(text),
        _ => false,
    }
}
