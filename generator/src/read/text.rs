//! What a scraper leaves of a page, to a [`Page`]: lines, then tables by their headers, then the words between them.
//! One method for every dialect: cells first, rows by evidence. Words that are gone are never invented.

mod blocks;
mod code;
mod leftover;
mod line;
mod lost_headings;
mod marks;
mod mend;
mod one_line;
mod outlined;

use super::{
    caption, entries,
    table::{self, Dump},
};
use crate::{
    diagnostic::{Code, Diagnostic, Sink},
    glossary::{Glossary, form},
    page::{Block, Format, Page, Source, Span, Table, Text},
};
use std::{ops::Range, sync::Arc};

pub(super) use outlined::is_outlined;

pub(super) fn read(source: Arc<Source>, glossary: &Glossary, diagnostics: &mut Sink) -> Page {
    if let Some(blocks) = outlined::read(&source) {
        let blocks = entries::to_tables(blocks, entries::Written::SetIn, &source, glossary, diagnostics);
        return Page { blocks, original_name: None, format: Format::Text, source };
    }
    let dialect = marks::Dialect::of(&source.text, glossary);
    let unmark = |text: &mut Text| {
        if let Some(bare) = marks::bare(&text.content, &[], &dialect) {
            text.content = bare.text;
        }
    };
    let mut drawn = table::drawn(&source, glossary, unmark, diagnostics);
    let kept: Vec<Range<usize>> =
        drawn.iter().map(|table| table.place.start as usize..table.place.end as usize).collect();
    let (blocks, original_name) = match marks::bare(&source.text, &kept, &dialect) {
        None => blocks(&source, drawn, glossary, diagnostics),
        Some(bare) => {
            for table in &mut drawn {
                table.move_places(&|place| bare.within(place));
            }
            let within = Arc::new(Source::new(&source.path, bare.text.as_str()));
            let mut found = Sink::default();
            let (mut blocks, original_name) = blocks(&within, drawn, glossary, &mut found);
            bare.restore(&mut blocks);
            diagnostics.extend(found.finish().into_iter().map(|finding| {
                let place = finding.place.as_ref().map(|place| bare.without(place.span));
                match place {
                    Some(place) => finding.at(&source, place),
                    None => finding,
                }
            }));
            (blocks, original_name)
        }
    };
    let blocks = caption::attach(blocks, glossary);
    let blocks = entries::to_tables(blocks, entries::Written::Dumped, &source, glossary, diagnostics);
    leftover::report(&blocks, glossary, &source, diagnostics);
    Page { blocks, original_name, format: Format::Text, source }
}

/// The blocks of a dump, and the operation's name if its head gives one.
fn blocks(
    source: &Arc<Source>,
    drawn: Vec<Table>,
    glossary: &Glossary,
    diagnostics: &mut Sink,
) -> (Vec<Block>, Option<String>) {
    let mut lines = mend::mend(line::lines(&source.text, &drawn, glossary), &source.text, glossary);
    if lines.is_empty() && diagnostics.is_empty() {
        let finding = Diagnostic::new(Code::EmptyPage, "the page has no text");
        diagnostics.push(finding.at(source, Span::default()));
    }
    if lines.len() > 1 && lines.last().is_some_and(|line| form::is_page_address(line.text)) {
        lines.pop();
    }
    let mut dump = Dump::new(source, glossary, lines, drawn);
    if let Some(lines) = one_line::part(&dump) {
        dump.lines = lines;
    }
    dump.marked |= lost_headings::mark(&mut dump.lines, glossary);
    let heads = table::heads(&dump);
    blocks::Walk::new(&dump, &heads).run(diagnostics)
}

#[cfg(test)]
mod tests;
