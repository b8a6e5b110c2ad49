//! HTML to blocks: whole pages, and the pieces of HTML that stand in Markdown. In goes source text,
//! out come blocks with places in it; what a table means is nobody's business here.

mod content;
mod fence;
mod flow;
mod grow;
mod scan;
mod stated;
mod table;
pub(super) mod tag;
#[cfg(test)]
mod tests;
mod tree;

use super::{blocks::Finished, caption};
use crate::{
    diagnostic::{Code, Diagnostic, Sink},
    glossary::Glossary,
    page::{Block, BlockKind, Format, Page, Source, Span},
};
use std::{cell::RefCell, sync::Arc};
use tree::Tree;

/// Reads a page of this format.
pub(super) fn read(source: Arc<Source>, glossary: &Glossary, diagnostics: &mut Sink) -> Page {
    let grown = scan::scan(&source.text, 0);
    let findings = RefCell::default();
    let context = Context { glossary, in_cell: false, findings: &findings };
    let walked = flow::walk(content::main_element(&grown.tree), &context);
    diagnostics.extend(all_findings(&grown, findings).into_iter().map(|(finding, place)| finding.at(&source, place)));
    let blocks = content::without_furniture(fence::join(walked.read.blocks), glossary);
    let mut blocks = caption::attach(blocks, glossary);
    level_summaries(&mut blocks);
    raise_headings(&mut blocks);
    drop(grown);
    Page { source, format: Format::Html, blocks, original_name: walked.original_name }
}

/// A piece of HTML in a page of another format.
pub(super) struct Fragment {
    /// Its blocks, depths counted from the piece.
    pub(super) read: Finished,
    pub(super) findings: Vec<(Diagnostic, Span)>,
}

/// Reads a piece of HTML that starts at byte `base` of its page.
pub(super) fn read_fragment(text: &str, base: usize, glossary: &Glossary) -> Fragment {
    fragment(&scan::scan(text, base), glossary)
}

fn fragment(grown: &Grown, glossary: &Glossary) -> Fragment {
    let findings = RefCell::default();
    let context = Context { glossary, in_cell: false, findings: &findings };
    let walked = flow::walk(grown.tree.root(), &context);
    Fragment { read: walked.read, findings: all_findings(grown, findings) }
}

/// The tree of a source.
struct Grown<'a> {
    tree: Tree<'a>,
    /// Whether tags were left out of it because they stood too deep.
    too_deep: bool,
}

/// What the walk over a tree needs to know.
#[derive(Clone, Copy)]
struct Context<'a> {
    glossary: &'a Glossary,
    /// Inside a cell, where anchors name nothing.
    in_cell: bool,
    /// What is found in tables.
    findings: &'a RefCell<Vec<(Diagnostic, Span)>>,
}

impl Context<'_> {
    fn in_cell(self) -> Self {
        Self { in_cell: true, ..self }
    }
}

fn all_findings(grown: &Grown, of_tables: RefCell<Vec<(Diagnostic, Span)>>) -> Vec<(Diagnostic, Span)> {
    let message = "elements nest deeper than this reader follows: their text stays, their tags do not count";
    let deep = grown.too_deep.then(|| (Diagnostic::new(Code::NestingCut, message), grown.tree.root().place()));
    deep.into_iter().chain(of_tables.into_inner()).collect()
}

/// The level of a summary that is a heading, until [`level_summaries`] knows what it stands below.
const SUMMARY_LEVEL: u8 = u8::MAX;

/// Puts the summaries that are headings one level below the heading that they all stand under.
pub(super) fn level_summaries(blocks: &mut [Block]) {
    let (mut above, mut summaries) = (1, None);
    for block in blocks {
        let BlockKind::Heading { level, .. } = &mut block.kind else { continue };
        if *level == SUMMARY_LEVEL {
            *level = *summaries.get_or_insert((above + 1).min(6));
        } else {
            summaries = summaries.filter(|summaries| *level >= *summaries);
            above = *level;
        }
    }
}

/// The page's highest heading is its title, whatever level its site starts at.
fn raise_headings(blocks: &mut [Block]) {
    let top = blocks.iter().filter_map(Block::level).min().unwrap_or(1);
    for block in blocks {
        if let BlockKind::Heading { level, .. } = &mut block.kind {
            *level = *level + 1 - top;
        }
    }
}
