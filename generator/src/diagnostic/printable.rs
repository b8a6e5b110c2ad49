//! The one way of a page's text to a terminal or a log: without characters that command them.

use std::borrow::Cow;

/// The text with control and direction characters made visible. New lines and tabs stay.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(commands) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if commands(c) { char::REPLACEMENT_CHARACTER } else { c }).collect())
}

/// JSON, saying the same, in which such characters are escapes: they can only be inside its strings.
pub(super) fn printable_json(json: &str) -> Cow<'_, str> {
    if !json.contains(commands) {
        return Cow::Borrowed(json);
    }
    let escaped = |c: char| if commands(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() };
    Cow::Owned(json.chars().map(escaped).collect())
}

/// Whether a character moves, hides or reorders what a terminal shows.
fn commands(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => true,
        c => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::{printable, printable_json};

    #[test]
    fn commands_to_a_terminal_become_visible() {
        let rows = [
            ("plain 文字", "plain 文字"),
            ("two\nlines\tand a tab", "two\nlines\tand a tab"),
            ("\u{1b}[31mred", "\u{fffd}[31mred"),
            ("a\u{202e}b\u{61c}", "a\u{fffd}b\u{fffd}"),
            ("back\u{8}space\r", "back\u{fffd}space\u{fffd}"),
            ("\u{9b}2J", "\u{fffd}2J"),
        ];
        for (text, expected) in rows {
            assert_eq!(printable(text), expected, "{text:?}");
        }
    }

    #[test]
    fn json_says_the_same_in_escapes() {
        let json = serde_json::json!({ "a\u{202e}": "\u{9b}2J\u{7f}\n文\t" }).to_string();
        let printable = printable_json(&json);
        assert!(printable.chars().all(|c| !c.is_control() && c != '\u{202e}'), "{printable:?}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&printable).ok(), serde_json::from_str(&json).ok());
    }
}
