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
const REDACTED: &str = "<redacted>";

/// Whether a parameter of this name holds something that must not be seen. A bare `key` is that of a label.
pub(crate) fn is_secret_name(name: &str) -> bool {
    const WORDS: &[&str] =
        &["password", "passwd", "secret", "token", "authorization", "credential", "private", "passcode"];
    let name = name.to_ascii_lowercase();
    WORDS.iter().any(|word| name.contains(word)) || name.len() > 3 && name.ends_with("key")
}

/// Takes each of `secrets` out of a text that somebody may read.
pub(crate) fn take_out(secrets: &[&str], text: &mut String) {
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        if text.contains(secret) {
            *text = text.replace(secret, REDACTED);
        }
    }
}

/// Prints `<redacted>`; for the hand-formed `Debug` of a type with a secret field.
#[derive(Clone, Copy)]
pub struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}
