//! The facts of an operation, each by the method of the runtime that states it, as lines of its macro.

use super::super::{
    literal,
    view::{OperationView, ServiceView},
};
use super::rules;
use crate::ir::{FilledBy, Input, Location, Operation, When};
use std::collections::BTreeMap;

/// No line is longer, unless one of the facts in it is.
const WIDTH: usize = 100;

/// Method, service, name and path, and a line or more for each other fact.
pub(super) fn lines(service: &ServiceView<'_>, operation: &OperationView<'_>) -> String {
    let ir = operation.ir;
    let method = ir.method.as_str().to_ascii_lowercase();
    let quoted = |text: &str| literal::text(text).to_string();
    let mut lines = format!("    {method} {} {} {}", quoted(service.id), quoted(&ir.name), quoted(&ir.path));
    for (name, value) in facts(ir, operation) {
        match value {
            Fact::One(value) => lines.extend(["\n        .", name, "(", &value, ")"]),
            Fact::Several(before, items) => lines.push_str(&several(name, &before, &items)),
        }
    }
    lines + ";\n"
}

/// What a method is given: a value, or a list with what stands before it.
enum Fact {
    One(String),
    Several(String, Vec<String>),
}

fn facts(ir: &Operation, operation: &OperationView<'_>) -> Vec<(&'static str, Fact)> {
    let quoted = |text: &str| literal::text(text).to_string();
    let list = |items: Vec<String>| (!items.is_empty()).then_some(Fact::Several(String::new(), items));
    let constants = |pairs: &BTreeMap<String, String>| {
        list(pairs.iter().map(|(name, value)| format!("({}, {})", quoted(name), quoted(value))).collect())
    };
    let (mut in_query, mut in_headers, mut in_body) = (None, None, None);
    match &ir.when {
        Some(When::Query(pairs)) => in_query = constants(pairs),
        // The media type is a fact of its own.
        Some(when @ When::Header(_)) if when.is_of_body() => {}
        Some(When::Header(pairs)) => in_headers = constants(pairs),
        Some(When::Members(pairs)) => in_body = constants(pairs),
        Some(When::Body(_)) | None => {}
    }
    let envelope = ir.envelope.as_ref().map(|envelope| {
        let success = envelope.success.iter().map(|code| quoted(code)).collect();
        Fact::Several(format!("{}, ", quoted(&envelope.code)), success)
    });
    let all = [
        ("filled", list(ir.inputs.iter().filter_map(filled).collect())),
        ("constant_query", in_query),
        ("constant_headers", in_headers),
        ("constant_members", in_body),
        ("media", operation.json_media.as_deref().map(|media| Fact::One(quoted(media)))),
        ("xml_response", operation.xml_response.as_deref().map(|root| Fact::One(quoted(root)))),
        ("token_header", operation.token_header.as_deref().map(|name| Fact::One(quoted(name)))),
        ("envelope", envelope),
        (
            "inputs",
            list(operation.rules.inputs.iter().map(|(location, rule)| rules::of_input(*location, rule)).collect()),
        ),
        ("body", operation.rules.body.as_ref().map(|inside| Fact::One(rules::of_body(inside)))),
        ("responses", list(operation.rules.responses.iter().map(rules::of_body).collect())),
    ];
    all.into_iter().filter_map(|(name, fact)| Some((name, fact?))).collect()
}

/// A list in one line, or an item a line.
fn several(name: &str, before: &str, items: &[String]) -> String {
    let line = format!("\n        .{name}({before}&[{}])", items.join(", "));
    if line.chars().count() <= WIDTH {
        return line;
    }
    let items: String = items.iter().flat_map(|item| ["            ", item, ",\n"]).collect();
    format!("\n        .{name}({before}&[\n{items}        ])")
}

/// What the client sends although no caller gives it. Credentials and bodies bring their own headers.
fn filled(input: &Input) -> Option<String> {
    let by = match input.filled_by? {
        FilledBy::Credential | FilledBy::Media => return None,
        FilledBy::Project => "Project",
        FilledBy::Domain => "Domain",
        FilledBy::RequestId => "RequestId",
    };
    let location = match input.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
    };
    let can_be_unknown = matches!(input.filled_by, Some(FilledBy::Project | FilledBy::Domain));
    let if_known =
        if can_be_unknown && !input.required && input.location != Location::Path { ".if_known()" } else { "" };
    Some(format!("Filled::{location}({}, FilledBy::{by}){if_known}", literal::text(&input.name)))
}
