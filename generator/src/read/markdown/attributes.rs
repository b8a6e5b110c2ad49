//! What some tools write behind headings, words and links: `{#anchor .class}`, and the lines of colons around their
//! divisions. In go a page and one of its lines, out come the places of such marks. No word of the page is one.

use std::ops::Range;

/// No mark goes on for more bytes.
const LONGEST: usize = 400;

/// The marks that begin in a line, in any order.
pub(super) fn find(source: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let text = source.get(line.clone()).unwrap_or_default();
    let words = text.trim();
    if words.starts_with(":::") {
        let start = line.start + (text.len() - text.trim_start().len());
        return vec![start..start + words.len()];
    }
    let mut marks = Vec::new();
    for brace in memchr::memchr_iter(b'{', text.as_bytes()).map(|at| line.start + at) {
        let Some(end) = end_of(source, brace) else { continue };
        let before = source.get(..brace).unwrap_or_default();
        if before.ends_with(')') {
            marks.push(brace..end);
        } else if before.ends_with(']') {
            marks.extend(opening_bracket(before).map(|bracket| bracket..bracket + 1));
            marks.push(brace - 1..end);
        } else if words.starts_with('#') && before.ends_with(' ') && source.get(end..line.end).is_some_and(is_blank) {
            marks.push(brace..end);
        }
    }
    marks
}

/// Where `{#anchor}` or `{.class}` ends.
fn end_of(source: &str, brace: usize) -> Option<usize> {
    let rest = source.get(brace..)?;
    let opens = rest.starts_with("{#") || rest.starts_with("{.");
    let end = rest.bytes().take(LONGEST).position(|byte| byte == b'}').filter(|_| opens)?;
    let inside = rest.get(..end)?;
    (!inside.contains("\n\n") && !inside.contains('|')).then_some(brace + end + 1)
}

/// The bracket that opens the words which end here, bracketed words among them.
fn opening_bracket(before: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in before.bytes().enumerate().rev().take(LONGEST) {
        match byte {
            b']' => depth += 1,
            b'[' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}
