//! XML of examples, as far as it shows which element stands in which. In: text from a tag on, which may be cut off. Out: the
//! root's name and its content, elements as objects, repeated ones as lists. Text that is not XML gives nothing.

use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Elements deeper than this are left out.
const DEEPEST: usize = 32;

/// An element of an example that nothing stands around.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::interpret) struct Root {
    pub(in crate::interpret) name: String,
    pub(in crate::interpret) content: Value,
    /// The names of members that are attributes and never elements. Those of an element that has only a text are left out.
    pub(in crate::interpret) attributes: BTreeSet<String>,
}

/// An element whose end has not been seen.
struct Open<'t> {
    name: &'t str,
    attributes: Vec<(&'t str, &'t str)>,
    members: Map<String, Value>,
    words: &'t str,
}

/// The names that stand in a document.
#[derive(Default)]
struct Names {
    elements: BTreeSet<String>,
    attributes: BTreeSet<String>,
}

impl Open<'_> {
    /// What it holds: a text, or members with its attributes among them.
    fn value(mut self, names: &mut Names) -> Value {
        if self.members.is_empty() && (self.attributes.is_empty() || !self.words.is_empty()) {
            return Value::from(self.words);
        }
        for (name, value) in self.attributes {
            names.attributes.insert(name.to_owned());
            self.members.entry(name).or_insert_with(|| Value::from(value));
        }
        Value::Object(self.members)
    }
}

/// Reads the element that a text begins with, after what declares it as XML; what the text cuts off ends with it.
pub(super) fn read(text: &str) -> Option<Root> {
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut names = Names::default();
    let mut rest = text;
    while let Some((before, tagged)) = rest.split_once('<') {
        if let Some(element) = open.last_mut().filter(|element| element.members.is_empty()) {
            element.words = before.trim();
        }
        let (tag, after) = tagged.split_once('>')?;
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            let name = without_prefix(name.trim());
            let Some(at) = open.iter().rposition(|element| element.name == name) else { continue };
            if let Some(root) = close(&mut open, at, &mut names) {
                return Some(root);
            }
        } else if let Some(name) = element_name(tag) {
            let element = Open { name, attributes: attributes_of(tag), members: Map::new(), words: "" };
            if tag.ends_with('/') {
                put(&mut open, element, &mut names);
            } else if open.len() < DEEPEST {
                open.push(element);
            }
        }
    }
    close(&mut open, 0, &mut names)
}

/// The name of an element that a tag begins; declarations and comments begin none.
fn element_name(tag: &str) -> Option<&str> {
    let name = tag.split(|c: char| c.is_whitespace() || c == '/').next()?;
    let is_part = |c: char| c.is_alphanumeric() || "_-.:".contains(c);
    (name.starts_with(char::is_alphabetic) && name.chars().all(is_part)).then(|| without_prefix(name))
}

/// The attributes in a tag, by their names as written; what names a space of names is none.
fn attributes_of(tag: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once('=') {
        let Some(quote) = after.trim_start().chars().next().filter(|c| matches!(c, '"' | '\'')) else { break };
        let Some((value, after)) = after.trim_start().get(1..).and_then(|inside| inside.split_once(quote)) else {
            break;
        };
        let name = before.split_whitespace().next_back().unwrap_or_default();
        if !name.is_empty() && name != "xmlns" && !name.starts_with("xmlns:") {
            found.push((name, value));
        }
        rest = after;
    }
    found
}

/// `p:pet` is `pet` in a space of names.
fn without_prefix(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Ends the elements from `at` on; the root if nothing stays open.
fn close(open: &mut Vec<Open<'_>>, at: usize, names: &mut Names) -> Option<Root> {
    while open.len() > at.max(1) {
        let element = open.pop()?;
        put(open, element, names);
    }
    let root = if at == 0 { open.pop()? } else { return None };
    let name = root.name.to_owned();
    let content = match root.value(names) {
        content @ Value::Object(_) => content,
        _ => Value::Object(Map::new()),
    };
    let attributes = names.attributes.difference(&names.elements).cloned().collect();
    Some(Root { name, content, attributes })
}

/// Puts an element into the one around it.
fn put(open: &mut [Open<'_>], element: Open<'_>, names: &mut Names) {
    let Some(parent) = open.last_mut() else { return };
    let name = element.name;
    names.elements.insert(name.to_owned());
    let value = element.value(names);
    match parent.members.get_mut(name) {
        Some(Value::Array(items)) => items.push(value),
        Some(first) => *first = Value::Array(vec![first.take(), value]),
        None => {
            parent.members.insert(name.to_owned(), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn elements_stand_in_elements() {
        let table = [
            ("<A><B>1</B><C><D/></C></A>", Some(("A", json!({"B": "1", "C": {"D": ""}})))),
            (
                "<?xml version=\"1.0\"?>\n<A xmlns=\"x\">\n <B>1</B>\n <B>2</B>\n</A> tail",
                Some(("A", json!({"B": ["1", "2"]}))),
            ),
            ("<A><B><C>1</C>", Some(("A", json!({"B": {"C": "1"}})))),
            ("<p:A><p:B>1</p:B></p:A>", Some(("A", json!({"B": "1"})))),
            ("<!-- no --><A></A>", Some(("A", json!({})))),
            ("</A>", None),
            ("1 < 2", None),
        ];
        for (text, expected) in table {
            let expected = expected.map(|(name, content)| (name.to_owned(), content));
            assert_eq!(read(text).map(|root| (root.name, root.content)), expected, "{text}");
        }
    }

    #[test]
    fn attributes_are_members_of_elements_that_have_no_text() {
        let text = "<A xmlns:x='n' k = \"v\"><B x:type='t' id=\"1\"/><C unit=\"s\">5</C><D a='b'><E/></D></A>";
        let root = read(text).unwrap();
        let content = json!({"B": {"x:type": "t", "id": "1"}, "C": "5", "D": {"E": "", "a": "b"}, "k": "v"});
        assert_eq!(root.content, content);
        assert_eq!(root.attributes.into_iter().collect::<Vec<_>>(), ["a", "id", "k", "x:type"]);
    }
}
