//! Text that must not be seen: wiped when dropped, never printed.

use std::fmt::{self, Write as _};

use zeroize::Zeroizing;

/// A secret text.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The text itself; for those who sign with it or send it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

/// What is printed in place of a secret.
pub(crate) const REDACTED: &str = "<redacted>";

/// Parts of names, wherever they stand in them.
const SECRET_PARTS: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "secret",
    "token",
    "authorization",
    "credential",
    "private",
    "cookie",
    "userdata",
    "user_data",
    "user-data",
];

/// Whole words of names, which are parts of harmless ones too: `bypass`, `task`, `spin`.
const SECRET_WORDS: &[&str] = &["pass", "pwd", "sk", "pin", "otp", "totp", "cvv"];

/// Whether a parameter of this name holds something that must not be seen. A bare `key` is that of a label.
pub(crate) fn is_secret_name(name: &str) -> bool {
    let small = name.to_ascii_lowercase();
    SECRET_PARTS.iter().any(|part| small.contains(part))
        || small.len() > 3 && small.ends_with("key")
        || words(name).any(|word| SECRET_WORDS.iter().any(|secret| word.eq_ignore_ascii_case(secret)))
}

/// The words of `adminPass`, `admin_pass` and `ADMIN-PASS`.
fn words(name: &str) -> impl Iterator<Item = &str> {
    let mut is_lower = false;
    let mut starts = vec![0];
    for (at, character) in name.char_indices() {
        if !character.is_ascii_alphanumeric() || character.is_ascii_uppercase() && is_lower {
            starts.push(at);
        }
        is_lower = character.is_ascii_lowercase() || character.is_ascii_digit();
    }
    starts.push(name.len());
    let bounds: Vec<(usize, usize)> = starts.iter().copied().zip(starts.iter().skip(1).copied()).collect();
    bounds.into_iter().map(move |(start, end)| {
        let word = name.get(start..end).unwrap_or_default();
        word.trim_matches(|character: char| !character.is_ascii_alphanumeric())
    })
}

/// What is shorter is found by chance in any message, and taking it out would leave no sense.
const SHORTEST: usize = 4;

/// Takes each of `secrets` out of a text that somebody may read, also as JSON and HTML write them.
pub(crate) fn take_out(secrets: &[&str], text: &mut String) {
    for secret in secrets.iter().filter(|secret| secret.len() >= SHORTEST) {
        for form in quoted_forms(secret) {
            if text.contains(&form) {
                *text = text.replace(&form, REDACTED);
            }
        }
    }
}

/// A secret as it stands in text, in a string of JSON, and in HTML; and in JSON that HTML or JSON quotes. The longest
/// forms come first, so that none leaves the rest of another.
fn quoted_forms(secret: &str) -> Vec<String> {
    let plain = secret.to_owned();
    let mut forms = vec![plain.clone()];
    let mut add = |form: String| {
        if !forms.contains(&form) {
            forms.push(form);
        }
    };
    for json in [in_json(&plain, false), in_json(&plain, true)] {
        for html in HTML_QUOTES.map(|quotes| in_html(&json, quotes)) {
            add(html);
        }
        add(in_json(&json, false));
        add(json.replace('/', "\\/"));
        add(json);
    }
    for quotes in HTML_QUOTES {
        add(in_html(&plain, quotes));
    }
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    forms
}

/// How HTML writes `"` and `'`.
const HTML_QUOTES: [[&str; 2]; 3] = [["&quot;", "&#x27;"], ["&quot;", "&#39;"], ["&#34;", "&#39;"]];

fn in_html(text: &str, [double, single]: [&str; 2]) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', double).replace('\'', single)
}

/// The inside of a string of JSON; `is_ascii` where all else is written in hexadecimal.
fn in_json(text: &str, is_ascii: bool) -> String {
    let mut quoted = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            other if other.is_ascii() && !other.is_ascii_control() || !is_ascii && !other.is_control() => {
                quoted.push(other);
            }
            other => {
                for unit in other.encode_utf16(&mut [0; 2]) {
                    // Writing to a String cannot fail.
                    let _ = write!(quoted, "\\u{unit:04x}");
                }
            }
        }
    }
    quoted
}

/// Prints `<redacted>`; for the hand-formed `Debug` of a type with a secret field.
#[derive(Clone, Copy)]
pub(crate) struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_told_by_their_names() {
        for name in [
            "password",
            "adminPass",
            "admin_pass",
            "pwd",
            "rootPwd",
            "passphrase",
            "sk",
            "SK",
            "user_data",
            "userData",
            "X-Auth-Token",
            "Cookie",
            "api_key",
            "secretAccessKey",
            "totp",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in
            ["key", "name", "bypass", "task", "disk", "passage", "compassion", "spin", "risk_level", "user_date"]
        {
            assert!(!is_secret_name(name), "{name}");
        }
    }

    #[test]
    fn a_secret_is_found_however_it_is_quoted() {
        let secret = "a\"b<c&d'e\\f/g中";
        for quoted in [
            secret.to_owned(),
            r#"a\"b<c&d'e\\f/g中"#.to_owned(),
            r#"a\"b<c&d'e\\f\/g中"#.to_owned(),
            r#"a\"b<c&d'e\\f/g\u4e2d"#.to_owned(),
            "a&quot;b&lt;c&amp;d&#x27;e\\f/g中".to_owned(),
            "a&#34;b&lt;c&amp;d&#39;e\\f/g中".to_owned(),
            r"a\&quot;b&lt;c&amp;d&#39;e\\f/g中".to_owned(),
            r#"a\\\"b<c&d'e\\\\f/g中"#.to_owned(),
        ] {
            let mut text = format!("no: {quoted}!");
            take_out(&[secret], &mut text);
            assert_eq!(text, "no: <redacted>!", "{quoted}");
        }
        let mut text = "dns error".to_owned();
        take_out(&["s", ""], &mut text);
        assert_eq!(text, "dns error");
    }
}
