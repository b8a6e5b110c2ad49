//! Pages that document several operations one after another are cut before each of them: each
//! segment has a heading for its URI, and the headings just before that belong to it.

use super::outline::{Entry, What};
use crate::{glossary::Section, page::Text};

/// A part of a page that documents one operation.
pub(super) struct Segment<'a> {
    /// The heading that names it, on pages with several.
    pub(super) title: Option<&'a Text>,
    /// What it holds.
    pub(super) entries: &'a [Entry<'a>],
}

/// Cuts a page into its operations; mostly it is one.
pub(super) fn segments<'a>(entries: &'a [Entry<'a>]) -> Vec<Segment<'a>> {
    let uris: Vec<usize> = (0..).zip(entries).filter(|(_, entry)| opens_uri(entry)).map(|(index, _)| index).collect();
    let later = uris.get(1..).unwrap_or_default();
    let mut starts: Vec<usize> = later.iter().map(|uri| beginning(entries, *uri)).collect();
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

fn opens_uri(entry: &Entry<'_>) -> bool {
    matches!(entry.what, What::Label(_))
        && entry.at.chapter == Some(Section::Uri)
        && entry.at.section == Some(Section::Uri)
        && entry.is_heading
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
