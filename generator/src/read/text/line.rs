//! The lines of a dump, blank ones left out, each with what its form alone tells. In: text. Out: [`Line`]s; a
//! balanced piece of JSON is one line. What words mean is not asked, but for headings that end broken JSON.

use super::code::{self, Balance};
use crate::glossary::Glossary;
use crate::page::Span;

/// A line of a dump.
pub(super) struct Line<'a> {
    /// Its words, outer blanks trimmed.
    pub(super) text: &'a str,
    /// Where they start.
    pub(super) start: usize,
    /// Whether a blank line stands before it.
    pub(super) blank_before: bool,
    /// Whether it ends in two blanks, by which one scraper marks the end of a row.
    pub(super) ends_row: bool,
    /// What it is by its form.
    pub(super) kind: Kind,
}

/// What a line is by its form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Words, with or without bars.
    Words,
    /// `|---|---|` or `---|---`, with so many columns.
    Ruler(usize),
    /// Nothing but a bar.
    Bar,
    /// Balanced JSON, maybe of many lines.
    Code,
    /// `## Heading`, with its level; the text is without the hashes.
    Hash(u8),
}

impl Line<'_> {
    /// Its place.
    pub(super) fn span(&self) -> Span {
        Span::new(self.start, self.start + self.text.len())
    }
}

/// Cuts a text into lines.
pub(super) fn lines<'a>(text: &'a str, glossary: &Glossary) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = Vec::new();
    let mut balance = Balance::new(text, glossary);
    let mut blank_before = false;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let fence = rest.len() - rest.trim_start_matches('`').len();
        at += fence;
        let rest = rest.get(fence..).unwrap_or_default();
        let newline = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let fenced = memchr::memmem::find(rest.as_bytes().get(..newline).unwrap_or_default(), b"```");
        let end = at + fenced.unwrap_or(newline);
        let raw = text.get(at..end).unwrap_or_default();
        let words = raw.trim_matches(is_blank).trim_end_matches(|c| fence > 0 && c == '`');
        let start = end - raw.trim_start_matches(is_blank).len();
        let ends_row = raw.ends_with("  ");
        at = end + usize::from(fenced.is_none());
        if words.is_empty() {
            blank_before = true;
            if let Some(last) = lines.last_mut().filter(|_| ends_row && raw.len() == 2) {
                last.ends_row = true;
            }
            continue;
        }
        let mut line = Line { text: words, start, blank_before, ends_row, kind: kind(words) };
        if let Some(close) = balance.close(start) {
            line.text = text.get(start..close).unwrap_or(words).trim_end_matches(is_blank);
            line.kind = Kind::Code;
            at = close;
        } else if let Kind::Hash(level) = line.kind {
            line.text = words.trim_start_matches('#').trim_matches(is_blank);
            line.start = start + (words.len() - words.trim_start_matches('#').trim_start_matches(is_blank).len());
            line.kind = Kind::Hash(level);
        } else if let Some(begin) = code::begins_behind(words, text.get(start..).unwrap_or_default(), glossary)
            && balance.close(start + begin).is_some()
        {
            line.text = words.get(..begin).unwrap_or(words).trim_end_matches(is_blank);
            at = start + begin;
        }
        lines.push(line);
        blank_before = false;
    }
    lines
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}')
}

fn kind(words: &str) -> Kind {
    if words.chars().all(|c| c == '|') {
        return Kind::Bar;
    }
    if let Some(columns) = ruler(words) {
        return Kind::Ruler(columns);
    }
    let hashes = words.len() - words.trim_start_matches('#').len();
    match u8::try_from(hashes) {
        Ok(level @ 1..=6) if words.trim_start_matches('#').starts_with(is_blank) => Kind::Hash(level),
        _ => Kind::Words,
    }
}

/// The columns of a line that holds nothing but dashes and bars.
fn ruler(words: &str) -> Option<usize> {
    let form = words.contains("--") && words.chars().all(|c| "-|:+= ".contains(c));
    let runs = words.split(['|', '+', ' ']).filter(|run| !run.is_empty());
    let dashes = |run: &str| run.contains("--") || run == "-" || run == ":-:";
    (form && runs.clone().all(dashes)).then(|| runs.count())
}
