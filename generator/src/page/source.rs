//! The text of a page and places in it.

/// A page's text as it was decoded, and the name people know it by.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path as messages show it: relative, with `/`.
    pub path: String,
    /// The whole text.
    pub text: String,
    line_starts: Vec<u32>,
    /// In lines so long that counting their characters takes time: places, with the characters before them in their line.
    milestones: Vec<(u32, u32)>,
}

/// Bytes of a line after which a place is remembered.
const MILE: usize = 4 << 10;

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
        let line_starts: Vec<u32> = std::iter::once(0).chain(starts).map(number).collect();
        let milestones = milestones(&text, &line_starts);
        Self { path: path.into(), text, line_starts, milestones }
    }

    /// Line and column of a byte offset.
    #[must_use]
    pub fn locate(&self, offset: u32) -> LineColumn {
        let line = self.line_starts.partition_point(|start| *start <= offset).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0);
        let passed = self.milestones.partition_point(|(place, _)| *place <= offset).checked_sub(1);
        let milestone = passed.and_then(|last| self.milestones.get(last)).filter(|(place, _)| *place > start);
        let (from, column) = milestone.copied().unwrap_or((start, 0));
        let before = self.text.get(from as usize..offset as usize).unwrap_or_default();
        LineColumn { line: number(line), column: column.saturating_add(number(before.chars().count() + 1)) }
    }

    /// The text of a span; empty where the span does not fit the text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn milestones(text: &str, line_starts: &[u32]) -> Vec<(u32, u32)> {
    let mut milestones = Vec::new();
    let ends = line_starts.iter().skip(1).map(|end| *end as usize).chain([text.len()]);
    for (start, end) in line_starts.iter().map(|start| *start as usize).zip(ends) {
        let (mut from, mut characters) = (start, 0);
        while end > from + MILE {
            let boundary = (from..=from + MILE).rev().find(|at| text.is_char_boundary(*at));
            let to = boundary.unwrap_or(end);
            characters += text.get(from..to).unwrap_or_default().chars().count();
            milestones.push((number(to), number(characters)));
            from = to;
        }
    }
    milestones
}

/// The name of a file without folder and ending.
#[must_use]
pub fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn columns_count_characters_however_long_the_line() {
        let text = format!("short\n{}\nend", "表a".repeat(5_000));
        let source = Source::new("page.md", text.as_str());
        for (offset, _) in text.char_indices() {
            let before = text.get(..offset).unwrap();
            let line = before.matches('\n').count();
            let column = before.rsplit('\n').next().unwrap().chars().count();
            let found = source.locate(u32::try_from(offset).unwrap());
            assert_eq!((found.line as usize, found.column as usize), (line + 1, column + 1), "{offset}");
        }
    }
}
