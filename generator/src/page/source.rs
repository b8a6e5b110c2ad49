//! The text of a page and places in it.

/// A page's text as it was decoded, and the name people know it by.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path as messages show it: relative, with `/`.
    pub path: String,
    /// The whole text.
    pub text: String,
    line_starts: Vec<u32>,
}

/// A range of bytes of a [`Source`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A place as people count: from one, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl Span {
    /// A span from byte offsets; offsets beyond 4 GiB saturate (readers refuse such pages first).
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl Source {
    /// Takes a decoded text.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let starts = memchr::memchr_iter(b'\n', text.as_bytes()).map(|newline| newline + 1);
        let line_starts =
            std::iter::once(0).chain(starts).map(|start| u32::try_from(start).unwrap_or(u32::MAX)).collect();
        Self { path: path.into(), text, line_starts }
    }

    /// Line and column of a byte offset.
    #[must_use]
    pub fn locate(&self, offset: u32) -> LineColumn {
        let line = self.line_starts.partition_point(|start| *start <= offset).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0);
        let before = self.text.get(start as usize..offset as usize).unwrap_or_default();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        LineColumn { line: count(line), column: count(before.chars().count() + 1) }
    }

    /// The text of a span; empty where the span does not fit the text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }
}
