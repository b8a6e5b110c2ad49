//! The one form of a request that both sides hash.

use super::hash::hex_digit;

/// The media type of a body whose pairs are part of what is signed.
pub(crate) const FORM_MEDIA_TYPE: &str = "application/x-www-form-urlencoded";

/// Whether a body of this content type is a form.
pub(crate) fn is_form(content_type: &str) -> bool {
    let media = content_type.split(';').next().unwrap_or_default();
    media.trim().eq_ignore_ascii_case(FORM_MEDIA_TYPE)
}

/// Percent-encodes every byte but letters, digits and `-_.~`.
#[must_use]
pub fn percent_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    push_encoded(&mut encoded, text);
    encoded
}

fn push_encoded(encoded: &mut String, text: &str) {
    text.bytes().for_each(|byte| push_encoded_byte(encoded, byte));
}

fn push_encoded_byte(encoded: &mut String, byte: u8) {
    if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
        encoded.push(char::from(byte));
    } else {
        let digit = |value: u8| char::from(hex_digit(value).to_ascii_uppercase());
        encoded.extend(['%', digit(byte >> 4), digit(byte & 15)]);
    }
}

/// Undoes percent-encoding; a `%` without two hexadecimal digits stays.
#[must_use]
pub fn percent_decode(text: &str) -> Vec<u8> {
    decoded(text).collect()
}

fn decoded(text: &str) -> impl Iterator<Item = u8> {
    let mut rest = text.as_bytes();
    std::iter::from_fn(move || {
        let (&byte, tail) = rest.split_first()?;
        let escaped = match (byte, tail) {
            (b'%', [high, low, after @ ..]) => {
                nibble(*high).zip(nibble(*low)).map(|(high, low)| (high << 4 | low, after))
            }
            _ => None,
        };
        let (byte, after) = escaped.unwrap_or((byte, tail));
        rest = after;
        Some(byte)
    })
}

fn nibble(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// The path of the canonical request: each piece decoded and encoded again, with a slash at the end.
#[must_use]
pub fn canonical_path(path: &str) -> String {
    let mut canonical = String::with_capacity(path.len() + 1);
    push_path(&mut canonical, path);
    canonical
}

fn push_path(canonical: &mut String, path: &str) {
    let mut last = 0;
    for byte in decoded(path) {
        if byte == b'/' {
            canonical.push('/');
        } else {
            push_encoded_byte(canonical, byte);
        }
        last = byte;
    }
    if last != b'/' {
        canonical.push('/');
    }
}

/// The query, sorted by name, then value, before encoding; it travels in this form, too.
#[must_use]
pub fn canonical_query(pairs: &[(String, String)]) -> String {
    let mut canonical = String::new();
    push_query(&mut canonical, pairs);
    canonical
}

fn push_query(canonical: &mut String, pairs: &[(String, String)]) {
    let mut sorted: Vec<_> = pairs.iter().collect();
    sorted.sort();
    for (index, (name, value)) in sorted.into_iter().enumerate() {
        if index > 0 {
            canonical.push('&');
        }
        push_encoded(canonical, name);
        canonical.push('=');
        push_encoded(canonical, value);
    }
}

/// The pairs of an encoded query, decoded.
#[must_use]
pub fn query_pairs(query: &str) -> Vec<(String, String)> {
    let text = |encoded: &str| String::from_utf8_lossy(&percent_decode(encoded)).into_owned();
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (text(name), text(value)))
        .collect()
}
