//! Default values.

use super::{Prose, Scalar, holds_word, token};
use crate::glossary::{Fact, Phrase, Trust};
use serde_json::Value;

/// The default value that all phrases of the best kind agree on.
pub(super) fn read(text: &Prose<'_>) -> Option<Value> {
    if text.subject.list || text.subject.scalar == Scalar::Other {
        return None;
    }
    let mut said: Vec<(Trust, Value)> = Vec::new();
    for phrase in text.of(Fact::Default) {
        if phrase.trust < Trust::Label && (is_conditional(phrase, text) || text.in_entry(phrase)) {
            continue;
        }
        said.extend(value_after(phrase, text).map(|value| (phrase.trust, value)));
    }
    let trust = said.iter().map(|(trust, _)| *trust).max()?;
    let mut best = said.into_iter().filter(|(other, _)| *other == trust).map(|(_, value)| value);
    let first = best.next()?;
    best.all(|other| other == first).then_some(first)
}

/// "If it is not specified, the default value 10 is used" is the condition of every default.
fn is_conditional(phrase: &Phrase, text: &Prose<'_>) -> bool {
    let before = text.sentence_before(phrase);
    let absent = &text.glossary.phrases().words.absent;
    text.is_conditional(phrase) && !absent.iter().any(|word| holds_word(before, word))
}

/// The one word after the phrase; more words than one are a description.
fn value_after(phrase: &Phrase, text: &Prose<'_>) -> Option<Value> {
    let words = &text.glossary.phrases().words;
    let rest = text.up_to_label(phrase.range.end).trim_start();
    let line = rest.lines().next()?;
    if text.glossary.is_none(line) && !token::is_spelled_in_capitals(line) {
        return None;
    }
    let numeric = matches!(text.subject.scalar, Scalar::Whole | Scalar::Number);
    let number = text.glossary.phrases().number(line.trim_start_matches(['"', '\'', '*'])).filter(|_| numeric);
    let number = number.as_ref().map(|(number, behind)| (number.as_str(), behind.trim_start_matches('*')));
    let set_apart = token::is_set_apart(line);
    let (value, behind) = number.or_else(|| token::value(line)).or_else(|| token::quoted(line))?;
    let (value, behind) = if numeric { (value, behind) } else { with_colons(line, value, behind) };
    let next = behind.trim_start();
    let ends = next.trim_matches(['.', '"', '\'', ' ']).is_empty()
        || next.starts_with(['(', ')', ';', '。', '、'])
        || (behind.starts_with(':') && (numeric || next == ":"))
        || next.starts_with(|c: char| !c.is_ascii())
        || behind.starts_with([',', '"'])
        || behind.starts_with(". ")
        || words.taken.iter().any(|word| next.starts_with(word.as_str()));
    let is_word = |word: &String| value.eq_ignore_ascii_case(word);
    let sure = numeric || set_apart || token::is_code(value) || text.subject.scalar == Scalar::Boolean;
    if phrase.trust == Trust::Hint && (!sure || !begins_clause(phrase, text)) {
        return None;
    }
    let by_sentence = words.no_default.iter().filter(|_| phrase.trust == Trust::Prose);
    let describes = words.no_value.iter().chain(by_sentence).any(is_word) || text.glossary.is_none(value);
    if !ends || (describes && !set_apart && !token::is_spelled_in_capitals(value)) || is_nothing(value, text) {
        return None;
    }
    // Whether the unit of `3600s` is sent as well, the words do not say.
    let counted = text.subject.scalar == Scalar::Text && has_unit(value, &words.unit);
    if counted { None } else { token::typed(value, text.subject.scalar) }
}

/// Whether no word stands right before the phrase: `limit默认10` speaks of something called `limit`.
fn begins_clause(phrase: &Phrase, text: &Prose<'_>) -> bool {
    let before = text.plain.get(..phrase.range.start).and_then(|before| before.chars().next_back());
    let own = text.plain.get(phrase.range.start..).and_then(|phrase| phrase.chars().next());
    !before.is_some_and(char::is_alphanumeric) || !own.is_some_and(char::is_alphanumeric)
}

/// `GMT+08:00`, `00:00`: a value that goes on after a colon.
fn with_colons<'t>(line: &'t str, value: &'t str, behind: &'t str) -> (&'t str, &'t str) {
    let goes_on =
        behind.starts_with(':') && behind.get(1..).is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
    let length = line.find(|c: char| c.is_whitespace() || !c.is_ascii() || matches!(c, ';' | ',' | '('));
    let word = line.get(..length.unwrap_or(line.len())).unwrap_or_default().trim_end_matches('.');
    match line.get(word.len()..).filter(|_| goes_on && !token::is_set_apart(line)) {
        Some(rest) => (word, rest),
        None => (value, behind),
    }
}

/// `N/A`, in whatever it is set: no default.
fn is_nothing(value: &str, text: &Prose<'_>) -> bool {
    text.glossary.is_none(value) && !token::is_spelled_in_capitals(value)
}

/// Whether a number with a unit makes up the value.
fn has_unit(value: &str, units: &[String]) -> bool {
    let unit = value.trim_start_matches(|c: char| c.is_ascii_digit());
    unit.len() < value.len() && units.iter().any(|known| unit.eq_ignore_ascii_case(known))
}
