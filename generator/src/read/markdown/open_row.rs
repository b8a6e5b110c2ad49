//! Rows of bars that go on over further lines, blank ones and bullets among them, as pages write lists into cells that
//! Markdown has no place for. In go a page and one of its lines, out come the line ends that are part of a row. That a
//! row goes on is shown by the bar that closes it, or by the next row where all rows of the table are closed.

use super::{attributes::Mark, jsx::LINE_BREAK, mask::Fence};
use std::ops::Range;

/// No row goes on for more bytes.
const LONGEST: usize = 8_000;

/// The table that a walk over the lines of a page is in.
#[derive(Default)]
pub(super) struct Table {
    /// Whether the rows end in bars, as the line of dashes below the heads does.
    closed: bool,
    /// How many bars a whole row has.
    bars: usize,
    /// Whether rows end in bars and begin without one.
    bars_after_cells: bool,
    /// Where the row ends that was joined last.
    joined_until: usize,
}

impl Table {
    /// Whether a line that begins here belongs to a row above it.
    pub(super) fn holds(&self, line_start: usize) -> bool {
        line_start < self.joined_until
    }

    /// The line ends to be overwritten, of the row that begins in this line.
    pub(super) fn line(&mut self, source: &str, line: Range<usize>) -> Vec<Mark> {
        let text = source.get(line.clone()).unwrap_or_default();
        let row = text.trim();
        if self.holds(line.start) {
            return Vec::new();
        }
        if is_ruler(row) && bars(row) > 1 {
            self.closed = row.ends_with('|');
            self.bars = bars(row) + usize::from(!self.closed);
            self.bars_after_cells = self.closed && !row.starts_with('|');
        } else if row.starts_with('#') {
            (self.closed, self.bars_after_cells) = (false, false);
        } else if row.is_empty() {
            self.bars_after_cells = false;
        }
        let lacks_bar = self.bars_after_cells && (1..self.bars).contains(&bars(row));
        let in_table = row.len() > 1 && row.starts_with('|') || lacks_bar;
        if !in_table || row.ends_with('|') || !text.ends_with('\n') {
            return Vec::new();
        }
        let rest = source.get(line.end..).unwrap_or_default();
        let completes = |more: &str| bars(row) > 1 && bars(row) + bars(more) == self.bars;
        let length =
            if self.bars_after_cells { up_to_lone_bar(rest) } else { continuation(rest, self.closed, completes) };
        let Some(length) = length else { return Vec::new() };
        self.joined_until = line.end + length;
        joints(source, line.end - 1..self.joined_until)
    }
}

/// How many bytes of what follows belong to the row, without the line end of the last. A line between bars completes
/// the row with the cells that it lacks. A row with code in it ends only with a bar of its own.
fn continuation(rest: &str, closed: bool, completes: impl Fn(&str) -> bool) -> Option<usize> {
    let mut length = 0;
    let mut last = 0;
    let (mut fence, mut has_code) = (None, false);
    for (nth, line) in rest.split_inclusive('\n').enumerate() {
        let words = line.trim();
        let in_code = fence.is_some();
        fence = Fence::open_after(fence, line);
        if length > LONGEST {
            return None;
        }
        if in_code || fence.is_some() {
            has_code = true;
            length += line.len();
            continue;
        }
        if words == "|" || closed && words.starts_with('|') && words.ends_with('|') && completes(words) {
            return Some(length + line.trim_end().len());
        }
        if words.starts_with('|') {
            return (closed && last > 0 && !has_code).then_some(last);
        }
        if words.starts_with('#') {
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
    let goes_on = |line: &str| !line.contains('|') && !line.starts_with('#') && Fence::opened_by(line).is_none();
    let mut lines = lines.skip_while(|(line, end)| goes_on(line) && *end <= LONGEST);
    lines.next().filter(|(line, _)| line.trim() == "|").map(|(_, end)| end)
}

/// The line ends in a range, as blanks where a line of words goes on, and as line breaks of the cell elsewhere.
fn joints(source: &str, range: Range<usize>) -> Vec<Mark> {
    let text = source.get(range.clone()).unwrap_or_default();
    let ends = memchr::memchr_iter(b'\n', text.as_bytes());
    let (mut fence, mut start) = (None, 0);
    let mark = |at: usize| {
        fence = Fence::open_after(fence.take(), text.get(start..at).unwrap_or_default());
        start = at + 1;
        let after = text.get(at + 1..).unwrap_or_default();
        let words = after.trim_start_matches([' ', '\t']);
        let before = text.get(..at).unwrap_or_default();
        let next = after.lines().next().unwrap_or_default();
        let in_code = fence.is_some() || Fence::opened_by(next).is_some();
        let is_item = words.starts_with(['\n', '-', '*', '+', '•']) || words.starts_with(is_number);
        let opening = if in_code || is_item || words.is_empty() || before.ends_with('\n') {
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
            // The last bar stands alone, with or without blank lines above it.
            ("|a|b|\n|-|-|\n|x|one\n\n |\n|y|two\n\n- 1\n\n |\n", "|a|b|\n|-|-|\n|x|one⏎⏎ |\n|y|two⏎⏎- 1⏎⏎ |\n"),
            ("|a|b|\n|--|--|\n|x|one\n|\n|y|two\n|\n", "|a|b|\n|--|--|\n|x|one |\n|y|two |\n"),
            // The cells that a row lacks stand between bars below it, and code inside a row.
            ("|a|b|c|\n|--|--|--|\n|x|y\n\n|z|\n", "|a|b|c|\n|--|--|--|\n|x|y⏎⏎|z|\n"),
            ("|a|b|\n|--|--|\n|x|y:\n\n```\n# k\n```\n|\n", "|a|b|\n|--|--|\n|x|y:⏎⏎```⏎# k⏎``` |\n"),
            ("a|b|\n--|--|\nx | one:\n\n|\ny | two\n\n|\n", "a|b|\n--|--|\nx | one:⏎⏎|\ny | two⏎⏎|\n"),
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
