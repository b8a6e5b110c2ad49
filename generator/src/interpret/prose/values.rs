//! Enumerations: labelled lists, bullets with meanings, lists in a sentence, codes that a dump
//! flattened into one line.

use super::{
    Prose, Scalar, tail,
    token::{self, Entry},
};
use crate::{
    glossary::{Fact, Phrase, Trust},
    ir::EnumValue,
};
use serde_json::Value;

/// The values and the one that is marked as the default. The best witness says which values there
/// are; the others may add meanings.
pub(super) fn read(text: &Prose<'_>, name: &str) -> (Vec<EnumValue>, Option<Value>) {
    if matches!(text.subject.scalar, Scalar::Boolean | Scalar::Other) {
        return (Vec::new(), None);
    }
    let stated = || {
        let stated = text.phrases.iter().filter(|phrase| matches!(phrase.fact, Fact::Enumeration | Fact::Values));
        let mut stated: Vec<&Phrase> = stated.collect();
        stated.sort_by_key(|phrase| (phrase.fact != Fact::Enumeration, phrase.trust == Trust::Prose));
        stated.into_iter().filter_map(|phrase| behind(phrase, text)).collect::<Vec<_>>()
    };
    let mut witnesses = stated();
    witnesses.extend(bullets(text));
    witnesses.extend(codes(text.subject.scalar == Scalar::Whole, text));
    witnesses.extend(bars(text.plain));
    witnesses.retain(|entries| entries.iter().all(|entry| token::typed(&entry.value, text.subject.scalar).is_some()));
    // Bullets that tell one field from another name the fields.
    witnesses.retain(|entries| !entries.iter().any(|entry| entry.value.eq_ignore_ascii_case(name)));
    let mut witnesses = witnesses.into_iter();
    let Some(mut entries) = witnesses.next() else { return (Vec::new(), None) };
    for other in witnesses {
        merge(&mut entries, other);
    }
    merge(&mut entries, lines_with_meanings(text));
    let typed = |value: &str| token::typed(value, text.subject.scalar);
    let default =
        entries.iter().filter(|entry| entry.default && !text.subject.list).find_map(|entry| typed(&entry.value));
    let values =
        entries.into_iter().filter_map(|entry| Some(EnumValue { value: typed(&entry.value)?, doc: entry.doc }));
    (values.collect(), default)
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

/// The list behind a phrase.
fn behind(phrase: &Phrase, text: &Prose<'_>) -> Option<Vec<Entry>> {
    let complete = phrase.fact == Fact::Enumeration;
    if !complete && (text.is_conditional(phrase) || text.in_entry(phrase)) {
        return None;
    }
    let rest = text.up_to_label(phrase.range.end);
    let rest = rest.trim_start_matches([' ', ':']);
    let (line, more) = rest.split_once('\n').unwrap_or((rest, ""));
    let least = if complete { 1 } else { 2 };
    let entries = if line.trim().is_empty() {
        let listed = lines(more, complete, text);
        let next = more.lines().next().unwrap_or_default();
        if listed.len() >= least { listed } else { in_sentence(token::bullet(next).unwrap_or(next), text)? }
    } else if complete {
        words(line, text).or_else(|| in_sentence(line, text))?
    } else {
        in_sentence(line, text).or_else(|| flattened(line, phrase, text))?
    };
    (entries.len() >= least).then(|| distinct(entries))
}

/// Lines, bullets or not, as far as each is a value with or without a meaning.
fn lines(text: &str, complete: bool, prose: &Prose<'_>) -> Vec<Entry> {
    let bulleted = text.lines().next().is_some_and(|line| token::bullet(line).is_some());
    let mut entries = Vec::new();
    for line in text.lines() {
        let item = token::bullet(line);
        if bulleted && item.is_none() {
            // A bullet's meaning may go on in the next line.
            if token::entry(line, prose.glossary).is_none() && !entries.is_empty() {
                continue;
            }
            break;
        }
        match token::entry(item.unwrap_or(line), prose.glossary)
            .filter(|entry| complete || !is_no_value(&entry.value, prose))
        {
            Some(entry) => entries.push(entry),
            None => break,
        }
    }
    entries
}

/// Values between blanks, as a dump leaves a list of them.
fn words(line: &str, prose: &Prose<'_>) -> Option<Vec<Entry>> {
    let mut entries = Vec::new();
    for word in line.split_whitespace().filter(|word| *word != "-") {
        let (value, rest) = token::value(word)?;
        if !rest.trim_matches([',', ';', '.', '。', '、']).is_empty() {
            return None;
        }
        entries.push(bare(value));
    }
    let glued = matches!(entries.as_slice(), [only] if is_glued(&only.value, prose.plain));
    (!entries.is_empty() && !glued).then_some(entries)
}

/// `catdogbird`: several values, the blanks between them lost, if another word of the text is the
/// first of them.
fn is_glued(value: &str, text: &str) -> bool {
    const SHORTEST: usize = 3;
    let mut words = text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')));
    words.any(|word| word.len() >= SHORTEST && word.len() < value.len() && value.starts_with(word))
}

/// `a, b (the second), or c`: up to the end of the sentence, each item a value.
fn in_sentence(text: &str, prose: &Prose<'_>) -> Option<Vec<Entry>> {
    let words = &prose.glossary.phrases().words;
    let mut entries = Vec::new();
    let mut rest = text.trim_start();
    loop {
        let (value, behind) = token::value(rest)?;
        if is_no_value(value, prose) {
            return None;
        }
        let (behind, note) = token::parenthesis(behind);
        let is_mark = |note: &str| words.default_mark.iter().any(|mark| note.eq_ignore_ascii_case(mark));
        let default = note.is_some_and(is_mark);
        let doc = note.filter(|_| !default).unwrap_or_default().to_owned();
        // `a/b/c` reads as one word.
        let parts = value.split('/').filter(|part| !part.is_empty());
        entries.extend(parts.map(|part| Entry { doc: doc.clone(), default, ..bare(part) }));
        let behind = behind.trim_start();
        let joined = behind.strip_prefix([',', '、', '|', '/', ';']);
        let after = joined.unwrap_or(behind).trim_start();
        let and = words.and.iter().find_map(|word| strip_word(after, word));
        match (joined, and) {
            (_, Some(next)) => rest = next.trim_start(),
            (Some(_), None) if ends_list(after) => break,
            (Some(next), None) if token::value(next).is_some() && !next.trim_start().is_empty() => {
                rest = next.trim_start();
            }
            (Some(_), None) => break,
            (None, None) if ends_list(behind) => break,
            (None, None) => return None,
        }
    }
    // A bracket behind the last value alone speaks of the whole list.
    let noted = entries.iter().filter(|entry| !entry.doc.is_empty()).count();
    if let Some(last) = entries.last_mut().filter(|_| noted == 1) {
        last.doc.clear();
    }
    (entries.len() >= 2).then_some(entries)
}

fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(word)?;
    (!word.is_ascii() || rest.starts_with([' ', '"'])).then_some(rest)
}

