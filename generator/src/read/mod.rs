//! Bytes of a page to a [`Page`]: one file a format. Knows the trade's words (a dump's headings and
//! tables are found by them), not what they mean.

#[cfg(test)]
mod agreement_tests;
mod beside;
mod blocks;
mod call_lines;
mod caption;
mod cell_text;
#[cfg(test)]
mod corpus_tests;
mod cut;
mod entity;
mod entries;
mod format;
mod grid;
mod grid_table;
mod html;
mod line;
mod markdown;
mod parameter;
mod printed_schema;
mod rst;
mod running_text;
mod section;
mod set_apart;
mod status_lines;
mod table;
#[cfg(test)]
mod testing;
mod text;
mod unread_heads;

pub use beside::Beside;
pub use format::decode;
pub use table::Observation;

use crate::{
    diagnostic::{Diagnostic, Sink},
    glossary::Glossary,
    page::{Format, Page, Source},
};
use std::sync::Arc;

/// Reads one page. The format is told by content, with the ending of `path` as a hint; `path` is
/// the name that messages show. Never fails: what could not be read is a diagnostic.
#[must_use]
pub fn read(path: &str, bytes: &[u8], glossary: &Glossary) -> (Page, Vec<Diagnostic>) {
    read_beside(path, bytes, &Beside::default(), glossary)
}

/// The same of a page that may ask for files beside it.
#[must_use]
pub fn read_beside(path: &str, bytes: &[u8], beside: &Beside<'_>, glossary: &Glossary) -> (Page, Vec<Diagnostic>) {
    let (source, findings) = format::decode(path, bytes);
    let mut sink = Sink::default();
    sink.extend(findings);
    let mut page = match format::detect(&source, glossary) {
        Format::Markdown => markdown::read(source, glossary, &mut sink),
        Format::Html => html::read(source, glossary, &mut sink),
        Format::Rst => rst::read(source, beside, glossary, &mut sink),
        Format::Text => text::read(source, glossary, &mut sink),
    };
    page.blocks = status_lines::part(page.blocks, glossary);
    page.blocks = call_lines::part(page.blocks, glossary);
    if page.format != Format::Text {
        page.blocks = entries::to_tables(page.blocks, entries::Written::Marked, &page.source, glossary, &mut sink);
    }
    unread_heads::report(&page.blocks, glossary, &page.source, &mut sink);
    sink.extend(cut::find(&mut page, glossary));
    (page, sink.finish())
}

/// The text of a page as its places count it.
#[must_use]
pub fn source(path: &str, bytes: &[u8]) -> Arc<Source> {
    format::decode(path, bytes).0
}
