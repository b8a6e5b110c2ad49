//! Pieces in their places to a [`Table`]. In: a head, pieces and their places. Out: the table, with a doubt on each row
//! whose form alone did not decide, and diagnostics that keep the raw cells. Nothing is weighed here.

use super::{
    cells::{self, Alignment, Place, Placed},
    dump::Dump,
    heads::Head,
    lattice::Score,
    piece::{self, Piece},
};
use crate::{
    diagnostic::{Code, Diagnostic, Sink},
    limits::MOST_CELLS,
    page::{Cell, Row, Span, Table},
};

/// A row whose second best reading is nearer than this was a guess.
const SURE: Score = 10;

/// A table, and the line after it.
pub(in crate::read) struct Recovered {
    pub(in crate::read) table: Table,
    /// The first line that is not part of it.
    pub(in crate::read) after: usize,
}

/// Recovers the table of a head, up to a line.
pub(in crate::read) fn recover(dump: &Dump<'_>, head: &Head, limit: usize, diagnostics: &mut Sink) -> Recovered {
    let pieces = piece::pieces(dump, head, head.after..limit);
    let Alignment { placed, lost, .. } = cells::align(dump, head, &pieces);
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    let mut last = 0;
    for (piece, placed) in pieces.iter().zip(&placed) {
        match placed.place {
            Place::Cell(column) => {
                // A row whose name is lost opens with its second cell.
                if column <= last || drafts.is_empty() {
                    drafts.push(Draft::new(head.cells.len()));
                }
                last = column;
                drafts.last_mut().map(|draft| draft.put(column, piece, placed.margin)).unwrap_or_default();
            }
            Place::Join(column) => {
                drafts.last_mut().map(|draft| draft.put(column, piece, placed.margin)).unwrap_or_default();
            }
            Place::Skip(_) => {}
            Place::Loose | Place::Outside => break,
        }
    }
    let out = |placed: &Placed| matches!(placed.place, Place::Loose | Place::Outside);
    let first_out = pieces.iter().zip(&placed).find(|(_, placed)| out(placed)).map(|(piece, _)| piece.line);
    let read_to = pieces.last().map_or(head.after, |piece| piece.line + 1);
    let after = first_out.unwrap_or(if pieces.is_empty() { head.after } else { read_to.max(head.after) });
    if first_out.is_none() && read_to < limit && pieces.len() >= MOST_CELLS {
        let finding =
            Diagnostic::new(Code::LongTable, format!("cells after the first {} are read as text", pieces.len()));
        diagnostics.push(finding.at(dump.source, pieces.last().map(|piece| piece.span).unwrap_or_default()));
    }
    let rows: Vec<Row> = drafts.into_iter().map(|draft| draft.row(dump, head, lost, diagnostics)).collect();
    if let Some(column) = lost {
        diagnostics.extend(lost_column(dump, head, column, &rows));
    }
    Recovered { table: dump.table(head.caption, &head.cells, rows), after }
}

/// Says once that the cells of a column are gone.
fn lost_column(dump: &Dump<'_>, head: &Head, column: usize, rows: &[Row]) -> Option<Diagnostic> {
    let lacks = |row: &&Row| row.cells.get(column).is_some_and(|cell| cell.absent);
    let count = rows.iter().filter(lacks).count();
    let head = *head.cells.get(column)?;
    let message = format!("{count} of {} rows have no cell under `{}`", rows.len(), dump.slice(head));
    (count > 0).then(|| Diagnostic::new(Code::LostColumn, message).at(dump.source, head))
}

/// A row that is being put together.
struct Draft<'a> {
    cells: Vec<Vec<&'a Piece>>,
    margin: Score,
}

impl<'a> Draft<'a> {
    fn new(columns: usize) -> Self {
        Self { cells: vec![Vec::new(); columns], margin: Score::MAX }
    }

    fn put(&mut self, column: usize, piece: &'a Piece, margin: Score) {
        // Which of two lone bars is the empty cell does not matter.
        if !piece.optional {
            self.margin = self.margin.min(margin);
        }
        if let Some(cell) = self.cells.get_mut(column) {
            cell.push(piece);
        }
    }

    fn row(self, dump: &Dump<'_>, head: &Head, lost: Option<usize>, diagnostics: &mut Sink) -> Row {
        let spans = self.cells.iter().flatten().map(|piece| piece.span);
        let place = spans.reduce(Span::to).unwrap_or_default();
        let cells: Vec<Cell> = self.cells.iter().map(|pieces| cell(dump, pieces)).collect();
        let missing = (0..).zip(head.cells.iter().zip(&cells));
        let missing = missing.filter(|(column, (_, cell))| cell.absent && lost != Some(*column));
        let missing = missing.map(|(_, (head, _))| dump.slice(*head)).collect::<Vec<_>>().join(", ");
        let raw = || self.cells.iter().flatten().map(|piece| dump.slice(piece.span)).collect::<Vec<_>>().join(" | ");
        if !missing.is_empty() {
            let message = format!("this row has no cell under `{missing}`: {}", shortened(&raw()));
            diagnostics.push(Diagnostic::new(Code::LostCell, message).at(dump.source, place));
        }
        let doubt = (self.margin < SURE)
            .then(|| String::from("another assignment of its cells to the columns is about as likely"));
        if doubt.is_some() {
            let message = format!("the columns of this row are a guess; its cells: {}", shortened(&raw()));
            diagnostics.push(Diagnostic::new(Code::DoubtfulRow, message).at(dump.source, place));
        }
        Row { cells, place, doubt }
    }
}

/// A cell of its pieces: pieces of one line as they stand, lines apart.
fn cell(dump: &Dump<'_>, pieces: &[&Piece]) -> Cell {
    let mut lines: Vec<(usize, Span)> = Vec::new();
    for piece in pieces {
        match lines.last_mut().filter(|(line, _)| *line == piece.line) {
            Some((_, span)) => *span = span.to(piece.span),
            None => lines.push((piece.line, piece.span)),
        }
    }
    dump.cell(&lines.into_iter().map(|(_, span)| span).collect::<Vec<_>>())
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
