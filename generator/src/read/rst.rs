//! reStructuredText to a page. In goes source text, out come blocks; sections, lists, directives
//! and both kinds of table are read here, since pages use them all and no more.

mod asked;
mod block;
mod directive;
mod fields;
mod http_domain;
mod inline;
mod listed;
mod marker;
mod rest;
mod simple_table;
mod taken_in;
#[cfg(test)]
mod tests;

use super::{Beside, caption, line};
use crate::{
    diagnostic::Sink,
    glossary::Glossary,
    page::{Format, Page, Source},
};
use asked::Asked;
use std::sync::Arc;

/// Reads a page of this format.
pub(super) fn read(source: Arc<Source>, beside: &Beside<'_>, glossary: &Glossary, diagnostics: &mut Sink) -> Page {
    let lines = line::lines_of(&source.text);
    let mut shared = block::Shared {
        source: &source.text,
        asked: Asked::new(&source.path, beside),
        glossary,
        substitutions: directive::substitutions(&lines),
        findings: Vec::new(),
        styles: Vec::new(),
        level: 0,
        original_name: None,
    };
    let blocks = block::read(&lines, &mut shared).blocks;
    let block::Shared { findings, original_name, .. } = shared;
    diagnostics.extend(findings.into_iter().map(|(finding, place)| finding.at(&source, place)));
    Page { blocks: caption::attach(blocks, glossary), source, format: Format::Rst, original_name }
}
