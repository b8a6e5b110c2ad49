//! Simple tables: columns stand under the groups of a border of `=`. A line whose first column is
//! blank goes on with the row above it.

use super::marker::border;
use crate::read::{
    grid_table::{GridCell, GridRow},
    line::{Columns, Line, dedent, span_of},
};
use std::ops::Range;

/// How many lines the table that starts at the first line has; `None` if none starts.
pub(super) fn length(lines: &[Line]) -> Option<usize> {
    let columns = lines.first().and_then(|line| border(*line, '='))?;
    if columns.len() < 2 {
        return None;
    }
    let mut borders = 0;
    for (at, line) in lines.iter().enumerate().skip(1) {
        if border(*line, '=').is_some() {
            borders += 1;
            if borders == 2 || lines.get(at + 1).is_none_or(Line::is_blank) {
                return Some(at + 1);
            }
        }
    }
    None
}

/// Reads the table; the flag says that text stood across the columns.
pub(super) fn read<'a>(lines: &[Line<'a>]) -> (Vec<GridRow<'a>>, bool) {
    let columns = lines.first().and_then(|line| border(*line, '=')).unwrap_or_default();
    let borders = lines.iter().filter(|line| border(**line, '=').is_some()).count();
    let mut table = SimpleTable { columns, rows: Vec::new(), open: Vec::new(), head: borders > 2, crossed: false };
    for line in lines.iter().skip(1) {
        table.line(*line);
    }
    table.end_row(None);
    (table.rows, table.crossed)
}

struct SimpleTable<'a> {
    columns: Vec<Range<usize>>,
    rows: Vec<GridRow<'a>>,
    /// The lines of the row that is being read.
    open: Vec<Line<'a>>,
    head: bool,
    crossed: bool,
}

impl<'a> SimpleTable<'a> {
    fn line(&mut self, line: Line<'a>) {
        if border(line, '=').is_some() {
            self.end_row(None);
            self.head = false;
        } else if let Some(groups) = border(line, '-').filter(|_| !self.open.is_empty()) {
            self.end_row(Some(&groups));
        } else {
            let first_width = self.columns.first().map_or(0, Range::len);
            if !line.is_blank() && !Columns::new(line).piece(0, first_width).is_blank() {
                self.end_row(None);
            }
            self.open.push(line);
        }
    }

    /// Ends a row; a rule below it says which columns its cells span.
    fn end_row(&mut self, groups: Option<&[Range<usize>]>) {
        let lines = std::mem::take(&mut self.open);
        if lines.iter().all(Line::is_blank) {
            return;
        }
        let spans: Vec<usize> = match groups {
            Some(groups) => groups.iter().map(|group| self.columns_in(group)).collect(),
            None => vec![1; self.columns.len()],
        };
        let drawn: Vec<Columns> = lines.iter().map(|line| Columns::new(*line)).collect();
        let mut cells = Vec::new();
        let mut column = 0;
        let mut starts = vec![0; drawn.len()];
        for span in spans.into_iter().map(|span| span.max(1)) {
            let next = self.columns.get(column + span).map(|next| next.start);
            let mut pieces = Vec::new();
            for (line, start) in drawn.iter().zip(&mut starts) {
                let end = next.map_or(line.width(), |next| self.cut(line, next));
                pieces.push(line.piece(*start, end.max(*start)));
                *start = end;
            }
            cells.push(GridCell { columns: span, ..GridCell::plain(dedent(&pieces)) });
            column += span;
        }
        self.rows.push(GridRow { cells, head: self.head, place: span_of(&lines) });
    }

    fn columns_in(&self, group: &Range<usize>) -> usize {
        self.columns.iter().filter(|column| group.contains(&column.start)).count()
    }

    /// Where a line is cut before a column; a word that reaches into the column stays whole.
    fn cut(&mut self, line: &Columns, column: usize) -> usize {
        self.crossed |= line.has_word_before(column);
        line.end_of_word(column)
    }
}
