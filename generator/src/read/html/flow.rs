//! Walks a parsed tree in document order and makes blocks of it. In go elements and text, out come
//! blocks with places; which part of the page is worth walking is decided before.

use super::{
    Context, fence,
    stated::{add_anchors, original_name, verbatim},
    table,
    tag::Attribute,
    tree::{Child, Element},
};
use crate::{
    page::{Block, BlockKind, Span, Text},
    read::{flatten::flatten, running::RunningText},
};

/// What the walk made.
#[derive(Default)]
pub(super) struct Walked {
    /// The blocks.
    pub(super) blocks: Vec<Block>,
    /// Anchors behind the last block: they name what follows.
    pub(super) anchors: Vec<String>,
    /// The operation's name, where the page's metadata gives one.
    pub(super) original_name: Option<String>,
}

/// Walks what `root` holds.
pub(super) fn walk(root: Element, context: &Context, anchors: Vec<String>) -> Walked {
    let mut walker = Walker::new(context, root.place());
    walker.anchors = anchors;
    walker.children(root);
    walker.end_of(root.place());
    Walked { blocks: walker.blocks, anchors: walker.anchors, original_name: walker.original_name }
}

/// The text of a cell or caption.
pub(super) fn flat_text(root: Element, context: &Context) -> Text {
    let place = root.place();
    let mut walker = Walker::new(context, place);
    walker.children(root);
    if walker.blocks.is_empty() {
        return walker.text.take(place);
    }
    walker.end_of(place);
    flatten(walker.blocks, place)
}

struct Walker<'a> {
    context: &'a Context<'a>,
    blocks: Vec<Block>,
    anchors: Vec<String>,
    original_name: Option<String>,
    text: RunningText,
    text_start: u32,
    /// End of what was walked last.
    at: u32,
    lists: u8,
    /// Whether the next text opens a list item.
    item: bool,
}

impl<'a> Walker<'a> {
    fn new(context: &'a Context<'a>, place: Span) -> Self {
        Self {
            context,
            blocks: Vec::new(),
            anchors: Vec::new(),
            original_name: None,
            text: RunningText::default(),
            text_start: place.start,
            at: place.start,
            lists: 0,
            item: false,
        }
    }

    fn children(&mut self, parent: Element) {
        for child in parent.children() {
            match child {
                Child::Words(words) => self.words(words),
                Child::Element(element) => {
                    let place = element.place();
                    self.at = self.at.max(place.start);
                    self.element(element, place);
                    self.at = self.at.max(place.end);
                }
            }
        }
    }

    fn words(&mut self, words: &str) {
        if self.text.is_empty() {
            self.text_start = self.at;
        }
        self.text.words(words);
    }

    fn element(&mut self, element: Element, place: Span) {
        let name = element.name();
        if matches!(name, "nav" | "footer" | "button" | "head")
            || element.attribute(Attribute::Role) == Some("navigation")
        {
            return;
        }
        if element.is_block() {
            self.flush(place.start);
        }
        if !self.context.in_cell && name != "table" {
            add_anchors(element, &mut self.anchors);
        }
        match name {
            "br" => self.text.line_break(),
            "hr" => self.flush(place.start),
            "b" | "strong" => self.bold(element),
            "a" => self.link(element),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(element, place),
            "pre" | "listing" | "xmp" => self.code(element, place),
            "table" => self.table(element, place),
            "ul" | "ol" | "menu" | "dir" => self.list(element, place),
            "dl" => self.definitions(element, place),
            "li" | "dt" => self.list_item(element, place),
            "p" if !self.context.in_cell && fence::is_only_code(element) => self.code(element, place),
            _ if element.is_block() => {
                self.children(element);
                self.end_of(place);
            }
            _ => self.children(element),
        }
    }

    fn bold(&mut self, element: Element) {
        self.text.open_bold();
        self.children(element);
        self.text.close_bold();
    }

    fn link(&mut self, element: Element) {
        match element.attribute(Attribute::Href).filter(|target| !target.is_empty()) {
            Some(target) => {
                self.text.open_link(target);
                self.children(element);
                self.text.close_link();
            }
            None => self.children(element),
        }
    }

    fn heading(&mut self, element: Element, place: Span) {
        let level = element.name().as_bytes().get(1).map_or(1, |digit| digit.saturating_sub(b'0').clamp(1, 6));
        self.item = false;
        self.children(element);
        let text = self.text.take(place);
        if !text.is_empty() {
            self.push(BlockKind::Heading { level, text }, place);
        }
    }

    fn code(&mut self, element: Element, place: Span) {
        let content = verbatim(element);
        if !content.trim().is_empty() {
            self.push(BlockKind::Code(Text::plain(content, place)), place);
        }
    }

    fn table(&mut self, element: Element, place: Span) {
        if let Some(code) = table::numbered_code(element) {
            self.code(code, place);
            return;
        }
        if !self.context.in_cell {
            add_anchors(element, &mut self.anchors);
        }
        let inner = self.context.in_cell();
        let read = table::read(element, self.context, |part| flat_text(part, &inner));
        if !self.context.in_cell {
            self.anchors.extend(read.anchors);
        }
        if !read.table.header.is_empty() || !read.table.rows.is_empty() {
            self.push(BlockKind::Table(read.table), place);
        } else if let Some(caption) = read.table.caption {
            self.push(BlockKind::Paragraph(caption), place);
        }
    }

    fn list(&mut self, element: Element, place: Span) {
        self.lists = self.lists.saturating_add(1);
        self.children(element);
        self.end_of(place);
        self.lists = self.lists.saturating_sub(1);
    }

    fn definitions(&mut self, element: Element, place: Span) {
        match original_name(element) {
            Some(name) => self.original_name = Some(name),
            None => self.list(element, place),
        }
    }

    fn list_item(&mut self, element: Element, place: Span) {
        self.item = true;
        self.children(element);
        self.end_of(place);
        self.item = false;
    }

    fn end_of(&mut self, place: Span) {
        self.flush(place.end);
    }

    /// Makes a block of the running text.
    fn flush(&mut self, end: u32) {
        if self.text.is_empty() {
            self.text.line_break();
            return;
        }
        let place = Span { start: self.text_start, end: end.max(self.text_start) };
        let text = self.text.take(place);
        let kind = if std::mem::take(&mut self.item) { BlockKind::Item(text) } else { BlockKind::Paragraph(text) };
        self.push(kind, place);
    }

    fn push(&mut self, kind: BlockKind, place: Span) {
        let anchors = std::mem::take(&mut self.anchors);
        self.blocks.push(Block { depth: self.lists, kind, anchors, place });
    }
}
