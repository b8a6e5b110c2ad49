//! Operations without a request line: one address serves them all, and a constant of each call, or the end of its path,
//! says which is meant. In:
//! the entries of a page, and what the vendor's words say of such calls. Out: the line that the page leaves unsaid, and
//! the constants. Where nothing says that the page documents a call, nothing comes.

use super::{
    outline::{Captioned, Entry, What},
    request_line::{QueryPair, QueryValue, RequestLine},
    segment::{self, Cut, Segment},
    title::{self, Title},
    uri::Found,
};
use crate::{
    call::Place,
    glossary::{Column, Glossary, Rpc, Section, form, same_name},
    ir::When,
    page::{Row, Span},
};
use std::{borrow::Cow, collections::BTreeMap};

/// The call that a page documents without a request line.
#[derive(Clone, Debug)]
pub(super) struct Called {
    /// The line that such pages leave unsaid.
    pub(super) line: Found,
    /// The value of the constant that names the operation.
    pub(super) action: String,
    /// What travels with each call, unless its path names it.
    pub(super) constants: Option<When>,
}

/// The call of a part of a page. `names` are what its title and its file offer; `described` says that tables describe
/// parameters or answers.
pub(super) fn find(
    entries: &[Entry<'_>],
    title: &str,
    names: &[String],
    described: bool,
    glossary: &Glossary,
) -> Option<Called> {
    let rpc = glossary.rpc()?;
    if rpc.place == Place::Path {
        return in_path(entries, title, rpc);
    }
    let action = rpc.action()?;
    let stated = entries.iter().find_map(|entry| stated(entry, rpc));
    let labelled = entries.iter().find_map(|entry| labelled(entry, rpc));
    let shown = labelled.or_else(|| entries.iter().find_map(|entry| shown(entry, rpc)));
    let title = names.iter().find(|name| is_action(name)).cloned();
    let (value, place) = match (stated, shown) {
        (Some((row, words)), shown) => (chosen(&words, names, shown.as_deref(), glossary)?, row),
        (None, Some(shown)) if described => (shown, Span::default()),
        (None, _) => (title.filter(|_| described)?, Span::default()),
    };
    if !described && !names.iter().any(|name| same_name(name, &value)) {
        return None;
    }
    let mut constants = BTreeMap::from([(action.name.clone(), value.clone())]);
    for constant in rpc.constants.iter().skip(1) {
        let row = entries.iter().find_map(|entry| rows(entry).find(|(name, _)| constant.is_called(name)));
        let stated = row.and_then(|(_, words)| words.into_iter().rev().find(|word| is_version(&word.text)));
        let value = stated.map(|word| word.text).or_else(|| constant.value.clone());
        constants.extend(value.map(|value| (constant.name.clone(), value)));
    }
    let constants = match rpc.place {
        Place::Header => When::Header(constants),
        Place::Body => When::Members(constants),
        Place::Query | Place::Path => When::Query(constants),
    };
    let line = line(rpc, &value, Vec::new(), place);
    Some(Called { line, action: value, constants: Some(constants) })
}

/// Whether a request line does no more than show the constant that names an operation: `GET /?Action=ListKites`.
pub(super) fn shows_action(line: &RequestLine, glossary: &Glossary) -> bool {
    let rpc = glossary.rpc().filter(|rpc| rpc.place != Place::Path);
    let named =
        |rpc: &Rpc| rpc.action().is_some_and(|action| line.query.iter().any(|pair| action.is_called(&pair.name)));
    rpc.is_some_and(|rpc| line.path == rpc.path_of("") && named(rpc))
}

/// The call that the path names as the title does.
fn in_path(entries: &[Entry<'_>], title: &str, rpc: &Rpc) -> Option<Called> {
    let Signature { name, arguments } = signature(title)?;
    let opening = entries.first().filter(|entry| entry.heading.is_some() && entry.at.section.is_none());
    let describes = |entry: &Entry<'_>| match entry.what {
        What::Table(_) => entry.parameters().is_some(),
        What::Text(text) | What::Code(text) | What::Item(text) => text.content.contains(&rpc.path_of(&name)),
        What::Label(_) => false,
    };
    let is_call = opening.is_some() || entries.iter().any(describes);
    let place = opening.map_or(Span::default(), |entry| entry.place);
    let placeholder = |name| QueryPair { name, value: QueryValue::Placeholder(None) };
    let line = line(rpc, &name, arguments.into_iter().map(placeholder).collect(), place);
    is_call.then_some(Called { line, action: name, constants: None })
}

fn line(rpc: &Rpc, action: &str, query: Vec<QueryPair>, place: Span) -> Found {
    let method = rpc.method;
    Found { method, line: RequestLine { methods: vec![method], path: rpc.path_of(action), query }, place }
}

/// A title as a function is written: `createKite(name, [size])`, or its name alone.
#[derive(Debug, PartialEq, Eq)]
struct Signature {
    name: String,
    arguments: Vec<String>,
}

fn signature(title: &str) -> Option<Signature> {
    let title = title.trim().trim_matches(['`', '*']);
    let (name, rest) = title.split_at_checked(title.find('(').unwrap_or(title.len()))?;
    let sound = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let is_name = |name: &str| name.len() > 1 && name.starts_with(|c: char| c.is_ascii_lowercase());
    if !is_name(name) || !name.chars().all(sound) {
        return None;
    }
    let rest = if rest.is_empty() { rest } else { rest.strip_prefix('(')?.strip_suffix(')')? };
    let arguments = rest.split([',', '[', ']']).map(|part| part.split('=').next().unwrap_or(part).trim());
    let arguments: Vec<String> = arguments.filter(|part| !part.is_empty()).map(str::to_owned).collect();
    let whole = arguments.iter().all(|argument| argument.chars().all(sound));
    whole.then(|| Signature { name: name.to_owned(), arguments })
}

/// Cuts a page before the headings that name a call each.
fn named_by_headings<'a>(entries: &'a [Entry<'a>], glossary: &Glossary) -> Option<Cut<'a>> {
    let names_call = |entry: &Entry<'_>| match entry.what {
        What::Label(text) if entry.heading.is_some() && entry.at.section.is_none() => {
            signature(&text.content).is_some()
        }
        _ => false,
    };
    let headings = entries.iter().enumerate().filter(|(_, entry)| names_call(entry)).map(|(at, _)| at);
    Some(segment::by_headings(entries, headings, glossary)).filter(|cut| !cut.segments.is_empty())
}

/// Cuts a page that states several calls: each by a table or a line with its constant, before the headings that lead up to
/// them; or each below a heading with its name.
pub(super) fn segments<'a>(entries: &'a [Entry<'a>], glossary: &Glossary) -> Option<Cut<'a>> {
    let rpc = glossary.rpc()?;
    if rpc.place == Place::Path {
        return named_by_headings(entries, glossary);
    }
    let states = |entry: &Entry<'_>| stated(entry, rpc).is_some() || labelled(entry, rpc).is_some();
    let stating: Vec<usize> = (0..entries.len()).filter(|at| entries.get(*at).is_some_and(states)).collect();
    if stating.len() < 2 {
        return None;
    }
    let opens =
        |at: &usize| entries.get(*at).is_some_and(|entry| entry.heading.is_some() && entry.at.chapter.is_none());
    let mut starts: Vec<usize> = stating.iter().filter_map(|at| (0..*at).rev().find(opens)).collect();
    starts.dedup();
    if starts.len() != stating.len() {
        return None;
    }
    let ends = starts.iter().copied().skip(1).chain([entries.len()]);
    let parts = starts.iter().zip(ends).filter_map(|(start, end)| entries.get(*start..end));
    let title = |part: &'a [Entry<'a>]| match part.first().map(|entry| entry.what) {
        Some(What::Label(text)) => Some(text.clone()),
        _ => None,
    };
    let segments = parts.map(|part| Segment::titled(title(part), Cow::Borrowed(part))).collect();
    Some(Cut { segments, rest: Vec::new() })
}

/// The names that a title offers for its operation: its end, and itself where it is one word.
pub(super) fn names(title: &Title) -> Vec<String> {
    let whole = Some(title.words.trim().to_owned()).filter(|words| is_action(words));
    title::offered(title).into_iter().map(|witness| witness.name).chain(whole).filter(|name| is_action(name)).collect()
}

/// A word of a cell, and whether the page sets it apart from the words around it.
struct Word {
    text: String,
    marked: bool,
}

/// The row that states the constant which names the operation: where it stands, and the words of its cells.
fn stated(entry: &Entry<'_>, rpc: &Rpc) -> Option<(Span, Vec<Word>)> {
    let action = rpc.action()?;
    rows(entry).find(|(name, _)| action.is_called(name)).map(|(_, words)| (entry.place, words))
}

/// The rows of a table of parameters: the name, and the words of what else the row says.
fn rows<'e>(entry: &'e Entry<'_>) -> impl Iterator<Item = (String, Vec<Word>)> + 'e {
    entry.parameters().into_iter().flat_map(|captioned| {
        captioned.table.rows.iter().filter_map(move |row| {
            let name = captioned.columns.cell(row, Column::Name)?;
            let name = name.text.content.trim().trim_matches(['*', '`']).to_owned();
            Some((name, words(&captioned, row)))
        })
    })
}

fn words(captioned: &Captioned<'_>, row: &Row) -> Vec<Word> {
    let columns = [Column::Description, Column::Mandatory];
    let described = columns.into_iter().flat_map(|column| captioned.columns.cells(row, column));
    let cells = described.chain(captioned.columns.extras(row)).map(|(_, cell)| cell.text.content.as_str());
    cells.flat_map(cell_words).collect()
}

fn cell_words(cell: &str) -> Vec<Word> {
    let alone = cell.split_whitespace().count() == 1;
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let mut words = Vec::new();
    let mut before = ' ';
    for piece in cell.split_inclusive(|c: char| !part(c)) {
        let end = piece.chars().last().filter(|c| !part(*c));
        let text = piece.trim_end_matches(|c: char| !part(c)).trim_matches(['.', '-']);
        let marked = alone || matches!((before, end), ('`', Some('`')) | ('*', Some('*')) | ('"', Some('"')));
        if !text.is_empty() {
            words.push(Word { text: text.to_owned(), marked });
        }
        before = end.unwrap_or(' ');
    }
    words
}

/// Which of a row's words names the operation: the one that the title or an example confirms, else one that is set
/// apart, else the last that looks like a name.
fn chosen(words: &[Word], names: &[String], shown: Option<&str>, glossary: &Glossary) -> Option<String> {
    let confirmed = |word: &&Word| {
        Some(word.text.as_str()) == shown || names.iter().any(|name| same_name(name, &word.text) && is_action(name))
    };
    // What says that the row is mandatory names nothing.
    let marked = |word: &&Word| word.marked && is_action(&word.text) && glossary.yes_no(&word.text).is_none();
    let found = words.iter().find(confirmed).or_else(|| words.iter().rev().find(marked));
    let found = found.or_else(|| words.iter().rev().find(|word| has_humps(&word.text)));
    found.map(|word| word.text.clone()).or_else(|| shown.map(str::to_owned))
}

/// The constant as a line of its own states it: `Action: ListPets`.
fn labelled(entry: &Entry<'_>, rpc: &Rpc) -> Option<String> {
    let (What::Text(text) | What::Item(text)) = entry.what else { return None };
    let label = text.content.split([':', '：']).next()?.trim();
    let name = rpc.action()?.names().find(|name| *name == label)?;
    value_after(name, &text.content)
}

/// The constant as an example shows it: `?Action=ListPets`, `"Action": "ListPets"`, `X-Action: ListPets`.
fn shown(entry: &Entry<'_>, rpc: &Rpc) -> Option<String> {
    let in_example = entry.at.section.is_some_and(Section::is_example);
    let text = entry.text().filter(|_| in_example || matches!(entry.what, What::Code(_)))?;
    let action = rpc.action()?;
    text.content.lines().find_map(|line| action.names().find_map(|name| value_after(name, line)))
}

/// The value that a line gives to a name: `Action=ListPets`, `"Action": "ListPets"`, `["action"] => "listPets"`.
fn value_after(name: &str, line: &str) -> Option<String> {
    let at = line.find(name)?;
    let opens = line.get(..at)?.chars().next_back().is_none_or(|c| !c.is_ascii_alphanumeric() && c != '-');
    let rest = line.get(at + name.len()..)?.trim_start_matches(['"', '\'', ']']).trim_start();
    let in_query = rest.starts_with('=');
    let rest = rest.strip_prefix("=>").or_else(|| rest.strip_prefix(['=', ':', '：'])).filter(|_| opens)?;
    let rest = rest.trim_start().trim_start_matches(['"', '\'']);
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.').unwrap_or(rest.len());
    // In the query of an example, whatever stands there is the constant: `?action=createKite`.
    let is_value = |value: &str| is_action(value) || in_query && form::is_identifier(value);
    rest.get(..end).filter(|value| is_value(value)).map(str::to_owned)
}

/// Whether a word can be the value that names an operation: a capital, then letters and digits.
fn is_action(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(|c| c.is_ascii_uppercase())
        && chars.next().is_some_and(|c| c.is_ascii_alphanumeric())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))
        && word.chars().any(|c| c.is_ascii_lowercase())
}

/// Two or more words in one: `ListPets`.
fn has_humps(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    is_action(word)
        && letters.windows(2).any(|pair| matches!(pair, [a, b] if a.is_ascii_lowercase() && b.is_ascii_uppercase()))
}

/// `2014-05-26`, `V2`, `1.0`.
fn is_version(word: &str) -> bool {
    word.chars().any(|c| c.is_ascii_digit())
}
