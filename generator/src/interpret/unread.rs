//! What a page says of calls and no operation has: request lines, parameters that sentences alone name, sections of
//! parameters that hold words alone. In: the entries of a page and its operations. Out: a finding for each. Nothing is read here.

use super::{
    Draft,
    columns::Kind,
    findings::Findings,
    identity,
    outline::{Captioned, Entry, What},
    request_line::{self, RequestLine},
};
use crate::{
    call::Method,
    diagnostic::Code,
    glossary::{Column, Glossary, Section, form},
    page::Text,
};
use std::collections::{BTreeSet, HashSet};

/// So many words say what the name before them is of.
const WORDS: usize = 2;

/// Tells of the request lines among these entries that no operation has; `rest` belongs to none. A line that only lists what
/// the page documents elsewhere is none, and neither is one in an example of an operation.
pub(super) fn request_lines(entries: &[Entry<'_>], rest: &[&[Entry<'_>]], drafts: &[Draft], findings: &mut Findings) {
    let known: BTreeSet<(Method, &String)> =
        drafts.iter().flat_map(|draft| paths(draft).map(|path| (draft.method, path))).collect();
    let is_known = |line: &RequestLine| line.methods.iter().any(|method| known.contains(&(*method, &line.path)));
    let is_claimed = |line: &RequestLine| is_known(line) || drafts.iter().any(|draft| calls(draft, line));
    let of_none = rest.iter().copied().flatten().filter(|entry| in_example(entry));
    for entry in of_none.chain(entries.iter().filter(|entry| !in_example(entry))) {
        if let Some(line) = stated(entry).filter(|line| !is_claimed(line)) {
            let message = format!("`{}` is the path of no operation", line.path);
            findings.note(Code::UnclaimedRequestLine, message, entry.place);
        }
    }
}

/// Tells of the calls whose method is none that clients have: `LIST /pets`, in a line or in a table of methods and paths. A
/// row beside it that has its path and a query string, `GET /pets?list=true`, states the same call.
pub(super) fn other_methods(entries: &[Entry<'_>], findings: &mut Findings) {
    for entry in entries.iter().filter(|entry| !in_example(entry)) {
        let lines = match entry.what {
            What::Table(captioned) => in_table(captioned),
            What::Text(text) | What::Code(text) | What::Label(text) if text.lines().count() == 1 => {
                request_line::of_other_method(&text.content).into_iter().collect()
            }
            _ => Vec::new(),
        };
        for (method, path) in lines {
            let message = format!("`{method}` is not a method that clients have; `{path}` is left out");
            findings.note(Code::UnclaimedRequestLine, message, entry.place);
        }
    }
}

/// The other methods of a table's rows, each with its path.
fn in_table(Captioned { table, columns, .. }: Captioned<'_>) -> Vec<(String, String)> {
    let rows = table.rows.iter().filter(|_| columns.kind() == Kind::RequestLines);
    let cell = |row, column| columns.cell(row, column).map_or("", |cell| cell.text.content.trim());
    let (other, usual): (Vec<_>, Vec<_>) = rows
        .map(|row| (cell(row, Column::Method), cell(row, Column::Uri)))
        .partition(|(method, uri)| request_line::of_other_method(&format!("{method} {uri}")).is_some());
    let path = |uri: &str| request_line::read_target(uri).map(|line| line.path);
    let known: Vec<_> = usual.into_iter().filter(|(_, uri)| uri.contains('?')).map(|(_, uri)| path(uri)).collect();
    let lines = other.into_iter().filter(|(_, uri)| !known.contains(&path(uri)));
    lines.map(|(method, uri)| (method.to_owned(), path(uri).unwrap_or_default())).collect()
}

/// The request line that a heading or a line of its own states; in an example, a template is more than that. One with a
/// query string shows how an operation is asked.
fn stated(entry: &Entry<'_>) -> Option<RequestLine> {
    let text = entry.text()?;
    let line = match entry.what {
        What::Label(_) if entry.heading.is_some() => request_line::in_heading(&text.content).map(|(_, line)| line),
        What::Text(_) | What::Code(_) if text.lines().count() == 1 => {
            request_line::read_alone(&text.content).or_else(|| request_line::read_relative(&text.content))
        }
        _ => None,
    };
    line.filter(|line| line.query.is_empty() && (!in_example(entry) || !line.placeholders().is_empty()))
}

fn in_example(entry: &Entry<'_>) -> bool {
    entry.at.section.is_some_and(Section::is_example)
}

/// The paths of an operation.
fn paths(draft: &Draft) -> impl Iterator<Item = &String> {
    std::iter::once(&draft.path).chain(&draft.aliases)
}

/// Whether an operation is what a line calls.
fn calls(draft: &Draft, line: &RequestLine) -> bool {
    let fits = |path: &String| identity::is_sample_of(&line.path, path) || identity::is_sample_of(path, &line.path);
    line.methods.contains(&draft.method) && paths(draft).any(fits)
}

/// Tells of the names that are said to be parameters and that no operation has: ``with the `quiet` query parameter``.
pub(super) fn parameters(entries: &[Entry<'_>], drafts: &[Draft], glossary: &Glossary, findings: &mut Findings) {
    let known: HashSet<String> =
        drafts.iter().flat_map(|draft| &draft.inputs).map(|input| input.field.name.to_lowercase()).collect();
    for entry in entries {
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

/// Tells of the sections of parameters of which no name was read, as where a scraper has lost the names. A section that
/// says there is nothing, or where else it is said, is none.
pub(super) fn sections(entries: &[Entry<'_>], glossary: &Glossary, findings: &mut Findings) {
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
