//! Lines into which a scraper has run a whole page, blanks for line ends: cut where a label, a request or a title can
//! only begin a line. In: the lines of a page. Out: more of them. A page is taken for such a one by a request that
//! stands within a line, after the label that calls it one. Items of lists tell nothing, and rows are not cut here.

use super::blocks::ORIGINAL_NAME;
use crate::{
    glossary::{Section, form},
    page::Span,
    read::table::{Dump, Kind, LONGEST_LABEL, Line, Words, heads_at},
};
use std::collections::BTreeSet;

/// The label below a title stands within so many words.
const LONGEST_TITLE: usize = 24;
/// No line is run together that is shorter.
const SHORTEST: usize = 60;

/// The lines of a page that has been run together; `None` if it has not.
pub(super) fn part<'a>(dump: &Dump<'a>) -> Option<Vec<Line<'a>>> {
    let words = |line: &Line<'a>| (line.kind == Kind::Words).then(|| Words::of(dump, line.span()));
    let is_long = |line: &&Line<'_>| line.text.len() >= SHORTEST && line.text.contains('/');
    let mut long = dump.lines.iter().filter(|line| is_long(line) && form::item(line.text).is_none());
    if !long.any(|line| words(line).is_some_and(|words| has_request(&words))) {
        return None;
    }
    let mut parted = Vec::with_capacity(dump.lines.len());
    for (nth, line) in dump.lines.iter().enumerate() {
        let Some(words) = words(line).filter(|words| words.len() > 0) else {
            parted.push(Line { ..*line });
            continue;
        };
        let cuts = cuts(&words, nth == 0);
        let ends = cuts.iter().skip(1).copied().chain([words.len()]);
        for (start, end) in cuts.iter().copied().zip(ends) {
            let span = words.span(start..end);
            // The first part keeps the line's bullet.
            let span = if start == 0 { Span::new(line.start, span.end as usize) } else { span };
            parted.push(Line {
                text: dump.slice(span),
                start: span.start as usize,
                blank_before: line.blank_before && start == 0,
                ends_row: line.ends_row && end == words.len(),
                kind: Kind::Words,
            });
        }
    }
    Some(parted)
}

/// Whether a request stands within the line, after its label, and more around them.
fn has_request(words: &Words<'_, '_>) -> bool {
    words.len() > 2 * LONGEST_LABEL && (1..words.len()).any(|at| words.request(at).is_some() && words.is_called(at))
}

/// Where the parts of a line begin.
fn cuts(words: &Words<'_, '_>, first: bool) -> BTreeSet<usize> {
    let count = words.len();
    let mut cuts = BTreeSet::from([count]);
    for at in (0..count).rev() {
        let Some(end) = status(words, at).or_else(|| label(words, at, &cuts)) else {
            if words.request(at) == Some(count) {
                cuts.insert(at);
            }
            continue;
        };
        // The end of a label can be one by itself.
        (at + 1..end).for_each(|within| _ = cuts.remove(&within));
        cuts.extend([at, end]);
        if let Some(after) = words.request(end) {
            cuts.insert(after);
        } else if end < count && words.is_none(end) {
            cuts.insert(end + 1);
        }
    }
    if first {
        cuts.extend(head(words));
    }
    cuts.insert(0);
    cuts.remove(&count);
    cuts
}

/// The end of a label, the longest that begins here.
fn label(words: &Words<'_, '_>, at: usize, cuts: &BTreeSet<usize>) -> Option<usize> {
    let mut ends = (at + 1..=words.len().min(at + LONGEST_LABEL)).rev();
    ends.find(|end| words.section(at..*end).is_some() && stands_apart(words, at, *end, cuts))
}

/// Whether words that could be a label are one: by what stands after them, or as a sentence ended before them.
fn stands_apart(words: &Words<'_, '_>, at: usize, end: usize, cuts: &BTreeSet<usize>) -> bool {
    let nothing = || end < words.len() && words.is_none(end) && cuts.contains(&(end + 1));
    let ended = || at > 0 && (words.stops(at - 1) || words.is_none(at - 1));
    let after = || ended() && words.opens(end) && (end - at > 1 || !words.word(at).is_ascii());
    let headed = || !ends_caption(words, at) && heads_at(words, end).is_some();
    let shown = || words.request(end).is_some() || is_caption(words, end) || headed();
    cuts.contains(&end) || shown() || nothing() || after()
}

/// The end of a status that a table, an example or its label stands beside.
fn status(words: &Words<'_, '_>, at: usize) -> Option<usize> {
    const LONGEST: usize = 3;
    let ends = (at + 1..=words.len().min(at + LONGEST)).rev();
    let mut ends = ends.filter(|end| is_caption(words, *end) || end + LONGEST_LABEL > words.len());
    ends.find(|end| words.opens(at) && words.dump.glossary.status(words.text(at..*end)).is_some())
}

/// Whether a numbered caption begins here.
fn is_caption(words: &Words<'_, '_>, at: usize) -> bool {
    words.dump.glossary.table_label(words.text(at..words.len().min(at + 2))).is_some()
}

/// Whether words go on with a numbered caption.
fn ends_caption(words: &Words<'_, '_>, at: usize) -> bool {
    let near = (at.saturating_sub(2 * LONGEST_LABEL)..at).rev();
    near.take_while(|before| !words.stops(*before)).any(|before| is_caption(words, before))
}

/// The parts of a page's head: its source's name, its title, the label below that.
fn head(words: &Words<'_, '_>) -> Vec<usize> {
    let named = words.word(0).starts_with(ORIGINAL_NAME);
    let start = if named { (1..3).find(|at| words.word(*at) != ":").unwrap_or(0) + 1 } else { 0 };
    let labels = (start + 1..words.len().min(LONGEST_TITLE)).filter_map(|at| {
        let ends = (at + 1..=words.len().min(at + LONGEST_LABEL)).rev();
        let function = |words: &Words<'_, '_>, at, end| words.section(at..end) == Some(Section::Function);
        // A title may end in the word that is the label below it.
        let end = ends.into_iter().find(|end| function(words, at, *end) && !function(words, *end, end + 1))?;
        Some([at, end])
    });
    labels.take(1).flatten().chain([start]).collect()
}
