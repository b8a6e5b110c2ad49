//! Rows below a parent that one cell over several rows names, in a table with a column for the members of members. In: the rows
//! of such a table. Out: each with its own parent, which a scraper keeps in the first row only: it leaves an empty cell in the
//! others, or none.

use super::columns::Columns;
use crate::{
    glossary::Glossary,
    page::{Cell, Row, RowId},
};
use std::borrow::Cow;

/// The rows of a table, with the parents that others of them name.
pub(super) fn restore<'r>(
    rows: impl Iterator<Item = (RowId, &'r Row)>,
    columns: &Columns,
    glossary: &Glossary,
) -> Vec<(RowId, Cow<'r, Row>)> {
    let Some((outer, inner)) = columns.levels() else {
        return rows.map(|(id, row)| (id, Cow::Borrowed(row))).collect();
    };
    let mut parent: Option<&Cell> = None;
    let is_member = |cell: &Cell| !cell.text.is_empty() && !glossary.is_none(&cell.text.content);
    let with_parent = |(id, row): (RowId, &'r Row)| {
        let (first, second) = (row.cells.get(outer), row.cells.get(inner));
        let member = match (first, second) {
            (Some(first), Some(second)) if first.text.is_empty() && is_member(second) => Some(second),
            (Some(first), Some(second)) if second.absent && !first.text.is_empty() => Some(first),
            (first, second) => {
                parent = first.filter(|_| second.is_some_and(is_member));
                None
            }
        };
        let (Some(member), Some(parent)) = (member, parent) else { return (id, Cow::Borrowed(row)) };
        let mut whole = row.clone();
        for (at, cell) in [(outer, parent), (inner, member)] {
            if let Some(slot) = whole.cells.get_mut(at) {
                slot.clone_from(cell);
            }
        }
        (id, Cow::Owned(whole))
    };
    rows.map(with_parent).collect()
}
