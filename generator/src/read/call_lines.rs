//! Method, path and parameters of a call that stand on labelled lines of one text: `Method: GET`, `URL: /pets`, `Params:`.
//! In go the blocks of a page; out come the same with each such line in a text of its own. What the lines state is not
//! decided here.

use super::section;
use crate::{
    glossary::{Glossary, form},
    page::{Block, BlockKind, Text},
};

/// One line may be a sentence; from two on they are labels.
const FEWEST_LABELS: usize = 2;

/// Takes such texts apart.
pub(super) fn part(blocks: Vec<Block>, glossary: &Glossary) -> Vec<Block> {
    let mut done = Vec::with_capacity(blocks.len());
    for block in blocks {
        let BlockKind::Paragraph(text) = &block.kind else {
            done.push(block);
            continue;
        };
        let lines: Vec<Text> = text.split_lines().collect();
        let labels = lines.iter().filter(|line| is_label(&line.content, glossary)).count();
        if labels < FEWEST_LABELS || !lines.iter().any(|line| is_of_request_line(&line.content, glossary)) {
            done.push(block);
            continue;
        }
        let Block { depth, mut anchors, place, .. } = block;
        for text in parts(lines, glossary) {
            done.push(Block { depth, kind: BlockKind::Paragraph(text), anchors: std::mem::take(&mut anchors), place });
        }
    }
    done
}

/// The lines with a label, and what stands between them.
fn parts(lines: Vec<Text>, glossary: &Glossary) -> Vec<Text> {
    let mut parts: Vec<Text> = Vec::new();
    let labelled = |line: &Text| is_label(&line.content, glossary);
    for mut line in lines {
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
    glossary.after_method_label(line).or_else(|| glossary.after_path_label(line)).is_some()
}
