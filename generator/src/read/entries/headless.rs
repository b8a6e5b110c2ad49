//! Tables without heads, or with a title in the place of them, to parameters: each row says of one what a line would. A table
//! that has heads is not read here.

use crate::{
    glossary::Glossary,
    page::{Row, Table, Text},
    read::parameter::{Opening, Parameter},
};

/// What parts the cells of a row that is read as a line.
const CELL_END: &str = " | ";

/// The parameters of a table without heads, or with one over all columns, each row of which says of one what a line says:
/// `limit required | integer How many`.
pub(super) fn read(table: &Table, glossary: &Glossary) -> Option<Vec<Parameter>> {
    let header = Row { cells: table.header.clone(), place: table.place, doubt: None };
    let first = table.header.first().map_or("", |head| head.text.content.as_str());
    let has_title = table.header.len() > 1 && table.header.iter().all(|head| head.text.content == first);
    let has_heads = !has_title && table.header.iter().any(|head| glossary.column(&head.text.content).is_some());
    let rows = Some(&header).filter(|header| !has_title && !header.cells.is_empty()).into_iter().chain(&table.rows);
    let read = rows.map(|row| {
        let mut line = Text { place: row.place, ..Text::default() };
        for cell in row.cells.iter().filter(|cell| !cell.text.is_empty()) {
            if !line.is_empty() {
                line.append(&Text::plain(CELL_END, row.place));
            }
            line.append(&cell.text);
        }
        Parameter::of_line(&line, glossary).filter(|(_, opening)| *opening == Opening::Facts).map(|(row, _)| row)
    });
    read.collect::<Option<Vec<_>>>().filter(|rows| !has_heads && !rows.is_empty())
}
