//! Tables between `#|` and `|#`, whose rows stand between double bars and go on over lines: `|| name | words ||`. In go a
//! page, where such tables are, or one of these places; out come tables. What cells hold is Markdown, read elsewhere.

use super::inline;
use crate::{
    glossary::Glossary,
    page::{Cell, Row, Span, Table},
};
use std::ops::Range;

const OPENING: &str = "#|";
const ENDING: &str = "|#";
const BAR: &str = "||";

/// Where the tables of a page are, each from the begin of its line.
pub(super) fn regions(source: &str) -> Vec<Range<usize>> {
    let mut regions = Vec::new();
    let mut open = None;
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let words = line.trim();
        if words == OPENING {
            open.get_or_insert(start);
        } else if let Some(from) = open.filter(|_| words == ENDING) {
            regions.push(from..start + line.trim_end().len());
            open = None;
        }
        start += line.len();
    }
    regions
}

/// The table that a text is, which stands at a byte of the page.
pub(super) fn table(text: &str, start: usize, glossary: &Glossary) -> Option<Table> {
    let opening = text.find(OPENING).filter(|at| text.get(..*at).is_some_and(|before| before.trim().is_empty()))?;
    let inside = text.trim_end().strip_suffix(ENDING)?;
    let place = Span::new(start + opening, start + text.len());
    let mut rows = Vec::new();
    let mut at = opening + OPENING.len();
    while let Some(row) = next_row(inside, at) {
        at = row.end + BAR.len();
        rows.push(cells(inside, row, start, glossary));
    }
    let mut rows = rows.into_iter();
    Some(Table { caption: None, header: rows.next()?.cells, rows: rows.collect(), place, cut: false })
}

/// What stands between the next bars that open a row and those that end it.
fn next_row(text: &str, from: usize) -> Option<Range<usize>> {
    let opening = from + text.get(from..)?.find(BAR)? + BAR.len();
    let length = text.get(opening..)?.find(BAR)?;
    Some(opening..opening + length)
}

/// The cells of a row; a bar after a backslash or inside code parts none.
fn cells(text: &str, row: Range<usize>, start: usize, glossary: &Glossary) -> Row {
    let place = Span::new(start + row.start, start + row.end);
    let inside = text.get(row).unwrap_or_default();
    let mut bars = Vec::new();
    let (mut escaped, mut in_code) = (false, false);
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            b'`' => in_code = !in_code,
            b'|' if !escaped && !in_code => bars.push(at),
            _ => {}
        }
        escaped = byte == b'\\' && !escaped;
    }
    let begins = std::iter::once(0).chain(bars.iter().map(|bar| bar + 1));
    let ends = bars.iter().copied().chain([inside.len()]);
    let words = begins.zip(ends).filter_map(|(begin, end)| inside.get(begin..end));
    Row {
        cells: words.map(|words| Cell::written(inline::read_hidden(words.trim(), place, glossary))).collect(),
        place,
        doubt: None,
    }
}

#[cfg(test)]
mod tests {
    use super::{regions, table};
    use crate::glossary::Glossary;

    #[test]
    fn rows_go_on_over_lines() {
        let page = "words\n#|\n|| Field | Description ||\n|| tail | **string**\n\nIts tail, `a|b`. ||\n|#\nwords\n#|\n";
        let region = regions(page).pop().unwrap();
        assert_eq!(region, 6..79);
        let read = table(page.get(region).unwrap(), 6, Glossary::builtin()).unwrap();
        let shown =
            |cells: &[crate::page::Cell]| cells.iter().map(|cell| cell.text.content.clone()).collect::<Vec<_>>();
        assert_eq!(shown(&read.header), ["Field", "Description"]);
        assert_eq!(shown(&read.rows.first().unwrap().cells), ["tail", "string\nIts tail, a|b."]);
        assert!(table("#| words |#", 0, Glossary::builtin()).is_none());
    }
}
