//! A line such as `Table 3 Request parameters` right before a table is the table's caption; or right after it, where
//! the page sets captions below.

use crate::{
    glossary::Glossary,
    page::{Block, BlockKind, Text},
};

/// Moves such lines into the tables they stand before or after.
pub(super) fn attach(mut blocks: Vec<Block>, glossary: &Glossary) -> Vec<Block> {
    drop_repeated(&mut blocks);
    if !stand_below(&blocks, glossary) {
        return attach_above(blocks, glossary);
    }
    blocks.reverse();
    let mut blocks = attach_above(blocks, glossary);
    blocks.reverse();
    blocks
}

/// Leaves out captions that stand after their table once more.
fn drop_repeated(blocks: &mut Vec<Block>) {
    let mut caption: Option<String> = None;
    blocks.retain(|block| {
        let before = caption.take();
        match &block.kind {
            BlockKind::Table(table) => {
                caption = table.caption.as_ref().map(|caption| caption.content.clone());
                true
            }
            BlockKind::Paragraph(text) => before.is_none_or(|before| before != text.content),
            _ => true,
        }
    });
}

/// Whether more tables have such a line after them than before them.
fn stand_below(blocks: &[Block], glossary: &Glossary) -> bool {
    let bare = |block: &Block| matches!(&block.kind, BlockKind::Table(table) if table.caption.is_none());
    let label = |block: &Block| matches!(&block.kind, BlockKind::Paragraph(text) if is_label(text, glossary));
    let pairs =
        || blocks.windows(2).filter_map(|pair| if let [first, second] = pair { Some((first, second)) } else { None });
    let above = pairs().filter(|(first, second)| label(first) && bare(second)).count();
    let below = pairs().filter(|(first, second)| bare(first) && label(second)).count();
    below > above
}

fn attach_above(blocks: Vec<Block>, glossary: &Glossary) -> Vec<Block> {
    let mut attached: Vec<Block> = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        if let BlockKind::Table(table) = &mut block.kind
            && table.caption.is_none()
            && let Some(before) = attached.last_mut()
            && let Some(caption) = take_caption(before, glossary)
        {
            table.caption = Some(caption);
            block.anchors.splice(0..0, std::mem::take(&mut before.anchors));
            attached.pop();
        }
        attached.push(block);
    }
    attached
}

fn take_caption(block: &mut Block, glossary: &Glossary) -> Option<Text> {
    match &mut block.kind {
        BlockKind::Paragraph(text) | BlockKind::Item(text) if is_label(text, glossary) => Some(std::mem::take(text)),
        _ => None,
    }
}

/// A label says what the table is; a sentence about it ends like one, or opens with a link to it.
fn is_label(text: &Text, glossary: &Glossary) -> bool {
    glossary.is_caption(&text.content) && text.links.first().is_none_or(|link| link.range.start > 0)
}
