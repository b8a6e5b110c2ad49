//! Values as descriptions write them: in quotes or bare, in a bullet with a meaning, or alone.

use super::Scalar;
use crate::glossary::{Glossary, PhraseWords, is_ideograph};
use serde_json::Value;

/// Longer words are not values.
const LONGEST: usize = 64;

/// A value with its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) value: String,
    pub(super) doc: String,
    pub(super) default: bool,
    /// A colon, or a word like "indicates", stands between the two.
    pub(super) separated: bool,
    /// It stands in quotes, or the page marks it.
    pub(super) set_apart: bool,
}

impl Entry {
    /// A value without a meaning.
    pub(super) fn bare(value: &str) -> Self {
        Self { value: value.to_owned(), doc: String::new(), default: false, separated: false, set_apart: false }
    }

    /// A value that a sign or a word parts from its meaning.
    pub(super) fn meaning(value: &str, doc: &str) -> Self {
        Self { doc: doc.to_owned(), separated: true, ..Self::bare(value) }
    }

    /// `REMOVE/REDUCE: ...`: two codes of one meaning.
    pub(super) fn parted(self) -> Vec<Self> {
        let parts: Vec<&str> = self.value.split('/').collect();
        if parts.len() < 2 || !parts.iter().all(|part| is_code(part)) {
            return vec![self];
        }
        parts.iter().map(|part| Self { value: (*part).to_owned(), ..self.clone() }).collect()
    }
}

/// Whether a word is written as no word of a sentence is: capitals inside or throughout, digits, underscores.
pub(super) fn is_code(word: &str) -> bool {
    let inner = word.chars().skip(1).any(|c| c.is_ascii_uppercase());
    let marked = word.contains(|c: char| c == '_' || c.is_ascii_digit());
    word.chars().all(is_value_char) && word.contains(|c: char| c.is_ascii_alphabetic()) && (inner || marked)
}

/// Whether a word is a code in capitals: `NONE`, `OTHER`, and not `N/A` or the `NULL` of databases.
pub(super) fn is_spelled_in_capitals(word: &str) -> bool {
    let capital = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_' || c == '-';
    word != "NULL" && word != "NA" && word.chars().all(capital) && word.contains(|c: char| c.is_ascii_uppercase())
}

/// The same of several letters: one alone may be a word of a sentence.
pub(super) fn is_long_and_in_capitals(word: &str) -> bool {
    word.len() > 1 && is_spelled_in_capitals(word)
}

/// `Note: ...`: whether a word labels what follows; in capitals it is mostly a value, as in `OPTIONS: ...`.
pub(super) fn is_label(word: &str, words: &PhraseWords) -> bool {
    let labels = if is_spelled_in_capitals(word) { &words.capital_label } else { &words.no_key };
    labels.iter().any(|label| word.eq_ignore_ascii_case(label))
}

/// Whether a text is one Latin word.
pub(super) fn is_word(text: &str) -> bool {
    text.chars().all(is_value_char) && text.contains(|c: char| c.is_ascii_alphabetic())
}

/// Whether a word stands for whatever somebody chooses: `XXX`, `xx`.
pub(super) fn is_mask(word: &str) -> bool {
    word.len() >= 2 && word.bytes().all(|byte| byte.eq_ignore_ascii_case(&b'x'))
}

/// The values of a word that a slash may part: `a/b/c`, but neither `text/plain` nor `Asia/Nowhere`.
pub(super) fn alternatives<'t>(value: &'t str, words: &PhraseWords) -> impl Iterator<Item = &'t str> {
    let lower = value.to_ascii_lowercase();
    let whole = is_network(value) || keeps_slash(&lower, words);
    value.split(move |c: char| c == '/' && !whole).filter(|part| !part.is_empty())
}

/// Whether a value in small letters begins as those do that hold a slash: `text/plain`.
pub(super) fn keeps_slash(value: &str, words: &PhraseWords) -> bool {
    words.with_slash.iter().any(|start| value.starts_with(start.as_str()))
}

