//! One table in every dialect must come out the same; then what is special to one.

use super::*;
use crate::page::{BlockKind, Table};

fn page(text: &str) -> (Page, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let page = read(Arc::new(Source::new("kite.txt", text)), Glossary::builtin(), &mut diagnostics);
    (page, diagnostics)
}

/// The tables, a row a line, cells apart by ` ¦ `; line breaks in cells as `/`, cells that are gone as `?`.
fn tables(page: &Page) -> String {
    let cell = |cell: &crate::page::Cell| match cell.absent {
        true => "?".to_owned(),
        false => cell.text.content.replace('\n', "/"),
    };
    let line = |cells: &[crate::page::Cell]| cells.iter().map(cell).collect::<Vec<_>>().join(" ¦ ") + "\n";
    let table = |table: &Table| {
        let caption = table.caption.as_ref().map_or(String::new(), |caption| format!("<{}>\n", caption.content));
        caption + &line(&table.header) + &table.rows.iter().map(|row| line(&row.cells)).collect::<String>()
    };
    page.tables().map(table).collect::<Vec<_>>().join("--\n")
}

fn outline(page: &Page) -> String {
    let line = |block: &crate::page::Block| match &block.kind {
        BlockKind::Heading { level, text } => format!("{} {}", "#".repeat((*level).into()), text.content),
        BlockKind::Paragraph(text) => text.content.clone(),
        BlockKind::Item(text) => format!("- {}", text.content),
        BlockKind::Code(text) => format!("`{}`", text.content.replace('\n', " ")),
        BlockKind::Table(table) => format!("[{}]", table.rows.len()),
    };
    page.blocks.iter().map(line).collect::<Vec<_>>().join("\n")
}

const KITE: &str = "\
Parameter ¦ Mandatory ¦ Type ¦ Description
kite_id ¦ Yes ¦ String ¦ Kite to fly.
colours ¦ No ¦ Array of strings ¦ Colours, first the sail's.
";

#[test]
fn a_table_reads_the_same_in_every_dialect() {
    let dialects = [
        (
            "a row a line, bars all round",
            "| Parameter | Mandatory | Type | Description |\n|---|---|---|---|\n| kite_id | Yes | String | Kite to fly. |\n\
             | colours | No | Array of strings | Colours, first the sail's. |\n",
        ),
        (
            "a row a line, bars between and at the end",
            "Parameter | Mandatory | Type | Description |\n---|---|---|---|\nkite_id | Yes | String | Kite to fly. |\n\
             colours | No | Array of strings | Colours, first the sail's. |\n",
        ),
        (
            "a row a line, bars between only",
            "Parameter | Mandatory | Type | Description  \n---|---|---|---  \nkite_id | Yes | String | Kite to fly.  \n\
             colours | No | Array of strings | Colours, first the sail's.  \n",
        ),
        (
            "a row a line, tight bars and no ruler",
            "|Parameter|Mandatory|Type|Description|\n|kite_id|Yes|String|Kite to fly.|\n\
             |colours|No|Array of strings|Colours, first the sail's.|\n",
        ),
        (
            "a cell a line, bar after",
            "Parameter |\nMandatory |\nType |\nDescription |\n---|---|---|---|\nkite_id |\nYes |\nString |\nKite to fly. |\n\
             colours |\nNo |\nArray of strings |\nColours, first the sail's. |\n",
        ),
        (
            "a cell a line, a lone bar opens each row",
            "|\nParameter |\nMandatory |\nType |\nDescription |\n|---|---|---|---|\n|\nkite_id |\nYes |\nString |\n\
             Kite to fly. |\n|\ncolours |\nNo |\nArray of strings |\nColours, first the sail's. |\n",
        ),
        (
            "bars on lines of their own",
            "Parameter\n|\nMandatory\n|\nType\n|\nDescription\n|\nkite_id\n|\nYes\n|\nString\n|\nKite to fly.\n|\n\
             colours\n|\nNo\n|\nArray of strings\n|\nColours, first the sail's.\n|\n",
        ),
        (
            "a cell a line, no bar",
            "Parameter\nMandatory\nType\nDescription\nkite_id\nYes\nString\nKite to fly.\n\
             colours\nNo\nArray of strings\nColours, first the sail's.\n",
        ),
        (
            "cells as paragraphs",
            "Parameter\n\nMandatory\n\nType\n\nDescription\n\nkite_id\n\nYes\n\nString\n\nKite to fly.\n\n\
             colours\n\nNo\n\nArray of strings\n\nColours, first the sail's.\n",
        ),
        (
            "columns aligned by blanks",
            "Parameter    Mandatory    Type                Description\nkite_id      Yes          String              Kite to fly.\n\
             colours      No           Array of strings    Colours, first the sail's.\n",
        ),
        (
            "columns apart by tabs",
            "Parameter\tMandatory\tType\tDescription\nkite_id\tYes\tString\tKite to fly.\n\
             colours\tNo\tArray of strings\tColours, first the sail's.\n",
        ),
    ];
    for (dialect, table) in dialects {
        for (place, text) in [
            ("alone", table.to_owned()),
            ("on a page", format!("Flying a Kite\nURI\n{table}Response Parameters\nNone\n")),
        ] {
            let (page, diagnostics) = page(&text);
            assert_eq!(tables(&page), KITE, "{dialect}, {place}");
            assert!(diagnostics.is_empty(), "{dialect}, {place}: {diagnostics:?}");
            if place == "on a page" {
                assert_eq!(outline(&page), "# Flying a Kite\n## URI\n[2]\n## Response Parameters\nNone", "{dialect}");
            }
        }
    }
}
