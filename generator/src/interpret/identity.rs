//! What tells an operation from others: the line that states it, its aliases, the constants of its query. In: the
//! request lines of a page. Out: which of them it is. No table is read here.

use super::{
    ExampleDraft, ExampleSide, Mandatory,
    findings::Findings,
    request::Request,
    request_line::{QueryPair, QueryValue, RequestLine},
    uri::Found,
};
use crate::{
    call::Place,
    diagnostic::Code,
    glossary::{Glossary, Section, form::is_version},
    ir::When,
};
use indexmap::IndexSet;
use std::collections::{BTreeMap, BTreeSet};

/// A heading has no more request lines that each state an operation.
const MOST_CALLS: usize = 24;

/// The line that states the operation, and the others.
pub(super) fn main_line(lines: &[Found]) -> Option<(&Found, Vec<&Found>)> {
    let first = lines.first()?;
    let template =
        |found: &&Found| is_sample_of(&first.line.path, &found.line.path) && found.line.path != first.line.path;
    let main = lines.iter().find(template).unwrap_or(first);
    Some((main, lines.iter().filter(|found| !std::ptr::eq(*found, main)).collect()))
}

/// Whether a path is a template's with values in the place of its placeholders.
pub(super) fn is_sample_of(path: &str, template: &str) -> bool {
    let (mut path, mut template) = (path.split('/'), template.split('/'));
    loop {
        match (path.next(), template.next()) {
            (None, None) => return true,
            (Some(part), Some(pattern)) if part == pattern || (pattern.contains('{') && !part.is_empty()) => {}
            _ => return false,
        }
    }
}

/// Whether two lines call the same, one perhaps with values in its path.
pub(super) fn is_same_call(one: &Found, other: &Found) -> bool {
    let (path, template) = (&one.line.path, &other.line.path);
    one.method == other.method && (is_sample_of(path, template) || is_sample_of(template, path))
}

/// Whether a request calls what a line states, its path perhaps below that of the service.
pub(super) fn is_call_of(request: &RequestLine, stated: &Found) -> bool {
    let template = &stated.line.path;
    let above = request.path.matches('/').count().checked_sub(template.matches('/').count());
    let start = above.and_then(|above| request.path.match_indices('/').nth(above));
    let path = start.and_then(|(start, _)| request.path.get(start..));
    request.methods.contains(&stated.method) && path.is_some_and(|path| is_sample_of(path, template))
}

/// Request lines that stand together, by what they call. Many of them are a list, and count by their methods.
pub(super) fn by_call(lines: Vec<Found>, glossary: &Glossary) -> Vec<Vec<Found>> {
    let mut calls: Vec<Vec<(Address, Found)>> = Vec::new();
    let many = lines.len() > MOST_CALLS;
    for found in lines {
        let address = Address::of(&found.line, glossary);
        let is_same = |(other, line): &(Address, Found)| {
            line.method == found.method && (many || address.is_alias_of(other) || is_same_call(&found, line))
        };
        match calls.iter_mut().find(|call| call.iter().any(is_same)) {
            Some(call) => call.push((address, found)),
            None => calls.push(vec![(address, found)]),
        }
    }
    calls.into_iter().map(|call| call.into_iter().map(|(_, found)| found).collect()).collect()
}

/// What a path asks for: the values that its caller gives, and its fixed words without versions.
struct Address {
    values: BTreeSet<String>,
    words: BTreeSet<String>,
}

impl Address {
    fn of(line: &RequestLine, glossary: &Glossary) -> Self {
        let fixed = line.path.split('/').filter(|part| !part.contains('{') && !is_version(part));
        let given = line.placeholders().into_iter().filter(|name| glossary.client(Place::Path, name).is_none());
        Self { values: given.map(str::to_owned).collect(), words: fixed.map(str::to_owned).collect() }
    }

    /// Whether both are addresses of one call: they take the same values, and the words of one are all in the other.
    /// `/pets` and `/pets/{id}`, or `/dogs/{id}` and `/cats/{id}`, are different calls.
    fn is_alias_of(&self, other: &Self) -> bool {
        self.values == other.values && (self.words.is_subset(&other.words) || other.words.is_subset(&self.words))
    }
}

