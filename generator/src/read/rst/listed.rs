//! Tables that are written as lists: `list-table`, a list of rows that are lists of cells, and `csv-table`, a row a
//! line. In go the lines of one, out come its rows.

use super::{
    directive::{Listed, option},
    marker,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    page::Text,
    read::{
        grid_table::{GridCell, GridRow},
        line::{Line, dedent, span_of},
    },
};

/// Reads the rows of a listed table; besides, what of it cannot be read.
pub(super) fn read<'a>(
    form: Listed,
    options: &[Line<'a>],
    body: &[Line<'a>],
) -> (Vec<GridRow<'a>>, Option<Diagnostic>) {
    let value = |name: &str| options.iter().find_map(|line| option(*line).filter(|(option, _)| *option == name));
    let heads = value("header-rows").and_then(|(_, count)| count.parse().ok()).unwrap_or(0);
    let delimiter = match value("delim").map(|(_, delimiter)| delimiter) {
        Some("tab") => '\t',
        Some("space") => ' ',
        Some(delimiter) => delimiter.chars().next().unwrap_or(','),
        None => ',',
    };
    let mut rows = Vec::new();
    let mut heads = heads;
    if let (Listed::Commas, Some(line)) = (form, options.iter().find(|line| is_header(**line))) {
        let after = line.text.find("header:").map_or(0, |at| at + "header:".len());
        let more = options.iter().skip_while(|option| option.start <= line.start).take_while(|line| line.indent() > 0);
        let lines: Vec<Line<'a>> = std::iter::once(line.skip(after)).chain(more.copied()).collect();
        rows.extend(commas(&lines, delimiter));
        heads += rows.len();
    }
    let elsewhere = value("file").or_else(|| value("url")).filter(|_| body.is_empty());
    rows.extend(match form {
        Listed::Items => items(body),
        Listed::Commas => commas(body, delimiter),
    });
    for row in rows.iter_mut().take(heads) {
        row.head = true;
    }
    let unread = || format!("the rows of this table are in {}, which is not read", elsewhere.unwrap_or_default().1);
    let empty = rows.iter().all(|row| row.head);
    let told = match (elsewhere.is_some(), empty, body.is_empty()) {
        (true, ..) => Some(unread()),
        (false, true, false) => Some("this table is not written as a list of rows".to_owned()),
        _ => None,
    };
    (rows, told.map(|message| Diagnostic::new(Code::MissingFile, message)))
}

fn is_header(line: Line<'_>) -> bool {
    option(line).is_some_and(|(name, _)| name == "header")
}

/// The words of a value whose quotes are written twice.
pub(super) fn unquoted(text: Text) -> Text {
    if text.links.is_empty() && text.content.contains("\"\"") {
        Text { content: text.content.replace("\"\"", "\""), marked: Vec::new(), ..text }
    } else {
        text
    }
}

/// `* - cell`, `  - cell`: the rows of a list of lists.
fn items<'a>(body: &[Line<'a>]) -> Vec<GridRow<'a>> {
    let row = |row: Vec<Line<'a>>| {
        let cells = parts(&row).into_iter().map(|cell| GridCell::plain(dedent(&cell))).collect();
        GridRow { cells, head: false, place: span_of(&row) }
    };
    parts(body).into_iter().map(row).collect()
}

/// The items of a list, each without its marker.
fn parts<'a>(lines: &[Line<'a>]) -> Vec<Vec<Line<'a>>> {
    let mut parts: Vec<Vec<Line<'a>>> = Vec::new();
    let mut width = 0;
    for (at, line) in lines.iter().enumerate() {
        let opens = if line.indent() == 0 { marker::item_marker(*line, lines.get(at + 1).copied()) } else { None };
        match (opens, parts.last_mut()) {
            (Some(marker), _) => {
                width = marker;
                parts.push(vec![line.skip(marker)]);
            }
            (None, Some(part)) => part.push(line.skip(width.min(line.indent()))),
            (None, None) => {}
        }
    }
    parts
}

/// Rows of values between commas; a value in quotes may hold commas, line ends, and quotes written twice.
fn commas<'a>(lines: &[Line<'a>], delimiter: char) -> Vec<GridRow<'a>> {
    let mut rows = Vec::new();
    let mut row = CommaRow::default();
    for line in lines {
        if line.is_blank() && !row.quoted {
            continue;
        }
        row.line(*line, delimiter);
        if !row.quoted {
            rows.extend(std::mem::take(&mut row).finish());
        }
    }
    rows.extend(row.finish());
    rows
}

/// A row of values in the making.
#[derive(Default)]
struct CommaRow<'a> {
    cells: Vec<Vec<Line<'a>>>,
    lines: Vec<Line<'a>>,
    /// The last value's quotes are open.
    quoted: bool,
}

impl<'a> CommaRow<'a> {
    fn line(&mut self, line: Line<'a>, delimiter: char) {
        self.lines.push(line);
        let mut rest = line;
        if self.quoted {
            rest = self.quoted_value(line);
            if self.quoted {
                return;
            }
            rest = after_delimiter(rest, delimiter);
            if rest.is_blank() {
                return;
            }
        }
        loop {
            rest = rest.skip(rest.indent());
            self.cells.push(Vec::new());
            if rest.text.starts_with('"') {
                rest = self.quoted_value(rest.skip(1));
                if self.quoted {
                    return;
                }
            } else {
                let end = rest.text.find(delimiter).unwrap_or(rest.text.len());
                self.add(Line::new(rest.text.get(..end).unwrap_or_default(), rest.start));
                rest = rest.skip(end);
            }
            if !rest.text.trim_start().starts_with(delimiter) {
                return;
            }
            rest = after_delimiter(rest, delimiter);
        }
    }

    /// Takes a value up to its closing quote; gives what follows.
    fn quoted_value(&mut self, line: Line<'a>) -> Line<'a> {
        let mut from = 0;
        while let Some(at) = line.text.get(from..).and_then(|rest| rest.find('"')).map(|at| from + at) {
            if line.text.get(at + 1..).is_some_and(|rest| rest.starts_with('"')) {
                from = at + 2;
                continue;
            }
            self.quoted = false;
            self.add(Line::new(line.text.get(..at).unwrap_or_default(), line.start));
            return line.skip(at + 1);
        }
        self.quoted = true;
        self.add(line);
        line.skip(line.text.len())
    }

    fn add(&mut self, line: Line<'a>) {
        if let Some(cell) = self.cells.last_mut() {
            cell.push(line);
        }
    }

    fn finish(self) -> Option<GridRow<'a>> {
        let place = span_of(&self.lines);
        let cells: Vec<GridCell<'a>> = self.cells.into_iter().map(|lines| GridCell::plain(dedent(&lines))).collect();
        (!cells.is_empty()).then_some(GridRow { cells, head: false, place })
    }
}

/// What follows the delimiter that a line opens with.
fn after_delimiter(line: Line<'_>, delimiter: char) -> Line<'_> {
    let line = line.skip(line.text.len() - line.text.trim_start().len());
    line.skip(if line.text.starts_with(delimiter) { delimiter.len_utf8() } else { 0 })
}
