//! A document from JSON: members become elements in their order, items of a list elements of one name. A member `@unit`
//! is an attribute of the element around it, and `Size@unit` one of the element `Size` beside it, as they are read.

use quick_xml::escape::escape;

use crate::json::{Json, Reader, decode_with};

/// The document of a JSON text below an element `root`; without one, its only member is the root. Members are elements in
/// their order, items of a list elements of one name, and a member `@unit` is an attribute.
#[must_use]
pub fn document(root: &str, text: &str) -> String {
    let mut inside = Inside::default();
    // What the codec has written is JSON.
    let _ = decode_with(text.as_bytes(), &mut |reader| {
        if root.is_empty() { inside.object(reader) } else { inside.member(root, reader) }
    });
    inside.content()
}

/// An element, as far as it is known.
struct Element {
    name: String,
    attributes: String,
    content: String,
}

/// What is inside of an element.
#[derive(Default)]
struct Inside {
    attributes: String,
    elements: Vec<Element>,
    /// Attributes of elements inside, after the name of the element.
    beside: Vec<(String, String, String)>,
}

impl Inside {
    fn object(&mut self, reader: &mut Reader<'_>) -> bool {
        reader.map(&mut |name, reader| self.member(name, reader))
    }

    fn member(&mut self, name: &str, reader: &mut Reader<'_>) -> bool {
        if reader.is_at(b'[') {
            return reader.list(&mut |reader| self.member(name, reader));
        }
        if reader.is_at(b'{') {
            let mut inside = Self::default();
            let is_read = inside.object(reader);
            let attributes = std::mem::take(&mut inside.attributes);
            self.elements.push(Element { name: in_tags(name), attributes, content: inside.content() });
            return is_read;
        }
        let text = match reader.any() {
            Json::Null => return true,
            Json::String(text) => text,
            other => other.to_string(),
        };
        match name.split_once('@') {
            Some(("", attribute)) => add(&mut self.attributes, attribute, &text),
            Some((element, attribute)) => self.beside.push((in_tags(element), attribute.to_owned(), text)),
            None => {
                let (attributes, content) = (String::new(), escape(&text).into_owned());
                self.elements.push(Element { name: in_tags(name), attributes, content });
            }
        }
        true
    }

    /// The elements as text. An attribute of one that is not there brings it about.
    fn content(mut self) -> String {
        for (name, attribute, value) in self.beside {
            let known = self.elements.iter().position(|element| element.name == name);
            let at = known.unwrap_or(self.elements.len());
            if known.is_none() {
                self.elements.push(Element { name, attributes: String::new(), content: String::new() });
            }
            if let Some(element) = self.elements.get_mut(at) {
                add(&mut element.attributes, &attribute, &value);
            }
        }
        let pieces = self
            .elements
            .iter()
            .flat_map(|Element { name, attributes, content }| ["<", name, attributes, ">", content, "</", name, ">"]);
        pieces.collect()
    }
}

/// Adds an attribute to those of a tag. `xsi:type` and its kin belong to XML itself, and only their prefix is declared.
fn add(attributes: &mut String, name: &str, value: &str) {
    if name.starts_with("xsi:") && !attributes.contains("xmlns:xsi=") {
        attributes.push_str(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"");
    }
    for part in [" ", &*in_tags(name), "=\"", &*escape(value), "\""] {
        attributes.push_str(part);
    }
}

/// A name as XML takes it: what could end a tag is an underscore.
fn in_tags(name: &str) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || "_-.:".contains(character);
    let name: String = name.chars().map(|character| if is_plain(character) { character } else { '_' }).collect();
    if name.starts_with(|first: char| first.is_alphabetic() || first == '_') { name } else { format!("_{name}") }
}
