//! Text that must not be seen: wiped when dropped, never printed.

use std::fmt;

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
}
