//! Sections of parameters that hold words alone, as where a scraper has lost the names. In: the entries of a page. Out:
//! a finding for each such section. A section that says there is nothing, or where else it is said, is none.

use super::{
    findings::Findings,
    outline::{Entry, What},
};
use crate::{
    diagnostic::Code,
    glossary::{Glossary, Section},
    page::Text,
};

/// Tells of the sections of which no name was read.
pub(super) fn tell(entries: &[Entry<'_>], glossary: &Glossary, findings: &mut Findings) {
    for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| opens_section(entry)) {
        let below = entries.get(at + 1..).unwrap_or_default();
        let end = below.iter().position(|entry| matches!(entry.what, What::Label(_))).unwrap_or(below.len());
        let below = below.get(..end).unwrap_or_default();
        let words: Option<Vec<&Text>> = below.iter().map(words).collect();
        let (Some(words), Some(last)) = (words, below.last()) else { continue };
        if !words.iter().any(|text| glossary.says_nothing(&text.content) || refers(text, glossary)) {
            let message = "words stand below this heading of parameters, and none of them is the name of one";
            findings.note(Code::UnreadRegion, message, entry.place.to(last.place));
        }
    }
}

/// Whether an entry is the heading of parameters that each have a name of their own.
fn opens_section(entry: &Entry<'_>) -> bool {
    use Section as S;
    let is_label = matches!(entry.what, What::Label(_));
    is_label && matches!(entry.at.section, Some(S::PathParameters | S::QueryParameters | S::RequestHeaders))
}

/// The words of an entry; a request shown among the headers holds more than that.
fn words<'a>(entry: &Entry<'a>) -> Option<&'a Text> {
    if let What::Text(text) = entry.what { Some(text).filter(|_| !entry.has_request_line()) } else { None }
}

/// Whether a text leads to what is said elsewhere.
fn refers(text: &Text, glossary: &Glossary) -> bool {
    !text.links.is_empty() || !glossary.table_numbers(&text.content).is_empty()
}
