//! Lines with their places, and columns as they are seen: a wide character takes two.

use crate::page::Span;
use std::ops::Range;
use unicode_width::UnicodeWidthChar;

/// A line or a piece of one, blanks at its end cut off.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    /// Byte of the page it starts at.
    pub(super) start: usize,
}

impl<'a> Line<'a> {
    pub(super) fn new(text: &'a str, start: usize) -> Self {
        // Cells of drawn tables are filled up with blanks, which need no looking at as characters.
        let end = text.bytes().rposition(|byte| byte != b' ').map_or(0, |last| last + 1);
        Self { text: text.get(..end).unwrap_or(text).trim_end(), start }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Blanks it opens with.
    pub(super) fn indent(&self) -> usize {
        self.text.bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
    }

    /// The line without its first bytes.
    pub(super) fn skip(&self, bytes: usize) -> Self {
        match self.text.get(bytes..) {
            Some(text) => Self { text, start: self.start + bytes },
            None => Self { text: "", start: self.end() },
        }
    }

    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The lines of a page.
pub(super) fn lines_of(source: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    source
        .split_inclusive('\n')
        .map(|text| {
            let line = Line::new(text, start);
            start += text.len();
            line
        })
        .collect()
}

/// From the first line to the last.
pub(super) fn span_of(lines: &[Line]) -> Span {
    match (lines.first(), lines.last()) {
        (Some(first), Some(last)) => Span::new(first.start, last.end()),
        _ => Span::default(),
    }
}

/// Where the groups of a mark stand in a line that is made of them and of blanks.
pub(super) fn groups(line: Line<'_>, mark: char) -> Option<Vec<Range<usize>>> {
    if !line.text.chars().all(|c| c == mark || c == ' ') {
        return None;
    }
    let mut groups = Vec::new();
    let mut from = 0;
    for group in line.text.split(' ') {
        if !group.is_empty() {
            groups.push(from..from + group.len());
        }
        from += group.len() + 1;
    }
    Some(groups)
}

/// Moves lines to the left by as many blanks as all of them have.
pub(super) fn dedent<'a>(lines: &[Line<'a>]) -> Vec<Line<'a>> {
    let common = lines.iter().filter(|line| !line.is_blank()).map(Line::indent).min().unwrap_or(0);
    lines.iter().map(|line| line.skip(common.min(line.indent()))).collect()
}

/// The lines from `from` on that are blank or indented, without blank ones at the end.
pub(super) fn indented<'l, 'a>(lines: &'l [Line<'a>], from: usize) -> &'l [Line<'a>] {
    let rest = lines.get(from..).unwrap_or_default();
    let length = rest.iter().take_while(|line| line.is_blank() || line.indent() > 0).count();
    let block = rest.get(..length).unwrap_or_default();
    let blank = block.iter().rev().take_while(|line| line.is_blank()).count();
    block.get(..length - blank).unwrap_or_default()
}

/// How characters count as columns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Measure {
    /// A wide character takes two, as it is seen.
    Width,
    /// Each takes one, as tools count that know no wide ones.
    Characters,
}

/// A line by the columns it is seen in.
pub(super) struct Columns<'a> {
    pub(super) line: Line<'a>,
    /// By column: the byte its character starts at; `None` if bytes are columns.
    bytes: Option<Vec<usize>>,
}

impl<'a> Columns<'a> {
    pub(super) fn new(line: Line<'a>) -> Self {
        Self::measured(line, Measure::Width)
    }

    pub(super) fn measured(line: Line<'a>, measure: Measure) -> Self {
        let bytes = (!line.text.is_ascii()).then(|| {
            let width = |(at, c): (usize, char)| {
                let columns = if measure == Measure::Width { c.width().unwrap_or(0) } else { 1 };
                std::iter::repeat_n(at, columns)
            };
            line.text.char_indices().flat_map(width).collect()
        });
        Self { line, bytes }
    }

    /// How many columns it has.
    pub(super) fn width(&self) -> usize {
        self.bytes.as_ref().map_or(self.line.text.len(), Vec::len)
    }

    /// The byte of an ASCII character at a column; 0 for any other.
    pub(super) fn at(&self, column: usize) -> u8 {
        let byte = self.line.text.as_bytes().get(self.offset(column)).copied().unwrap_or(0);
        if byte.is_ascii() { byte } else { 0 }
    }

    /// Where a word ends that reaches over a column; the column itself if none does.
    pub(super) fn end_of_word(&self, column: usize) -> usize {
        let end = || (column..self.width()).find(|at| !self.has_word(*at)).unwrap_or(self.width());
        if self.has_word_before(column) { end() } else { column.min(self.width()) }
    }

    /// Whether a word stands right before a column.
    pub(super) fn has_word_before(&self, column: usize) -> bool {
        column.checked_sub(1).is_some_and(|before| self.has_word(before))
    }

    fn has_word(&self, column: usize) -> bool {
        column < self.width() && !matches!(self.at(column), b' ' | b'\t')
    }

    /// The piece between two columns.
    pub(super) fn piece(&self, from: usize, to: usize) -> Line<'a> {
        let (start, end) = (self.offset(from), self.offset(to));
        let text = self.line.text.get(start..end.max(start)).unwrap_or_default();
        Line::new(text, self.line.start + start)
    }

    fn offset(&self, column: usize) -> usize {
        let length = self.line.text.len();
        match &self.bytes {
            Some(bytes) => bytes.get(column).copied().unwrap_or(length),
            None => column.min(length),
        }
    }
}
