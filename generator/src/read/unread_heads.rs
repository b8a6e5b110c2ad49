//! Heads of columns that stand in a line of words or of code, cells apart by commas, tabs or the signs of a markup that no
//! reader here knows; each in a paragraph of its own, as where boxes are drawn by styles; or in a table inside a cell. In: the
//! blocks of a page. Out: a finding for each, so that rows below them are not lost in silence.

use crate::{
    diagnostic::{Code, Diagnostic, Sink},
    glossary::{Column, Glossary},
    page::{Block, Row, Source, Span},
};
use std::sync::Arc;

/// What sets cells of a line apart.
const SEPARATORS: [char; 5] = [',', ';', '\t', '|', '!'];
/// So many heads side by side are no chance; in a table inside a cell, fewer are.
const LEAST_HEADS: usize = 3;
const LEAST_IN_CELL: usize = 2;

pub(super) fn report(blocks: &[Block], glossary: &Glossary, source: &Arc<Source>, diagnostics: &mut Sink) {
    let mut tell = |place: Span| {
        let message = "these are column headers, but the text below them was not read as a table";
        diagnostics.push(Diagnostic::new(Code::UnreadRegion, message).at(source, place));
    };
    // Paragraphs that are heads, one after the other.
    let mut run: Vec<(Column, Span)> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        if let Some(table) = block.table() {
            let of_inner = |line: &str| line.contains('|') && are_heads(line.split('|'), LEAST_IN_CELL, glossary);
            let holds_table = |row: &&Row| row.cells.iter().any(|cell| cell.text.content.lines().any(of_inner));
            table.rows.iter().filter(holds_table).for_each(|row| tell(row.place));
        }
        let Some(text) = block.text().filter(|_| block.level().is_none()) else {
            run.clear();
            continue;
        };
        let read = blocks.get(at + 1).is_some_and(|next| next.table().is_some());
        if !read && text.content.lines().any(|line| are_in_line(line, glossary)) {
            tell(block.place);
        }
        match glossary.head(&text.content).filter(|head| opens(run.is_empty(), *head)) {
            Some(head) => run.push((head, block.place)),
            None => run.clear(),
        }
        if let [(_, first), .., (_, last)] = run.as_slice()
            && run.len() == LEAST_HEADS
        {
            tell(first.to(*last));
        }
    }
}

/// Whether a line is heads of columns, cells apart by signs.
pub(super) fn are_in_line(line: &str, glossary: &Glossary) -> bool {
    are_heads(line.split(SEPARATORS), LEAST_HEADS, glossary)
}

/// Whether all parts of a line are heads, the first for names.
fn are_heads<'t>(parts: impl Iterator<Item = &'t str>, least: usize, glossary: &Glossary) -> bool {
    let mut count = 0;
    let all = parts.map(|part| part.trim_matches([' ', '"', '*'])).filter(|part| !part.is_empty()).all(|part| {
        count += 1;
        glossary.head(part).is_some_and(|head| opens(count == 1, head))
    });
    all && count >= least
}

/// Whether a head can stand there: that of names first, and no other.
fn opens(first: bool, head: Column) -> bool {
    first == (head == Column::Name)
}
