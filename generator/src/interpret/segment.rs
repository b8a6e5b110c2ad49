//! Pages that document several operations are cut into them. Either each stands under a heading of its own, which
//! names it and has its request line below; or several stand under one heading, each from its request line on; or each
//! has a heading for its URI, and the headings just before that belong to it. No request line is read here.

use super::{
    findings::Findings,
    less_sure, listed, opening,
    operation_starts::{Opening, describes_request, names_operation, openings, shows_request},
    outline::{Entry, Outline, What},
    overview, request_line, resource, restored_line,
    uri::{self, Found},
};
use crate::{
    glossary::{Glossary, Section},
    page::Text,
};
use std::{borrow::Cow, collections::BTreeSet};

/// A part of a page that documents one operation.
pub(super) struct Segment<'a> {
    /// What it is called, on pages with several; empty where a heading names a group of them.
    pub(super) title: Option<Text>,
    pub(super) entries: Cow<'a, [Entry<'a>]>,
    /// Its request lines, if the heading above them opens it.
    pub(super) lines: Option<Vec<Found>>,
    /// Whether only its example shows them.
    pub(super) shown: bool,
    /// Whether a list of calls is all that states them.
    pub(super) listed: bool,
}

impl<'a> Segment<'a> {
    /// A part with a title, whose request lines are looked for later.
    pub(super) fn titled(title: Option<Text>, entries: Cow<'a, [Entry<'a>]>) -> Self {
        Self { title, entries, lines: None, shown: false, listed: false }
    }
}

/// A page, cut.
pub(super) struct Cut<'a> {
    /// Its operations; mostly it is one.
    pub(super) segments: Vec<Segment<'a>>,
    /// What belongs to none of them, on pages where headings open them.
    pub(super) rest: Vec<&'a [Entry<'a>]>,
}

/// Cuts a page into its operations.
pub(super) fn cut<'a>(outline: &'a Outline<'a>, glossary: &Glossary, findings: &mut Findings) -> Cut<'a> {
    let entries = outline.entries.as_slice();
    let by_uri = by_uri_headings(entries, glossary);
    let (mut statements, mut less_sure) = uri::statements(outline.title, entries, glossary);
    if statements.is_empty() {
        statements = overview::statements(entries);
    }
    if statements.is_empty() && entries.iter().any(describes_request) {
        less_sure.extend(restored_line::shown(entries, glossary));
    }
    let commands_alone = statements.is_empty() && less_sure.is_empty() && !entries.iter().any(Entry::describes_call);
    if commands_alone {
        statements = restored_line::commanded(entries, glossary);
    }
    less_sure::add(&mut statements, less_sure, entries);
    let mut openings = openings(entries, statements, glossary);
    let opened = match openings.as_mut_slice() {
        [] => false,
        _ if commands_alone => true,
        [only] if by_uri.len() == 1 && only.is_described_above(entries) => {
            (only.heading, only.start) = (None, 0);
            true
        }
        [only] => by_uri.len() == 1 && (only.is_right_below_heading(entries) || only.is_right_below_title(entries)),
        several => several.len() >= by_uri.len(),
    };
    if opened {
        let mut cut = by_openings(entries, openings, glossary);
        listed::add(&mut cut, entries, glossary, findings);
        return cut;
    }
    let is_overview = outline.title.is_some_and(|title| glossary.is_overview(&title.content));
    let nothing_stated = openings.is_empty() && by_uri.len() == 1 && uri::section(entries).is_none() && !is_overview;
    let listed = if nothing_stated { listed::read(entries, glossary).told(findings) } else { Vec::new() };
    Cut { segments: if listed.is_empty() { by_uri } else { listed }, rest: Vec::new() }
}

/// Cuts a page at headings that name an operation each, and state no request line.
pub(super) fn by_headings<'a>(
    entries: &'a [Entry<'a>],
    headings: impl Iterator<Item = usize>,
    glossary: &Glossary,
) -> Cut<'a> {
    let opening = |at| Opening {
        heading: Some(at),
        named: true,
        start: at,
        begun: at,
        stated: at,
        lines: Vec::new(),
        shown: false,
    };
    by_openings(entries, headings.map(opening).collect(), glossary)
}

