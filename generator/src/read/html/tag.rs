//! One tag of HTML, and what is known of the elements: which exist, which have no end, which close
//! others. Nothing here knows a tree.

use crate::limits::MOST_ATTRIBUTES;
use memchr::memmem;
use std::collections::HashSet;

/// A tag as written.
#[derive(Clone, Copy, Debug)]
pub(in crate::read) struct Tag<'a> {
    pub(in crate::read) kind: TagKind,
    pub(in crate::read) name: Name<'a>,
    /// The values that readers ask for, entities undone by nobody yet.
    attributes: [Option<&'a str>; Attribute::ALL.len()],
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

/// An element's name: one of HTML, or one that the page made up.
#[derive(Clone, Copy, Debug)]
pub(in crate::read) struct Name<'a> {
    /// A name of HTML in lower case, another one as written.
    pub(in crate::read) text: &'a str,
    /// Its index among the names of HTML.
    pub(super) known: Option<usize>,
}

/// An attribute that some reader asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) enum Attribute {
    Id,
    Name,
    Href,
    Rowspan,
    Colspan,
    Role,
    Class,
}

impl Attribute {
    /// All of them, in the order of the enumeration.
    pub(super) const ALL: [Self; 7] =
        [Self::Id, Self::Name, Self::Href, Self::Rowspan, Self::Colspan, Self::Role, Self::Class];

    /// How it is written.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Name => "name",
            Self::Href => "href",
            Self::Rowspan => "rowspan",
            Self::Colspan => "colspan",
            Self::Role => "role",
            Self::Class => "class",
        }
    }

    fn named(name: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|attribute| attribute.text().as_bytes().eq_ignore_ascii_case(name))
    }
}

impl<'a> Tag<'a> {
    /// The value of an attribute.
    pub(in crate::read) fn attribute(&self, attribute: Attribute) -> Option<&'a str> {
        self.attributes.get(attribute as usize).copied().flatten()
    }

    /// The attributes that some reader asks for, and their values.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (Attribute, &'a str)> {
        Attribute::ALL.into_iter().zip(self.attributes).filter_map(|(attribute, value)| Some((attribute, value?)))
    }
}

/// Reads the tag at the start of `text`; `None` if `<` opens no tag, or the tag never ends.
pub(in crate::read) fn parse(text: &str) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    let (kind, start) = if bytes.get(1) == Some(&b'/') { (TagKind::End, 2) } else { (TagKind::Start, 1) };
    if bytes.first() != Some(&b'<') || !bytes.get(start).is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    let mut at = find(bytes, start, |byte| ends_word(byte) || byte == b'/');
    let name = Name::of(text.get(start..at)?);
    let mut attributes = [None; Attribute::ALL.len()];
    for _ in 0..=MOST_ATTRIBUTES {
        at = find(bytes, at, |byte| !byte.is_ascii_whitespace() && byte != b'/');
        match bytes.get(at)? {
            b'>' => return Some(Tag { kind, name, attributes, length: at + 1 }),
            b'<' => return None,
            _ => {
                let (attribute, value, end) = parse_attribute(text, at)?;
                if let Some(slot) = attribute.and_then(|attribute| attributes.get_mut(attribute as usize)) {
                    slot.get_or_insert(value);
                }
                at = end;
            }
        }
    }
    None
}

/// The attribute that begins at `start`, its value, and where it ends.
fn parse_attribute(text: &str, start: usize) -> Option<(Option<Attribute>, &str, usize)> {
    let bytes = text.as_bytes();
    let name_end = find(bytes, start, |byte| ends_word(byte) || matches!(byte, b'/' | b'='));
    let attribute = Attribute::named(bytes.get(start..name_end)?);
    let equals = find(bytes, name_end, |byte| !byte.is_ascii_whitespace());
    if bytes.get(equals) != Some(&b'=') {
        return Some((attribute, "", name_end));
    }
    let value = find(bytes, equals + 1, |byte| !byte.is_ascii_whitespace());
    if let Some(quote @ (b'"' | b'\'')) = bytes.get(value) {
        let end = value + 1 + memchr::memchr(*quote, bytes.get(value + 1..)?)?;
        return Some((attribute, text.get(value + 1..end)?, end + 1));
    }
    let end = find(bytes, value, ends_word);
    Some((attribute, text.get(value..end)?, end))
}

fn ends_word(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'>' | b'<')
}

/// The first byte from `at` on that is as wanted, or the end.
fn find(bytes: &[u8], at: usize, wanted: impl Fn(u8) -> bool) -> usize {
    let tail = bytes.get(at..).unwrap_or_default();
    at + tail.iter().position(|byte| wanted(*byte)).unwrap_or(tail.len())
}

/// The names of all end tags in `source`.
pub(super) fn end_names(source: &str) -> HashSet<String> {
    memmem::find_iter(source.as_bytes(), b"</")
        .filter_map(|at| source.get(at + 2..))
        .filter_map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next())
        .map(str::to_ascii_lowercase)
        .collect()
}

