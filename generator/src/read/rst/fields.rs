//! Parameters as a name with a list of fields below it: `:Type: String`, `:Required: Yes`. In go the lines of the list
//! and the name, out comes a table of one row, or a row more of the table before it. A list of other fields is words.

use super::directive::field;
use crate::{
    glossary::{Column, Glossary},
    page::{Cell, Row, Span, Table, Text},
    read::line::{Line, indented, span_of},
};

/// The head of the column of names.
const NAME: &str = "Name";

/// A list of fields that says what a parameter is.
pub(super) struct Facts<'a> {
    /// Each field's name, and the lines of its value.
    fields: Vec<(&'a str, Vec<Line<'a>>)>,
    /// The lines it takes.
    pub(super) length: usize,
}

impl<'a> Facts<'a> {
    /// The fields that the lines open with. `None` if none of them heads a column of types, or says whether a parameter
    /// must be given.
    pub(super) fn of(lines: &[Line<'a>], glossary: &Glossary) -> Option<Self> {
        let mut fields = Vec::new();
        let mut length = 0;
        while let Some((name, value)) = lines.get(length).and_then(|line| field(*line)) {
            let more = indented(lines, length + 1);
            fields
                .push((name, std::iter::once(value).chain(more.iter().map(|line| line.skip(line.indent()))).collect()));
            length += 1 + more.len();
        }
        let decides = |name: &str| matches!(glossary.column(name), Some(Column::Type | Column::Mandatory));
        fields.iter().any(|(name, _)| decides(name)).then_some(Self { fields, length })
    }

    /// The table of the one parameter.
    pub(super) fn row(&self, name: Text, words: &mut impl FnMut(&[Line<'a>]) -> Text) -> Table {
        let ends = self.fields.iter().flat_map(|(_, lines)| lines).map(|line| span_of(&[*line]));
        let place = ends.fold(name.place, Span::to);
        let heads = std::iter::once(NAME).chain(self.fields.iter().map(|(name, _)| *name));
        let header = heads.map(|head| Cell::written(Text::plain(head, name.place))).collect();
        let values: Vec<Cell> = self.fields.iter().map(|(_, lines)| Cell::written(words(lines))).collect();
        let cells = std::iter::once(Cell::written(name)).chain(values).collect();
        Table { caption: None, header, rows: vec![Row { cells, place, doubt: None }], place }
    }
}

/// Whether a table is one of those that are made here.
pub(super) fn is_of_facts(table: &Table) -> bool {
    table.caption.is_none() && table.header.first().is_some_and(|head| head.text.content == NAME)
}

/// Puts the row of one table onto another, whatever the order of their columns.
pub(super) fn add(table: &mut Table, other: Table) {
    let head = |cell: &Cell| cell.text.content.clone();
    for cell in &other.header {
        if table.header.iter().all(|known| head(known) != head(cell)) {
            table.header.push(cell.clone());
            table.rows.iter_mut().for_each(|row| row.cells.push(Cell::default()));
        }
    }
    table.place = table.place.to(other.place);
    for Row { cells, place, doubt } in other.rows {
        let named: Vec<(String, Cell)> = other.header.iter().map(head).zip(cells).collect();
        let cell = |wanted: &Cell| named.iter().find(|(name, _)| *name == head(wanted)).map(|(_, cell)| cell.clone());
        let cells = table.header.iter().map(|wanted| cell(wanted).unwrap_or_default()).collect();
        table.rows.push(Row { cells, place, doubt });
    }
}
