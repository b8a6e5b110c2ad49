//! Text and numbers of a page as Rust literals: nothing of them can end the literal, and nothing in them can turn the
//! direction of the text around it.

use proc_macro2::Literal;
use serde_json::Value;
use std::fmt::Write as _;

/// A string literal.
pub(super) fn text(text: &str) -> Literal {
    Literal::string(text)
}

/// A whole number, its digits in groups of three from six digits on.
pub(super) fn integer(value: i64) -> Literal {
    let digits = value.unsigned_abs().to_string();
    let grouped = if digits.len() < 6 { digits } else { group(&digits) };
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{grouped}").parse().unwrap_or_else(|_| Literal::i64_unsuffixed(value))
}

fn group(digits: &str) -> String {
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped
}

/// JSON as a person would write it into a test: a raw string over several lines.
pub(super) fn json(value: &Value) -> Literal {
    let plain = printable(&serde_json::to_string_pretty(value).unwrap_or_default());
    if !plain.contains(['"', '\\']) {
        return Literal::string(&plain);
    }
    let hashes = "#".repeat(hashes_needed(&plain));
    format!("r{hashes}\"{plain}\"{hashes}").parse().unwrap_or_else(|_| Literal::string(&plain))
}

/// Characters that do not show are written as JSON escapes; they can only stand inside the strings of the text.
fn printable(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for char in json.chars() {
        if char == '\n' || char == ' ' || !super::docs::is_invisible(char) {
            text.push(char);
        } else {
            for unit in char.encode_utf16(&mut [0; 2]) {
                // Writing to a String cannot fail.
                let _ = write!(text, "\\u{unit:04x}");
            }
        }
    }
    text
}

/// One more than the longest run of `#` after a quote.
fn hashes_needed(text: &str) -> usize {
    text.split('"').skip(1).map(|after| 1 + after.chars().take_while(|char| *char == '#').count()).max().unwrap_or(0)
}
