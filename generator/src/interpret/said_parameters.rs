//! Parameters that a sentence alone names: ``with the `quiet` query parameter``. In: the entries of a page and its
//! operations. Out: a finding for each such name that no operation has. Nothing is read from a sentence.

use super::{Draft, findings::Findings, outline::Entry};
use crate::{
    diagnostic::Code,
    glossary::{Glossary, Section, form},
};
use std::collections::HashSet;

/// So many words say what the name before them is of.
const WORDS: usize = 2;

/// Tells of the names that are said to be parameters and that no operation has.
pub(super) fn tell(entries: &[Entry<'_>], drafts: &[Draft], glossary: &Glossary, findings: &mut Findings) {
    let known: HashSet<String> =
        drafts.iter().flat_map(|draft| &draft.inputs).map(|input| input.field.name.to_lowercase()).collect();
    for entry in entries.iter().filter(|_| !drafts.is_empty()) {
        let Some(text) = entry.words() else { continue };
        let told = text.marked.iter().filter_map(|range| text.content.get(range.clone()).zip(Some(range.end)));
        for (name, end) in told.filter(|(name, _)| form::is_identifier(name)) {
            let after = text.content.get(end..).unwrap_or_default();
            let words = after.split_whitespace().take(WORDS).collect::<Vec<_>>().join(" ");
            let words = words.trim_end_matches(|c: char| !c.is_alphanumeric());
            let says = matches!(glossary.section(words), Some(Section::QueryParameters | Section::PathParameters));
            if says && !known.contains(&name.to_lowercase()) {
                let message = format!("`{name}` is called a parameter here, and no operation of the page has it");
                findings.note(Code::UnreadRegion, message, entry.place);
            }
        }
    }
}
