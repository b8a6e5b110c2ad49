//! Prepares HTML for the parser: every start tag that matters carries a number, and the number
//! gives its place in the source, since the parser's tree knows no offsets. On the way it takes out
//! what costs a parser time or facts: nesting without end, attributes nobody reads, scripts,
//! entities without `;` (`&not-tags` is text), and `<words>` in angle brackets that are no tags.

use super::tag::{self, Element, Tag, TagKind};
use crate::page::Span;
use memchr::{memchr2, memmem};
use std::collections::{HashMap, HashSet};

/// Attribute that carries an element's number.
pub(super) const MARK: &str = "n";

/// How many elements may stand open at once; deeper tags are left out and their text stays.
const MAX_DEPTH: usize = 128;

/// HTML for the parser.
pub(super) struct Marked {
    /// The text to parse.
    pub(super) html: String,
    /// By number: the element from its start tag to its end tag.
    places: Vec<Span>,
    /// Whether tags were left out because they stood too deep.
    pub(super) too_deep: bool,
}

impl Marked {
    /// The place of the element with this number.
    pub(super) fn place(&self, number: &str) -> Option<Span> {
        self.places.get(number.parse::<usize>().ok()?).copied()
    }
}

/// Marks `source`, which starts at byte `base` of its page.
pub(super) fn mark(source: &str, base: usize) -> Marked {
    let mut marker = Marker {
        source,
        base,
        html: String::with_capacity(source.len()),
        places: Vec::new(),
        open: Vec::new(),
        open_names: HashMap::new(),
        cells: 0,
        closed_names: tag::end_names(source),
        unclosed_raw: HashSet::new(),
        comments_end: true,
        sections_end: true,
        too_deep: false,
    };
    marker.run();
    marker.close_all(source.len());
    Marked { html: marker.html, places: marker.places, too_deep: marker.too_deep }
}

struct Marker<'a> {
    source: &'a str,
    base: usize,
    html: String,
    places: Vec<Span>,
    open: Vec<Open>,
    /// How many elements of a name stand open.
    open_names: HashMap<String, usize>,
    /// How many cells stand open.
    cells: usize,
    /// Names that have an end tag somewhere.
    closed_names: HashSet<String>,
    /// Names of raw elements whose end tag was looked for in vain.
    unclosed_raw: HashSet<String>,
    /// Whether a comment's end may still come.
    comments_end: bool,
    /// Whether a CDATA section's end may still come.
    sections_end: bool,
    too_deep: bool,
}

const READ_ATTRIBUTES: [&str; 6] = ["id", "name", "href", "rowspan", "colspan", "role"];

fn is_cell(name: &str) -> bool {
    matches!(name, "td" | "th")
}

struct Open {
    name: String,
    place: Option<usize>,
    written: bool,
}

