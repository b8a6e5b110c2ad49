//! Tables whose cells a scraper ran together: `ParameterTypeDescription`, then `limitintegerHow many.` Where places come
//! first, `TypeNameDescriptionSchema`, a row goes on over lines: `querylimit`, then what it is, then its type. In: a line of
//! heads without anything between them, and the lines below. Out: the table, if rows can be cut in one way by what their
//! cells hold; else a finding, as for each line that cannot be cut. Heads that stand apart are none of these.

use super::{
    dump::{Dump, Kind},
    rows::shortened,
};
use crate::{
    diagnostic::{Code, Diagnostic, Sink},
    glossary::{Column, Glossary, YesNo, form},
    page::{Cell, Row, Span, Table},
};
use std::ops::Range;

/// A longer line is not a line of heads.
const LONGEST_HEADS: usize = 120;

/// Fewer heads side by side are words of a sentence.
const FEWEST_HEADS: usize = 3;

/// The column whose words may be any.
const ANY_WORDS: Column = Column::Description;

/// A cell of a type, of yes or no, or of a place is no longer.
const LONGEST_CELL: usize = 24;

/// A row that goes on over lines has no more of them.
const MOST_LINES: usize = 12;

/// So many lines between rows may be some that cannot be cut.
const MOST_UNREAD: usize = 3;

/// Where the cells of a row are, from the start of its first line; none for those that are empty.
type Cells = Vec<Option<Range<usize>>>;

/// Reads the table that a line opens, and gives the line after it.
pub(in crate::read) fn read(dump: &Dump<'_>, at: usize, sink: &mut Sink) -> Option<(Table, usize)> {
    let heads_line = dump.line(at)?;
    let heads = heads(heads_line.text, dump.glossary)?;
    let columns: Vec<Column> = heads.iter().map(|(_, column)| *column).collect();
    let within = |range: &Range<usize>, start: usize| Span::new(start + range.start, start + range.end);
    let mut rows: Vec<Row> = Vec::new();
    let mut unread: Vec<Span> = Vec::new();
    let mut after = at + 1;
    while let Some(line) = dump.line(after).filter(|line| line.kind == Kind::Words) {
        let Some((cells, count)) = row(dump, after, &columns) else {
            let goes_on =
                |at: &usize| dump.line(*at).is_some_and(|line| line.kind == Kind::Words && !line.blank_before);
            let next = (after + 1..=after + MOST_UNREAD).take_while(goes_on);
            let next = next.into_iter().find(|at| row(dump, *at, &columns).is_some());
            // Another row may stand right below one that ends the table.
            let told = next.unwrap_or(after + usize::from(!rows.is_empty() && goes_on(&after)));
            unread.extend((after..told).filter_map(|at| dump.line(at)).map(super::dump::Line::span));
            let Some(next) = next else { break };
            after = next;
            continue;
        };
        let cells = cells.iter().map(|cell| match cell {
            Some(cell) => Cell::written(dump.text(within(cell, line.start))),
            None => Cell::absent(),
        });
        let last = dump.line(after + count - 1).map_or(line.span(), super::dump::Line::span);
        rows.push(Row { cells: cells.collect(), place: line.span().to(last), doubt: None });
        after += count;
    }
    let spans: Vec<Span> = heads.iter().map(|(range, _)| within(range, heads_line.start)).collect();
    let (code, told) = if rows.is_empty() {
        (Code::FlattenedTable, "the column headers have run together, and the rows below cannot be separated")
    } else {
        (Code::RunningTable, "cells that had run together were separated by their content")
    };
    let message = format!("{told}: {}", shortened(heads_line.text));
    let table = dump.table(None, &spans, rows);
    sink.push(Diagnostic::new(code, message).at(dump.source, table.place));
    for place in unread {
        let words = shortened(dump.slice(place));
        let message = format!("the cells of this line have run together, and cannot be separated: {words}");
        sink.push(Diagnostic::new(Code::FlattenedTable, message).at(dump.source, place));
    }
    (!table.rows.is_empty()).then_some((table, after))
}

