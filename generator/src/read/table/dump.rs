//! The lines of a dump, blank ones left out, as data: what each is by its form, and what the page shows as a whole. Lines
//! are cut in `read/text`; tables are found and laid out beside this file.

use super::heads::Head;
use crate::{
    glossary::{Column, Glossary, Section, Signs, form},
    page::{Cell, Row, Source, Span, Table, Text},
    read::section,
};
use std::{
    borrow::Cow,
    cell::{OnceCell, RefCell},
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// What every part of the engine looks at.
pub(in crate::read) struct Dump<'a> {
    pub(in crate::read) source: &'a Arc<Source>,
    pub(in crate::read) glossary: &'a Glossary,
    pub(in crate::read) lines: Vec<Line<'a>>,
    /// The tables that the text draws.
    pub(in crate::read) drawn: Vec<Table>,
    /// Whether headings open with `#`.
    pub(in crate::read) marked: bool,
    /// The names that the page shows outside of tables, once somebody has asked.
    names: OnceCell<HashSet<String>>,
    /// What short texts are, each asked once: cells repeat.
    signs: RefCell<HashMap<&'a str, Signs>>,
}

/// A line of a dump.
pub(in crate::read) struct Line<'a> {
    /// Its words, outer blanks trimmed.
    pub(in crate::read) text: &'a str,
    /// Where they start.
    pub(in crate::read) start: usize,
    /// Whether a blank line stands before it.
    pub(in crate::read) blank_before: bool,
    /// Whether it ends in two blanks, as where rows end by them.
    pub(in crate::read) ends_row: bool,
    /// What it is by its form.
    pub(in crate::read) kind: Kind,
}

/// What a line is by its form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::read) enum Kind {
    /// Words, with or without bars.
    Words,
    /// `|---|---|` or `---|---`, with so many columns.
    Ruler(usize),
    /// Nothing but a bar.
    Bar,
    /// Balanced JSON, maybe of many lines.
    Code,
    /// `## Heading`, with its level; the text is without the hashes.
    Hash(u8),
    /// A drawn table, by its number.
    Drawn(usize),
}

impl Line<'_> {
    pub(in crate::read) fn span(&self) -> Span {
        Span::new(self.start, self.start + self.text.len())
    }
}

impl<'a> Dump<'a> {
    /// Of a page's lines.
    pub(in crate::read) fn new(
        source: &'a Arc<Source>,
        glossary: &'a Glossary,
        lines: Vec<Line<'a>>,
        drawn: Vec<Table>,
    ) -> Self {
        let marked = lines.iter().filter(|line| matches!(line.kind, Kind::Hash(_))).take(2).count() > 1;
        Self { source, glossary, lines, drawn, marked, names: OnceCell::new(), signs: RefCell::default() }
    }

    pub(in crate::read) fn line(&self, index: usize) -> Option<&Line<'a>> {
        self.lines.get(index)
    }

    /// What a line is by its form.
    pub(in crate::read) fn kind(&self, index: usize) -> Option<Kind> {
        self.lines.get(index).map(|line| line.kind)
    }

    /// The names that the page shows outside of tables.
    pub(in crate::read) fn names(&self) -> &HashSet<String> {
        self.names.get_or_init(|| shown_names(&self.source.text))
    }

    /// What a short text of the page is.
    pub(super) fn signs(&self, text: &'a str) -> Signs {
        const LONGEST: usize = 64;
        if text.len() > LONGEST {
            return self.glossary.signs(text);
        }
        *self.signs.borrow_mut().entry(text).or_insert_with(|| self.glossary.signs(text))
    }

    /// The words of a place, as they stand.
    pub(in crate::read) fn slice(&self, span: Span) -> &'a str {
        self.source.slice(span)
    }

    /// The words of a place, as people read them.
    pub(in crate::read) fn text(&self, place: Span) -> Text {
        let raw = self.slice(place);
        let stars = |text: &str| {
            text.strip_prefix("**").and_then(|text| text.strip_suffix("**")).is_some_and(|text| !text.contains("**"))
        };
        Text { bold: stars(raw.trim()), ..Text::plain(clean(raw), place) }
    }

    /// The cell whose lines stand at some places; absent if there are none.
    pub(super) fn cell(&self, lines: &[Span]) -> Cell {
        let Some(place) = lines.iter().copied().reduce(Span::to) else { return Cell::absent() };
        let words = lines.iter().map(|line| clean(self.slice(*line))).collect::<Vec<_>>().join("\n");
        Cell::written(Text::plain(words.trim(), place))
    }

    /// The table of a head and its rows.
    pub(super) fn table(&self, caption: Option<Span>, heads: &[Span], rows: Vec<Row>) -> Table {
        let start = caption.or(heads.first().copied()).unwrap_or_default();
        let end = rows.last().map(|row| row.place).or(heads.last().copied()).unwrap_or(start);
        let header = heads.iter().map(|head| Cell::written(self.text(*head))).collect();
        let caption = caption.map(|caption| self.text(caption)).filter(|caption| !caption.is_empty());
        Table { caption, header, rows, place: start.to(end), cut: false }
    }

    /// The section that the line right above a table opens, though elsewhere its word is no heading: `Headers`.
    pub(in crate::read) fn heading_above_table(&self, at: usize) -> Option<Section> {
        let line = self.line(at).filter(|line| line.kind == Kind::Words)?;
        section::of_bare_heading(&without_stars(line.text), self.glossary)
    }

    /// Where the table of a head must end at the latest: at the next head or the line that opens its section, or at a
    /// marked heading.
    pub(in crate::read) fn limit(&self, head: &Head, next: Option<&Head>) -> usize {
        let limit = next.map_or(self.lines.len(), |next| next.first);
        // A cell may say `Body` of where a parameter travels.
        let says_place = head.columns.contains(&Some(Column::In));
        let above = limit.checked_sub(1).filter(|above| next.is_some() && *above > head.after && !says_place);
        let limit = above.filter(|above| self.heading_above_table(*above).is_some()).unwrap_or(limit);
        if !self.marked {
            return limit;
        }
        let hash = |index: &usize| matches!(self.kind(*index), Some(Kind::Hash(_)));
        (head.after..limit).find(hash).unwrap_or(limit)
    }
}

