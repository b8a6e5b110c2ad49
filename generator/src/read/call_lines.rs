//! Method, path and parameters of a call that stand on labelled lines of one text: `Method: GET`, `URL: /pets`, `Params:`.
//! In go the blocks of a page; out come the same with each such line in a text of its own. What the lines state is not
//! decided here.

use super::{blocks::parted, section};
use crate::{
    glossary::{Glossary, form},
    page::{Block, BlockKind, Text},
};

/// One line may be a sentence; from two on they are labels.
const FEWEST_LABELS: usize = 2;

/// Takes such texts apart.
pub(super) fn part(blocks: Vec<Block>, glossary: &Glossary) -> Vec<Block> {
    parted(blocks, |block| match &block.kind {
        BlockKind::Paragraph(text) if holds_labels(text, glossary) => {
            parts(text, glossary).into_iter().map(BlockKind::Paragraph).collect()
        }
        _ => Vec::new(),
    })
}

/// Whether lines of a text have labels, one that of the request.
fn holds_labels(text: &Text, glossary: &Glossary) -> bool {
    let lines = || text.content.lines().map(str::trim);
    lines().nth(FEWEST_LABELS - 1).is_some()
        && lines().any(|line| is_of_request_line(line, glossary))
        && lines().filter(|line| is_label(line, glossary)).nth(FEWEST_LABELS - 1).is_some()
}

/// The lines with a label, and what stands between them.
fn parts(text: &Text, glossary: &Glossary) -> Vec<Text> {
    let mut parts: Vec<Text> = Vec::new();
    let labelled = |line: &Text| is_label(&line.content, glossary);
    for mut line in text.split_lines() {
        match parts.last_mut() {
            Some(last) if !labelled(&line) && !labelled(last) => last.append_line(&line),
            _ => {
                line.bold = line.marked.first().is_some_and(|marked| *marked == (0..line.content.len()));
                parts.push(line);
            }
        }
    }
    parts
}

fn is_label(line: &str, glossary: &Glossary) -> bool {
    let opens_parameters = || form::ends_label(line) && glossary.heading(line).is_some_and(section::of_parameters);
    is_of_request_line(line, glossary) || opens_parameters()
}

fn is_of_request_line(line: &str, glossary: &Glossary) -> bool {
    section::after_call_label(line, glossary).is_some()
}
