//! A page in a compact form for tests: a line a block, two blanks a depth, `·` between cells,
//! `[words](target)` for links, `**` for bold, `#name` for anchors, `∅` for an absent cell.

use crate::{
    diagnostic::{Diagnostic, Sink},
    glossary::Glossary,
    page::{Block, BlockKind, Cell, Page, Source, Span, Text},
};
use std::{fmt::Write, sync::Arc};

/// Reads a page in the format that its ending says.
pub(super) fn read(path: &str, source: &str) -> (Page, Vec<Diagnostic>) {
    let rst = |source, glossary: &Glossary, diagnostics: &mut Sink| {
        super::rst::read(source, &super::Beside::default(), glossary, diagnostics)
    };
    let reader = match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("md") => super::markdown::read,
        Some("html") => super::html::read,
        _ => rst,
    };
    let mut sink = Sink::default();
    let page = reader(Arc::new(Source::new(path, source)), Glossary::builtin(), &mut sink);
    (page, sink.finish())
}

/// The outline of a page.
pub(super) fn outline(page: &Page) -> String {
    let mut lines = String::new();
    for block in &page.blocks {
        write_block(&mut lines, block);
    }
    lines
}

/// Panics where a place does not fit the page or does not lie in what it belongs to.
pub(super) fn check_places(page: &Page) {
    let whole = Span::new(0, page.source.text.len());
    for block in &page.blocks {
        check(page, block.place, whole);
        if let BlockKind::Table(table) = &block.kind {
            check(page, table.place, whole);
            for row in &table.rows {
                check(page, row.place, whole);
                for cell in row.cells.iter().filter(|cell| !cell.absent) {
                    check(page, cell.text.place, whole);
                }
            }
        }
    }
}

fn check(page: &Page, place: Span, around: Span) {
    assert!(place.start <= place.end && around.to(place) == around, "{}: {place:?} is outside", page.source.path);
    assert!(page.source.text.get(place.start as usize..place.end as usize).is_some(), "{place:?} cuts a character");
}

fn write_block(lines: &mut String, block: &Block) {
    let indent = "  ".repeat(usize::from(block.depth));
    let anchors = block.anchors.iter().fold(String::new(), |shown, anchor| shown + " #" + anchor);
    match &block.kind {
        BlockKind::Heading { level, text } => {
            writeln!(lines, "{indent}h{level} {}{anchors}", marked(text)).unwrap();
        }
        BlockKind::Paragraph(text) => writeln!(lines, "{indent}p {}{anchors}", marked(text)).unwrap(),
        BlockKind::Item(text) => writeln!(lines, "{indent}item {}{anchors}", marked(text)).unwrap(),
        BlockKind::Code(text) => writeln!(lines, "{indent}code {}{anchors}", marked(text)).unwrap(),
        BlockKind::Table(table) => {
            let caption = table.caption.as_ref().map(|text| format!(" {}", marked(text))).unwrap_or_default();
            writeln!(lines, "{indent}table{caption}{anchors}").unwrap();
            if !table.header.is_empty() {
                writeln!(lines, "{indent}  = {}", cells(&table.header)).unwrap();
            }
            for row in &table.rows {
                let doubt = row.doubt.as_ref().map(|doubt| format!(" ?{doubt}")).unwrap_or_default();
                writeln!(lines, "{indent}  | {}{doubt}", cells(&row.cells)).unwrap();
            }
        }
    }
}

fn cells(cells: &[Cell]) -> String {
    let shown = cells.iter().map(|cell| if cell.absent { "∅".into() } else { marked(&cell.text) });
    shown.collect::<Vec<_>>().join(" · ")
}

fn marked(text: &Text) -> String {
    let mut shown = String::new();
    let mut at = 0;
    for link in &text.links {
        shown.push_str(text.content.get(at..link.range.start).unwrap());
        write!(shown, "[{}]({})", text.content.get(link.range.clone()).unwrap(), link.target).unwrap();
        at = link.range.end;
    }
    shown.push_str(text.content.get(at..).unwrap());
    let shown = shown.replace('\n', "⏎");
    if text.bold { format!("**{shown}**") } else { shown }
}
