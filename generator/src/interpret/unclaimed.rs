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
use crate::{diagnostic::Code, glossary::Section};

/// Tells of the request lines among these entries that no operation has.
pub(super) fn tell(entries: &[Entry<'_>], rest: &[&[Entry<'_>]], drafts: &[Draft], findings: &mut Findings) {
    if drafts.is_empty() {
        return;
    }
    let outside_examples = entries.iter().filter(|entry| !in_example(entry));
    for entry in rest.iter().copied().flatten().chain(outside_examples) {
        if let Some(line) = stated(entry).filter(|line| !drafts.iter().any(|draft| calls(draft, line))) {
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

/// Whether an operation is what a line calls.
fn calls(draft: &Draft, line: &RequestLine) -> bool {
    let paths = || std::iter::once(&draft.path).chain(&draft.aliases);
    let fits = |path: &String| identity::is_sample_of(&line.path, path) || identity::is_sample_of(path, &line.path);
    line.methods.contains(&draft.method) && paths().any(fits)
}
