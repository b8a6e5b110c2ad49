//! Pages that were cut off when they were fetched: the last row of a table is not closed as the rows before it are, it
//! has begun and no more, its list or its sentence has no end; or a table of tags has no end.

use crate::{
    diagnostic::{Code, Diagnostic},
    glossary::{Glossary, form},
    page::{Block, Cell, Format, Page, Row, Span, Table, Text},
};

/// So many descriptions that all end as sentences do are no chance.
const LEAST_SENTENCES: usize = 3;

const AFTER_NAME: &str = "the page ends here, after what looks like the name of a row";

/// The cut, if the page ends inside a table or a heading. It is shown at the page's last line. What is left of a row's
/// name or of a heading is taken off the words, for it is no part of them, and a row that may go on is marked.
pub(super) fn find(page: &mut Page, glossary: &Glossary) -> Option<Diagnostic> {
    let text = page.source.text.trim_end();
    let last_line = Span::new(text.rfind('\n').map_or(0, |newline| newline + 1), text.len());
    let tags = matches!(page.format, Format::Html | Format::Markdown);
    let unclosed = unclosed_table(text).is_some_and(|at| tags && !stands_in_words(page, at));
    let open = last_table(page).and_then(|table| open_end(table, page));
    let inside = unclosed || ends_inside_bars(text) || open == Some(Open::Row);
    let begun = last_table(page).filter(|_| page.format == Format::Text && !inside);
    let begun = begun.and_then(|table| begun_row(table.rows.last()?.cells.last()?, page, glossary));
    let message = if inside {
        "the page ends here, inside a table"
    } else if let Some(begun) = begun {
        take_off(page, begun.lines);
        begun.message
    } else if open == Some(Open::List) {
        "the page ends here, in a list that may go on"
    } else if glossary.begins_heading(page.source.slice(last_line)) {
        take_off(page, 1);
        "the page ends here, in the middle of a heading"
    } else if open == Some(Open::Sentence) {
        "the page ends here, in the middle of a sentence of a table"
    } else if ends_with_name(page) {
        take_off(page, 1);
        AFTER_NAME
    } else {
        return None;
    };
    if let Some(table) = page.blocks.last_mut().and_then(Block::table_mut).filter(|_| unclosed || open.is_some()) {
        table.cut = true;
    }
    Some(Diagnostic::new(Code::CutPage, message).at(&page.source, last_line))
}

/// In what a table breaks off.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Row,
    List,
    Sentence,
}

/// The table that the page ends with.
fn last_table(page: &Page) -> Option<&Table> {
    let end = page.source.text.trim_end().len();
    page.blocks.last().and_then(Block::table).filter(|table| table.place.end as usize == end)
}

/// In what the last row of the table that a page ends with breaks off.
fn open_end(table: &Table, page: &Page) -> Option<Open> {
    let (last, before) = table.rows.split_last()?;
    let source = &page.source;
    let closing =
        |place: Span| source.text.get(place.end as usize..).is_some_and(|rest| rest.trim_start().starts_with('|'));
    let cells = |row: &Row| row.cells.iter().rfind(|cell| !cell.absent).map(|cell| cell.text.place);
    let header = || table.header.last().map(|cell| cell.text.place);
    let end = &last.cells.iter().rfind(|cell| !cell.absent)?.text;
    if end.place.end != table.place.end {
        return None;
    }
    if before.last().and_then(cells).or_else(header).is_some_and(closing) {
        return source.slice(last.place).contains('|').then_some(Open::Row);
    }
    let line = end.lines().last()?;
    if page.format != Format::Text || form::ends_sentence(line) {
        return None;
    }
    if form::item(line).is_some() {
        return Some(Open::List);
    }
    let descriptions = page.tables().flat_map(|table| &table.rows).filter_map(|row| row.cells.last());
    let others: Vec<&Text> =
        descriptions.map(|cell| &cell.text).filter(|text| !text.is_empty() && text.place != end.place).collect();
    let all = others.len() >= LEAST_SENTENCES && others.iter().all(|text| form::ends_sentence(text.content.trim()));
    (all && line.contains(char::is_whitespace)).then_some(Open::Sentence)
}

/// Whether the page ends with the name of a row and no more: a word alone below a table.
fn ends_with_name(page: &Page) -> bool {
    let [.., table, last] = page.blocks.as_slice() else { return false };
    let (Some(table), Some(words)) = (table.table(), last.words()) else { return false };
    let between = page.source.slice(Span::new(table.place.end as usize, words.place.start as usize));
    let name = words.content.trim_start_matches(['|', ' ']);
    // A bar alone opens a row; the one that closes the row before may stand before other words, too.
    let opened = between.matches('|').count() > 1 || name.len() < words.content.len();
    let closed = between.contains('|') && name.contains(['_', '-']);
    form::is_member_name(name) && (opened || closed)
}

