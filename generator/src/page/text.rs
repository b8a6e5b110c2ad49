//! Running text with what interpretation needs of its markup: links, and whether all of it is bold.

use super::Span;
use std::ops::Range;

/// A text and its place. Line breaks, list items and paragraphs inside one text (a table cell) are
/// newlines; list items open with `- `.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The words, without markup, outer blanks trimmed.
    pub content: String,
    /// Links in it, in order.
    pub links: Vec<Link>,
    /// Whether all of it is set in bold, as labels are.
    pub bold: bool,
    /// Where it stands in the source.
    pub place: Span,
}

/// A link inside a [`Text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The bytes of [`Text::content`] it covers.
    pub range: Range<usize>,
    /// Where it leads: `#anchor`, `page.md#anchor`, a URL; a reStructuredText label stands as `#label`.
    pub target: String,
}

impl Text {
    /// A text without links.
    #[must_use]
    pub fn plain(content: impl Into<String>, place: Span) -> Self {
        Self { content: content.into(), links: Vec::new(), bold: false, place }
    }

    /// Whether there are no words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.content.trim().is_empty()
    }

    /// The lines, trimmed, empty ones left out.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.content.lines().map(str::trim).filter(|line| !line.is_empty())
    }
}
