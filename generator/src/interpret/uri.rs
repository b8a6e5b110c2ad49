//! The request lines of a page: which of its texts, code blocks and tables state what is called.
//! Examples and overviews are left out; what the lines mean together is decided elsewhere.

use super::{
    columns::{Kind, labelled_values},
    outline::{Captioned, Entry, What},
    request_line::{self, RequestLine},
};
use crate::{
    glossary::{Column, Glossary, Section},
    ir::Method,
    page::Span,
};

/// Tables with more rows than this are overviews.
const MOST_ROWS: usize = 2;

/// A request line of a page.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Its method.
    pub(super) method: Method,
    /// The line.
    pub(super) line: RequestLine,
    /// Where it stands.
    pub(super) place: Span,
}

/// Finds the request lines among the entries: under a URI heading; failing that, wherever a line is
/// nothing but a request line, outside examples.
pub(super) fn find(entries: &[Entry<'_>], glossary: &Glossary, anywhere: bool) -> Vec<Found> {
    let mut search = Search { glossary, methods: Vec::new(), target: None, found: Vec::new() };
    let under_uri = |entry: &Entry<'_>| entry.at.section == Some(Section::Uri);
    search.through(entries, under_uri);
    if search.found.is_empty() {
        search.reset();
        search.through(entries, |entry| entry.at.chapter == Some(Section::Uri) && !is_example(entry.at.section));
    }
    if search.found.is_empty() && anywhere {
        search.reset();
        search.through(entries, |entry| may_hold_request_line(entry.at.section));
    }
    search.found
}

/// Whether a page has a section for its request line.
pub(super) fn has_section(entries: &[Entry<'_>]) -> bool {
    entries.iter().any(|entry| entry.at.section == Some(Section::Uri))
}

/// Whether a section holds examples.
pub(super) fn is_example(section: Option<Section>) -> bool {
    use Section as S;
    matches!(
        section,
        Some(
            S::Example | S::RequestExample | S::ResponseExample | S::SuccessExample | S::FailureExample | S::SampleCode
        )
    )
}

fn may_hold_request_line(section: Option<Section>) -> bool {
    use Section as S;
    matches!(section, None | Some(S::Function | S::Request | S::PathParameters | S::Parameters | S::Constraints))
}

struct Search<'g> {
    glossary: &'g Glossary,
    methods: Vec<Method>,
    target: Option<(RequestLine, Span)>,
    found: Vec<Found>,
}

impl Search<'_> {
    fn reset(&mut self) {
        self.methods.clear();
        self.target = None;
    }

    fn through(&mut self, entries: &[Entry<'_>], may_hold: impl Fn(&Entry<'_>) -> bool) {
        for entry in entries.iter().filter(|entry| may_hold(entry)) {
            match entry.what {
                What::Text(text) | What::Item(text) | What::Code(text) | What::Label(text) => {
                    for line in text.lines() {
                        self.line(line, entry.place);
                    }
                }
                What::Table(captioned) => self.table(captioned),
            }
        }
    }

    fn line(&mut self, line: &str, place: Span) {
        let after_label = self.glossary.after_path_label(line).or_else(|| self.after_section_label(line));
        let line = after_label.unwrap_or(line);
        if let Some(methods) = self.glossary.after_method_label(line).and_then(request_line::only_methods) {
            self.methods = methods;
            self.pair();
            return;
        }
        if let Some(line) = request_line::read(line) {
            self.push(&line, place);
        } else if let Some(methods) = request_line::only_methods(line) {
            self.methods = methods;
            self.pair();
        } else if let Some(target) = request_line::read_target(line) {
            self.target.get_or_insert((target, place));
            self.pair();
        }
    }

    /// `URI: GET /v1/pets`.
    fn after_section_label<'t>(&self, line: &'t str) -> Option<&'t str> {
        let (label, rest) = line.split_once([':', '：'])?;
        (self.glossary.section(label) == Some(Section::Uri)).then(|| rest.trim())
    }

    /// A method and a path that stand on lines of their own.
    fn pair(&mut self) {
        if self.methods.is_empty() {
            return;
        }
        if let Some((mut line, place)) = self.target.take() {
            line.methods = std::mem::take(&mut self.methods);
            self.push(&line, place);
        }
    }

    fn push(&mut self, line: &RequestLine, place: Span) {
        self.found.extend(line.methods.iter().map(|method| Found { method: *method, line: line.clone(), place }));
        self.reset();
    }

    /// `Method | URI`, or a table of one column that holds request lines.
    fn table(&mut self, Captioned { table, columns, .. }: Captioned<'_>) {
        if columns.labelled() {
            for (label, value) in labelled_values(table) {
                if matches!(self.glossary.column(label), Some(Column::Method | Column::Uri)) {
                    self.line(value, table.place);
                }
            }
            return;
        }
        if columns.kind() != Kind::RequestLines || table.rows.len() > MOST_ROWS {
            return;
        }
        for row in &table.rows {
            let method = columns.cell(row, Column::Method).map_or("", |cell| &cell.text.content);
            let uri = columns.cell(row, Column::Uri).map_or("", |cell| &cell.text.content);
            let line =
                uri.lines().find_map(|line| request_line::read(line).or_else(|| request_line::read_target(line)));
            let Some(mut line) = line else { continue };
            if line.methods.is_empty() {
                line.methods = request_line::only_methods(method).unwrap_or_default();
            }
            self.push(&line, row.place);
        }
    }
}
