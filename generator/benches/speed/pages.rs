//! Pages: those of a folder, and made ones, of which there can be any number, the same in every run and in all layouts.

use specwright::PageFile;
use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

const ENDINGS: [&str; 4] = ["md", "html", "rst", "txt"];

/// How many made pages are one service.
const SERVICE: usize = 100;

/// The pages below a folder.
pub(crate) fn below(folder: &Path, pages: &mut Vec<PageFile>) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut entries: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            below(&path, pages);
        } else if path.extension().is_some_and(|ending| ENDINGS.iter().any(|own| *own == ending)) {
            let (bytes, path) = (fs::read(&path).unwrap(), path.to_string_lossy().into_owned());
            let name = path.rsplit('/').next().unwrap_or_default().to_owned();
            pages.push(PageFile { path, name, bytes });
        }
    }
}

/// So many made pages.
pub(crate) fn made(count: usize) -> Vec<PageFile> {
    let page = |index: usize| {
        let (ending, text) = page(index);
        let name = format!("page_{index:06}.{ending}");
        PageFile { path: format!("specs/made_{:04}/pages/{name}", index / SERVICE), name, bytes: text.into_bytes() }
    };
    (0..count).map(page).collect()
}

/// A project of so many made pages.
pub(crate) fn write(folder: &Path, count: usize) {
    for page in made(count) {
        let path = folder.join(&page.path);
        let pages = path.parent().unwrap();
        fs::create_dir_all(pages).unwrap();
        fs::write(pages.with_file_name("service.yaml"), "title: Made\ncredentials: [basic]\n").unwrap();
        fs::write(&path, &page.bytes).unwrap();
    }
    fs::create_dir_all(folder.join("target")).unwrap();
    fs::write(folder.join("specwright.toml"), "").unwrap();
}

/// One operation on a page: its things, its words and its layout go by the index.
fn page(index: usize) -> (&'static str, String) {
    const LAYOUTS: [Layout; 5] = [
        Layout { ending: "md", heading: |text| format!("## {text}\n\n"), table: html_table },
        Layout { ending: "md", heading: |text| format!("## {text}\n\n"), table: pipe_table },
        Layout { ending: "html", heading: |text| format!("<h2>{text}</h2>\n"), table: html_table },
        Layout { ending: "rst", heading: |text| format!("{text}\n{}\n\n", "-".repeat(text.len())), table: grid_table },
        Layout { ending: "txt", heading: |text| format!("{text}\n"), table: bar_table },
    ];
    const THINGS: [&str; 12] = [
        "kiln", "glaze", "orchard", "harbour", "lantern", "meadow", "quarry", "saddle", "tunnel", "violin", "wharf",
        "loom",
    ];
    let layout = &LAYOUTS[index % LAYOUTS.len()];
    let thing = THINGS[index / LAYOUTS.len() % THINGS.len()];
    let title = format!("Querying the {thing} {index}");
    let mut text = match layout.ending {
        "md" => format!("# {title}\n\n"),
        "html" => format!("<html><head><title>{title}</title></head><body><h1>{title}</h1>\n"),
        "rst" => format!("{title}\n{}\n\n", "=".repeat(title.len())),
        _ => format!("{title}\n"),
    };
    let mut section = |heading: &str, body: &str| {
        text.push_str(&(layout.heading)(heading));
        text.push_str(body);
        text.push('\n');
    };
    let line = |words: &str| if layout.ending == "html" { format!("<p>{words}</p>\n") } else { format!("{words}\n") };
    section("Function", &line(&format!("This API queries one {thing} and what belongs to it.")));
    section("URI", &line(&format!("GET /v2/{{project_id}}/{thing}s_{index}/{{{thing}_id}}")));
    let paths = [[format!("{thing}_id"), "Yes".into(), "String".into(), format!("ID of the {thing}.")]];
    section("Path Parameters", &(layout.table)(&["Parameter", "Mandatory", "Type", "Description"], &paths));
    let queries: Vec<[String; 4]> = (0..6).map(|row| field(index, row, thing)).collect();
    section("Query Parameters", &(layout.table)(&["Parameter", "Mandatory", "Type", "Description"], &queries));
    let answers: Vec<[String; 4]> = (0..40).map(|row| field(index + 7, row, thing)).collect();
    section("Response Parameters", &(layout.table)(&["Parameter", "Mandatory", "Type", "Description"], &answers));
    if layout.ending == "html" {
        text.push_str("</body></html>\n");
    }
    (layout.ending, text)
}

