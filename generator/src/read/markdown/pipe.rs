//! Pipe tables: rows of cells between bars. What Markdown drops of a row with more bars than the
//! header goes back into the last cell; what it makes up for a row with fewer is absent.

use super::inline::{self, Context, Inline};
use crate::{
    diagnostic::{Code, Diagnostic},
    glossary::form,
    page::{Cell, Span, Table, Text},
    read::grid::{self, WrittenCell, WrittenRow},
};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// A table in the making.
pub(super) struct PipeTable {
    place: Span,
    rows: Vec<WrittenRow>,
    cells: Vec<WrittenCell>,
    inline: Inline,
    /// The first row with more cells than the header, how many it has, and how many such rows there are.
    surplus: Option<Surplus>,
}

struct Surplus {
    place: Span,
    cells: usize,
    columns: usize,
    rows: usize,
}

/// A finished table, with what stood in its cells.
pub(super) struct ReadPipeTable {
    pub(super) table: Table,
    /// The texts right after it.
    pub(super) labels: Vec<Text>,
    pub(super) findings: Vec<(Diagnostic, Span)>,
}

impl PipeTable {
    /// A table that stands in this range.
    pub(super) fn new(range: &Range<usize>) -> Self {
        Self {
            place: Span::new(range.start, range.end),
            rows: Vec::new(),
            cells: Vec::new(),
            inline: Inline::default(),
            surplus: None,
        }
    }

    /// Takes an event of the table.
    pub(super) fn take(&mut self, event: &Event, range: &Range<usize>, context: Context) {
        match event {
            Event::Start(Tag::TableCell) => {
                let findings = std::mem::take(&mut self.inline.findings);
                self.inline = Inline::default();
                self.inline.findings = findings;
            }
            Event::End(TagEnd::TableCell) => {
                let text = inline::cell_text(&mut self.inline, Span::new(range.start, range.end));
                self.cells.push(WrittenCell { text, columns: 1, rows: 1, head: false });
            }
            Event::End(TagEnd::TableHead) => self.end_row(range, true, context),
            Event::End(TagEnd::TableRow) => self.end_row(range, false, context),
            _ => {
                self.inline.take(event, range, context);
            }
        }
    }

    fn end_row(&mut self, range: &Range<usize>, head: bool, context: Context) {
        let mut cells = std::mem::take(&mut self.cells);
        let width = cells.len();
        let written = written_cells(range, context);
        if let (true, Some(first), Some(last)) =
            (written.len() > width, written.get(width.saturating_sub(1)), written.last())
        {
            let place = Span::new(range.start, range.end);
            let counted = Surplus { place, cells: written.len(), columns: width, rows: 0 };
            self.surplus.get_or_insert(counted).rows += 1;
            let surplus = first.start..last.end;
            let mut inline = inline::read(surplus.clone(), context);
            let text = inline::cell_text(&mut inline, Span::new(surplus.start, surplus.end));
            self.inline.findings.append(&mut inline.findings);
            if let Some(cell) = cells.last_mut() {
                cell.text = text;
            }
        }
        let parted = usize::from(ends_in_empty_cell(range, context));
        cells.truncate((written.len() + parted).max(1));
        self.rows.push(WrittenRow { cells, head, place: Span::new(range.start, range.end) });
    }

    pub(super) fn finish(mut self, context: Context) -> ReadPipeTable {
        let labels = self.labels(context);
        let headless = self.rows.first().is_some_and(|row| row.cells.iter().all(|cell| cell.text.is_empty()));
        if let (true, Some(header)) = (headless, self.rows.first_mut()) {
            header.head = false;
        }
        let width = self.rows.first().map_or(0, |row| row.cells.len());
        let grid::Expanded { mut table, findings } = grid::table(self.rows, context.glossary, self.place);
        self.inline.findings.extend(findings);
        self.inline.findings.extend(self.surplus.as_ref().map(Surplus::finding));
        if table.header.is_empty() {
            for row in &mut table.rows {
                row.cells.resize_with(width.max(row.cells.len()), Cell::absent);
            }
        }
        ReadPipeTable { table, labels, findings: self.inline.findings }
    }

    /// Takes the last rows that are a text in bold without a bar. Markdown takes them for rows because no line is empty
    /// before them; they label what comes next.
    fn labels(&mut self, context: Context) -> Vec<Text> {
        let columns = self.rows.first().map_or(0, |row| row.cells.len());
        let line = |row: &WrittenRow| context.masked.text.get(row.place.start as usize..row.place.end as usize);
        let has_bar = |row: &WrittenRow| line(row).is_none_or(|line| line.contains('|'));
        let is_label =
            |row: &WrittenRow| matches!(row.cells.as_slice(), [only] if only.text.bold) && columns > 1 && !has_bar(row);
        let rows = self.rows.iter().rposition(|row| !is_label(row)).map_or(0, |last| last + 1);
        self.rows.split_off(rows).into_iter().flat_map(|row| row.cells).map(|cell| cell.text).collect()
    }
}

/// A paragraph in which bars stand: Markdown took lines for words that may be rows of a table.
pub(super) struct BarredLines<'a> {
    place: Range<usize>,
    /// Each line that holds anything, and its cells.
    lines: Vec<(Range<usize>, Vec<Range<usize>>)>,
    context: Context<'a>,
}

