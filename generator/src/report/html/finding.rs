//! A finding at its place: what, the line of the source, what to do.

use super::markup::{Safe, cut};
use crate::{
    diagnostic::{Diagnostic, Place, Severity, said},
    page::Source,
};
use std::fmt::Write as _;

/// Characters of a source line before and after the place.
const BEFORE: usize = 40;
const AFTER: usize = 140;

/// Writes the finding.
pub(super) fn finding(out: &mut String, diagnostic: &Diagnostic) {
    let code = diagnostic.code;
    let (class, word) = severity(code.severity());
    let _ = write!(
        out,
        "<div class=\"finding {class}\"><p><b>{word} {}</b> {}",
        code.id(),
        Safe(&cut(&diagnostic.message, 400))
    );
    if let Some(place) = &diagnostic.place {
        let at = place.source.locate(place.span.start);
        let _ = write!(out, " <small>line {}, column {}</small></p>", at.line, at.column);
        excerpt(out, place);
    } else {
        out.push_str("</p>");
    }
    let cure = diagnostic.help.as_deref().unwrap_or(code.cure());
    let _ = write!(out, "<p class=\"cure\" title=\"{}\">{}</p></div>", Safe(code.cause()), Safe(cure));
}

/// The class and the word of a severity.
pub(super) fn severity(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Note => ("note", "note"),
        Severity::Warning => ("warning", "warning"),
        Severity::Error => ("error", "error"),
    }
}

/// The source line of a place, the place marked.
fn excerpt(out: &mut String, place: &Place) {
    // Nobody reads a row through its tags.
    if let Some(cells) = said(place) {
        if !cells.is_empty() {
            let _ = write!(out, "<pre class=\"line\">{}</pre>", Safe(&cut(&cells, AFTER)));
        }
        return;
    }
    let (before, marked, after) = around(&place.source, place.span.start as usize, place.span.end as usize);
    if [before, marked, after].iter().all(|part| part.trim().is_empty()) {
        return;
    }
    let start = before.char_indices().rev().nth(BEFORE).map_or(0, |(at, _)| at);
    let lead = if start > 0 { "…" } else { "" };
    let before = before.get(start..).unwrap_or_default();
    let room = AFTER.saturating_sub(marked.chars().count());
    let _ = write!(
        out,
        "<pre class=\"line\">{lead}{}<mark>{}</mark>{}</pre>",
        Safe(before.trim_start()),
        Safe(&cut(marked, AFTER)),
        Safe(&cut(after, room)),
    );
}

/// The line that a place begins on, in three parts: before it, of it, after it.
fn around(source: &Source, start: usize, end: usize) -> (&str, &str, &str) {
    let (before, rest) = (source.text.get(..start).unwrap_or_default(), source.text.get(start..).unwrap_or_default());
    let before = before.rsplit('\n').next().unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default().trim_end();
    let marked = line.get(..end.saturating_sub(start).min(line.len())).unwrap_or(line);
    (before, marked, line.get(marked.len()..).unwrap_or_default())
}
