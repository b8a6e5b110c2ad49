//! Values with meanings on one line, `KEY: meaning`, whatever opens the meanings: text enters, entries leave.

use super::{
    Prose, bullets,
    lists::{distinct, is_no_value},
    tail,
    token::{self, Entry, is_code},
};
use crate::glossary::{in_small_letters, is_ideograph};

/// Codes with meanings that no phrase announces: `0: idle 1: busy`, `0: done. AB.1000: denied.`, `ON indicates ...`.
pub(super) fn codes(whole: bool, prose: &Prose<'_>) -> Option<Vec<Entry>> {
    let ordered = |entries: &Vec<Entry>| {
        let numbers: Vec<i64> = entries.iter().filter_map(|entry| entry.value.parse().ok()).collect();
        let up = numbers.windows(2).all(|pair| pair.first() < pair.last());
        let down = numbers.windows(2).all(|pair| pair.first() > pair.last());
        up || down
    };
    let enough = |entries: &Vec<Entry>| ordered(entries) && (whole || entries.len() >= 3);
    let numbers = |entries: &Vec<Entry>| entries.iter().all(|entry| is_number(&entry.value)) && ordered(entries);
    let found = prose.segments().find_map(|line| {
        let signed = |sign: &&str| keyed(line, sign, is_number, prose).filter(enough);
        let numbered = || keyed(line, ".", is_number, prose).filter(|entries| whole && are_names(entries));
        if let Some(entries) = [":", "-", "="].iter().find_map(signed) {
            return Some(entries);
        }
        if whole {
            let worded = keyed_by_words(line, prose).or_else(|| keyed(line, "", is_number, prose)).or_else(numbered);
            return worded.filter(numbers);
        }
        let coded = |value: &str| {
            value.contains(|c: char| c.is_ascii_digit()) && (is_number(value) || value.contains(['.', '_', '-']))
        };
        let is_truth = |value: &str| ["true", "false"].iter().any(|truth| value.eq_ignore_ascii_case(truth));
        let sure = |entries: &Vec<Entry>| {
            let truths = || entries.iter().all(|entry| is_truth(&entry.value));
            entries.iter().all(|entry| is_code(&entry.value)) || numbers(entries) || truths()
        };
        let worded = || keyed_by_words(line, prose).filter(sure);
        let named = || {
            let means = prose.glossary.phrases().words.means.held_by(line);
            means.filter(|word| prose.is_chinese && word.len() > 3).find_map(|word| listed(line, word, prose))
        };
        let truths = || keyed(line, ":", is_truth, prose).filter(|entries| entries.len() == 2);
        listed(line, ":", prose)
            .or_else(truths)
            .or_else(|| keyed(line, ":", coded, prose))
            .or_else(worded)
            .or_else(named)
    });
    found.or_else(|| underscored(prose).filter(|_| !whole))
}

/// `AT_DAWN 天亮; AT_NOON 中午`: codes in capitals with underscores, which names of products do not have, before Chinese words.
fn underscored(prose: &Prose<'_>) -> Option<Vec<Entry>> {
    let known = |word: &str| prose.is_chinese && word.contains('_') && token::is_spelled_in_capitals(word);
    let lines: Vec<&str> = prose.segments().filter(|line| !keys(line, " ", known, prose).is_empty()).collect();
    let entries = keyed(&lines.join(";"), " ", known, prose)?;
    let names = |doc: &str| doc.split(|c: char| !token::is_value_char(c)).any(known);
    (!entries.iter().any(|entry| names(&entry.doc))).then_some(entries)
}

/// Whether the meanings are names of a few words: `1.cats 2.dogs`, and no numbered remarks.
fn are_names(entries: &[Entry]) -> bool {
    const LONGEST: usize = 10;
    let is_name = |doc: &str| doc.chars().count() <= LONGEST && doc.chars().all(char::is_alphanumeric);
    entries.iter().all(|entry| is_name(&entry.doc))
}

