//! Headings that a scraper left without their marks, on a page that states several calls. In: lines. Out: the same, with
//! the line that names each call as a heading, or its request line where none does. A page that marks such headings
//! keeps them as they are, and what an example shows opens nothing.

use crate::{
    glossary::{
        Glossary, Section,
        form::{self, DASHES, ends_sentence_or_label, item, method_word},
    },
    read::table::{Kind, Line},
};

/// The level of such a heading: below the page's title.
const LEVEL: u8 = 2;
/// A title is no longer.
const LONGEST_TITLE: usize = 80;
/// No more sentences and labels stand between a title and its request line.
const MOST_BETWEEN: usize = 4;

/// Marks the lines that name the calls of a page, if it states several; says whether it does.
pub(super) fn mark(lines: &mut [Line<'_>], glossary: &Glossary) -> bool {
    let named = |line: &Line<'_>| matches!(line.kind, Kind::Hash(_)) && glossary.heading(line.text).is_none();
    let calls: Vec<(usize, Call<'_>)> =
        lines.iter().enumerate().filter_map(|(at, line)| Some((at, Call::of(line)?))).collect();
    let is_other = |(_, call): &(usize, Call<'_>)| calls.first().is_some_and(|(_, first)| !call.is_of(first));
    if !calls.iter().any(is_other) || lines.iter().filter(|line| named(line)).nth(1).is_some() {
        return false;
    }
    let openings = openings(lines, &calls, glossary);
    let described =
        openings.first().is_some_and(|(first, _)| lines.iter().skip(*first).any(|line| describes(line, glossary)));
    let lost = openings.len() > 1 && described;
    for (_, heading) in openings.into_iter().filter(|_| lost) {
        if let Some(line) = lines.get_mut(heading) {
            line.kind = Kind::Hash(LEVEL);
        }
    }
    lost
}

/// The request lines that open an operation each, and which line is the heading of each.
fn openings(lines: &[Line<'_>], calls: &[(usize, Call<'_>)], glossary: &Glossary) -> Vec<(usize, usize)> {
    let mut openings: Vec<(usize, usize)> = Vec::new();
    let named_below = are_named_below(lines, calls, glossary);
    let mut section = None;
    let mut seen = 0;
    let mut last: Option<&Call<'_>> = None;
    for (at, call) in calls {
        for line in lines.get(seen..*at).unwrap_or_default() {
            let example = || glossary.heading(line.text).filter(|section| section.is_example() && is_short(line.text));
            section = glossary.line_section(line.text).or_else(example).or(section);
        }
        seen = at + 1;
        let is_sample = calls.iter().any(|(_, other)| call.target != other.target && call.is_sample_of(other));
        let goes_on = last.is_some_and(|last| call.is_of(last));
        if is_sample || goes_on {
            continue;
        }
        let title = if call.is_heading() || named_below { None } else { title_above(lines, *at, glossary) };
        // An example ends without a word where a title or template follows it.
        let stated = !openings.is_empty() && call.target.starts_with('/');
        let is_next = stated && (title.is_some() || call.is_heading() || openings.len() > 1 && call.is_template());
        if section.is_some_and(Section::is_example) && !is_next {
            continue;
        }
        // A section of its own for the address tells where its operation begins.
        if title.is_none() && section == Some(Section::Uri) {
            continue;
        }
        let is_call = |at: Option<usize>| calls.iter().any(|(other, _)| Some(*other) == at);
        if title.is_none() && !call.is_heading() && (is_call(at.checked_sub(1)) || is_call(Some(at + 1))) {
            continue;
        }
        openings.push((*at, title.unwrap_or(*at)));
        (section, last) = (None, Some(call));
    }
    openings
}

/// Whether the line that says what a call does stands below it: one stands below each, and nothing else between two.
fn are_named_below(lines: &[Line<'_>], calls: &[(usize, Call<'_>)], glossary: &Glossary) -> bool {
    let is_named = |(at, _): &(usize, Call<'_>)| lines.get(at + 1).is_some_and(|line| is_title(line.text, glossary));
    let next_follows = |pair: &[(usize, Call<'_>)]| matches!(pair, [(at, _), (next, _)] if at + 2 == *next);
    calls.windows(2).any(next_follows) && calls.iter().all(is_named)
}

/// The line that names the call of a request line: the nearest one above it that reads like a title, past sentences about
/// the call and the label of its address.
fn title_above(lines: &[Line<'_>], request: usize, glossary: &Glossary) -> Option<usize> {
    let first = request.saturating_sub(MOST_BETWEEN + 1).max(1);
    for at in (first..request).rev() {
        let line = lines.get(at).filter(|line| line.kind == Kind::Words && !line.text.contains('|'))?;
        if is_title(line.text, glossary) {
            return Some(at);
        }
        let leads = matches!(glossary.line_section(line.text), Some(Section::Uri | Section::Request));
        if !leads && (!form::ends_sentence(line.text) || item(line.text).is_some()) {
            return None;
        }
    }
    None
}

fn is_title(line: &str, glossary: &Glossary) -> bool {
    is_short(line)
        && line.starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_ascii())
        && !ends_sentence_or_label(line)
        && !line.ends_with([',', '，'])
        && !line.contains([':', '：', '/', '='])
        && glossary.section(line).is_none()
        && !glossary.heading(line).is_some_and(Section::is_example)
        && glossary.status(line).is_none()
        && glossary.column(line).is_none()
        && !glossary.is_none(line)
        && !glossary.is_furniture(line)
}

/// Whether a line may be a heading by its length, and is no sentence.
fn is_short(line: &str) -> bool {
    line.len() <= LONGEST_TITLE && !form::ends_sentence(line)
}

/// Whether a line is of what calls send or answer: a heading of it, an item, a cell, code.
fn describes(line: &Line<'_>, glossary: &Glossary) -> bool {
    line.kind != Kind::Words
        || line.text.contains('|')
        || item(line.text).is_some()
        || glossary.line_section(line.text).is_some_and(|section| section != Section::Furniture)
}

/// A line that is a request line, with no more after it than the version or words that say what it does.
struct Call<'a> {
    method: &'a str,
    target: &'a str,
    /// What it does.
    remark: &'a str,
}

impl<'a> Call<'a> {
    fn of(line: &Line<'a>) -> Option<Self> {
        let text = line.text.trim_matches(|c: char| c.is_whitespace() || "|`*".contains(c));
        let glued = form::glued_request(text).filter(|_| !text.contains(char::is_whitespace));
        if line.kind != Kind::Words || glued.is_none() && !form::is_request_line(text) {
            return None;
        }
        let (method, rest) = if let Some((_, target)) = glued {
            text.split_at_checked(text.len() - target.len())?
        } else {
            text.split_once(char::is_whitespace)?
        };
        let rest = rest.trim_start();
        let end = form::find_outside_placeholders(rest, char::is_whitespace).unwrap_or(rest.len());
        let (target, after) = rest.split_at_checked(end)?;
        let labels = target.ends_with(':').then_some(after);
        let remark = DASHES.iter().find_map(|dash| after.strip_prefix(dash)).or(labels).unwrap_or_default();
        let after = after.trim();
        let alone = after.is_empty() || after.starts_with("HTTP/") || !remark.is_empty();
        let target = target.trim_end_matches(':');
        (alone && method_word(method) == Some(method)).then_some(Self { method, target, remark })
    }

    /// Whether it says itself what it does, or that it is a heading.
    fn is_heading(&self) -> bool {
        !self.remark.is_empty() || self.target.ends_with(['#', '¶'])
    }

    /// Whether its path has a placeholder, as samples have none.
    fn is_template(&self) -> bool {
        ["/{", "/:", "/<"].iter().any(|opening| self.target.contains(opening))
    }

    /// The target without its host, what is asked, and where it leads within a page.
    fn path(&self) -> &'a str {
        let address = self.target.split_once("://").map_or(self.target, |(_, address)| address);
        let host = if address.len() < self.target.len() || address.starts_with('{') { address.find('/') } else { None };
        let path = address.get(host.unwrap_or(0)..).unwrap_or(address);
        path.split(['?', '#']).next().unwrap_or(path).trim_end_matches('/')
    }

    /// Whether it calls what another does, one perhaps with values in its path.
    fn is_of(&self, other: &Self) -> bool {
        self.is_sample_of(other) || other.is_sample_of(self)
    }

    fn is_sample_of(&self, template: &Self) -> bool {
        let (mut parts, mut patterns) = (self.path().split('/'), template.path().split('/'));
        self.method == template.method
            && loop {
                match (parts.next(), patterns.next()) {
                    (None, None) => break true,
                    (Some(part), Some(pattern)) if part == pattern || pattern.starts_with(['{', '<', ':']) => {}
                    _ => break false,
                }
            }
    }
}
