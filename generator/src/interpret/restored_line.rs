//! A request line that a page lost, from the request that its example shows. In: the entries of a page. Out: method and
//! template; what in the example's path is a value becomes a placeholder, named by the tables of path parameters.

use super::{
    example, identity,
    operation_starts::names_operation,
    outline::{Captioned, Entry, What},
    placed::caption_words,
    request_line::{self, RequestLine},
    uri::{Found, Standing, Statement},
};
use crate::{
    call::{Method, Place},
    glossary::{Caption, Column, Glossary, Section, form},
    page::{Row, Span},
};
use std::collections::{BTreeMap, BTreeSet};

/// The request line of an operation whose page states none: as its examples show it, or a command wherever it stands.
pub(super) fn from_example(entries: &[Entry<'_>], glossary: &Glossary) -> Option<Found> {
    let in_example = |entry: &&Entry<'_>| entry.at.section.is_some_and(Section::is_example);
    let (line, place) = entries
        .iter()
        .filter(in_example)
        .find_map(shown_line)
        .or_else(|| entries.iter().filter(|entry| command(entry).is_some()).find_map(shown_line))?;
    let method = *line.methods.first()?;
    let path = template(&line.path, &path_parameters(&line, entries, glossary), glossary);
    Some(Found { method, line: RequestLine { path, query: Vec::new(), ..line }, place })
}

fn shown_line(entry: &Entry<'_>) -> Option<(RequestLine, Span)> {
    let line = match entry.what {
        What::Code(text) => example::request_of(&text.content),
        What::Text(text) | What::Item(text) => text.lines().find_map(request_line::read),
        What::Label(_) | What::Table(_) => None,
    };
    line.map(|line| (line, entry.place))
}

/// The calls that commands alone show, on a page that describes parameters and states no request line: below each
/// heading the first one. Of headings that show the same call, the last describes it.
pub(super) fn shown(entries: &[Entry<'_>], glossary: &Glossary) -> Vec<Statement> {
    let mut shown: BTreeMap<(Method, String), Statement> = BTreeMap::new();
    let mut awaited = false;
    for (at, entry) in entries.iter().enumerate() {
        awaited |= names_operation(entry);
        let sent = command(entry).filter(|_| awaited).and_then(example::request_of);
        let Some(mut found) = sent.and_then(|line| call_of(line, entry.place, glossary)) else { continue };
        awaited = false;
        found.line.query.clear();
        let call = (found.method, found.line.path.clone());
        shown.insert(call, Statement::of(at, Standing::Shown, vec![found]));
    }
    let mut statements: Vec<Statement> = shown.into_values().collect();
    statements.sort_by_key(|statement| statement.entry);
    statements
}

/// The code of an entry, if it is a command.
fn command<'a>(entry: &Entry<'a>) -> Option<&'a str> {
    let What::Code(text) = entry.what else { return None };
    Some(text.content.as_str()).filter(|code| example::is_command(code))
}

/// The call that a request shows, with placeholders for the values in its path.
fn call_of(line: RequestLine, place: Span, glossary: &Glossary) -> Option<Found> {
    let path = template(&line.path, &[], glossary);
    Some(Found { method: *line.methods.first()?, line: RequestLine { path, ..line }, place })
}