/// Words with their meanings, each at the beginning of a clause: codes in capitals, among Chinese words any Latin ones.
fn listed(line: &str, opener: &str, prose: &Prose<'_>) -> Option<Vec<Entry>> {
    let known = |word: &str| prose.is_chinese || token::is_long_and_in_capitals(word);
    let before = |key: &Key<'_>| line.get(..key.start).unwrap_or_default().trim_end_matches(['"', ' ']);
    let apart = |key: &Key<'_>| prose.is_chinese && before(key).len() < key.start;
    let begins = |key: &Key<'_>| before(key).is_empty() || before(key).ends_with(['.', ',', '。', ';', '、', '(', '|']);
    let keys = keys(line, opener, known, prose);
    if !keys.iter().all(|key| begins(key) || apart(key)) {
        return None;
    }
    // What opens with a sign of JSON is a member, and no meaning.
    let is_member = |entry: &Entry| entry.doc.starts_with(['"', '{', '[']);
    let entries = with_meanings(line, opener, &keys, prose).filter(|entries| !entries.iter().any(is_member))?;
    (!bullets::is_structure(line, prose)).then_some(entries)
}

/// Numbers that the text gives a meaning: `-1 indicates no limit`.
pub(super) fn explained_numbers(prose: &Prose<'_>) -> impl Iterator<Item = f64> {
    let openers = prose.glossary.phrases().words.means.held_by(prose.plain).chain([":"]);
    let lines = move |opener: &str| {
        let keys = prose.plain.lines().flat_map(|line| keys(line, opener, is_number, prose)).collect::<Vec<_>>();
        keys.into_iter().filter_map(|key| key.word.parse::<f64>().ok())
    };
    openers.flat_map(lines).collect::<Vec<_>>().into_iter()
}

/// Entries of the form `KEY indicates meaning` in a line, at least two.
pub(super) fn keyed_by_words(line: &str, prose: &Prose<'_>) -> Option<Vec<Entry>> {
    let known = |key: &str| is_code(key) || is_number(key) || ["true", "false"].contains(&key);
    let mut words = prose.glossary.phrases().words.means.held_by(line);
    words.find_map(|word| keyed(line, word, known, prose))
}

/// Entries of the form `KEY: meaning` in a line, at least two. What opens a meaning may be a sign, a word, or, for
/// numbers before Chinese words, nothing.
pub(super) fn keyed(line: &str, opener: &str, is_key: impl Fn(&str) -> bool, prose: &Prose<'_>) -> Option<Vec<Entry>> {
    with_meanings(line, opener, &keys(line, opener, is_key, prose), prose)
}

fn with_meanings(line: &str, opener: &str, keys: &[Key<'_>], prose: &Prose<'_>) -> Option<Vec<Entry>> {
    let words = &prose.glossary.phrases().words;
    // What a sentence says of samples, or of a case, enumerates nothing.
    let before = line.get(..keys.first()?.start).unwrap_or_default();
    let sentence = in_small_letters(before.rsplit(['。', ';']).next().unwrap_or_default());
    if (opener != ":" || prose.ends_case(&sentence)) && prose.glossary.phrases().words.speaks_of_condition(&sentence) {
        return None;
    }
    if keys.iter().any(|key| ends_span(line, key, prose)) || count_something(line, keys) {
        return None;
    }
    let ends = keys.iter().skip(1).map(|key| key.start).chain([line.len()]);
    let entries: Vec<Entry> = keys
        .iter()
        .zip(ends)
        .flat_map(|(key, end)| {
            let doc = line.get(key.end..end).unwrap_or_default().trim().trim_end_matches([';', ',', '、', '"', ' ']);
            let bracketed = doc.trim_end_matches(['.', '。']).strip_suffix(')').and_then(|doc| doc.rsplit_once('('));
            let (before, note) = bracketed.unwrap_or((doc, ""));
            let (_, marked) = token::without_default_mark(note, words);
            let doc = if marked { before.trim_end() } else { doc };
            Entry { default: key.default || marked, ..Entry::meaning(key.word, doc) }.parted()
        })
        .collect();
    let entries = distinct(entries);
    let whole = entries.iter().all(|entry| !entry.doc.is_empty() && !names_more(&entry.doc, prose));
    (entries.len() >= 2 && whole).then_some(entries)
}

/// `cat, 猫; dog, 狗`: a comma between a Latin word and its Chinese meaning, semicolons between the items.
pub(super) fn between_semicolons(line: &str, prose: &Prose<'_>) -> Option<Vec<Entry>> {
    let entry = |item: &str| {
        let (value, rest) = token::value(item)?;
        let doc = rest.trim_start().strip_prefix(',')?.trim();
        let means = token::is_word(value) && doc.starts_with(is_ideograph) && !doc.contains('"');
        means.then(|| Entry::meaning(value, doc))
    };
    let items = line.trim().trim_end_matches(';').split(';');
    let entries = if prose.is_chinese { items.map(entry).collect::<Option<Vec<_>>>()? } else { Vec::new() };
    (entries.len() > 1).then_some(entries)
}

/// Whether the keys are numbers of something, whose name stands before each: `cage 1: the first one, cage 2: the next`.
fn count_something(line: &str, keys: &[Key<'_>]) -> bool {
    let word = |key: &Key<'_>| {
        let before = line.get(..key.start)?.strip_suffix(' ')?;
        let start = before.rfind(|c: char| !c.is_ascii_alphabetic()).map_or(0, |at| at + 1);
        before.get(start..).filter(|word| !word.is_empty() && is_number(key.word))
    };
    let mut words = keys.iter().map(word);
    let first = words.next().flatten();
    keys.len() > 1 && first.is_some() && words.all(|other| other == first)
}

/// Whether a key is the end of a range: `1 to 9 means few`.
fn ends_span(line: &str, key: &Key<'_>, prose: &Prose<'_>) -> bool {
    let before = line.get(..key.start).unwrap_or_default().trim_end();
    let spans = |word: &String| before.strip_suffix(word.as_str()).map(str::trim_end);
    let low = prose.glossary.phrases().words.span.iter().find_map(spans);
    is_number(key.word) && low.is_some_and(|low| low.ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether a meaning names further values: `busy; DONE 完成`, `the second, and so on`.
fn names_more(doc: &str, prose: &Prose<'_>) -> bool {
    let coded = |clause: &str| {
        let (word, meaning) = clause.trim_start().split_once(' ').unwrap_or_default();
        word.len() > 2 && token::is_spelled_in_capitals(word) && meaning.starts_with(is_ideograph)
    };
    let lower = in_small_letters(doc);
    prose.glossary.phrases().words.open_end.iter().any(|word| lower.contains(word.as_str()))
        || doc.split([';', '。']).skip(1).any(coded)
}

/// A word whose meaning follows.
struct Key<'t> {
    start: usize,
    word: &'t str,
    /// Where its meaning begins.
    end: usize,
    default: bool,
}

fn keys<'t>(line: &'t str, opener: &str, is_key: impl Fn(&str) -> bool, prose: &Prose<'_>) -> Vec<Key<'t>> {
    let words = &prose.glossary.phrases().words;
    let marks = &words.default_mark;
    let mut keys: Vec<Key<'t>> = Vec::new();
    let places: Vec<usize> = if opener == " " {
        let means = |at: &usize| line.get(at + 1..).is_some_and(|after| after.starts_with(is_ideograph));
        line.match_indices(opener).map(|(at, _)| at).filter(means).collect()
    } else if opener.is_empty() {
        // A number in the middle of a sentence has a unit after it, and no meaning.
        let means = |at: usize| {
            let after = line.get(at..).unwrap_or_default();
            let after = after.strip_prefix(' ').unwrap_or(after);
            let counted = words.list("counter").iter().any(|word| after.starts_with(word.as_str()));
            after.starts_with(is_ideograph) && !counted
        };
        let ends = line.bytes().enumerate().filter(|(at, byte)| byte.is_ascii_alphanumeric() && means(at + 1));
        ends.map(|(at, _)| at + 1).collect()
    } else {
        line.match_indices(opener).map(|(at, _)| at).collect()
    };
    for at in places {
        let Some(whole) = line.get(..at).map(str::trim_end) else { continue };
        let before = tail(whole);
        // `all (default): ...`: what is said of the value before its meaning.
        let noted = before.strip_suffix(')').filter(|_| opener == ":").and_then(|text| text.rsplit_once('('));
        let (named, note) = noted.map_or((before, ""), |(named, note)| (named.trim_end(), note));
        let Some((start, word)) = last_word(named) else { continue };
        let start = whole.len() - before.len() + start;
        let default = marks.iter().any(|mark| note.eq_ignore_ascii_case(mark));
        if !note.is_empty() && !default {
            continue;
        }
        let Some(meaning) = line.get(at + opener.len()..) else { continue };
        let goes_on = |text: &str| text.starts_with(|c: char| c.is_ascii_digit() || c == '/');
        let cut = (opener == ":" && (goes_on(meaning) || meaning.trim_start().starts_with('/')))
            || (["-", "="].contains(&opener) && goes_on(meaning.trim_start()));
        let letter = |c: char| c.is_ascii_alphanumeric();
        let joined = opener.ends_with(|c: char| letter(c) || c == '-') && meaning.starts_with(letter);
        let labels = token::is_label(word, words);
        let nothing = is_no_value(word, prose);
        let begins = line.get(..start).unwrap_or_default().trim_end();
        let apart = begins.len() < start && word.bytes().all(|byte| byte.is_ascii_digit());
        let inside =
            opener.trim().is_empty() && !(apart || begins.is_empty() || begins.ends_with([',', ';', '、', '。', ':']));
        let labels = labels || inside;
        if !cut && !joined && !labels && !nothing && !meaning.trim().is_empty() && is_key(word) {
            keys.push(Key { start, word, end: at + opener.len(), default });
        }
    }
    keys
}

/// The value that a text ends with, and where it begins.
fn last_word(before: &str) -> Option<(usize, &str)> {
    let bare = before.strip_suffix('"').unwrap_or(before);
    let parts = |c: char| c.is_whitespace() || !c.is_ascii() || matches!(c, ',' | ';' | '(' | '"' | ':');
    let start = bare
        .rfind(parts)
        .map_or(0, |at| at + bare.get(at..).and_then(|text| text.chars().next()).map_or(1, char::len_utf8));
    match bare.get(start..).and_then(token::value) {
        Some((word, "")) => Some((start, word)),
        _ => None,
    }
}

pub(super) fn is_number(value: &str) -> bool {
    value.parse::<i64>().is_ok()
}