impl<'a> BarredLines<'a> {
    /// The lines of a paragraph; `None` if no bar is in it.
    pub(super) fn of(paragraph: Range<usize>, context: Context<'a>) -> Option<Self> {
        let text = context.masked.text.get(paragraph.clone()).filter(|text| text.contains('|'))?;
        let mut start = paragraph.start;
        let lines = text.split_inclusive('\n').map(|line| {
            let range = start..start + line.trim_end().len();
            start += line.len();
            range
        });
        let lines = lines.filter(|line| !line.is_empty()).map(|line| (line.clone(), written_cells(&line, context)));
        Some(Self { lines: lines.collect(), place: paragraph, context })
    }

    /// The table that the lines are, the heads of columns first: there is no line of dashes below these.
    pub(super) fn without_ruler(&self) -> Option<ReadPipeTable> {
        const FEWEST_LINES: usize = 3;
        const FEWEST_HEADS: usize = 2;
        let is_head = |cell: &&Range<usize>| self.context.glossary.column(self.words(cell)).is_some();
        let heads = self.lines.first()?.1.iter().filter(is_head).count();
        (self.lines.len() >= FEWEST_LINES && heads >= FEWEST_HEADS && self.columns().is_some())
            .then(|| self.table(true))
    }

    /// The rows that the lines are, below a table with as many columns: a blank line sets them apart.
    pub(super) fn more_rows(&self, columns: usize) -> Option<ReadPipeTable> {
        (columns > 1 && self.columns() == Some(columns)).then(|| self.table(false))
    }

    /// Whether a line looks like a row of a table: it stands between bars, and opens with a name.
    pub(super) fn has_row(&self) -> bool {
        const FEWEST_CELLS: usize = 3;
        self.lines.iter().any(|(line, cells)| {
            let name = cells.first().map_or("", |name| self.words(name).trim_matches(['*', '`']));
            self.is_closed(line) && cells.len() >= FEWEST_CELLS && form::is_path_of_members(name)
        })
    }

    /// How many cells each line has, if all stand between bars and have as many.
    fn columns(&self) -> Option<usize> {
        let width = self.lines.first()?.1.len();
        let even = self.lines.iter().all(|(line, cells)| self.is_closed(line) && cells.len() == width);
        even.then_some(width)
    }

    fn is_closed(&self, line: &Range<usize>) -> bool {
        let line = self.context.masked.text.get(line.clone()).unwrap_or_default().trim();
        line.len() > 1 && line.starts_with('|') && line.ends_with('|')
    }

    fn words(&self, cell: &Range<usize>) -> &'a str {
        self.context.original(cell).trim()
    }

    fn table(&self, headed: bool) -> ReadPipeTable {
        let mut table = PipeTable::new(&self.place);
        for (nth, (line, cells)) in self.lines.iter().enumerate() {
            let head = headed && nth == 0;
            let mut cell = |range: &Range<usize>| {
                let mut inline = inline::read(range.clone(), self.context);
                let text = inline::cell_text(&mut inline, Span::new(range.start, range.end));
                table.inline.findings.append(&mut inline.findings);
                WrittenCell { text, columns: 1, rows: 1, head }
            };
            let cells = cells.iter().map(&mut cell).collect();
            table.rows.push(WrittenRow { cells, head, place: Span::new(line.start, line.end) });
        }
        table.finish(self.context)
    }
}

impl Surplus {
    fn finding(&self) -> (Diagnostic, Span) {
        let message = grid::uneven_row(self.cells, self.columns, grid::SURPLUS, self.rows.saturating_sub(1));
        (Diagnostic::new(Code::DoubtfulRow, message), self.place)
    }
}

/// The ranges between the bars of a row.
fn written_cells(row: &Range<usize>, context: Context) -> Vec<Range<usize>> {
    let text = context.masked.text.get(row.clone()).unwrap_or_default().trim_end();
    let line = text.trim_start();
    let start = row.start + text.len() - line.len();
    let end = row.start + text.len();
    let mut bars: Vec<usize> =
        memchr::memchr_iter(b'|', line.as_bytes()).filter(|at| !is_escaped(line, *at)).map(|at| start + at).collect();
    if bars.last() == Some(&(end.saturating_sub(1))) {
        bars.pop();
    }
    let mut from = start;
    if bars.first() == Some(&start) {
        bars.remove(0);
        from = start + 1;
    }
    let closed_end = if line.ends_with('|') && !is_escaped(line, line.len() - 1) { end - 1 } else { end };
    let mut cells = Vec::with_capacity(bars.len() + 1);
    for bar in bars {
        cells.push(from..bar);
        from = bar + 1;
    }
    cells.push(from..closed_end.max(from));
    cells
}

/// Whether the last bar of a row parts an empty cell, as it does where no bar opens the row.
fn ends_in_empty_cell(row: &Range<usize>, context: Context) -> bool {
    let line = context.masked.text.get(row.clone()).unwrap_or_default().trim();
    line.ends_with('|') && !line.starts_with('|') && !is_escaped(line, line.len() - 1)
}

fn is_escaped(line: &str, at: usize) -> bool {
    line.get(..at).is_some_and(|before| before.len() - before.trim_end_matches('\\').len() == 1)
}
