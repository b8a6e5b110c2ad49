//! Components that state a parameter each: `<ParamField query="limit" type="integer" required>How many.</ParamField>`,
//! and the same in braces. They are known by their attributes, whatever they are called; one attribute may be an object
//! that says all. In go a page, where the components are, or one of these places; out come tables, in which components
//! that stand inside others are the members of those.

use super::{inline, jsx::Tag};
use crate::{
    glossary::Glossary,
    limits::DEEPEST_BODY,
    page::{Span, Table},
    read::parameter::{self, Parameter},
};
use serde_json::Value;
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

/// Attributes that hold an object of what is said of the parameter.
const OBJECTS: [&str; 2] = ["param", "schema"];

/// Attributes that hold its type.
const TYPES: [&str; 2] = ["type", "schemaName"];

/// What the names of components for members of an answer have in them.
const ANSWERS: [&str; 2] = ["response", "return"];

/// A component with what stands inside it.
struct Field<'a> {
    tag: Tag<'a>,
    name: String,
    place: String,
    /// What an attribute says of it in an object.
    object: Value,
    depth: usize,
    end: usize,
}

impl<'a> Field<'a> {
    /// The parameter of a tag, if it states one.
    fn of(tag: Tag<'a>, depth: usize) -> Option<Self> {
        let component = tag.braced || tag.name.starts_with(|c: char| c.is_ascii_uppercase());
        if !component || tag.ends_another || tag.attribute("method").is_some() {
            return None;
        }
        let object = OBJECTS.iter().find_map(|name| serde_json::from_str(tag.attribute(name)?).ok());
        let object: Value = object.unwrap_or_default();
        let said = |key: &str| object.get(key).and_then(Value::as_str);
        let named = NAMES.iter().filter_map(|(attribute, place)| Some((tag.attribute(attribute)?, *place)));
        // Markdown escapes underscores, in attributes too.
        let bare = |(name, place): (&str, &str)| (name.replace('\\', ""), place.to_owned());
        let inside = || Some((said("name")?.to_owned(), String::new()));
        let (name, place) = named.map(bare).find(|(name, _)| is_name(name)).or_else(inside)?;
        let place = tag.attribute("in").or(said("in")).map_or(place, str::to_owned);
        let typed = TYPES.iter().chain(&["required"]).any(|name| tag.attribute(name).is_some());
        let sound = is_name(&name) && (typed || object.is_object() || !place.is_empty());
        let end = tag.range.end;
        sound.then_some(Self { tag, name, place, object, depth, end })
    }

    fn is_of_answer(&self) -> bool {
        let name = self.tag.name.to_ascii_lowercase();
        ANSWERS.iter().any(|word| name.contains(word))
    }
}

/// Where the components of a page with these tags are that stand in no other, each from the begin of its line.
pub(super) fn regions(source: &str, tags: &[Tag<'_>]) -> Vec<Range<usize>> {
    let outermost = fields(tags.iter().cloned()).into_iter().filter(|field| field.depth == 0);
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
    let fields = fields(Tag::all(&written));
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

/// The components among the tags of a text, outer ones before those inside them.
fn fields<'a>(tags: impl Iterator<Item = Tag<'a>>) -> Vec<Field<'a>> {
    let mut fields: Vec<Field<'_>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for tag in tags {
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
    for tag in Tag::all(text).filter(|tag| tag.braced || tag.name.starts_with(|c: char| c.is_ascii_uppercase())) {
        if tag.range.start >= at {
            bare.push_str(text.get(at..tag.range.start).unwrap_or_default());
            at = tag.range.end;
        }
    }
    bare.push_str(text.get(at..).unwrap_or_default());
    bare
}

fn parameter(field: &Field<'_>, words: &str, place: Span, glossary: &Glossary) -> Parameter {
    let attribute = |name: &str| field.tag.attribute(name);
    let schema = field.object.get("schema").unwrap_or(&field.object);
    let stated = field.object.get("required").and_then(Value::as_bool);
    let required = match (attribute("required"), stated) {
        (Some("" | "true"), _) | (None, Some(true)) => "yes",
        (Some(_), _) | (None, Some(false)) => "no",
        (None, None) => "",
    };
    let said = |object: &Value, key: &str| object.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let kind = TYPES.iter().find_map(|name| attribute(name)).map(str::to_owned);
    let described = said(&field.object, "description");
    Parameter {
        depth: field.depth,
        name: field.name.clone(),
        location: field.place.clone(),
        kind: kind.unwrap_or_else(|| said(schema, "type")),
        mandatory: required.to_owned(),
        default: attribute("default").map_or_else(|| said(schema, "default"), str::to_owned),
        words: inline::read_hidden(if described.is_empty() { words } else { &described }, place, glossary),
        remark: String::new(),
        more: Vec::new(),
        place,
    }
}

fn blank(byte: u8) -> char {
    if byte == b'\n' { '\n' } else { ' ' }
}
