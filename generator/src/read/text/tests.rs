//! One table in every dialect must come out the same; then what is special to one.

mod damage;

use super::*;
use crate::page::{Block, BlockKind, Cell, Table};

fn page(text: &str) -> (Page, Vec<Diagnostic>) {
    let mut sink = Sink::default();
    let page = read(Arc::new(Source::new("kite.txt", text)), Glossary::builtin(), &mut sink);
    (page, sink.finish())
}

/// The tables, a row a line, cells apart by ` ¦ `; line breaks in cells as `/`, cells that are gone as `?`.
fn tables(page: &Page) -> String {
    let cell = |cell: &Cell| if cell.absent { "?".to_owned() } else { cell.text.content.replace('\n', "/") };
    let line = |cells: &[Cell]| cells.iter().map(cell).collect::<Vec<_>>().join(" ¦ ") + "\n";
    let table = |table: &Table| {
        let caption = table.caption.as_ref().map_or(String::new(), |caption| format!("<{}>\n", caption.content));
        caption + &line(&table.header) + &table.rows.iter().map(|row| line(&row.cells)).collect::<String>()
    };
    page.tables().map(table).collect::<Vec<_>>().join("--\n")
}

fn outline(page: &Page) -> String {
    let line = |block: &Block| match &block.kind {
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

/// The same table in every dialect, with the dialect's name.
const DIALECTS: [(&str, &str); 11] = [
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

#[test]
fn a_table_reads_the_same_in_every_dialect() {
    for (dialect, table) in DIALECTS {
        for (place, text) in [
            ("alone", table.to_owned()),
            ("on a page", format!("Flying a Kite\nURI\n{table}Response Parameters\nNone\n")),
        ] {
            let (page, diagnostics) = page(&text);
            assert_eq!(tables(&page), KITE, "{dialect}, {place}");
            assert!(diagnostics.is_empty(), "{dialect}, {place}: {diagnostics:?}");
            if place == "on a page" {
                assert_eq!(outline(&page), "Flying a Kite\n## URI\n[2]\n## Response Parameters\nNone", "{dialect}");
            }
        }
    }
}

/// A page, and the tables that must come of it.
fn check(name: &str, text: &str, expected: &str) -> Vec<Diagnostic> {
    let (page, diagnostics) = page(text);
    assert_eq!(tables(&page), expected, "{name}");
    diagnostics
}

fn codes(diagnostics: &[Diagnostic]) -> Vec<&'static str> {
    diagnostics.iter().map(|diagnostic| diagnostic.code.id()).collect()
}

#[test]
fn a_lost_cell_is_absent_and_an_empty_one_is_empty() {
    let marked = "|\nParameter |\nType |\nDescription |\n|---|---|---|\n|\nstring_length |\nLength of the string, in metres. |\n\
                  |\ntail |\nString |\n|\n|\nbows |\nInteger |\nBows in the tail. |\n";
    let expected = "Parameter ¦ Type ¦ Description\nstring_length ¦ ? ¦ Length of the string, in metres.\ntail ¦ String ¦ \n\
                    bows ¦ Integer ¦ Bows in the tail.\n";
    let diagnostics = check("a lone bar opens each row", marked, expected);
    assert_eq!(codes(&diagnostics), ["SW122"]);
    assert!(diagnostics[0].message.contains("Type"), "{}", diagnostics[0].message);

    let row_a_line = "| Parameter | Type | Description |\n|---|---|---|\n| tail |  | Tail. |\n| bows | Integer |\n";
    let expected = "Parameter ¦ Type ¦ Description\ntail ¦  ¦ Tail.\nbows ¦ Integer ¦ ?\n";
    assert_eq!(codes(&check("a row a line", row_a_line, expected)), ["SW122"]);
}

#[test]
fn a_row_that_could_be_laid_out_otherwise_is_doubtful_and_keeps_its_cells() {
    let (page, diagnostics) =
        page("Parameter\nType\nDescription\ntail\nString\nTail of the kite.\nbow\nribbon\nWhat it ends in.\n");
    let doubtful = page.tables().flat_map(|table| &table.rows).filter(|row| row.doubt.is_some()).count();
    assert!(doubtful > 0, "{}", tables(&page));
    let finding = diagnostics.iter().find(|finding| finding.code == Code::DoubtfulRow).expect("a finding");
    assert!(finding.message.contains("bow | ribbon"), "{}", finding.message);
}

#[test]
fn cells_keep_what_is_theirs() {
    let cases = [
        (
            "items and bounds between blank lines",
            "Parameter\n\nType\n\nDescription\n\ntail\n\nString\n\nTail.\n\n-long\n\n最小长度：1\n\nbows\n\nInteger\n\nBows.\n",
            "Parameter ¦ Type ¦ Description\ntail ¦ String ¦ Tail./-long/最小长度：1\nbows ¦ Integer ¦ Bows.\n",
        ),
        (
            "a cell broken before its closing bar",
            "| Parameter | Description |\n|---|---|\n| wind | Wind to fly in.\n|\n| spin | Whether it spins. |\n",
            "Parameter ¦ Description\nwind ¦ Wind to fly in.\nspin ¦ Whether it spins.\n",
        ),
        (
            "bars inside a cell, a cell a line",
            "Parameter |\nType |\nDescription |\n---|---|---|\nwind |\nString |\nWind (CALM|FRESH|GALE). |\n",
            "Parameter ¦ Type ¦ Description\nwind ¦ String ¦ Wind (CALM|FRESH|GALE).\n",
        ),
        (
            "bars inside a cell, a row a line",
            "| Parameter | Type | Description |\n|---|---|---|\n| wind | String | Wind: CALM | FRESH | GALE. |\n",
            "Parameter ¦ Type ¦ Description\nwind ¦ String ¦ Wind: CALM | FRESH | GALE.\n",
        ),
        (
            "an escaped bar",
            "| Parameter | Description |\n|---|---|\n| wind | CALM \\| GALE |\n",
            "Parameter ¦ Description\nwind ¦ CALM | GALE\n",
        ),
        (
            "a list inside a cell",
            "Parameter | Type | Description  \n---|---|---  \nwind | String | Wind to fly in.\n\n  * calm: none\n  * gale: much\n\n  \n\
             spin | Boolean | Whether it spins.  \n",
            "Parameter ¦ Type ¦ Description\nwind ¦ String ¦ Wind to fly in./- calm: none/- gale: much\nspin ¦ Boolean ¦ Whether it spins.\n",
        ),
        (
            "JSON inside a cell",
            "Parameter |\nType |\nDescription |\n---|---|---|\nwind |\nObject |\nFor example:\n{\n\"from\": \"east\"\n} |\nspin |\nBoolean |\nSpins. |\n",
            "Parameter ¦ Type ¦ Description\nwind ¦ Object ¦ For example:/{/\"from\": \"east\"/}\nspin ¦ Boolean ¦ Spins.\n",
        ),
        (
            "lines of a cell that could be headings",
            "Parameter\n|\nType\n|\nDescription\n|\nwind\n|\nString\n|\nDefinition\nWind to fly in.\nConstraints\nN/A\n|\nspin\n|\n\
             Boolean\n|\nSpins.\n|\nExample Requests\nNone\n",
            "Parameter ¦ Type ¦ Description\nwind ¦ String ¦ Definition/Wind to fly in./Constraints/N/A\nspin ¦ Boolean ¦ Spins.\n",
        ),
    ];
    for (name, text, expected) in cases {
        let diagnostics = check(name, text, expected);
        assert!(diagnostics.is_empty(), "{name}: {diagnostics:?}");
    }
}

#[test]
fn captions_are_found_wherever_a_dump_leaves_them() {
    let expected = "<Table 3 Winds>\nParameter ¦ Type ¦ Description\nwind ¦ String ¦ Wind to fly in.\n";
    let rows = "|---|---|---|\n| wind | String | Wind to fly in. |\n";
    let cases = [
        ("a row of its own", format!("| Table 3 Winds |  |  |\n|---|---|---|\n| Parameter | Type | Description |\n{rows}")),
        ("the line above", format!("Table 3 Winds\n| Parameter | Type | Description |\n{rows}")),
        ("glued to the first head", "Table 3 WindsParameter\n|\nType\n|\nDescription\n|\nwind\n|\nString\n|\nWind to fly in.\n|\n".into()),
        ("a blank before the first head", "Table 3 Winds Parameter\nType\nDescription\nwind\nString\nWind to fly in.\n".into()),
        (
            "set in bold",
            "# Fly\n\n## URI\n\n**Table 3** Winds **Parameter** | **Type** | **Description**  \n---|---|---  \nwind | String | Wind to fly in.  \n".into(),
        ),
    ];
    for (name, text) in cases {
        check(name, &text, expected);
    }
}

#[test]
fn a_heading_above_a_table_is_no_head() {
    let table = "\nParameter\n|\nType\n|\nDescription\n|\nLocation\n|\nString\n|\nWhere it flies.\n|\n";
    let (page, _) = page(&format!("Fly\nRequest Parameters{table}Response Parameters\nParameter Description{table}"));
    let one = "Parameter ¦ Type ¦ Description\nLocation ¦ String ¦ Where it flies.\n";
    assert_eq!(tables(&page), format!("{one}--\n{one}"));
}

/// The words around tables: a page, and its outline.
#[test]
fn words_find_their_kind() {
    let cases = [
        ("a title is words like others", "Fly a Kite\nFunction\nFlies it.\n", "Fly a Kite\n## Function\nFlies it."),
        ("and so is a sentence", "Flies a kite.\nGET /v1/kites\n", "Flies a kite.\nGET /v1/kites"),
        (
            "a sentence is no heading",
            "Fly\nExample Responses\nNormal response.\n",
            "Fly\n## Example Responses\nNormal response.",
        ),
        (
            "a heading glued after code",
            "Fly\nExample Responses\n{\n\"a\": \"}\"\n} Status Codes\n200\n",
            "Fly\n## Example Responses\n`{ \"a\": \"}\" }`\n## Status Codes\n200",
        ),
        (
            "a heading glued after a request",
            "Fly\nExample Requests\nGET https://{Endpoint}/v1/kites?big=true Example Responses\nStatus code: 200\n",
            "Fly\n## Example Requests\n`GET https://{Endpoint}/v1/kites?big=true`\n## Example Responses\nStatus code: 200",
        ),
        (
            "a request, its headers and its body are one example",
            "Fly\nExample Requests\nPOST https://{Endpoint}/v1/kites\nContent-Type: application/json\n{ \"big\": true }\n",
            "Fly\n## Example Requests\n`POST https://{Endpoint}/v1/kites Content-Type: application/json { \"big\": true }`",
        ),
        ("under a URI a request is a line", "Fly\nURI\nPOST /v1/kites\n", "Fly\n## URI\nPOST /v1/kites"),
        (
            "items, and bullets on lines of their own",
            "Fly\nURI\n- URI format\nGET /v1\n-\nParameter description\n",
            "Fly\n## URI\n- URI format\nGET /v1\n- Parameter description",
        ),
        ("a placeholder is not JSON", "Fly\n{kite_id} names a kite.\n", "Fly\n{kite_id} names a kite."),
        (
            "a bracket too few ends at the heading",
            "Fly\nExample Requests\n{\n\"a\": {\n\"b\": 1\n}\nExample Responses\n{}\n",
            "Fly\n## Example Requests\n`{ \"a\": { \"b\": 1 }`\n## Example Responses\n`{}`",
        ),
        (
            "a fence in the middle of a line",
            "Fly\nExample Requests\nSo: ``` GET https://e/v1/kites ``` Response Parameters\nNone\n",
            "Fly\n## Example Requests\nSo:\n`GET https://e/v1/kites`\n## Response Parameters\nNone",
        ),
        (
            "what a site adds below is dropped",
            "Fly\nURI\nGET /v1\nFeedback\nWas it good?\nChatbot\n",
            "Fly\n## URI\nGET /v1",
        ),
        ("but not above", "Fly\nFeedback\nGive some.\nURI\nGET /v1\n", "Fly\nFeedback\nGive some.\n## URI\nGET /v1"),
        (
            "hashes are headings",
            "# Fly\n\n## URI\n\nGET /v1\n\n### More **of** it\n",
            "# Fly\n## URI\nGET /v1\n### More of it",
        ),
        ("rows without a head", "Fly\na | b\nc | d\n", "Fly\n[2]"),
    ];
    for (name, text, expected) in cases {
        assert_eq!(outline(&page(text).0), expected, "{name}");
    }
}

#[test]
fn the_operation_name_of_a_pages_head_is_kept() {
    for head in [
        "- original_name:\nFlyKite.html\n",
        "original_name:\n    \n\nFlyKite.html\n\n",
        ":original_name: FlyKite.html\n",
    ] {
        let (page, _) = page(&format!("{head}Flying a Kite\nURI\n"));
        assert_eq!(page.original_name.as_deref(), Some("FlyKite.html"), "{head:?}");
        assert_eq!(outline(&page), "Flying a Kite\n## URI");
    }
}

#[test]
fn every_text_knows_its_place() {
    for (dialect, text) in DIALECTS {
        let (page, _) = page(text);
        for cell in page.tables().flat_map(|table| table.rows.iter().flat_map(|row| &row.cells)) {
            assert_eq!(page.source.slice(cell.text.place), cell.text.content, "{dialect}");
        }
    }
}

/// Lines of running words, the table that is cut out of each, and what is said of it.
const RUNNING: &[(&str, &str, &[&str])] = &[
    (
        "Parameter Mandatory Type Description kite_id Yes String Kite to fly. tail No String Tail.",
        "kite_id ¦ Yes ¦ String ¦ Kite to fly.\ntail ¦ No ¦ String ¦ Tail.\n",
        &["SW141"],
    ),
    // Types of several words; a name is told from the end of a description by what follows it.
    (
        "Name Type Description line Array of line objects The lines of the kite knot Long integer What holds it.",
        "line ¦ Array of line objects ¦ The lines of the kite\nknot ¦ Long integer ¦ What holds it.\n",
        &["SW141"],
    ),
    ("Name Type Mandatory Description sail Object Yes Sail.", "sail ¦ Object ¦ Yes ¦ Sail.\n", &["SW141"]),
    (
        "名称 是否必选 参数类型 描述 kite_id 是 String 风筝。 tail 否 String 尾巴。",
        "kite_id ¦ 是 ¦ String ¦ 风筝。\ntail ¦ 否 ¦ String ¦ 尾巴。\n",
        &["SW141"],
    ),
    // No column says a type: yes and no are what shows the rows.
    (
        "Name Mandatory Description kite_id Yes Kite. a tail No longer flies",
        "kite_id ¦ Yes ¦ Kite. a tail No longer flies\n",
        &["SW141"],
    ),
    // Words between the cells that could tell a row are not cut.
    ("Name Description Mandatory Type kite_id Which kite. Yes String", "", &["SW124"]),
    ("Name Mandatory Type Description of a kite in the wind, an object of joy", "", &["SW124"]),
];

#[test]
fn a_table_in_a_line_of_words_is_cut_out_or_reported() {
    for (line, rows, said) in RUNNING {
        let (page, diagnostics) = page(&format!("Fly\nRequest\n- Table 2 Kites {line}\n"));
        let found = tables(&page);
        let found = found.splitn(3, '\n').nth(2).unwrap_or_default();
        assert_eq!((found, codes(&diagnostics).as_slice()), (*rows, *said), "{line}");
    }
}

#[test]
fn json_begins_after_the_first_line_of_a_message() {
    let (page, _) = page("Fly\nURI\nPOST /v1/kites\nExample Request\nPOST /v1/kites HTTP/1.1 { \"tail\": 1 }\n");
    let code = |block: &Block| matches!(&block.kind, BlockKind::Code(text) if text.content.contains("\"tail\": 1"));
    assert!(page.blocks.iter().any(code), "{}", outline(&page));
}

#[test]
fn items_of_a_page_in_one_line_stay_items() {
    let (page, _) = page(
        "Fly Function It flies. URI POST /v1/kites Request None Response None Error Codes See below.\n- a kite\n- a tail\n",
    );
    let items = page.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Item(_))).count();
    assert_eq!(items, 2, "{}", outline(&page));
}
