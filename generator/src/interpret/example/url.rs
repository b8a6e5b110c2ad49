//! Request lines of examples: `POST https://{endpoint}/v1/pets?limit=1 HTTP/1.1`, or a bare path.

use super::RequestLine;
use crate::ir::Method;

/// Reads the request line that a line begins with, and says how many of its bytes it takes.
pub(super) fn request_line(line: &str) -> Option<(RequestLine, usize)> {
    let (method, at) = match method(line) {
        Some((method, at)) => (Some(method), at),
        None => (None, 0),
    };
    let target = line.get(at..)?;
    let length = target.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\\')).unwrap_or(target.len());
    let (path, query) = split(target.get(..length)?)?;
    let behind = target.get(length..)?;
    let version = behind.trim_start().split([' ', '\n', '{']).next().filter(|word| word.starts_with("HTTP/"));
    let end = at + length + version.map_or(0, |version| behind.len() - behind.trim_start().len() + version.len());
    Some((RequestLine { method, path, query }, end))
}

/// The method a line opens with, and where its URL begins. A URL may be glued to it.
fn method(line: &str) -> Option<(Method, usize)> {
    const METHODS: [(&str, Method); 7] = [
        ("GET", Method::Get),
        ("POST", Method::Post),
        ("PUT", Method::Put),
        ("DELETE", Method::Delete),
        ("PATCH", Method::Patch),
        ("HEAD", Method::Head),
        ("OPTIONS", Method::Options),
    ];
    METHODS.into_iter().find_map(|(word, method)| {
        let (head, behind) = line.split_at_checked(word.len())?;
        let url = behind.trim_start_matches([':', '：', ' ', '\t', '\u{a0}']);
        let apart = url.len() < behind.len() || url.starts_with('/');
        (head.eq_ignore_ascii_case(word) && apart).then_some((method, line.len() - url.len()))
    })
}

/// Path and query pairs of a URL or of a path alone.
pub(super) fn split(url: &str) -> Option<(String, Vec<(String, String)>)> {
    let local = match url.split_once("://") {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http") => {
            rest.get(rest.find(['/', '?']).unwrap_or(rest.len())..)?
        }
        Some(_) => return None,
        // `{endpoint}/v1/pets`
        None if url.starts_with('{') => url.get(url.find("}/")? + 1..)?,
        None => url,
    };
    let path_like = local.starts_with('/') && !local.starts_with("//") && !local.starts_with("/*");
    if !(path_like || (local.is_empty() && !url.is_empty()) || (url.contains("://") && local.starts_with('?'))) {
        return None;
    }
    let local = local.split('#').next()?;
    let (path, query) = local.split_once('?').unwrap_or((local, ""));
    let path = if path.is_empty() { "/" } else { path };
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    Some((path.to_owned(), pairs.map(|(key, value)| (unescape(key), unescape(value))).collect()))
}

/// `%2C` and `+` to what they stand for; left alone where they stand for no text.
fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        rest = behind;
        bytes.push(match (first, behind) {
            (b'%', [high, low, tail @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                rest = tail;
                let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                digit(*high).unwrap_or_default() * 16 + digit(*low).unwrap_or_default()
            }
            (b'+', _) => b' ',
            _ => *first,
        });
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
