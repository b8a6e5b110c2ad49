//! The elements of a body in XML as the value that the body's type describes, read by the code that clients read
//! responses with.

use super::{form, request::Request};
use crate::ir::{Body, Service, TypeRef};
use serde_json::{Map, Value};
use specwright_runtime::testing::elements;

/// The body's value, or what is wrong with its form.
pub(super) fn value(request: &Request, service: &Service, body: &Body) -> Result<Value, String> {
    let (root, inside) = elements(&request.body).map_err(|error| format!("is {error}"))?;
    let inside: Value = serde_json::from_str(&inside.to_string()).map_err(|error| error.to_string())?;
    let value = match service.xml_root(body) {
        Some("") => Value::Object(Map::from_iter([(root, inside)])),
        Some(due) if due != root => return Err(format!("its root element is `{root}`, but the page has `{due}`")),
        _ => inside,
    };
    Ok(typed(service, &body.ty, value))
}

/// Elements have texts alone, and a list of one is an element.
fn typed(service: &Service, ty: &TypeRef, value: Value) -> Value {
    match (ty, value) {
        (TypeRef::List(item), Value::Array(items)) => {
            items.into_iter().map(|value| typed(service, item, value)).collect()
        }
        (TypeRef::List(item), value) => Value::Array(vec![typed(service, item, value)]),
        (TypeRef::Map(_) | TypeRef::Named(_), Value::Null) => Value::Object(Map::new()),
        (TypeRef::String, Value::Null) => Value::from(""),
        (TypeRef::Map(inner), Value::Object(members)) => {
            members.into_iter().map(|(name, value)| (name, typed(service, inner, value))).collect()
        }
        (TypeRef::Named(name), Value::Object(members)) => {
            let fields = service.types.get(name).map(|ty| &*ty.fields).unwrap_or_default();
            let member = |(name, value): (String, Value)| match fields.iter().find(|field| field.member() == *name) {
                Some(field) => (name, typed(service, &field.ty, value)),
                None => (name, value),
            };
            members.into_iter().map(member).collect()
        }
        (ty, Value::String(text)) => form::typed(ty, &text),
        (_, value) => value,
    }
}

#[cfg(test)]
mod tests;
