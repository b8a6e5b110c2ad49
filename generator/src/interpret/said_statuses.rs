//! Statuses that sentences name: `If there is no such kite, HTTP status code 404 is returned.`, `returns a :not_found
//! status`. In: running text. Out: the statuses, in the order of the text. A number that is not said to be a status is none.

use super::{identity, request_line, uri::Found};
use crate::{
    glossary::{Glossary, Section, form},
    page::Text,
};
use std::ops::Range;

/// The letters of the longest method, `OPTIONS`.
const LONGEST_METHOD: usize = 7;

/// The statuses that a text names.
pub(super) fn read(text: &Text, glossary: &Glossary) -> Vec<u16> {
    of_sentences(text, glossary, |_| false)
}

/// The statuses that a text names of one call; a sentence that names another call speaks of that one.
pub(super) fn of_call(text: &Text, called: &Found, glossary: &Glossary) -> Vec<u16> {
    of_sentences(text, glossary, |sentence| names_other_call(sentence, called))
}

fn of_sentences(text: &Text, glossary: &Glossary, is_left_out: impl Fn(&str) -> bool) -> Vec<u16> {
    let mut statuses = Vec::new();
    let mut start = 0;
    for sentence in text.content.split_inclusive(['\n', '。']).flat_map(|line| line.split_inclusive(". ")) {
        if is_left_out(sentence) {
            start += sentence.len();
            continue;
        }
        let mut said = None;
        for at in numbers(sentence) {
            let (before, number) = (sentence.get(..at.start).unwrap_or_default(), sentence.get(at.clone()));
            let Some(status) = number.and_then(form::leading_status) else { continue };
            let after = sentence.get(at.end..).unwrap_or_default();
            if glossary.speaks_of_elsewhere(before) {
                continue;
            }
            let place = start + at.start..start + at.end;
            let goes_on = || said.is_some_and(|end| is_joint(sentence.get(end..at.start), glossary));
            if glossary.leads_to_status(before) || goes_on() || is_answered(text, &place, before, after, glossary) {
                statuses.push(status);
                said = Some(at.end);
            }
        }
        statuses.extend(symbols(sentence, glossary));
        start += sentence.len();
    }
    statuses
}

/// Whether a method and a path stand in a sentence that are not those of the call.
fn names_other_call(sentence: &str, called: &Found) -> bool {
    let is_end = |c: char| c.is_whitespace() || "`*([".contains(c);
    let starts = sentence.match_indices(is_end).map(|(at, sign)| at + sign.len());
    // A method and the word after it are all that is looked at, so that a long sentence is read once.
    let lines = std::iter::once(0).chain(starts).filter_map(|at| {
        let rest = sentence.get(at..)?;
        let end = rest.bytes().take(LONGEST_METHOD + 1).position(|byte| byte == b' ')?;
        let method = rest.get(..end).filter(|word| form::method_word(word).is_some())?;
        let target = rest.get(end..)?.split_ascii_whitespace().next()?;
        request_line::read(&format!("{method} {target}"))
    });
    let mut named = lines.filter(|line| line.path.len() > 1).peekable();
    named.peek().is_some() && named.all(|line| !identity::is_call_of(&line, called))
}

/// Numbers of three digits that stand alone: `204.` and `404-response`, and not `200.5` or `x-404`.
fn numbers(text: &str) -> impl Iterator<Item = Range<usize>> {
    let digits = text.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at);
    let is_alone = |range: &Range<usize>| {
        let (before, after) = (text.get(..range.start).unwrap_or_default(), text.get(range.end..).unwrap_or_default());
        let is_part = |c: char| c.is_ascii_alphanumeric() || "_/$%".contains(c);
        let goes_on = after.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        !before.ends_with(|c| is_part(c) || "-.".contains(c)) && !after.starts_with(is_part) && !goes_on
    };
    digits.map(|at| at..at + 3).filter(is_alone)
}

/// The statuses that web frameworks have a symbol for, in a sentence that speaks of an answer: `:no_content`.
fn symbols(sentence: &str, glossary: &Glossary) -> impl Iterator<Item = u16> {
    let symbols = sentence.match_indices(" :").filter_map(|(at, mark)| {
        let (before, symbol) = (sentence.get(..at)?, sentence.get(at + mark.len()..)?);
        let end = symbol.find(|c: char| !(c.is_ascii_lowercase() || c == '_')).unwrap_or(symbol.len());
        let status = glossary.status_of_symbol(symbol.get(..end)?)?;
        (glossary.led_to(before) == Some(Section::ResponseExample)).then_some(status)
    });
    symbols.collect::<Vec<_>>().into_iter()
}

/// Whether nothing but a word that joins stands between two numbers: `200, 201 or 404`.
fn is_joint(between: Option<&str>, glossary: &Glossary) -> bool {
    let words = between.unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    words.is_empty() || glossary.phrases().words.and.contains(&words)
}

/// Whether a number stands in a sentence that speaks of an answer, and is set apart or has its name or its condition after
/// it: `returns 404 Not Found`, `returns 404 if there is none`, `a 404-response`; or the word after it says that it is a
/// status: `a 404 status`; or it is all that is returned: `Returns 404.`
fn is_answered(text: &Text, place: &Range<usize>, before: &str, after: &str, glossary: &Glossary) -> bool {
    let words = after.trim_start_matches([' ', '`', '*', '_']);
    let first = words.split_whitespace().next().unwrap_or_default().to_lowercase();
    let is_named = words.starts_with(|c: char| c.is_ascii_uppercase()) || after.starts_with('-');
    let is_conditional = glossary.phrases().words.condition.iter().any(|word| word == first);
    let is_set_apart = text.marked.iter().any(|marked| marked.start == place.start);
    let is_called = glossary.opens_with_status_word(words);
    let clause = before.rsplit([',', ';', '–', '—']).next().unwrap_or_default().trim();
    let mut returns = glossary.types().grammar.returns.iter();
    let is_all = !words.contains(char::is_alphanumeric) && returns.any(|said| said.eq_ignore_ascii_case(clause));
    let speaks = |words: &str| glossary.led_to(words) == Some(Section::ResponseExample);
    is_all
        || is_called
        || (is_named || is_conditional || is_set_apart) && speaks(before)
        || is_set_apart && speaks(after)
}
