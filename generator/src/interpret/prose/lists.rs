//! Lists of values: text enters, its entries leave. However the items are kept apart (lines, bullets, signs, words, the
//! keys of their meanings), each must be a value, or the text is not a list. Which text is read is decided elsewhere.

use super::{
    Prose, Scalar,
    glued::{Glued, unglued},
    keys,
    token::{self, Entry, is_code},
};
use crate::glossary::{PhraseWords, Trust, in_small_letters};
use std::borrow::Cow;

/// Signs that keep items apart on one line. A slash parts two values where blanks stand around it, or within one word.
const BETWEEN: &[char] = &[',', '、', '|', '/', ';'];

/// What is known of a list before it is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Expected {
    /// The words before it say that it is complete, and may hold one value.
    pub(super) complete: bool,
    /// A label stands before it.
    pub(super) labelled: bool,
}

/// The list that follows a phrase.
pub(super) fn after(text: &str, expected: Expected, prose: &Prose<'_>) -> Option<Vec<Entry>> {
    let text = text.trim_start_matches([' ', ':']);
    let (line, more) = text.split_once('\n').unwrap_or((text, ""));
    // `Options:` and one bullet, or one code, or one word on a line of its own: the page lists one value.
    let alone =
        if line.trim().is_empty() { is_lone_word(more, prose) } else { prose.is_chinese && is_lone_word(text, prose) };
    let is_only = expected.labelled && (alone || is_one_value(text.trim_start(), prose));
    let least = if expected.complete || is_only { 1 } else { 2 };
    let entries = if line.trim().is_empty() {
        let listed = lines(more, expected, prose);
        let next = more.lines().next().unwrap_or_default();
        let next = token::bullet(next).unwrap_or(next);
        let several = more.lines().filter(|line| token::bullet(line).is_some()).count() > 1;
        if listed.len() >= least {
            listed
        } else {
            let first = on_line(next, Expected { labelled: true, ..expected }, prose)?;
            // Of several bullets the first is not all.
            Some(first).filter(|first| !several || first.len() > 1)?
        }
    } else {
        on_line(line, expected, prose).or_else(|| is_only.then(|| one_on_line(line, prose)).flatten())?
    };
    let entries = distinct(entries);
    (entries.len() >= least).then_some(entries)
}

/// Whether a text is one bullet, with lines that go on, or one line: a code, or a value with its meaning.
fn is_one_value(text: &str, prose: &Prose<'_>) -> bool {
    let Some((line, more)) = text.split_once('\n').or(Some((text, ""))).filter(|(line, _)| !line.is_empty()) else {
        return false;
    };
    if token::bullet(line).is_some() {
        return more.lines().all(|line| token::bullet(line).is_none());
    }
    let dotted = |value: &str| value.contains(['.', '-']) && !value.contains(|c: char| c.is_ascii_alphabetic());
    let words = &prose.glossary.phrases().words;
    let coded = |value: &str| {
        is_code(value) || token::is_spelled_in_capitals(value) || dotted(value) || token::keeps_slash(value, words)
    };
    let code = |entry: &Entry| prose.subject.scalar == Scalar::Text && coded(&entry.value);
    let entry = token::entry(line, prose.glossary).filter(|_| more.is_empty());
    entry.is_some_and(|entry| entry.separated || code(&entry) || token::is_set_apart(line))
}

/// Whether a text is one word in small letters, which names neither a type nor what values are made of.
fn is_lone_word(text: &str, prose: &Prose<'_>) -> bool {
    let word = text.trim_matches(['.', '。', ' ', '\n']);
    prose.subject.scalar == Scalar::Text
        && word.len() > 1
        && word.bytes().all(|byte| byte.is_ascii_lowercase())
        && !is_no_value(word, prose)
        && !prose.glossary.looks_like_type(word)
}

/// The only value of a line, alone or with its meaning after a colon or a dash.
fn one_on_line(line: &str, prose: &Prose<'_>) -> Option<Vec<Entry>> {
    let entry = token::entry(line, prose.glossary)?;
    let (_, rest) = token::value(line)?;
    // `GMT-12:00` is not a value with a meaning.
    let meaning = [":", "- "].iter().find_map(|sign| rest.trim_start().strip_prefix(sign));
    let explained = meaning.is_some_and(|meaning| !meaning.starts_with(|c: char| c.is_ascii_digit()));
    ((explained || !entry.separated) && !is_no_value(&entry.value, prose)).then(|| vec![entry])
}

