//! The one form of a request that both sides hash.

use super::ToSign;

/// Percent-encodes every byte but letters, digits and `-_.~`.
#[must_use]
pub fn percent_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    text.bytes().for_each(|byte| push_encoded(&mut encoded, byte));
    encoded
}

fn push_encoded(encoded: &mut String, byte: u8) {
    if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
        encoded.push(char::from(byte));
    } else {
        let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0').to_ascii_uppercase();
        encoded.extend(['%', digit(byte >> 4), digit(byte & 15)]);
    }
}

/// Undoes percent-encoding; a `%` without two hexadecimal digits stays.
#[must_use]
pub fn percent_decode(text: &str) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let escaped = match (byte, tail) {
            (b'%', [high, low, after @ ..]) => {
                nibble(*high).zip(nibble(*low)).map(|(high, low)| (high << 4 | low, after))
            }
            _ => None,
        };
        let (byte, after) = escaped.unwrap_or((byte, tail));
        decoded.push(byte);
        rest = after;
    }
    decoded
}

fn nibble(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// The path of the canonical request: each piece decoded and encoded again, with a slash at the end.
#[must_use]
pub fn canonical_path(path: &str) -> String {
    let mut canonical = String::with_capacity(path.len() + 1);
    for byte in percent_decode(path) {
        if byte == b'/' {
            canonical.push('/');
        } else {
            push_encoded(&mut canonical, byte);
        }
    }
    if !canonical.ends_with('/') {
        canonical.push('/');
    }
    canonical
}

/// The query, sorted by name, then value, before encoding; it travels in this form, too.
#[must_use]
pub fn canonical_query(pairs: &[(String, String)]) -> String {
    let mut sorted: Vec<_> = pairs.iter().collect();
    sorted.sort();
    let encoded: Vec<_> =
        sorted.into_iter().map(|(name, value)| format!("{}={}", percent_encode(name), percent_encode(value))).collect();
    encoded.join("&")
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

/// The canonical request and the names of its signed headers.
#[must_use]
pub fn canonical_request(request: &ToSign<'_>, payload_hash: &str) -> (String, String) {
    let mut headers: Vec<(String, &str)> =
        request.headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), value.trim())).collect();
    headers.sort_by(|(left, _), (right, _)| left.cmp(right));
    let names: Vec<_> = headers.iter().map(|(name, _)| name.as_str()).collect();
    let names = names.join(";");
    let size = headers.iter().map(|(name, value)| name.len() + value.len() + 2).sum::<usize>();
    let mut lines = String::with_capacity(size);
    for (name, value) in &headers {
        lines.extend([name.as_str(), ":", value, "\n"]);
    }
    let canonical = [
        request.method.to_ascii_uppercase().as_str(),
        &canonical_path(request.path),
        &canonical_query(request.query),
        &lines,
        &names,
        payload_hash,
    ]
    .join("\n");
    (canonical, names)
}
