//! Pages in small, each with what must come of it. The pages are of services that do not exist.

use super::{columns::Kind, *};
use crate::{diagnostic::Code, ir::Status, read};
use std::fmt::Write;

/// Reads a page and puts what came of it in lines.
fn said(text: &str) -> String {
    let glossary = Glossary::builtin();
    let (page, _) = read::read("pets/page.md", text.as_bytes(), glossary);
    let (interpretation, diagnostics) = interpret(&page, glossary);
    assert_reconciled(&page, &interpretation);
    let mut out = String::new();
    for draft in &interpretation.drafts {
        describe(draft, &mut out);
    }
    if interpretation.drafts.is_empty() {
        writeln!(out, "{:?}", interpretation.verdict).unwrap();
    }
    // Most of these pages show one side of a call only.
    for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.code != Code::Unanswered) {
        writeln!(out, "! {}", diagnostic.code.id()).unwrap();
    }
    out
}

/// Each row of each parameter table is in a draft or has a fate, never both.
fn assert_reconciled(page: &Page, interpretation: &Interpretation) {
    let used = used_rows(interpretation);
    let settled: BTreeSet<RowId> = interpretation.fates.iter().map(|(row, _)| *row).collect();
    assert!(used.is_disjoint(&settled), "{}: a row is used and has a fate", page.source.path);
    assert_eq!(interpretation.rows, used.len() + settled.len(), "{}", page.source.path);
    for (index, table) in (0..).zip(page.tables()) {
        if Columns::bind(table, Glossary::builtin()).kind() != Kind::Parameters {
            continue;
        }
        for (row, _) in (0..).zip(&table.rows) {
            let id = RowId { table: index, row };
            assert!(used.contains(&id) || settled.contains(&id), "{}: {id:?} is lost", page.source.path);
        }
    }
}

fn describe(draft: &Draft, out: &mut String) {
    writeln!(out, "{} {}{}", draft.method.as_str(), draft.path, if draft.deprecated { " (deprecated)" } else { "" })
        .unwrap();
    if let Some(when) = &draft.when {
        writeln!(out, "  when {when:?}").unwrap();
    }
    for alias in &draft.aliases {
        writeln!(out, "  alias {alias}").unwrap();
    }
    for input in &draft.inputs {
        let filled = input.filled_by.map_or(String::new(), |by| format!(" by {by:?}"));
        let location = format!("{:?}", input.location).to_lowercase();
        writeln!(out, "  {location} {}{filled}", field(&input.field)).unwrap();
    }
    if let Some(body) = &draft.request {
        describe_body("body", body, out);
    }
    for response in &draft.responses {
        let status = response.status.map_or("?".to_owned(), |status: Status| status.to_string());
        for header in &response.headers {
            writeln!(out, "  {status} header {}", field(header)).unwrap();
        }
        match &response.body {
            Some(body) => describe_body(&status, body, out),
            None => writeln!(out, "  {status} empty").unwrap(),
        }
    }
    for example in &draft.examples {
        let side = match &example.side {
            ExampleSide::Request { path, query, .. } => format!("request {} {query:?}", path.as_deref().unwrap_or("-")),
            ExampleSide::Response(Some(Status::Default)) => "failure".to_owned(),
            ExampleSide::Response(status) => {
                format!("response {}", status.map_or("?".to_owned(), |status| status.to_string()))
            }
            ExampleSide::Unsaid => "unsaid".to_owned(),
        };
        let value = example.value.as_ref().map_or(String::new(), |value| format!(" {value}"));
        writeln!(out, "  example {side}{value}").unwrap();
    }
}

fn describe_body(name: &str, body: &BodyDraft, out: &mut String) {
    if body.shape != BodyShape::Object {
        writeln!(out, "  {name} {:?}", body.shape).unwrap();
    }
    let tables =
        body.root.iter().map(|table| ("", table)).chain(body.structures.iter().map(|table| (" beneath", table)));
    for (beneath, table) in tables {
        let fields: Vec<_> = table.fields.iter().map(field).collect();
        writeln!(out, "  {name}{beneath}: {}", fields.join(", ")).unwrap();
    }
}

fn field(field: &FieldDraft) -> String {
    let mandatory = match field.mandatory {
        Mandatory::Yes => "!",
        Mandatory::No => "?",
        Mandatory::Conditional => "(?)",
        Mandatory::Unsaid => "",
    };
    let words = if field.ty.raw.is_empty() { "-" } else { &field.ty.raw };
    format!("{}{mandatory} {words}", field.name)
}

#[test]
fn pages_and_what_comes_of_them() {
    let cases = include_str!("tests/pages.md");
    let (mut count, mut wrong) = (0, Vec::new());
    for case in cases.split("\n# Case: ").skip(1) {
        let (name, rest) = case.split_once('\n').unwrap();
        let (page, expected) = rest.split_once("\n~~~~ gives\n").unwrap();
        let (_, page) = page.split_once("~~~~ page\n").unwrap();
        let page = page.strip_suffix("~~~~\n").or(page.strip_suffix("\n~~~~")).unwrap_or(page);
        let expected = expected.split("~~~~").next().unwrap();
        let given = said(page);
        if given.trim() != expected.trim() {
            wrong.push(format!("{name}, expected:\n{expected}\ngiven:\n{given}"));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 9, "the pages are read as cases");
}

#[test]
fn damaged_pages_cost_only_themselves() {
    for text in
        ["", "\u{0}\u{1}", "# URI\n\nGET /", "| a |\n|---|\n", "GET /v1/{", "## URI\n\nGET /v1/{a}{b}}}{?x[", "~~~"]
    {
        said(text);
    }
}

/// Where real pages lie, on machines that have them.
fn shared() -> Option<std::path::PathBuf> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if !path.is_dir() {
        eprintln!("skipped: there is no {}", path.display());
        return None;
    }
    Some(path)
}

#[test]
#[ignore = "reads every real page; run it after a change of rules"]
fn real_pages_yield_their_operations() {
    let Some(corpus) = shared() else { return };
    let glossary = Glossary::builtin();
    let index = std::fs::read_to_string(corpus.join("index.jsonl")).unwrap();
    let (mut pages, mut lost) = (0, Vec::new());
    for line in index.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let path = row["page"].as_str().unwrap();
        let bytes = std::fs::read(corpus.join(path)).unwrap();
        let (page, _) = read::read(path, &bytes, glossary);
        let (interpretation, _) = interpret(&page, glossary);
        assert_reconciled(&page, &interpretation);
        let wanted = request_line::read(&format!(
            "{} {}",
            row["ops"][0][0].as_str().unwrap(),
            row["ops"][0][1].as_str().unwrap()
        ));
        let wanted = wanted.unwrap();
        let found = |draft: &Draft| wanted.methods == [draft.method] && draft.path == wanted.path;
        pages += 1;
        if !interpretation.drafts.iter().any(found) {
            lost.push(path.to_owned());
        }
    }
    assert!(lost.len() * 200 <= pages, "{} of {pages} pages without their operation: {lost:#?}", lost.len());
}
