//! Takes secrets out of texts of a service, however those quote them: each text is looked at as it is, and with the
//! escapes of JSON, HTML and URLs read, also one inside the other. Of secrets that nobody knows, the names tell.

use std::ops::Range;

use super::secret::{REDACTED, is_secret_name};

/// What is shorter is found by chance in any message, and taking it out would leave no sense.
const SHORTEST: usize = 4;

/// JSON in HTML in JSON: nobody quotes more often.
const DEEPEST: usize = 3;

/// A message of nothing but escapes is not worth more than this.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Takes each of `secrets` out of a text that somebody may read.
pub(crate) fn take_out(secrets: &[&str], text: &mut String) {
    let mut wanted: Vec<String> = Vec::new();
    for secret in secrets.iter().filter(|secret| secret.len() >= SHORTEST) {
        wanted.push((*secret).to_owned());
        // As forms write it.
        if secret.contains(' ') {
            wanted.push(secret.replace(' ', "+"));
        }
    }
    if wanted.is_empty() {
        return;
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    for view in views(text) {
        for secret in &wanted {
            found.extend(view.text.match_indices(secret).filter_map(|(at, _)| view.origin(at..at + secret.len())));
        }
    }
    found.sort_by_key(|range| (range.start, range.end));
    let mut shown = String::new();
    let mut at = 0;
    for range in found {
        if range.start >= at {
            shown.push_str(text.get(at..range.start).unwrap_or_default());
            shown.push_str(REDACTED);
        }
        at = at.max(range.end);
    }
    if at > 0 {
        shown.push_str(text.get(at..).unwrap_or_default());
        *text = shown;
    }
}

/// A text whose form nobody knows without what stands at a name that tells a secret: `password=…`, `"token": "…"`,
/// `<SecretKey>…`.
pub(crate) fn without_named(text: &str) -> String {
    let is_quote = |character: char| matches!(character, '"' | '\'');
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, at)) = rest.find([':', '=', '>']).and_then(|at| rest.split_at_checked(at)) {
        let name = before.trim_end_matches(|character| is_quote(character) || character == ' ');
        let name = name.rsplit(|character: char| !character.is_alphanumeric() && !"_-.".contains(character)).next();
        let (separator, after) = at.split_at_checked(1).unwrap_or((at, ""));
        shown.extend([before, separator]);
        rest = after;
        if !name.is_some_and(is_secret_name) {
            continue;
        }
        let value = after.trim_start_matches([' ', '\t']);
        let quote = value.chars().next().filter(|first| is_quote(*first));
        let value = value.strip_prefix(is_quote).unwrap_or(value);
        shown.push_str(after.strip_suffix(value).unwrap_or_default());
        // What is not quoted may hold blanks and commas; rather too much is taken out.
        let end = match (quote, separator) {
            (Some(quote), _) => value.find(quote),
            (None, ">") => value.find('<'),
            (None, _) => value.find(['\r', '\n', '&', '<']),
        };
        let (value, after) = value.split_at_checked(end.unwrap_or(value.len())).unwrap_or((value, ""));
        shown.push_str(if value.trim().is_empty() { value } else { REDACTED });
        rest = after;
    }
    shown.push_str(rest);
    shown
}

/// A text with some of its escapes read.
struct View {
    text: String,
    /// Where each byte comes from in the text that was given, and where that ends; empty while they are the same.
    origins: Vec<usize>,
}

impl View {
    fn origin(&self, range: Range<usize>) -> Option<Range<usize>> {
        if self.origins.is_empty() {
            return Some(range);
        }
        Some(*self.origins.get(range.start)?..*self.origins.get(range.end)?)
    }

    /// The same with one more kind of escapes read; `None` where there are none.
    fn read(&self, escape: Escape) -> Option<Self> {
        let mut read = Self { text: String::with_capacity(self.text.len()), origins: Vec::new() };
        let mut rest = &*self.text;
        let mut is_changed = false;
        while let Some(first) = rest.chars().next() {
            let at = self.text.len() - rest.len();
            let origin = self.origin(at..at)?.start;
            let (character, length) = match escape.read(rest) {
                Some(unescaped) => {
                    is_changed = true;
                    unescaped
                }
                None => (first, first.len_utf8()),
            };
            read.text.push(character);
            read.origins.resize(read.text.len(), origin);
            rest = rest.get(length..)?;
        }
        read.origins.push(self.origin(self.text.len()..self.text.len())?.start);
        is_changed.then_some(read)
    }
}

/// The text as it is, and with its escapes read.
fn views(text: &str) -> Vec<View> {
    let mut views = vec![View { text: text.to_owned(), origins: Vec::new() }];
    let (mut from, mut bytes) = (0, 0);
    for _ in 0..DEEPEST {
        let mut more: Vec<View> = Vec::new();
        for view in views.iter().skip(from) {
            for escape in [Escape::Json, Escape::Html, Escape::Url] {
                let Some(read) = view.read(escape) else { continue };
                bytes += read.text.len();
                if bytes <= MOST_BYTES && views.iter().chain(&more).all(|known| known.text != read.text) {
                    more.push(read);
                }
            }
        }
        from = views.len();
        views.extend(more);
    }
    views
}

/// A way to write characters as others.
#[derive(Clone, Copy)]
enum Escape {
    Json,
    Html,
    Url,
}

impl Escape {
    /// The character that `text` begins with, and how many bytes write it; `None` where it is no escape.
    fn read(self, text: &str) -> Option<(char, usize)> {
        match self {
            Self::Json => json(text),
            Self::Html => html(text),
            Self::Url => url(text),
        }
    }
}

