//! Request lines that no operation has. In: the entries of a page, what of them belongs to no operation, and the
//! operations. Out: a finding for each such line. A line that only lists what the page documents elsewhere is none, and
//! neither is one in an example of an operation.

use super::{
    Draft,
    findings::Findings,
    identity,
    outline::{Entry, What},
    request_line::{self, RequestLine},
};
use crate::{call::Method, diagnostic::Code, glossary::Section};
use std::collections::BTreeSet;

/// Tells of the request lines among these entries that no operation has.
pub(super) fn tell(entries: &[Entry<'_>], rest: &[&[Entry<'_>]], drafts: &[Draft], findings: &mut Findings) {
    if drafts.is_empty() {
        return;
    }
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