/// The template of a line that shows ids in its path, if it does.
pub(super) fn without_ids(line: &RequestLine, entries: &[Entry<'_>], glossary: &Glossary) -> Option<String> {
    let parts: Vec<&str> = line.path.split('/').collect();
    let shown = (0..parts.len()).any(|at| is_value(&parts, at));
    shown.then(|| template(&line.path, &path_parameters(line, entries, glossary), glossary))
}

/// Whether the requests that code shows, if it shows some, call what lines say, or something below that.
pub(super) fn is_borne_out(lines: &[Found], entries: &[Entry<'_>]) -> bool {
    let codes = entries.iter().filter_map(|entry| if let What::Code(text) = entry.what { Some(text) } else { None });
    let messages = codes.flat_map(|code| example::split(&code.content));
    let mut shown = messages.filter_map(|message| message.request).peekable();
    let calls = |shown: &RequestLine, said: &Found| {
        let length = said.line.path.split('/').count();
        let begin: Vec<&str> = shown.path.split('/').take(length).collect();
        identity::is_sample_of(&begin.join("/"), &said.line.path)
    };
    shown.peek().is_none() || shown.any(|shown| lines.iter().any(|said| calls(&shown, said)))
}

/// Whether a path is a template's with values in the place of its placeholders, all of which show that they are some.
pub(super) fn shows_values_of(path: &str, template: &str) -> bool {
    let (parts, pattern): (Vec<&str>, Vec<&str>) = (path.split('/').collect(), template.split('/').collect());
    let shows = |at: usize| parts.get(at) == pattern.get(at) || is_value(&parts, at);
    path != template && identity::is_sample_of(path, template) && (0..parts.len()).all(shows)
}

/// The path with braces around the parts that stand for names: those that a table of path parameters names, as in
/// `/kites/KiteName`, or one of all parameters more than one of, and those that references write so.
pub(super) fn with_named_parts(line: &RequestLine, entries: &[Entry<'_>], glossary: &Glossary) -> String {
    let may_be_name = |part: &str| !part.contains('{') && part.contains(|c: char| c.is_ascii_uppercase());
    let parts: Vec<&str> = line.path.split('/').filter(|part| may_be_name(part)).collect();
    let mut names = if parts.is_empty() { Vec::new() } else { path_parameters(line, entries, glossary) };
    if parts.len() > 1 {
        let mixed = entries.iter().filter(|entry| holds_mixed_parameters(entry)).filter_map(Entry::parameters);
        let stated: Vec<&str> = mixed.flat_map(Captioned::names).filter(|name| parts.contains(name)).collect();
        names.extend(stated.iter().filter(|_| stated.len() > 1).map(|name| (*name).to_owned()));
    }
    let is_name = |part: &str| may_be_name(part) && names.iter().any(|name| name == part);
    let is_placeholder = |part: &str| is_name(part) || glossary.is_stand_in(part);
    let braced = |part: &str| if is_placeholder(part) { placeholder(part) } else { part.to_owned() };
    line.path.split('/').map(braced).collect::<Vec<_>>().join("/")
}

/// Whether an entry stands where a page lists what is sent, in whatever place.
fn holds_mixed_parameters(entry: &Entry<'_>) -> bool {
    matches!(entry.at.section, Some(Section::Parameters | Section::Request))
}

/// The names that the tables of path parameters state: where headings are lost, a table with a placeholder of the line.
fn path_parameters(line: &RequestLine, entries: &[Entry<'_>], glossary: &Glossary) -> Vec<String> {
    let mut names = Vec::new();
    for entry in entries {
        let Some(captioned) = entry.parameters() else { continue };
        let columns = captioned.columns;
        let in_path = |row: &&Row| {
            columns.cell(row, Column::In).and_then(|cell| glossary.place(&cell.text.content)) == Some(Place::Path)
        };
        let rows = captioned.table.rows.iter().filter(in_path);
        let said =
            rows.filter_map(|row| columns.cell(row, Column::Name)).map(|cell| cell.text.content.trim().to_owned());
        let before = names.len();
        names.extend(said);
        if names.len() > before {
            continue;
        }
        let of_path = match caption_words(&captioned, glossary).and_then(|words| glossary.caption(&words)) {
            Some(Caption::Of(Section::PathParameters)) => true,
            None | Some(Caption::Of(Section::Parameters)) => match entry.at.section {
                Some(section) => matches!(section, Section::Uri | Section::PathParameters),
                None => captioned.names().any(|name| line.placeholders().contains(&name)),
            },
            Some(_) => false,
        };
        if of_path {
            names.extend(captioned.names().filter(|name| !glossary.is_host(name)).map(str::to_owned));
        }
    }
    names
}

/// The calls that commands show on a page that has nothing else: each that sends something, or whose answer stands below
/// it. What a command only downloads is no call.
pub(super) fn commanded(entries: &[Entry<'_>], glossary: &Glossary) -> Vec<Statement> {
    let mut known: BTreeSet<(Method, String)> = BTreeSet::new();
    let mut statements = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let Some(code) = command(entry) else { continue };
        let messages = example::split(code);
        let answered = messages.iter().any(|message| message.request.is_none()) || is_answered_below(entries, at);
        let sent = messages.into_iter().find_map(|message| {
            let sends = answered || !message.headers.is_empty() || !message.documents.is_empty();
            Some((call_of(message.request?, entry.place, glossary), sends))
        });
        let Some((Some(found), sends)) = sent else { continue };
        let is_call = sends || !found.method.only_asks();
        if is_call && known.insert((found.method, found.line.path.clone())) {
            statements.push(Statement::of(at, Standing::Shown, vec![found]));
        }
    }
    statements
}

/// Whether JSON stands below a block of code, with nothing but words between.
fn is_answered_below(entries: &[Entry<'_>], at: usize) -> bool {
    let is_words = |entry: &Entry<'_>| matches!(entry.what, What::Text(_) | What::Label(_)) && entry.heading.is_none();
    let below = entries.iter().skip(at + 1).find(|entry| !is_words(entry));
    below.is_some_and(|entry| matches!(entry.what, What::Code(text) if example::holds_json(&text.content)))
}

/// A path with placeholders in the place of its values: a name stands after the word that it begins with
/// (`pets/7f2a...` is `pets/{pet_id}`), what the client fills stands first, the others in their order.
fn template(path: &str, names: &[String], glossary: &Glossary) -> String {
    let mut parts: Vec<String> = path.split('/').map(str::to_owned).collect();
    let mut free: Vec<&String> = names.iter().filter(|name| !parts.contains(&placeholder(name))).collect();
    let values: Vec<usize> = (0..parts.len()).filter(|at| is_value(&parts, *at)).collect();
    let (after_word, others): (Vec<usize>, Vec<usize>) =
        values.into_iter().partition(|at| free.iter().any(|name| begins(name, &word_before(&parts, *at, glossary))));
    for at in after_word {
        let word = word_before(&parts, at, glossary);
        let name = free.iter().position(|name| begins(name, &word)).map(|place| free.remove(place));
        put(&mut parts, at, name.map_or_else(|| name_after(&word), |name| placeholder(name)));
    }
    for at in others {
        let filled = free.iter().position(|name| glossary.client(Place::Path, name).is_some());
        let next = filled.or_else(|| (!free.is_empty()).then_some(0)).map(|place| free.remove(place));
        let name = next.map_or_else(|| name_after(&word_before(&parts, at, glossary)), |name| placeholder(name));
        put(&mut parts, at, name);
    }
    parts.join("/")
}

fn put(parts: &mut [String], at: usize, placeholder: String) {
    if let Some(part) = parts.get_mut(at) {
        *part = placeholder + without_ending(part).1;
    }
}

fn placeholder(name: &str) -> String {
    format!("{{{name}}}")
}

/// The placeholder of a value that no table names: `{pet_id}` after `pets`, and `{id}` after a version.
fn name_after(word: &str) -> String {
    if word.is_empty() || form::is_version(word) || word.contains('{') {
        placeholder("id")
    } else {
        format!("{{{word}_id}}")
    }
}

/// The part before another, its last word in the singular: `cloud_server` of `cloud-servers`.
fn word_before(parts: &[String], at: usize, glossary: &Glossary) -> String {
    let before = at.checked_sub(1).and_then(|before| parts.get(before)).map_or("", String::as_str);
    let words = before.to_lowercase().replace('-', "_");
    let (first, last) = words.split_at_checked(words.rfind('_').map_or(0, |at| at + 1)).unwrap_or_default();
    format!("{first}{}", glossary.singular(last))
}

fn begins(name: &str, word: &str) -> bool {
    word.len() > 1 && name.to_lowercase().starts_with(word)
}

/// Whether a part of a path is the id of something, or the number of one of those that the part before it speaks of:
/// `pets/1`, and not `api/2`.
fn is_value(parts: &[impl AsRef<str>], at: usize) -> bool {
    let part = |at: usize| parts.get(at).map_or("", AsRef::as_ref);
    let bare = without_ending(part(at)).0;
    let before = at.checked_sub(1).map_or("", part);
    let is_word = |byte: u8| byte.is_ascii_lowercase() || b"_-".contains(&byte);
    let counted = before.len() > 2 && before.ends_with('s') && before.bytes().all(is_word);
    is_id(part(at)) || (counted && !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `1.json` in two.
fn without_ending(part: &str) -> (&str, &str) {
    part.split_at_checked(part.rfind('.').unwrap_or(part.len())).unwrap_or((part, ""))
}

/// Whether a part of a path is the id of something: long, and not written by a person.
fn is_id(part: &str) -> bool {
    const SHORTEST_NUMBER: usize = 8;
    const SHORTEST: usize = 16;
    let digits = part.bytes().filter(u8::is_ascii_digit).count();
    let plain = part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    let number = digits == part.len() && digits >= SHORTEST_NUMBER;
    is_resource_name(part) || plain && (number || (part.len() >= SHORTEST && digits * 5 >= part.len()))
}

/// `urn:pets:north:rex`: the name of one resource, which no template holds.
fn is_resource_name(part: &str) -> bool {
    part.strip_prefix("urn:").is_some_and(|rest| rest.contains(':') && !rest.contains(['{', '}']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_a_path_become_placeholders() {
        let id = "619d3e78f61b4be68bc5aa0b59edcf7b";
        let table = [
            (format!("/v3/{id}/pets/{id}in09"), vec!["project_id", "pet_id"], "/v3/{project_id}/pets/{pet_id}"),
            (
                format!("/v3/{id}/vaults/{id}/tags/x"),
                vec!["key", "vault_id", "project_id"],
                "/v3/{project_id}/vaults/{vault_id}/tags/x",
            ),
            (
                "/v3/{project_id}/pets/818803911/feed".to_owned(),
                vec!["project_id"],
                "/v3/{project_id}/pets/{pet_id}/feed",
            ),
            ("/v3/{project_id}/pets".to_owned(), vec!["project_id"], "/v3/{project_id}/pets"),
            ("/v1/pets/batch-create".to_owned(), vec![], "/v1/pets/batch-create"),
            ("/api/2/pets/7/toys/12.json".to_owned(), vec![], "/api/2/pets/{pet_id}/toys/{toy_id}.json"),
            ("/v1/pets/urn:pets:north:rex".to_owned(), vec!["pet_urn"], "/v1/pets/{pet_urn}"),
            (format!("/v3/{id}/pets"), vec![], "/v3/{id}/pets"),
            (format!("/v1.0/{id}/pets"), vec![], "/v1.0/{id}/pets"),
        ];
        for (path, names, expected) in table {
            let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
            assert_eq!(template(&path, &names, Glossary::builtin()), expected);
        }
    }
}
