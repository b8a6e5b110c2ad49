//! Tags and words to a tree, as their author meant them. In go tags in the order of the page, out comes a tree in
//! which every element has its place. Ends that the author left out are known from what begins next; an end tag
//! reaches no further than its cell or table; what stands between the rows of a table stays there, for the reader of
//! tables to see.

use super::{
    Grown,
    tag::{self, Attribute, Name, Tag},
    tree::Tree,
};
use crate::{limits::DEEPEST_ELEMENT, page::Span, read::entity};
use std::{borrow::Cow, collections::HashMap};

/// A tree that grows.
pub(super) struct Grower<'a> {
    tree: Tree<'a>,
    /// Byte of the page at which the source starts.
    base: usize,
    /// The open elements, the innermost last.
    open: Vec<Name<'a>>,
    /// How many open elements of a name are not in the tree: their end tags end nothing.
    left_out: HashMap<String, usize>,
    /// How many cells are open.
    cells: usize,
    /// A line end right after `<pre>` does not count.
    drops_line_end: bool,
    too_deep: bool,
}

impl<'a> Grower<'a> {
    /// The tree of a source of so many bytes, which starts at byte `base` of its page.
    pub(super) fn new(base: usize, length: usize) -> Self {
        let mut tree = Tree::default();
        tree.open(Name::of("html"), Span::new(base, base + length));
        Self {
            tree,
            base,
            open: Vec::new(),
            left_out: HashMap::new(),
            cells: 0,
            drops_line_end: false,
            too_deep: false,
        }
    }

    /// Words, which stand for themselves.
    pub(super) fn words(&mut self, words: &'a str) {
        let dropped = std::mem::take(&mut self.drops_line_end).then(|| words.strip_prefix('\n')).flatten();
        let words = dropped.unwrap_or(words);
        let holds_parts = self.innermost().is_some_and(|name| tag::holds_only_parts(name));
        let blank = words.bytes().all(|byte| byte.is_ascii_whitespace());
        let verbatim = self.innermost().is_some_and(|name| name.text == "pre");
        if holds_parts && blank || !verbatim && are_line_marks(words) {
            return;
        }
        self.add_words(Cow::Borrowed(words));
    }

    /// An entity with its `&` and `;`.
    pub(super) fn entity(&mut self, entity: &'a str) {
        self.drops_line_end = false;
        let words = entity::character(entity).map_or(Cow::Borrowed(entity), |c| Cow::Owned(c.to_string()));
        self.add_words(words);
    }

    /// An element that has no end.
    pub(super) fn void(&mut self, name: Name<'a>, place: Span) {
        self.drops_line_end = false;
        self.tree.open(name, place);
        self.tree.close(None);
    }

    /// An element begins.
    pub(super) fn start(&mut self, tag: &Tag<'a>, start: usize, end: usize) {
        let name = tag.name;
        self.drops_line_end = name.text == "pre";
        if matches!(name.text, "html" | "body") {
            // They add nothing to the root, whose attributes nobody reads.
            return self.close_head(start);
        }
        self.make_room(name, start);
        if self.is_idle(tag) || self.is_too_deep() {
            *self.left_out.entry(name.text.to_owned()).or_default() += 1;
            return;
        }
        self.open(name, self.place(start, end));
        for (attribute, value) in tag.attributes() {
            self.tree.attribute(attribute, entity::decoded(value));
        }
    }

    /// An end tag.
    pub(super) fn end(&mut self, name: Name<'a>, start: usize, end: usize) {
        self.drops_line_end = false;
        let left_out = self.left_out.get_mut(name.text).filter(|count| **count > 0);
        if let Some(count) = left_out {
            *count -= 1;
        } else if let Some(depth) = self.depth_of(|open| tag::ends(name, open), |open| tag::holds_back(name, open)) {
            self.close_to(depth + 1, start);
            self.close(end);
        } else if name.text == "p" {
            // As in browsers: such a tag stands for an empty paragraph, which parts the words around it.
            self.void(name, self.place(start, end));
        }
    }

    /// The tree, when the source is at its end.
    pub(super) fn finish(mut self, end: usize) -> Grown<'a> {
        self.close_to(0, end);
        self.tree.finish();
        Grown { tree: self.tree, too_deep: self.too_deep }
    }

    fn add_words(&mut self, words: Cow<'a, str>) {
        if self.innermost().is_some_and(|name| name.text == "head") {
            self.open.pop();
            self.tree.close(None);
        }
        self.tree.words(words);
    }

    /// Ends the elements that cannot hold the one that begins.
    fn make_room(&mut self, name: Name<'a>, start: usize) {
        self.close_head(start);
        if let Some(holders) = tag::part_of(name)
            && let Some(depth) = self.depth_of(|open| holders.contains(&open.text), |_| false)
        {
            self.close_to(depth + 1, start);
            if tag::is_cell(name) && self.innermost().is_some_and(|open| open.text != "tr") {
                self.open(Name::of("tr"), self.place(start, start));
            }
            return;
        }
        while let Some(depth) = self.depth_of(|open| tag::closes(name, open), |open| tag::keeps_out(name, open)) {
            self.close_to(depth, start);
        }
        if name.text == "a" {
            self.left_out.remove("a");
        }
    }

    fn close_head(&mut self, start: usize) {
        if self.open.first().is_some_and(|name| name.text == "head") {
            self.close_to(0, start);
        }
    }

    /// Anchors in cells name nothing that links lead to, and outnumber everything else.
    fn is_idle(&self, tag: &Tag) -> bool {
        tag.name.text == "a" && self.cells > 0 && tag.attribute(Attribute::Href).is_none()
    }

    fn is_too_deep(&mut self) -> bool {
        let too_deep = self.open.len() >= DEEPEST_ELEMENT;
        self.too_deep |= too_deep;
        too_deep
    }

    /// How many elements are open around the innermost one that is wanted. `None` if none is, or if one that ends the
    /// search stands nearer.
    fn depth_of(&self, wanted: impl Fn(Name) -> bool, ends_search: impl Fn(Name) -> bool) -> Option<usize> {
        for (depth, open) in self.open.iter().enumerate().rev() {
            if wanted(*open) {
                return Some(depth);
            }
            if ends_search(*open) {
                return None;
            }
        }
        None
    }

    fn innermost(&self) -> Option<Name<'a>> {
        self.open.last().copied()
    }

    fn open(&mut self, name: Name<'a>, place: Span) {
        self.tree.open(name, place);
        self.open.push(name);
        self.cells += usize::from(tag::is_cell(name));
    }

    /// Closes the innermost element, which reaches to `end`.
    fn close(&mut self, end: usize) {
        let Some(name) = self.open.pop() else { return };
        self.cells -= usize::from(tag::is_cell(name));
        self.tree.close(Some(self.place(end, end)));
    }

    fn close_to(&mut self, depth: usize, end: usize) {
        while self.open.len() > depth {
            self.close(end);
        }
    }

    fn place(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start, self.base + end)
    }
}

/// Whether words are the bars that a view with numbered lines puts between the lines of a source.
fn are_line_marks(words: &str) -> bool {
    words.contains('|') && words.contains('\n') && words.bytes().all(|byte| byte.is_ascii_whitespace() || byte == b'|')
}
