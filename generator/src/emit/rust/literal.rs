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

/// JSON as a person would write it into a test: a raw string, in which what fits into a line stands in one.
pub(super) fn json(value: &Value) -> Literal {
    let mut plain = String::new();
    push_json(&mut plain, value, 0, 0);
    let plain = printable(&plain);
    if !plain.contains(['"', '\\']) {
        return Literal::string(&plain);
    }
    let hashes = "#".repeat(hashes_needed(&plain));
    format!("r{hashes}\"{plain}\"{hashes}").parse().unwrap_or_else(|_| Literal::string(&plain))
}

/// No line of JSON is longer, unless a text in it is.
const WIDTH: usize = 100;

/// Adds a value that stands at `indent`, after so many characters of its line.
fn push_json(text: &mut String, value: &Value, indent: usize, used: usize) {
    let line = in_a_line(value);
    if indent + used + line.chars().count() < WIDTH {
        text.push_str(&line);
        return;
    }
    let part = |text: &mut String, is_first: bool, name: Option<&String>, value: &Value| {
        text.push_str(if is_first { "\n" } else { ",\n" });
        text.push_str(&" ".repeat(indent + 2));
        let name = name.map(|name| format!("{}: ", Value::from(name.as_str()))).unwrap_or_default();
        text.push_str(&name);
        push_json(text, value, indent + 2, name.chars().count());
    };
    match value {
        Value::Object(members) => {
            text.push('{');
            members.iter().enumerate().for_each(|(at, (name, value))| part(text, at == 0, Some(name), value));
            text.extend(["\n", &" ".repeat(indent), "}"]);
        }
        Value::Array(items) => {
            text.push('[');
            items.iter().enumerate().for_each(|(at, value)| part(text, at == 0, None, value));
            text.extend(["\n", &" ".repeat(indent), "]"]);
        }
        _ => text.push_str(&line),
    }
}

/// A value in one line, as serde writes it but with blanks.
fn in_a_line(value: &Value) -> String {
    match value {
        Value::Object(members) if !members.is_empty() => {
            let members =
                members.iter().map(|(name, value)| format!("{}: {}", Value::from(name.as_str()), in_a_line(value)));
            format!("{{ {} }}", members.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(in_a_line).collect::<Vec<_>>().join(", ")),
        value => value.to_string(),
    }
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
