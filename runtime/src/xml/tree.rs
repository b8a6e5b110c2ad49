//! A document as a tree: elements become objects by their names, those that come again lists, and texts stay texts. An
//! attribute is a member of its element, `@unit`; of an element that has only a text it stands beside that, `Size@unit`.

use std::collections::BTreeMap;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::SyntaxError;
use crate::json::{Json, MAX_DEPTH};
use crate::values::utf8;

/// The name of the root element, and what is in it.
pub(crate) fn read(bytes: &[u8]) -> Result<(String, Json), SyntaxError> {
    let text = utf8::text(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes));
    let mut reader = Reader::from_str(&text);
    let mut open: Vec<Element> = Vec::new();
    loop {
        let event = reader.read_event().map_err(|error| SyntaxError(error.to_string()))?;
        let closed = match event {
            Event::Start(_) | Event::Empty(_) if open.len() >= MAX_DEPTH => {
                return Err(SyntaxError("nested too deeply".to_owned()));
            }
            Event::Start(start) => {
                open.push(Element::new(&start));
                None
            }
            Event::Empty(start) => Some(Element::new(&start)),
            Event::End(_) => open.pop(),
            Event::Eof => return Err(SyntaxError("it ends too early".to_owned())),
            Event::Text(text) => say(&mut open, &text.xml10_content()),
            Event::CData(text) => say(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => say(&mut open, &character(&reference)),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => None,
        };
        if let Some(closed) = closed {
            match open.last_mut() {
                Some(parent) => closed.end_in(parent),
                // What follows the root says nothing of it.
                None => return Ok(closed.end()),
            }
        }
    }
}

fn say(open: &mut [Element], text: &str) -> Option<Element> {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
    None
}

/// What a reference stands for: a character, or itself where only another document could tell.
fn character(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    resolve_predefined_entity(reference).map_or_else(|| format!("&{};", &**reference), str::to_owned)
}

/// An element that is being read.
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    members: BTreeMap<String, Json>,
    text: String,
}

impl Element {
    fn new(start: &BytesStart<'_>) -> Self {
        let attributes =
            start.attributes().flatten().filter(|attribute| attribute.key.as_namespace_binding().is_none());
        let attributes = attributes.map(|attribute| {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap_or_else(|_| attribute.value.clone());
            (attribute.key.into_inner().to_owned(), value.into_owned())
        });
        Self {
            name: start.local_name().into_inner().to_owned(),
            attributes: attributes.collect(),
            members: BTreeMap::new(),
            text: String::new(),
        }
    }

    fn add(&mut self, name: String, value: Json) {
        match self.members.get_mut(&name) {
            None => {
                self.members.insert(name, value);
            }
            Some(Json::Array(items)) => items.push(value),
            Some(first) => *first = Json::Array(vec![std::mem::take(first), value]),
        }
    }

    /// Goes into the element around it.
    fn end_in(mut self, parent: &mut Self) {
        if self.has_only_text() {
            for (attribute, value) in std::mem::take(&mut self.attributes) {
                parent.add(format!("{}@{attribute}", self.name), Json::String(value));
            }
        }
        let (name, value) = self.end();
        parent.add(name, value);
    }

    /// Its name and its value: an object of elements and attributes, a text, or nothing.
    fn end(mut self) -> (String, Json) {
        if self.has_only_text() {
            return (self.name, Json::String(self.text));
        }
        for (attribute, value) in std::mem::take(&mut self.attributes) {
            self.members.insert(format!("@{attribute}"), Json::String(value));
        }
        let value = if self.members.is_empty() { Json::Null } else { Json::Object(self.members) };
        (self.name, value)
    }

    fn has_only_text(&self) -> bool {
        self.members.is_empty() && !self.text.is_empty()
    }
}
