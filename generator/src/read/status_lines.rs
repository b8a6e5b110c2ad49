//! Answers that stand in running text: `Code: 404`, with `Content: {"reason": "none"}` on the next line. In go the
//! blocks of a page; out come the same with each such status in a text of its own, and the content after it as a label
//! and code. Whether the status is one of an answer is not decided here.

use super::blocks::parted;
use crate::{
    glossary::{Glossary, form},
    page::{Block, BlockKind, Text},
};

/// Takes such texts apart.
pub(super) fn part(blocks: Vec<Block>, glossary: &Glossary) -> Vec<Block> {
    let mut below_status = false;
    parted(blocks, |block| {
        let pieces = match &block.kind {
            BlockKind::Paragraph(text) | BlockKind::Item(text) => pieces(text, below_status, glossary),
            _ => Vec::new(),
        };
        below_status = matches!(pieces.last(), Some(BlockKind::Item(text)) if is_status(text, glossary));
        // The first piece is what the text was; a status opens an answer, as items do.
        let kind = |(nth, piece)| match (&block.kind, piece) {
            (BlockKind::Paragraph(_), BlockKind::Item(text)) => BlockKind::Paragraph(text),
            (BlockKind::Item(_), BlockKind::Paragraph(text)) if nth == 0 => BlockKind::Item(text),
            (_, piece) => piece,
        };
        pieces.into_iter().enumerate().map(kind).collect()
    })
}

/// The statuses of a text as items, and what stands between them.
fn pieces(text: &Text, mut below_status: bool, glossary: &Glossary) -> Vec<BlockKind> {
    let mut pieces = Vec::new();
    let mut words = Text { place: text.place, ..Text::default() };
    for line in text.split_lines() {
        if is_status(&line, glossary) {
            pieces.extend(content(std::mem::take(&mut words), below_status));
            words.place = text.place;
            pieces.push(BlockKind::Item(line));
            below_status = true;
        } else {
            words.append_line(&line);
        }
    }
    pieces.extend(content(words, below_status));
    pieces
}

/// A text; below a status, a label with JSON after it is taken apart.
fn content(text: Text, below_status: bool) -> Vec<BlockKind> {
    if text.is_empty() {
        return Vec::new();
    }
    let json = text.content.find(['{', '[']).filter(|at| {
        let (label, json) = text.content.split_at_checked(*at).unwrap_or_default();
        below_status && form::ends_label(label.trim_end()) && form::opens_json(json) && json.ends_with(['}', ']'])
    });
    let Some(at) = json else { return vec![BlockKind::Paragraph(text)] };
    let code = Text::plain(text.rest_from(at).content, text.place);
    vec![BlockKind::Paragraph(text.up_to(at)), BlockKind::Code(code)]
}

fn is_status(line: &Text, glossary: &Glossary) -> bool {
    glossary.status_of_answer(&line.content).is_some()
}
