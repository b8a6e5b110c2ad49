//! One page to browse: its text in outline, each table beside what its rows became, each finding at
//! its place.

use super::{
    finding::{finding, severity},
    markup::{Safe, cut},
};
use crate::{
    PageFile, PageOutcome,
    diagnostic::{Diagnostic, Severity},
    glossary::Glossary,
    interpret::{Fate, Verdict},
    ir::{IrPath, Operation, Service},
    page::{Block, BlockKind, Page, Row, RowId, Span, Table},
    read::{self, Beside},
    report::{differences, figures::counted},
};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    panic::{AssertUnwindSafe, catch_unwind},
};

/// Characters of a paragraph, a cell and a code block that are shown.
const PARAGRAPH: usize = 240;
const CELL: usize = 240;
const CODE: usize = 4000;

/// Request lines on a page's closed line, and how much of each path.
const REQUEST_LINES: usize = 3;
const PATH: usize = 90;

/// What there is to show of a page.
pub(super) struct PageView<'a> {
    pub(super) id: String,
    pub(super) file: &'a PageFile,
    /// The files beside it.
    pub(super) beside: &'a Beside<'a>,
    pub(super) outcome: &'a PageOutcome,
    pub(super) service: &'a Service,
    pub(super) operations: Vec<&'a Operation>,
    pub(super) diagnostics: Vec<&'a Diagnostic>,
    pub(super) facts: &'a BTreeMap<IrPath, String>,
    pub(super) glossary: &'a Glossary,
}

