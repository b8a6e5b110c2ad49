//! What a page sets in bold or as code is read as if it stood in quotes: a text with its marks enters, one with quotes
//! around its marked words leaves. Numbers and labels stay as they are.

use super::token;
use crate::{
    glossary::{Glossary, Trust, in_small_letters},
    page::Text,
};
use std::ops::Range;

/// Signs that the text of a page may hold itself.
pub(super) const QUOTES: [char; 8] = ['"', '“', '”', '‘', '’', '`', '＂', '＇'];

/// The text with quotes around what may be a value among its marked words; `None` if there is nothing of the kind.
pub(super) fn around_marked_words(text: &Text, glossary: &Glossary) -> Option<String> {
    let words: Vec<&Range<usize>> = text.marked.iter().filter(|range| may_be_value(text, range, glossary)).collect();
    let mut quoted = String::with_capacity(text.content.len() + 2 * words.len());
    let mut from = 0;
    for range in &words {
        let (Some(before), Some(word)) = (text.content.get(from..range.start), text.content.get((*range).clone()))
        else {
            continue;
        };
        quoted.extend([before, "\"", word, "\""]);
        from = range.end;
    }
    quoted.push_str(text.content.get(from..)?);
    (!words.is_empty()).then_some(quoted)
}

/// Whether marked words are one word that may be a value, and neither a number nor a label.
fn may_be_value(text: &Text, range: &Range<usize>, glossary: &Glossary) -> bool {
    let Some(word) = text.content.get(range.clone()) else { return false };
    let is_word = word.chars().all(|c| token::is_value_char(c) || matches!(c, ';' | '='));
    let around = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || QUOTES.contains(&c) || c == '_');
    let before = text.content.get(..range.start).and_then(|text| text.chars().next_back());
    let after = text.content.get(range.end..).and_then(|text| text.chars().next());
    is_word
        && word.contains(|c: char| c.is_ascii_alphabetic())
        && !around(before)
        && !around(after)
        && !is_label(word, glossary)
}

/// `Default`, `Options`, set in bold.
fn is_label(word: &str, glossary: &Glossary) -> bool {
    let label = format!("{}:", in_small_letters(word));
    glossary
        .phrases()
        .find(&label)
        .iter()
        .any(|phrase| phrase.trust == Trust::Label && phrase.range == (0..label.len()))
}
