//! Pages that document several operations are cut into them. Either each stands under a heading of its own, which
//! names it and has its request line below; or several stand under one heading, each from its request line on; or each
//! has a heading for its URI, and the headings just before that belong to it. No request line is read here.

use super::{
    columns::Kind,
    findings::Findings,
    identity, less_sure, listed, opening,
    outline::{Entry, Outline, What},
    overview, request_line, resource, restored_line,
    uri::{self, Found, Standing, Statement},
};
use crate::{
    glossary::{Glossary, Section},
    page::Text,
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

/// A title's own request line has no more than this before it.
const LONGEST_INTRODUCTION: usize = 2;

/// The level of a page's title.
const HIGHEST_LEVEL: u8 = 1;

/// A part of a page that documents one operation.
pub(super) struct Segment<'a> {
    /// What it is called, on pages with several; empty where a heading names a group of them.
    pub(super) title: Option<Text>,
    /// What it holds.
    pub(super) entries: Cow<'a, [Entry<'a>]>,
    /// Its request lines, if the heading above them opens it.
    pub(super) lines: Option<Vec<Found>>,
    /// Whether only its example shows them.
    pub(super) shown: bool,
    /// Whether a list of calls is all that states them.
    pub(super) listed: bool,
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
    let (mut statements, mut less_sure) = uri::statements(entries, glossary);
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
    let mut openings = openings(entries, statements);
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
    let nothing_stated = openings.is_empty() && by_uri.len() == 1 && !uri::has_section(entries) && !is_overview;
    let listed = if nothing_stated { listed::read(entries, glossary).told(findings) } else { Vec::new() };
    Cut { segments: if listed.is_empty() { by_uri } else { listed }, rest: Vec::new() }
}

/// Whether an entry is a table of parameters below a heading or label of those that are sent.
fn describes_request(entry: &Entry<'_>) -> bool {
    use Section as S;
    let of_request = matches!(
        entry.at.section,
        Some(S::Parameters | S::Request | S::RequestBody | S::RequestHeaders | S::QueryParameters | S::PathParameters)
    );
    of_request && entry.parameters().is_some()
}

/// Where an operation opens.
struct Opening {
    /// Index of the heading above it; none of the page's own title.
    heading: Option<usize>,
    /// Whether that heading names it, and not a group of several.
    named: bool,
    /// Index of the first entry that is a part of it.
    start: usize,
    /// Index of the entry that begins to state it.
    begun: usize,
    /// Index of the first entry that states it.
    stated: usize,
    lines: Vec<Found>,
    /// Whether only an example shows them.
    shown: bool,
}

