//! What a scraper leaves of a page, to a [`Page`]: lines, then tables by their headers, then the words between them.
//! One method for every dialect: cells first, rows by evidence. Words that are gone are never invented.

mod align;
mod cells;
mod code;
mod fit;
mod flattened;
mod header;
mod line;
mod rows;
mod words;

use crate::{
    diagnostic::{Code, Diagnostic},
    glossary::Glossary,
    page::{Format, Page, Source, Span},
};
use header::Header;
use line::{Kind, Line};
use std::{cell::OnceCell, collections::HashSet, sync::Arc};

/// What every part of the reader looks at.
struct Dump<'a> {
    source: &'a Arc<Source>,
    glossary: &'a Glossary,
    lines: Vec<Line<'a>>,
    /// Whether headings open with `#` and words are set in `**`, as one scraper writes.
    marked: bool,
    /// The names that the page shows outside of tables, once somebody has asked.
    names: OnceCell<HashSet<String>>,
}

/// Reads a text dump.
pub(super) fn read(source: Arc<Source>, glossary: &Glossary, diagnostics: &mut Vec<Diagnostic>) -> Page {
    let lines = line::lines(&source.text, glossary);
    if lines.is_empty() && diagnostics.is_empty() {
        let finding = Diagnostic::new(Code::EmptyPage, "the page holds no words");
        diagnostics.push(finding.at(&source, Span::default()));
    }
    let marked = lines.iter().filter(|line| matches!(line.kind, Kind::Hash(_))).take(2).count() > 1;
    let dump = Dump { source: &source, glossary, lines, marked, names: OnceCell::new() };
    let headers = header::find(&dump);
    let (blocks, original_name) = words::Walk::new(&dump, &headers).run(diagnostics);
    Page { blocks, original_name, format: Format::Text, source }
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
