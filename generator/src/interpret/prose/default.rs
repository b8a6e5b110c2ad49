//! Default values.

use super::{Prose, Scalar, bullet_before, token};
use crate::{
    glossary::{Fact, Phrase, PhraseWords, Trust, is_ideograph},
    ir::EnumValue,
};
use serde_json::Value;

/// The default value that all phrases of the best kind agree on; `known` are the values that the text enumerates.
pub(super) fn read(text: &Prose<'_>, known: &[EnumValue]) -> Option<Value> {
    if text.subject.list || text.subject.scalar == Scalar::Other {
        return None;
    }
    let mut said: Vec<(Trust, Value)> = Vec::new();
    for phrase in text.of(Fact::Default) {
        if phrase.trust < Trust::Label && (is_conditional(phrase, text) || text.in_entry(phrase)) {
            continue;
        }
        let value = value_after(phrase, text, known);
        // `A默认为x,B默认为y时间`: where one of several is more than a word, each is of something.
        if value.is_none() && phrase.trust == Trust::Prose && is_of_something(phrase, text) {
            return None;
        }
        let of_kind = || phrase.trust < Trust::Label && is_of_kind(text.sentence_before(phrase), text);
        said.extend(value.filter(|_| !of_kind()).map(|value| (phrase.trust, value)));
    }
    let before = text.of(Fact::DefaultBefore).filter(|phrase| !is_conditional(phrase, text) && !text.in_entry(phrase));
    said.extend(before.filter_map(|phrase| Some((phrase.trust, value_before(phrase, text, known)?))));
    let trust = said.iter().map(|(trust, _)| *trust).max()?;
    let mut best = said.into_iter().filter(|(other, _)| *other == trust).map(|(_, value)| value);
    let first = best.next()?;
    best.all(|other| other == first).then(|| as_listed(first, known))
}

/// The default as the values write it, if that differs in letter case only.
fn as_listed(default: Value, known: &[EnumValue]) -> Value {
    let same = |known: &&EnumValue| {
        known.value == default
            || known.value.as_str().zip(default.as_str()).is_some_and(|(one, two)| one.eq_ignore_ascii_case(two))
    };
    let mut alike = known.iter().filter(same);
    match (alike.next(), alike.next()) {
        (Some(only), None) => only.value.clone(),
        _ => default,
    }
}

/// "If it is not specified, the default value 10 is used" is the condition of every default.
fn is_conditional(phrase: &Phrase, text: &Prose<'_>) -> bool {
    let before = text.sentence_before(phrase);
    let absent = &text.glossary.phrases().words.absent;
    text.is_conditional(phrase) && !absent.is_in(before)
}

/// `龙的颜色，小龙默认为GREEN`: a clause whose subject is Chinese and not what the first clause names.
fn is_of_kind(before: &str, text: &Prose<'_>) -> bool {
    let Some((clauses, subject)) = before.rsplit_once(',') else { return false };
    let words = &text.glossary.phrases().words;
    if words.absent.is_in(before) {
        return false;
    }
    let own = words.of_named.iter().chain(&words.value_words).any(|word| subject.ends_with(word.as_str()));
    subject.chars().count() > 1 && subject.chars().all(is_ideograph) && !own && !clauses.contains(subject)
}

/// The one word of the clause that the phrase ends: `GREEN is used by default`.
fn value_before(phrase: &Phrase, text: &Prose<'_>, known: &[EnumValue]) -> Option<Value> {
    let start = phrase.range.start - text.sentence_before(phrase).len();
    let clause = text.plain.get(start..phrase.range.start)?.rsplit(',').next()?.trim();
    let (value, _) = token::value(clause).filter(|(_, rest)| rest.trim().is_empty())?;
    let is_known = known.iter().any(|known| known.value == value);
    let sure = text.subject.scalar != Scalar::Text || is_known || token::is_set_apart(clause) || token::is_code(value);
    sure.then(|| token::typed(value, text.subject.scalar)).flatten()
}

