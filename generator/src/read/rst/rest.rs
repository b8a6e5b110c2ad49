//! The directives in which Sphinx projects describe calls: a method with a path, parameters and statuses that a YAML
//! file beside the page explains. In go their lines and what the file says, out come tables as any page has them.

use super::directive::capitalised;
use crate::{
    page::{Cell, Row, Span, Table, Text},
    read::{
        line::{Line, span_of},
        parameter::{self, Parameter},
    },
    yaml::Records,
};

/// A table, and the entries that its file lacks, each where the page names it.
pub(super) struct Read {
    pub(super) table: Table,
    pub(super) unknown: Vec<(String, Span)>,
}

/// Reads running text that is not the page's own.
type Words<'w> = dyn FnMut(&str, Span) -> Text + 'w;

/// The key of a status's words that no other is named for.
const USUAL: &str = "default";

/// A method and a path as a table of one row.
pub(super) fn request_line(words: &[Line<'_>]) -> Table {
    let place = span_of(words);
    let words: Vec<&str> = words.iter().flat_map(|line| line.text.split_whitespace()).collect();
    let (method, path) = words.split_first().map(|(method, path)| (*method, path.join(" "))).unwrap_or_default();
    let path = if path.starts_with(['/', '{']) || path.contains("://") { path } else { format!("/{path}") };
    let cells = |words: [&str; 2]| words.map(|words| Cell::written(Text::plain(words, place))).to_vec();
    let row = Row { cells: cells([method, &path]), place, doubt: None };
    Table { caption: None, header: cells(["Method", "URI"]), rows: vec![row], place, cut: false }
}

/// The parameters that a page names, as their file states them. What the file says of them besides has columns too.
pub(super) fn parameters(rows: &[Line<'_>], records: &Records, place: Span, words: &mut Words<'_>) -> Read {
    let named: Vec<Named> = rows.iter().filter_map(|line| Named::of(*line)).collect();
    let unknown = unknown(&named, records);
    let table = parameter::table(None, named.into_iter().map(|named| named.parameter(records, words)), place);
    Read { table, unknown }
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
        read.push(parameter::status(&named.name, text, named.place));
    }
    Read { table: parameter::statuses(read, place), unknown: Vec::new() }
}

/// A row of such a directive: `- name: entry`.
struct Named {
    name: String,
    entry: String,
    /// What stands after the entry: `(optional)`.
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

    /// The parameter, as its record states it.
    fn parameter(self, records: &Records, words: &mut Words<'_>) -> Parameter {
        let Self { name, entry, note, place } = self;
        let mut parameter = Parameter { name, place, ..Parameter::default() };
        for (key, said) in records.get(&entry).into_iter().flatten() {
            match key.as_str() {
                "in" => said.trim().clone_into(&mut parameter.location),
                "type" => said.trim().clone_into(&mut parameter.kind),
                "required" => said.trim().clone_into(&mut parameter.mandatory),
                "description" => parameter.words = words(said, place),
                _ => parameter.more.push((head(key), Text::plain(said.trim(), place))),
            }
        }
        if !note.is_empty() {
            parameter.mandatory = note;
        }
        parameter
    }
}

/// The entries that the file lacks. Of a file that is missing nothing more is to be said.
fn unknown(named: &[Named], records: &Records) -> Vec<(String, Span)> {
    let lacks = |named: &&Named| !records.is_empty() && !records.contains_key(&named.entry);
    named.iter().filter(lacks).map(|named| (named.entry.clone(), named.place)).collect()
}

/// `min_version` as a head: `Min version`.
fn head(key: &str) -> String {
    capitalised(&key.replace(['_', '-'], " "))
}