/// A list on one line.
fn on_line(line: &str, expected: Expected, prose: &Prose<'_>) -> Option<Vec<Entry>> {
    // Words that are no sentence's, below a label, need no other sign between them.
    let coded = |word: &str| is_code(word) || word.trim_matches('-').contains('-') || token::is_set_apart(word);
    let several = || expected.labelled && line.trim().contains(' ') && line.split_whitespace().all(coded);
    let blanks = || (expected.complete || several()).then(|| between_blanks(line, prose)).flatten();
    // `46`, where the text speaks of 4: the blanks of a list may be lost.
    let whole = line.trim().trim_end_matches(['.', '。']);
    if keys::is_number(whole) && matches!(unglued(whole, prose.plain), Glued::Unclear) {
        return None;
    }
    let within = |open: char, close: char| {
        line.strip_prefix(open).and_then(|line| line.split_once(close)).map(|(inner, _)| inner)
    };
    let quoted = within('"', '"').filter(|inner| inner.contains([',', '、']));
    if let Some(inner) = within('{', '}').or(quoted) {
        return parted(inner, expected, prose);
    }
    if let Some(inner) = within('[', ']') {
        // Two numbers in brackets are the ends of a range.
        let numbers = |values: &[Entry]| values.iter().all(|entry| keys::is_number(&entry.value));
        return parted(inner, expected, prose).filter(|values| values.len() > 2 || !numbers(values));
    }
    let named = || {
        let key = |key: &str| expected.labelled || is_code(key) || keys::is_number(key);
        // A dash between a Latin word and a Chinese one opens a meaning, whatever announces the list.
        let dashed = || keys::keyed(line, "-", |word| prose.is_chinese || key(word), prose);
        // `on 开,off 关`: a blank between a Latin word and its Chinese meaning.
        let spaced =
            || keys::keyed(line, " ", |word| prose.is_chinese && expected.labelled && token::is_word(word), prose);
        // `on开,off关`: nothing between them, where the list is said to be complete.
        let joined =
            || keys::keyed(line, "", |word| prose.is_chinese && expected.complete && token::is_word(word), prose);
        let signed = keys::keyed(line, ":", key, prose).or_else(|| keys::keyed_by_words(line, prose));
        signed.or_else(dashed).or_else(spaced).or_else(joined)
    };
    blanks()
        .or_else(|| keys::between_semicolons(line, prose).filter(|_| expected.labelled))
        .or_else(|| parted(line, expected, prose).filter(|entries| entries.len() > 1 || !line.contains(';')))
        .or_else(|| named().filter(|_| !prose.subject.list || expected.complete))
}

/// The one value that follows a phrase, and nothing after it: after a label any word, after a hint one in quotes, else a
/// code, a number, a Latin word among Chinese ones, one in quotes or explained in brackets.
pub(super) fn only(text: &str, trust: Trust, prose: &Prose<'_>) -> Option<Vec<Entry>> {
    let text = text.trim_start_matches([' ', ':', '\n']);
    let (value, rest) = token::value(text)?;
    let (rest, note) = token::parenthesis(rest);
    let coded = || is_code(value) || value.contains(|c: char| c.is_ascii_digit()) || note.is_some() || prose.is_chinese;
    let sure = token::is_set_apart(text) || trust == Trust::Label || (trust == Trust::Prose && coded());
    let ends = ends_with(rest.trim_start(), &prose.glossary.phrases().words.only_end);
    let entry = Entry { doc: note.unwrap_or_default().to_owned(), ..Entry::bare(value) };
    (sure && ends && !is_no_value(value, prose)).then(|| vec![entry])
}

