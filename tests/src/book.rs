//! The book in `docs/` and the documents at the root: nothing is left out of the table of contents, no link leads nowhere.

use crate::places::{files_below, workspace};
use specwright::{Glossary, ir::ServiceFile, page::Source};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

#[test]
fn every_chapter_is_in_the_table_of_contents_and_the_other_way_round() {
    let source = workspace().join("docs/src");
    let summary = source.join("SUMMARY.md");
    let files: BTreeSet<PathBuf> = files_below(&source, "md").into_iter().filter(|file| *file != summary).collect();
    let listed: BTreeSet<PathBuf> =
        links(&fs::read_to_string(&summary).unwrap()).map(|link| source.join(link)).collect();
    assert_eq!(listed, files);
}

#[test]
fn links_lead_to_files_and_headings_that_are_there() {
    let root = workspace();
    let mut documents = files_below(&root.join("docs"), "md");
    let others =
        ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "specs/README.md", "runtime/README.md"];
    documents.extend(others.map(|document| root.join(document)));
    let mut dead = Vec::new();
    for document in &documents {
        let text = fs::read_to_string(document).unwrap();
        for link in links(&text).filter(|link| !link.contains("://")) {
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if path.is_empty() { document.clone() } else { document.parent().unwrap().join(path) };
            if !target.exists() || !(anchor.is_empty() || anchors(&target).contains(anchor)) {
                dead.push(format!("{}: {link}", document.display()));
            }
        }
    }
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}

/// mdBook publishes `docs/src` alone: other files of the repository are named in the book, and not linked.
#[test]
fn the_book_links_to_nothing_outside_and_the_files_that_it_names_are_there() {
    let root = workspace();
    for chapter in files_below(&root.join("docs/src"), "md") {
        let text = fs::read_to_string(&chapter).unwrap();
        let outside: Vec<&str> = targets(&text).filter(|target| target.starts_with("..")).collect();
        assert!(outside.is_empty(), "{}: {outside:?}", chapter.display());
        let prose = text.split("```").step_by(2).flat_map(|prose| prose.split('`').skip(1).step_by(2));
        let missing: Vec<&str> = prose.filter(|code| code.starts_with("docs/") && !root.join(code).exists()).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", chapter.display());
    }
}

#[test]
fn tests_that_the_notes_name_are_there() {
    let text = fs::read_to_string(workspace().join("docs/notes/features.md")).unwrap();
    let named: Vec<(&str, &str)> = text.split('`').filter_map(|code| code.split_once(".rs::")).collect();
    let rows = text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| feature")).count();
    assert!(rows > 40 && named.len() > rows, "{rows} rows, {} tests", named.len());
    let missing: Vec<String> = named
        .into_iter()
        .filter(|(file, function)| {
            let source = fs::read_to_string(workspace().join(format!("{file}.rs"))).unwrap_or_default();
            !source.contains(&format!("fn {function}("))
        })
        .map(|(file, function)| format!("{file}.rs::{function}"))
        .collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn what_the_book_shows_of_files_is_read_by_the_program() {
    let mut read = 0;
    for chapter in ["service-file.md", "authentication.md", "glossary.md"] {
        let text = fs::read_to_string(workspace().join("docs/src").join(chapter)).unwrap();
        for fence in text.split("```").skip(1).step_by(2) {
            let (kind, body) = fence.split_once('\n').unwrap();
            match kind {
                "yaml" => {
                    ServiceFile::from_yaml(&Arc::new(Source::new(chapter, body))).unwrap();
                }
                "toml" if body.contains("[language") => {
                    Glossary::with(&[(chapter.to_owned(), body.to_owned())]).unwrap();
                }
                _ => continue,
            }
            read += 1;
        }
    }
    assert!(read > 2);
}

/// The targets of Markdown links and pictures outside code, and the files that mdBook includes, anywhere.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let included =
        ["{{#include ", "{{#rustdoc_include ", "{{#playground "].into_iter().flat_map(|word| text.split(word).skip(1));
    targets(text).chain(included.filter_map(|rest| rest.split(['}', ':', ' ']).next()))
}

/// The targets of Markdown links and pictures outside code.
fn targets(text: &str) -> impl Iterator<Item = &str> {
    let prose = text.split("```").step_by(2).flat_map(|prose| prose.split("](").skip(1));
    prose.filter_map(|rest| rest.split_once(')')).map(|(target, _)| target)
}

/// The anchors that a book and a repository's page make of headings.
fn anchors(document: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(document).unwrap();
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let anchor = |heading: &str| -> String {
        let words = heading.trim_start_matches('#').trim().to_lowercase();
        words
            .chars()
            .filter(|c| c.is_alphanumeric() || " -_".contains(*c))
            .map(|c| if c == ' ' { '-' } else { c })
            .collect()
    };
    headings.map(anchor).collect()
}
