//! A tree as browsers grow it, of whatever a page holds. The parser's tree knows no offsets, so every
//! start tag that matters carries a number, and the number gives its place in the source.

use super::{
    Form, Grown,
    scan::{self, End, Sink},
    tag::{self, Attribute, Name, Tag},
    tree::Tree,
};
use crate::page::Span;
use memchr::memchr2_iter;
use scraper::{Html, node::Element};
use std::borrow::Cow;

/// Attribute that carries an element's number.
const NUMBER: &str = "n";

/// The tree of `source`, whatever it holds.
pub(super) fn tree(source: &str, base: usize, form: Form) -> Grown<'static> {
    let mut written = Written { html: String::with_capacity(source.len()), places: Vec::new() };
    if form == Form::Document {
        written.html.push_str("<!DOCTYPE html>");
    }
    let too_deep = scan::scan(source, base, &mut written);
    let html = match form {
        Form::Document => Html::parse_document(&written.html),
        Form::Fragment => Html::parse_fragment(&written.html),
    };
    Grown { tree: copied(&html, &written.places), too_deep }
}

/// HTML for the parser, without attributes that nobody reads.
struct Written {
    html: String,
    /// By number: the element from its start tag to its end tag.
    places: Vec<Span>,
}

impl<'a> Sink<'a> for Written {
    fn words(&mut self, words: &'a str) {
        let mut at = 0;
        for sign in memchr2_iter(b'<', b'&', words.as_bytes()) {
            self.html.push_str(words.get(at..sign).unwrap_or_default());
            self.html.push_str(if words.as_bytes().get(sign) == Some(&b'&') { "&amp;" } else { "&lt;" });
            at = sign + 1;
        }
        self.html.push_str(words.get(at..).unwrap_or_default());
    }

    fn entity(&mut self, entity: &'a str) {
        self.html.push_str(entity);
    }

    fn void(&mut self, name: Name<'a>) {
        self.html.extend(["<", name.text, ">"]);
    }

    /// Formatting elements stay bare: the parser repeats them in every block until they are closed,
    /// and bounds that only for equal ones.
    fn start(&mut self, tag: &Tag<'a>, place: Span) -> usize {
        self.html.extend(["<", tag.name.text]);
        let number = self.places.len();
        let formatting = tag::is_formatting(tag.name);
        if !formatting {
            self.places.push(place);
            self.html.extend([" ", NUMBER, "=", &number.to_string()]);
            for (attribute, value) in tag.attributes() {
                self.html.extend([" ", attribute.text(), "=\"", &tag::escape_attribute(value), "\""]);
            }
        }
        self.html.push('>');
        if formatting { usize::MAX } else { number }
    }

    fn end(&mut self, number: usize, end: End<'a>) {
        let (End::Tag(_, reach) | End::Implied(reach)) = end;
        if let Some(place) = self.places.get_mut(number) {
            *place = place.to(reach);
        }
        if let End::Tag(name, _) = end {
            self.html.extend(["</", name.text, ">"]);
        }
    }
}

/// The parser's tree as ours.
fn copied(html: &Html, places: &[Span]) -> Tree<'static> {
    let mut tree = Tree::default();
    let root = html.root_element();
    tree.open(Name::of("html"), place_of(root.value(), places));
    let mut open = vec![root.id()];
    for node in root.descendants().skip(1) {
        while open.last().copied() != node.parent().map(|parent| parent.id()) && open.pop().is_some() {
            tree.close(None);
        }
        if let Some(words) = node.value().as_text() {
            tree.words(Cow::Owned(words.to_string()));
        } else if let Some(element) = node.value().as_element() {
            tree.open(Name::of(element.name()), place_of(element, places));
            for attribute in Attribute::ALL {
                if let Some(value) = element.attr(attribute.text()) {
                    tree.attribute(attribute, Cow::Owned(value.to_owned()));
                }
            }
            open.push(node.id());
        }
    }
    tree.finish();
    tree
}

/// The element's place; an element that the parser made up has none.
fn place_of(element: &Element, places: &[Span]) -> Span {
    let number = element.attr(NUMBER).and_then(|number| number.parse::<usize>().ok());
    number.and_then(|number| places.get(number)).copied().unwrap_or_default()
}
