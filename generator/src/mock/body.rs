//! The bytes of a value in a media type.

use crate::ir::{is_json, is_xml};
use serde_json::Value;
use specwright_runtime::testing::document;

/// JSON or XML, or the text itself where the media type is another one.
pub(super) fn bytes(value: &Value, media: Option<&str>) -> Vec<u8> {
    match (media, value) {
        (Some(media), Value::String(text)) if !is_json(media) => text.clone().into_bytes(),
        (Some(media), Value::Object(members)) if is_xml(media) => match members.iter().next() {
            // A page that states the root element states it as the only member.
            Some((root, inside @ Value::Object(_))) if members.len() == 1 => document(root, &inside.to_string()),
            _ => document("Result", &value.to_string()),
        }
        .into_bytes(),
        _ => value.to_string().into_bytes(),
    }
}
