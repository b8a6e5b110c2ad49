//! The directives in which Sphinx projects describe calls: a method with a path, parameters and statuses that a YAML
//! file beside the page explains. In go their lines and what the file says, out come tables as any page has them.

use crate::{
    page::{Cell, Row, Span, Table, Text},
    read::line::{Line, span_of},
    yaml::Records,
};
use std::collections::{BTreeMap, BTreeSet};

/// A table, and the entries that its file lacks, each where the page names it.
pub(super) struct Read {
    pub(super) table: Table,
    pub(super) unknown: Vec<(String, Span)>,
}

/// Reads running text that is not the page's own.
type Words<'w> = dyn FnMut(&str, Span) -> Text + 'w;

/// Heads of the columns that parameters have, and the keys of their entries.
const PARAMETER: [(&str, &str); 4] =
    [("In", "in"), ("Type", "type"), ("Required", REQUIRED), ("Description", "description")];

/// The key of whether a parameter must be given.
const REQUIRED: &str = "required";

/// The key of a status's words that no other is named for.
const USUAL: &str = "default";

/// A method and a path as a table of one row.
pub(super) fn request_line(words: &[Line<'_>]) -> Table {
    let place = span_of(words);
    let words: Vec<&str> = words.iter().flat_map(|line| line.text.split_whitespace()).collect();
    let (method, path) = words.split_first().map(|(method, path)| (*method, path.join(" "))).unwrap_or_default();
    let path = if path.starts_with(['/', '{']) || path.contains("://") { path } else { format!("/{path}") };
    let cells = vec![cell(method, place), cell(&path, place)];
    table(&["Method", "URI"], vec![Row { cells, place, doubt: None }], place)
}

/// The parameters that a page names, as their file states them. What the file says of them besides has columns too.
pub(super) fn parameters(rows: &[Line<'_>], records: &Records, place: Span, words: &mut Words<'_>) -> Read {
    let named: Vec<Named> = rows.iter().filter_map(|line| Named::of(*line)).collect();
    let empty = BTreeMap::new();
    let record = |named: &Named| records.get(&named.entry).unwrap_or(&empty);
    let known = |key: &str| PARAMETER.iter().any(|(_, known)| *known == key);
    let more: BTreeSet<&str> =
        named.iter().flat_map(|named| record(named).keys()).map(String::as_str).filter(|key| !known(key)).collect();
    let heads: Vec<String> = more.iter().map(|key| head(key)).collect();
    let keys = PARAMETER.iter().map(|(_, key)| *key).chain(more);
    let keys: Vec<&str> = keys.collect();
    let mut read = Vec::new();
    for named in &named {
        let mut cells = vec![cell(&named.name, named.place)];
        for key in &keys {
            let stated = record(named).get(*key).map(String::as_str).unwrap_or_default();
            let value = if *key == REQUIRED && !named.note.is_empty() { &named.note } else { stated };
            let text = if *key == "description" { words(value, named.place) } else { plain(value, named.place) };
            cells.push(Cell::written(text));
        }
        read.push(Row { cells, place: named.place, doubt: None });
    }
    let heads: Vec<&str> = std::iter::once("Name")
        .chain(PARAMETER.iter().map(|(head, _)| *head))
        .chain(heads.iter().map(String::as_str))
        .collect();
    Read { table: table(&heads, read, place), unknown: unknown(&named, records) }
}

/// The statuses that a page names, with the words of their file.
pub(super) fn statuses(rows: &[Line<'_>], records: &Records, place: Span, words: &mut Words<'_>) -> Read {
    let named: Vec<Named> = rows.iter().filter_map(|line| Named::of(*line)).collect();
    let mut read = Vec::new();
    for named in &named {
        let case = if named.entry == named.name { USUAL } else { &named.entry };
        let said = records.get(&named.name).and_then(|record| record.get(case).or_else(|| record.get(USUAL)));
        // Words in the place of a key are the explanation itself.
        let own = if case == USUAL || records.get(&named.name).is_some_and(|record| record.contains_key(case)) {
            ""
        } else {
            case
        };
        let text = words(said.map_or(own, String::as_str), named.place);
        let cells = vec![cell(&named.name, named.place), Cell::written(text)];
        read.push(Row { cells, place: named.place, doubt: None });
    }
    Read { table: table(&["Status code", "Description"], read, place), unknown: Vec::new() }
}

/// A row of such a directive: `- name: entry`.
struct Named {
    name: String,
    entry: String,
    /// What stands behind the entry: `(optional)`.
    note: String,
    place: Span,
}

impl Named {
    fn of(line: Line<'_>) -> Option<Self> {
        let text = line.text.trim_start();
        let text = text.strip_prefix(['-', '*']).map_or(text, str::trim_start);
        // A name may hold colons: the last one with a blank after it parts.
        let (name, entry) = text.rsplit_once(": ").unwrap_or((text, text));
        let bare = |words: &str| words.trim().trim_matches(['"', '\'', '`']).to_owned();
        let (entry, note) = entry.split_once(" (").unwrap_or((entry, ""));
        let note = note.trim().trim_end_matches(')').to_owned();
        let (name, entry) = (bare(name.split(" (").next().unwrap_or(name)), bare(entry));
        (!name.is_empty()).then(|| Self { name, entry, note, place: span_of(&[line]) })
    }
}

/// The entries that the file lacks. Of a file that is missing nothing more is to be said.
fn unknown(named: &[Named], records: &Records) -> Vec<(String, Span)> {
    let lacks = |named: &&Named| !records.is_empty() && !records.contains_key(&named.entry);
    named.iter().filter(lacks).map(|named| (named.entry.clone(), named.place)).collect()
}

/// `min_version` as a head: `Min version`.
fn head(key: &str) -> String {
    let words = key.replace(['_', '-'], " ");
    let mut chars = words.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

fn table(heads: &[&str], rows: Vec<Row>, place: Span) -> Table {
    Table { caption: None, header: heads.iter().map(|head| cell(head, place)).collect(), rows, place }
}

fn cell(words: &str, place: Span) -> Cell {
    Cell::written(plain(words, place))
}

fn plain(words: &str, place: Span) -> Text {
    Text::plain(words.trim(), place)
}
