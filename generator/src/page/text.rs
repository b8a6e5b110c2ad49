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

    /// Its lines, each a text.
    pub fn split_lines(&self) -> impl Iterator<Item = Self> {
        let mut at = 0;
        let ranges = self.content.split_inclusive('\n').map(move |line| {
            let blank = line.len() - line.trim_start().len();
            let range = at + blank..at + line.trim_end().len().max(blank);
            at += line.len();
            range
        });
        ranges.filter(|range| !range.is_empty()).map(|range| self.part(range))
    }

    /// The text from one of its bytes on, trimmed.
    #[must_use]
    pub fn rest_from(&self, at: usize) -> Self {
        let rest = self.content.get(at..).unwrap_or_default();
        let start = at + rest.len() - rest.trim_start().len();
        Self { bold: false, ..self.part(start..start + rest.trim().len()) }
    }

    /// The text up to one of its bytes, trimmed at its end.
    #[must_use]
    pub fn up_to(&self, at: usize) -> Self {
        let before = self.content.get(..at).unwrap_or_default();
        self.part(0..before.trim_end().len())
    }

    /// What stands in a range of its bytes.
    fn part(&self, part: Range<usize>) -> Self {
        let inside = |range: &Range<usize>| {
            let inside = part.start <= range.start && range.end <= part.end;
            inside.then(|| range.start - part.start..range.end - part.start)
        };
        let link = |link: &Link| Some(Link { range: inside(&link.range)?, target: link.target.clone() });
        Self {
            content: self.content.get(part.clone()).unwrap_or_default().to_owned(),
            links: self.links.iter().filter_map(link).collect(),
            marked: self.marked.iter().filter_map(inside).collect(),
            bold: self.bold,
            place: self.place,
        }
    }

    /// The lines, trimmed, empty ones left out.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.content.lines().map(str::trim).filter(|line| !line.is_empty())
    }
}