/// Lines, bullets or not, as far as each is a value with or without a meaning.
fn lines(text: &str, expected: Expected, prose: &Prose<'_>) -> Vec<Entry> {
    let first = text.lines().next().unwrap_or_default();
    let bulleted = token::bullet(first).is_some();
    // `Range`, and below it `N/A`: what follows is none of the range's.
    let first = token::bullet(first).unwrap_or(first);
    if prose.glossary.is_none(first) && !token::is_spelled_in_capitals(first) {
        return Vec::new();
    }
    let mut entries: Vec<Entry> = Vec::new();
    let mut interrupted = false;
    for line in text.lines() {
        let item = token::bullet(line);
        if bulleted && item.is_none() {
            // A bullet's meaning may go on in the next line.
            if token::entry(line, prose.glossary).is_none() && !entries.is_empty() {
                interrupted = true;
                continue;
            }
            break;
        }
        let item = item.unwrap_or(line);
        if names_none(item, prose) {
            continue;
        }
        let whole = || (expected.complete && bulleted).then(|| token::whole(item)).flatten().map(|value| vec![value]);
        let stopped = || bulleted.then(|| token::stopped(item)).flatten().map(|value| vec![value]);
        let keyed = || {
            let small = || expected.labelled.then(|| token::after_small_letters(item)).flatten();
            let value = bulleted.then(|| small().or_else(|| token::after_capitals(item))).flatten();
            value.map(|value| vec![value])
        };
        let is_among = || expected.labelled && bulleted && entries.iter().any(|entry| entry.separated);
        let coded = || token::after_code(item).filter(|_| is_among()).map(|value| vec![value]);
        match whole().or_else(|| values_of(item, prose)).or_else(stopped).or_else(keyed).or_else(coded) {
            Some(found) => entries.extend(found),
            // Among the bullets of a list each holds a value; after other lines they may be remarks.
            None if bulleted && !interrupted => return Vec::new(),
            None => break,
        }
    }
    let stray = |entry: &Entry| is_no_value(&entry.value, prose);
    let all_stray = entries.iter().all(stray);
    if all_stray && !expected.complete { Vec::new() } else { entries }
}

/// The values of a line or bullet: one with or without its meaning, or several of one meaning.
pub(super) fn values_of(item: &str, prose: &Prose<'_>) -> Option<Vec<Entry>> {
    let several = || {
        let (values, doc) = item.split_once(':')?;
        let list = Expected { complete: false, labelled: false };
        let entries = parted(values, list, prose)?;
        let doc = doc.trim();
        Some(entries.into_iter().map(|entry| Entry { doc: doc.to_owned(), separated: true, ..entry }).collect())
    };
    token::entry(item, prose.glossary).map(Entry::parted).or_else(several)
}

/// Whether an item stands for values that it does not name, or for none: `empty string: ...`, `others: reserved`. A code
/// such as `OTHER` is a value.
pub(super) fn names_none(item: &str, prose: &Prose<'_>) -> bool {
    if token::value(item).is_some_and(|(word, _)| token::is_long_and_in_capitals(word)) {
        return false;
    }
    let item = in_small_letters(item);
    let words = &prose.glossary.phrases().words;
    // Among Chinese words a Latin one is a value.
    let nameless = words.nameless.iter().filter(|word| !(prose.is_chinese && word.is_ascii())).chain(&words.empty_text);
    let mut nameless = nameless.filter_map(|word| item.strip_prefix(word.as_str()));
    nameless.any(|rest| rest.trim_start().starts_with(':')) || words.absent.iter().any(|word| item.starts_with(word))
}

/// Values between blanks, as a dump leaves a list of them, or with the blanks lost as well.
fn between_blanks(line: &str, prose: &Prose<'_>) -> Option<Vec<Entry>> {
    let whole = line.trim().trim_end_matches(['.', '。']);
    if whole.chars().all(token::is_value_char)
        && let Glued::Parts(parts) = unglued(whole, prose.plain)
    {
        return Some(parts.into_iter().map(Entry::bare).collect());
    }
    let words = &prose.glossary.phrases().words;
    let mut entries = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix("- ") {
            rest = after.trim_start();
            continue;
        }
        let (value, after) = token::value(rest)?;
        // `DAY (default) NIGHT`: a bracket that says anything else is no blank.
        let (after, note) = token::parenthesis(after);
        let default = note.is_some_and(|note| token::without_default_mark(note, words) == ("", true));
        let end = after.trim_start_matches([',', ';', '.', '。', '、']);
        if (note.is_some() && !default) || !(end.is_empty() || end.starts_with(char::is_whitespace)) {
            return None;
        }
        entries.push(Entry { default, ..Entry::bare(value) });
        rest = end.trim_start();
    }
    // `cat and dog`: what joins the last two is no value.
    let is_joint = |entry: &Entry| words.and.contains(&entry.value);
    if entries.iter().rposition(is_joint).is_some_and(|at| at > 0 && at + 2 == entries.len()) {
        return None;
    }
    // Among values, two words that are none are those of a sentence.
    let strays = entries.iter().filter(|entry| is_no_value(&entry.value, prose)).count();
    if strays >= 2 && strays < entries.len() {
        return None;
    }
    match entries.as_slice() {
        [] => None,
        [only] => match unglued(&only.value, prose.plain) {
            Glued::No => Some(entries),
            Glued::Parts(parts) => Some(parts.into_iter().map(Entry::bare).collect()),
            Glued::Unclear => None,
        },
        _ => Some(entries),
    }
}

