//! Heads of columns that stand in a line of words or of code, cells apart by commas, tabs or the signs of a markup that no
//! reader here knows; or each in a paragraph of its own, as where boxes are drawn by styles. In: the blocks of a page that is no
//! dump. Out: a finding for each, so that rows below them are not lost in silence.

use crate::{
    diagnostic::{Code, Diagnostic, Sink},
    glossary::{Column, Glossary},
    page::{Block, BlockKind, Source, Span},
};
use std::sync::Arc;

/// What sets cells of a line apart.
const SEPARATORS: [char; 5] = [',', ';', '\t', '|', '!'];
/// So many heads side by side are no chance.
const LEAST_HEADS: usize = 3;

/// Reports them.
pub(super) fn report(blocks: &[Block], glossary: &Glossary, source: &Arc<Source>, diagnostics: &mut Sink) {
    let mut tell = |place: Span| {
        let message = "heads of columns stand here, and what is below them is not read as a table";
        diagnostics.push(Diagnostic::new(Code::UnreadRegion, message).at(source, place));
    };
    // Paragraphs that are heads, one after the other.
    let mut run: Vec<(Column, Span)> = Vec::new();
    for block in blocks {
        let (BlockKind::Paragraph(text) | BlockKind::Item(text) | BlockKind::Code(text)) = &block.kind else {
            run.clear();
            continue;
        };
        if text.content.lines().any(|line| are_heads(line.split(SEPARATORS), glossary)) {
            tell(block.place);
        }
        match glossary.head(&text.content).filter(|head| opens(run.is_empty(), *head)) {
            Some(head) => run.push((head, block.place)),
            None => run.clear(),
        }
        if let [(_, first), .., (_, last)] = run.as_slice()
            && run.len() == LEAST_HEADS
        {
            tell(first.to(*last));
        }
    }
}

/// Whether all parts of a line are heads, the first for names.
fn are_heads<'t>(parts: impl Iterator<Item = &'t str>, glossary: &Glossary) -> bool {
    let mut count = 0;
    let all = parts.map(|part| part.trim_matches([' ', '"', '*'])).filter(|part| !part.is_empty()).all(|part| {
        count += 1;
        glossary.head(part).is_some_and(|head| opens(count == 1, head))
    });
    all && count >= LEAST_HEADS
}

/// Whether a head can stand there: that of names first, and no other.
fn opens(first: bool, head: Column) -> bool {
    first == (head == Column::Name)
}