/// The last lines of a table that are no part of its last cell.
struct Begun {
    lines: usize,
    message: &'static str,
}

/// What the last cell of a dump ends with that is not its own, because the page breaks off in the row after it: a name, or
/// a name and the beginning of a type. A label without the words that it divides off, `Definition`, is taken off too. A name
/// stands below a sentence, or in a paragraph of its own below words that are no value as it may be one.
fn begun_row(cell: &Cell, page: &Page, glossary: &Glossary) -> Option<Begun> {
    let lines: Vec<&str> = cell.text.lines().map(str::trim).collect();
    let (last, before) = lines.split_last()?;
    if glossary.divides_description(last) {
        return Some(Begun { lines: 1, message: "the page ends here, inside a table" });
    }
    let text = page.source.text.trim_end();
    let apart = |lines: usize| {
        let at = text.char_indices().rev().filter(|(_, c)| *c == '\n').nth(lines).map_or(0, |(at, _)| at);
        text.get(at..).is_some_and(|end| end.lines().filter(|line| line.trim().is_empty()).count() > 1)
    };
    let are_words = |line: &str| {
        let phrase = !line.is_ascii() || line.contains(' ');
        phrase && !form::ends_label(line) && !glossary.divides_description(line) && form::item(line).is_none()
    };
    let is_name = |name: &str, before: &[&str]| {
        let above = before.last().copied().unwrap_or_default();
        form::is_member_name(name) && (form::ends_sentence(above) || apart(1) && are_words(above))
    };
    if is_name(last, before) {
        return Some(Begun { lines: 1, message: AFTER_NAME });
    }
    let (name, before) = before.split_last()?;
    let begins_type = apart(2) && glossary.begins_type(last) && is_name(name, before);
    begins_type.then_some(Begun { lines: 2, message: "the page ends here, in the type of a row" })
}

/// Takes so many lines off the end of the words of the page.
fn take_off(page: &mut Page, lines: usize) {
    let end = page.source.text.trim_end().len();
    let Some(last) = page.blocks.last_mut() else { return };
    if let Some(table) = last.table_mut() {
        let cell = table.rows.last_mut().and_then(|row| row.cells.last_mut());
        if let Some(cell) = cell.filter(|cell| cell.text.place.end as usize == end) {
            let content = &cell.text.content;
            let kept = content.match_indices('\n').rev().nth(lines - 1).map_or(0, |(at, _)| at);
            cell.text = cell.text.up_to(kept);
        }
    } else if last.words().is_some_and(|words| words.lines().count() == 1) {
        page.blocks.pop();
    }
}

fn ends_inside_bars(text: &str) -> bool {
    let mut lines = text.lines().rev().map(str::trim);
    let (Some(last), Some(before)) = (lines.next(), lines.next()) else { return false };
    let is_row = |line: &str| line.len() > 1 && line.starts_with('|');
    is_row(last) && !last.ends_with('|') && is_row(before) && before.ends_with('|')
}

/// Where the last table of tags opens, if it has no end.
fn unclosed_table(text: &str) -> Option<usize> {
    let text = text.to_ascii_lowercase();
    let open = text.rfind("<table")?;
    text.rfind("</table").is_none_or(|close| close < open).then_some(open)
}

/// Whether a place lies in running text or code, where a tag is only spoken of.
fn stands_in_words(page: &Page, at: usize) -> bool {
    let holds = |place: Span| place.start as usize <= at && at < place.end as usize;
    page.blocks.iter().any(|block| holds(block.place) && block.table().is_none())
}

#[cfg(test)]
mod tests {
    use super::{ends_inside_bars, unclosed_table};

    #[test]
    fn a_row_that_is_not_closed_as_those_before_it() {
        let rows = [
            ("| a | b |\n| --- | --- |\n| c | wor", true),
            ("| a | b |\n| --- | --- |\n| c | words |", false),
            ("| a | b\n| --- | ---\n| c | words", false),
            ("a |\nb |\nwords", false),
            ("", false),
        ];
        for (text, expected) in rows {
            assert_eq!(ends_inside_bars(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_table_without_an_end() {
        let rows = [
            ("<TABLE><tr><td>x", true),
            ("<table><tr><td>x</td></tr></table>", false),
            ("<table></table> words <table border='1'><tr>", true),
            ("no table", false),
        ];
        for (text, expected) in rows {
            assert_eq!(unclosed_table(text).is_some(), expected, "{text:?}");
        }
    }
}