fn json(text: &str) -> Option<(char, usize)> {
    let code = text.strip_prefix('\\')?.chars().next()?;
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    };
    match code {
        '"' | '\'' | '\\' | '/' => Some((code, 2)),
        'n' => Some(('\n', 2)),
        'r' => Some(('\r', 2)),
        't' => Some(('\t', 2)),
        'u' => {
            let first = unit(0)?;
            let Some(character) = char::from_u32(first) else {
                // One half of a character beyond the first 65,536.
                let (high, low) = (first.checked_sub(0xD800)?, unit(6)?.checked_sub(0xDC00)?);
                return Some((char::from_u32(0x10000 + (high << 10) + low)?, 12));
            };
            Some((character, 6))
        }
        _ => None,
    }
}

fn html(text: &str) -> Option<(char, usize)> {
    const NAMES: &[(&str, char)] = &[
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("sol", '/'),
        ("plus", '+'),
        ("equals", '='),
    ];
    const LONGEST: usize = 10;
    let inside = text.strip_prefix('&')?;
    let end = inside.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = inside.get(..end)?;
    let character = match name.strip_prefix('#') {
        Some(number) => {
            let hexadecimal = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
            char::from_u32(hexadecimal.unwrap_or_else(|| number.parse()).ok()?)?
        }
        None => NAMES.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((character, end + 2))
}

fn url(text: &str) -> Option<(char, usize)> {
    let byte = |at: usize| {
        let digits = text.get(at..at + 3)?.strip_prefix('%')?;
        u8::from_str_radix(digits, 16).ok()
    };
    let mut bytes = Vec::new();
    // No character takes more.
    for index in 0..4 {
        bytes.push(byte(index * 3)?);
        if let Some(character) = std::str::from_utf8(&bytes).ok().and_then(|text| text.chars().next()) {
            return Some((character, bytes.len() * 3));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_found_however_it_is_quoted() {
        let secret = "a\"b<c&d'e\\f/g中+=😀 h";
        for quoted in [
            secret,
            r#"a\"b<c&d'e\\f/g中+=😀 h"#,
            r#"a\"b<c&d'e\\f\/g中+=😀 h"#,
            r#"a\"b\u003cc\u0026d\u0027e\\f/g\u4E2d+=\uD83D\ude00 h"#,
            r"a\'b".replace("\\'b", "\"b<c&d\\'e\\\\f/g中+=😀 h").as_str(),
            "a&quot;b&lt;c&amp;d&#x27;e\\f/g中+=😀 h",
            "a&quot;b&lt;c&amp;d&apos;e\\f/g&#20013;+=&#x1f600; h",
            "a&#34;b&lt;c&amp;d&#39;e\\f&#x2F;g中&#43;&#x3D;😀 h",
            r"a\&quot;b&lt;c&amp;d&#39;e\\f/g中+=😀 h",
            r#"a\\\"b<c&d'e\\\\f/g中+=😀 h"#,
            r#"a\\\\\\\"b<c&d'e\\\\\\\\f/g中+=😀 h"#,
            "a%22b%3Cc%26d%27e%5Cf%2Fg%E4%B8%AD%2B%3D%F0%9F%98%80%20h",
            "a%22b%3cc%26d%27e%5cf/g%e4%b8%ad%2b%3d%f0%9f%98%80+h",
            "a%2522b%253Cc%2526d%2527e%255Cf%252Fg%25E4%25B8%25AD%252B%253D%25F0%259F%2598%2580%2520h",
        ] {
            let mut text = format!("no: {quoted}! 100 % & {quoted}\\");
            take_out(&[secret], &mut text);
            assert_eq!(text, "no: <redacted>! 100 % & <redacted>\\", "{quoted}");
        }
    }

    #[test]
    fn what_is_no_secret_stays_as_it_is() {
        let said = "50 % of \\x &lt;b&gt; &#xFFFFFFFF; \\uD800 %E4%B8 中";
        let mut text = said.to_owned();
        take_out(&["secret", "s", ""], &mut text);
        assert_eq!(text, said);
        let mut text = "one two one".to_owned();
        take_out(&["e two", "two one"], &mut text);
        assert_eq!(text, "on<redacted>", "secrets that overlap");
    }

    #[test]
    fn what_stands_at_a_secret_name_is_taken_out() {
        for (text, shown) in [
            ("user=a&password=b%2Cc&x=1", "user=a&password=<redacted>&x=1"),
            (
                "[login]\nuser = a\nsecret_key = b, c d\nregion: r",
                "[login]\nuser = a\nsecret_key = <redacted>\nregion: r",
            ),
            (r#"{"token": "a\/b", "name": "c""#, r#"{"token": "<redacted>", "name": "c""#),
            ("<R><SecretKey>a&amp;b</SecretKey>\n<Id>c</Id>", "<R><SecretKey><redacted></SecretKey>\n<Id>c</Id>"),
            ("Set-Cookie: a=b; c\r\nDate: d", "Set-Cookie: <redacted>\r\nDate: d"),
            ("https://h/p?token=a", "https://h/p?token=<redacted>"),
            ("task: done, password=", "task: done, password="),
        ] {
            assert_eq!(without_named(text), shown);
        }
    }

    /// A long message of escapes in escapes costs no more than a few looks at it.
    #[test]
    fn nor_does_it_take_long() {
        let mut text = "\\\\\\\"&amp;amp;%2525".repeat(20_000);
        let started = std::time::Instant::now();
        take_out(&["not in it"], &mut text);
        assert!(started.elapsed() < std::time::Duration::from_secs(20));
    }
}
