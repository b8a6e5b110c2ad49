//! Real pages, where they are at hand: places are where they are said to be, and a page says the same as HTML and as
//! the page it was rendered from. That none makes a reader panic is held by the tests of the whole, which read them
//! all.

use super::testing::check_places;
use crate::{
    glossary::Glossary,
    page::{Cell, Format, Page, Table},
};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The folder of real pages; `None` if this copy of the repository stands alone.
fn corpus() -> Option<PathBuf> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if corpus.join("pages").is_dir() {
        return Some(corpus);
    }
    println!("skipped: no real pages at {}", corpus.display());
    None
}

fn read(path: &Path) -> Page {
    let bytes = fs::read(path).unwrap();
    super::read(&path.to_string_lossy(), &bytes, Glossary::builtin()).0
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            files_below(&entry, found);
        } else if entry.extension().is_some_and(|ending| ending == "md" || ending == "rst") {
            found.push(entry);
        }
    }
}

/// Of so many pages, the places of one are checked.
const ONE_OF: usize = 4;

#[test]
fn real_pages_are_read_and_their_places_hold() {
    let Some(corpus) = corpus() else { return };
    let mut files = Vec::new();
    files_below(&corpus.join("pages"), &mut files);
    for path in files.iter().step_by(ONE_OF) {
        let page = read(path);
        check_places(&page);
        let expected = match path.extension().and_then(|ending| ending.to_str()) {
            Some("md") => Format::Markdown,
            _ => Format::Rst,
        };
        assert_eq!(page.format, expected, "{}", path.display());
        assert!(!page.blocks.is_empty(), "{}", path.display());
    }
}

#[test]
fn html_says_what_its_source_says() {
    let Some(corpus) = corpus() else { return };
    let renderings = entries(&corpus.join("html/index.jsonl"));
    let sources = entries(&corpus.join("index.jsonl"));
    let (mut pages, mut same_pages, mut tables, mut same_tables) = (0, 0, 0, 0);
    for entry in renderings {
        let file = format!("{}.html", text(&entry, "id"));
        let of_rendering = |source: &&Value| {
            ["corpus", "title"].iter().all(|key| text(source, key) == text(&entry, key))
                && source.get("ops") == entry.get("ops")
                && corpus.join("html").join(text(source, "corpus")).join(text(source, "service")).join(&file).exists()
        };
        let mut candidates = sources.iter().filter(of_rendering);
        let (Some(source), None) = (candidates.next(), candidates.next()) else {
            println!("{file}: no single source");
            continue;
        };
        let html = read(&corpus.join("html").join(text(source, "corpus")).join(text(source, "service")).join(&file));
        check_places(&html);
        assert_eq!(html.format, Format::Html, "{file}");
        let source = read(&corpus.join(text(source, "page")));
        let (html_tables, source_tables): (Vec<_>, Vec<_>) =
            (html.tables().map(words).collect(), source.tables().map(words).collect());
        pages += 1;
        same_pages += usize::from(html_tables == source_tables);
        tables += source_tables.len();
        same_tables += source_tables.iter().filter(|table| html_tables.contains(table)).count();
        if html_tables != source_tables {
            report(&html, &source, &html_tables, &source_tables);
        }
    }
    println!("pages {same_pages}/{pages}, tables {same_tables}/{tables}");
    assert!(same_pages * 100 >= pages * 95, "{same_pages} of {pages} pages agree");
}

fn entries(index: &Path) -> Vec<Value> {
    fs::read_to_string(index).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn text<'a>(entry: &'a Value, key: &str) -> &'a str {
    entry.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn report(html: &Page, source: &Page, html_tables: &[Vec<String>], source_tables: &[Vec<String>]) {
    println!("{} / {}: {} and {} tables", html.source.path, source.source.path, html_tables.len(), source_tables.len());
    for (left, right) in html_tables.iter().zip(source_tables) {
        if let Some((left, right)) = left.iter().zip(right).find(|(left, right)| left != right) {
            println!("  html   {left}\n  source {right}");
            break;
        }
    }
}

/// A table's caption, header and cells with blanks folded away.
fn words(table: &Table) -> Vec<String> {
    let caption = table.caption.as_ref().map(|caption| caption.content.clone()).unwrap_or_default();
    let rows = std::iter::once(&table.header).chain(table.rows.iter().map(|row| &row.cells));
    let row = |cells: &Vec<Cell>| cells.iter().map(|cell| cell.text.content.clone()).collect::<Vec<_>>().join("|");
    std::iter::once(caption).chain(rows.map(row)).map(|text| text.split_whitespace().collect()).collect()
}