/// The cells of the row that a line opens, and how many lines it has.
fn row(dump: &Dump<'_>, at: usize, columns: &[Column]) -> Option<(Cells, usize)> {
    let line = dump.line(at)?;
    let [Column::In, Column::Name, ANY_WORDS, last @ ..] = columns else {
        return Some((cells(line.text, columns, dump.glossary)?, 1));
    };
    let lines = (at..at + MOST_LINES).map_while(|at| dump.line(at).filter(|line| line.kind == Kind::Words));
    let lines: Vec<_> = lines.collect();
    let (place, name) = placed_name(line.text, dump.glossary)?;
    let start = |nth: usize| lines.get(nth).map_or(line.text.len(), |next| next.start - line.start);
    let end = |nth: usize| lines.get(nth).map_or(line.text.len(), |next| next.start + next.text.len() - line.start);
    let row_ends = |nth: usize| lines.get(nth).and_then(|line| tail(line.text, last, dump.glossary));
    let ends = |nth: usize| {
        let next = lines.get(nth)?;
        let opens = placed_name(next.text, dump.glossary).is_some() || next.blank_before && row_ends(nth - 1).is_some();
        opens.then_some(nth)
    };
    let after = (2..lines.len()).find_map(ends).unwrap_or(lines.len());
    let nth = after.checked_sub(1).filter(|nth| *nth > 0)?;
    let mut tail = row_ends(nth)?;
    tail.iter_mut().flatten().for_each(|cell| *cell = cell.start + start(nth)..cell.end + start(nth));
    let said = lines.get(1).filter(|said| nth > 1 && dump.glossary.yes_no(said.text).is_some());
    let name = name.start..said.map_or(name.end, |_| end(1));
    let words =
        start(1 + usize::from(said.is_some()))..tail.iter().flatten().next().map_or(end(nth), |cell| cell.start);
    let mut cells = vec![Some(place), Some(name), Some(words).filter(|words| !words.is_empty())];
    cells.append(&mut tail);
    Some((cells, nth + 1))
}

/// The place and the name that a line consists of: `querylimit`.
fn placed_name(line: &str, glossary: &Glossary) -> Option<(Range<usize>, Range<usize>)> {
    let is_placed = |place: &str, name: &str| glossary.place(place).is_some() && form::is_identifier(name);
    let parts = form::cuts(line).rev().filter(|(place, _)| place.len() <= LONGEST_CELL);
    parts
        .into_iter()
        .find(|(place, name)| is_placed(place, name))
        .map(|(place, _)| (0..place.len(), place.len()..line.len()))
}

/// The last cells of a row, which a line ends in: a type, and after it a default or whether it must be given.
fn tail(line: &str, columns: &[Column], glossary: &Glossary) -> Option<Cells> {
    let starts = line.char_indices().filter(|(at, c)| !c.is_whitespace() && follows_word(line, *at));
    starts.map(|(at, _)| at).find_map(|start| {
        let rest = line.get(start..)?;
        let Some((Column::Type, after)) = columns.split_first() else { return None };
        let is_last = |cell: &str| match after {
            [] => cell.is_empty(),
            [Column::Mandatory] => cell.is_empty() || glossary.yes_no(cell).is_some(),
            [Column::Default] => !cell.contains(char::is_whitespace),
            _ => false,
        };
        let structure = |kind: &str| start == 0 && kind.len() == rest.len() && form::is_structure_name(kind);
        let fits = |(kind, cell): &(&str, &str)| {
            let is_word = kind.starts_with(char::is_alphabetic) && is_type_word(kind, glossary);
            let is_kind = is_word || is_compound(kind, glossary) || structure(kind);
            is_kind && is_last(cell)
        };
        // Signs end what they open. A word ends as late as it can: `integer` is no `int`.
        let (compound, words): (Vec<_>, Vec<_>) =
            form::cuts(rest).filter(fits).partition(|(kind, _)| kind.ends_with([']', '>', ')']));
        let (kind, cell) = compound.first().or_else(|| words.last())?;
        let (middle, end) = (start + kind.len(), line.len());
        let mut cells = vec![Some(start..middle)];
        cells.extend(after.iter().map(|_| Some(middle..end).filter(|_| !cell.is_empty())));
        Some(cells)
    })
}

/// Whether a place in a line is its start or follows a word without a blank.
fn follows_word(line: &str, at: usize) -> bool {
    line.get(..at).is_some_and(|before| !before.ends_with(char::is_whitespace))
}

/// The heads that a line consists of: a name, a type and a description. Before it may stand places, after the name columns
/// whose cells tell where they end; and after the description those that a row ends in.
fn heads(line: &str, glossary: &Glossary) -> Option<Vec<(Range<usize>, Column)>> {
    let mut heads = Vec::new();
    (line.len() <= LONGEST_HEADS && cut_heads(line, 0, &mut heads, glossary)).then_some(heads)
}

