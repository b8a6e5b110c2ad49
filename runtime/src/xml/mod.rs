//! XML read and written by the tables that JSON is read and written by: an element is a member by its name, an element that
//! comes again is a list. A document enters and JSON leaves, or the other way round; nothing is looked up by name, and no
//! document is asked to fetch another.

mod document;
mod tree;

use std::fmt;

use crate::json::{self, Drift, DriftKind, Json};
pub use document::document;
pub(crate) use tree::read;

/// The media type of what is written.
pub(crate) const MEDIA_TYPE: &str = "application/xml";

/// Whether a body of this content type is XML: `text/xml; charset=utf-8`, `application/soap+xml`.
pub(crate) fn is_media_type(content_type: &str) -> bool {
    let media = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    media.ends_with("/xml") || media.ends_with("+xml")
}

/// Text that is no XML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SyntaxError(String);

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not XML: {}", self.0)
    }
}

impl std::error::Error for SyntaxError {}

/// The JSON of a document: the members of its root element, or the root as the only member where the type that it is
/// read as has it as `member`.
fn to_json(bytes: &[u8], member: &str) -> Result<Json, SyntaxError> {
    let (name, value) = read(bytes)?;
    Ok(match value {
        value if name == member => Json::from_iter([(name, value)]),
        // A root without elements is an object without members.
        Json::Null => Json::Object(std::collections::BTreeMap::new()),
        value => value,
    })
}

/// The document of `value` below an element `root`; without one, the only member of `value` is the root.
pub(crate) fn written(root: &str, value: &dyn json::Value) -> String {
    document(root, &json::encode(value))
}

/// Reads a document as `json::decode_with` reads JSON; `member` as for [`to_json`].
pub(crate) fn decode_with(
    bytes: &[u8],
    member: &str,
    read: &mut dyn FnMut(&mut json::Reader<'_>) -> bool,
) -> Result<Vec<Drift>, SyntaxError> {
    let text = to_json(bytes, member)?.to_string();
    let drift = json::decode_with(text.as_bytes(), &mut |reader| {
        reader.read_attributes();
        read(reader)
    });
    // What was written as JSON is JSON.
    let drift = drift.unwrap_or_default();
    Ok(drift.into_iter().filter(|drift| !is_usual(drift)).collect())
}

/// Reads a document as a `T`; `None` where it is of another form.
pub(crate) fn decode<T: json::Value>(bytes: &[u8]) -> Result<Option<T>, SyntaxError> {
    let mut value = None;
    decode_with(bytes, "", &mut |reader| {
        value = T::read(reader);
        value.is_some()
    })?;
    Ok(value)
}

/// Whether this is no drift in XML: all values are texts there, and one element may be a list of one.
fn is_usual(drift: &Drift) -> bool {
    matches!(drift.kind, DriftKind::Coerced { found: "string", .. } | DriftKind::Coerced { expected: "list", .. })
}

/// Whether bytes begin as a document does.
pub(crate) fn is_document(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.trim_ascii_start().starts_with(b"<")
}

#[cfg(test)]
mod tests;