/// What may stand behind the last value.
fn ends_list(behind: &str) -> bool {
    behind.is_empty()
        || behind.starts_with(['.', '。', ';', '\n'])
        || behind.starts_with("两种")
        || behind.starts_with("等")
        || behind.starts_with(',')
}

/// The first run of bullets in which each is a value with a meaning.
fn bullets(text: &Prose<'_>) -> Option<Vec<Entry>> {
    let mut runs: Vec<Option<Vec<Entry>>> = Vec::new();
    let mut open = false;
    let mut before = "";
    for line in text.plain.lines() {
        let Some(item) = token::bullet(line) else {
            open = false;
            before = line;
            continue;
        };
        if !open {
            runs.push((!announces_samples(before, text)).then(Vec::new));
            open = true;
        }
        let entry =
            token::entry(item, text.glossary).filter(|entry| entry.separated && !is_no_value(&entry.value, text));
        if let Some(run) = runs.last_mut() {
            match (run.as_mut(), entry) {
                (Some(entries), Some(entry)) => entries.push(entry),
                _ => *run = None,
            }
        }
    }
    let run = runs.into_iter().flatten().find(|run| run.len() >= 2)?;
    Some(distinct(run))
}

/// Whether a line ends in "for example:".
fn announces_samples(line: &str, prose: &Prose<'_>) -> bool {
    let line = line.trim_end_matches([':', ' ']).to_ascii_lowercase();
    prose.glossary.phrases().words.sample.iter().any(|word| line.ends_with(word.as_str()))
}

/// `VALUE: meaning. OTHER: meaning.` behind a label, on one line.
fn flattened(line: &str, phrase: &Phrase, prose: &Prose<'_>) -> Option<Vec<Entry>> {
    let set_apart = phrase.trust == Trust::Label && !prose.subject.list;
    set_apart.then(|| keyed(line, |_| true, prose)).flatten()
}

