//! Example blocks: the request line and headers are cut off, the JSON is read with repair of what
//! pages do to JSON.

use serde_json::Value;

/// JSON with what had to be repaired.
pub(super) struct Repaired {
    /// The value.
    pub(super) value: Value,
    /// What was mended, a few words each; empty where the text was valid.
    pub(super) repairs: Vec<&'static str>,
    /// Bytes of the text that the value took.
    pub(super) length: usize,
}

/// Reads the JSON document that `text` begins with.
pub(super) fn repair(text: &str) -> Option<Repaired> {
    let value = serde_json::from_str(text).ok()?;
    Some(Repaired { value, repairs: Vec::new(), length: text.len() })
}
