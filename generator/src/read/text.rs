//! What a scraper leaves of a page, to a [`Page`]: lines, then tables by their headers, then the words between them.
//! One method for every dialect: cells first, rows by evidence. Words that are gone are never invented.

mod align;
mod cells;
mod code;
mod drawn;
mod fit;
mod flattened;
mod header;
mod leftover;
mod line;
mod marks;
mod mend;
mod part;
mod rows;
mod run;
mod words;

use super::caption;
use crate::{
    diagnostic::{Code, Diagnostic, Sink},
    glossary::Glossary,
    page::{Block, Format, Page, Source, Span, Table},
};
use header::Header;
use line::{Kind, Line};
use std::{cell::OnceCell, collections::HashSet, ops::Range, sync::Arc};

/// What every part of the reader looks at.
struct Dump<'a> {
    source: &'a Arc<Source>,
    glossary: &'a Glossary,
    lines: Vec<Line<'a>>,
    /// The tables that the text draws.
    drawn: Vec<Table>,
    /// Whether headings open with `#` and words are set in `**`, as one scraper writes.
    marked: bool,
    /// The names that the page shows outside of tables, once somebody has asked.
    names: OnceCell<HashSet<String>>,
}

/// Reads a text dump.
pub(super) fn read(source: Arc<Source>, glossary: &Glossary, diagnostics: &mut Sink) -> Page {
    let dialect = marks::Dialect::of(&source.text, glossary);
    let mut drawn = drawn::find(&source, glossary, &dialect, diagnostics);
    let kept: Vec<Range<usize>> =
        drawn.iter().map(|table| table.place.start as usize..table.place.end as usize).collect();
    let (blocks, original_name) = match marks::bare(&source.text, &kept, &dialect) {
        None => blocks(&source, drawn, glossary, diagnostics),
        Some(bare) => {
            for table in &mut drawn {
                marks::replace(table, &|place| bare.within(place));
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
    let lines = mend::mend(&line::lines(&source.text, &drawn, glossary), &source.text, glossary);
    if lines.is_empty() && diagnostics.is_empty() {
        let finding = Diagnostic::new(Code::EmptyPage, "the page holds no words");
        diagnostics.push(finding.at(source, Span::default()));
    }
    let marked = lines.iter().filter(|line| matches!(line.kind, Kind::Hash(_))).take(2).count() > 1;
    let mut dump = Dump { source, glossary, lines, drawn, marked, names: OnceCell::new() };
    if let Some(lines) = part::part(&dump) {
        dump.lines = lines;
    }
    let headers = header::find(&dump);
    words::Walk::new(&dump, &headers).run(diagnostics)
}

impl<'a> Dump<'a> {
    fn line(&self, index: usize) -> Option<&Line<'a>> {
        self.lines.get(index)
    }

    fn kind(&self, index: usize) -> Option<Kind> {
        self.lines.get(index).map(|line| line.kind)
    }

    fn names(&self) -> &HashSet<String> {
        self.names.get_or_init(|| code::shown_names(&self.source.text))
    }

    fn slice(&self, span: Span) -> &'a str {
        self.source.slice(span)
    }

    /// Where the table of a header must end at the latest: at the next header or marked heading.
    fn limit(&self, header: &Header, next: Option<&Header>) -> usize {
        let limit = next.map_or(self.lines.len(), |next| next.first);
        if !self.marked {
            return limit;
        }
        let hash = |index: &usize| matches!(self.kind(*index), Some(Kind::Hash(_)));
        (header.after..limit).find(hash).unwrap_or(limit)
    }
}

#[cfg(test)]
mod tests;