fn by_openings<'a>(entries: &'a [Entry<'a>], openings: Vec<Opening>, glossary: &Glossary) -> Cut<'a> {
    let starts: Vec<usize> = openings.iter().map(|opening| opening.start).collect();
    let shared = resource::shared_tables(entries, glossary);
    let lent = |opening: &Opening| opening.heading.and_then(|heading| shared.get(&heading)).into_iter().flatten();
    let taken: BTreeSet<usize> = openings.iter().flat_map(lent).copied().collect();
    let mut cut = Cut { segments: Vec::new(), rest: Vec::new() };
    let mut end = 0;
    for (index, opening) in openings.into_iter().enumerate() {
        let start = opening.start;
        for table in taken.range(end..start).copied().chain([start]) {
            cut.rest.extend(entries.get(end..table).filter(|rest| !rest.is_empty()));
            end = if table < start { table + 1 } else { end };
        }
        let next = starts.get(index + 1).copied().unwrap_or(entries.len());
        let heading = opening.heading.filter(|_| !opening.is_below_head_of_lines(entries, glossary));
        end = heading.map_or(next, |heading| end_of(entries, heading, opening.stated, next));
        let own = entries.get(start..end).unwrap_or_default();
        let mut part = Cow::Borrowed(own);
        let tables: Vec<Entry<'a>> = lent(&opening).filter_map(|at| entries.get(*at)).map(resource::lent).collect();
        if !tables.is_empty() {
            part.to_mut().extend(tables);
        }
        let title = match opening.heading {
            _ if !opening.named => Some(Text::default()),
            _ => opening.title(entries, glossary).filter(|title| !title.is_empty()),
        };
        let lines = Some(opening.lines).filter(|lines| !lines.is_empty());
        cut.segments.push(Segment { lines, shown: opening.shown, ..Segment::titled(title, part) });
    }
    cut.rest.extend(entries.get(end..).filter(|rest| !rest.is_empty()));
    cut
}

/// Where an operation ends that a heading opens: before the next, or before another heading as high that opens no
/// section, after what states it.
fn end_of(entries: &[Entry<'_>], heading: usize, stated: usize, next: usize) -> usize {
    let level = entries.get(heading).and_then(|entry| entry.heading);
    let ends = |entry: &Entry<'_>| names_operation(entry) && entry.heading <= level;
    let inside = entries.get(stated + 1..next).unwrap_or_default();
    inside.iter().position(ends).map_or(next, |length| stated + 1 + length)
}

fn by_uri_headings<'a>(entries: &'a [Entry<'a>], glossary: &Glossary) -> Vec<Segment<'a>> {
    let opens = |at: &usize| entries.get(*at).is_some_and(|entry| opens_uri(entry, glossary));
    let uris: Vec<usize> = (0..entries.len()).filter(opens).collect();
    let later = uris.windows(2).filter(|pair| apart(entries, pair)).filter_map(|pair| pair.last());
    let titled = |start: usize| start.saturating_sub(usize::from(title_line(entries, start, glossary).is_some()));
    let mut starts: Vec<usize> = later.map(|uri| titled(beginning(entries, *uri))).collect();
    starts.dedup();
    let mut segments = Vec::new();
    let mut start = 0;
    for end in starts.into_iter().chain([entries.len()]) {
        let part = entries.get(start..end).unwrap_or_default();
        let title = own_title(part).or_else(|| title_line(entries, start + 1, glossary).cloned());
        segments.push(Segment::titled(title, Cow::Borrowed(part)));
        start = end;
    }
    if let [only] = segments.as_mut_slice() {
        only.title = None;
    }
    segments
}

fn opens_uri(entry: &Entry<'_>, glossary: &Glossary) -> bool {
    let What::Label(text) = entry.what else { return false };
    let is_uri = glossary.heading(&text.content) == Some(Section::Uri);
    entry.heading.is_some() && entry.at.chapter == Some(Section::Uri) && is_uri
}

/// Whether each of two headings has a request of its own below it: `URI` and `URI format` right below it are one, and so
/// are `Request Method` and `Request Address`, in either order, or `Request Syntax` and `URI Request Parameters`.
fn apart(entries: &[Entry<'_>], pair: &[usize]) -> bool {
    let [from, to] = pair else { return false };
    let between = entries.get(*from..*to).unwrap_or_default();
    let has_request = between.iter().any(|entry| match entry.what {
        What::Table(_) | What::Code(_) => true,
        What::Text(_) | What::Item(_) | What::Label(_) => shows_request(entry),
    });
    let below = below(entries, *to);
    has_request && !holds_parameters(below) && !is_method(below)
}

/// What stands below a heading and above the next.
fn below<'e, 'a>(entries: &'e [Entry<'a>], heading: usize) -> &'e [Entry<'a>] {
    let below = entries.get(heading + 1..).unwrap_or_default();
    let end = below.iter().position(|entry| entry.heading.is_some()).unwrap_or(below.len());
    below.get(..end).unwrap_or_default()
}

/// Whether entries open with a method that stands alone: its path stands elsewhere.
fn is_method(entries: &[Entry<'_>]) -> bool {
    let first = entries.first().and_then(Entry::text);
    first.is_some_and(|text| request_line::remarked_methods(&text.content).is_some())
}

/// Whether a table of parameters stands below a heading, and no request: such a heading is of the request before it.
fn holds_parameters(below: &[Entry<'_>]) -> bool {
    below.iter().any(|entry| entry.parameters().is_some()) && !below.iter().any(shows_request)
}

/// Where the segment of a URI heading begins: before the headings that lead up to it.
fn beginning(entries: &[Entry<'_>], uri: usize) -> usize {
    use Section as S;
    let leads = |entry: &Entry<'_>| {
        matches!(entry.at.chapter, None | Some(S::Function | S::Constraints | S::Debug | S::Authorization))
    };
    let before = entries.get(..uri).unwrap_or_default();
    let run = before.iter().rev().take_while(|entry| leads(entry)).count();
    uri.saturating_sub(run)
}

/// The title of a further operation on a page that marks no headings: the line right above the section that says what
/// it does.
fn title_line<'a>(entries: &[Entry<'a>], function: usize, glossary: &Glossary) -> Option<&'a Text> {
    let above = entries.get(function.checked_sub(1)?)?;
    let says_what = |entry: &Entry<'_>| entry.heading.is_some() && entry.at.chapter == Some(Section::Function);
    let What::Text(text) = above.what else { return None };
    let is_title = text.lines().count() == 1 && opening::is_title(&text.content) && !glossary.is_none(&text.content);
    (is_title && above.heading.is_none() && entries.get(function).is_some_and(says_what)).then_some(text)
}

/// The last heading before the sections of an operation; those above it name groups.
fn own_title(entries: &[Entry<'_>]) -> Option<Text> {
    let label = |entry: &Entry<'_>| match entry.what {
        What::Label(text) if entry.at.chapter.is_none() => Some(text.clone()),
        _ => None,
    };
    let leading = entries.iter().take_while(|entry| entry.at.chapter.is_none());
    let headings = leading.filter(|entry| entry.heading.is_some());
    headings.filter_map(label).last().or_else(|| entries.iter().find_map(label))
}
