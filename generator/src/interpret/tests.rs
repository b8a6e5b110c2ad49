use super::*;
use crate::{ir::Status, read};
use std::fmt::Write;

/// Reads a page and puts what came of it in lines.
fn said(path: &str, text: &str) -> String {
    let glossary = Glossary::builtin();
    let (page, _) = read::read(path, text.as_bytes(), glossary);
    let (interpretation, diagnostics) = interpret(&page, glossary);
    let mut out = String::new();
    for draft in &interpretation.drafts {
        describe(draft, &mut out);
    }
    for diagnostic in diagnostics {
        writeln!(out, "! {} {}", diagnostic.code.id(), diagnostic.message).unwrap();
    }
    out
}

fn describe(draft: &Draft, out: &mut String) {
    writeln!(out, "{} {} {:?}", draft.method.as_str(), draft.path, draft.title).unwrap();
    for input in &draft.inputs {
        let filled = input.filled_by.map_or(String::new(), |by| format!(" filled by {by:?}"));
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
            None => writeln!(out, "  {status} without body").unwrap(),
        }
    }
    for example in &draft.examples {
        writeln!(out, "  example {:?} {:?} {}", example.label, example.side, example.value.is_some()).unwrap();
    }
}

fn describe_body(name: &str, body: &BodyDraft, out: &mut String) {
    let tables =
        body.root.iter().map(|table| ("", table)).chain(body.structures.iter().map(|table| (" beneath", table)));
    if body.shape != BodyShape::Object {
        writeln!(out, "  {name} {:?}", body.shape).unwrap();
    }
    for (beneath, table) in tables {
        let fields: Vec<_> = table.fields.iter().map(field).collect();
        let caption = table.caption.as_ref().map_or(String::new(), |caption| format!(" {caption:?}"));
        writeln!(out, "  {name}{beneath}: {}{caption}", fields.join(", ")).unwrap();
    }
}

fn field(field: &FieldDraft) -> String {
    let mandatory = match field.mandatory {
        Mandatory::Yes => "!",
        Mandatory::No => "?",
        Mandatory::Conditional => "(?)",
        Mandatory::Unsaid => "",
    };
    format!("{}{mandatory} {}", field.name, if field.ty.raw.is_empty() { "-" } else { &field.ty.raw })
}

/// Where the shared pages lie, on machines that have them.
fn shared() -> Option<std::path::PathBuf> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    path.is_dir().then_some(path)
}

#[test]
#[ignore = "prints what it sees; for the eye"]
fn show() {
    let path = std::env::var("PAGE").unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    println!("{}", said(&path, &text));
}

#[test]
#[ignore = "prints what it sees; for the eye"]
fn show_all() {
    let Some(shared) = shared() else { return };
    let folder = std::env::var("FOLDER").unwrap_or("pages".to_owned());
    let mut folders = vec![shared.join("corpus").join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind != "jsonl") {
                let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
                println!("\n# {}\n{}", path.display(), said(&path.to_string_lossy(), &text));
            }
        }
    }
}

#[test]
#[ignore = "prints what it sees; for the eye"]
fn corpus() {
    let Some(shared) = shared() else { return };
    let glossary = Glossary::builtin();
    let index = std::fs::read_to_string(shared.join("corpus/index.jsonl")).unwrap();
    let (mut pages, mut whole) = (0, 0);
    let mut codes = std::collections::BTreeMap::new();
    for line in index.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let path = row["page"].as_str().unwrap();
        let bytes = std::fs::read(shared.join("corpus").join(path)).unwrap();
        let (page, _) = read::read(path, &bytes, glossary);
        let (interpretation, diagnostics) = interpret(&page, glossary);
        pages += 1;
        for diagnostic in diagnostics {
            *codes.entry(diagnostic.code.id()).or_insert(0) += 1;
            if std::env::var("CODE").is_ok_and(|code| code == diagnostic.code.id()) {
                println!("{path}: {}", diagnostic.message);
            }
        }
        let op = row["ops"][0].as_array().unwrap();
        let wanted = op[1].as_str().unwrap().split(['?']).next().unwrap().trim_end_matches('{');
        let found = interpretation.drafts.iter().any(|draft| draft.method.as_str() == op[0] && draft.path == wanted);
        whole += usize::from(found);
        if !found {
            let drafts: Vec<_> =
                interpretation.drafts.iter().map(|draft| format!("{} {}", draft.method.as_str(), draft.path)).collect();
            println!("{path}: {} {wanted}: {drafts:?} {:?}", op[0], interpretation.verdict);
        }
    }
    println!("{whole} of {pages}; {codes:?}");
}
