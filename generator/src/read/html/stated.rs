//! What an element states by itself, without the walk that makes blocks: its words as they stand, its anchors, and
//! the name among a page's metadata.

use super::{
    tag::Attribute,
    tree::{Child, Element},
};

/// The anchors of an element and of all that it holds.
pub(super) fn anchors_in(root: Element) -> Vec<String> {
    root.descendants().flat_map(anchors_of).map(str::to_owned).collect()
}

/// The words of an element with its line breaks.
pub(super) fn verbatim(root: Element) -> String {
    let mut lines = String::new();
    add_verbatim(root, &mut lines);
    lines.truncate(lines.trim_end().len());
    lines
}

fn add_verbatim(root: Element, lines: &mut String) {
    for child in root.children() {
        match child {
            Child::Words(words) => lines.push_str(&words.replace('\r', "")),
            Child::Element(element) => {
                let block = matches!(element.name(), "p" | "div" | "li" | "tr");
                if element.name() == "br" || (block && !lines.is_empty() && !lines.ends_with('\n')) {
                    lines.push('\n');
                }
                add_verbatim(element, lines);
            }
        }
    }
}

/// The anchors that an element itself bears.
pub(super) fn anchors_of(element: Element<'_>) -> impl Iterator<Item = &str> {
    let name = (element.name() == "a").then(|| element.attribute(Attribute::Name)).flatten();
    [element.attribute(Attribute::Id), name].into_iter().flatten()
}

/// `original_name: X.html` among a page's metadata, as reStructuredText tools render it.
pub(super) fn original_name(list: Element) -> Option<String> {
    let words = |element: Element| element.words().collect::<String>().trim().to_owned();
    let mut elements = list.elements();
    let term = elements.find(|element| element.name() == "dt")?;
    let value = elements.find(|element| element.name() == "dd")?;
    (words(term).trim_end_matches(':') == "original_name").then(|| words(value))
}
