//! Bytes that should be UTF-8, as text.

use std::borrow::Cow;

/// The text of `bytes`, with a replacement for each part that is not UTF-8. What is, as nearly all of it, is looked at
/// many bytes at a time, which the standard library's lossy reading does not do.
pub(crate) fn text(bytes: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}
