//! Bytes to text, and which format a text is in.

use crate::{
    diagnostic::Diagnostic,
    page::{Format, Source},
};
use std::sync::Arc;

/// Decodes a page's bytes.
pub(super) fn decode(path: &str, bytes: &[u8]) -> (Arc<Source>, Vec<Diagnostic>) {
    (Arc::new(Source::new(path, String::from_utf8_lossy(bytes))), Vec::new())
}

/// Tells the format by content, the ending as a hint.
pub(super) fn detect(source: &Source) -> Format {
    match source.path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("md") => Format::Markdown,
        Some("html" | "htm") => Format::Html,
        Some("rst") => Format::Rst,
        _ => Format::Text,
    }
}
