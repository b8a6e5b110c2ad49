//! One operation: its parameters, body, responses and examples.

use super::schema::{Names, describe};
use crate::ir::{
    Body, Example, ExampleRequest, Header, Input, Location, Operation, Output, Status, TypeRef, web_address,
};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

pub(super) const JSON_MEDIA: &str = "application/json";
const BINARY_MEDIA: &str = "application/octet-stream";

pub(super) fn operation(operation: &Operation, names: &Names) -> Value {
    let mut object = Map::new();
    object.insert("operationId".into(), json!(operation.name));
    if !operation.title.is_empty() {
        object.insert("summary".into(), json!(operation.title));
    }
    describe(&mut object, &operation.doc);
    if operation.deprecated {
        object.insert("deprecated".into(), json!(true));
    }
    if !operation.inputs.is_empty() {
        let parameters = operation.inputs.iter().map(|input| parameter(input, &operation.examples, names));
        object.insert("parameters".into(), parameters.collect());
    }
    if let Some(body) = &operation.body {
        object.insert("requestBody".into(), request_body(body, &operation.examples, names));
    }
    let responses = responses(operation, names);
    if !responses.is_empty() {
        object.insert("responses".into(), Value::Object(responses));
    }
    if !operation.page.is_empty() {
        object.insert("x-page".into(), json!(operation.page));
    }
    if let Some(url) = operation.page_url.as_deref().and_then(web_address) {
        object.insert("externalDocs".into(), json!({ "url": url }));
    }
    if !operation.aliases.is_empty() {
        object.insert("x-aliases".into(), json!(operation.aliases));
    }
    if !operation.errors.is_empty() {
        object.insert("x-error-codes".into(), json!(operation.errors));
    }
    Value::Object(object)
}

pub(super) fn parameter(input: &Input, examples: &[Example], names: &Names) -> Value {
    let mut object = Map::new();
    object.insert("name".into(), json!(input.name));
    object.insert("in".into(), json!(input.location));
    describe(&mut object, &input.facts.doc);
    // OpenAPI knows no optional path parameter.
    if input.required || input.location == Location::Path {
        object.insert("required".into(), json!(true));
    }
    if input.facts.deprecated {
        object.insert("deprecated".into(), json!(true));
    }
    if input.travels_in_members() {
        object.insert("style".into(), json!("deepObject"));
        object.insert("explode".into(), json!(true));
    }
    object.insert("schema".into(), Value::Object(names.with_facts(&input.ty, &input.facts)));
    let shown: Map<String, Value> = examples
        .iter()
        .filter_map(|example| {
            let value = value_shown(example.request.as_ref()?, input)?;
            Some((example.name.clone(), json!({ "value": value })))
        })
        .collect();
    if !shown.is_empty() {
        object.insert("examples".into(), Value::Object(shown));
    }
    if let Some(filler) = input.filled_by {
        object.insert("x-filled-by".into(), json!(filler));
    }
    Value::Object(object)
}

/// What an example sends for a parameter.
fn value_shown(request: &ExampleRequest, input: &Input) -> Option<Value> {
    if input.travels_in_members() {
        let members = request.query.iter().filter_map(|(name, value)| Some((input.member(name)?, value)));
        let members: Map<String, Value> = members.map(|(key, value)| (key.to_owned(), json!(value))).collect();
        return (!members.is_empty()).then_some(Value::Object(members));
    }
    let shown = match input.location {
        Location::Path => request.path.get(&input.name),
        Location::Query => request.query.get(&input.name),
        Location::Header => {
            request.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(&input.name)).map(|(_, value)| value)
        }
    };
    shown.map(|text| json!(text))
}

fn request_body(body: &Body, examples: &[Example], names: &Names) -> Value {
    let mut object = Map::new();
    describe(&mut object, &body.doc);
    if !body.optional {
        object.insert("required".into(), json!(true));
    }
    let shown = examples.iter().filter_map(|example| Some((example, example.request.as_ref()?.body.as_ref()?)));
    object.insert("content".into(), content(body.media.as_deref(), &body.ty, names.body(body), shown));
    Value::Object(object)
}

/// The answers, and the statuses that only error codes have: these answer as any other status does.
fn responses(operation: &Operation, names: &Names) -> Map<String, Value> {
    let response = |output| response(output, &operation.examples, names);
    let mut responses: Map<String, Value> =
        operation.outputs.iter().map(|output| (output.status.to_string(), response(output))).collect();
    let other = operation.outputs.iter().find(|output| output.status == Status::Default);
    let statuses: BTreeSet<u16> = operation.errors.iter().filter_map(|error| error.status).collect();
    for status in statuses {
        let codes = operation.errors.iter().filter(|error| error.status == Some(status));
        let called = || codes.map(|error| error.code.as_str()).collect::<Vec<_>>().join(", ");
        let answer = || other.map_or_else(|| json!({ "description": called() }), response);
        responses.entry(status.to_string()).or_insert_with(answer);
    }
    responses
}

fn response(output: &Output, examples: &[Example], names: &Names) -> Value {
    let mut object = Map::new();
    let doc = if output.doc.is_empty() { called(output.status) } else { output.doc.clone() };
    object.insert("description".into(), json!(doc));
    if !output.headers.is_empty() {
        let headers: Map<String, Value> =
            output.headers.iter().map(|entry| (entry.name.clone(), header(entry, names))).collect();
        object.insert("headers".into(), Value::Object(headers));
    }
    if let Some(ty) = &output.ty {
        let shown = examples
            .iter()
            .filter(|example| example.status == Some(output.status))
            .filter_map(|example| Some((example, example.response.as_ref()?)));
        object.insert("content".into(), content(output.media.as_deref(), ty, names.reference(ty), shown));
    }
    Value::Object(object)
}

/// What a response is called of which the page says nothing.
pub(super) fn called(status: Status) -> String {
    match status {
        Status::Code(code) => format!("Status {code}"),
        Status::Default => "Any other status".to_owned(),
    }
}

fn header(header: &Header, names: &Names) -> Value {
    let mut object = Map::new();
    describe(&mut object, &header.facts.doc);
    if header.facts.deprecated {
        object.insert("deprecated".into(), json!(true));
    }
    object.insert("schema".into(), Value::Object(names.with_facts(&header.ty, &header.facts)));
    Value::Object(object)
}

fn content<'a>(
    media: Option<&str>,
    ty: &TypeRef,
    schema: Map<String, Value>,
    shown: impl Iterator<Item = (&'a Example, &'a Value)>,
) -> Value {
    let media = media.unwrap_or(if *ty == TypeRef::Binary { BINARY_MEDIA } else { JSON_MEDIA });
    let mut inner = Map::new();
    inner.insert("schema".into(), Value::Object(schema));
    let examples: Map<String, Value> =
        shown.map(|(example, value)| (example.name.clone(), shown_as(example, value))).collect();
    if !examples.is_empty() {
        inner.insert("examples".into(), Value::Object(examples));
    }
    Value::Object(Map::from_iter([(media.to_owned(), Value::Object(inner))]))
}

fn shown_as(example: &Example, value: &Value) -> Value {
    let mut object = Map::new();
    if !example.doc.is_empty() {
        object.insert("summary".into(), json!(example.doc));
    }
    object.insert("value".into(), value.clone());
    Value::Object(object)
}
