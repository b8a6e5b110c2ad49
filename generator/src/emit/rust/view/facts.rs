//! What a page states besides words, as sentences for the docs: bounds, defaults, values.

use super::{
    super::docs::{Docs, code, inline},
    said,
};
use crate::ir::{EnumValue, Facts, FilledBy, Range};
use serde_json::Value;

/// The docs of an input or a header: the page's words, then what it states. Values that have a type of their own are
/// documented there.
pub(super) fn docs(facts: &Facts, own: &str, values_typed: bool) -> Docs {
    docs_of_part(facts, own, values_typed, false)
}

/// The same for a part of a body, which says whether a caller must give it.
pub(super) fn docs_of_part(facts: &Facts, own: &str, values_typed: bool, is_mandatory: bool) -> Docs {
    let stated = [if is_mandatory { "Required.".to_owned() } else { String::new() }, sentences(facts)];
    let docs = Docs::or(&facts.doc, own).paragraph(stated.join(" ").trim());
    if values_typed || said::values(&facts.doc, &facts.values) { docs } else { listed(docs, &facts.values) }
}

/// What becomes of an input that the client fills, unless told.
pub(super) fn filled(by: FilledBy) -> &'static str {
    match by {
        FilledBy::Credential => "Sent with the credential.",
        FilledBy::Media => "Sent with the body.",
        FilledBy::Project => "Defaults to the project of the configuration.",
        FilledBy::Domain => "Defaults to the account of the configuration.",
        FilledBy::RequestId => "Defaults to a new id.",
    }
}

fn sentences(facts: &Facts) -> String {
    let mut sentences = Vec::new();
    if let Some(condition) = &facts.condition {
        sentences.push(format!("Required: {}.", inline(condition.trim_end_matches(['.', '。']))));
    }
    for (what, range) in [("Range", &facts.range), ("Length", &facts.length), ("Items", &facts.items)] {
        let range = range.as_ref().filter(|range| !said::bounds(&facts.doc, range));
        sentences.extend(range.map(|range| format!("{what}: {}.", bounds(range))));
    }
    sentences.extend(facts.pattern.as_ref().map(|pattern| format!("Pattern: {}.", code(pattern))));
    sentences.extend(facts.format.as_ref().map(|format| format!("Format: {}.", code(format))));
    let default = facts.default.as_ref().map(plain).filter(|value| !said::default(&facts.doc, value));
    sentences.extend(default.map(|value| format!("Default: {}.", code(&value))));
    sentences.extend(facts.nullable.then(|| "May be null.".to_owned()));
    sentences.extend(facts.attribute.then(|| "An attribute of the element.".to_owned()));
    sentences.extend(facts.from.map(|from| origin(from).to_owned()));
    sentences.join(" ")
}

fn origin(from: crate::ir::From) -> &'static str {
    match from {
        crate::ir::From::Example => "Only an example has it.",
        crate::ir::From::Uri => "Only the request line has it.",
        crate::ir::From::Override => "Not on the page.",
    }
}

fn bounds(range: &Range) -> String {
    match (&range.min, &range.max) {
        (Some(min), Some(max)) if min == max => inline(min),
        (Some(min), Some(max)) => format!("{} to {}", inline(min), inline(max)),
        (Some(min), None) => format!("at least {}", inline(min)),
        (None, Some(max)) => format!("at most {}", inline(max)),
        (None, None) => "any".to_owned(),
    }
}

/// The values of an enumeration that has no type: in a line, or as a list where they have meanings.
fn listed(docs: Docs, values: &[EnumValue]) -> Docs {
    if values.is_empty() {
        return docs;
    }
    if values.iter().all(|value| value.doc.is_empty()) {
        let values: Vec<String> = values.iter().map(|value| code(&plain(&value.value))).collect();
        return docs.paragraph(&format!("Values: {}.", values.join(", ")));
    }
    docs.paragraph("Values:").list(values.iter().map(|value| {
        let meaning = inline(&value.doc);
        let separator = if meaning.is_empty() { "" } else { ": " };
        format!("{}{separator}{meaning}", code(&plain(&value.value)))
    }))
}

/// A value as a page writes it: texts without quotes.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) if text.is_empty() => "\"\"".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
