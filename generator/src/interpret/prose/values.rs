//! Enumerations: which lists of a description enumerate its values. Phrases, bullets, codes with meanings and values
//! between bars are witnesses; the best one says which values there are, the others may add meanings.

use super::{
    Prose, Scalar, bullet_before, bullets, keys,
    lists::{self, Expected},
    meanings,
    sentence::first_sentence,
    token::{self, Entry},
};
use crate::{
    glossary::{Fact, Phrase, Trust, in_small_letters},
    ir::EnumValue,
};
use serde_json::Value;
use std::collections::BTreeSet;

/// The values, and the one that is marked as the default.
pub(super) fn read(text: &Prose<'_>) -> (Vec<EnumValue>, Option<Value>) {
    let has_none = text.subject.scalar == Scalar::Other && !text.subject.list;
    if has_none || text.adds_values() || joins_values(text) || goes_on(text) {
        return (Vec::new(), None);
    }
    let typed = |value: &str| token::typed(value, text.item());
    // Beside a range, numbers with meanings explain some of it.
    let states_range = |phrase: &Phrase| phrase.trust > Trust::Hint;
    let ranged = text.subject.scalar == Scalar::Whole && text.of(Fact::Range).any(states_range);
    let mut witnesses = announced(text);
    // Bullets that tell one field from another name the fields; a list that is announced holds values.
    let names_field = |entries: &[Entry]| entries.iter().any(|entry| entry.value.eq_ignore_ascii_case(text.name));
    if text.subject.scalar != Scalar::Other {
        let bullets = bullets::read(text).filter(|_| !ranged);
        let codes = keys::codes(text.subject.scalar == Scalar::Whole, text).filter(|_| !ranged);
        let unannounced = [bullets, codes, lists::bars(text.plain)].into_iter().flatten();
        witnesses.extend(unannounced.filter(|entries| !names_field(entries)));
        let defaults = defaults(text);
        witnesses.extend(alternatives(&defaults, text));
        witnesses.extend(choices(&defaults, text));
    }
    witnesses.retain(|entries| entries.iter().all(|entry| typed(&entry.value).is_some()));
    // Bullets that explain the parts of a format name those: `{kind}:{size}`.
    let parts: BTreeSet<&str> =
        text.plain.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect();
    witnesses.retain(|entries| !entries.iter().any(|entry| parts.contains(entry.value.as_str())));
    // A list in which something stands for what somebody chooses is not all.
    let is_open = |entry: &Entry| token::is_mask(&entry.value) || token::is_network(&entry.value);
    witnesses.retain(|entries| !entries.iter().any(is_open));
    let Some(best) = best_of(&witnesses) else { return (Vec::new(), None) };
    let mut entries = witnesses.swap_remove(best);
    if takes_more(&entries, text) {
        return (Vec::new(), None);
    }
    meanings::complete(&mut entries, witnesses, text);
    let default =
        entries.iter().filter(|entry| entry.default && !text.subject.list).find_map(|entry| typed(&entry.value));
    // The values of a boolean are known; which one is the default may be marked at them.
    let entries = if text.subject.scalar == Scalar::Boolean { Vec::new() } else { entries };
    let values =
        entries.into_iter().filter_map(|entry| Some(EnumValue { value: typed(&entry.value)?, doc: entry.doc }));
    (values.collect(), default)
}

/// The first list, unless that has several values and another one has them all and more.
fn best_of(witnesses: &[Vec<Entry>]) -> Option<usize> {
    fn values(entries: &[Entry]) -> BTreeSet<&str> {
        entries.iter().map(|entry| entry.value.as_str()).collect()
    }
    let first = values(witnesses.first()?);
    let wider = |other: &Vec<Entry>| first.len() > 1 && other.len() > first.len() && values(other).is_superset(&first);
    Some(witnesses.iter().position(wider).unwrap_or(0))
}

/// Whether the text speaks of a number that is not listed as of a value: `1 or 5; if it is set to 0`.
fn takes_more(entries: &[Entry], text: &Prose<'_>) -> bool {
    let mut taken = text.of(Fact::Taken).filter_map(|phrase| phrase.min.as_deref());
    text.subject.scalar == Scalar::Whole && taken.any(|number| !entries.iter().any(|entry| entry.value == number))
}

/// Whether a text holds several values, with a sign between them: those that are listed are its parts.
fn joins_values(text: &Prose<'_>) -> bool {
    let joined = &text.glossary.phrases().words.joined;
    !text.subject.list && joined.iter().any(|word| text.lower.contains(word.as_str()))
}

