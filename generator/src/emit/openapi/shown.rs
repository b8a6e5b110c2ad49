//! What the examples of a service show beside its types: which fields can be `null`. Pages state that of no field,
//! and a document whose examples contradict its schemas is refused by its readers.

use crate::ir::{Operation, Service, TypeRef};
use serde_json::Value;
use std::collections::BTreeSet;

/// Fields, by type and name, that an example shows as `null`.
pub(super) fn nulls(service: &Service) -> BTreeSet<(String, String)> {
    let mut nulls = BTreeSet::new();
    for operation in &service.operations {
        for (ty, value) in examples(operation) {
            collect(service, ty, value, &mut nulls);
        }
    }
    nulls
}

/// The bodies that an operation's examples show, each with the type that is stated for it.
fn examples(operation: &Operation) -> impl Iterator<Item = (&TypeRef, &Value)> {
    operation.examples.iter().flat_map(move |example| {
        let sent = operation.body.as_ref().zip(example.request.as_ref().and_then(|request| request.body.as_ref()));
        let responses = operation.outputs.iter().filter(move |output| example.status == Some(output.status));
        let received = responses.filter_map(|output| output.ty.as_ref()).zip(example.response.as_ref());
        sent.map(|(body, value)| (&body.ty, value)).into_iter().chain(received)
    })
}

fn collect(service: &Service, ty: &TypeRef, value: &Value, nulls: &mut BTreeSet<(String, String)>) {
    match (ty, value) {
        (TypeRef::List(item), Value::Array(values)) => {
            for value in values {
                collect(service, item, value, nulls);
            }
        }
        (TypeRef::Map(item), Value::Object(members)) => {
            for value in members.values() {
                collect(service, item, value, nulls);
            }
        }
        (TypeRef::Named(name), Value::Object(members)) => {
            for field in service.types.get(name).into_iter().flat_map(|ty| &ty.fields) {
                match members.get(&field.name) {
                    Some(Value::Null) => {
                        nulls.insert((name.clone(), field.name.clone()));
                    }
                    Some(value) => collect(service, &field.ty, value, nulls),
                    None => {}
                }
            }
        }
        _ => {}
    }
}
