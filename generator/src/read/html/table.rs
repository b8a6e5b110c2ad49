//! One `<table>` to a table. In goes its element, out come grid and anchors.

use super::{Context, stated::anchors_in, tag::Attribute, tree::Element};
use crate::{
    page::{Table, Text},
    read::grid::{self, WrittenCell, WrittenRow},
};

/// A table as read.
pub(super) struct ReadTable {
    /// The table.
    pub(super) table: Table,
    /// Anchors of its caption.
    pub(super) anchors: Vec<String>,
}

/// Reads the table of this element; `text` reads a cell, which may hold anything that a page may.
pub(super) fn read(element: Element, context: &Context, text: impl Fn(Element) -> Text) -> ReadTable {
    let mut caption: Option<Text> = None;
    let mut anchors = Vec::new();
    let mut rows = Vec::new();
    for part in element.elements() {
        match part.name() {
            "caption" => {
                anchors.append(&mut anchors_in(part));
                caption = Some(text(part)).filter(|text| !text.is_empty());
            }
            "tr" => rows.push(read_row(part, false, &text)),
            name @ ("thead" | "tbody" | "tfoot") => {
                let trs = part.elements().filter(|row| row.name() == "tr");
                rows.extend(trs.map(|row| read_row(row, name == "thead", &text)));
            }
            _ => {}
        }
    }
    let expanded = grid::table(rows, context.glossary, element.place());
    context.spans_cut.set(context.spans_cut.get() || expanded.cut);
    ReadTable { table: Table { caption, ..expanded.table }, anchors }
}

fn read_row(row: Element, head: bool, text: &impl Fn(Element) -> Text) -> WrittenRow {
    let cells = row.elements().map(|cell| WrittenCell {
        text: text(cell),
        head: cell.name() == "th",
        columns: span(cell, Attribute::Colspan),
        rows: span(cell, Attribute::Rowspan),
    });
    WrittenRow { cells: cells.collect(), head, place: row.place() }
}

/// `rowspan="0"` reaches to the end of the table.
fn span(cell: Element, attribute: Attribute) -> usize {
    match cell.attribute(attribute).map(|value| value.trim().parse::<usize>()) {
        Some(Ok(0)) if attribute == Attribute::Rowspan => usize::MAX,
        Some(Ok(count)) => count.max(1),
        _ => 1,
    }
}

/// The code of a listing that is set as a table: line numbers in one cell, code in the other.
pub(super) fn numbered_code(element: Element) -> Option<Element> {
    let mut rows = element.elements().flat_map(|part| match part.name() {
        "tr" => vec![part],
        _ => part.elements().filter(|row| row.name() == "tr").collect(),
    });
    let (Some(row), None) = (rows.next(), rows.next()) else { return None };
    let mut cells = row.elements();
    let (Some(numbers), Some(code), None) = (cells.next(), cells.next(), cells.next()) else { return None };
    let mut marks = numbers.words().flat_map(str::chars).filter(|c| !c.is_whitespace()).peekable();
    marks.peek()?;
    if !marks.all(|c| c.is_ascii_digit()) {
        return None;
    }
    code.descendants().find(|element| element.name() == "pre")
}