/// Cuts what follows the heads so far; of several ways, the one with the longest heads first.
fn cut_heads(line: &str, start: usize, heads: &mut Vec<(Range<usize>, Column)>, glossary: &Glossary) -> bool {
    let has =
        |heads: &[(Range<usize>, Column)], column| heads.iter().filter(|(_, known)| *known == column).count() == 1;
    let Some(rest) = line.get(start..).filter(|rest| !rest.is_empty()) else {
        let whole = [Column::Name, Column::Type, ANY_WORDS].into_iter().all(|column| has(heads, column));
        let columns: Vec<Column> = heads.iter().map(|(_, column)| *column).collect();
        let ends = matches!(columns.as_slice(), [.., ANY_WORDS] | [.., ANY_WORDS, Column::Mandatory]);
        let placed = matches!(heads.first(), Some((_, Column::In)));
        return whole && heads.len() >= FEWEST_HEADS && (ends != placed);
    };
    for (head, _) in form::cuts(rest).rev().filter(|(_, after)| opens_cell(after)) {
        let Some(column) = glossary.column(head).filter(|_| head.trim().len() == head.len()) else { continue };
        let column = match column {
            // `Parameter` after `Name` says what kind of parameter it is.
            Column::Name if !heads.is_empty() && has(heads, Column::Name) => Column::In,
            // `Type` before `Name` says so too.
            Column::Type if heads.is_empty() => Column::In,
            column => column,
        };
        let described = has(heads, ANY_WORDS);
        let fits = match column {
            Column::Name => heads.iter().all(|(_, column)| *column == Column::In),
            Column::In => !described,
            Column::Type | Column::Mandatory => !heads.is_empty(),
            Column::Default => described,
            ANY_WORDS => has(heads, Column::Name) && !described,
            _ => false,
        };
        if fits {
            let end = start + head.len();
            heads.push((start..end, column));
            if cut_heads(line, end, heads, glossary) {
                return true;
            }
            heads.pop();
        }
    }
    false
}

/// Whether a text may be the beginning of a cell right after another one: nothing, a capital, a digit, or letters that
/// have no case.
fn opens_cell(text: &str) -> bool {
    text.chars().next().is_none_or(|c| c.is_uppercase() || c.is_ascii_digit() || "(<[\"`".contains(c) || !c.is_ascii())
}

/// The cells of a row, one for each column; none for those that are empty. Of several ways to cut it, the one that
/// leaves the fewest empty, with the longest name.
fn cells(line: &str, columns: &[Column], glossary: &Glossary) -> Option<Cells> {
    let sign = |c: char| c.is_ascii_alphanumeric() || "_-.[]$@:".contains(c);
    let run = line.find(|c| !sign(c)).unwrap_or(line.len());
    let cut = |end: usize| -> Option<Cells> {
        line.get(..end).filter(|name| form::is_identifier(name))?;
        let mut cells = vec![Some(0..end)];
        let mut at = end;
        for column in columns.get(1..)? {
            let rest = line.get(at..)?;
            let length = match *column {
                ANY_WORDS if columns.last() == Some(&Column::Mandatory) => before_yes_no(rest, glossary),
                ANY_WORDS => rest.len(),
                column => cell_length(rest, column, glossary),
            };
            if matches!(column, Column::Type | Column::In) && length == 0 {
                return None;
            }
            cells.push((length > 0).then_some(at..at + length));
            at += length;
        }
        Some(cells)
    };
    let filled = |cells: &Cells| cells.iter().flatten().count();
    (1..=run).filter_map(cut).max_by_key(filled)
}

/// Where the yes or no begins that words end in without a blank: `How many.Yes`.
fn before_yes_no(words: &str, glossary: &Glossary) -> usize {
    let starts = words.char_indices().map(|(at, _)| at).filter(|at| words.len() - at <= LONGEST_CELL);
    let opens_word = |end: &str| end.starts_with(char::is_alphabetic) && opens_cell(end);
    let opens = |at: &usize| follows_word(words, *at) && words.get(*at..).is_some_and(opens_word);
    let mut ends = starts.filter(opens).filter(|at| words.get(*at..).and_then(|end| glossary.yes_no(end)).is_some());
    ends.next().unwrap_or(words.len())
}

/// How much of a text is the cell of a column that it opens with.
fn cell_length(text: &str, column: Column, glossary: &Glossary) -> usize {
    let is_cell = |cell: &str| match column {
        Column::Type => is_type_word(cell, glossary) || is_compound(cell, glossary),
        Column::Mandatory => glossary.yes_no(cell).is_some(),
        Column::In => glossary.place(cell).is_some(),
        _ => false,
    };
    let cells = form::cuts(text).take_while(|(cell, _)| cell.len() <= LONGEST_CELL);
    let sound = |(cell, after): &(&str, &str)| {
        cell.trim().len() == cell.len() && is_cell(cell) && goes_on(cell, after, column, glossary)
    };
    cells.filter(sound).last().map_or(0, |(cell, _)| cell.len())
}

