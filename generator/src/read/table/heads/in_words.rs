//! Heads of columns that stand side by side in running words. In: the words of a line. Out: the heads, with the caption
//! before them.

use crate::{
    glossary::{Column, Glossary, TypeSign, form},
    page::Span,
    read::table::{
        cut::words::{LONGEST_LABEL, Words},
        dump::Dump,
    },
};
use std::ops::Range;

const MOST_HEADS: usize = 8;
/// So many heads in a row are not chance.
const LEAST_HEADS: usize = 3;

/// All heads of a line: three at least in a row, the first for names, one that says a type or what is mandatory.
pub(in crate::read) fn all(words: &Words<'_, '_>) -> Vec<Heads> {
    let mut found: Vec<Heads> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let floor = found.last().map_or(0, |heads| heads.end);
        match heads_at(words, at) {
            Some(mut heads) => {
                heads.caption = caption(words, floor, heads.start);
                at = heads.end;
                found.push(heads);
            }
            None => at += 1,
        }
    }
    found
}

/// Where the caption of a head begins: at its number, after the last sentence.
fn caption(words: &Words<'_, '_>, floor: usize, head: usize) -> usize {
    let glossary = words.dump.glossary;
    let begin = (floor..head).rev().find(|at| words.stops(*at)).map_or(floor, |stop| stop + 1);
    let numbered = |at: &usize| glossary.table_label(words.text(*at..head)).is_some();
    (begin..head).rev().find(numbered).unwrap_or(head)
}

/// The heads of a table within a line.
pub(in crate::read) struct Heads {
    /// The first word of its caption, or of itself.
    pub(in crate::read) caption: usize,
    /// Its first word.
    pub(in crate::read) start: usize,
    /// The word after it.
    pub(in crate::read) end: usize,
    pub(in crate::read) cells: Vec<Span>,
    pub(in crate::read) columns: Vec<Column>,
}

/// The heads that begin here.
pub(in crate::read) fn heads_at(words: &Words<'_, '_>, at: usize) -> Option<Heads> {
    let readings = (1..=LONGEST_LABEL).filter_map(|first| {
        let mut heads = Heads { caption: at, start: at, end: at, cells: Vec::new(), columns: Vec::new() };
        let mut longest = first;
        while heads.columns.len() < MOST_HEADS {
            let shortest = if heads.columns.is_empty() { first } else { 1 };
            let known = |count: &usize| {
                let head = heads.end..heads.end + count;
                let column = Some(head.end).filter(|end| *end <= words.len() && words.opens(head.start));
                column
                    .and_then(|_| words.dump.glossary.head(words.text(head.clone())))
                    .or_else(|| headed_by_a_type(words, &heads.columns, head))
                    .filter(|column| !heads.columns.contains(column))
            };
            let Some((count, column)) = (shortest..=longest).rev().find_map(|count| Some((count, known(&count)?)))
            else {
                break;
            };
            heads.cells.push(words.span(heads.end..heads.end + count));
            heads.columns.push(column);
            heads.end += count;
            longest = LONGEST_LABEL;
        }
        let typed = heads.columns.iter().any(|column| matches!(column, Column::Type | Column::Mandatory));
        let named = heads.columns.first() == Some(&Column::Name);
        (named && typed && heads.columns.len() >= LEAST_HEADS).then_some(heads)
    });
    readings.max_by_key(|heads| heads.columns.len())
}

/// The column between `Mandatory` and `Description` that is headed by a type: `Parameter Mandatory String Description`.
fn headed_by_a_type(words: &Words<'_, '_>, before: &[Column], head: Range<usize>) -> Option<Column> {
    let after = Some(head.end + 1).filter(|after| head.len() == 1 && *after <= words.len())?;
    let after = words.dump.glossary.head(words.text(head.end..after));
    let between = super::stand_around_types(before.last().copied(), after);
    (between && words.dump.signs(words.text(head)).ty == TypeSign::Whole).then_some(Column::Type)
}

/// Whether a line is one of heads in running words.
pub(in crate::read) fn is_line_of_heads(dump: &Dump<'_>, at: usize) -> bool {
    let words = dump.line(at).map(|line| Words::of(dump, line.span()));
    words.is_some_and(|words| heads_at(&words, 0).is_some_and(|heads| heads.end == words.len()))
}

/// Whether two heads stand side by side in a line, as words of its own.
pub(in crate::read) fn stand_side_by_side(line: &str, glossary: &Glossary) -> bool {
    const SHORTEST: usize = 30;
    let mut before = false;
    (line.len() >= SHORTEST || are_heads(line, glossary))
        && line.split_whitespace().any(|word| {
            let head = !form::opens_small(word) && glossary.head(word).is_some();
            std::mem::replace(&mut before, head) && head
        })
}

/// Whether the words of a line are heads, three at least, and nothing else.
fn are_heads(line: &str, glossary: &Glossary) -> bool {
    line.split_whitespace().nth(LEAST_HEADS - 1).is_some()
        && line.split_whitespace().all(|word| !form::opens_small(word) && glossary.head(word).is_some())
}

/// Whether a page shows the heads of a table without markup: on lines of their own, as where cells are paragraphs, or three
/// side by side in a line, the first for names.
pub(in crate::read) fn show(text: &str, glossary: &Glossary) -> bool {
    let mut above = None;
    text.lines().map(str::trim).filter(|line| !line.is_empty()).any(|line| {
        let column = glossary.head(line);
        let opens = matches!(std::mem::replace(&mut above, column), Some(Column::Name | Column::StatusCode));
        opens && column.is_some_and(|column| column != Column::Name) || holds_heads(line, glossary)
    })
}

fn holds_heads(line: &str, glossary: &Glossary) -> bool {
    let mut run: Vec<Column> = Vec::new();
    for word in line.split([' ', '\t']).filter(|word| !matches!(*word, "" | "|")) {
        let known = Some(word)
            .filter(|word| !form::opens_small(word.trim_matches('*')))
            .and_then(|word| glossary.head(word))
            .filter(|column| !run.contains(column) && (*column == Column::Name) == run.is_empty());
        match known {
            Some(column) => run.push(column),
            None => run.clear(),
        }
        if run.len() >= LEAST_HEADS {
            return true;
        }
    }
    false
}
