//! Calls that a page lists: rows that hold a method and a path, or a mark below each method, and items that are a request
//! line with words. In: the entries of a page. Out: an operation for each of them; whether the page describes it elsewhere
//! as well is not asked here. What leads to another page is an overview of that, and no call.

use super::{
    columns::Kind,
    example,
    findings::Findings,
    identity,
    outline::{At, Captioned, Entry, What},
    request_line::{self, RequestLine},
    segment::{Cut, Segment},
    uri::Found,
};
use crate::{
    call::Method,
    diagnostic::Code,
    glossary::{Column, Glossary, YesNo, form},
    page::{Row, Span, Text},
};
use std::borrow::Cow;

/// Fewer calls are examples.
const FEWEST: usize = 3;

/// Among so many calls one row or item may be none: it is told.
const FEW_OTHERS: usize = 3;

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
    /// A path of it that the page writes without its first slash.
    rooted: Option<String>,
}

/// What the rows of a table or the items of a list are: calls, and places of what is none.
#[derive(Default)]
struct List<'a> {
    calls: Vec<Call<'a>>,
    others: Vec<Span>,
}

impl<'a> List<'a> {
    /// A list, of which few rows or items are no calls.
    fn of(read: impl Iterator<Item = Result<Call<'a>, Span>>) -> Self {
        let mut list = Self::default();
        for call in read {
            match call {
                Ok(call) => list.calls.push(call),
                Err(place) => list.others.push(place),
            }
        }
        if list.others.len() * FEW_OTHERS > list.calls.len() { Self::default() } else { list }
    }
}

/// The operations of lists, and what is to be said of them.
#[derive(Default)]
pub(super) struct Listed<'a> {
    pub(super) segments: Vec<Segment<'a>>,
    told: Vec<(Code, String, Span)>,
}

impl<'a> Listed<'a> {
    /// The operations, if there are some, with what is said of their lists told.
    pub(super) fn told(self, findings: &mut Findings) -> Vec<Segment<'a>> {
        for (code, message, place) in self.told.into_iter().filter(|_| !self.segments.is_empty()) {
            findings.note(code, message, place);
        }
        self.segments
    }
}

/// Adds the calls of a list at the top of a page that no heading describes.
pub(super) fn add<'a>(cut: &mut Cut<'a>, entries: &[Entry<'a>], glossary: &Glossary, findings: &mut Findings) {
    let described: Vec<Found> =
        cut.segments.iter().flat_map(|segment| segment.lines.clone().unwrap_or_default()).collect();
    let is_described = |found: &Found| described.iter().any(|other| identity::is_same_call(found, other));
    let mut listed = read(entries, glossary);
    listed.segments.retain(|segment| !segment.lines.iter().flatten().any(is_described));
    cut.segments.extend(listed.told(findings));
}

/// An operation for each call that the page lists.
pub(super) fn read<'a>(entries: &[Entry<'a>], glossary: &Glossary) -> Listed<'a> {
    let (mut calls, mut others) = (Vec::new(), Vec::new());
    for run in entries.chunk_by(|entry, next| is_item(entry) && is_item(next)) {
        let list = match run {
            [Entry { what: What::Table(captioned), .. }] => of_table(*captioned, glossary),
            items => of_items(items),
        };
        calls.extend(list.calls);
        others.extend(list.others);
    }
    if calls.len() < FEWEST {
        return Listed::default();
    }
    let of_none = "this is not a method with a path, but its neighbours are";
    let unread = others.into_iter().map(|place| (Code::UnreadRegion, of_none.to_owned(), place));
    let rooted = calls.iter().filter_map(|call| {
        let message = format!("a path of this list has no first slash; it is read as `{}`", call.rooted.as_ref()?);
        Some((Code::RestoredRequestLine, message, call.place))
    });
    let told = unread.chain(rooted).collect();
    Listed { segments: calls.into_iter().map(Call::segment).collect(), told }
}

fn is_item(entry: &Entry<'_>) -> bool {
    matches!(entry.what, What::Item(_))
}

impl<'a> Call<'a> {
    fn segment(self) -> Segment<'a> {
        let Self { lines, entries, title, place, .. } = self;
        let lines = lines.iter().flat_map(|line| Found::each(line, place)).collect();
        Segment { lines: Some(lines), listed: true, ..Segment::titled(Some(title), Cow::Owned(entries)) }
    }
}

/// The calls of a table; none if a row leads to another page.
fn of_table<'a>(captioned: Captioned<'a>, glossary: &Glossary) -> List<'a> {
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
    if !listed && marked.len() < 2 || table.rows.iter().any(|row| leads_away(captioned, row)) {
        return List::default();
    }
    let read = |row: &'a Row| {
        let methods = if marked.len() < 2 { Vec::new() } else { marks(row, &marked, glossary) };
        of_row(captioned, row, methods, glossary).ok_or(row.place)
    };
    List::of(table.rows.iter().map(read))
}

/// Whether a row links to another page, besides with the words that say what it does.
fn leads_away(captioned: Captioned<'_>, row: &Row) -> bool {
    let words = captioned.columns.cell(row, Column::Description).map(|cell| &cell.text);
    let is_words = |text: &Text| words.is_some_and(|words| std::ptr::eq(words, text));
    row.cells.iter().map(|cell| &cell.text).filter(|text| !is_words(text)).any(links_away)
}

fn links_away(text: &Text) -> bool {
    text.links.iter().any(|link| !link.target.starts_with('#'))
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
    let stated = columns.cell(row, Column::Method).and_then(|cell| request_line::only_methods(&cell.text.content));
    let methods = if methods.is_empty() { stated.unwrap_or_default() } else { methods };
    let written = &columns.cell(row, Column::Uri)?.text.content;
    let rooted = rooted(written);
    let addresses = rooted.as_deref().unwrap_or(written).lines();
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
    // A first column of an unknown head says what the call does: `Purpose`.
    let name = || row.cells.first().map(|cell| &cell.text).filter(|_| columns.opens_unknown());
    sound.then(|| Call { lines, entries, title: title(words.or_else(name)), place: row.place, rooted })
}

/// A path that a cell writes without its first slash: `v1/kites/{kite}`.
fn rooted(cell: &str) -> Option<String> {
    let path = cell.trim();
    // `kites.example.com/v1` and `host:80/v1` open with a host.
    let (first, _) = path.split_once('/')?;
    let begins = first.starts_with(|c: char| c.is_ascii_alphanumeric()) && !first.contains(['.', ':']);
    let alone = request_line::read(path).is_none() && !path.contains(char::is_whitespace);
    (begins && alone).then(|| format!("/{path}"))
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

/// The calls of items that stand one below the other; none if one leads to another page.
fn of_items<'a>(items: &[Entry<'a>]) -> List<'a> {
    if items.iter().filter_map(Entry::text).any(links_away) {
        return List::default();
    }
    let read = |entry: &Entry<'a>| {
        let What::Item(text) = entry.what else { return None };
        let item = text.content.replace('\n', " ");
        let (words, line) = request_line::in_heading(&item)?;
        let title = if words.len() > LONGEST_TITLE { Text::default() } else { Text::plain(words, text.place) };
        Some(Call { lines: vec![line], entries: Vec::new(), title, place: entry.place, rooted: None })
    };
    List::of(items.iter().map(|entry| read(entry).ok_or(entry.place)))
}