/// Whether the values that the text announces are not all: `A, B, etc.`, or a last bullet `...`.
fn goes_on(text: &Prose<'_>) -> bool {
    let words = &text.glossary.phrases().words;
    let announced = text.phrases.iter().filter(|phrase| matches!(phrase.fact, Fact::Values | Fact::Enumeration));
    let rest = announced.filter_map(|phrase| text.plain.get(phrase.range.end..));
    let mut sentences = rest.map(first_sentence);
    let alone = |line: &str| {
        let line = token::bullet(line).unwrap_or(line).trim();
        words.open_end.iter().any(|word| line.trim_end_matches(['.', '。']) == word || line == word)
    };
    sentences.any(|sentence| lists::is_open(sentence, words)) || text.lower.lines().any(alone)
}

/// The lists that phrases announce, the surest first.
fn announced(text: &Prose<'_>) -> Vec<Vec<Entry>> {
    let rank = |phrase: &Phrase| match (phrase.fact, phrase.trust) {
        (Fact::Enumeration, _) => Some(0),
        (Fact::Values, Trust::Label) => Some(1),
        (Fact::Values, Trust::Prose) => Some(2),
        (Fact::Values, Trust::Hint) => Some(3),
        (Fact::Only, _) => Some(4),
        _ => None,
    };
    let mut phrases: Vec<(u8, &Phrase)> =
        text.phrases.iter().filter_map(|phrase| Some((rank(phrase)?, phrase))).collect();
    phrases.sort_by_key(|(rank, _)| *rank);
    // What a list without a type for its elements holds, only a label says.
    let untyped = text.subject.scalar == Scalar::Other;
    let phrases = phrases.into_iter().filter(|(rank, _)| !untyped || *rank == 0);
    let mut phrases: Vec<&Phrase> = phrases.map(|(_, phrase)| phrase).collect();
    // What is supported may be what stands inside JSON.
    let is_hint = |phrase: &Phrase| phrase.fact == Fact::Values && phrase.trust == Trust::Hint;
    if phrases.iter().copied().any(is_hint) && bullets::is_structure(text.plain, text) {
        phrases.retain(|phrase| !is_hint(phrase));
    }
    let mut found: Vec<(&Phrase, Vec<Entry>)> =
        phrases.into_iter().filter_map(|phrase| Some((phrase, after(phrase, text)?))).collect();
    if found.is_empty() {
        return Vec::new();
    }
    // Several only values are each that of a case.
    let is_only = |phrase: &Phrase| phrase.fact == Fact::Only;
    let only = found.iter().filter(|(phrase, _)| is_only(phrase)).filter_map(|(_, entries)| entries.first());
    let several = only.map(|entry| &entry.value).collect::<BTreeSet<_>>().len() > 1;
    let in_bullets = values_in_bullets(text);
    // A list in a bullet is that of a case, if another bullet gives another value.
    let is_of_case = |phrase: &Phrase, entries: &[Entry]| {
        is_in_bullet(phrase, text) && in_bullets.iter().any(|value| !entries.iter().any(|entry| entry.value == *value))
    };
    found.retain(|(phrase, entries)| !(several && is_only(phrase) || is_of_case(phrase, entries)));
    found.into_iter().map(|(_, entries)| entries).collect()
}

/// The values that phrases in bullets give, whatever the case.
fn values_in_bullets<'t>(text: &Prose<'t>) -> BTreeSet<&'t str> {
    let announces = |phrase: &&Phrase| matches!(phrase.fact, Fact::Values | Fact::Only);
    let phrases = text.phrases.iter().filter(announces);
    let phrases = phrases.filter(|phrase| is_in_bullet(phrase, text) && !text.is_conditional(phrase));
    let values = phrases.filter_map(|phrase| {
        let rest = text.plain.get(phrase.range.end..)?;
        let (value, _) = token::value(rest)?;
        (token::is_set_apart(rest) || token::typed(value, Scalar::Whole).is_some()).then_some(value)
    });
    values.collect()
}

fn is_in_bullet(phrase: &Phrase, text: &Prose<'_>) -> bool {
    phrase.trust < Trust::Label && bullet_before(text.plain, phrase).is_some()
}

fn after(phrase: &Phrase, text: &Prose<'_>) -> Option<Vec<Entry>> {
    let complete = phrase.fact == Fact::Enumeration;
    let labelled = phrase.trust == Trust::Label;
    if !labelled && text.is_of_another(phrase) {
        return None;
    }
    if !complete && (text.is_conditional(phrase) || text.in_entry(phrase) || text.in_format(phrase)) {
        return None;
    }
    if labelled && !complete && is_of_part(phrase, text) {
        return None;
    }
    let rest = text.up_to_label(phrase.range.end);
    if phrase.fact == Fact::Only {
        let only = || lists::only(rest, phrase.trust, text);
        return (labelled || !limits_something_else(phrase, text)).then(only).flatten();
    }
    let expected = Expected { complete, labelled };
    let sure = |entry: &Entry| {
        let known = token::is_code(&entry.value) || token::is_spelled_in_capitals(&entry.value);
        phrase.trust > Trust::Hint || known || entry.set_apart
    };
    // `can be 1, 5, or 15`: three numbers are values, whatever leads to them.
    let counted = |entries: &[Entry]| text.subject.scalar == Scalar::Whole && entries.len() > 2;
    lists::after(rest, expected, text).filter(|entries| counted(entries) || entries.iter().all(sure))
}

