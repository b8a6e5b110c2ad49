//! XML of examples, as far as it shows which element stands in which. In: text from a tag on. Out: the root's name and
//! its content, elements as objects, repeated ones as lists; attributes are left out. Text that is no XML gives nothing.

use serde_json::{Map, Value};

/// Elements deeper than this are left out.
const DEEPEST: usize = 32;

/// An element of an example that nothing stands around.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::interpret) struct Root {
    /// Its name.
    pub(in crate::interpret) name: String,
    /// What it holds.
    pub(in crate::interpret) content: Value,
}

/// An element whose end has not been seen.
struct Open<'t> {
    name: &'t str,
    members: Map<String, Value>,
    words: &'t str,
}

/// Reads the element that a text begins with, after what declares it as XML; what the text cuts off ends with it.
pub(super) fn read(text: &str) -> Option<Root> {
    let mut open: Vec<Open<'_>> = Vec::new();
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
            if let Some(root) = close(&mut open, at) {
                return Some(root);
            }
        } else if let Some(name) = element_name(tag) {
            let element = Open { name, members: Map::new(), words: "" };
            if tag.ends_with('/') {
                put(&mut open, element);
            } else if open.len() < DEEPEST {
                open.push(element);
            }
        }
    }
    close(&mut open, 0)
}

/// The name of an element that a tag begins; declarations and comments begin none.
fn element_name(tag: &str) -> Option<&str> {
    let name = tag.split(|c: char| c.is_whitespace() || c == '/').next()?;
    let is_part = |c: char| c.is_alphanumeric() || "_-.:".contains(c);
    (name.starts_with(char::is_alphabetic) && name.chars().all(is_part)).then(|| without_prefix(name))
}

/// `p:pet` is `pet` in a space of names.
fn without_prefix(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Ends the elements from `at` on; the root if nothing stays open.
fn close(open: &mut Vec<Open<'_>>, at: usize) -> Option<Root> {
    while open.len() > at.max(1) {
        let element = open.pop()?;
        put(open, element);
    }
    let root = if at == 0 { open.pop()? } else { return None };
    Some(Root { name: root.name.to_owned(), content: Value::Object(root.members) })
}

/// Puts an element into the one around it.
fn put(open: &mut [Open<'_>], element: Open<'_>) {
    let Some(parent) = open.last_mut() else { return };
    let Open { name, members, words } = element;
    let value = if members.is_empty() { Value::from(words) } else { Value::Object(members) };
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
            let expected = expected.map(|(name, content)| Root { name: name.to_owned(), content });
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
