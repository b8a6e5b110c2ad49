//! The lines of a dump, blank ones left out, each with what its form alone tells. In: text. Out: [`Line`]s; a
//! balanced piece of JSON is one line. What words mean is not asked, but for headings that end broken JSON.

use super::code::{self, Balance};
use crate::{
    glossary::{Glossary, form::is_blank},
    page::Table,
    read::table::{Kind, Line},
};

const LONGEST_LABEL: usize = 80;

/// Cuts a text into lines; a drawn table is one.
pub(super) fn lines<'a>(text: &'a str, drawn: &[Table], glossary: &Glossary) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = Vec::new();
    let mut balance = Balance::new(text, glossary);
    let mut blank_before = false;
    let mut newlines = Next::by(|rest| memchr::memchr(b'\n', rest));
    let mut fences = Next::by(|rest| memchr::memmem::find(rest, b"```"));
    let mut drawn = drawn.iter().enumerate().peekable();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let line_end = newlines.after(text, at);
        while drawn.next_if(|(_, table)| (table.place.start as usize) < at).is_some() {}
        if let Some((nth, table)) = drawn.next_if(|(_, table)| (table.place.start as usize) <= line_end) {
            let (start, end) = (table.place.start as usize, table.place.end as usize);
            let words = text.get(start..end).unwrap_or_default();
            lines.push(Line { text: words, start, blank_before, ends_row: false, kind: Kind::Drawn(nth) });
            at = end.max(at + 1);
            blank_before = false;
            continue;
        }
        let fence = rest.len() - rest.trim_start_matches('`').len();
        at += fence;
        let newline = newlines.after(text, at);
        let mark = Some(fences.after(text, at)).filter(|mark| *mark < newline);
        let end = mark.unwrap_or(newline);
        let raw = text.get(at..end).unwrap_or_default();
        let words = raw.trim_matches(is_blank).trim_end_matches(|c| fence > 0 && c == '`');
        let start = end - raw.trim_start_matches(is_blank).len();
        let ends_row = raw.ends_with("  ");
        at = end + usize::from(mark.is_none());
        if words.is_empty() {
            blank_before = true;
            if let Some(last) = lines.last_mut().filter(|_| ends_row && raw.len() == 2) {
                last.ends_row = true;
            }
            continue;
        }
        if let Some(level) = underline(words)
            && let Some(above) = lines.last_mut().filter(|above| !blank_before && can_be_underlined(above))
        {
            above.kind = Kind::Hash(level);
            continue;
        }
        let mut line = Line { text: words, start, blank_before, ends_row, kind: Kind::Words };
        if let Some(close) = balance.close(start).filter(|close| !is_mark_of_list(text, start, *close)) {
            line.text = text.get(start..close).unwrap_or(words).trim_end_matches(is_blank);
            line.kind = Kind::Code;
            at = close;
        } else if !words.starts_with('#')
            && let Some(begin) = code::begins_after(words, text.get(start..).unwrap_or_default(), glossary)
            && balance.close(start + begin).is_some()
        {
            line.text = words.get(..begin).unwrap_or(words).trim_end_matches(is_blank);
            at = start + begin;
        } else {
            line.kind = if is_linked_heading(words, glossary) { Kind::Hash(2) } else { kind(words) };
        }
        if let Kind::Hash(_) = line.kind {
            line.text = without_attributes(words.trim_start_matches('#').trim_matches(is_blank));
            line.text = line.text.strip_suffix('¶').unwrap_or(line.text);
            line.start = start + (words.len() - words.trim_start_matches('#').trim_start_matches(is_blank).len());
        }
        lines.push(line);
        blank_before = false;
    }
    lines
}

/// The next place in a text that a search finds, looked for once: one line may hold much code.
struct Next<F> {
    find: F,
    /// Where it was looked from, and found.
    known: Option<(usize, usize)>,
}

impl<F: Fn(&[u8]) -> Option<usize>> Next<F> {
    fn by(find: F) -> Self {
        Self { find, known: None }
    }

    /// Where it is at or after a place; the text's end if there is none.
    fn after(&mut self, text: &str, at: usize) -> usize {
        if let Some((_, found)) = self.known.filter(|(from, found)| (*from..=*found).contains(&at)) {
            return found;
        }
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        let found = at + (self.find)(rest).unwrap_or(rest.len());
        self.known = Some((at, found));
        found
    }
}

/// `[]` right before a word is what some languages write before the type of a list's elements, and no JSON.
fn is_mark_of_list(text: &str, start: usize, close: usize) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '*';
    text.get(start..close) == Some("[]") && text.get(close..).is_some_and(|rest| rest.starts_with(word))
}

/// A heading without the `{#anchor .class}` that one tool writes after it.
fn without_attributes(heading: &str) -> &str {
    let attributes = heading.ends_with('}').then(|| heading.rfind(" {")).flatten();
    let cut = attributes.filter(|at| heading.get(at + 2..).is_some_and(|rest| rest.starts_with(['#', '.'])));
    cut.and_then(|at| heading.get(..at)).unwrap_or(heading).trim_end_matches(['#', ' '])
}

/// Whether a line of dashes below a line makes it a heading.
fn can_be_underlined(line: &Line<'_>) -> bool {
    line.kind == Kind::Words && line.text.len() <= LONGEST_LABEL && !line.text.contains(['|', '{'])
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

/// Whether the mark of a link to a heading ends a line; captions of tables have one, too.
fn is_linked_heading(words: &str, glossary: &Glossary) -> bool {
    words.ends_with('¶') && words.len() <= LONGEST_LABEL && glossary.table_label(words).is_none()
}

/// The level of a heading that such a line stands below.
fn underline(words: &str) -> Option<u8> {
    let all = |mark: u8| words.len() > 2 && words.bytes().all(|byte| byte == mark);
    if all(b'=') { Some(1) } else { all(b'-').then_some(2) }
}

/// The columns of a line that holds nothing but dashes and bars.
fn ruler(words: &str) -> Option<usize> {
    let form = words.contains("--") && words.chars().all(|c| "-|:+= ".contains(c));
    let runs = words.split(['|', '+', ' ']).filter(|run| !run.is_empty());
    let dashes = |run: &str| run.contains("--") || run == "-" || run == ":-:";
    (form && runs.clone().all(dashes)).then(|| runs.count())
}
