//! Aligned tokens to a [`Table`]. In: a head, tokens and their places. Out: the table, with a doubt on each row
//! whose form alone did not decide, and diagnostics that keep the raw cells. Nothing is weighed here.

use super::{
    Dump,
    align::{self, Alignment, Place, Placed},
    cells::{self, Token},
    fit::Score,
    header::Header,
    words,
};
use crate::{
    diagnostic::{Code, Diagnostic, Sink},
    limits::MOST_CELLS,
    page::{Cell, Row, Span, Table, Text},
};

/// A row whose second best reading is nearer than this was a guess.
const SURE: Score = 12;

/// A table, and the line behind it.
pub(super) struct Recovered {
    /// The table.
    pub(super) table: Table,
    /// The first line that is no part of it.
    pub(super) after: usize,
}

/// Recovers the table of a head, up to a line.
pub(super) fn recover(dump: &Dump<'_>, header: &Header, limit: usize, diagnostics: &mut Sink) -> Recovered {
    let tokens = cells::tokens(dump, header, header.after..limit);
    let Alignment { placed, lost, .. } = align::align(dump, header, &tokens);
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    for (token, placed) in tokens.iter().zip(&placed) {
        match placed.place {
            Place::Cell(column) => {
                if column == 0 || drafts.is_empty() {
                    drafts.push(Draft::new(header.cells.len()));
                }
                drafts.last_mut().map(|draft| draft.put(column, token, placed.margin)).unwrap_or_default();
            }
            Place::Join(column) => {
                drafts.last_mut().map(|draft| draft.put(column, token, placed.margin)).unwrap_or_default();
            }
            Place::Skip(_) => {}
            Place::Loose | Place::Behind => break,
        }
    }
    let out = |placed: &Placed| matches!(placed.place, Place::Loose | Place::Behind);
    let first_out = tokens.iter().zip(&placed).find(|(_, placed)| out(placed)).map(|(token, _)| token.line);
    let read_to = tokens.last().map_or(header.after, |token| token.line + 1);
    let after = first_out.unwrap_or(if tokens.is_empty() { header.after } else { read_to.max(header.after) });
    if first_out.is_none() && read_to < limit && tokens.len() >= MOST_CELLS {
        let finding =
            Diagnostic::new(Code::LongTable, format!("cells after the first {} are read as words", tokens.len()));
        diagnostics.push(finding.at(dump.source, tokens.last().map(|token| token.span).unwrap_or_default()));
    }
    let rows: Vec<Row> = drafts.into_iter().map(|draft| draft.row(dump, header, lost, diagnostics)).collect();
    if let Some(column) = lost {
        diagnostics.extend(lost_column(dump, header, column, &rows));
    }
    let head = header.cells.iter().map(|cell| Cell::written(words::text(dump, *cell))).collect::<Vec<_>>();
    let caption = header.caption.map(|caption| words::text(dump, caption)).filter(|caption| !caption.is_empty());
    let start = header.caption.or(header.cells.first().copied()).unwrap_or_default();
    let end = rows.last().map(|row| row.place).or(header.cells.last().copied()).unwrap_or(start);
    Recovered { table: Table { caption, header: head, rows, place: start.to(end) }, after }
}

/// Says once that the cells of a column are gone.
fn lost_column(dump: &Dump<'_>, header: &Header, column: usize, rows: &[Row]) -> Option<Diagnostic> {
    let lacks = |row: &&Row| row.cells.get(column).is_some_and(|cell| cell.absent);
    let count = rows.iter().filter(lacks).count();
    let head = *header.cells.get(column)?;
    let message = format!("{count} of {} rows have no cell under `{}`", rows.len(), dump.slice(head));
    (count > 0).then(|| Diagnostic::new(Code::LostColumn, message).at(dump.source, head))
}

/// A row that is being put together.
struct Draft<'a> {
    cells: Vec<Vec<&'a Token>>,
    margin: Score,
}

impl<'a> Draft<'a> {
    fn new(columns: usize) -> Self {
        Self { cells: vec![Vec::new(); columns], margin: Score::MAX }
    }

    fn put(&mut self, column: usize, token: &'a Token, margin: Score) {
        // Which of two lone bars is the empty cell does not matter.
        if !token.optional {
            self.margin = self.margin.min(margin);
        }
        if let Some(cell) = self.cells.get_mut(column) {
            cell.push(token);
        }
    }

    fn row(self, dump: &Dump<'_>, header: &Header, lost: Option<usize>, diagnostics: &mut Sink) -> Row {
        let spans = self.cells.iter().flatten().map(|token| token.span);
        let place = spans.reduce(Span::to).unwrap_or_default();
        let cells: Vec<Cell> = self.cells.iter().map(|tokens| cell(dump, tokens)).collect();
        let missing = (0..).zip(header.cells.iter().zip(&cells));
        let missing = missing.filter(|(column, (_, cell))| cell.absent && lost != Some(*column));
        let missing = missing.map(|(_, (head, _))| dump.slice(*head)).collect::<Vec<_>>().join(", ");
        let raw = || self.cells.iter().flatten().map(|token| dump.slice(token.span)).collect::<Vec<_>>().join(" | ");
        if !missing.is_empty() {
            let message = format!("this row has no cell under `{missing}`: {}", shortened(&raw()));
            diagnostics.push(Diagnostic::new(Code::LostCell, message).at(dump.source, place));
        }
        let doubt = (self.margin < SURE)
            .then(|| String::from("another way to lay its cells into the columns is about as good"));
        if doubt.is_some() {
            let message = format!("the columns of this row are a guess; its cells: {}", shortened(&raw()));
            diagnostics.push(Diagnostic::new(Code::DoubtfulRow, message).at(dump.source, place));
        }
        Row { cells, place, doubt }
    }
}

/// A cell of its pieces: pieces of one line as they stand, lines apart.
fn cell(dump: &Dump<'_>, tokens: &[&Token]) -> Cell {
    let Some(place) = tokens.iter().map(|token| token.span).reduce(Span::to) else { return Cell::absent() };
    let mut lines: Vec<(usize, Span)> = Vec::new();
    for token in tokens {
        match lines.last_mut().filter(|(line, _)| *line == token.line) {
            Some((_, span)) => *span = span.to(token.span),
            None => lines.push((token.line, token.span)),
        }
    }
    let words = lines.iter().map(|(_, span)| words::clean(dump.slice(*span)));
    let content = words.collect::<Vec<_>>().join("\n");
    Cell::written(Text::plain(content.trim(), place))
}

/// The start of a long text, for messages.
pub(super) fn shortened(text: &str) -> String {
    const LONGEST: usize = 160;
    let line = text.replace('\n', " ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", line.get(..end).unwrap_or_default()),
        None => line,
    }
}