/// The other addresses of the operation, each with a finding.
pub(super) fn aliases(main: &Found, others: &[&Found], findings: &mut Findings) -> Vec<String> {
    let mut aliases: IndexSet<&String> = IndexSet::new();
    for found in others {
        let path = &found.line.path;
        if found.method == main.method && !is_same_call(found, main) && aliases.insert(path) {
            let message = format!("`{path}` is taken for another address of `{}`", main.line.path);
            findings.note(Code::OtherAddress, message, found.place);
        }
    }
    aliases.into_iter().cloned().collect()
}

/// The pairs of the query string, with those that other lines of the same path show.
pub(super) fn merged_query(main: &Found, others: &[&Found], glossary: &Glossary) -> Vec<QueryPair> {
    // `GET /pets?parameters` shows where they stand.
    let stands_for_all =
        |pair: &QueryPair| pair.value == QueryValue::Bare && glossary.section(&pair.name) == Some(Section::Parameters);
    let mut query: Vec<QueryPair> = main.line.query.iter().filter(|pair| !stands_for_all(pair)).cloned().collect();
    let same = others.iter().filter(|found| found.method == main.method && found.line.path == main.line.path);
    let is_known = |query: &[QueryPair], pair: &QueryPair| query.iter().any(|other| other.name == pair.name);
    // Values of which one is a number, or that other lines leave out, are samples and no constants.
    let is_sample = |pair: &QueryPair| matches!(&pair.value, QueryValue::Constant(value) if !is_word(value, glossary));
    let shown = |found: &&&Found| found.line.query.iter().any(|pair| !is_known(&main.line.query, pair));
    let mut samples = query.iter().any(is_sample) || !query.is_empty() && same.clone().any(|found| shown(&found));
    samples &= query.iter().all(|pair| pair.value != QueryValue::Bare);
    for pair in same.flat_map(|found| &found.line.query) {
        let placeholder = matches!(pair.value, QueryValue::Placeholder(_));
        if (placeholder || samples) && !is_known(&query, pair) {
            query.push(pair.clone());
        }
    }
    // `?hidden=false` shows how a parameter is set, and tells no operation from others.
    let is_set =
        |pair: &QueryPair| matches!(&pair.value, QueryValue::Constant(value) if glossary.yes_no(value).is_some());
    for pair in query.iter_mut().filter(|pair| samples || is_set(pair)) {
        pair.value = QueryValue::Placeholder(None);
    }
    query
}

/// A constant of the query string tells the operation from others. A value that stands for what the caller sends is
/// none: it repeats the parameter's name (`id=report-id`), or the page's examples send another.
pub(super) fn when(request: &Request<'_>, examples: &[ExampleDraft], glossary: &Glossary) -> Option<When> {
    let constants = request.pairs().iter().filter_map(|pair| match &pair.value {
        QueryValue::Bare => Some((pair.name.clone(), String::new())),
        QueryValue::Constant(value) if is_word(value, glossary) => Some((pair.name.clone(), value.clone())),
        _ => None,
    });
    let is_sent =
        |name: &str, value: &str| repeats(name, value) || examples.iter().any(|shown| sends_other(shown, name, value));
    let constants: BTreeMap<String, String> = constants
        .filter(|(name, value)| match request.query(name) {
            None => !repeats(name, value),
            Some(input) => input.mandatory == Mandatory::Yes && !value.is_empty() && !is_sent(name, value),
        })
        .collect();
    (!constants.is_empty()).then_some(When::Query(constants))
}

/// Whether a value ends with the name of its parameter, in any spelling: `uploadId=UploadID`, `id=report-id`,
/// `name=PetName`.
fn repeats(name: &str, value: &str) -> bool {
    let folded = |text: &str| text.replace(['-', '_'], "").to_ascii_lowercase();
    folded(value).ends_with(&folded(name))
}

/// Whether an example sends another value of a query parameter.
fn sends_other(example: &ExampleDraft, name: &str, value: &str) -> bool {
    let ExampleSide::Request { query, .. } = &example.side else { return false };
    query.iter().any(|(other, sent)| other == name && !sent.is_empty() && sent != value)
}

/// Whether a value of the query string is a word of the interface, not a sample.
fn is_word(value: &str, glossary: &Glossary) -> bool {
    let letters = value.chars().filter(char::is_ascii_alphabetic).count();
    let hex = value.len() >= 16 && value.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    letters > 1
        && !hex
        && value.chars().all(|c| c.is_ascii_alphabetic() || "-_".contains(c))
        && !glossary.is_placeholder(value)
}
