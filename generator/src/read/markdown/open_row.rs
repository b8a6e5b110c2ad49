//! Rows of bars that go on over further lines, blank ones and bullets among them, as pages write lists into cells that
//! Markdown has no place for. In go a page and one of its lines, out come the line ends that are part of a row. That a
//! row goes on is shown by the bar that closes it, or by the next row where all rows of the table are closed.

use super::{attributes::Mark, jsx::LINE_BREAK};
use std::ops::Range;

/// No row goes on for more bytes.
const LONGEST: usize = 8_000;

/// The table that a walk over the lines of a page is in.
#[derive(Default)]
pub(super) struct Table {
    /// Whether the rows end in bars, as the line of dashes below the heads does.
    closed: bool,
    /// How many bars a row has, where rows end in bars and begin without one.
    bars_after_cells: Option<usize>,
    /// Where the row ends that was joined last.
    joined_until: usize,
}

impl Table {
    /// The line ends to be overwritten, of the row that begins in this line.
    pub(super) fn line(&mut self, source: &str, line: Range<usize>) -> Vec<Mark> {
        let text = source.get(line.clone()).unwrap_or_default();
        let row = text.trim();
        if line.start < self.joined_until {
            return Vec::new();
        }
        if is_ruler(row) && bars(row) > 1 {
            self.closed = row.ends_with('|');
            self.bars_after_cells = (self.closed && !row.starts_with('|')).then(|| bars(row));
        } else if row.starts_with('#') {
            (self.closed, self.bars_after_cells) = (false, None);
        } else if row.is_empty() {
            self.bars_after_cells = None;
        }
        let lacks_bar = |all: usize| (1..all).contains(&bars(row));
        let in_table = row.len() > 1 && row.starts_with('|') || self.bars_after_cells.is_some_and(lacks_bar);
        if !in_table || row.ends_with('|') || !text.ends_with('\n') {
            return Vec::new();
        }
        let rest = source.get(line.end..).unwrap_or_default();
        let length = match self.bars_after_cells {
            Some(_) => up_to_lone_bar(rest),
            None => continuation(rest, self.closed),
        };
        let Some(length) = length else { return Vec::new() };
        self.joined_until = line.end + length;
        joints(source, line.end - 1..self.joined_until)
    }
}

/// How many bytes of what follows belong to the row, without the line end of the last.
fn continuation(rest: &str, closed: bool) -> Option<usize> {
    let mut length = 0;
    let mut last = 0;
    for (nth, line) in rest.split_inclusive('\n').enumerate() {
        let words = line.trim();
        if words.starts_with('|') {
            return (closed && last > 0).then_some(last);
        }
        if words.starts_with('#') || words.starts_with("```") || length > LONGEST {
            return None;
        }
        length += line.len();
        if !words.is_empty() {
            last = length - (line.len() - line.trim_end().len());
        }
        if words.len() > 1 && words.ends_with('|') {
            return (closed || nth == 0).then_some(last);
        }
    }
    None
}

/// How many bytes of what follows belong to a row that has all its bars but the last, which stands on a line of its own.
fn up_to_lone_bar(rest: &str) -> Option<usize> {
    let lines = rest.split_inclusive('\n').scan(0, |end, line| {
        *end += line.len();
        Some((line, *end - (line.len() - line.trim_end().len())))
    });
    let mut lines = lines.skip_while(|(line, end)| !line.trim().is_empty() && !line.contains('|') && *end <= LONGEST);
    lines.next().filter(|(line, _)| line.trim() == "|").map(|(_, end)| end)
}

/// The line ends in a range, as blanks where a line of words goes on, and as line breaks of the cell elsewhere.
fn joints(source: &str, range: Range<usize>) -> Vec<Mark> {
    let text = source.get(range.clone()).unwrap_or_default();
    let ends = memchr::memchr_iter(b'\n', text.as_bytes());
    let mark = |at: usize| {
        let after = text.get(at + 1..).unwrap_or_default();
        let words = after.trim_start_matches([' ', '\t']);
        let breaks = words.is_empty() || words.starts_with(['\n', '-', '*', '+', '•']) || words.starts_with(is_number);
        let opening = if breaks || text.get(..at).is_some_and(|before| before.ends_with('\n')) {
            LINE_BREAK.to_string()
        } else {
            " ".to_owned()
        };
        Mark { range: range.start + at..range.start + at + 1, opening, ending: "" }
    };
    ends.map(mark).collect()
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit()
}

/// `|---|---|`, `---|---|`
pub(super) fn is_ruler(row: &str) -> bool {
    row.contains("--") && row.bytes().all(|byte| b"|-: ".contains(&byte))
}

pub(super) fn bars(row: &str) -> usize {
    memchr::memchr_iter(b'|', row.as_bytes()).count()
}

#[cfg(test)]
mod tests {
    use super::Table;

    /// The page with the line ends inside its rows shown.
    fn joined(source: &str) -> String {
        let (mut table, mut start, mut marks) = (Table::default(), 0, Vec::new());
        for line in source.split_inclusive('\n') {
            marks.extend(table.line(source, start..start + line.len()));
            start += line.len();
        }
        let mut text = source.to_owned();
        for mark in marks.into_iter().rev() {
            text.replace_range(mark.range, &mark.opening.replace('\u{1e}', "⏎"));
        }
        text
    }

    #[test]
    fn rows_go_on_to_their_bar() {
        let rows = [
            (
                "|a|b|\n|--|--|\n| x | one:\n\n- 1\n- 2 |\n| y | two |\n",
                "|a|b|\n|--|--|\n| x | one:⏎⏎- 1⏎- 2 |\n| y | two |\n",
            ),
            ("|a|b|\n|--|--|\n| x | one:\n- 1\n| y | two |\n", "|a|b|\n|--|--|\n| x | one:⏎- 1\n| y | two |\n"),
            ("| x | see [the\nkite](#k) |\n", "| x | see [the kite](#k) |\n"),
            // The last bar of rows that begin without one stands alone.
            ("a|b|\n--|--|\nx | one:\n|\ny | two\n|\n", "a|b|\n--|--|\nx | one: |\ny | two |\n"),
            ("a|b|\n--|--|\nx | one:\nred,\nblue\n|\n", "a|b|\n--|--|\nx | one: red, blue |\n"),
            ("a|b|\n--|--|\nx | one\ny | two\n", "a|b|\n--|--|\nx | one\ny | two\n"),
            ("|a|b\n|--|--\n| x | one\n| y | two\n\nwords\n", "|a|b\n|--|--\n| x | one\n| y | two\n\nwords\n"),
            ("|a|b|\n|--|--|\n| x | one\n\n# Next |\n", "|a|b|\n|--|--|\n| x | one\n\n# Next |\n"),
        ];
        for (source, expected) in rows {
            assert_eq!(joined(source), expected, "{source}");
        }
    }
}
