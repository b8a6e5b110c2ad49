//! Walks a parsed tree in document order and makes blocks of it. In go elements and text, out come
//! blocks with places; which part of the page is worth walking is decided before.

use super::{
    Context, SUMMARY_LEVEL, fence,
    stated::{anchors_of, original_name, verbatim},
    table,
    tag::Attribute,
    tree::{Child, Element},
};
use crate::{
    glossary::form::{is_request_line, method_word},
    page::{Span, Text},
    read::{
        blocks::{Blocks, Finished},
        cell_text::flatten,
        running_text::RunningText,
    },
};

/// What the walk made.
pub(super) struct Walked {
    pub(super) read: Finished,
    /// The operation's name, where the page's metadata gives one.
    pub(super) original_name: Option<String>,
}

/// Walks what `root` holds.
pub(super) fn walk(root: Element, context: &Context) -> Walked {
    let mut walker = Walker::new(context, root.place());
    walker.children(root);
    walker.end_of(root.place());
    Walked { read: walker.blocks.finish(), original_name: walker.original_name }
}

/// The text of a cell or caption.
pub(super) fn flat_text(root: Element, context: &Context) -> Text {
    let place = root.place();
    let mut walker = Walker::new(context, place);
    walker.children(root);
    if walker.blocks.len() == 0 {
        return walker.text.take(place);
    }
    walker.end_of(place);
    flatten(walker.blocks.finish().blocks, place)
}

/// `<div class="endpoint get">/kites</div>`: the method that an element's class says of the path in it.
fn method_of(element: Element) -> Option<&'static str> {
    let class = element.attribute(Attribute::Class)?;
    let Some(Child::Words(words)) = element.children().next() else { return None };
    let method = class.split_whitespace().find_map(method_word)?;
    words.trim_start().starts_with('/').then_some(method)
}

/// Whether a line is a request line and nothing else but a remark: `GET /kites (lists kites)`.
fn states_request(line: &str) -> bool {
    let remark = line.split_whitespace().nth(2).unwrap_or("-");
    is_request_line(line) && remark.starts_with(['(', '[', '-', '–', '—', ':'])
}

struct Walker<'a> {
    context: &'a Context<'a>,
    blocks: Blocks,
    original_name: Option<String>,
    text: RunningText,
    text_start: u32,
    /// End of what was walked last.
    at: u32,
}

impl<'a> Walker<'a> {
    fn new(context: &'a Context<'a>, place: Span) -> Self {
        Self {
            context,
            blocks: Blocks::default(),
            original_name: None,
            text: RunningText::default(),
            text_start: place.start,
            at: place.start,
        }
    }

    fn children(&mut self, parent: Element) {
        for child in parent.children() {
            self.child(child);
        }
    }

    fn child(&mut self, child: Child) {
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
            self.blocks.anchors(anchors_of(element));
        }
        match name {
            "br" => self.text.line_break(),
            "hr" => self.flush(place.start),
            "b" | "strong" => self.bold(element),
            "i" | "em" | "var" => {
                self.text.open_emphasis();
                self.children(element);
                self.text.close_emphasis();
            }
            "code" | "tt" | "kbd" => self.inline_code(element),
            "a" => self.link(element),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(element, place),
            "summary" => self.summary(element, place),
            "pre" | "listing" | "xmp" => self.code(element, place),
            "table" => self.table(element, place),
            "ul" | "ol" | "menu" | "dir" => self.list(element, place),
            "dl" => self.definitions(element, place),
            "li" | "dt" => self.list_item(element, place),
            "p" if !self.context.in_cell && fence::is_only_code(element) => self.code(element, place),
            _ if element.is_block() => {
                if let Some(method) = method_of(element) {
                    self.words(method);
                    self.words(" ");
                }
                self.children(element);
                self.end_of(place);
            }
            _ if self.is_mark(element) => {
                self.words(" ");
                self.children(element);
                self.words(" ");
            }
            _ => self.children(element),
        }
    }

    /// Whether an element holds a type or a word for yes or no and nothing else: `limit<span>integer</span>` is two words.
    fn is_mark(&self, element: Element) -> bool {
        let mut children = element.children();
        let (Some(Child::Words(words)), None) = (children.next(), children.next()) else { return false };
        let glossary = self.context.glossary;
        // Shorter words are ends of others, too: `kite<span>s</span>`.
        words.trim().len() > 2 && (glossary.yes_no(words).is_some() || glossary.types().plain_word(words).is_some())
    }

    fn bold(&mut self, element: Element) {
        self.text.open_bold();
        self.children(element);
        self.text.close_bold();
    }

    fn inline_code(&mut self, element: Element) {
        self.text.open_code();
        self.children(element);
        self.text.close_apart();
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
        self.blocks.close_item();
        self.children(element);
        let text = self.text.take(place);
        self.blocks.heading(level, text, place);
    }

    /// A summary that is a request line is the heading of the operation that unfolds below it.
    fn summary(&mut self, element: Element, place: Span) {
        self.children(element);
        let text = self.text.take(place);
        if states_request(&text.content) {
            self.blocks.heading(SUMMARY_LEVEL, text, place);
        } else {
            self.blocks.text(text);
        }
    }

    fn code(&mut self, element: Element, place: Span) {
        self.blocks.code(verbatim(element), place);
    }

    fn table(&mut self, element: Element, place: Span) {
        if let Some(code) = table::numbered_code(element) {
            self.code(code, place);
            return;
        }
        let inner = self.context.in_cell();
        let read = table::read(element, self.context, |part| flat_text(part, &inner));
        for stray in read.strays {
            self.child(stray);
        }
        self.flush(place.end);
        if !self.context.in_cell {
            self.blocks.anchors(anchors_of(element));
        }
        if !self.context.in_cell {
            self.blocks.anchors(read.anchors);
        }
        self.blocks.table(read.table);
    }

    fn list(&mut self, element: Element, place: Span) {
        self.blocks.open_list();
        self.children(element);
        self.end_of(place);
        self.blocks.close_list();
    }

    fn definitions(&mut self, element: Element, place: Span) {
        if let Some(name) = original_name(element) {
            self.original_name = Some(name);
        } else {
            self.list(element, place);
        }
    }

    fn list_item(&mut self, element: Element, place: Span) {
        self.blocks.open_item();
        self.children(element);
        self.end_of(place);
        self.blocks.close_item();
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
        self.blocks.text(text);
    }
}
