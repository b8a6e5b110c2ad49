//! The one form of a request that both sides hash.

use super::ToSign;

/// Percent-encodes every byte but letters, digits and `-_.~`.
#[must_use]
pub fn percent_encode(text: &str) -> String {
    percent_encode_bytes(text.as_bytes())
}

fn percent_encode_bytes(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0').to_ascii_uppercase();
    let mut encoded = String::with_capacity(bytes.len());
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    encoded
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
    let decoded = percent_decode(path);
    let pieces: Vec<_> = decoded.split(|byte| *byte == b'/').map(percent_encode_bytes).collect();
    let mut canonical = pieces.join("/");
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
    let lines: String = headers.iter().flat_map(|(name, value)| [name.as_str(), ":", value, "\n"]).collect();
    let names: Vec<_> = headers.iter().map(|(name, _)| name.as_str()).collect();
    let names = names.join(";");
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