impl Marker<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(found) = memchr2(b'<', b'&', self.source.as_bytes().get(at..).unwrap_or_default()) {
            let special = at + found;
            self.copy(at, special);
            at = if self.source.as_bytes().get(special) == Some(&b'&') {
                self.ampersand(special)
            } else {
                self.angle(special)
            };
        }
        self.copy(at, self.source.len());
    }

    fn copy(&mut self, from: usize, to: usize) {
        self.html.push_str(self.source.get(from..to).unwrap_or_default());
    }

    fn ampersand(&mut self, at: usize) -> usize {
        let rest = self.source.get(at + 1..).unwrap_or_default();
        self.html.push_str(if tag::opens_entity(rest) { "&" } else { "&amp;" });
        at + 1
    }

    fn angle(&mut self, at: usize) -> usize {
        let rest = self.source.get(at..).unwrap_or_default();
        if rest.starts_with("<!") || rest.starts_with("<?") {
            return self.declaration(at, rest);
        }
        let Some(tag) = tag::parse(rest) else { return self.angle_as_text(at) };
        let Some(element) = self.element(&tag) else { return self.angle_as_text(at) };
        let end = at + tag.length;
        match (tag.kind, element) {
            (TagKind::End, _) => self.end_tag(&tag, at),
            (TagKind::Start, Element::Raw) => return self.raw(&tag.name, end),
            (TagKind::Start, Element::Void) => self.html.extend(["<", &tag.name, ">"]),
            (TagKind::Start, _) => self.start_tag(&tag, element, at),
        }
        end
    }

    /// Elements of HTML are markup; of other names only those that web pages make up: with a hyphen
    /// and an end tag.
    fn element(&self, tag: &Tag) -> Option<Element> {
        let made_up = || tag.name.contains('-') && self.closed_names.contains(&tag.name);
        tag::element(&tag.name).or_else(|| made_up().then_some(Element::Inline))
    }

    fn declaration(&mut self, at: usize, rest: &str) -> usize {
        if let Some(content) = rest.strip_prefix("<![CDATA[")
            && self.sections_end
        {
            self.sections_end = content.contains("]]>");
            let Some((text, _)) = content.split_once("]]>") else { return self.angle_as_text(at) };
            self.html.push_str(&text.replace('&', "&amp;").replace('<', "&lt;"));
            return at + "<![CDATA[".len() + text.len() + "]]>".len();
        }
        if rest.starts_with("<!--") {
            let end = self.comments_end.then(|| memmem::find(rest.as_bytes(), b"-->")).flatten();
            self.comments_end = end.is_some();
            return match end {
                Some(length) => at + length + 3,
                None => self.angle_as_text(at),
            };
        }
        let line_end = memchr2(b'>', b'<', rest.as_bytes().get(1..).unwrap_or_default());
        match line_end {
            Some(length) if rest.as_bytes().get(length + 1) == Some(&b'>') => at + length + 2,
            _ => self.angle_as_text(at),
        }
    }

    fn angle_as_text(&mut self, at: usize) -> usize {
        self.html.push_str("&lt;");
        at + 1
    }

    /// Leaves out an element whose content is no text of the page.
    fn raw(&mut self, name: &str, content: usize) -> usize {
        if self.unclosed_raw.contains(name) {
            return content;
        }
        let rest = self.source.get(content..).unwrap_or_default();
        if let Some(length) = tag::find_end(rest, name) {
            return content + length;
        }
        self.unclosed_raw.insert(name.to_owned());
        content
    }

    fn start_tag(&mut self, tag: &Tag, element: Element, at: usize) {
        let name = tag.name.as_str();
        while self.open.last().is_some_and(|open| tag::closes(name, &open.name)) {
            self.pop(at);
        }
        let too_deep = self.open.len() >= MAX_DEPTH;
        self.too_deep |= too_deep;
        // Anchors in cells name nothing that links lead to, and outnumber everything else.
        let idle = name == "a" && self.cells > 0 && tag.attribute("href").is_none();
        let written = !too_deep && !idle;
        let place = (written && element != Element::Formatting).then(|| {
            self.places.push(Span::new(self.base + at, self.base + at + tag.length));
            self.places.len() - 1
        });
        if written {
            self.write_start(tag, place);
        }
        *self.open_names.entry(name.to_owned()).or_default() += 1;
        self.cells += usize::from(is_cell(name));
        self.open.push(Open { name: name.to_owned(), place, written });
    }

    /// Formatting elements stay bare: the parser repeats them in every block until they are closed,
    /// and bounds that only for equal ones.
    fn write_start(&mut self, tag: &Tag, place: Option<usize>) {
        self.html.push('<');
        self.html.push_str(&tag.name);
        if let Some(number) = place {
            self.html.extend([" ", MARK, "=", &number.to_string()]);
            for (name, value) in &tag.attributes {
                if READ_ATTRIBUTES.iter().any(|read| name.eq_ignore_ascii_case(read)) {
                    self.html.extend([" ", name, "=\"", &tag::escape_attribute(value), "\""]);
                }
            }
        }
        self.html.push('>');
    }

    fn end_tag(&mut self, tag: &Tag, at: usize) {
        if self.open_names.get(&tag.name).is_none_or(|count| *count == 0) {
            return;
        }
        let end = at + tag.length;
        while let Some(open) = self.open.last() {
            let found = open.name == tag.name;
            let written = open.written;
            self.pop(if found { end } else { at });
            if found {
                if written {
                    self.html.extend(["</", &tag.name, ">"]);
                }
                return;
            }
        }
    }

    fn pop(&mut self, end: usize) {
        let Some(open) = self.open.pop() else { return };
        if let Some(count) = self.open_names.get_mut(&open.name) {
            *count = count.saturating_sub(1);
        }
        self.cells -= usize::from(is_cell(&open.name));
        if let Some(place) = open.place.and_then(|place| self.places.get_mut(place)) {
            *place = place.to(Span::new(self.base + end, self.base + end));
        }
    }

    fn close_all(&mut self, end: usize) {
        while !self.open.is_empty() {
            self.pop(end);
        }
    }
}