/// Whether a cell is the word of a type. Words that structures are called by as well are types in small letters: `date`.
fn is_type_word(cell: &str, glossary: &Glossary) -> bool {
    let small = cell.bytes().all(|byte| byte.is_ascii_lowercase());
    glossary.types().plain_word(cell).is_some() || small && glossary.types().is_spelled(cell)
}

/// `array<string>`, `string[]`, `string (uuid)`: a type that its own signs end.
fn is_compound(cell: &str, glossary: &Glossary) -> bool {
    let balanced = |open: char, close: char| cell.matches(open).count() == cell.matches(close).count();
    cell.ends_with(['>', ']', ')']) && balanced('[', ']') && balanced('<', '>') && glossary.looks_like_type(cell)
}

/// Whether what follows a cell may be the next one. `是否启用` opens with no `是`.
fn goes_on(cell: &str, after: &str, column: Column, glossary: &Glossary) -> bool {
    let is_no = |c: char| glossary.yes_no(c.encode_utf8(&mut [0; 4])) == Some(YesNo::No);
    let is_question = || glossary.yes_no(cell) == Some(YesNo::Yes) && after.starts_with(is_no);
    let next_word = || {
        (2..=after.len().min(LONGEST_CELL))
            .filter_map(|end| after.get(..end))
            .any(|word| glossary.yes_no(word).is_some())
    };
    match column {
        Column::Mandatory => opens_cell(after) && !is_question(),
        // The type that follows a place says whether it ends there.
        Column::In => true,
        _ => opens_cell(after) || next_word(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(heads_line: &str, rows: &[&str]) -> Option<Vec<String>> {
        let columns: Vec<Column> =
            heads(heads_line, Glossary::builtin())?.into_iter().map(|(_, column)| column).collect();
        let shown = |row: &str, cells: Cells| {
            let cells = cells.into_iter().map(|cell| cell.map_or("-", |cell| row.get(cell).unwrap_or_default()));
            cells.collect::<Vec<_>>().join(" | ")
        };
        rows.iter().map(|row| cells(row, &columns, Glossary::builtin()).map(|cells| shown(row, cells))).collect()
    }

    #[test]
    fn rows_are_cut_by_what_their_cells_hold() {
        let english = [
            "dueDatedateWhen.",
            "limitintegerNoHow many kites.",
            "ownerStringYesWhose.",
            "tagsstring[]NoAll tags.",
            "atinteger",
        ];
        assert_eq!(
            cut("ParameterTypeRequiredDescription", &english).unwrap(),
            [
                "dueDate | date | - | When.",
                "limit | integer | No | How many kites.",
                "owner | String | Yes | Whose.",
                "tags | string[] | No | All tags.",
                "at | integer | - | -",
            ]
        );
        let placed = ["tailbodystringNo", "colourqueryintYesWhich."];
        assert_eq!(
            cut("NameParameterData TypeRequiredDescription", &placed).unwrap(),
            ["tail | body | string | No | -", "colour | query | int | Yes | Which."]
        );
        assert_eq!(cut("NameParameterData TypeRequiredDescription", &["tailelsewherestringNo"]), None);
        let last = ["limitintHow many. The default is 20.No", "ownerstringWhose kite.Yes", "tailstringIts tail."];
        assert_eq!(
            cut("Parameter NameTypeDescriptionRequired", &last).unwrap(),
            [
                "limit | int | How many. The default is 20. | No",
                "owner | string | Whose kite. | Yes",
                "tail | string | Its tail. | -"
            ]
        );
        let chinese =
            ["kite_idstring是风筝的编号", "lit_upboolean否是否发光", "expires_inlong过期时间(秒)", "nextint是否还有"];
        assert_eq!(
            cut("参数名类型是否必填说明", &chinese).unwrap(),
            [
                "kite_id | string | 是 | 风筝的编号",
                "lit_up | boolean | 否 | 是否发光",
                "expires_in | long | - | 过期时间(秒)",
                "next | int | - | 是否还有",
            ]
        );
    }

    #[test]
    fn what_cannot_be_cut_is_none() {
        for line in ["Parameter Type Description", "ParameterDescription", "Types of parameters", "NameTypeSize"] {
            assert_eq!(heads(line, Glossary::builtin()), None, "{line}");
        }
        assert_eq!(cut("ParameterTypeDescription", &["limit how many"]), None);
        assert_eq!(cut("ParameterTypeDescription", &["Kites fly."]), None);
    }
}
