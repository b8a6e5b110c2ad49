//! Running text with what interpretation needs of its markup: links, what is set apart, and whether all of it is bold.

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
    /// The bytes of [`Text::content`] that are set in bold or as code, in order.
    pub marked: Vec<Range<usize>>,
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
        Self { content: content.into(), place, ..Self::default() }
    }

    /// Adds another text, right after this one.
    pub fn append(&mut self, more: &Self) {
        let shift = self.content.len();
        let shifted = |range: &Range<usize>| range.start + shift..range.end + shift;
        self.content.push_str(&more.content);
        self.links
            .extend(more.links.iter().map(|link| Link { range: shifted(&link.range), target: link.target.clone() }));
        self.marked.extend(more.marked.iter().map(shifted));
    }

    /// Adds another text, on a line of its own.
    pub fn append_line(&mut self, more: &Self) {
        if !self.content.is_empty() {
            self.content.push('\n');
        }
        self.append(more);
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
