//! What the values of an enumeration mean: other lists of the same values, lines of a value and its meaning, and lines
//! whose breaks a scraper lost. The text without characters, which no list can write, is found by its meaning.

use super::{
    Prose, Scalar,
    token::{self, Entry},
};
use crate::glossary::in_small_letters;

/// Completes the entries: meanings that `others` or lines of the text give, and the text without characters.
pub(super) fn complete(entries: &mut Vec<Entry>, others: Vec<Vec<Entry>>, text: &Prose<'_>) {
    for other in others.into_iter().chain([lines_with_meanings(text)]) {
        merge(entries, other);
    }
    clear_lists(entries);
    if entries.iter().all(|entry| entry.doc.is_empty()) {
        let glued = glued(entries, text);
        merge(entries, glued);
    }
    if text.subject.scalar == Scalar::Text && !text.subject.list {
        let empty = empty_text(entries, text);
        entries.extend(empty);
    }
}

/// Takes meanings from another witness that speaks of the same values.
fn merge(entries: &mut [Entry], others: Vec<Entry>) {
    for other in others {
        if let Some(entry) = entries.iter_mut().find(|entry| entry.value == other.value) {
            entry.default |= other.default;
            if entry.doc.is_empty() {
                entry.doc = other.doc;
            }
        }
    }
}

/// Lines such as `value: meaning`. Alone they prove no enumeration; they explain one that is known.
fn lines_with_meanings(text: &Prose<'_>) -> Vec<Entry> {
    text.plain.lines().filter_map(|line| token::entry(line, text.glossary)).filter(|entry| entry.separated).collect()
}

/// Clears meanings that are the rest of the list, `UP,DOWN,OFF`, or hold the next value with its meaning, `1:on2:off`.
fn clear_lists(entries: &mut [Entry]) {
    let values: Vec<String> = entries.iter().map(|entry| entry.value.clone()).collect();
    let is_list = |doc: &str| {
        let mut words = doc.split([',', '、', '/', '|', ';', ' ', '.', '。']).filter(|word| !word.is_empty());
        doc.contains([',', '、', '/', '|', ';']) && words.all(|word| values.iter().any(|value| value == word))
    };
    for entry in entries {
        let goes_on = |value: &String| *value != entry.value && entry.doc.contains(&format!("{value}:"));
        if is_list(&entry.doc) || values.iter().any(goes_on) {
            entry.doc.clear();
        }
    }
}

/// `4:IPv46:IPv6`: the meanings of known values, in their order, where nothing stands between a meaning and the next value.
fn glued(entries: &[Entry], text: &Prose<'_>) -> Vec<Entry> {
    let in_line = |line: &str| {
        let mut from = 0;
        let keys = entries.iter().map(|entry| {
            let key = format!("{}:", entry.value);
            let start = from + line.get(from..)?.find(&key)?;
            from = start + key.len();
            Some((start, from))
        });
        let keys: Vec<(usize, usize)> = keys.collect::<Option<_>>()?;
        let begins = line.get(..keys.first()?.0)?.trim_end();
        let ends = keys.iter().skip(1).map(|(start, _)| *start).chain([line.len()]);
        let docs = keys.iter().zip(ends).map(|((_, from), end)| line.get(*from..end).unwrap_or_default().trim());
        let found: Vec<Entry> =
            entries.iter().zip(docs).map(|(entry, doc)| Entry::meaning(&entry.value, doc)).collect();
        let whole = found.iter().all(|entry| !entry.doc.is_empty() && !entry.doc.contains(':'));
        (found.len() > 1 && whole && (begins.is_empty() || begins.ends_with(':'))).then_some(found)
    };
    text.segments().find_map(in_line).unwrap_or_default()
}

/// `an empty string: no door`, on a line of its own or after the meaning of the last value: a value as well.
fn empty_text(entries: &mut [Entry], text: &Prose<'_>) -> Option<Entry> {
    let words = &text.glossary.phrases().words;
    let meaning = |rest: &str| {
        let rest = rest.trim_start();
        let rest = rest.strip_prefix(':').or_else(|| words.means.iter().find_map(|word| rest.strip_prefix(word)))?;
        Some(rest.trim().trim_end_matches([';', ',', '、']).to_owned()).filter(|doc| !doc.is_empty())
    };
    for entry in entries {
        let lower = in_small_letters(&entry.doc);
        let found = words.empty_text.iter().find_map(|word| {
            let at = lower.find(word.as_str()).filter(|at| *at > 0)?;
            let rest = entry.doc.get(at + word.len()..)?;
            rest.starts_with(':').then(|| Some((at, meaning(rest)?))).flatten()
        });
        if let Some((at, doc)) = found {
            entry.doc.truncate(entry.doc.get(..at).unwrap_or_default().trim_end_matches([' ', ';', ',']).len());
            return Some(Entry::meaning("", &doc));
        }
    }
    let of_line = |line: &str| {
        let item = token::bullet(line).unwrap_or(line).trim_start_matches('"');
        let lower = in_small_letters(item);
        let named = words.empty_text.iter().find(|word| lower.starts_with(word.as_str()))?;
        meaning(item.get(named.len()..)?.trim_start_matches('"'))
    };
    text.plain.lines().find_map(of_line).map(|doc| Entry::meaning("", &doc))
}