/// A line's words without marks of bold, bars that were escaped, and bullets of another kind.
pub(in crate::read) fn clean(raw: &str) -> String {
    let raw = raw.trim();
    let bare = without_stars(raw);
    let bullet = bare.strip_prefix(['*', '•']).filter(|rest| rest.starts_with(' ')).map(str::trim_start);
    let words = bullet.map_or_else(|| bare.to_string(), |rest| format!("- {rest}"));
    let words = if words.contains('\n') && !words.starts_with(['{', '[']) { joined(&words) } else { words };
    if words.contains('\\') { words.replace("\\|", "|") } else { words }
}

/// The lines of words that a scraper broke, as one.
fn joined(words: &str) -> String {
    use crate::glossary::form;
    let mut whole = String::with_capacity(words.len());
    for line in words.lines().map(str::trim) {
        let wide = |c: Option<char>| c.is_some_and(|c| !c.is_ascii());
        let glued = whole.is_empty()
            || form::goes_on(line)
            || form::is_cut_request(&whole)
            || form::is_request_line(&whole) && (line == "/" || whole.ends_with('/'))
            || (wide(whole.chars().next_back()) && wide(line.chars().next()));
        if !glued {
            whole.push(' ');
        }
        whole.push_str(line);
    }
    whole
}

/// Words without the marks of bold.
pub(in crate::read) fn without_stars(words: &str) -> Cow<'_, str> {
    if !words.contains('*') {
        return Cow::Borrowed(words);
    }
    let masked = words.contains("***") && !words.trim_matches('*').is_empty() && !words.starts_with("***");
    if words.contains("**") && !masked {
        Cow::Owned(words.replace("**", "").trim_matches(['*', ' ']).to_owned())
    } else {
        Cow::Borrowed(words)
    }
}

/// The name that a part of a path opens with, after the sign of a placeholder: `/pets/:id`, `/pets/<id>`.
fn marked_name(text: &str) -> Option<&str> {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    let end = text.bytes().position(|byte| !is_sign(byte)).unwrap_or(text.len());
    text.get(..end).filter(|name| form::is_identifier(name))
}

/// The names that a text shows: keys of JSON, and placeholders of paths.
pub(in crate::read) fn shown_names(text: &str) -> HashSet<String> {
    const LONGEST: usize = 64;
    let mut names = HashSet::new();
    for at in memchr::memchr3_iter(b'"', b'{', b'/', text.as_bytes()) {
        let rest = text.get(at + 1..).unwrap_or_default();
        if text.as_bytes().get(at) == Some(&b'/') {
            names.extend(rest.strip_prefix([':', '<']).and_then(marked_name).map(str::to_owned));
            continue;
        }
        let Some(length) = rest.bytes().take(LONGEST).position(|byte| matches!(byte, b'"' | b'}' | b'\n')) else {
            continue;
        };
        let (name, following) = rest.split_at_checked(length).unwrap_or_default();
        let is_key =
            following.strip_prefix('"').is_some_and(|following| following.trim_start().starts_with([':', '：']));
        let is_placeholder = text.as_bytes().get(at) == Some(&b'{') && following.starts_with('}');
        if (is_key || is_placeholder) && !name.contains(char::is_whitespace) {
            names.insert(name.to_owned());
        }
    }
    names
}