/// `10.0.0.0/8`: addresses, and no value among others.
pub(super) fn is_network(value: &str) -> bool {
    let (address, mask) = value.split_once('/').unwrap_or_default();
    address.split('.').filter(|part| part.parse::<u8>().is_ok()).count() == 4
        && mask.starts_with(|c: char| c.is_ascii_digit())
}

/// A bullet that is nothing but a value, signs and blanks included: `=`, `C# (9.0)`.
pub(super) fn whole(item: &str) -> Option<Entry> {
    let value = item.trim().trim_matches(['"', '`']);
    let bracketed = value.contains('(') && !value.contains(" (");
    let sign = !value.is_empty() && value.len() <= 2 && value.chars().all(|c| c.is_ascii_punctuation());
    let words = value.split(' ').count();
    let titled = (2..=3).contains(&words)
        && value
            .split(' ')
            .all(|word| word.starts_with(|c: char| c.is_ascii_uppercase()) && word.chars().all(is_value_char))
        && !value.ends_with('.');
    let plain = value.is_ascii() && value.len() <= LONGEST && !value.contains(':');
    (plain && (bracketed || sign || titled)).then(|| Entry::bare(value))
}

/// The text of a bullet.
pub(super) fn bullet(line: &str) -> Option<&str> {
    let line = line.trim_start();
    ["- ", "* ", "• ", "· ", "● ", "> "].iter().find_map(|sign| line.strip_prefix(sign)).map(str::trim)
}

/// Whether a text begins with a word that its marks set apart from the sentence.
pub(super) fn is_set_apart(text: &str) -> bool {
    text.starts_with(['"', '\'', '*'])
}

/// A value that a text begins with, and what follows it.
pub(super) fn value(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    if let Some(quote) = text.chars().next().filter(|first| ['"', '\''].contains(first)) {
        let (value, rest) = text.get(1..)?.split_once(quote)?;
        return is_value(value).then_some((value, rest));
    }
    let bare = text.trim_start_matches("**");
    let length = clock_time(bare).or_else(|| bare.find(|c: char| !is_value_char(c))).unwrap_or(bare.len());
    let value = bare.get(..length)?.trim_end_matches(['.', '/', '-', '+']);
    let rest = bare.get(value.len()..)?;
    is_value(value).then_some((value, rest.strip_prefix("**").unwrap_or(rest)))
}

/// The bytes of a time of day that a text begins with: `08:15`, `22:00:00`. `00:00-01:00` is a span of two.
fn clock_time(text: &str) -> Option<usize> {
    let is_pair = |at: usize| text.as_bytes().get(at..at + 2).is_some_and(|pair| pair.iter().all(u8::is_ascii_digit));
    let goes_on = |at: usize| text.as_bytes().get(at) == Some(&b':') && is_pair(at + 1);
    let length = if goes_on(2) && goes_on(5) { 8 } else { 5 };
    let rest = text.get(length..).map(|rest| rest.strip_prefix('.').unwrap_or(rest));
    let ends = rest.is_some_and(|rest| !rest.starts_with(|c: char| is_value_char(c) || c == ':'));
    (is_pair(0) && goes_on(2) && ends).then_some(length)
}

/// The value in quotes that a text begins with, blanks in it included.
pub(super) fn quoted(text: &str) -> Option<(&str, &str)> {
    let (value, rest) = text.strip_prefix('"')?.split_once('"')?;
    (value.is_ascii() && !value.is_empty() && value.len() <= LONGEST).then_some((value, rest))
}

/// `word. What it means.`: a value that a stop parts from its meaning, as bullets of a list have it.
pub(super) fn stopped(item: &str) -> Option<Entry> {
    let (word, doc) = item.split_once(". ")?;
    let (value, rest) = value(word)?;
    rest.is_empty().then(|| Entry::meaning(value, doc.trim()))
}

/// `url: by address`: a word in small letters with its meaning, whatever word it is.
pub(super) fn after_small_letters(item: &str) -> Option<Entry> {
    let (value, rest) = value(item)?;
    let doc = rest.trim_start().strip_prefix(':')?.trim();
    let small = value.bytes().all(|byte| byte.is_ascii_lowercase());
    (small && !doc.is_empty()).then(|| Entry::meaning(value, doc))
}

