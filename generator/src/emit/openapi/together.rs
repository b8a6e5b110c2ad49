//! Operations of one method and path that their bodies tell apart, by a member or by their media type: one operation of
//! OpenAPI, which knows no others of the same path. In go the operations, out comes what can be sent to them and what
//! any of them responds with.

use super::{
    operation as single,
    schema::{Names, alternative, one_of},
};
use crate::ir::{Body, Location, Operation, Output, Status, TypeRef, When};
use indexmap::IndexMap;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The operation that stands for several, under a name that none of the service has.
pub(super) fn operation(several: &[&Operation], taken: &dyn Fn(&str) -> bool, names: &Names) -> Value {
    let mut object = Map::new();
    let Some(first) = several.first() else { return Value::Object(object) };
    object.insert("operationId".into(), json!(name(first, taken)));
    let called: Vec<&str> = several.iter().map(|operation| operation.name.as_str()).collect();
    object.insert("summary".into(), json!(format!("One of {}", called.join(", "))));
    let mut inputs: BTreeMap<(String, &str), Value> = BTreeMap::new();
    for operation in several {
        for input in &operation.inputs {
            let required =
                several.iter().all(|other| other.inputs.iter().any(|known| known.required && known.name == input.name));
            let mut value = single::parameter(input, &[], names);
            if let (false, Some(members)) = (required || input.location == Location::Path, value.as_object_mut()) {
                members.remove("required");
            }
            inputs.entry((json!(input.location).to_string(), &input.name)).or_insert(value);
        }
    }
    if !inputs.is_empty() {
        object.insert("parameters".into(), inputs.into_values().collect());
    }
    if let Some(body) = request_body(several, names) {
        object.insert("requestBody".into(), body);
    }
    object.insert("responses".into(), responses(several, names));
    object.insert("x-operations".into(), json!(called));
    Value::Object(object)
}

/// The bodies by media type; several of one type as alternatives, each called as its operation and told apart by the
/// member that its operation has.
fn request_body(several: &[&Operation], names: &Names) -> Option<Value> {
    let mut by_media: IndexMap<&str, Vec<(&Operation, &Body)>> = IndexMap::new();
    for operation in several {
        if let Some(body) = &operation.body {
            let media = body.media.as_deref().unwrap_or(single::JSON_MEDIA);
            by_media.entry(media).or_default().push((operation, body));
        }
    }
    if by_media.is_empty() {
        return None;
    }
    let required = several.iter().all(|operation| operation.body.as_ref().is_some_and(|body| !body.optional));
    let schema = |(media, bodies): (&str, Vec<(&Operation, &Body)>)| {
        let schema = match bodies.as_slice() {
            [(_, only)] => names.body(only),
            bodies => one_of(Map::new(), bodies.iter().map(|(of, body)| case(of, body, names)).collect()),
        };
        (media.to_owned(), json!({ "schema": schema }))
    };
    let content: Map<String, Value> = by_media.into_iter().map(schema).collect();
    Some(json!({ "required": required, "content": content }))
}

fn case(operation: &Operation, body: &Body, names: &Names) -> Value {
    let member = match &operation.when {
        Some(When::Body(key)) => vec![key.clone()],
        _ => Vec::new(),
    };
    alternative(&operation.name, &member, names.body(body))
}

fn responses(several: &[&Operation], names: &Names) -> Value {
    let mut by_status: BTreeMap<Status, Vec<&Output>> = BTreeMap::new();
    for output in several.iter().flat_map(|operation| &operation.outputs) {
        by_status.entry(output.status).or_default().push(output);
    }
    let response = |(status, outputs): (Status, Vec<&Output>)| {
        let types: Vec<&TypeRef> = outputs.iter().filter_map(|output| output.ty.as_ref()).collect();
        let mut object = Map::from_iter([("description".to_owned(), json!(single::called(status)))]);
        if !types.is_empty() {
            let media = outputs.iter().find_map(|output| output.media.as_deref());
            let content = json!({ media.unwrap_or(single::JSON_MEDIA): { "schema": any_of_them(&types, names) } });
            object.insert("content".into(), content);
        }
        (status.to_string(), Value::Object(object))
    };
    Value::Object(by_status.into_iter().map(response).collect())
}

/// The schema of one type, or of any of several, as nothing tells responses apart.
fn any_of_them(types: &[&TypeRef], names: &Names) -> Value {
    let mut schemas: Vec<Value> = Vec::new();
    for schema in types.iter().map(|ty| Value::Object(names.reference(ty))) {
        if !schemas.contains(&schema) {
            schemas.push(schema);
        }
    }
    match schemas.as_slice() {
        [only] => only.clone(),
        _ => json!({ "anyOf": schemas }),
    }
}

/// `post_servers_action`, of the method and the words of the path.
fn name(operation: &Operation, taken: &dyn Fn(&str) -> bool) -> String {
    let words = operation.path.split('/').filter(|part| !part.is_empty() && !part.contains('{'));
    let parts = std::iter::once(operation.method.as_str()).chain(words);
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' };
    let parts: Vec<String> = parts.map(|part| part.chars().map(plain).collect()).collect();
    let mut name = parts.join("_");
    while taken(&name) {
        name.push('_');
    }
    name
}
