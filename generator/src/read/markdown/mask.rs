//! Hides HTML tables from the Markdown parser: a table counts as one tag on one line, whatever
//! blank lines, fences or bars it holds, and every byte of the page keeps its offset.

use std::ops::Range;

/// A page with its tables hidden.
pub(super) struct Masked {
    /// The page's text, each table overwritten.
    pub(super) text: String,
    /// Where tables were, in order.
    tables: Vec<Range<usize>>,
}

impl Masked {
    /// Whether something in this range is hidden.
    pub(super) fn hides(&self, range: &Range<usize>) -> bool {
        let next = self.tables.partition_point(|table| table.end <= range.start);
        self.tables.get(next).is_some_and(|table| table.start < range.end)
    }
}

/// Hides the tables of `source`.
pub(super) fn hide_tables(source: &str) -> Masked {
    let tables = find_tables(source);
    let mut text = String::with_capacity(source.len());
    let mut at = 0;
    for table in &tables {
        text.push_str(source.get(at..table.start).unwrap_or_default());
        text.push_str("<table ");
        text.extend(std::iter::repeat_n('x', table.len().saturating_sub("<table >".len())));
        text.push('>');
        at = table.end;
    }
    text.push_str(source.get(at..).unwrap_or_default());
    Masked { text, tables }
}

fn find_tables(source: &str) -> Vec<Range<usize>> {
    let tags = TableTags::of(source);
    let mut tables: Vec<Range<usize>> = Vec::new();
    let mut fence: Option<Fence> = None;
    let mut hidden_until = 0;
    let mut line_start = 0;
    for line in source.split_inclusive('\n') {
        let (start, end) = (line_start, line_start + line.len());
        line_start = end;
        if end <= hidden_until {
            continue;
        }
        if let Some(open) = &fence {
            if open.is_closed_by(line) {
                fence = None;
            }
            continue;
        }
        fence = Fence::opened_by(line).filter(|_| hidden_until <= start);
        if fence.is_some() {
            continue;
        }
        let in_code = |at: usize| {
            let before = source.get(start..at).unwrap_or_default();
            before.bytes().filter(|byte| *byte == b'`').count() % 2 == 1
        };
        for table in tags.starting_in(start..end) {
            if table.start >= hidden_until && !in_code(table.start) {
                hidden_until = table.end;
                tables.push(table);
            }
        }
    }
    tables
}

/// The tables by their tags: where each starts and where it ends.
struct TableTags(Vec<Range<usize>>);

impl TableTags {
    fn of(source: &str) -> Self {
        let mut tables: Vec<Range<usize>> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for at in memchr::memchr_iter(b'<', source.as_bytes()) {
            if opens(source, at, "<table") {
                open.push(tables.len());
                tables.push(at..at);
            } else if opens(source, at, "</table") {
                let tail = source.get(at..).unwrap_or_default();
                let end = at + memchr::memchr(b'>', tail.as_bytes()).map_or(tail.len(), |close| close + 1);
                if let Some(table) = open.pop().and_then(|index| tables.get_mut(index)) {
                    table.end = end;
                }
            }
        }
        close_before_heading(source, &mut tables);
        Self(tables)
    }

    fn starting_in(&self, line: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let first = self.0.partition_point(|table| table.start < line.start);
        self.0.iter().skip(first).take_while(move |table| table.start < line.end).cloned()
    }
}

/// A table that is never closed ends before the next heading.
fn close_before_heading(source: &str, tables: &mut [Range<usize>]) {
    let mut end = source.len();
    let mut headings = memchr::memmem::rfind_iter(source.as_bytes(), b"\n#").peekable();
    for table in tables.iter_mut().rev().filter(|table| table.end == table.start) {
        while let Some(heading) = headings.next_if(|heading| *heading > table.start) {
            end = heading;
        }
        table.end = table.start + source.get(table.start..end).unwrap_or_default().trim_end().len();
    }
}

/// Whether a tag with this beginning stands at `at`.
fn opens(source: &str, at: usize, tag: &str) -> bool {
    let found = source.get(at..at + tag.len()).is_some_and(|found| found.eq_ignore_ascii_case(tag));
    let after = source.as_bytes().get(at + tag.len());
    found && after.is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'>')
}

/// A fenced code block that stands open.
struct Fence {
    mark: char,
    length: usize,
}

impl Fence {
    fn opened_by(line: &str) -> Option<Self> {
        let text = line.trim_start_matches(|c: char| {
            c.is_ascii_whitespace() || matches!(c, '>' | '-' | '*' | '+' | '.' | ')' | '0'..='9')
        });
        let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let length = text.len() - text.trim_start_matches(mark).len();
        let info = text.trim_start_matches(mark);
        (length >= 3 && !(mark == '`' && info.contains('`'))).then_some(Self { mark, length })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let text = line.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '>');
        let rest = text.trim_start_matches(self.mark);
        text.len() - rest.len() >= self.length && rest.trim().is_empty()
    }
}
