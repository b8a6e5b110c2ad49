//! One `<table>` to a table. In goes its element, out come grid and anchors.

use super::{
    Context,
    flow::{anchors_in, flat_text, place_of},
};
use crate::{
    page::{Table, Text},
    read::grid::{self, WrittenCell, WrittenRow},
};
use scraper::ElementRef;

/// A table as read.
pub(super) struct ReadTable {
    /// The table.
    pub(super) table: Table,
    /// Anchors of its caption.
    pub(super) anchors: Vec<String>,
}

/// Reads the table of this element.
pub(super) fn read(element: ElementRef, context: &Context) -> ReadTable {
    let inner = context.in_cell();
    let mut caption: Option<Text> = None;
    let mut anchors = Vec::new();
    let mut rows = Vec::new();
    for part in elements(element) {
        match part.value().name() {
            "caption" => {
                anchors.append(&mut anchors_in(part));
                caption = Some(flat_text(part, &inner)).filter(|text| !text.is_empty());
            }
            "tr" => rows.push(read_row(part, false, &inner)),
            name @ ("thead" | "tbody" | "tfoot") => {
                let trs = elements(part).filter(|row| row.value().name() == "tr");
                rows.extend(trs.map(|row| read_row(row, name == "thead", &inner)));
            }
            _ => {}
        }
    }
    let expanded = grid::table(rows, context.glossary, place_of(element, context));
    context.spans_cut.set(context.spans_cut.get() || expanded.cut);
    ReadTable { table: Table { caption, ..expanded.table }, anchors }
}

fn read_row(row: ElementRef, head: bool, context: &Context) -> WrittenRow {
    let cells = elements(row).map(|cell| WrittenCell {
        text: flat_text(cell, context),
        head: cell.value().name() == "th",
        columns: span(cell, "colspan"),
        rows: span(cell, "rowspan"),
    });
    WrittenRow { cells: cells.collect(), head, place: place_of(row, context) }
}

/// `rowspan="0"` reaches to the end of the table.
fn span(cell: ElementRef, attribute: &str) -> usize {
    match cell.attr(attribute).map(|value| value.trim().parse::<usize>()) {
        Some(Ok(0)) if attribute == "rowspan" => usize::MAX,
        Some(Ok(count)) => count.max(1),
        _ => 1,
    }
}

/// The code of a listing that is set as a table: line numbers in one cell, code in the other.
pub(super) fn numbered_code(element: ElementRef) -> Option<ElementRef> {
    let mut rows = elements(element).flat_map(|part| match part.value().name() {
        "tr" => vec![part],
        _ => elements(part).filter(|row| row.value().name() == "tr").collect(),
    });
    let (Some(row), None) = (rows.next(), rows.next()) else { return None };
    let mut cells = elements(row);
    let (Some(numbers), Some(code), None) = (cells.next(), cells.next(), cells.next()) else { return None };
    let mut marks = numbers.text().flat_map(str::chars).filter(|c| !c.is_whitespace()).peekable();
    marks.peek()?;
    if !marks.all(|c| c.is_ascii_digit()) {
        return None;
    }
    code.descendants().filter_map(ElementRef::wrap).find(|element| element.value().name() == "pre")
}

fn elements(parent: ElementRef) -> impl Iterator<Item = ElementRef> {
    parent.children().filter_map(ElementRef::wrap)
}
