//! Components that state a parameter each: `<ParamField query="limit" type="integer" required>How many.</ParamField>`.
//! They are known by their attributes, whatever they are called. In go a page, where the components are, or one of
//! these places; out come tables, in which components that stand inside others are the members of those.

use super::{inline, jsx::Tag};
use crate::{
    glossary::Glossary,
    limits::DEEPEST_BODY,
    page::{Span, Table},
    read::parameter::{self, Parameter},
};
use std::ops::Range;

/// Attributes that hold the name of a parameter, and the place that they say it travels in.
const NAMES: [(&str, &str); 8] = [
    ("path", "path"),
    ("query", "query"),
    ("header", "header"),
    ("body", "body"),
    ("form", "body"),
    ("name", ""),
    ("param", ""),
    ("field", ""),
];

/// What the names of components for members of an answer have in them.
const ANSWERS: [&str; 2] = ["response", "return"];

/// A component with what stands inside it.
struct Field<'a> {
    tag: Tag<'a>,
    name: &'a str,
    place: &'static str,
    depth: usize,
    end: usize,
}

impl<'a> Field<'a> {
    /// The parameter of a tag, if it states one.
    fn of(tag: Tag<'a>, depth: usize) -> Option<Self> {
        let named = NAMES.iter().find_map(|(attribute, place)| Some((tag.attribute(attribute)?, *place)));
        let (name, place) = named.filter(|(name, _)| is_name(name))?;
        let typed = tag.attribute("type").is_some() || tag.attribute("required").is_some();
        let component = tag.name.starts_with(|c: char| c.is_ascii_uppercase());
        let sound = component && !tag.ends_another && tag.attribute("method").is_none() && (typed || !place.is_empty());
        let end = tag.range.end;
        sound.then_some(Self { tag, name, place, depth, end })
    }

    fn is_of_answer(&self) -> bool {
        let name = self.tag.name.to_ascii_lowercase();
        ANSWERS.iter().any(|word| name.contains(word))
    }
}

/// Where the components of a page are that stand in no other, each from the begin of its line.
pub(super) fn regions(source: &str) -> Vec<Range<usize>> {
    let outermost = fields(source).into_iter().filter(|field| field.depth == 0);
    let regions = outermost.filter_map(|field| {
        let start = source.get(..field.tag.range.start)?.rfind('\n').map_or(0, |at| at + 1);
        let alone = source.get(start..field.tag.range.start)?.trim().is_empty();
        alone.then_some(start..field.end)
    });
    regions.collect()
}

/// The tables of the components in a text, which stands at a byte of the page. They are blank afterwards.
pub(super) fn tables(text: &mut String, start: usize, glossary: &Glossary) -> Vec<Table> {
    let written = text.clone();
    let fields = fields(&written);
    let mut tables: Vec<Table> = Vec::new();
    let mut of_answer = None;
    for (index, field) in fields.iter().enumerate() {
        let place = Span::new(start + field.tag.range.start, start + field.end);
        if field.depth == 0 && of_answer != Some(field.is_of_answer()) {
            of_answer = Some(field.is_of_answer());
            let caption = if field.is_of_answer() { "Response body parameters" } else { "Request parameters" };
            tables.push(parameter::table(Some(caption), [], place));
        }
        let inside = fields.get(index + 1..).unwrap_or_default();
        if let Some(table) = tables.last_mut() {
            parameter::add(table, parameter(field, &words(&written, field, inside), place, glossary));
        }
        if field.depth == 0 {
            let blank: String =
                written.get(field.tag.range.start..field.end).unwrap_or_default().bytes().map(blank).collect();
            text.replace_range(field.tag.range.start..field.end, &blank);
        }
    }
    tables
}

/// The components of a text, outer ones before those inside them.
fn fields(source: &str) -> Vec<Field<'_>> {
    let mut fields: Vec<Field<'_>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for at in memchr::memchr_iter(b'<', source.as_bytes()) {
        let Some(tag) = Tag::at(source, at) else { continue };
        if tag.ends_another {
            let opened =
                open.last().and_then(|index| fields.get_mut(*index)).filter(|field| field.tag.name == tag.name);
            if let Some(field) = opened {
                field.end = tag.range.end;
                open.pop();
            }
            continue;
        }
        let ends_itself = tag.ends_itself;
        let Some(field) = Field::of(tag, open.len()) else { continue };
        if !ends_itself && open.len() < DEEPEST_BODY {
            open.push(fields.len());
        }
        fields.push(field);
    }
    // What is never closed holds nothing.
    for index in open {
        fields.iter_mut().skip(index + 1).for_each(|field| field.depth = field.depth.saturating_sub(1));
    }
    fields
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-.[]$@:".contains(c))
}

/// What a component says besides the components inside it.
fn words(source: &str, field: &Field<'_>, inside: &[Field<'_>]) -> String {
    let mut words = String::new();
    let mut at = field.tag.range.end;
    for inner in inside.iter().take_while(|inner| inner.tag.range.start < field.end) {
        words.push_str(source.get(at..inner.tag.range.start).unwrap_or_default());
        at = at.max(inner.end);
    }
    words.push_str(source.get(at..field.end).unwrap_or_default());
    let words = without_tags(&words);
    words.lines().map(str::trim).collect::<Vec<_>>().join("\n")
}

/// A text without the tags of components.
fn without_tags(text: &str) -> String {
    let mut bare = String::new();
    let mut at = 0;
    for start in memchr::memchr_iter(b'<', text.as_bytes()) {
        let tag = Tag::at(text, start).filter(|tag| tag.name.starts_with(|c: char| c.is_ascii_uppercase()));
        if let Some(tag) = tag.filter(|tag| tag.range.start >= at) {
            bare.push_str(text.get(at..start).unwrap_or_default());
            at = tag.range.end;
        }
    }
    bare.push_str(text.get(at..).unwrap_or_default());
    bare
}

fn parameter(field: &Field<'_>, words: &str, place: Span, glossary: &Glossary) -> Parameter {
    let attribute = |name: &str| field.tag.attribute(name);
    let required = match attribute("required") {
        Some("" | "true") => "yes",
        Some(_) => "no",
        None => "",
    };
    let owned = |name: &str| attribute(name).unwrap_or_default().to_owned();
    Parameter {
        depth: field.depth,
        name: field.name.to_owned(),
        location: field.place.to_owned(),
        kind: owned("type"),
        mandatory: required.to_owned(),
        default: owned("default"),
        words: inline::read_hidden(words, place, glossary),
        more: Vec::new(),
        place,
    }
}

fn blank(byte: u8) -> char {
    if byte == b'\n' { '\n' } else { ' ' }
}
