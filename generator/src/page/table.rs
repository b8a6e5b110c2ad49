//! Tables as grids of cells: spans are expanded, so every row has a cell for every column it claims.

use super::{Span, Text};

/// A table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Its caption, with the number (`Table 3 ...`) as written.
    pub caption: Option<Text>,
    /// Header cells; empty where the table has no header.
    pub header: Vec<Cell>,
    /// The rows below the header.
    pub rows: Vec<Row>,
    /// From its first to its last byte.
    pub place: Span,
    /// The page ends within its last row, which may have gone on.
    pub cut: bool,
}

impl Table {
    /// Moves it, and all that it holds.
    pub(crate) fn move_places(&mut self, place: &impl Fn(Span) -> Span) {
        let text = |text: &mut Text| text.place = place(text.place);
        self.place = place(self.place);
        self.caption.iter_mut().for_each(text);
        self.header.iter_mut().for_each(|cell| text(&mut cell.text));
        for row in &mut self.rows {
            row.place = place(row.place);
            row.cells.iter_mut().for_each(|cell| text(&mut cell.text));
        }
    }
}

/// A row.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// One for each column of the header.
    pub cells: Vec<Cell>,
    /// Where the row stands.
    pub place: Span,
    /// How the row was recovered, where its form alone did not say. Readers that guess say so.
    pub doubt: Option<String>,
}

/// A cell.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// What it holds.
    pub text: Text,
    /// The source has no such cell: a dump dropped it. An empty cell is written and empty; the two
    /// are never the same thing.
    pub absent: bool,
}

impl Cell {
    /// A cell that the source has.
    #[must_use]
    pub fn written(text: Text) -> Self {
        Self { text, absent: false }
    }

    /// A cell that the source lost.
    #[must_use]
    pub fn absent() -> Self {
        Self { text: Text::default(), absent: true }
    }
}
