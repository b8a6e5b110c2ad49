//! Blocks to one text: what a table cell holds, list items as `- ` lines, inner tables as lines.

use super::running_text::RunningText;
use crate::page::{Block, BlockKind, Cell, Span, Table, Text};

/// Flattens the blocks of a cell.
pub(super) fn flatten(mut blocks: Vec<Block>, place: Span) -> Text {
    if let [Block { kind: BlockKind::Paragraph(text), .. }] = blocks.as_mut_slice() {
        return Text { place, ..std::mem::take(text) };
    }
    let mut running = RunningText::default();
    for block in &blocks {
        match &block.kind {
            BlockKind::Item(text) => {
                running.item(usize::from(block.depth.saturating_sub(1)));
                running.append(text);
            }
            BlockKind::Paragraph(text) | BlockKind::Heading { text, .. } | BlockKind::Code(text) => {
                running.line_break();
                running.append(text);
            }
            BlockKind::Table(table) => append_table(&mut running, table),
        }
    }
    running.take(place)
}

/// A table inside a cell: a line a row, bars between the cells.
fn append_table(running: &mut RunningText, table: &Table) {
    running.line_break();
    if let Some(caption) = &table.caption {
        running.append(caption);
    }
    let rows = std::iter::once(&table.header).chain(table.rows.iter().map(|row| &row.cells));
    for cells in rows.filter(|cells| !cells.is_empty()) {
        append_row(running, cells);
    }
}

fn append_row(running: &mut RunningText, cells: &[Cell]) {
    running.line_break();
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            running.words(" | ");
        }
        running.append_inline(&cell.text);
    }
    running.line_break();
}
