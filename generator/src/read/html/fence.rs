//! Code that a renderer took for words: a paragraph that is nothing but lines in a `code` element, and
//! paragraphs between fences that it left standing. In go elements and blocks, out come blocks of code.

use super::{
    stated::verbatim,
    tree::{Child, Element},
};
use crate::page::{Block, BlockKind, Span, Text};

const FENCE: &str = "```";

/// Whether a paragraph consists of lines of code.
pub(super) fn is_only_code(paragraph: Element) -> bool {
    let blank = |child: &Child| matches!(child, Child::Words(words) if words.trim().is_empty());
    let mut children = paragraph.children().filter(|child| !blank(child));
    match (children.next(), children.next()) {
        (Some(Child::Element(only)), None) => only.name() == "code" && verbatim(only).trim().contains('\n'),
        _ => false,
    }
}

/// Makes one block of code of the blocks between two fences. A heading or a table ends the search for the
/// second one, and so does another block that opens with a fence.
pub(super) fn join(blocks: Vec<Block>) -> Vec<Block> {
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut inside: Vec<Block> = Vec::new();
    for block in blocks {
        if !inside.is_empty() && (opens(&block) || words(&block).is_none()) {
            joined.append(&mut inside);
        }
        if inside.is_empty() && !opens(&block) {
            joined.push(block);
            continue;
        }
        let last = closes(&block, inside.is_empty());
        inside.push(block);
        if last {
            joined.extend(code(std::mem::take(&mut inside)));
        }
    }
    joined.append(&mut inside);
    joined
}

fn words(block: &Block) -> Option<&str> {
    block.text().filter(|_| block.level().is_none()).map(|text| text.content.trim())
}

/// A fence alone closes; with code after it, it opens.
fn opens(block: &Block) -> bool {
    let text = !matches!(block.kind, BlockKind::Code(_));
    text && words(block).and_then(|words| words.strip_prefix(FENCE)).is_some_and(|code| !code.is_empty())
}

fn closes(block: &Block, opened: bool) -> bool {
    let after = words(block).map(|words| if opened { words.trim_start_matches('`') } else { words });
    after.is_some_and(|words| words.ends_with(FENCE))
}

/// The blocks as one, without the fences and the language after the first.
fn code(blocks: Vec<Block>) -> Option<Block> {
    let lines: Vec<&str> = blocks.iter().filter_map(words).collect();
    let lines = lines.join("\n");
    let code = lines.trim_start_matches('`').trim_end_matches('`');
    let code = code.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).trim();
    let place = blocks.iter().map(|block| block.place).reduce(Span::to)?;
    let text = Text::plain(code, place);
    let first = blocks.into_iter().next()?;
    Some(Block { kind: BlockKind::Code(text), place, ..first })
}
