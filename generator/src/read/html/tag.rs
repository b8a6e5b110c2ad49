//! One tag of HTML, and what is known of the elements: which exist, which have no end, which close
//! others. Nothing here knows a tree.

use memchr::memmem;
use std::{borrow::Cow, collections::HashSet};

/// A tag as written.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::read) struct Tag<'a> {
    /// Start or end.
    pub(in crate::read) kind: TagKind,
    /// Its name, in lower case.
    pub(in crate::read) name: String,
    /// Names and values, entities undone by nobody yet.
    pub(in crate::read) attributes: Vec<(&'a str, &'a str)>,
    /// Bytes from `<` to `>`.
    pub(in crate::read) length: usize,
}

/// Start or end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) enum TagKind {
    /// `<p>`
    Start,
    /// `</p>`
    End,
}

impl<'a> Tag<'a> {
    /// The value of an attribute.
    pub(in crate::read) fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }
}

/// More attributes than any tag of a page has: what follows is no tag.
const MAX_ATTRIBUTES: usize = 64;

/// Reads the tag at the start of `text`; none where `<` opens no tag, or the tag never ends.
pub(in crate::read) fn parse(text: &str) -> Option<Tag<'_>> {
    let after = text.strip_prefix('<')?;
    let (kind, after) = after.strip_prefix('/').map_or((TagKind::Start, after), |after| (TagKind::End, after));
    if !after.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let (name, mut rest) = split(after, |c| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '<'));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            let length = text.len() - after.len();
            return Some(Tag { kind, name: name.to_ascii_lowercase(), attributes, length });
        }
        if rest.is_empty() || rest.starts_with('<') || attributes.len() >= MAX_ATTRIBUTES {
            return None;
        }
        let (attribute, after) = parse_attribute(rest)?;
        attributes.push(attribute);
        rest = after;
    }
}

fn parse_attribute(text: &str) -> Option<((&str, &str), &str)> {
    let (name, after) = split(text, |c| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '<' | '='));
    let Some(value) = after.trim_start().strip_prefix('=') else {
        // A lone `=` has no name; it counts as one, so that reading goes on.
        return if name.is_empty() { None } else { Some(((name, ""), after)) };
    };
    let value = value.trim_start();
    for quote in ['"', '\''] {
        if let Some(quoted) = value.strip_prefix(quote) {
            let (content, after) = quoted.split_once(quote)?;
            return Some(((name, content), after));
        }
    }
    let (content, after) = split(value, |c| c.is_ascii_whitespace() || matches!(c, '>' | '<'));
    Some(((name, content), after))
}

fn split(text: &str, end: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at_checked(text.find(end).unwrap_or(text.len())).unwrap_or((text, ""))
}

/// The names of all end tags in `source`.
pub(in crate::read) fn end_names(source: &str) -> HashSet<String> {
    memmem::find_iter(source.as_bytes(), b"</")
        .filter_map(|at| source.get(at + 2..))
        .map(|rest| split(rest, |c| !c.is_ascii_alphanumeric() && c != '-').0.to_ascii_lowercase())
        .collect()
}

/// Bytes up to and with the end tag of `name`.
pub(in crate::read) fn find_end(text: &str, name: &str) -> Option<usize> {
    let names_it = |at: &usize| {
        let found = text.get(at + 2..at + 2 + name.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(name))
    };
    let at = memmem::find_iter(text.as_bytes(), b"</").find(names_it)?;
    let tail = text.as_bytes().get(at..)?;
    Some(at + memchr::memchr(b'>', tail)? + 1)
}

/// Whether the text behind `&` is an entity with its semicolon.
pub(in crate::read) fn opens_entity(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or(text);
    let length = digits.bytes().take(32).take_while(u8::is_ascii_alphanumeric).count();
    length > 0 && digits.as_bytes().get(length) == Some(&b';')
}

/// An attribute's value for writing between double quotes: its own entities stay.
pub(in crate::read) fn escape_attribute(value: &str) -> Cow<'_, str> {
    if !value.contains(['"', '&', '<']) {
        return Cow::Borrowed(value);
    }
    let mut escaped = String::with_capacity(value.len() + 8);
    for (at, c) in value.char_indices() {
        match c {
            '"' => escaped.push_str("&quot;"),
            '&' if !opens_entity(value.get(at + 1..).unwrap_or_default()) => escaped.push_str("&amp;"),
            c => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}

/// What an element is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) enum Element {
    /// Its content is no text of the page.
    Raw,
    /// It has no end tag.
    Void,
    /// Parsers carry it on over block ends until it is closed.
    Formatting,
    /// It stands on lines of its own.
    Block,
    /// It stands in running text.
    Inline,
}

/// What HTML calls by this name; none where the name is no element's.
pub(in crate::read) fn element(name: &str) -> Option<Element> {
    Some(match name {
        "p" | "td" | "tr" | "th" | "li" | "ul" | "ol" | "div" | "table" | "tbody" | "thead" | "tfoot" | "caption"
        | "colgroup" | "pre" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "address" | "article" | "aside"
        | "blockquote" | "body" | "center" | "dd" | "details" | "dialog" | "dir" | "dl" | "dt" | "fieldset"
        | "figcaption" | "figure" | "footer" | "form" | "head" | "header" | "hgroup" | "html" | "legend"
        | "listing" | "main" | "menu" | "nav" | "optgroup" | "option" | "search" | "section" | "summary" | "xmp" => {
            Element::Block
        }
        "b" | "strong" | "i" | "em" | "u" | "s" | "code" | "tt" | "big" | "small" | "font" | "nobr" | "strike" => {
            Element::Formatting
        }
        "a" | "span" | "abbr" | "acronym" | "applet" | "audio" | "bdi" | "bdo" | "button" | "canvas" | "cite"
        | "data" | "datalist" | "del" | "dfn" | "ins" | "kbd" | "label" | "map" | "mark" | "marquee" | "meter"
        | "output" | "picture" | "progress" | "q" | "rp" | "rt" | "ruby" | "samp" | "slot" | "sub" | "sup" | "time"
        | "var" | "video" => Element::Inline,
        "br" | "img" | "hr" | "col" | "input" | "link" | "meta" | "area" | "base" | "basefont" | "embed" | "frame"
        | "param" | "plaintext" | "source" | "track" | "wbr" => Element::Void,
        "script" | "style" | "title" | "iframe" | "noframes" | "noembed" | "noscript" | "svg" | "math" | "template"
        | "object" | "textarea" | "select" => Element::Raw,
        _ => return None,
    })
}

/// Whether an element stands on lines of its own.
pub(in crate::read) fn is_block(name: &str) -> bool {
    element(name) == Some(Element::Block)
}

/// Whether a start tag ends the innermost open element, as HTML lets authors leave out end tags.
pub(in crate::read) fn closes(start: &str, open: &str) -> bool {
    match open {
        "p" => is_block(start),
        "li" => start == "li",
        "dt" | "dd" => matches!(start, "dt" | "dd"),
        "td" | "th" => matches!(start, "td" | "th" | "tr" | "thead" | "tbody" | "tfoot"),
        "tr" => matches!(start, "tr" | "thead" | "tbody" | "tfoot"),
        "thead" | "tbody" | "tfoot" => matches!(start, "thead" | "tbody" | "tfoot"),
        "caption" | "colgroup" => matches!(start, "tr" | "td" | "th" | "thead" | "tbody" | "tfoot"),
        "option" => matches!(start, "option" | "optgroup"),
        _ => false,
    }
}
