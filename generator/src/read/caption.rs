//! A line such as `Table 3 Request parameters` right before a table is the table's caption.

use crate::{
    glossary::Glossary,
    page::{Block, BlockKind, Text},
};

/// Moves such lines into the tables they stand before.
pub(super) fn attach(blocks: Vec<Block>, glossary: &Glossary) -> Vec<Block> {
    let mut attached: Vec<Block> = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        if let BlockKind::Table(table) = &mut block.kind {
            if table.caption.is_none() {
                if let Some(label) = attached.pop_if(|before| is_caption(before, glossary)) {
                    let (BlockKind::Paragraph(text) | BlockKind::Item(text)) = label.kind else { continue };
                    table.caption = Some(text);
                    block.anchors.splice(0..0, label.anchors);
                }
            }
        }
        attached.push(block);
    }
    attached
}

fn is_caption(block: &Block, glossary: &Glossary) -> bool {
    match &block.kind {
        BlockKind::Paragraph(text) | BlockKind::Item(text) => is_label(text, glossary),
        _ => false,
    }
}

/// A label says what the table is; a sentence about it ends like one, or opens with a link to it.
fn is_label(text: &Text, glossary: &Glossary) -> bool {
    glossary.table_label(&text.content).is_some()
        && !text.content.contains('\n')
        && !text.content.ends_with(['.', '。', ':', '：', ';', '；'])
        && text.links.first().is_none_or(|link| link.range.start > 0)
}