/// The one word after the phrase; more words than one are a description.
fn value_after(phrase: &Phrase, text: &Prose<'_>, known: &[EnumValue]) -> Option<Value> {
    // `10 records by default`: the phrase holds the number.
    if let Some(number) = &phrase.min {
        return token::typed(number, text.subject.scalar).filter(Value::is_number);
    }
    let words = &text.glossary.phrases().words;
    let rest = text.up_to_label(phrase.range.end).trim_start();
    let line = rest.lines().next()?;
    if text.glossary.is_none(line) && !token::is_spelled_in_capitals(line.trim_end_matches(['.', '。'])) {
        return None;
    }
    let numeric = matches!(text.subject.scalar, Scalar::Whole | Scalar::Number);
    let number = text.glossary.phrases().number(line.trim_start_matches(['"', '\'', '*'])).filter(|_| numeric);
    let number = number.as_ref().map(|(number, following)| (number.as_str(), following.trim_start_matches('*')));
    let set_apart = token::is_set_apart(line);
    let (value, following) = number.or_else(|| token::value(line)).or_else(|| token::quoted(line))?;
    let (value, following) = if numeric { (value, following) } else { with_signs(line, value, following) };
    let next = following.trim_start();
    // `默认使用B-Server节点的设置`: a name that goes on in Chinese words.
    let means = || words.means.iter().any(|word| next.starts_with(word));
    // `- default：Linux默认用户组`: the Latin word is a value with its meaning.
    let own = text.plain.get(phrase.range.clone()).unwrap_or_default();
    let said = phrase.trust < Trust::Label || own.is_ascii();
    let names = said && text.subject.scalar == Scalar::Text && !set_apart && !means();
    // `.js,.css`: the first of several; `1,1代表...` explains the one.
    let goes_on = |more: &str| {
        let explained =
            more.strip_prefix(value).is_some_and(|rest| words.means.iter().any(|word| rest.starts_with(word)));
        !explained && more.starts_with(|c: char| if numeric { c.is_ascii_digit() } else { token::is_value_char(c) })
    };
    if following.strip_prefix(',').is_some_and(goes_on) {
        return None;
    }
    let ends = next.trim_matches(['.', '"', '\'', ' ']).is_empty()
        || next.starts_with(['(', ')', ';', '。', '、'])
        || (following.starts_with(':') && (numeric || next == ":"))
        || next.starts_with(|c: char| !c.is_ascii()) && !(names && next.starts_with(is_ideograph))
        || following.starts_with([',', '"'])
        || following.starts_with(". ")
        || words.taken.iter().any(|word| next.starts_with(word.as_str()));
    let is_word = |word: &String| value.eq_ignore_ascii_case(word);
    let is_known = known.iter().any(|known| known.value == value);
    let dotted = value.contains('.');
    let sure =
        numeric || set_apart || token::is_code(value) || text.subject.scalar == Scalar::Boolean || is_known || dotted;
    if phrase.trust == Trust::Hint && (!sure || !(is_known || begins_clause(phrase, text))) {
        return None;
    }
    let by_sentence = words.no_default.iter().filter(|_| phrase.trust == Trust::Prose);
    // `Default: No` on a text says that there is none; `false` is a value.
    let answers = text.subject.scalar == Scalar::Text
        && !is_known
        && token::typed(value, Scalar::Boolean).is_none()
        && text.glossary.yes_no(value).is_some();
    let describes = answers || words.no_value.iter().chain(by_sentence).any(is_word) || text.glossary.is_none(value);
    if !ends
        || (describes && !set_apart && !token::is_spelled_in_capitals(value))
        || (is_nothing(value, text) && !is_known)
    {
        return None;
    }
    // Whether the unit of `3600s` is sent as well, the words do not say.
    let counted = text.subject.scalar == Scalar::Text && has_unit(value, words);
    let after = rest.strip_prefix(value).and_then(|rest| text.glossary.phrases().unit(rest)).filter(|_| numeric);
    if counted || text.is_in_other_unit(after) { None } else { token::typed(value, text.subject.scalar) }
}

/// Whether a Chinese word stands right before the phrase, in a bullet: what the default is of.
fn is_of_something(phrase: &Phrase, text: &Prose<'_>) -> bool {
    bullet_before(text.plain, phrase).is_some_and(|before| before.ends_with(is_ideograph))
}

/// Whether no word stands right before the phrase: `limit默认10` speaks of something called `limit`.
fn begins_clause(phrase: &Phrase, text: &Prose<'_>) -> bool {
    let before = text.plain.get(..phrase.range.start).and_then(|before| before.chars().next_back());
    let own = text.plain.get(phrase.range.start..).and_then(|phrase| phrase.chars().next());
    !before.is_some_and(char::is_alphanumeric) || !own.is_some_and(char::is_alphanumeric)
}

/// `GMT+08:00`, `00:00`, `text/plain;charset=utf8`: a value that goes on after a sign.
fn with_signs<'t>(line: &'t str, value: &'t str, following: &'t str) -> (&'t str, &'t str) {
    let timed = following.strip_prefix(':').is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
    // A blank may stand before the parameter.
    let parameter = following.strip_prefix(';').map(str::trim_start);
    let parameter = parameter.filter(|next| next.trim_start_matches(|c: char| c.is_ascii_lowercase()).starts_with('='));
    let goes_on = timed || parameter.is_some();
    let ends = |c: char| matches!(c, ',' | '(') || (c == ';' && parameter.is_none());
    let from = parameter.map_or(0, |parameter| line.len() - parameter.len());
    let length = line.get(from..).and_then(|text| text.find(|c: char| c.is_whitespace() || !c.is_ascii() || ends(c)));
    let length = length.map(|length| from + length);
    let word = line.get(..length.unwrap_or(line.len())).unwrap_or_default().trim_end_matches('.');
    match line.get(word.len()..).filter(|_| goes_on && !token::is_set_apart(line)) {
        Some(rest) => (word, rest),
        None => (value, following),
    }
}

/// `N/A`, in whatever it is set: no default.
fn is_nothing(value: &str, text: &Prose<'_>) -> bool {
    text.glossary.is_none(value) && !token::is_spelled_in_capitals(value)
}

/// Whether a number with a unit makes up the value.
fn has_unit(value: &str, words: &PhraseWords) -> bool {
    let unit = value.trim_start_matches(|c: char| c.is_ascii_digit());
    unit.len() < value.len() && words.units.values().flatten().any(|known| unit.eq_ignore_ascii_case(known))
}
