//! Words that are safe as Markdown: signs are escaped, names and addresses become code, what does not show is gone.

use super::code;
use std::collections::BTreeSet;

/// Different signs of a set of signs; fewer are punctuation.
const FEWEST_SIGNS: usize = 6;

/// Characters that do not show, or turn the direction of what follows.
pub(crate) fn is_invisible(char: char) -> bool {
    char.is_control()
        || matches!(char,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' | '\u{e000}'..='\u{f8ff}')
}

/// The text without what does not show; tabs are blanks.
pub(super) fn visible(text: &str) -> String {
    text.chars()
        .map(|char| if char == '\t' { ' ' } else { char })
        .filter(|char| *char == '\n' || !is_invisible(*char))
        .collect()
}

/// Parts text into words that are safe as Markdown. Names become code, as they are in any careful text.
pub(super) fn push_words(text: &str, words: &mut Vec<String>) {
    if text.is_ascii() {
        words.extend(parted(text).map(word));
    } else {
        words.extend(parted(&space_scripts(text)).map(word));
    }
}

/// The words of a text. A type with its arguments is one: `Map<String, Integer>`.
fn parted(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.trim_start();
    std::iter::from_fn(move || {
        let blank = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let end = arguments_end(rest, blank).unwrap_or(blank);
        let (word, after) = rest.split_at_checked(end).filter(|(word, _)| !word.is_empty())?;
        rest = after.trim_start();
        Some(word)
    })
}

/// Where a type ends whose arguments the first blank of a text parts.
fn arguments_end(text: &str, blank: usize) -> Option<usize> {
    let open = text.get(..blank)?.find('<').filter(|open| *open > 0)?;
    let is_part = |char: char| char.is_ascii_alphanumeric() || matches!(char, '<' | '>' | ',' | ' ' | '_');
    let inside = text.get(..text.find(|char| !is_part(char)).unwrap_or(text.len()))?;
    let close = inside.char_indices().scan(0_i32, |depth, (at, char)| {
        *depth += i32::from(char == '<') - i32::from(char == '>');
        Some((at, *depth))
    });
    let end = close.skip(open).find(|(_, depth)| *depth == 0).map(|(at, _)| at + 1)?;
    let end = end + text.get(end..)?.find(char::is_whitespace).unwrap_or(text.len() - end);
    (end > blank).then_some(end)
}

fn is_ideograph(char: char) -> bool {
    matches!(char, '\u{2e80}'..='\u{2fff}' | '\u{3040}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A blank between Latin letters and ideographs, which are written without blanks.
fn space_scripts(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    let mut before = ' ';
    for char in text.chars() {
        let meet = (is_ideograph(before) && char.is_ascii_alphanumeric())
            || (before.is_ascii_alphanumeric() && is_ideograph(char));
        if meet {
            spaced.push(' ');
        }
        spaced.push(char);
        before = char;
    }
    spaced
}

fn word(word: &str) -> String {
    if is_plain(word) { word.to_owned() } else { pieces(word).into_iter().map(marked).collect() }
}

/// A word parted where a script without blanks, or its punctuation, meets names in Latin letters: `字段，port_id`.
fn pieces(word: &str) -> Vec<&str> {
    let is_wide = |char: char| !char.is_ascii() && (is_ideograph(char) || !char.is_alphanumeric());
    let mut pieces = Vec::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|char| is_wide(char) != is_wide(first)).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// A word as code, or with its signs escaped.
pub(super) fn marked(word: &str) -> String {
    let (before, rest) = word.split_at(word.len() - word.trim_start_matches(['(', '"', '\'']).len());
    let whole = rest.trim_end_matches(['.', ',', ';', ':', '"', '\'']);
    let whole = if is_open(whole) { whole } else { whole.trim_end_matches(')') };
    if is_pattern(whole) || is_signs(whole) {
        let after = rest.get(whole.len()..).unwrap_or_default();
        return format!("{}{}{}", escape(before), code(whole), escape(after));
    }
    let is_outer =
        |char: char| !char.is_alphanumeric() && !matches!(char, '_' | '/' | '{' | '}' | '$' | '@' | '<' | '>');
    let start = word.len() - word.trim_start_matches(is_outer).len();
    let (before, rest) = word.split_at(start);
    let end = rest.trim_end_matches(is_outer).len();
    let is_call = rest.get(end..).is_some_and(|after| after.starts_with("()"));
    let end = if is_call { end + "()".len() } else { end };
    let (core, after) = rest.split_at(end);
    // A remark in brackets that goes on: `to_port(icmp code)`.
    if let Some((name, remark)) = core.split_once('(').filter(|(name, _)| !name.is_empty() && !is_open(core)) {
        return format!("{}{}({}{}", escape(before), marked(name), marked(remark), escape(after));
    }
    // An address too: docs lead nowhere that a page chose.
    let core = if looks_like_code(core) { code(core) } else { escape(core) };
    format!("{}{core}{}", escape(before), escape(after))
}

/// Whether a word opens a round bracket for each that it closes.
fn is_open(word: &str) -> bool {
    let count = |bracket: char| word.matches(bracket).count();
    count('(') == count(')')
}

/// A regular expression: it stays in one piece.
fn is_pattern(word: &str) -> bool {
    let classes = ["[a-z", "[A-Z", "[0-9", "[^", "\\d", "\\w", "\\s"];
    (word.starts_with('^') && word.len() > 1) || classes.iter().any(|class| word.contains(class))
}

/// A set of signs: `!@#$%^`; but not a ruler.
fn is_signs(word: &str) -> bool {
    let signs: BTreeSet<char> = word.chars().collect();
    signs.len() >= FEWEST_SIGNS && signs.iter().all(char::is_ascii_punctuation)
}

/// A word of small Latin letters, but for the first, and one stop after it: nearly all words of most texts.
pub(super) fn is_plain(word: &str) -> bool {
    let letters = word.strip_suffix(['.', ',', ';', ':']).unwrap_or(word).as_bytes();
    letters
        .split_first()
        .is_some_and(|(first, rest)| first.is_ascii_alphabetic() && rest.iter().all(u8::is_ascii_lowercase))
}

/// Names in snake or camel case, paths, placeholders and addresses.
fn looks_like_code(word: &str) -> bool {
    let inner_underscore = word.trim_matches('_').contains('_');
    let address = word.contains(":/")
        || ["http:", "https:", "ftp:", "file:", "ws:", "wss:"].iter().any(|scheme| word.starts_with(scheme));
    inner_underscore
        || address
        || word.contains("::")
        || word.contains("()")
        || word.contains('`')
        || (word.contains(['{', '<']) && word.contains(['}', '>']))
        || is_camel_case(word)
        || word.split(|char: char| !char.is_alphanumeric()).any(is_camel_case)
}

/// At least two humps, plurals of acronyms aside: `InstanceId`, `instanceId`, but neither `Redis` nor `IDs`.
fn is_camel_case(word: &str) -> bool {
    let word = word.strip_suffix('s').unwrap_or(word);
    let uppercase = word.chars().filter(|char| char.is_uppercase()).count();
    let starts_lower = word.starts_with(|first: char| first.is_ascii_lowercase());
    let has_lower = word.chars().any(char::is_lowercase);
    !word.starts_with(|first: char| first.is_ascii_digit())
        && has_lower
        && (uppercase > 1 || (starts_lower && uppercase > 0))
}

/// Signs that mean something in Markdown are taken as they are.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        if matches!(char, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&') {
            escaped.push('\\');
        }
        escaped.push(char);
    }
    escaped
}

/// Whether a link leads into the web.
pub(super) fn is_web(target: &str) -> bool {
    target.starts_with("http://") || target.starts_with("https://")
}
