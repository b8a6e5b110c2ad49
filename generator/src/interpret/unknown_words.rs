//! Pages in words that the glossary lacks. In: the entries of a page. Out: a finding for each table of which no head is
//! known, and one that says which words look like headings and heads of columns. Nothing is guessed.

use super::{
    Fate,
    columns::Kind,
    findings::Findings,
    outline::{Captioned, Entry, What},
};
use crate::{
    diagnostic::Code,
    glossary::{Glossary, form},
    page::{Cell, Span},
};
use std::collections::BTreeMap;

/// A longer line is not a heading.
const LONGEST: usize = 60;
const MOST_WORDS: usize = 5;
/// So many words are shown.
const MOST_SHOWN: usize = 8;
/// Fewer words tell nothing.
const FEWEST: usize = 3;
/// So many cells side by side, apart by blanks or a tab, are no chance.
const LEAST_CELLS: usize = 3;

/// Tells of the rows of a page with a request line that no one read because their heads are not known; and of its words,
/// where no table could be read.
pub(super) fn tell(entries: &[Entry<'_>], glossary: &Glossary, findings: &mut Findings) {
    let Some(request) = entries.iter().find(|entry| entry.has_request_line()) else { return };
    tell_aligned_lines(entries, findings);
    if entries.iter().any(Entry::describes_call) {
        return;
    }
    for captioned in entries.iter().filter_map(Entry::table).filter(|captioned| names_rows(captioned)) {
        tell_table(&captioned, findings);
        captioned.rows().for_each(|(row, _)| findings.fate(row, Fate::Reported));
    }
    let mut words: BTreeMap<String, (usize, Span)> = BTreeMap::new();
    for (word, place) in entries.iter().flat_map(|entry| candidates(entry, glossary)) {
        words.entry(word).or_insert((0, place)).0 += 1;
    }
    let repeated = words.values().filter(|(times, _)| *times > 1).count();
    if repeated == 0 || words.len() < FEWEST {
        return;
    }
    let mut shown: Vec<(&String, &(usize, Span))> = words.iter().collect();
    shown.sort_by_key(|(_, (times, place))| (std::cmp::Reverse(*times), place.start));
    let shown: Vec<String> = shown.into_iter().take(MOST_SHOWN).map(|(word, _)| format!("`{word}`")).collect();
    let message = format!(
        "the page has a request line, but none of its tables was read; possible column headers: {}",
        shown.join(", ")
    );
    findings.note(Code::UnknownWords, message, request.place);
}

/// Tells of a table of which no column is known to name parameters.
pub(super) fn tell_table(captioned: &Captioned<'_>, findings: &mut Findings) {
    let heads: Vec<_> = captioned.table.header.iter().map(|cell| cell.text.content.as_str()).collect();
    let message = format!("no column of this table is known to name parameters: {}", heads.join(" | "));
    findings.note(Code::UnknownTable, message, captioned.table.place);
}

/// Whether a table of unknown heads has names of members in its first column, and more beside them.
fn names_rows(captioned: &Captioned<'_>) -> bool {
    let rows = &captioned.table.rows;
    let is_named = |cells: &[Cell]| cells.first().is_some_and(|cell| is_name(&cell.text.content));
    captioned.columns.kind() == Kind::Other
        && rows.iter().all(|row| row.cells.len() > 1)
        && rows.iter().filter(|row| is_named(&row.cells)).count() * 2 > rows.len()
}

fn is_name(text: &str) -> bool {
    let text = text.trim().trim_matches(['*', '`']);
    form::is_path_of_members(text) && text.contains(|c: char| c.is_ascii_lowercase())
}

/// Tells of lines of as many cells each, apart by blanks or tabs, that open with names: rows whose heads are not known.
fn tell_aligned_lines(entries: &[Entry<'_>], findings: &mut Findings) {
    let source = findings.source();
    let mut runs: Vec<(usize, Vec<Span>)> = Vec::new();
    for entry in entries {
        let raw = match entry.what {
            What::Text(_) | What::Label(_) => source.slice(entry.place),
            What::Table(_) | What::Item(_) | What::Code(_) => "",
        };
        // What is no such line ends the run.
        for line in raw.lines().chain(raw.is_empty().then_some("")) {
            let cells: Vec<&str> = line.split('\t').flat_map(|part| part.split("  ")).map(str::trim).collect();
            let cells: Vec<&str> = cells.into_iter().filter(|cell| !cell.is_empty()).collect();
            let count = if cells.len() < LEAST_CELLS { 0 } else { cells.len() };
            let is_row = cells.first().is_some_and(|name| is_name(name));
            match runs.last_mut() {
                Some((known, places)) if *known == count && count > 0 && is_row => places.push(entry.place),
                _ => runs.push((count, vec![entry.place])),
            }
        }
    }
    for (count, places) in runs {
        if let (1.., [first, .., last]) = (count, places.as_slice()) {
            let message = format!("{} lines look like rows of a table with unknown column headers", places.len());
            findings.note(Code::UnreadRegion, message, first.to(*last));
        }
    }
}

/// The short lines of an entry that the glossary does not know, as headings and heads are. A cell of a table's header is
/// a head however it is written; of words, only what opens like one may be.
fn candidates(entry: &Entry<'_>, glossary: &Glossary) -> Vec<(String, Span)> {
    let (heads, is_header): (Vec<&str>, bool) = match entry.what {
        What::Text(text) | What::Item(text) | What::Label(text) => (text.lines().collect(), false),
        What::Table(captioned) => {
            (captioned.table.header.iter().map(|cell| cell.text.content.as_str()).collect(), true)
        }
        What::Code(_) => return Vec::new(),
    };
    let cells = heads.into_iter().flat_map(|line| line.split('|')).map(str::trim);
    let cells = cells.filter(|cell| (is_header || opens_like_head(cell)) && may_be_head(cell, glossary));
    cells.map(|cell| (cell.to_owned(), entry.place)).collect()
}

fn opens_like_head(text: &str) -> bool {
    text.starts_with(|c: char| c.is_uppercase() || (c.is_alphabetic() && !c.is_ascii() && !c.is_lowercase()))
}

fn may_be_head(text: &str, glossary: &Glossary) -> bool {
    let known = || {
        glossary.heading(text).is_some()
            || glossary.column(text).is_some()
            || glossary.yes_no(text).is_some()
            || glossary.is_none(text)
            || glossary.status(text).is_some()
            || glossary.looks_like_type(text)
            || glossary.is_furniture(text)
    };
    let words = text.chars().all(|c| c.is_alphabetic() || " -/()'?".contains(c) || !c.is_ascii());
    !text.is_empty() && words && text.len() <= LONGEST && text.split_whitespace().count() <= MOST_WORDS && !known()
}
