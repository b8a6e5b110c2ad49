//! Pages in a language that the glossary lacks. In: the entries of a page of which no table was read. Out: a finding
//! that says which words look like headings and heads of columns. Nothing is guessed.

use super::{
    findings::Findings,
    outline::{Entry, What},
};
use crate::{diagnostic::Code, glossary::Glossary, page::Span};
use std::collections::BTreeMap;

/// A longer line is not a heading.
const LONGEST: usize = 60;
const MOST_WORDS: usize = 5;
/// So many words are shown.
const MOST_SHOWN: usize = 8;
/// Fewer words tell nothing.
const FEWEST: usize = 3;

/// Tells of the words of a page that has a request line and no table that could be read.
pub(super) fn tell(entries: &[Entry<'_>], glossary: &Glossary, findings: &mut Findings) {
    let Some(request) = entries.iter().find(|entry| entry.has_request_line()) else { return };
    if entries.iter().any(Entry::describes_call) {
        return;
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

/// The short lines of an entry that the glossary does not know, as headings and heads are.
fn candidates(entry: &Entry<'_>, glossary: &Glossary) -> Vec<(String, Span)> {
    let heads: Vec<&str> = match entry.what {
        What::Text(text) | What::Item(text) | What::Label(text) => text.lines().collect(),
        What::Table(captioned) => captioned.table.header.iter().map(|cell| cell.text.content.as_str()).collect(),
        What::Code(_) => Vec::new(),
    };
    let cells = heads.into_iter().flat_map(|line| line.split('|')).map(str::trim);
    cells.filter(|cell| may_be_head(cell, glossary)).map(|cell| (cell.to_owned(), entry.place)).collect()
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
    let opens =
        text.starts_with(|c: char| c.is_uppercase() || (c.is_alphabetic() && !c.is_ascii() && !c.is_lowercase()));
    let words = text.chars().all(|c| c.is_alphabetic() || " -/()'".contains(c) || !c.is_ascii());
    opens && words && text.len() <= LONGEST && text.split_whitespace().count() <= MOST_WORDS && !known()
}
