//! URLs of one origin after another: a text enters, a URL leaves. What it names is looked up nowhere.

use std::sync::{Mutex, PoisonError};

use reqwest::Url;

/// The origin that was asked last. Reading the name of a host is most of what reading a URL costs, and a client asks
/// the same one again and again.
#[derive(Debug, Default)]
pub(super) struct Origin(Mutex<Option<Known>>);

#[derive(Debug)]
struct Known {
    text: String,
    root: Url,
}

impl Origin {
    /// What `Url::parse` makes of `text`.
    pub(super) fn parse(&self, text: &str) -> Result<Url, <Url as std::str::FromStr>::Err> {
        let Some((origin, path)) = split(text) else { return Url::parse(text) };
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.as_ref().filter(|known| known.text == origin) {
            return known.root.join(path);
        }
        let root = Url::parse(origin)?;
        let url = root.join(path);
        *known = Some(Known { text: origin.to_owned(), root });
        url
    }
}

/// The origin and the rest, where both are so plain that they can be read apart.
fn split(text: &str) -> Option<(&str, &str)> {
    let start = text.starts_with("http").then(|| text.find("://"))?? + 3;
    let end = start + text.get(start..)?.find('/')?;
    let host = text.get(start..end)?.as_bytes();
    let is_host = !host.is_empty() && host.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-._:[]@".contains(byte));
    let (origin, path) = text.split_at_checked(end)?;
    // Two slashes would be another origin.
    let is_path = path.as_bytes().get(1).is_none_or(u8::is_ascii_alphanumeric);
    (is_host && is_path).then_some((origin, path))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_known_origin_changes_nothing() {
        let origin = Origin::default();
        for text in [
            "https://things.example.com/v1/p?limit=1&q=%2F",
            "https://things.example.com/v1//x/%2e/../y",
            "https://things.example.com/",
            "https://things.example.com",
            "https://things.example.com?a=/b",
            "https://things.example.com//other.example.com/x",
            "https://things.example.com/\\other.example.com/x",
            "https://things.example.com/\t/other.example.com/x",
            "https://things.example.com/a#b",
            "http://things.example.com/v1",
            "http://user@things.example.com:80/v1",
            "http://127.0.0.1:8080/v1/中 文",
            "http://[::1]:8080/v1",
            "http://例子.example.com/v1",
            "http:///v1",
            "http://:8080/v1",
            "http://things.example.com\\/v1",
            "http://things.example.com?/v1",
            "v1/things",
            "",
        ] {
            for time in ["first", "second"] {
                assert_eq!(origin.parse(text), Url::parse(text), "{text:?}, {time}");
            }
        }
    }
    proptest! {
        #[test]
        fn nor_does_it_in_any_url(texts in prop::collection::vec("https?://[a.:@\\[\\]?#%/\\\\1 \t中]{0,12}", 1..6)) {
            let origin = Origin::default();
            for text in texts {
                for _ in 0..2 {
                    prop_assert_eq!(origin.parse(&text), Url::parse(&text), "{:?}", text);
                }
            }
        }
    }
}