/// Bytes up to and with the end tag of `name`.
pub(super) fn find_end(text: &str, name: &str) -> Option<usize> {
    let names_it = |at: &usize| {
        let found = text.get(at + 2..at + 2 + name.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(name))
    };
    let at = memmem::find_iter(text.as_bytes(), b"</").find(names_it)?;
    let tail = text.as_bytes().get(at..)?;
    Some(at + memchr::memchr(b'>', tail)? + 1)
}

/// What an element is to a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) enum Kind {
    /// Its content is not text of the page.
    Raw,
    /// It has no end tag.
    Void,
    /// It stands on lines of its own.
    Block,
    /// It stands in running text.
    Inline,
}

/// The elements of HTML, sorted by name.
#[rustfmt::skip]
const ELEMENTS: [(&str, Kind); 132] = [
    ("a", Kind::Inline), ("abbr", Kind::Inline), ("acronym", Kind::Inline), ("address", Kind::Block),
    ("applet", Kind::Inline), ("area", Kind::Void), ("article", Kind::Block), ("aside", Kind::Block),
    ("audio", Kind::Inline), ("b", Kind::Inline), ("base", Kind::Void), ("basefont", Kind::Void),
    ("bdi", Kind::Inline), ("bdo", Kind::Inline), ("big", Kind::Inline), ("blockquote", Kind::Block),
    ("body", Kind::Block), ("br", Kind::Void), ("button", Kind::Inline), ("canvas", Kind::Inline),
    ("caption", Kind::Block), ("center", Kind::Block), ("cite", Kind::Inline), ("code", Kind::Inline),
    ("col", Kind::Void), ("colgroup", Kind::Block), ("data", Kind::Inline), ("datalist", Kind::Inline),
    ("dd", Kind::Block), ("del", Kind::Inline), ("details", Kind::Block), ("dfn", Kind::Inline),
    ("dialog", Kind::Block), ("dir", Kind::Block), ("div", Kind::Block), ("dl", Kind::Block), ("dt", Kind::Block),
    ("em", Kind::Inline), ("embed", Kind::Void), ("fieldset", Kind::Block), ("figcaption", Kind::Block),
    ("figure", Kind::Block), ("font", Kind::Inline), ("footer", Kind::Block), ("form", Kind::Block),
    ("frame", Kind::Void), ("h1", Kind::Block), ("h2", Kind::Block), ("h3", Kind::Block), ("h4", Kind::Block),
    ("h5", Kind::Block), ("h6", Kind::Block), ("head", Kind::Block), ("header", Kind::Block), ("hgroup", Kind::Block),
    ("hr", Kind::Void), ("html", Kind::Block), ("i", Kind::Inline), ("iframe", Kind::Raw), ("img", Kind::Void),
    ("input", Kind::Void), ("ins", Kind::Inline), ("kbd", Kind::Inline), ("label", Kind::Inline),
    ("legend", Kind::Block), ("li", Kind::Block), ("link", Kind::Void), ("listing", Kind::Block),
    ("main", Kind::Block), ("map", Kind::Inline), ("mark", Kind::Inline), ("marquee", Kind::Inline),
    ("math", Kind::Raw), ("menu", Kind::Block), ("meta", Kind::Void), ("meter", Kind::Inline), ("nav", Kind::Block),
    ("nobr", Kind::Inline), ("noembed", Kind::Raw), ("noframes", Kind::Raw), ("noscript", Kind::Raw),
    ("object", Kind::Raw), ("ol", Kind::Block), ("optgroup", Kind::Block), ("option", Kind::Block),
    ("output", Kind::Inline), ("p", Kind::Block), ("param", Kind::Void), ("picture", Kind::Inline),
    ("plaintext", Kind::Void), ("pre", Kind::Block), ("progress", Kind::Inline), ("q", Kind::Inline),
    ("rp", Kind::Inline), ("rt", Kind::Inline), ("ruby", Kind::Inline), ("s", Kind::Inline),
    ("samp", Kind::Inline), ("script", Kind::Raw), ("search", Kind::Block), ("section", Kind::Block),
    ("select", Kind::Raw), ("slot", Kind::Inline), ("small", Kind::Inline), ("source", Kind::Void),
    ("span", Kind::Inline), ("strike", Kind::Inline), ("strong", Kind::Inline), ("style", Kind::Raw),
    ("sub", Kind::Inline), ("summary", Kind::Block), ("sup", Kind::Inline), ("svg", Kind::Raw),
    ("table", Kind::Block), ("tbody", Kind::Block), ("td", Kind::Block), ("template", Kind::Raw),
    ("textarea", Kind::Raw), ("tfoot", Kind::Block), ("th", Kind::Block), ("thead", Kind::Block),
    ("time", Kind::Inline), ("title", Kind::Raw), ("tr", Kind::Block), ("track", Kind::Void),
    ("tt", Kind::Inline), ("u", Kind::Inline), ("ul", Kind::Block), ("var", Kind::Inline),
    ("video", Kind::Inline), ("wbr", Kind::Void), ("xmp", Kind::Block),
];