/// `a, b (the second), or c`: up to the end of the sentence, each item a value.
fn parted(text: &str, expected: Expected, prose: &Prose<'_>) -> Option<Vec<Entry>> {
    // `512, 1,024 and 2,048`: where a blank follows the commas of the list, those of thousands are none of it.
    let grouped = prose.subject.scalar == Scalar::Whole && text.contains(", ");
    let text = if grouped { Cow::Owned(without_thousands(text)) } else { Cow::Borrowed(text) };
    let words = &prose.glossary.phrases().words;
    let mut entries: Vec<Entry> = Vec::new();
    let mut doubted = false;
    // How many entries stood before a comma and a Chinese word for "and", which may begin another clause as well.
    let mut clause = None;
    let mut rest = text.trim_start();
    loop {
        let quoted = token::is_set_apart(rest);
        let Some((value, after)) = token::value(rest) else {
            entries.truncate(clause?);
            break;
        };
        doubted |= is_no_value(value, prose) && !quoted;
        let (after, note) = token::parenthesis(after);
        let (doc, default) = token::without_default_mark(note.unwrap_or_default(), words);
        entries.extend(token::alternatives(value, words).map(|part| Entry {
            doc: doc.to_owned(),
            default,
            set_apart: quoted,
            ..Entry::bare(part)
        }));
        let after = after.trim_start();
        let joined = after.strip_prefix(BETWEEN);
        let next = joined.unwrap_or(after).trim_start();
        let and = words.and.iter().filter_map(|word| strip_word(next, word)).min_by_key(|rest| rest.len());
        match (joined, and) {
            (_, Some(next)) => {
                clause = (prose.is_chinese && joined.is_some()).then_some(entries.len());
                rest = next.trim_start();
            }
            (Some(_), None) if ends_list(next, prose) => break,
            (Some(_), None) if token::value(next).is_some() => rest = next,
            (Some(_), None) => break,
            (None, None) if ends_list(after, prose) => break,
            (None, None) => {
                entries.truncate(clause?);
                break;
            }
        }
    }
    // Words that are mostly no values may be some among codes.
    let codes = entries.iter().filter(|entry| is_code(&entry.value) && !is_no_value(&entry.value, prose)).count();
    if doubted && codes < 2 {
        return None;
    }
    // A bracket after the last of several values alone speaks of the whole list.
    let several = entries.len() > 1;
    let noted = entries.iter().filter(|entry| !entry.doc.is_empty()).count();
    if let Some(last) = entries.last_mut().filter(|_| noted == 1 && several) {
        last.doc.clear();
    }
    (several || expected.complete).then_some(entries)
}

/// A text without the commas between a digit and three more.
fn without_thousands(text: &str) -> String {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let groups = |at: usize| at > 0 && digit(at - 1) && (at + 1..at + 4).all(digit) && !digit(at + 4);
    text.char_indices().filter(|(at, c)| *c != ',' || !groups(*at)).map(|(_, c)| c).collect()
}

/// What follows a word that a text begins with.
pub(super) fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(word)?;
    (!word.is_ascii() || rest.starts_with([' ', '"', '*'])).then_some(rest)
}

