//! HTML as a tree: the nodes lie in document order in one list, each knows where its subtree ends.
//! In go elements and words, out come walks over them; how the tree grows is not known here.

use super::tag::{Attribute, Kind, Name};
use crate::page::Span;
use std::{borrow::Cow, ops::Range};

/// A tree; its first node is the root.
#[derive(Debug, Default)]
pub(super) struct Tree<'a> {
    nodes: Vec<Node<'a>>,
    attributes: Vec<(Attribute, Cow<'a, str>)>,
    /// The innermost element that stands open while the tree grows.
    open: usize,
}

#[derive(Debug)]
struct Node<'a> {
    parent: usize,
    /// One past the last node below this one.
    end: usize,
    content: Content<'a>,
}

#[derive(Debug)]
enum Content<'a> {
    Words(Cow<'a, str>),
    Element { name: &'static str, kind: Kind, place: Span, attributes: Range<usize> },
}

impl<'a> Tree<'a> {
    /// Opens an element in the one that stands open; what follows goes into it.
    pub(super) fn open(&mut self, name: Name, place: Span) {
        let attributes = self.attributes.len()..self.attributes.len();
        let node = self.nodes.len();
        let kind = name.kind().unwrap_or(Kind::Inline);
        self.push(Content::Element { name: name.html(), kind, place, attributes });
        self.open = node;
    }

    /// Gives an attribute to the element that was opened last.
    pub(super) fn attribute(&mut self, attribute: Attribute, value: Cow<'a, str>) {
        self.attributes.push((attribute, value));
        if let Some(Node { content: Content::Element { attributes, .. }, .. }) = self.nodes.get_mut(self.open) {
            attributes.end = self.attributes.len();
        }
    }

    /// Closes the innermost element, whose place reaches to `end`.
    pub(super) fn close(&mut self, end: Option<Span>) {
        let last = self.nodes.len();
        let Some(node) = self.nodes.get_mut(self.open) else { return };
        node.end = last;
        self.open = node.parent;
        if let (Content::Element { place, .. }, Some(end)) = (&mut node.content, end) {
            *place = place.to(end);
        }
    }

    /// Adds words; they go on from words right before.
    pub(super) fn words(&mut self, words: Cow<'a, str>) {
        match self.nodes.last_mut() {
            Some(Node { parent, content: Content::Words(before), .. }) if *parent == self.open => {
                before.to_mut().push_str(&words);
            }
            _ => self.push(Content::Words(words)),
        }
    }

    /// Closes what stands open.
    pub(super) fn finish(&mut self) {
        while self.open != 0 {
            self.close(None);
        }
        self.close(None);
    }

    fn push(&mut self, content: Content<'a>) {
        self.nodes.push(Node { parent: self.open, end: self.nodes.len() + 1, content });
    }

    pub(super) fn root(&self) -> Element<'_> {
        Element { tree: self, index: 0 }
    }
}

/// An element of a tree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element<'t> {
    tree: &'t Tree<'t>,
    index: usize,
}

/// What stands in an element.
#[derive(Clone, Copy, Debug)]
pub(super) enum Child<'t> {
    Words(&'t str),
    Element(Element<'t>),
}

impl PartialEq for Element<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}

impl<'t> Element<'t> {
    fn content(self) -> (&'t str, Kind, Span, Range<usize>) {
        match self.tree.nodes.get(self.index).map(|node| &node.content) {
            Some(Content::Element { name, kind, place, attributes }) => (name, *kind, *place, attributes.clone()),
            _ => ("", Kind::Inline, Span::default(), 0..0),
        }
    }

    /// Its name in lower case; `None` if HTML does not know it.
    pub(super) fn name(self) -> &'t str {
        self.content().0
    }

    /// Whether it stands on lines of its own.
    pub(super) fn is_block(self) -> bool {
        self.content().1 == Kind::Block
    }

    /// From its start tag to its end.
    pub(super) fn place(self) -> Span {
        self.content().2
    }

    /// The value of an attribute.
    pub(super) fn attribute(self, wanted: Attribute) -> Option<&'t str> {
        let own = self.tree.attributes.get(self.content().3).unwrap_or_default();
        own.iter().find(|(attribute, _)| *attribute == wanted).map(|(_, value)| value.as_ref())
    }

    /// What it holds, in order.
    pub(super) fn children(self) -> impl Iterator<Item = Child<'t>> {
        let (tree, mut at) = (self.tree, self.index + 1);
        let end = tree.nodes.get(self.index).map_or(0, |node| node.end);
        std::iter::from_fn(move || {
            let index = at;
            let node = tree.nodes.get(index).filter(|_| index < end)?;
            at = node.end;
            Some(match &node.content {
                Content::Words(words) => Child::Words(words),
                Content::Element { .. } => Child::Element(Element { tree, index }),
            })
        })
    }

    /// The elements that it holds itself.
    pub(super) fn elements(self) -> impl Iterator<Item = Element<'t>> {
        self.children().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Words(_) => None,
        })
    }

    /// The element itself and all elements below it, in order.
    pub(super) fn descendants(self) -> impl Iterator<Item = Element<'t>> {
        let tree = self.tree;
        let is_element = |node: &Node| matches!(node.content, Content::Element { .. });
        self.range()
            .filter(move |index| tree.nodes.get(*index).is_some_and(is_element))
            .map(move |index| Element { tree, index })
    }

    /// All words in it, in order.
    pub(super) fn words(self) -> impl Iterator<Item = &'t str> {
        let nodes = self.tree.nodes.get(self.range()).unwrap_or_default();
        nodes.iter().filter_map(|node| match &node.content {
            Content::Words(words) => Some(words.as_ref()),
            Content::Element { .. } => None,
        })
    }

    /// The elements around it, the nearest first.
    pub(super) fn ancestors(self) -> impl Iterator<Item = Element<'t>> {
        std::iter::successors(Some(self), |element| {
            let parent = element.tree.nodes.get(element.index)?.parent;
            (element.index != 0).then_some(Element { index: parent, ..*element })
        })
        .skip(1)
    }

    fn range(self) -> Range<usize> {
        self.index..self.tree.nodes.get(self.index).map_or(0, |node| node.end)
    }
}