/// How many names HTML has.
pub(super) const NAMES: usize = ELEMENTS.len();

/// The names as numbers, in the same order: a look-up compares no letters.
const KEYS: [u128; NAMES] = {
    let mut keys = [0; NAMES];
    let mut index = 0;
    while index < NAMES {
        #[allow(clippy::indexing_slicing, reason = "bounded by the length of both, when the program is compiled")]
        {
            keys[index] = key(ELEMENTS[index].0.as_bytes());
        }
        index += 1;
    }
    keys
};

/// A name in lower case as a number, in the order of the names; zero for one longer than any.
const fn key(mut name: &[u8]) -> u128 {
    const LONGEST: usize = 16;
    if name.len() > LONGEST {
        return 0;
    }
    let mut key = 0;
    let mut left = LONGEST;
    while left > 0 {
        key <<= 8;
        if let [first, rest @ ..] = name {
            key |= first.to_ascii_lowercase() as u128;
            name = rest;
        }
        left -= 1;
    }
    key
}

impl<'a> Name<'a> {
    /// Takes a name as written.
    pub(in crate::read) fn of(text: &'a str) -> Self {
        let known = KEYS.binary_search(&key(text.as_bytes())).ok();
        let text = known.and_then(|index| ELEMENTS.get(index)).map_or(text, |(own, _)| own);
        Self { text, known }
    }

    /// The name, if it is one of HTML; else nothing.
    pub(super) fn html(self) -> &'static str {
        self.known.and_then(|index| ELEMENTS.get(index)).map_or("", |(own, _)| own)
    }

    /// What HTML calls by this name; `None` if the name is not an element's.
    pub(in crate::read) fn kind(self) -> Option<Kind> {
        self.known.and_then(|index| ELEMENTS.get(index)).map(|(_, kind)| *kind)
    }
}

impl Name<'_> {
    fn is_block(self) -> bool {
        self.kind() == Some(Kind::Block)
    }
}

impl PartialEq for Name<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.known == other.known && (self.known.is_some() || self.text.eq_ignore_ascii_case(other.text))
    }
}

/// Whether an element is a cell.
pub(super) fn is_cell(name: Name) -> bool {
    matches!(name.text, "td" | "th")
}

/// Whether an element holds parts of a table or of a document, and no words of its own.
pub(super) fn holds_only_parts(name: Name) -> bool {
    matches!(name.text, "table" | "thead" | "tbody" | "tfoot" | "tr" | "colgroup" | "head")
}

/// For a part of a table: the elements of which the innermost open one takes it, whatever stands open in that.
pub(super) fn part_of(name: Name) -> Option<&'static [&'static str]> {
    match name.text {
        "td" | "th" => Some(&["tr", "thead", "tbody", "tfoot", "table"]),
        "tr" => Some(&["thead", "tbody", "tfoot", "table"]),
        "thead" | "tbody" | "tfoot" | "caption" | "colgroup" => Some(&["table"]),
        _ => None,
    }
}

/// Whether a start tag ends an open element, as HTML lets authors leave out end tags.
pub(super) fn closes(start: Name, open: Name) -> bool {
    match open.text {
        "p" => start.is_block(),
        "li" => start.text == "li",
        "dt" | "dd" => matches!(start.text, "dt" | "dd"),
        "td" | "th" => matches!(start.text, "td" | "th" | "tr" | "thead" | "tbody" | "tfoot"),
        "tr" => matches!(start.text, "tr" | "thead" | "tbody" | "tfoot"),
        "thead" | "tbody" | "tfoot" => matches!(start.text, "thead" | "tbody" | "tfoot"),
        "a" => start.text == "a",
        _ => is_heading(open) && is_heading(start),
    }
}

/// Whether a start tag ends nothing that is open around this element.
pub(super) fn keeps_out(start: Name, open: Name) -> bool {
    let list = match start.text {
        "li" => matches!(open.text, "ul" | "ol" | "menu" | "dir"),
        "dt" | "dd" => open.text == "dl",
        "a" => open.is_block(),
        _ => is_heading(start) && open.is_block(),
    };
    list || matches!(open.text, "td" | "th" | "caption" | "table")
}

/// Whether an end tag ends an open element.
pub(super) fn ends(end: Name, open: Name) -> bool {
    end == open || is_heading(end) && is_heading(open)
}

/// Whether an end tag ends nothing that is open around this element.
pub(super) fn holds_back(end: Name, open: Name) -> bool {
    match end.text {
        "table" => false,
        "td" | "th" | "tr" | "thead" | "tbody" | "tfoot" | "caption" | "colgroup" => open.text == "table",
        "li" => matches!(open.text, "ul" | "ol" | "menu" | "dir" | "td" | "th" | "caption" | "table"),
        _ => matches!(open.text, "td" | "th" | "caption" | "table"),
    }
}

fn is_heading(name: Name) -> bool {
    matches!(name.text, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}
