//! The one builder of blocks. In go headings, texts, code and tables as a reader meets them, out come the
//! blocks of a page: each knows how deep its list is, whether it opens a list item, and the anchors before it.

use super::entity;
use crate::{
    glossary::form::is_identifier,
    page::{Block, BlockKind, Span, Table, Text},
};
use std::ops::Range;

/// A quote as pages in HTML write it.
const QUOTE: &str = "&quot;";

/// Blocks in the making.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    done: Vec<Block>,
    /// Anchors that name the next block.
    anchors: Vec<String>,
    /// How many lists are open.
    lists: u8,
    /// Whether the next text opens a list item.
    opens_item: bool,
}

impl Blocks {
    /// Names the next block; a name that was given last is not repeated.
    pub(super) fn anchor(&mut self, name: impl Into<String>) {
        let name = name.into();
        if !name.is_empty() && self.anchors.last() != Some(&name) {
            self.anchors.push(name);
        }
    }

    /// Names the next block.
    pub(super) fn anchors(&mut self, names: impl IntoIterator<Item = impl Into<String>>) {
        for name in names {
            self.anchor(name);
        }
    }

    /// What follows belongs to a list, until [`Self::close_list`]; lists nest.
    pub(super) fn open_list(&mut self) {
        self.lists = self.lists.saturating_add(1);
    }

    /// Ends what the last [`Self::open_list`] began.
    pub(super) fn close_list(&mut self) {
        self.lists = self.lists.saturating_sub(1);
    }

    /// The next text opens a list item.
    pub(super) fn open_item(&mut self) {
        self.opens_item = true;
    }

    /// The item is over, even if it had no text.
    pub(super) fn close_item(&mut self) {
        self.opens_item = false;
    }

    /// Whether an item waits for its first text.
    pub(super) fn awaits_item(&self) -> bool {
        self.opens_item
    }

    /// Adds a heading, if it has words.
    pub(super) fn heading(&mut self, level: u8, text: Text, place: Span) {
        self.close_item();
        if !text.is_empty() {
            self.push(BlockKind::Heading { level, text }, place);
        }
    }

    /// Adds running text, if it has words: an item's first text, or a paragraph.
    pub(super) fn text(&mut self, text: Text) {
        if text.is_empty() {
            return;
        }
        let place = text.place;
        let kind = self.item_or_paragraph(text);
        self.push(kind, place);
    }

    /// Adds code, if there is any. A document whose quotes are all entities was escaped once too often.
    pub(super) fn code(&mut self, code: impl Into<String>, place: Span) {
        let code: String = code.into();
        let escaped = code.trim_start().starts_with(['{', '[']) && code.contains(QUOTE) && !code.contains('"');
        let code = if escaped { entity::decoded(&code).into_owned() } else { code };
        if !code.trim().is_empty() {
            self.push(BlockKind::Code(Text::plain(code, place)), place);
        }
    }

    /// Adds a table; of one without cells only the caption remains.
    pub(super) fn table(&mut self, table: Table) {
        let place = table.place;
        if !table.header.is_empty() || !table.rows.is_empty() {
            self.push(BlockKind::Table(table), place);
        } else if let Some(caption) = table.caption {
            self.push(BlockKind::Paragraph(caption), place);
        }
    }

    /// Adds what another reader made of a part of the page.
    pub(super) fn append(&mut self, part: Finished) {
        for Block { depth, kind, anchors, place } in part.blocks {
            self.anchors(anchors);
            self.lists = self.lists.saturating_add(depth);
            let kind = match kind {
                BlockKind::Paragraph(text) => self.item_or_paragraph(text),
                kind => kind,
            };
            self.push(kind, place);
            self.lists = self.lists.saturating_sub(depth);
        }
        self.anchors(part.anchors);
    }

    /// Gives the first table since `start` blocks its caption; without a table the words stand as text.
    pub(super) fn caption(&mut self, start: usize, caption: Text) {
        let inside = self.done.get_mut(start..).unwrap_or_default();
        let table = inside.iter_mut().find_map(|block| match &mut block.kind {
            BlockKind::Table(table) => Some(table),
            _ => None,
        });
        match table {
            Some(table) if !caption.is_empty() => table.caption = Some(caption),
            Some(_) => {}
            None => self.text(caption),
        }
    }

    /// Takes the last block out if it is a name and nothing else.
    pub(super) fn take_name(&mut self) -> Option<Text> {
        let is_name = |block: &Block| match &block.kind {
            BlockKind::Paragraph(text) => is_identifier(&text.content),
            _ => false,
        };
        match self.done.pop_if(|block| is_name(block))?.kind {
            BlockKind::Paragraph(text) => Some(text),
            _ => None,
        }
    }

    /// The last block, if it is a table.
    pub(super) fn last_table(&mut self) -> Option<&mut Table> {
        match &mut self.done.last_mut()?.kind {
            BlockKind::Table(table) => Some(table),
            _ => None,
        }
    }

    /// How many blocks there are.
    pub(super) fn len(&self) -> usize {
        self.done.len()
    }

    /// All blocks, and the anchors after the last of them.
    pub(super) fn finish(self) -> Finished {
        Finished { blocks: self.done, anchors: self.anchors }
    }

    fn item_or_paragraph(&mut self, text: Text) -> BlockKind {
        if std::mem::take(&mut self.opens_item) { BlockKind::Item(text) } else { BlockKind::Paragraph(text) }
    }

    fn push(&mut self, kind: BlockKind, place: Span) {
        let anchors = std::mem::take(&mut self.anchors);
        self.done.push(Block { depth: self.lists, kind, anchors, place });
    }
}

/// What a [`Blocks`] made.
#[derive(Debug, Default)]
pub(super) struct Finished {
    /// The blocks, depths counted from where the builder began.
    pub(super) blocks: Vec<Block>,
    /// Anchors after the last block: they name what follows.
    pub(super) anchors: Vec<String>,
}

/// The blocks with some ranges of them replaced by one block each; the ranges are in order.
pub(super) fn replaced(blocks: Vec<Block>, tables: Vec<(Range<usize>, Block)>) -> Vec<Block> {
    let mut rest = blocks.into_iter();
    let (mut done, mut at) = (Vec::with_capacity(rest.len()), 0);
    for (range, table) in tables {
        done.extend(rest.by_ref().take(range.start - at));
        at = range.end;
        rest.by_ref().take(range.len()).for_each(drop);
        done.push(table);
    }
    done.extend(rest);
    done
}

/// The blocks, those of several pieces as so many blocks in their place, of which the first has the anchors.
pub(super) fn parted(blocks: Vec<Block>, mut pieces: impl FnMut(&Block) -> Vec<BlockKind>) -> Vec<Block> {
    let mut done = Vec::with_capacity(blocks.len());
    for block in blocks {
        let kinds = pieces(&block);
        if kinds.len() < 2 {
            done.push(block);
            continue;
        }
        let Block { depth, mut anchors, place, .. } = block;
        let piece = |kind| Block { depth, kind, anchors: std::mem::take(&mut anchors), place };
        done.extend(kinds.into_iter().map(piece));
    }
    done
}

/// From the first of some blocks to the last.
pub(super) fn span(blocks: &[Block]) -> Span {
    let (first, last) = (blocks.first(), blocks.last());
    first.zip(last).map(|(first, last)| first.place.to(last.place)).unwrap_or_default()
}