struct Layout {
    ending: &'static str,
    heading: fn(&str) -> String,
    table: fn(&[&str; 4], &[[String; 4]]) -> String,
}

fn field(index: usize, row: usize, thing: &str) -> [String; 4] {
    const TYPES: [&str; 5] = ["String", "Integer", "Boolean", "Long", "Array of strings"];
    const WORDS: [&str; 5] = [
        "Name of the NAME, shown in lists. The value contains 1 to 64 characters.",
        "How many of them stand side by side. The value ranges from 1 to 500. The default value is 10.",
        "Whether the NAME is open to visitors. The default value is false.",
        "When it was built, as a UTC timestamp in milliseconds.",
        "Labels that its keepers gave it. For details, see the guide of the NAME.",
    ];
    let kind = (index + row) % TYPES.len();
    let mandatory = if (index + row).is_multiple_of(3) { "Yes" } else { "No" };
    let name = format!("{}_{row}", ["name", "count", "is_open", "built_at", "labels"][kind]);
    [name, mandatory.to_owned(), TYPES[kind].to_owned(), WORDS[kind].replace("NAME", thing)]
}

fn html_table(head: &[&str; 4], rows: &[[String; 4]]) -> String {
    let mut table = String::from("<table><thead align=\"left\"><tr id=\"row1\">");
    for (column, cell) in head.iter().enumerate() {
        let _ = write!(
            table,
            "<th class=\"cellrowborder\" valign=\"top\" width=\"25%\" id=\"c{column}\"><p id=\"h{column}\">{cell}</p>\n</th>\n"
        );
    }
    table.push_str("</tr>\n</thead>\n<tbody>");
    for (index, row) in rows.iter().enumerate() {
        let _ = write!(table, "<tr id=\"r{index}\">");
        for (column, cell) in row.iter().enumerate() {
            let _ = write!(
                table,
                "<td class=\"cellrowborder\" valign=\"top\" headers=\"c{column} \"><p id=\"p{index}{column}\"><a name=\"p{index}{column}\"></a>{cell}</p>\n</td>\n"
            );
        }
        table.push_str("</tr>\n");
    }
    table + "</tbody>\n</table>\n"
}

fn pipe_table(head: &[&str; 4], rows: &[[String; 4]]) -> String {
    let mut table = format!("| {} |\n|---|---|---|---|\n", head.join(" | "));
    for row in rows {
        let _ = writeln!(table, "| {} |", row.join(" | "));
    }
    table
}

fn bar_table(head: &[&str; 4], rows: &[[String; 4]]) -> String {
    let mut table = format!("{} |\n---|---|---|---\n", head.join(" |\n"));
    for row in rows {
        let _ = writeln!(table, "{} |", row.join(" |\n"));
    }
    table
}

fn grid_table(head: &[&str; 4], rows: &[[String; 4]]) -> String {
    let widest =
        |column: usize| rows.iter().map(|row| row[column].len()).chain([head[column].len()]).max().unwrap_or(0);
    let widths = [widest(0), widest(1), widest(2), widest(3)];
    let ruler =
        |sign: &str| widths.iter().fold(String::from("+"), |line, width| line + &sign.repeat(width + 2) + "+") + "\n";
    let line = |cells: [&str; 4]| {
        let cells = cells.iter().zip(widths).map(|(cell, width)| format!(" {cell:<width$} |"));
        format!("|{}\n", cells.collect::<String>())
    };
    let mut table = ruler("-") + &line(*head) + &ruler("=");
    for row in rows {
        table += &line([&row[0], &row[1], &row[2], &row[3]]);
        table += &ruler("-");
    }
    table
}
