//! Pages that document several operations one after another are cut before each of them: each
//! segment has a heading for its URI, and the headings just before that belong to it.

use super::{
    outline::{Entry, What},
    request_line,
};
use crate::{
    glossary::{Glossary, Section},
    page::Text,
};

/// A part of a page that documents one operation.
pub(super) struct Segment<'a> {
    /// The heading that names it, on pages with several.
    pub(super) title: Option<&'a Text>,
    /// What it holds.
    pub(super) entries: &'a [Entry<'a>],
}

/// Cuts a page into its operations; mostly it is one.
pub(super) fn segments<'a>(entries: &'a [Entry<'a>], glossary: &Glossary) -> Vec<Segment<'a>> {
    let opens = |at: &usize| entries.get(*at).is_some_and(|entry| opens_uri(entry, glossary));
    let uris: Vec<usize> = (0..entries.len()).filter(opens).collect();
    let later = uris.windows(2).filter(|pair| apart(entries, pair)).filter_map(|pair| pair.last());
    let mut starts: Vec<usize> = later.map(|uri| beginning(entries, *uri)).collect();
    starts.dedup();
    let mut segments = Vec::new();
    let mut start = 0;
    for end in starts.into_iter().chain([entries.len()]) {
        let part = entries.get(start..end).unwrap_or_default();
        segments.push(Segment { title: own_title(part), entries: part });
        start = end;
    }
    if let [only] = segments.as_mut_slice() {
        only.title = None;
    }
    segments
}

fn opens_uri(entry: &Entry<'_>, glossary: &Glossary) -> bool {
    let What::Label(text) = entry.what else { return false };
    entry.is_heading && entry.at.chapter == Some(Section::Uri) && glossary.heading(&text.content) == Some(Section::Uri)
}

/// Whether the first of two headings has a request of its own below it: `URI` and `URI format` right below it are one,
/// and so are `Request Method` and `Request Address`.
fn apart(entries: &[Entry<'_>], pair: &[usize]) -> bool {
    let [from, to] = pair else { return false };
    let between = entries.get(*from..*to).unwrap_or_default();
    between.iter().any(|entry| match entry.what {
        What::Table(_) | What::Code(_) => true,
        What::Text(text) | What::Item(text) => {
            text.lines().any(|line| request_line::read(line).is_some() || request_line::read_target(line).is_some())
        }
        What::Label(_) => false,
    })
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

fn own_title<'a>(entries: &[Entry<'a>]) -> Option<&'a Text> {
    entries.iter().find_map(|entry| match entry.what {
        What::Label(text) if entry.at.chapter.is_none() => Some(text),
        _ => None,
    })
}
