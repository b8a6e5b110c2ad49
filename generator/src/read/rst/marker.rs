//! What lines of reStructuredText open with: bullets, enumerators, title rules, table borders.

use crate::read::line::{Line, groups};

/// Bytes that a list item's marker and the blanks after it take.
pub(super) fn item_marker(line: Line, next: Option<Line>) -> Option<usize> {
    bullet(line.text).or_else(|| enumerator(line.text).filter(|_| next.is_none_or(continues_item)))
}

fn bullet(text: &str) -> Option<usize> {
    let mark = text.chars().next().filter(|c| matches!(c, '-' | '*' | '+' | '•' | '‣' | '⁃'))?;
    with_blanks(text, mark.len_utf8())
}

fn enumerator(text: &str) -> Option<usize> {
    let opened = text.strip_prefix('(');
    let inner = opened.unwrap_or(text);
    let length = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '#')?;
    let word = inner.get(..length)?;
    let counts = word == "#"
        || (length <= 3 && word.bytes().all(|byte| byte.is_ascii_digit()))
        || (length == 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic()))
        || (length > 1 && length <= 5 && word.bytes().all(|byte| b"ivxIVX".contains(&byte)));
    let close = inner.as_bytes().get(length)?;
    let closes = *close == b')' || (*close == b'.' && opened.is_none());
    (counts && length > 0 && closes).then(|| with_blanks(text, usize::from(opened.is_some()) + length + 1)).flatten()
}

/// Text that merely opens like an item goes on at the margin.
fn continues_item(next: Line) -> bool {
    next.is_blank() || next.indent() > 0 || enumerator(next.text).is_some()
}

fn with_blanks(text: &str, mark: usize) -> Option<usize> {
    let after = text.get(mark..)?;
    let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
    (blanks > 0 || after.is_empty()).then_some(mark + blanks)
}

/// The character of a title's rule.
pub(super) fn rule(line: Line) -> Option<char> {
    let mark = line.text.chars().next().filter(char::is_ascii_punctuation)?;
    (line.text.len() >= 3 && line.text.chars().all(|c| c == mark)).then_some(mark)
}

/// Whether a line is the rule below a title.
pub(super) fn underlines(line: Line, title: Line) -> bool {
    rule(line).is_some() && rule(title).is_none() && line.text.len() >= title.text.chars().count()
}

/// The groups of a simple table's border: `===  ===`.
pub(super) fn border(line: Line, mark: char) -> Option<Vec<std::ops::Range<usize>>> {
    groups(line, mark).filter(|_| line.text.starts_with(mark))
}
