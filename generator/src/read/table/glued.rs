//! Tables whose cells a scraper ran together, a row a line: `ParameterTypeDescription`, then `limitintegerHow many.`
//! In: a line of heads without anything between them, and the lines below. Out: the table, if each row can be cut in
//! one way by what its cells hold; else a finding. Heads that stand apart are none of these.

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

/// The column that comes last: its words may be any.
const LAST: Column = Column::Description;

/// A cell of a type, of yes or no, or of a place is no longer.
const LONGEST_CELL: usize = 24;

/// Reads the table that a line opens, and gives the line after it.
pub(in crate::read) fn read(dump: &Dump<'_>, at: usize, sink: &mut Sink) -> Option<(Table, usize)> {
    let heads_line = dump.line(at)?;
    let heads = heads(heads_line.text, dump.glossary)?;
    let columns: Vec<Column> = heads.iter().map(|(_, column)| *column).collect();
    let within = |range: &Range<usize>, start: usize| Span::new(start + range.start, start + range.end);
    let mut rows: Vec<Row> = Vec::new();
    let mut after = at + 1;
    while let Some(line) = dump.line(after).filter(|line| line.kind == Kind::Words) {
        let Some(cells) = cells(line.text, &columns, dump.glossary) else { break };
        let cells = cells.iter().map(|cell| match cell {
            Some(cell) => Cell::written(dump.text(within(cell, line.start))),
            None => Cell::absent(),
        });
        rows.push(Row { cells: cells.collect(), place: line.span(), doubt: None });
        after += 1;
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
    // Another row may stand right below one that ends the table.
    let unread = dump.line(after).filter(|line| line.kind == Kind::Words && !line.blank_before);
    if let Some(line) = unread.filter(|_| !table.rows.is_empty()) {
        let message =
            format!("the cells of this line have run together, and cannot be separated: {}", shortened(line.text));
        sink.push(Diagnostic::new(Code::FlattenedTable, message).at(dump.source, line.span()));
    }
    (!table.rows.is_empty()).then_some((table, after))
}

/// The heads that a line consists of: a name first, a type, a description last, and between them no column whose cells
/// tell nothing of where they end.
fn heads(line: &str, glossary: &Glossary) -> Option<Vec<(Range<usize>, Column)>> {
    let mut heads = Vec::new();
    (line.len() <= LONGEST_HEADS && cut_heads(line, 0, &mut heads, glossary)).then_some(heads)
}

/// Cuts what follows the heads so far; of several ways, the one with the longest heads first.
fn cut_heads(line: &str, start: usize, heads: &mut Vec<(Range<usize>, Column)>, glossary: &Glossary) -> bool {
    let Some(rest) = line.get(start..).filter(|rest| !rest.is_empty()) else {
        let types = heads.iter().filter(|(_, column)| *column == Column::Type).count();
        return heads.len() >= FEWEST_HEADS && types == 1 && heads.last().is_some_and(|(_, last)| *last == LAST);
    };
    let ends: Vec<usize> = rest.char_indices().map(|(end, _)| end).skip(1).chain([rest.len()]).collect();
    for end in ends.into_iter().rev() {
        let Some((head, after)) = rest.split_at_checked(end).filter(|(_, after)| opens_cell(after)) else { continue };
        let Some(column) = glossary.column(head).filter(|_| head.trim().len() == head.len()) else { continue };
        // `Parameter` after `Name` says what kind of parameter it is.
        let column = if column == Column::Name && !heads.is_empty() { Column::In } else { column };
        let fits = match column {
            Column::Name => true,
            Column::Type | Column::Mandatory | Column::In => !heads.is_empty(),
            LAST => after.is_empty(),
            _ => false,
        };
        if fits {
            heads.push((start..start + end, column));
            if cut_heads(line, start + end, heads, glossary) {
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
fn cells(line: &str, columns: &[Column], glossary: &Glossary) -> Option<Vec<Option<Range<usize>>>> {
    let sign = |c: char| c.is_ascii_alphanumeric() || "_-.[]$@:".contains(c);
    let run = line.find(|c| !sign(c)).unwrap_or(line.len());
    let cut = |end: usize| -> Option<Vec<Option<Range<usize>>>> {
        line.get(..end).filter(|name| form::is_identifier(name))?;
        let mut cells = vec![Some(0..end)];
        let mut at = end;
        for column in columns.get(1..)? {
            let rest = line.get(at..)?;
            let length = if *column == LAST { rest.len() } else { cell_length(rest, *column, glossary) };
            if matches!(column, Column::Type | Column::In) && length == 0 {
                return None;
            }
            cells.push((length > 0).then_some(at..at + length));
            at += length;
        }
        Some(cells)
    };
    let filled = |cells: &Vec<Option<Range<usize>>>| cells.iter().flatten().count();
    (1..=run).filter_map(cut).max_by_key(filled)
}

/// How much of a text is the cell of a column that it opens with.
fn cell_length(text: &str, column: Column, glossary: &Glossary) -> usize {
    let is_cell = |cell: &str| match column {
        Column::Type => is_type_word(cell, glossary) || is_compound(cell, glossary),
        Column::Mandatory => glossary.yes_no(cell).is_some(),
        Column::In => glossary.place(cell).is_some(),
        _ => false,
    };
    let ends = text.char_indices().map(|(end, _)| end).skip(1).chain([text.len()]);
    let cells = ends.take_while(|end| *end <= LONGEST_CELL).filter_map(|end| text.split_at_checked(end));
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

/// `array<string>`, `string[]`: a type that its own signs end.
fn is_compound(cell: &str, glossary: &Glossary) -> bool {
    cell.ends_with(['>', ']']) && glossary.looks_like_type(cell)
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
        let shown = |row: &str, cells: Vec<Option<Range<usize>>>| {
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