impl PageView<'_> {
    /// Writes the page, closed.
    pub(super) fn write(&self, out: &mut String) {
        let open = self.diagnostics.iter().filter(|found| found.code.severity() >= Severity::Warning).count();
        let titles = self.operations.iter().map(|operation| format!(" {} {}", operation.title, operation.path));
        let text = self.file.name.to_lowercase() + &titles.collect::<String>().to_lowercase();
        let id = &self.id;
        let _ = write!(
            out,
            "<details class=\"page\" id=\"{id}\" data-text=\"{}\" data-open=\"{open}\"><summary>",
            Safe(&text)
        );
        self.summary(out, open);
        out.push_str("</summary><div class=\"inside\">");
        self.operations(out);
        self.body(out);
        out.push_str("</div></details>\n");
    }

    fn summary(&self, out: &mut String, open: usize) {
        let _ = write!(out, "<span class=\"name\">{}</span>", Safe(&self.file.name));
        out.push_str("<span class=\"lines\">");
        for operation in self.operations.iter().take(REQUEST_LINES) {
            let (method, path) = (operation.method.as_str(), cut(&operation.path, PATH));
            let _ = write!(out, "<span><b>{method}</b> {}</span>", Safe(&path));
        }
        if self.operations.len() > REQUEST_LINES {
            let _ = write!(out, "<span>and {} more</span>", self.operations.len() - REQUEST_LINES);
        }
        out.push_str("</span>");
        let (class, word) = match self.outcome.verdict {
            Verdict::Operations => ("", counted(self.outcome.rows, "row")),
            Verdict::Structures => ("", format!("structures, {}", counted(self.outcome.rows, "row"))),
            Verdict::NotAnOperation => (" quiet", "no operation".to_owned()),
            Verdict::Refused => (" error", "refused".to_owned()),
        };
        let _ = write!(out, "<span class=\"count{class}\">{word}</span>");
        out.push_str("<span class=\"badges\">");
        let worst = self.diagnostics.iter().map(|found| found.code.severity()).max();
        if let Some(worst) = worst.filter(|_| open > 0) {
            let _ = write!(out, "<span class=\"badge {}\">{open} open</span>", severity(worst).0);
        }
        let notes = self.diagnostics.len() - open;
        if notes > 0 {
            let _ = write!(out, "<span class=\"badge note\">{}</span>", counted(notes, "note"));
        }
        out.push_str("</span>");
    }

    fn operations(&self, out: &mut String) {
        for operation in &self.operations {
            let _ = write!(
                out,
                "<div class=\"operation\"><b>{}</b> <code>{} {}</code>",
                Safe(&operation.name),
                operation.method.as_str(),
                Safe(&operation.path)
            );
            let body = operation.body.as_ref().map(|body| format!("body: {}", body.ty));
            let answers = operation.outputs.iter().map(|output| {
                let ty = output.ty.as_ref().map_or_else(|| "no body".to_owned(), ToString::to_string);
                format!("response {}: {ty}", output.status)
            });
            let words: Vec<String> = body.into_iter().chain(answers).collect();
            let _ = write!(out, "<p class=\"quiet\">{}</p>", Safe(&words.join("; ")));
            self.examples(out, operation);
            out.push_str("</div>");
        }
    }

    fn examples(&self, out: &mut String, operation: &Operation) {
        if operation.examples.is_empty() {
            return;
        }
        out.push_str("<ul class=\"examples\">");
        for example in &operation.examples {
            let _ = write!(out, "<li>example <code>{}</code> ", Safe(&example.name));
            match differences(self.service, operation, example) {
                None => out.push_str("<span class=\"quiet\">has no table to compare with</span>"),
                Some(found) if found.is_empty() => out.push_str("<span class=\"good\">agrees with its tables</span>"),
                Some(found) => {
                    out.push_str("<span class=\"differs\">differs</span><ul>");
                    for (path, difference) in found {
                        let _ = write!(out, "<li><code>{}</code>: {}</li>", Safe(&path), difference.words());
                    }
                    out.push_str("</ul>");
                }
            }
            out.push_str("</li>");
        }
        out.push_str("</ul>");
    }

    fn body(&self, out: &mut String) {
        let Some(page) = self.read() else {
            for diagnostic in &self.diagnostics {
                finding(out, diagnostic);
            }
            return;
        };
        let mut placed = Placed::new(&page, &self.diagnostics);
        for diagnostic in &placed.before {
            finding(out, diagnostic);
        }
        let fates: BTreeMap<RowId, &Fate> = self.outcome.fates.iter().map(|(row, fate)| (*row, fate)).collect();
        let mut tables = 0;
        for (index, block) in page.blocks.iter().enumerate() {
            let found = placed.by_block.remove(&index).unwrap_or_default();
            if let BlockKind::Table(table) = &block.kind {
                self.table(out, &page, tables, table, &fates, &found);
                tables += 1;
            } else {
                text(out, block);
                for diagnostic in found {
                    finding(out, diagnostic);
                }
            }
        }
    }

    /// Reads the page once more: a run keeps no page. One that stopped the reader stops it again.
    fn read(&self) -> Option<Page> {
        let read = || read::read_beside(&self.file.path, &self.file.bytes, self.beside, self.glossary).0;
        catch_unwind(AssertUnwindSafe(read)).ok()
    }

    fn table(
        &self,
        out: &mut String,
        page: &Page,
        number: u32,
        table: &Table,
        fates: &BTreeMap<RowId, &Fate>,
        found: &[&Diagnostic],
    ) {
        let of_row = |diagnostic: &Diagnostic| {
            let span = diagnostic.place.as_ref()?.span;
            let last = table.rows.partition_point(|row| row.place.start <= span.start).checked_sub(1)?;
            table.rows.get(last).filter(|row| span.end <= row.place.end).map(|_| last)
        };
        let mut by_row: BTreeMap<usize, Vec<&Diagnostic>> = BTreeMap::new();
        for diagnostic in found {
            match of_row(diagnostic) {
                Some(row) => by_row.entry(row).or_default().push(diagnostic),
                None => finding(out, diagnostic),
            }
        }
        let line = page.source.locate(table.place.start).line;
        let caption = table.caption.as_ref().map_or("Table", |caption| caption.content.as_str());
        let _ = write!(
            out,
            "<div class=\"scroll\" tabindex=\"0\"><table><caption>{} <small>line {line}</small></caption><thead><tr>",
            Safe(&cut(caption, PARAGRAPH))
        );
        let columns = table.rows.iter().map(|row| row.cells.len()).chain([table.header.len()]).max().unwrap_or(0);
        for column in 0..columns {
            let head = table.header.get(column).map_or("", |cell| cell.text.content.as_str());
            let _ = write!(out, "<th scope=\"col\">{}</th>", Safe(&cut(head, CELL)));
        }
        out.push_str("<th scope=\"col\" class=\"fate\">result</th></tr></thead><tbody>");
        for (index, row) in table.rows.iter().enumerate() {
            let id = RowId { table: number, row: u32::try_from(index).unwrap_or(u32::MAX) };
            self.row(out, row, columns, fates.get(&id).copied());
            for diagnostic in by_row.remove(&index).unwrap_or_default() {
                let _ = write!(out, "<tr><td colspan=\"{}\">", columns + 1);
                finding(out, diagnostic);
                out.push_str("</td></tr>");
            }
        }
        out.push_str("</tbody></table></div>");
    }

    fn row(&self, out: &mut String, row: &Row, columns: usize, fate: Option<&Fate>) {
        let class = match fate {
            Some(Fate::Ir(_) | Fate::Merged(_)) => " class=\"kept\"",
            Some(Fate::Reported) => " class=\"lost\"",
            _ => "",
        };
        let _ = write!(out, "<tr{class}>");
        for column in 0..columns {
            match row.cells.get(column) {
                Some(cell) if !cell.absent => {
                    let _ = write!(out, "<td>{}</td>", Safe(&cut(&cell.text.content, CELL)));
                }
                _ => out.push_str("<td class=\"absent\" title=\"the source has no such cell\">∅</td>"),
            }
        }
        out.push_str("<td class=\"fate\">");
        self.fate(out, fate);
        if let Some(doubt) = &row.doubt {
            let _ = write!(out, "<br><small>recovered: {}</small>", Safe(doubt));
        }
        out.push_str("</td></tr>");
    }

    fn fate(&self, out: &mut String, fate: Option<&Fate>) {
        let _ = match fate {
            Some(Fate::Ir(path)) => {
                let facts = self.facts.get(path).map_or("", String::as_str);
                write!(
                    out,
                    "<code>{}</code><br><small>{}</small>",
                    breakable(&path.to_string()),
                    Safe(&cut(facts, CELL))
                )
            }
            Some(Fate::Merged(path)) => {
                write!(out, "<span class=\"quiet\">the same as</span> <code>{}</code>", breakable(path))
            }
            Some(Fate::Status) => write!(out, "<span class=\"quiet\">a status or an error code</span>"),
            Some(Fate::NoParameter(reason)) => {
                write!(out, "<span class=\"quiet\">not a parameter: {}</span>", Safe(reason))
            }
            Some(Fate::Reported) => write!(out, "<b class=\"differs\">not used</b>"),
            None => write!(out, "<span class=\"quiet\">not read as a parameter</span>"),
        };
    }
}

