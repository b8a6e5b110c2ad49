//! The bytes of a value in a media type.

use crate::ir::is_xml;
use serde_json::Value;

/// JSON or XML, or the text itself where the media type is another one.
pub(super) fn bytes(value: &Value, media: Option<&str>) -> Vec<u8> {
    match (media, value) {
        (Some(media), Value::String(text)) if !is_json(media) => text.clone().into_bytes(),
        (Some(media), Value::Object(members)) if is_xml(media) => match members.iter().next() {
            // A page that states the root element states it as the only member.
            Some((root, inside @ Value::Object(_))) if members.len() == 1 => element(root, inside),
            _ => element("Result", value),
        }
        .into_bytes(),
        _ => value.to_string().into_bytes(),
    }
}

/// An element of XML for a value; a list is its element again and again.
fn element(name: &str, value: &Value) -> String {
    let name: String = name.chars().map(|c| if c.is_alphanumeric() || "_-.".contains(c) { c } else { '_' }).collect();
    let inside = match value {
        Value::Array(items) => return items.iter().map(|item| element(&name, item)).collect(),
        Value::Object(members) => members.iter().map(|(name, value)| element(name, value)).collect(),
        Value::Null => String::new(),
        Value::String(text) => text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"),
        other => other.to_string(),
    };
    format!("<{name}>{inside}</{name}>")
}

/// Whether a media type is JSON: `application/json; charset=utf-8`, `application/problem+json`.
pub(super) fn is_json(media: &str) -> bool {
    let media = essence(media);
    media == "application/json" || media.ends_with("+json")
}

/// A media type without its parameters.
pub(super) fn essence(media: &str) -> String {
    media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