/// `0: idle 1: busy`, `0: done. AB.1000: denied.`: codes with meanings on one line.
fn codes(whole: bool, prose: &Prose<'_>) -> Option<Vec<Entry>> {
    prose.segments().find_map(|line| {
        let number = |value: &str| value.parse::<i64>().is_ok();
        if let Some(entries) = keyed(line, number, prose) {
            let numbers: Vec<i64> = entries.iter().filter_map(|entry| entry.value.parse().ok()).collect();
            if numbers.windows(2).all(|pair| pair.first() < pair.last()) && (whole || numbers.len() >= 3) {
                return Some(entries);
            }
        }
        let code = |value: &str| {
            value.contains(|c: char| c.is_ascii_digit()) && (number(value) || value.contains(['.', '_', '-']))
        };
        (!whole).then(|| keyed(line, code, prose)).flatten()
    })
}

/// Entries of the form `KEY: meaning` in a line, at least two.
fn keyed(line: &str, is_key: impl Fn(&str) -> bool, prose: &Prose<'_>) -> Option<Vec<Entry>> {
    let no_key = &prose.glossary.phrases().words.no_key;
    let mut keys: Vec<(usize, usize, &str)> = Vec::new();
    for (colon, _) in line.match_indices(':') {
        let before = tail(line.get(..colon)?).trim_end();
        let start = before
            .rfind(|c: char| c.is_whitespace() || !c.is_ascii() || matches!(c, ',' | ';' | '('))
            .map_or(0, |at| at + before.get(at..).and_then(|text| text.chars().next()).map_or(1, char::len_utf8));
        let Some((key, "")) = before.get(start..).and_then(token::value) else { continue };
        let start = colon - (before.len() - start).min(colon);
        let after = line.get(colon + 1..)?;
        let opens = !after.starts_with(|c: char| c.is_ascii_digit() || c == '/') && !after.trim().is_empty();
        if opens && is_key(key) && !no_key.iter().any(|word| key.eq_ignore_ascii_case(word)) && !is_no_value(key, prose)
        {
            keys.push((start, colon + 1, key));
        }
    }
    let ends = keys.iter().skip(1).map(|key| key.0).chain([line.len()]);
    let entries: Vec<Entry> = keys
        .iter()
        .zip(ends)
        .map(|((_, from, key), end)| {
            let doc = line.get(*from..end).unwrap_or_default().trim().trim_end_matches([';', ',', '"', ' ']);
            Entry { doc: doc.to_owned(), ..bare(key) }
        })
        .collect();
    (entries.len() >= 2 && entries.iter().all(|entry| !entry.doc.is_empty())).then(|| distinct(entries))
}

/// `state(NEW|DONE);new|done`: values between bars, with meanings where there are as many.
fn bars(text: &str) -> Option<Vec<Entry>> {
    let (inner, behind) =
        text.split('(').skip(1).find_map(|part| part.split_once(')').filter(|(inner, _)| inner.contains('|')))?;
    let values: Vec<&str> = inner.split('|').map(str::trim).collect();
    if !values.iter().all(|value| token::value(value).is_some_and(|(_, rest)| rest.is_empty())) {
        return None;
    }
    let line = behind.lines().next().unwrap_or_default();
    let docs: Vec<&str> = line.trim_matches([';', ',', ':', '。', '.', ' ']).split('|').map(str::trim).collect();
    let paired = docs.len() == values.len();
    let doc = |index: usize| docs.get(index).filter(|_| paired).copied().unwrap_or_default().to_owned();
    Some(distinct(values.iter().enumerate().map(|(index, value)| Entry { doc: doc(index), ..bare(value) }).collect()))
}

fn bare(value: &str) -> Entry {
    Entry { value: value.to_owned(), doc: String::new(), default: false, separated: false }
}

/// Each value once, its first meaning kept.
fn distinct(entries: Vec<Entry>) -> Vec<Entry> {
    let mut seen = std::collections::HashSet::new();
    entries.into_iter().filter(|entry| seen.insert(entry.value.clone())).collect()
}

fn is_no_value(value: &str, prose: &Prose<'_>) -> bool {
    let words = &prose.glossary.phrases().words;
    words.no_value.iter().any(|word| value.eq_ignore_ascii_case(word)) || prose.glossary.is_none(value)
}