/// Whether a label in a bullet names a part of the value, as the labels of other bullets do: `- Field options: a, b. - Sign:
/// = or !=.`
fn is_of_part(phrase: &Phrase, text: &Prose<'_>) -> bool {
    const LONGEST: usize = 40;
    let part = |phrase: &Phrase| token::bullet(text.sentence_before(phrase)).map(str::to_owned);
    let names_part = |other: &Phrase| {
        other.trust == Trust::Label && part(other).is_some_and(|part| part.ends_with(|c: char| c.is_ascii()))
    };
    let named = || part(phrase).is_some() && text.of(Fact::Values).any(names_part);
    let labels = |bullet: &&str| {
        bullet.split_once(':').is_some_and(|(label, _)| label.len() < LONGEST && !label.contains(['.', ',']))
    };
    let bullets = text.plain.lines().flat_map(|line| line.split("- ").skip(1));
    named() && bullets.filter(labels).count() > 2
}

/// Whether the only value may be that of something else: of a part, where the value has a format, or of what is
/// supported, where the field is of no kind (`the path of the file, only PNG`).
fn limits_something_else(phrase: &Phrase, text: &Prose<'_>) -> bool {
    let words = &text.glossary.phrases().words;
    let (before, rest) = text.lower.split_at_checked(phrase.range.start).unwrap_or_default();
    let own = rest.get(..phrase.range.len()).unwrap_or_default();
    let holds = |text: &str, words: &[String]| words.iter().any(|word| text.contains(word.as_str()));
    holds(before, &words.format) || (holds(own, &words.supported) && !holds(before, &words.kind))
}

/// The words that phrases say are the default.
fn defaults<'t>(text: &'t Prose<'_>) -> BTreeSet<&'t str> {
    let said = text.of(Fact::Default).filter_map(|phrase| text.plain.get(phrase.range.end..));
    said.filter_map(token::value).map(|(value, _)| value).collect()
}

/// `ordered by "a", "b" or "c"`: words that the page sets apart, if one of them is the default.
fn choices(defaults: &BTreeSet<&str>, text: &Prose<'_>) -> Option<Vec<Entry>> {
    let words = &text.glossary.phrases().words;
    let lines = text.segments().filter(|line| !words.speaks_of_condition(&in_small_letters(line)));
    let mut runs = lines.flat_map(|line| runs_in_quotes(line, text));
    runs.find(|entries| entries.iter().any(|entry| defaults.contains(entry.value.as_str())))
}

/// The runs of words in quotes in a line, the last two of each joined by a word. `Such as "a" or "b"` is not one run.
fn runs_in_quotes(line: &str, text: &Prose<'_>) -> Vec<Vec<Entry>> {
    let and = &text.glossary.phrases().words.and;
    let mut runs = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find('"') {
        let (mut entries, mut is_closed) = (Vec::new(), false);
        let (before, run) = rest.split_at_checked(at).unwrap_or_default();
        rest = run;
        while let Some((value, after)) = token::value(rest).filter(|_| rest.starts_with('"')) {
            entries.push(Entry::bare(value));
            let next = after.trim_start_matches([',', '、', ' ']);
            let following = and.iter().find_map(|word| lists::strip_word(next, word)).map(str::trim_start);
            let last = following.filter(|following| following.starts_with('"'));
            is_closed = last.is_some() || (is_closed && following.is_none());
            rest = last.unwrap_or(next);
        }
        if entries.len() > 1 && is_closed && !bullets::announces_samples(before, text) {
            runs.push(lists::distinct(entries));
        }
        rest = rest.strip_prefix('"').unwrap_or(rest);
    }
    runs
}

/// `a/b/c` at the beginning of a line or after a colon, if one of them is the default, or all are codes in capitals.
fn alternatives(defaults: &BTreeSet<&str>, text: &Prose<'_>) -> Option<Vec<Entry>> {
    let words = &text.glossary.phrases().words;
    let listed = |part: &str| {
        let (word, rest) = token::value(part)?;
        let parts: Vec<&str> = token::alternatives(word, words).collect();
        let capitals = || parts.iter().all(|part| token::is_spelled_in_capitals(part));
        let known = !text.glossary.is_none(word) && (parts.iter().any(|part| defaults.contains(part)) || capitals());
        let ends = rest.is_empty() || rest.starts_with([',', ';', '。', '.', '(', '}']);
        (parts.len() > 1 && known && ends).then(|| parts.into_iter().map(Entry::bare).collect())
    };
    text.plain.lines().flat_map(|line| line.split([':', '{'])).find_map(listed)
}
