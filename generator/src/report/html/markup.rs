//! The one way of a page's text into HTML. Every text goes through [`Safe`]; what is written without
//! it is ours.

use crate::diagnostic::printable;
use std::{
    borrow::Cow,
    fmt::{self, Write as _},
};

/// A text that stands as text, in an element or in a quoted attribute, whatever it holds.
pub(super) struct Safe<'a>(pub(super) &'a str);

impl fmt::Display for Safe<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in printable(self.0).chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '`' => f.write_str("&#96;")?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// At most so many characters of a text.
pub(super) fn cut(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default().trim_end())),
    }
}
