//! Calls that a page lists: rows that hold a method and a path, or a mark below each method, and items that are a request
//! line with words. In: the entries of a page. Out: an operation for each of them; whether the page describes it elsewhere
//! as well is not asked here. What leads to another page is an overview of that, and no call.

use super::{
    columns::Kind,
    example,
    outline::{At, Captioned, Entry, What},
    request_line::{self, RequestLine},
    segment::Segment,
    uri::Found,
};
use crate::{
    call::Method,
    glossary::{Column, Glossary, YesNo, form},
    page::{Row, Span, Text},
};
use std::borrow::Cow;

/// Fewer calls are examples.
const FEWEST: usize = 3;

/// A longer sentence is not a title.
const LONGEST_TITLE: usize = 120;

/// A call as a row or an item says it.
struct Call<'a> {
    /// Its address, and others that it has.
    lines: Vec<RequestLine>,
    /// What the row says of it: words, and examples in cells of their own.
    entries: Vec<Entry<'a>>,
    title: Text,
    place: Span,
}

/// An operation for each call that the page lists.
pub(super) fn segments<'a>(entries: &[Entry<'a>], glossary: &Glossary) -> Vec<Segment<'a>> {
    let mut calls: Vec<Call<'a>> = Vec::new();
    for run in entries.chunk_by(|entry, next| is_item(entry) && is_item(next)) {
        match run {
            [Entry { what: What::Table(captioned), .. }] => calls.extend(of_table(*captioned, glossary)),
            items => calls.extend(of_items(items)),
        }
    }
    if calls.len() < FEWEST {
        return Vec::new();
    }
    calls.into_iter().map(Call::segment).collect()
}

fn is_item(entry: &Entry<'_>) -> bool {
    matches!(entry.what, What::Item(_))
}

impl<'a> Call<'a> {
    fn segment(self) -> Segment<'a> {
        let Self { lines, entries, title, place } = self;
        let lines = lines.iter().flat_map(|line| Found::each(line, place)).collect();
        Segment { title: Some(title), entries: Cow::Owned(entries), lines: Some(lines), shown: false, listed: true }
    }
}

/// The calls of a table; none unless each row is one.
fn of_table<'a>(captioned: Captioned<'a>, glossary: &Glossary) -> Vec<Call<'a>> {
    let table = captioned.table;
    let marked: Vec<(usize, Method)> = table
        .header
        .iter()
        .enumerate()
        .filter_map(|(at, head)| {
            let head = head.text.content.trim();
            Some((at, Method::from_word(head).filter(|method| method.as_str() == head)?))
        })
        .collect();
    let listed = captioned.columns.kind() == Kind::RequestLines && !captioned.columns.labelled();
    if !listed && marked.len() < 2 {
        return Vec::new();
    }
    let read = |row: &'a Row| {
        let methods = if marked.len() < 2 { Vec::new() } else { marks(row, &marked, glossary) };
        of_row(captioned, row, methods, glossary)
    };
    table.rows.iter().map(read).collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// The methods whose columns have a mark in a row.
fn marks(row: &Row, columns: &[(usize, Method)], glossary: &Glossary) -> Vec<Method> {
    let is_set = |at: &usize| {
        let cell = row.cells.get(*at).map_or("", |cell| cell.text.content.trim());
        !cell.is_empty() && !form::is_dash(cell) && glossary.yes_no(cell) != Some(YesNo::No)
    };
    columns.iter().filter(|(at, _)| is_set(at)).map(|(_, method)| *method).collect()
}

fn of_row<'a>(captioned: Captioned<'a>, row: &'a Row, methods: Vec<Method>, glossary: &Glossary) -> Option<Call<'a>> {
    let columns = captioned.columns;
    let words = columns.cell(row, Column::Description).map(|cell| &cell.text);
    let is_words = |text: &Text| words.is_some_and(|words| std::ptr::eq(words, text));
    let mut leading = row.cells.iter().map(|cell| &cell.text).filter(|text| !is_words(text));
    if leading.any(|text| text.links.iter().any(|link| !link.target.starts_with('#'))) {
        return None;
    }
    let stated = columns.cell(row, Column::Method).and_then(|cell| request_line::only_methods(&cell.text.content));
    let methods = if methods.is_empty() { stated.unwrap_or_default() } else { methods };
    let addresses = columns.cell(row, Column::Uri)?.text.content.lines();
    let lines: Vec<RequestLine> = addresses.filter_map(address).map(|line| with_methods(line, &methods)).collect();
    let sound = lines.first().is_some_and(|line| !line.methods.is_empty());
    let entry = |what, at, place| Entry { what, at, heading: None, place };
    let words_of = words.map(|words| entry(What::Text(words), At::default(), words.place));
    let examples =
        columns.extras(row).filter(|(_, cell)| example::holds_json(&cell.text.content)).map(|(head, cell)| {
            let at = At { section: glossary.led_to(head), ..At::default() };
            entry(What::Code(&cell.text), at, cell.text.place)
        });
    let entries = words_of.into_iter().chain(examples).collect();
    sound.then(|| Call { lines, entries, title: title(words), place: row.place })
}

/// The address that a line of a cell opens with, before a remark.
fn address(line: &str) -> Option<RequestLine> {
    let remark = line.find(" (").filter(|_| line.ends_with(')'));
    let line = line.get(..remark.unwrap_or(line.len()))?.trim();
    request_line::read_alone(line).or_else(|| request_line::read_target(line).filter(|_| request_line::is_target(line)))
}

fn with_methods(line: RequestLine, methods: &[Method]) -> RequestLine {
    if line.methods.is_empty() { RequestLine { methods: methods.to_vec(), ..line } } else { line }
}

/// The first sentence of what a row says, if it may be a title.
fn title(words: Option<&Text>) -> Text {
    let Some(words) = words else { return Text::default() };
    let line = words.content.replace('\n', " ");
    let sentence = line.split(". ").next().unwrap_or_default().trim_end_matches('.').trim();
    if sentence.len() > LONGEST_TITLE { Text::default() } else { Text::plain(sentence, words.place) }
}

/// The calls of items that stand one below the other; none unless each is one.
fn of_items<'a>(items: &[Entry<'a>]) -> Vec<Call<'a>> {
    let read = |entry: &Entry<'a>| {
        let What::Item(text) = entry.what else { return None };
        if text.links.iter().any(|link| !link.target.starts_with('#')) {
            return None;
        }
        let item = text.content.replace('\n', " ");
        let (words, line) = request_line::in_heading(&item)?;
        let title = if words.len() > LONGEST_TITLE { Text::default() } else { Text::plain(words, text.place) };
        Some(Call { lines: vec![line], entries: Vec::new(), title, place: entry.place })
    };
    items.iter().map(read).collect::<Option<Vec<_>>>().unwrap_or_default()
}
