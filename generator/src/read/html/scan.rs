//! HTML to tags and words, as the pages mean them, and the place of every element. On the way out
//! goes what costs a reader time or facts: nesting without end, scripts, entities without `;`
//! (`&not-tags` is text), and `<words>` in angle brackets that are no tags.

use super::tag::{self, Kind, NAMES, Name, Tag, TagKind};
use crate::{limits::DEEPEST_ELEMENT, page::Span};
use memchr::{memchr2, memmem};
use std::{
    cell::OnceCell,
    collections::{HashMap, HashSet},
};

/// What a scan tells of.
pub(super) trait Sink<'a> {
    /// Words, which stand for themselves.
    fn words(&mut self, words: &'a str);
    /// An entity with its `&` and `;`.
    fn entity(&mut self, entity: &'a str);
    /// An element that has no end.
    fn void(&mut self, name: Name<'a>);
    /// An element begins with this tag. What is given back is told when it ends.
    fn start(&mut self, tag: &Tag<'a>, place: Span) -> usize;
    /// The innermost element ends: by its end tag, or by a tag that ends more than itself.
    fn end(&mut self, number: usize, end: End<'a>);
    /// Whether the rest matters.
    fn goes_on(&self) -> bool {
        true
    }
}

/// How an element ends, and where.
#[derive(Clone, Copy, Debug)]
pub(super) enum End<'a> {
    /// Behind its own end tag.
    Tag(Name<'a>, Span),
    /// Where another tag, or the end of the source, does not let it go on.
    Implied(Span),
}

/// Scans `source`, which starts at byte `base` of its page; whether tags were left out because they
/// stood too deep.
pub(super) fn scan<'a>(source: &'a str, base: usize, sink: &mut impl Sink<'a>) -> bool {
    let mut scanner = Scanner {
        source,
        base,
        sink,
        open: Vec::new(),
        open_names: [0; NAMES],
        open_others: HashMap::new(),
        cells: 0,
        closed_names: OnceCell::new(),
        unclosed_raw: HashSet::new(),
        comments_end: true,
        sections_end: true,
        too_deep: false,
    };
    scanner.run();
    scanner.close_all(source.len());
    scanner.too_deep
}

struct Scanner<'a, 's, S> {
    source: &'a str,
    base: usize,
    sink: &'s mut S,
    open: Vec<Open<'a>>,
    /// How many elements of a name of HTML stand open.
    open_names: [usize; NAMES],
    /// How many elements of another name stand open.
    open_others: HashMap<String, usize>,
    /// How many cells stand open.
    cells: usize,
    /// Names that have an end tag somewhere.
    closed_names: OnceCell<HashSet<String>>,
    /// Names of raw elements whose end tag was looked for in vain.
    unclosed_raw: HashSet<&'a str>,
    /// Whether a comment's end may still come.
    comments_end: bool,
    /// Whether a CDATA section's end may still come.
    sections_end: bool,
    too_deep: bool,
}

struct Open<'a> {
    name: Name<'a>,
    /// What the sink calls it; none where the sink was told nothing of it.
    number: Option<usize>,
}

fn is_cell(name: Name) -> bool {
    matches!(name.text, "td" | "th")
}

impl<'a, S: Sink<'a>> Scanner<'a, '_, S> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(found) = memchr2(b'<', b'&', self.source.as_bytes().get(at..).unwrap_or_default())
            && self.sink.goes_on()
        {
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
            self.sink.words(self.source.get(from..to).unwrap_or_default());
        }
    }

    fn ampersand(&mut self, at: usize) -> usize {
        let rest = self.source.get(at + 1..).unwrap_or_default();
        let Some(length) = tag::entity_length(rest) else { return self.sign(at) };
        let end = at + 1 + length;
        self.sink.entity(self.source.get(at..end).unwrap_or_default());
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
            (TagKind::End, _) => self.end_tag(tag.name, at, end),
            (TagKind::Start, Kind::Raw) => return self.raw(tag.name.text, end),
            (TagKind::Start, Kind::Void) => self.sink.void(tag.name),
            (TagKind::Start, _) => self.start_tag(&tag, at),
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
            self.sink.words(text);
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

    /// Leaves out an element whose content is no text of the page.
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

    fn start_tag(&mut self, tag: &Tag<'a>, at: usize) {
        let name = tag.name;
        while self.open.last().is_some_and(|open| tag::closes(name, open.name)) {
            self.pop(End::Implied(self.place(at, at)));
        }
        let too_deep = self.open.len() >= DEEPEST_ELEMENT;
        self.too_deep |= too_deep;
        // Anchors in cells name nothing that links lead to, and outnumber everything else.
        let idle = name.text == "a" && self.cells > 0 && tag.attribute(tag::Attribute::Href).is_none();
        let told = !too_deep && !idle;
        let number = told.then(|| self.sink.start(tag, self.place(at, at + tag.length)));
        *self.count(name) += 1;
        self.cells += usize::from(is_cell(name));
        self.open.push(Open { name, number });
    }

    fn end_tag(&mut self, name: Name<'a>, at: usize, end: usize) {
        if *self.count(name) == 0 {
            return;
        }
        while let Some(open) = self.open.last() {
            if open.name == name {
                self.pop(End::Tag(name, self.place(end, end)));
                return;
            }
            self.pop(End::Implied(self.place(at, at)));
        }
    }

    fn pop(&mut self, end: End<'a>) {
        let Some(open) = self.open.pop() else { return };
        let count = self.count(open.name);
        *count = count.saturating_sub(1);
        self.cells -= usize::from(is_cell(open.name));
        if let Some(number) = open.number {
            self.sink.end(number, end);
        }
    }

    fn close_all(&mut self, end: usize) {
        while !self.open.is_empty() {
            self.pop(End::Implied(self.place(end, end)));
        }
    }

    fn count(&mut self, name: Name) -> &mut usize {
        let known = name.known.and_then(|index| self.open_names.get_mut(index));
        known.unwrap_or_else(|| self.open_others.entry(name.text.to_ascii_lowercase()).or_default())
    }

    fn place(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start, self.base + end)
    }
}
