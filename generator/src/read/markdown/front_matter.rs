//! What a page states before its text, between two lines of three hyphens: `title: Fly a kite`. In goes a page, out
//! come the range of these lines, and of them the title and a request line.

use crate::page::{Span, Text};
use std::ops::Range;

/// No front matter goes on for more bytes.
const LONGEST: usize = 16 << 10;

/// Keys that state the page's title, the surest first.
const TITLES: [&str; 2] = ["title", "sidebar_label"];

/// The front matter of a page.
pub(super) struct FrontMatter {
    pub(super) range: Range<usize>,
    pub(super) title: Option<Text>,
    /// A method and a path, whatever the key: tools call it `api` or `openapi`.
    pub(super) request: Option<Text>,
}

impl FrontMatter {
    /// `None` if the page does not open with such lines.
    pub(super) fn of(source: &str) -> Option<Self> {
        let content = source.strip_prefix("---\n")?;
        let length = content.find("\n---")?;
        let inside = content.get(..length).filter(|inside| inside.len() < LONGEST)?;
        let is_line = |line: &str| {
            line.trim().is_empty() || line.starts_with([' ', '\t', '-', '#', '}', ']']) || key(line).is_some()
        };
        if !inside.lines().all(is_line) || inside.lines().next().and_then(key).is_none() {
            return None;
        }
        let entries: Vec<(&str, Text)> = entries(inside, 4).collect();
        let title = TITLES.iter().find_map(|name| entries.iter().find(|(key, _)| key == name));
        let request = entries.iter().find(|(_, value)| is_request(&value.content));
        let text = |entry: Option<&(&str, Text)>| entry.map(|(_, value)| value.clone());
        Some(Self { range: 0..length + 8, title: text(title), request: text(request) })
    }
}

fn key(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let sound = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    (sound && (rest.is_empty() || rest.starts_with([' ', '\n']))).then_some(key)
}

/// Keys at the margin and their values, which stand on the same line.
fn entries(inside: &str, base: usize) -> impl Iterator<Item = (&str, Text)> {
    let mut start = base;
    inside.split_inclusive('\n').filter_map(move |line| {
        let from = start;
        start += line.len();
        let key = key(line)?;
        let value = line.get(key.len() + 1..)?.trim();
        let place = Span::new(from, from + line.trim_end().len());
        let value = value.trim_matches(['"', '\'']);
        (!value.is_empty()).then(|| (key, Text::plain(value, place)))
    })
}

fn is_request(value: &str) -> bool {
    let Some((method, path)) = value.split_once(' ') else { return false };
    let path = path.trim_start();
    method.chars().all(|c| c.is_ascii_alphabetic()) && (path.starts_with('/') || path.starts_with("http"))
}

#[cfg(test)]
mod tests {
    use super::FrontMatter;

    #[test]
    fn title_and_request_are_told() {
        let page = "---\ntitle: \"Fly: a kite\"\napi: POST /v1/kites\ntags:\n  - kites\n---\n\nWords.\n";
        let front = FrontMatter::of(page).unwrap();
        assert_eq!(
            page.get(front.range),
            Some("---\ntitle: \"Fly: a kite\"\napi: POST /v1/kites\ntags:\n  - kites\n---")
        );
        assert_eq!(front.title.unwrap().content, "Fly: a kite");
        assert_eq!(front.request.unwrap().content, "POST /v1/kites");
        for other in ["---\n\nWords\n\n---\n", "words\n---\na: b\n---\n", "---\na: b\n", "---\nNote that: a\nb\n---\n"]
        {
            assert!(FrontMatter::of(other).is_none(), "{other}");
        }
    }
}