/// `NOTE: a remark`: a word in capitals with its meaning, whatever word it is.
pub(super) fn after_capitals(item: &str) -> Option<Entry> {
    let (value, rest) = value(item)?;
    let doc = rest.trim_start().strip_prefix(':')?.trim();
    (is_long_and_in_capitals(value) && !doc.is_empty()).then(|| Entry::meaning(value, doc))
}

/// `AArch64 a kind of processor`: a code with its meaning, whose colon is lost.
pub(super) fn after_code(item: &str) -> Option<Entry> {
    let (value, rest) = value(item)?;
    (is_code(value) && rest.starts_with(' ')).then(|| Entry::meaning(value, rest.trim()))
}

/// A line or bullet that is a value, with or without a meaning.
pub(super) fn entry(line: &str, glossary: &Glossary) -> Option<Entry> {
    let words = &glossary.phrases().words;
    let lead = words.value_lead.iter().find_map(|lead| line.strip_prefix(lead.as_str()));
    let set_apart = is_set_apart(lead.unwrap_or(line));
    let (value, rest) = value(lead.filter(|_| set_apart).unwrap_or(line))?;
    let (rest, note) = parenthesis(rest);
    let (note, default) = without_default_mark(note.unwrap_or_default(), words);
    let rest = rest.trim_start();
    // `08:15` is a time, `http://` opens an address, and neither is a value with its meaning.
    let digit = |c: char| c.is_ascii_digit();
    let is_whole = value.ends_with(digit) && rest.strip_prefix(':').is_some_and(|rest| rest.starts_with(digit));
    let is_whole = is_whole || rest.starts_with("://");
    let after_sign = ["- ", "--", ":"].iter().find_map(|sign| rest.strip_prefix(sign)).filter(|_| !is_whole);
    let after_sign = after_sign.or_else(|| rest.strip_prefix('-').filter(|doc| doc.starts_with(is_ideograph)));
    // `UP,DOWN,OFF` is a list of values, and no value with its meaning.
    let is_list = |doc: &&str| doc.contains(',') && doc.split(',').all(|word| is_code(word.trim()));
    let may_mean = |doc: &&str| (is_code(value) || lead.is_some() || set_apart) && !doc.trim().is_empty();
    let after_comma = rest.strip_prefix(',').filter(may_mean).filter(|doc| !is_list(doc));
    let meant = || {
        let after = words.means.iter().find_map(|word| rest.strip_prefix(word))?;
        Some(after.trim_start_matches([':', ' ']))
    };
    let alone = rest.trim_matches(['.', '。', ';', ',', ' ']).is_empty();
    let (doc, separated) = match (after_sign.or(after_comma), meant()) {
        (Some(doc), _) | (None, Some(doc)) => (doc, true),
        (None, None) if alone => (note, false),
        (None, None) => return None,
    };
    if separated && is_label(value, words) {
        return None;
    }
    let doc = doc.trim().trim_end_matches([';', ',', '、']).trim();
    let doc = if note.is_empty() || doc == note { doc.to_owned() } else { format!("{doc} ({note})") };
    Some(Entry { value: value.to_owned(), doc, default, separated, set_apart })
}

/// What is said of a value without the mark of the default, and whether there was one: `access logs; default value`.
pub(super) fn without_default_mark<'t>(note: &'t str, words: &PhraseWords) -> (&'t str, bool) {
    let is_mark = |note: &str| words.default_mark.iter().any(|mark| note.trim().eq_ignore_ascii_case(mark));
    match note.rsplit_once([';', ',']) {
        _ if is_mark(note) => ("", true),
        Some((note, mark)) if is_mark(mark) => (note.trim(), true),
        _ => (note, false),
    }
}

/// The bracket that a text begins with.
pub(super) fn parenthesis(text: &str) -> (&str, Option<&str>) {
    let inner = text.trim_start().strip_prefix('(').and_then(|text| text.split_once(')'));
    inner.map_or((text, None), |(note, rest)| (rest, Some(note.trim())))
}

/// A value in the wire's type; `None` if it does not fit.
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

pub(super) fn is_value_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '+' | '#' | '@')
}