/// Whether the sentence of a list says that its values are not all: `A, B, etc.`, and not `A、B等两种`. In capitals the word
/// is a value where a list has one: after a joint or between signs, as in `NOTE, TIP, or ETC`.
pub(super) fn is_open(sentence: &str, words: &PhraseWords) -> bool {
    let lower = in_small_letters(sentence);
    let opens = |(at, word): (usize, &str)| {
        let (before, rest) = lower.split_at_checked(at).unwrap_or_default();
        let rest = rest.get(word.len()..).unwrap_or_default();
        let last = before.trim_end_matches([',', '、', ' ']).chars().next_back();
        let joined =
            word.starts_with(char::is_alphanumeric) && word.is_ascii() && before.ends_with(char::is_alphanumeric);
        let written = sentence.get(at..at + word.len()).unwrap_or_default().trim_end_matches('.');
        let is_listed = token::is_long_and_in_capitals(written) && is_among(before, rest, words);
        !is_listed && !joined && last.is_some_and(|last| last.is_ascii()) && !rest.starts_with(char::is_alphanumeric)
    };
    words.open_end.iter().any(|word| lower.match_indices(word.as_str()).any(opens))
}

/// Whether a word stands among others: after a joint, a slash or a bar, or between two commas.
fn is_among(before: &str, rest: &str, words: &PhraseWords) -> bool {
    let before = before.trim_end();
    let after_joint = words.and.iter().any(|word| before.ends_with(word.as_str()));
    let goes_on = rest.trim_start().strip_prefix([',', '、']).is_some_and(|rest| !rest.trim().is_empty());
    after_joint || before.ends_with(['、', '/', '|']) || (before.ends_with(',') && goes_on)
}

/// Whether the last value of a list stands before a text, which may name the unit of all: `1, 5, or 15 in minutes`.
fn ends_list(after: &str, prose: &Prose<'_>) -> bool {
    let phrases = prose.glossary.phrases();
    let words = &phrases.words;
    let counted = |word: &String| after.strip_prefix(word.as_str()).is_some_and(|rest| !rest.starts_with(':'));
    let unit = words.in_unit.iter().find_map(|word| strip_word(after, word)).unwrap_or(after);
    let following = phrases.after_unit(unit);
    ends_with(after, &words.list_end)
        || words.list_count.iter().any(counted)
        || (following.len() < unit.len() && ends_with(following, &[]))
}

/// Whether a text is at its end, or after one of these words.
fn ends_with(after: &str, words: &[String]) -> bool {
    let is_end = |text: &str| text.is_empty() || text.starts_with(['.', '。', ';', '\n', ',', '(', ')']);
    let ends = |word: &String| after.strip_prefix(word.as_str()).is_some_and(|rest| is_end(rest.trim_start()));
    is_end(after) || words.iter().any(ends)
}

/// Values between bars in brackets, with meanings where there are as many: `state(NEW|DONE);new|done`.
pub(super) fn bars(text: &str) -> Option<Vec<Entry>> {
    let (inner, after) =
        text.split('(').skip(1).find_map(|part| part.split_once(')').filter(|(inner, _)| inner.contains('|')))?;
    let whole = |value: &'_ str| {
        token::value(value).filter(|(_, rest)| rest.trim().is_empty()).map(|(value, _)| value.to_owned())
    };
    let values: Vec<String> = inner.split('|').map(whole).collect::<Option<_>>()?;
    let line = after.lines().next().unwrap_or_default();
    let docs: Vec<&str> = line.trim_matches([';', ',', ':', '。', '.', ' ']).split('|').map(str::trim).collect();
    let paired = docs.len() == values.len();
    let doc = |index: usize| docs.get(index).filter(|_| paired).copied().unwrap_or_default().to_owned();
    let entries = values.iter().enumerate().map(|(index, value)| Entry { doc: doc(index), ..Entry::bare(value) });
    Some(distinct(entries.collect()))
}

/// Each value once, its first meaning kept.
pub(super) fn distinct(entries: Vec<Entry>) -> Vec<Entry> {
    let mut seen = std::collections::HashSet::new();
    entries.into_iter().filter(|entry| seen.insert(entry.value.clone())).collect()
}

/// A word that says what values are made of, or that there is none. In capitals, and among Chinese words, it is a value:
/// `NONE`, `取值：blank`.
pub(super) fn is_no_value(value: &str, prose: &Prose<'_>) -> bool {
    let words = &prose.glossary.phrases().words.no_value;
    let stop = || !prose.is_chinese && words.iter().any(|word| value.eq_ignore_ascii_case(word));
    (prose.glossary.is_none(value) || stop()) && !token::is_spelled_in_capitals(value)
}
