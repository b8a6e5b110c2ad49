//! The words that describe an operation: what its section of the function says, its constraints, and the notes among
//! the parts of the call. In: the entries of an operation. Out: one text. Words of parameters, examples and answers'
//! statuses are never in it.

use super::{
    outline::{Entry, What},
    uri::Found,
};
use crate::glossary::{Glossary, Section, form};

/// The function's words, or without such a section what stands before the first one; then constraints and notes.
pub(super) fn of(entries: &[Entry<'_>], lines: &[Found], glossary: &Glossary) -> String {
    let of_section = |wanted: Option<Section>| {
        let is_method =
            |entry: &Entry<'_>| entry.words().is_some_and(|text| form::method_word(&text.content).is_some());
        let is_line = move |entry: &Entry<'_>| is_method(entry) || lines.iter().any(|line| line.place == entry.place);
        let of_section = entries.iter().filter(move |entry| entry.at.section == wanted && entry.at.chapter == wanted);
        of_section.filter(move |entry| !is_line(entry)).filter_map(words).collect::<Vec<_>>()
    };
    let function = of_section(Some(Section::Function));
    let mut parts = if function.is_empty() { of_section(None) } else { function };
    let constraints = of_section(Some(Section::Constraints));
    if !constraints.iter().all(|words| glossary.says_nothing(words)) {
        parts.extend(heading(entries, Section::Constraints));
        parts.extend(constraints);
    }
    parts.extend(notes(entries, glossary));
    parts.join("\n\n")
}

/// The words of a sentence or an item; a heading has none, nor has code or a table.
fn words(entry: &Entry<'_>) -> Option<String> {
    match entry.what {
        What::Text(text) => Some(text.content.trim().to_owned()),
        What::Item(text) => Some(format!("- {}", text.content.trim())),
        What::Label(_) | What::Code(_) | What::Table(_) => None,
    }
}

/// The heading of a section, as a label before its words.
fn heading(entries: &[Entry<'_>], section: Section) -> Option<String> {
    let opens = |entry: &&Entry<'_>| matches!(entry.what, What::Label(_)) && entry.at.chapter == Some(section);
    let heading = entries.iter().find(opens)?.words()?.content.trim();
    Some(if form::ends_label(heading) { heading.to_owned() } else { format!("{heading}:") })
}

/// The notes among the parts of the call: a label such as `Note`, with what follows it in the same text or as a list.
fn notes(entries: &[Entry<'_>], glossary: &Glossary) -> Vec<String> {
    let mut notes = Vec::new();
    let mut entries = entries.iter().peekable();
    while let Some(entry) = entries.next() {
        let What::Text(text) = entry.what else { continue };
        let Some(said) = glossary.note(&text.content).filter(|_| is_of_call(entry)) else { continue };
        let mut note = vec![text.content.trim().to_owned()];
        if said.is_empty() {
            note.extend(entries.next_if(|next| matches!(next.what, What::Text(_))).and_then(words));
            while let Some(item) = entries.next_if(|next| matches!(next.what, What::Item(_))) {
                note.extend(words(item));
            }
        }
        // A label alone says nothing, and words that lead to a table say nothing without it.
        if !note.last().is_some_and(|words| glossary.note(words) == Some("") || form::ends_label(words)) {
            notes.append(&mut note);
        }
    }
    notes
}

/// Whether a piece stands in a section that describes what is sent or answered, outside examples and statuses.
fn is_of_call(entry: &Entry<'_>) -> bool {
    use Section as S;
    matches!(
        entry.at.section,
        Some(
            S::Uri
                | S::Request
                | S::PathParameters
                | S::QueryParameters
                | S::RequestHeaders
                | S::RequestBody
                | S::Parameters
                | S::Response
                | S::ResponseHeaders
                | S::ResponseBody
        )
    )
}