/// The operations that the statements below one heading state: one, which has the heading's name, or several that follow
/// each other, each with what the page says of it.
fn openings_below(heading: Option<usize>, statements: Vec<Statement>, entries: &[Entry<'_>]) -> Vec<Opening> {
    let mut openings: Vec<Opening> = Vec::new();
    let mut last = 0;
    for Statement { entry, begun, standing, lines } in statements {
        let is_next = |opening: &Opening| {
            let is_described = holds_description(
                entries.get(last..entry).unwrap_or_default(),
                entries.get(entry),
                entries.get(entry + 1),
            );
            (standing == Standing::Shown || standing == Standing::Alone && is_described)
                && !lines.iter().any(|line| opening.lines.iter().any(|other| identity::is_same_call(line, other)))
        };
        if let Some(opening) = openings.last_mut().filter(|opening| !is_next(opening)) {
            opening.lines.extend(lines);
        } else {
            let start = if openings.is_empty() { heading.unwrap_or(0) } else { entry };
            openings.push(Opening {
                heading,
                named: true,
                start,
                begun,
                stated: entry,
                lines,
                shown: standing == Standing::Shown,
            });
        }
        last = entry;
    }
    let several = openings.len() > 1;
    for opening in &mut openings {
        opening.named = !several;
    }
    openings
}

/// Whether a request line ends the description of another: a table, code or list stands between the two, or words stand
/// with each of them.
fn holds_description(between: &[Entry<'_>], next: Option<&Entry<'_>>, after: Option<&Entry<'_>>) -> bool {
    let is_description = |entry: &Entry<'_>| match entry.what {
        What::Table(_) | What::Code(_) | What::Item(_) | What::Label(_) => !shows_request(entry),
        What::Text(text) => text.lines().count() > 1,
    };
    let has_words = |entry: &Entry<'_>| matches!(entry.what, What::Text(text) if text.lines().count() > 1);
    between.iter().any(is_description) || next.is_some_and(has_words) && between.len() > 1 || explains(between, after)
}

/// Whether words of their own stand below a request line and below the next: each is explained.
fn explains(between: &[Entry<'_>], after: Option<&Entry<'_>>) -> bool {
    const FEWEST_WORDS: usize = 2;
    let is_sentence = |entry: &Entry<'_>| {
        matches!(entry.what, What::Text(text) if text.content.split_whitespace().count() >= FEWEST_WORDS)
            && !entry.has_request_line()
    };
    between.get(1).is_some_and(is_sentence) && after.is_some_and(is_sentence)
}

impl Opening {
    /// Whether the page's own title names it, and hardly anything stands between that and its request line.
    fn is_right_below_title(&self, entries: &[Entry<'_>]) -> bool {
        let before = entries.get(..=self.stated).unwrap_or_default();
        self.heading.is_none()
            && self.begun <= LONGEST_INTRODUCTION
            && before.iter().all(|entry| entry.heading.is_none())
    }

    /// Whether a table above its heading says what is sent: then all of the page is of it.
    fn is_described_above(&self, entries: &[Entry<'_>]) -> bool {
        self.heading.is_some_and(|heading| entries.iter().take(heading).any(describes_request))
    }

    /// Its heading, if that is a request line without any words.
    fn bare_heading(&self, entries: &[Entry<'_>]) -> Option<usize> {
        let heading = self.heading?;
        title_of(entries.get(heading)?).is_some_and(|words| words.is_empty()).then_some(heading)
    }

    /// Whether a heading names it, and none but lower headings of sections stand between that and its request line.
    fn is_right_below_heading(&self, entries: &[Entry<'_>]) -> bool {
        let Some(heading) = self.heading else { return false };
        let level = entries.get(heading).and_then(|entry| entry.heading);
        let between = entries.get(heading + 1..self.stated).unwrap_or_default();
        between.iter().all(|entry| entry.heading.is_none() || (entry.heading > level && !names_operation(entry)))
    }
}

/// The operations that headings name: each statement belongs to the last heading before it that opens no section.
fn openings(entries: &[Entry<'_>], statements: Vec<Statement>) -> Vec<Opening> {
    let mut below: BTreeMap<Option<usize>, Vec<Statement>> = BTreeMap::new();
    let mut headings: Vec<usize> = Vec::new();
    let repeated = repeated(entries);
    let mut seen = 0;
    for statement in statements {
        let passed = entries.get(seen..=statement.entry).unwrap_or_default();
        headings.extend((seen..).zip(passed).filter(|(_, entry)| names_operation(entry)).map(|(index, _)| index));
        seen = statement.entry + 1;
        let own = |heading: &&usize| entries.get(**heading).is_some_and(|entry| !repeated.contains(&words(entry)));
        let heading = headings.iter().rev().find(own).or(headings.last()).copied();
        below.entry(heading).or_default().push(statement);
    }
    overview::drop(&mut below);
    let below_headings = below.keys().any(Option::is_some);
    let mut openings: Vec<Opening> =
        below.into_iter().flat_map(|(heading, statements)| openings_below(heading, statements, entries)).collect();
    name_by_headings_above(&mut openings, entries);
    // Words before the first operation may show a call; the title's own request line stands right below it.
    if below_headings && openings.len() > 1 {
        let next = openings.iter().filter(|opening| opening.heading.is_some()).map(|opening| opening.start).min();
        let own = entries.get(..next.unwrap_or_default()).unwrap_or_default();
        let described = is_one_of_several_titles(entries) && own.iter().any(Entry::describes_call);
        let others: Vec<Found> = openings
            .iter()
            .filter(|opening| opening.heading.is_some())
            .flat_map(|opening| opening.lines.clone())
            .collect();
        let is_other = |found: &Found| !others.iter().any(|other| identity::is_same_call(found, other));
        openings.retain(|opening| {
            let of_title = described || opening.is_right_below_title(entries);
            opening.heading.is_some() || of_title || !opening.shown && opening.lines.iter().all(is_other)
        });
    }
    openings
}

/// Whether the page's title is one among others: a heading as high stands below it.
fn is_one_of_several_titles(entries: &[Entry<'_>]) -> bool {
    entries.iter().any(|entry| entry.heading == Some(HIGHEST_LEVEL) && names_operation(entry))
}

/// A heading that is a request line and nothing else has the name of the heading above it, unless that one stands above
/// several of them. Words may stand between the two if the upper one is higher.
fn name_by_headings_above(openings: &mut [Opening], entries: &[Entry<'_>]) {
    let bare: Vec<Option<usize>> = openings.iter().map(|opening| opening.bare_heading(entries)).collect();
    let level = |at: usize| entries.get(at).and_then(|entry| entry.heading);
    let above = |heading: usize| {
        let above = entries.get(..heading)?.iter().rposition(|entry| !matches!(entry.what, What::Text(_)))?;
        let is_near = above + 1 == heading || level(above) < level(heading);
        let names = names_operation(entries.get(above)?) && !bare.contains(&Some(above));
        (names && is_near).then_some(above)
    };
    let several = openings.len() > 1;
    for (index, opening) in openings.iter_mut().enumerate() {
        let Some(heading) = bare.get(index).copied().flatten() else { continue };
        let next = bare.get(index + 1).copied().flatten();
        let of_group = next.is_some_and(|next| above(next).is_none());
        match above(heading).filter(|_| !of_group) {
            Some(above) => (opening.heading, opening.start) = (Some(above), above),
            None => opening.named = !several,
        }
    }
}

/// The words of headings that stand below several others, each time anew: they name a part of each operation.
fn repeated<'a>(entries: &[Entry<'a>]) -> BTreeSet<&'a str> {
    let mut above: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut levels: Vec<(u8, &str)> = Vec::new();
    for entry in entries.iter().filter(|entry| names_operation(entry)) {
        let Some(level) = entry.heading else { continue };
        levels.retain(|(higher, _)| *higher < level);
        if let Some((_, parent)) = levels.last().filter(|(_, parent)| *parent != words(entry)) {
            above.entry(words(entry)).or_default().insert(parent);
        }
        levels.push((level, words(entry)));
    }
    above.into_iter().filter(|(_, parents)| parents.len() > 1).map(|(words, _)| words).collect()
}

fn words<'a>(entry: &Entry<'a>) -> &'a str {
    entry.text().map_or("", |text| text.content.trim())
}

/// Whether an entry is a heading that opens no section of a call.
pub(super) fn names_operation(entry: &Entry<'_>) -> bool {
    entry.heading.is_some() && entry.at.chapter.is_none() && entry.at.section.is_none()
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
        end = opening.heading.map_or(next, |heading| end_of(entries, heading, opening.stated, next));
        let own = entries.get(start..end).unwrap_or_default();
        let mut part = Cow::Borrowed(own);
        let tables: Vec<Entry<'a>> = lent(&opening).filter_map(|at| entries.get(*at)).map(resource::lent).collect();
        if !tables.is_empty() {
            part.to_mut().extend(tables);
        }
        let title = match opening.heading {
            _ if !opening.named => Some(Text::default()),
            heading => heading.and_then(|heading| title_of(entries.get(heading)?)).filter(|title| !title.is_empty()),
        };
        let lines = Some(opening.lines).filter(|lines| !lines.is_empty());
        cut.segments.push(Segment { title, entries: part, lines, shown: opening.shown, listed: false });
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

/// The words of a heading; of one that holds the request line or a part of it, those beside it.
fn title_of(heading: &Entry<'_>) -> Option<Text> {
    let What::Label(text) = heading.what else { return None };
    let words = request_line::words_beside(&text.content);
    Some(if words == text.content { text.clone() } else { Text::plain(words, text.place) })
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
        segments.push(Segment { title, entries: Cow::Borrowed(part), lines: None, shown: false, listed: false });
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
/// are `Request Method` and `Request Address`, or `Request Syntax` and `URI Request Parameters`.
fn apart(entries: &[Entry<'_>], pair: &[usize]) -> bool {
    let [from, to] = pair else { return false };
    let between = entries.get(*from..*to).unwrap_or_default();
    let has_request = between.iter().any(|entry| match entry.what {
        What::Table(_) | What::Code(_) => true,
        What::Text(_) | What::Item(_) | What::Label(_) => shows_request(entry),
    });
    has_request && !holds_parameters(entries.get(to + 1..).unwrap_or_default())
}

/// Whether a table of parameters stands below a heading, and no request: such a heading is of the request before it.
fn holds_parameters(below: &[Entry<'_>]) -> bool {
    let end = below.iter().position(|entry| entry.heading.is_some()).unwrap_or(below.len());
    let below = below.get(..end).unwrap_or_default();
    below.iter().any(|entry| entry.parameters().is_some()) && !below.iter().any(shows_request)
}

fn shows_request(entry: &Entry<'_>) -> bool {
    match entry.what {
        What::Text(text) | What::Item(text) | What::Code(text) => {
            text.lines().any(|line| request_line::read(line).is_some() || request_line::read_target(line).is_some())
        }
        What::Table(captioned) => captioned.columns.kind() == Kind::RequestLines,
        What::Label(_) => false,
    }
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
