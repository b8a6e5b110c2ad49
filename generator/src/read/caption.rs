//! A line such as `Table 3 Request parameters` right before a table is the table's caption.

use crate::{
    glossary::Glossary,
    page::{Block, BlockKind, Text},
};

/// Moves such lines into the tables they stand before.
pub(super) fn attach(blocks: Vec<Block>, glossary: &Glossary) -> Vec<Block> {
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
    glossary.table_label(&text.content).is_some()
        && !text.content.contains('\n')
        && !text.content.ends_with(['.', '。', ':', '：', ';', '；'])
        && text.links.first().is_none_or(|link| link.range.start > 0)
}
