//! Request lines that stand in a list of calls alone: a table or list at the top of a page, whose rows name the headings
//! below. In: the entries of a page on which nothing else states a request line. Out: what each of those headings states.

use super::{
    outline::{Entry, What},
    request_line::{self, RequestLine},
    title,
    uri::{Found, Standing, Statement},
};
use crate::{
    call::Method,
    page::{Span, Text},
};
use std::collections::{BTreeMap, BTreeSet};

/// The request lines that rows and items state for headings, in the order of the headings.
pub(super) fn statements(entries: &[Entry<'_>]) -> Vec<Statement> {
    let headings = headings(entries);
    let mut stated: BTreeMap<usize, Vec<Found>> = BTreeMap::new();
    let mut state = |texts: &[&Text], place: Span| {
        let named = texts.iter().flat_map(|text| names(text)).find_map(|name| headings.get(&name).copied().flatten());
        if let (Some(heading), Some(line)) = (named, line(texts)) {
            stated.entry(heading).or_default().extend(Found::each(&line, place));
        }
    };
    for entry in entries {
        match entry.what {
            What::Table(captioned) => {
                for row in &captioned.table.rows {
                    state(&row.cells.iter().map(|cell| &cell.text).collect::<Vec<_>>(), row.place);
                }
            }
            What::Item(text) => state(&[text], entry.place),
            What::Label(_) | What::Text(_) | What::Code(_) => {}
        }
    }
    stated.into_iter().map(|(entry, lines)| Statement::of(entry, Standing::Alone, lines)).collect()
}

/// A list of what the page describes further down states nothing: all of its lines stand elsewhere too.
pub(super) fn drop(below: &mut BTreeMap<Option<usize>, Vec<Statement>>) {
    let key = |found: &Found| (found.method, found.line.path.clone());
    let mut places: BTreeMap<(Method, String), BTreeSet<Option<usize>>> = BTreeMap::new();
    for (heading, statements) in below.iter() {
        for found in statements.iter().flat_map(|statement| &statement.lines) {
            places.entry(key(found)).or_default().insert(*heading);
        }
    }
    below.retain(|heading, statements| {
        let keys: BTreeSet<_> = statements.iter().flat_map(|statement| &statement.lines).map(key).collect();
        let is_overview =
            keys.len() > 1 && keys.iter().all(|key| places.get(key).is_some_and(|places| places.len() > 1));
        if is_overview {
            for places in places.values_mut() {
                places.remove(heading);
            }
        }
        !is_overview
    });
}

/// The headings that open no section, by the names that links have for them; none for a name that several have.
fn headings(entries: &[Entry<'_>]) -> BTreeMap<String, Option<usize>> {
    let mut headings = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        let What::Label(text) = entry.what else { continue };
        if entry.heading.is_none() || entry.at.section.is_some() {
            continue;
        }
        for name in entry.at.anchors.iter().map(|name| name.to_lowercase()).chain([title::anchor(&text.content)]) {
            let known: &mut Option<usize> = headings.entry(name).or_insert(Some(at));
            known.take_if(|known| *known != at);
        }
    }
    headings
}

/// What a cell or an item may call a heading: by its links, or by its words.
fn names(text: &Text) -> Vec<String> {
    let linked = text.links.iter().filter_map(|link| link.target.rsplit_once('#')).map(|(_, name)| name.to_lowercase());
    let words = request_line::in_heading(&text.content).map_or(text.content.as_str(), |(words, _)| words);
    linked.chain([title::anchor(words)]).collect()
}

/// The request line in one of the texts, or the method in one and the path in another.
fn line(texts: &[&Text]) -> Option<RequestLine> {
    let contents = || texts.iter().map(|text| text.content.as_str());
    let whole = contents().find_map(|text| request_line::in_heading(text).map(|(_, line)| line));
    whole.or_else(|| {
        let method = contents().find(|text| request_line::only_methods(text).is_some())?;
        contents().find_map(|target| request_line::of_cells(method, target))
    })
}
