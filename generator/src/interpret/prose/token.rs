//! Values as descriptions write them: in quotes or bare, in a bullet with a meaning, or alone.

use super::Scalar;
use crate::glossary::Glossary;
use serde_json::Value;

/// Longer words are no values.
const LONGEST: usize = 64;

/// A value with its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) value: String,
    pub(super) doc: String,
    /// Marked as the default.
    pub(super) default: bool,
    /// A colon, or a word like "indicates", stands between the two.
    pub(super) separated: bool,
}

/// The text of a bullet.
pub(super) fn bullet(line: &str) -> Option<&str> {
    let line = line.trim_start();
    ["- ", "* ", "• ", "· ", "● "].iter().find_map(|sign| line.strip_prefix(sign)).map(str::trim)
}

/// A value that a text begins with, and what follows it.
pub(super) fn value(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    if let Some(quoted) = text.strip_prefix('"') {
        let (value, rest) = quoted.split_once('"')?;
        return is_value(value).then_some((value, rest));
    }
    let bare = text.trim_start_matches("**");
    let length = bare.find(|c: char| !is_value_char(c)).unwrap_or(bare.len());
    let value = bare.get(..length)?.trim_end_matches(['.', '/', '-', '+']);
    let rest = bare.get(value.len()..)?;
    is_value(value).then_some((value, rest.strip_prefix("**").unwrap_or(rest)))
}

/// A line or bullet that is a value, with or without a meaning.
pub(super) fn entry(line: &str, glossary: &Glossary) -> Option<Entry> {
    let words = &glossary.phrases().words;
    let (value, rest) = value(line)?;
    let (rest, note) = parenthesis(rest);
    let is_mark = |note: &str| words.default_mark.iter().any(|mark| note.eq_ignore_ascii_case(mark));
    let default = note.is_some_and(is_mark);
    let note = note.filter(|_| !default).unwrap_or_default();
    let rest = rest.trim_start();
    let behind_colon = rest.strip_prefix(':').or_else(|| rest.strip_prefix("- ")).or_else(|| rest.strip_prefix("--"));
    let meant = || {
        let after = words.means.iter().find_map(|word| rest.strip_prefix(word.as_str()))?;
        Some(after.trim_start_matches([':', ' ']))
    };
    let alone = rest.trim_matches(['.', '。', ';', ',', ' ']).is_empty();
    let (doc, separated) = match (behind_colon, meant()) {
        (Some(doc), _) | (None, Some(doc)) => (doc, true),
        (None, None) if alone => (note, false),
        (None, None) => return None,
    };
    // `Note: ...` is a label; `OPTIONS` alone is a value.
    if separated && words.no_key.iter().any(|word| value.eq_ignore_ascii_case(word)) {
        return None;
    }
    let doc = doc.trim().trim_end_matches([';', ',', '、']).trim();
    let doc = if note.is_empty() || doc == note { doc.to_owned() } else { format!("{doc} ({note})") };
    Some(Entry { value: value.to_owned(), doc, default, separated })
}

/// The bracket that a text begins with.
pub(super) fn parenthesis(text: &str) -> (&str, Option<&str>) {
    let inner = text.trim_start().strip_prefix('(').and_then(|text| text.split_once(')'));
    inner.map_or((text, None), |(note, rest)| (rest, Some(note.trim())))
}

/// A value in the wire's type; none where it does not fit.
pub(super) fn typed(value: &str, scalar: Scalar) -> Option<Value> {
    match scalar {
        Scalar::Text => Some(Value::String(value.to_owned())),
        Scalar::Whole => value.parse::<i64>().ok().map(Value::from),
        Scalar::Number => {
            let number: serde_json::Number = serde_json::from_str(value).ok()?;
            Some(Value::Number(number))
        }
        Scalar::Boolean => match value.to_ascii_lowercase().as_str() {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => None,
        },
        Scalar::Other => None,
    }
}

fn is_value(value: &str) -> bool {
    !value.is_empty()
        && value.len() <= LONGEST
        && value.chars().all(|c| is_value_char(c) || c == ':')
        && value.chars().any(|c| c.is_ascii_alphanumeric())
        && !is_span(value)
}

/// `1-64` is a range, and no value.
fn is_span(value: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    value.split_once(['-', '~']).is_some_and(|(low, high)| digits(low) && digits(high))
}

fn is_value_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '+' | '#' | '@')
}
