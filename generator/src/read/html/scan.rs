//! HTML to tags and words, as the pages mean them. On the way out goes what costs a reader time or facts: scripts,
//! entities without `;` (`&not-tags` is text), and `<words>` in angle brackets that are not tags.

use super::{
    Grown,
    grow::Grower,
    tag::{self, Kind, Name, TagKind},
};
use crate::{page::Span, read::entity};
use memchr::{memchr2, memmem};
use std::{cell::OnceCell, collections::HashSet};

/// The tree of `source`, which starts at byte `base` of its page.
pub(super) fn scan(source: &str, base: usize) -> Grown<'_> {
    let mut scanner = Scanner {
        source,
        base,
        grower: Grower::new(base, source.len()),
        closed_names: OnceCell::new(),
        unclosed_raw: HashSet::new(),
        comments_end: true,
        sections_end: true,
    };
    scanner.run();
    scanner.grower.finish(source.len())
}

struct Scanner<'a> {
    source: &'a str,
    base: usize,
    grower: Grower<'a>,
    /// Names that have an end tag somewhere.
    closed_names: OnceCell<HashSet<String>>,
    /// Names of raw elements whose end tag was looked for in vain.
    unclosed_raw: HashSet<&'a str>,
    /// Whether a comment's end may still come.
    comments_end: bool,
    /// Whether a CDATA section's end may still come.
    sections_end: bool,
}

impl<'a> Scanner<'a> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(found) = memchr2(b'<', b'&', self.source.as_bytes().get(at..).unwrap_or_default()) {
            let special = at + found;
            self.words(at, special);
            at = if self.source.as_bytes().get(special) == Some(&b'&') {
                self.ampersand(special)
            } else {
                self.angle(special)
            };
        }
        self.words(at, self.source.len());
    }

    fn words(&mut self, from: usize, to: usize) {
        if from < to {
            self.grower.words(self.source.get(from..to).unwrap_or_default());
        }
    }

    fn ampersand(&mut self, at: usize) -> usize {
        let rest = self.source.get(at + 1..).unwrap_or_default();
        let Some(length) = entity::length(rest) else { return self.sign(at) };
        let end = at + 1 + length;
        self.grower.entity(self.source.get(at..end).unwrap_or_default());
        end
    }

    /// A `<` or `&` that is a word of the page.
    fn sign(&mut self, at: usize) -> usize {
        self.words(at, at + 1);
        at + 1
    }

    fn angle(&mut self, at: usize) -> usize {
        let rest = self.source.get(at..).unwrap_or_default();
        if rest.starts_with("<!") || rest.starts_with("<?") {
            return self.declaration(at, rest);
        }
        let Some(tag) = tag::parse(rest) else { return self.sign(at) };
        let Some(kind) = self.kind(tag.name) else { return self.sign(at) };
        let end = at + tag.length;
        match (tag.kind, kind) {
            (TagKind::Start, Kind::Raw) => return self.raw(tag.name.text, end),
            (TagKind::Start, Kind::Void) => self.grower.void(tag.name, self.place(at, end)),
            (TagKind::End, Kind::Void) if tag.name.text == "br" => self.grower.void(tag.name, self.place(at, end)),
            (TagKind::Start, _) => self.grower.start(&tag, at, end),
            (TagKind::End, _) => self.grower.end(tag.name, at, end),
        }
        end
    }

    /// Elements of HTML are markup; of other names only those that web pages make up: with a hyphen
    /// and an end tag.
    fn kind(&self, name: Name) -> Option<Kind> {
        let closed = || self.closed_names.get_or_init(|| tag::end_names(self.source));
        let made_up = || name.text.contains('-') && closed().contains(&name.text.to_ascii_lowercase());
        name.kind().or_else(|| made_up().then_some(Kind::Inline))
    }

    fn declaration(&mut self, at: usize, rest: &'a str) -> usize {
        if let Some(content) = rest.strip_prefix("<![CDATA[")
            && self.sections_end
        {
            self.sections_end = content.contains("]]>");
            let Some((text, _)) = content.split_once("]]>") else { return self.sign(at) };
            self.grower.words(text);
            return at + "<![CDATA[".len() + text.len() + "]]>".len();
        }
        if rest.starts_with("<!--") {
            let end = self.comments_end.then(|| memmem::find(rest.as_bytes(), b"-->")).flatten();
            self.comments_end = end.is_some();
            return match end {
                Some(length) => at + length + 3,
                None => self.sign(at),
            };
        }
        let line_end = memchr2(b'>', b'<', rest.as_bytes().get(1..).unwrap_or_default());
        match line_end {
            Some(length) if rest.as_bytes().get(length + 1) == Some(&b'>') => at + length + 2,
            _ => self.sign(at),
        }
    }

    /// Leaves out an element whose content is not text of the page.
    fn raw(&mut self, name: &'a str, content: usize) -> usize {
        if self.unclosed_raw.contains(name) {
            return content;
        }
        let rest = self.source.get(content..).unwrap_or_default();
        if let Some(length) = tag::find_end(rest, name) {
            return content + length;
        }
        self.unclosed_raw.insert(name);
        content
    }

    fn place(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start, self.base + end)
    }
}