/// A path that breaks after its dots and underscores.
fn breakable(path: &str) -> String {
    Safe(path).to_string().replace('.', ".<wbr>").replace('_', "_<wbr>")
}

fn text(out: &mut String, block: &Block) {
    let _ = match &block.kind {
        BlockKind::Heading { level, text } => {
            // Pages leave levels out; an outline that a reader's tool walks must not.
            let class = if *level <= 1 { "" } else { " class=\"inner\"" };
            write!(out, "<h3{class}>{}</h3>", Safe(&cut(&text.content, PARAGRAPH)))
        }
        BlockKind::Paragraph(text) => write!(out, "<p class=\"words\">{}</p>", Safe(&cut(&text.content, PARAGRAPH))),
        BlockKind::Item(text) => write!(out, "<p class=\"words item\">{}</p>", Safe(&cut(&text.content, PARAGRAPH))),
        BlockKind::Code(text) => {
            let lines = counted(text.content.lines().count(), "line");
            let code = cut(&text.content, CODE);
            write!(out, "<details class=\"code\"><summary>code, {lines}</summary><pre>{}</pre></details>", Safe(&code))
        }
        BlockKind::Table(_) => Ok(()),
    };
}

/// Findings by the block that they stand in: the last that begins before them.
struct Placed<'a> {
    before: Vec<&'a Diagnostic>,
    by_block: BTreeMap<usize, Vec<&'a Diagnostic>>,
}

impl<'a> Placed<'a> {
    fn new(page: &Page, diagnostics: &[&'a Diagnostic]) -> Self {
        let mut starts: Vec<(u32, usize)> =
            page.blocks.iter().enumerate().map(|(index, block)| (block.place.start, index)).collect();
        starts.sort_unstable();
        let mut placed = Self { before: Vec::new(), by_block: BTreeMap::new() };
        for diagnostic in diagnostics {
            let span = diagnostic.place.as_ref().map_or_else(Span::default, |place| place.span);
            let last = starts.partition_point(|(start, _)| *start <= span.start).checked_sub(1);
            match last.and_then(|last| starts.get(last)).filter(|_| span != Span::default()) {
                Some((_, block)) => placed.by_block.entry(*block).or_default().push(diagnostic),
                None => placed.before.push(diagnostic),
            }
        }
        placed
    }
}
