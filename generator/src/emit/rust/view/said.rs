//! Whether a page's words say a fact already, so that the docs do not say it again. A fact that the words may lack is said.

use super::facts::plain;
use crate::ir::{EnumValue, Range};

/// Stems of words that say that a value is the default.
const DEFAULT: &[&str] = &[
    "default",
    "默认",
    "缺省",
    "padrão",
    "predeterminad",
    "defecto",
    "défaut",
    "standardwert",
    "standardmäßig",
    "predefinit",
    "умолчани",
    "デフォルト",
    "既定",
    "기본",
];

/// Both ends of a range, or one of several digits: a single digit may count something else.
pub(super) fn bounds(text: &str, range: &Range) -> bool {
    let ends: Vec<&str> = [&range.min, &range.max].into_iter().flatten().map(String::as_str).collect();
    let is_telling = ends.len() > 1 || ends.iter().any(|end| end.len() > 1);
    is_telling && ends.iter().all(|end| has_word(text, end))
}

/// A value after a label, `Default value: 10`, or in a sentence with a word for it: `It is 10 by default.`
pub(super) fn default(text: &str, value: &str) -> bool {
    let labelled = |line: &str| {
        let (_, said) = line.rsplit_once([':', '：'])?;
        Some(said.trim().trim_end_matches(['.', '。']) == value)
    };
    let sentences = || text.split(['\n', '。']).flat_map(|line| line.split(". "));
    let says = |sentence: &str| DEFAULT.iter().any(|word| sentence.to_lowercase().contains(word));
    text.lines().any(|line| labelled(line).unwrap_or(false))
        || sentences().any(|sentence| says(sentence) && has_word(sentence, value))
}

/// Each value with its meaning.
pub(super) fn values(text: &str, values: &[EnumValue]) -> bool {
    values.iter().all(|value| has_word(text, &plain(&value.value)) && text.contains(value.doc.as_str()))
}

/// Whether a text has a word that is not a part of a longer one. Digits may stand in groups: `1,024`.
fn has_word(text: &str, word: &str) -> bool {
    let is_part = |char: char| char.is_ascii_alphanumeric() || char == '_';
    let has = |text: &str| {
        text.match_indices(word).any(|(at, _)| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
            !before.is_some_and(is_part) && !after.is_some_and(is_part)
        })
    };
    !word.is_empty() && (has(text) || has(&text.replace(',', "")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_said_where_the_text_has_their_values() {
        let range = |min: Option<&str>, max: Option<&str>| Range { min: min.map(Into::into), max: max.map(Into::into) };
        for (text, min, max, expected) in [
            ("From 1 to 1,024 characters.", Some("1"), Some("1024"), true),
            ("From 1 to 1024.", Some("1"), Some("102"), false),
            ("At least 1.", Some("1"), None, false),
            ("At most 64.", None, Some("64"), true),
            ("", None, Some("64"), false),
        ] {
            assert_eq!(bounds(text, &range(min, max)), expected, "{text}");
        }
        for (text, value, expected) in [
            ("How many.\nDefault value: 10.", "10", true),
            ("默认值：open", "open", true),
            ("Whether it is true.", "true", false),
            ("How many. It defaults to 10, and is at most 50.", "10", true),
            ("By default, 1.5 is used.", "1.5", true),
            ("默认值为10，最大为50。", "10", true),
            ("The default is used. If it is 10, nothing is said.", "10", false),
            ("Time: 10 seconds", "10", false),
        ] {
            assert_eq!(default(text, value), expected, "{text}");
        }
    }
}
