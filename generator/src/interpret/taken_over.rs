//! Parameters that a call shares with another: `Query parameters: same as /v1/kites`. In: the operations of a page. Out:
//! the same, each with the tables of the other that such a line names. One that names none of the page is told.

use super::{
    findings::Findings,
    outline::Entry,
    request_line::{self, RequestLine},
    segment::Segment,
};
use crate::{
    diagnostic::Code,
    glossary::{Glossary, Section},
    page::Span,
};
use std::collections::HashMap;

/// A line that says more is no reference.
const LONGEST: usize = 160;

/// So many operations of one path are looked at: there is one for each method.
const MOST_OF_A_PATH: usize = 16;

/// A line that says of what other call the parameters are.
struct Reference {
    /// The section that its label names.
    section: Section,
    /// The path of the other call, where nothing follows it.
    line: Option<RequestLine>,
    place: Span,
}

/// Lends each operation the tables that its lines refer to.
pub(super) fn lend(segments: &mut [Segment<'_>], glossary: &Glossary, findings: &mut Findings) {
    let references = segments.iter().enumerate().flat_map(|(at, segment)| {
        segment.entries.iter().filter_map(move |entry| Some((at, Reference::of(entry, glossary)?)))
    });
    let references: Vec<(usize, Reference)> = references.collect();
    if references.is_empty() {
        return;
    }
    let others = Others::of(segments);
    let lent: Vec<_> = references.iter().map(|(at, reference)| reference.tables(others.find(reference, *at))).collect();
    for ((at, reference), tables) in references.iter().zip(lent) {
        if tables.is_empty() {
            let message = "this sentence refers to the parameters of another call, and names none on this page";
            findings.note(Code::UnreadRegion, message, reference.place);
        } else if let Some(segment) = segments.get_mut(*at) {
            segment.entries.to_mut().extend(tables);
        }
    }
}

impl Reference {
    fn of(entry: &Entry<'_>, glossary: &Glossary) -> Option<Self> {
        let text = entry.words().filter(|text| text.content.len() <= LONGEST)?;
        let (label, words) = text.content.split_once([':', '：'])?;
        let other = glossary.after_reference(words)?;
        let section = glossary.heading(label).filter(|section| of_request(*section))?;
        let other = other.trim().trim_end_matches('.');
        let line = request_line::read_alone(other);
        let line = line.or_else(|| request_line::read_target(other).filter(|_| request_line::is_target(other)));
        Some(Self { section, line, place: entry.place })
    }

    /// The tables of the other operation that state what the label names.
    fn tables<'a>(&self, other: Option<&Segment<'a>>) -> Vec<Entry<'a>> {
        let is_whole = matches!(self.section, Section::Request | Section::Parameters);
        let fits = |section: Section| section == self.section || is_whole && of_request(section);
        let tables = other.into_iter().flat_map(|other| other.entries.iter().copied());
        tables.filter(|entry| entry.parameters().is_some() && entry.at.section.is_some_and(fits)).collect()
    }
}

/// The operations of a page by their paths.
struct Others<'s, 'a> {
    segments: &'s [Segment<'a>],
    /// Their places by the whole path, and by what a path ends with.
    whole: HashMap<String, Vec<usize>>,
    ends: HashMap<String, Vec<usize>>,
}

impl<'s, 'a> Others<'s, 'a> {
    fn of(segments: &'s [Segment<'a>]) -> Self {
        let (mut whole, mut ends) = (HashMap::new(), HashMap::new());
        let add = |known: &mut HashMap<String, Vec<usize>>, path: &str, at: usize| {
            let places = known.entry(path.to_owned()).or_default();
            if places.len() < MOST_OF_A_PATH && places.last() != Some(&at) {
                places.push(at);
            }
        };
        for (at, segment) in segments.iter().enumerate() {
            for found in segment.lines.iter().flatten() {
                let path = &found.line.path;
                add(&mut whole, path, at);
                let parts = path.match_indices('/').filter_map(|(start, _)| path.get(start..));
                parts.for_each(|end| add(&mut ends, end, at));
            }
        }
        Self { segments, whole, ends }
    }

    /// The other operation: the one of this path, or the one beside the own, or the only one whose path ends with it.
    fn find(&self, reference: &Reference, own: usize) -> Option<&'s Segment<'a>> {
        let wanted = reference.line.as_ref()?;
        let lines = |at: usize| self.segments.get(at).and_then(|segment| segment.lines.as_ref()).into_iter().flatten();
        let called = |at: usize| {
            at != own && (wanted.methods.is_empty() || lines(at).any(|found| wanted.methods.contains(&found.method)))
        };
        let of_path = |known: &HashMap<String, Vec<usize>>, path: &str| {
            let places = known.get(path).into_iter().flatten().copied();
            places.filter(|at| called(*at)).collect::<Vec<usize>>()
        };
        let parent = lines(own).next().and_then(|found| found.line.path.rsplit_once('/')).map(|(parent, _)| parent);
        let same = of_path(&self.whole, &wanted.path);
        let beside = of_path(&self.whole, &format!("{}{}", parent.unwrap_or_default(), wanted.path));
        let below = of_path(&self.ends, &wanted.path);
        let only = below.first().filter(|_| below.len() == 1);
        same.first().or(beside.first()).or(only).and_then(|at| self.segments.get(*at))
    }
}

/// Whether a section is of parameters that are sent.
fn of_request(section: Section) -> bool {
    section.is_of_request() || section == Section::Parameters
}
