//! Addresses of pages on the web. Any text enters; what leaves is safe in a file, in docs and in a browser.

use std::fmt::Write as _;

/// No page has a longer address.
const LONGEST: usize = 2000;

/// What addresses are made of besides letters and digits, and what means nothing more in Markdown, HTML or YAML.
const PLAIN: &[u8] = b"-._~:/?#@$&+,;=%";

/// The address, where it is one: of `http` or `https`, of a host, with nobody's password in it. Characters that mean
/// something elsewhere are percent-encoded.
#[must_use]
pub fn web_address(text: &str) -> Option<String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    let is_host = host.starts_with(|c: char| c.is_ascii_alphanumeric())
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.:".contains(&byte));
    let mut address = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || PLAIN.contains(&byte) {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
    (is_host && address.len() <= LONGEST).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::web_address;

    #[test]
    fn an_address_is_neutral_or_none() {
        let rows = [
            ("https://docs.example.com/api/ShowKiln.html", Some("https://docs.example.com/api/ShowKiln.html")),
            ("http://127.0.0.1:8080/a?b=1&c=%20#d", Some("http://127.0.0.1:8080/a?b=1&c=%20#d")),
            (
                "https://h/a<b>\"c\" `d` \\ [x](y) *z*",
                Some("https://h/a%3Cb%3E%22c%22%20%60d%60%20%5C%20%5Bx%5D%28y%29%20%2Az%2A"),
            ),
            ("https://h/\n/// words", Some("https://h/%0A///%20words")),
            ("https://h/查", Some("https://h/%E6%9F%A5")),
            ("javascript:alert(1)", None),
            ("data:text/html,x", None),
            ("HTTPS://h/", None),
            ("https://", None),
            ("https:///path", None),
            ("https://user:secret@h/", None),
            ("https://h\u{202e}/", None),
            ("//h/a", None),
        ];
        for (text, expected) in rows {
            assert_eq!(web_address(text).as_deref(), expected, "{text}");
            // What leaves stays as it is.
            assert_eq!(expected.and_then(web_address).as_deref(), expected, "{text}");
        }
        assert_eq!(web_address(&format!("https://h/{}", "a".repeat(2000))), None);
    }
}
