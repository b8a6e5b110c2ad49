//! Where the operations of a page open: at headings that name them, or at request lines that follow each other. In: the
//! entries of a page and what of them states calls. Out: a place for each operation, with its lines. Where it ends is not
//! decided here.

use super::{
    columns::Kind,
    identity,
    outline::{Entry, What},
    overview, request_line,
    uri::{Found, Standing, Statement},
};
use crate::{
    glossary::{Glossary, Section},
    page::Text,
};
use std::collections::{BTreeMap, BTreeSet};

/// A title's own request line has no more than this before it.
const LONGEST_INTRODUCTION: usize = 2;

/// The level of a page's title.
const HIGHEST_LEVEL: u8 = 1;

/// Where an operation opens.
pub(super) struct Opening {
    /// Index of the heading above it; none of the page's own title.
    pub(super) heading: Option<usize>,
    /// Whether that heading names it, and not a group of several.
    pub(super) named: bool,
    /// Index of the first entry that is a part of it.
    pub(super) start: usize,
    /// Index of the entry that begins to state it.
    pub(super) begun: usize,
    /// Index of the first entry that states it.
    pub(super) stated: usize,
    pub(super) lines: Vec<Found>,
    /// Whether only an example shows them.
    pub(super) shown: bool,
}

impl Opening {
    /// Whether the page's own title names it, and hardly anything stands between that and its request line.
    pub(super) fn is_right_below_title(&self, entries: &[Entry<'_>]) -> bool {
        let before = entries.get(..=self.stated).unwrap_or_default();
        self.heading.is_none()
            && self.begun <= LONGEST_INTRODUCTION
            && before.iter().all(|entry| entry.heading.is_none())
    }

    /// Whether a table above its heading says what is sent: then all of the page is of it.
    pub(super) fn is_described_above(&self, entries: &[Entry<'_>]) -> bool {
        self.heading.is_some_and(|heading| entries.iter().take(heading).any(describes_request))
    }

    /// What its heading calls it: nothing if that is a request line, or the head of several.
    pub(super) fn title(&self, entries: &[Entry<'_>], glossary: &Glossary) -> Option<Text> {
        let title = title_of(entries.get(self.heading?)?)?;
        Some(if self.is_below_head_of_lines(entries, glossary) { Text::plain("", title.place) } else { title })
    }

    /// Whether its heading is of the request lines alone, as `Endpoints` is: it is the page's or the heading's above.
    pub(super) fn is_below_head_of_lines(&self, entries: &[Entry<'_>], glossary: &Glossary) -> bool {
        let heading = self.heading.and_then(|heading| entries.get(heading)).map_or("", words).to_lowercase();
        let in_path = || self.lines.iter().any(|found| found.line.path.to_lowercase().contains(&heading));
        glossary.heads_request_lines(&heading) && !in_path()
    }

    /// Its heading, if that does not name it.
    fn bare_heading(&self, entries: &[Entry<'_>], glossary: &Glossary) -> Option<usize> {
        self.title(entries, glossary).filter(Text::is_empty).and(self.heading)
    }

    /// Whether a heading names it, and none but lower headings of sections stand between that and its request line.
    pub(super) fn is_right_below_heading(&self, entries: &[Entry<'_>]) -> bool {
        let Some(heading) = self.heading else { return false };
        let level = entries.get(heading).and_then(|entry| entry.heading);
        let between = entries.get(heading + 1..self.stated).unwrap_or_default();
        between.iter().all(|entry| entry.heading.is_none() || (entry.heading > level && !names_operation(entry)))
    }
}

/// The operations that headings name: each statement belongs to the last heading before it that opens no section.
pub(super) fn openings(entries: &[Entry<'_>], statements: Vec<Statement>, glossary: &Glossary) -> Vec<Opening> {
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
    name_by_headings_above(&mut openings, entries, glossary);
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

/// Whether the page's title is one among others: a heading as high stands below it.
fn is_one_of_several_titles(entries: &[Entry<'_>]) -> bool {
    entries.iter().any(|entry| entry.heading == Some(HIGHEST_LEVEL) && names_operation(entry))
}

/// A heading that is a request line and nothing else has the name of the heading above it, unless that one stands above
/// several of them. Words may stand between the two if the upper one is higher.
fn name_by_headings_above(openings: &mut [Opening], entries: &[Entry<'_>], glossary: &Glossary) {
    let bare: Vec<Option<usize>> = openings.iter().map(|opening| opening.bare_heading(entries, glossary)).collect();
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

/// Whether an entry is a table of parameters below a heading or label of those that are sent.
pub(super) fn describes_request(entry: &Entry<'_>) -> bool {
    let of_request = |section: Section| section.is_of_request() || section == Section::Parameters;
    entry.at.section.is_some_and(of_request) && entry.parameters().is_some()
}

/// Whether an entry is a heading that opens no section of a call.
pub(super) fn names_operation(entry: &Entry<'_>) -> bool {
    entry.heading.is_some() && entry.at.chapter.is_none() && entry.at.section.is_none()
}

/// The words of a heading; of one that holds the request line or a part of it, those beside it.
fn title_of(heading: &Entry<'_>) -> Option<Text> {
    let What::Label(text) = heading.what else { return None };
    let words = request_line::words_beside(&text.content);
    Some(if words == text.content { text.clone() } else { Text::plain(words, text.place) })
}

/// Whether an entry shows a request line, or a path alone.
pub(super) fn shows_request(entry: &Entry<'_>) -> bool {
    match entry.what {
        What::Text(text) | What::Item(text) | What::Code(text) => {
            text.lines().any(|line| request_line::read(line).is_some() || request_line::read_target(line).is_some())
        }
        What::Table(captioned) => captioned.columns.kind() == Kind::RequestLines,
        What::Label(_) => false,
    }
}
