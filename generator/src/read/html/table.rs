//! One `<table>` to a table. In goes its element, out come grid and anchors.

use super::{
    Context,
    stated::anchors_in,
    tag::Attribute,
    tree::{Child, Element},
};
use crate::{
    page::{Table, Text},
    read::grid::{self, WrittenCell, WrittenRow},
};

/// A table as read.
pub(super) struct ReadTable<'t> {
    pub(super) table: Table,
    /// Anchors of its caption.
    pub(super) anchors: Vec<String>,
    /// What stands between its rows and cells and belongs to none: browsers show it before the table.
    pub(super) strays: Vec<Child<'t>>,
}

/// Reads the table of this element; `text` reads a cell, which may hold anything that a page may.
pub(super) fn read<'t>(element: Element<'t>, context: &Context, text: impl Fn(Element) -> Text) -> ReadTable<'t> {
    let mut parts = Parts { caption: None, anchors: Vec::new(), rows: Vec::new(), strays: Vec::new(), text };
    parts.table(element, false);
    let expanded = grid::table(parts.rows, context.glossary, element.place());
    context.findings.borrow_mut().extend(expanded.findings);
    let table = Table { caption: parts.caption, ..expanded.table };
    ReadTable { table, anchors: parts.anchors, strays: parts.strays }
}

/// The parts of a table, as far as they are read.
struct Parts<'t, F> {
    caption: Option<Text>,
    anchors: Vec<String>,
    rows: Vec<WrittenRow>,
    strays: Vec<Child<'t>>,
    text: F,
}

impl<'t, F: Fn(Element) -> Text> Parts<'t, F> {
    /// Reads a table or a group of its rows.
    fn table(&mut self, element: Element<'t>, head: bool) {
        for child in element.children() {
            match child {
                Child::Element(part) => match part.name() {
                    "tr" => self.row(part, head),
                    name @ ("thead" | "tbody" | "tfoot") => self.table(part, name == "thead"),
                    "caption" if self.caption.is_none() => self.caption(part),
                    "colgroup" => self.strays.extend(part.children()),
                    _ => self.strays.push(child),
                },
                Child::Words(_) => self.strays.push(child),
            }
        }
    }

    fn caption(&mut self, element: Element) {
        self.anchors.append(&mut anchors_in(element));
        self.caption = Some((self.text)(element)).filter(|text| !text.is_empty());
    }

    fn row(&mut self, row: Element<'t>, head: bool) {
        let mut cells = Vec::new();
        for child in row.children() {
            match child {
                Child::Element(cell) if matches!(cell.name(), "td" | "th") => cells.push(WrittenCell {
                    text: (self.text)(cell),
                    head: cell.name() == "th",
                    columns: span(cell, Attribute::Colspan),
                    rows: span(cell, Attribute::Rowspan),
                }),
                _ => self.strays.push(child),
            }
        }
        self.rows.push(WrittenRow { cells, head, place: row.place() });
    }
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
