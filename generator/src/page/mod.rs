//! A page as data: headings, paragraphs, list items, code and tables in reading order, whatever
//! format they came from. Every text knows its place in the source. Nothing here knows a word of
//! the trade or what a table means.

mod source;
mod table;
mod text;

pub use source::{LineColumn, Source, Span, stem};
pub use table::{Cell, Row, Table};
pub use text::{Link, Text};

use std::sync::Arc;

/// One page, read.
#[derive(Clone, Debug)]
pub struct Page {
    /// The bytes it was read from, decoded.
    pub source: Arc<Source>,
    /// What it was written in.
    pub format: Format,
    /// Reading order. List nesting is flattened to [`Block::depth`]: on these pages indentation
    /// groups nothing that the words do not group better.
    pub blocks: Vec<Block>,
    /// The operation's name where the page's own metadata gives one (`:original_name:`).
    pub original_name: Option<String>,
}

impl Page {
    /// The tables in reading order; a table's index here is its number in a [`RowId`].
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(Block::table)
    }
}

/// What a page is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Markdown, mostly with inline HTML tables.
    Markdown,
    /// HTML.
    Html,
    /// reStructuredText.
    Rst,
    /// What a scraper leaves of a page.
    Text,
}

/// One piece of a page.
#[derive(Clone, Debug)]
pub struct Block {
    /// How many lists it stands in.
    pub depth: u8,
    /// What it is.
    pub kind: BlockKind,
    /// Names by which links find it.
    pub anchors: Vec<String>,
    /// Where it stands.
    pub place: Span,
}

impl Block {
    /// Its words or its code; a table has none.
    #[must_use]
    pub fn text(&self) -> Option<&Text> {
        match &self.kind {
            BlockKind::Heading { text, .. }
            | BlockKind::Paragraph(text)
            | BlockKind::Item(text)
            | BlockKind::Code(text) => Some(text),
            BlockKind::Table(_) => None,
        }
    }

    /// Its words; code and tables have none.
    #[must_use]
    pub fn words(&self) -> Option<&Text> {
        self.text().filter(|_| !matches!(self.kind, BlockKind::Code(_)))
    }

    /// The table that it is.
    #[must_use]
    pub fn table(&self) -> Option<&Table> {
        if let BlockKind::Table(table) = &self.kind { Some(table) } else { None }
    }

    /// The same, to be changed.
    pub(crate) fn table_mut(&mut self) -> Option<&mut Table> {
        if let BlockKind::Table(table) = &mut self.kind { Some(table) } else { None }
    }

    /// Its level, of a heading.
    #[must_use]
    pub fn level(&self) -> Option<u8> {
        if let BlockKind::Heading { level, .. } = self.kind { Some(level) } else { None }
    }

    /// Whether it opens an item of a list.
    #[must_use]
    pub fn is_item(&self) -> bool {
        matches!(self.kind, BlockKind::Item(_))
    }

    /// Moves it, and all that it holds.
    pub(crate) fn move_places(&mut self, place: &impl Fn(Span) -> Span) {
        self.place = place(self.place);
        match &mut self.kind {
            BlockKind::Heading { text, .. }
            | BlockKind::Paragraph(text)
            | BlockKind::Item(text)
            | BlockKind::Code(text) => text.place = place(text.place),
            BlockKind::Table(table) => table.move_places(place),
        }
    }
}

/// The kinds of block.
#[derive(Clone, Debug)]
pub enum BlockKind {
    /// A heading; the page's title is level 1.
    Heading {
        /// 1 to 6; text dumps know no levels and say 2 for all but the title.
        level: u8,
        /// Its words.
        text: Text,
    },
    /// Running text, or a line of its own.
    Paragraph(Text),
    /// The first text of a list item; what else the item holds follows as blocks of the same depth.
    Item(Text),
    /// A code block, verbatim.
    Code(Text),
    /// A table.
    Table(Table),
}

/// A row's name within a run: the page is known from where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowId {
    /// Index of the table on its page, see [`Page::tables`].
    pub table: u32,
    /// Index of the row in the table, header rows not counted.
    pub row: u32,
}
