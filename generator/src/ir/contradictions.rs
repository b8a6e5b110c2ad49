//! Examples held against the shape of their types: a [`Service`] enters, what an example lacks that must be given, and
//! what is a list, a map or an object in only one of the two, leaves. Scalars alone are compared with their rows before.

use super::{
    Field, IrPath, Operation, Service, TypeRef,
    parts::{Part, parts},
    witnesses,
};
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
        let Some(parts) = parts(self.service, value, ty) else {
            let is_whole = |stated: &TypeRef| matches!(stated, TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Named(_));
            if let Some((path, stated)) = of.filter(|(_, stated)| is_whole(stated) && !fits(value, ty)) {
                self.found(path.clone(), Difference::Type(stated.to_string()), by);
            }
            return;
        };
        for Part { value, ty, field } in parts {
            let field = field.as_ref().map(|(path, field)| (path, &field.ty));
            self.value(value, ty, field.or(of), by);
        }
        self.lacking(value, ty, by);
    }

    /// Tells of the required fields of an object that a value lacks.
    fn lacking(&mut self, value: &Value, ty: &TypeRef, by: (&str, &str)) {
        let (Value::Object(members), TypeRef::Named(name)) = (value, ty) else { return };
        let fields = self.service.types.get(name).into_iter().flat_map(|object| &object.fields);
        let is_lacking = |field: &&Field| field.required && !members.contains_key(&field.name);
        let lacking: Vec<String> = fields.filter(is_lacking).map(|field| field.name.clone()).collect();
        if let Some(first) = lacking.first() {
            let path = IrPath::Field { ty: name.clone(), name: first.clone() };
            self.found(path, Difference::Lacks(lacking), by);
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
