//! Drafts written as short texts, and the IR they come to as a short text.
//!
//! ```text
//! page a.md                        a page; operations follow
//! GET /v1/things ListThings        method, path, name offered by the page
//! in query limit Integer yes       an input
//! request | response 200           opens a group; the rows that follow are its body's
//! table QuotaInfo #anchor 3        opens a table of the group: caption, anchor, number
//! - name | [Thing] | yes | #link   a row: name, type, mandatory, ties
//! example 200 {"a": 1}             an example
//! ```

use crate::{
    interpret::{
        BodyDraft, Draft, ExampleDraft, ExampleSide, FieldDraft, InputDraft, Interpretation, JsonBlocks, Mandatory,
        NameKind, NameWitness, ResponseDraft, TableDraft, TypeCell, TypeExpr, Verdict,
    },
    ir::{Facts, Location, Method, Service, Status, placeholders},
    page::{Format, RowId, Source, Span},
};
use std::{fmt::Write, sync::Arc};

pub(super) fn pages(text: &str) -> Vec<Interpretation> {
    let mut pages: Vec<Interpretation> = Vec::new();
    let mut table = 0;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        if word == "page" {
            table = 0;
            pages.push(page(rest));
            continue;
        }
        let page = pages.last_mut().expect("a page first");
        if let Some(method) = Method::from_word(word) {
            page.drafts.push(draft(&page.source, method, rest));
            continue;
        }
        let structures = page.drafts.is_empty();
        match word {
            "structure" => {
                page.verdict = Verdict::Structures;
                page.structures.push(new_table(rest, &mut table));
            }
            "-" if structures => push_row(page.structures.last_mut().expect("a structure"), rest, &mut page.rows),
            _ => {
                let draft = page.drafts.last_mut().expect("an operation");
                line_of(draft, word, rest, &mut table, &mut page.rows);
            }
        }
    }
    pages.iter_mut().flat_map(|page| &mut page.drafts).for_each(add_unstated);
    pages
}

/// As interpreting does: placeholders of the path that no row states.
fn add_unstated(draft: &mut Draft) {
    let stated = |name: &&str| !draft.inputs.iter().any(|input| input.field.name == *name);
    let unstated: Vec<String> = placeholders(&draft.path).filter(stated).map(str::to_owned).collect();
    for (place, name) in unstated.into_iter().enumerate() {
        let mut holder = new_table("", &mut 0);
        push_row(&mut holder, &format!("{name} | String | yes"), &mut 0);
        let field = FieldDraft { row: None, ..holder.fields.remove(0) };
        draft.inputs.insert(place, InputDraft { location: Location::Path, filled_by: None, field });
    }
}

fn page(path: &str) -> Interpretation {
    Interpretation {
        source: Arc::new(Source::new(path, "")),
        format: Format::Markdown,
        verdict: Verdict::Operations,
        drafts: Vec::new(),
        structures: Vec::new(),
        fates: Vec::new(),
        rows: 0,
        json: JsonBlocks::default(),
    }
}

fn draft(source: &Arc<Source>, method: Method, rest: &str) -> Draft {
    let (path, name) = rest.split_once(' ').unwrap_or((rest, ""));
    let deprecated = name.ends_with('!');
    let name = name.trim_end_matches('!');
    let witness = || NameWitness { kind: NameKind::ExplorerLink, name: name.to_owned() };
    let offers = !name.is_empty() && !name.contains(' ');
    Draft {
        source: Arc::clone(source),
        title: name.to_owned(),
        names: if offers { vec![witness()] } else { Vec::new() },
        method,
        path: path.to_owned(),
        place: Span::default(),
        aliases: Vec::new(),
        when: None,
        deprecated,
        listed: false,
        doc: String::new(),
        inputs: Vec::new(),
        request: None,
        responses: Vec::new(),
        errors: Vec::new(),
        examples: Vec::new(),
    }
}

fn line_of(draft: &mut Draft, word: &str, rest: &str, table: &mut u32, rows: &mut usize) {
    let status = |word: &str| word.parse().ok().map(Status::Code);
    match word {
        "in" => {
            let parts: Vec<&str> = rest.split_whitespace().collect();
            let location = match parts[0] {
                "path" => Location::Path,
                "query" => Location::Query,
                _ => Location::Header,
            };
            let mut holder = new_table("", table);
            push_row(&mut holder, &parts[1..].join(" | "), rows);
            draft.inputs.push(InputDraft { location, filled_by: None, field: holder.fields.remove(0) });
        }
        "request" => draft.request = Some(BodyDraft::default()),
        "response" => draft.responses.push(ResponseDraft {
            status: status(rest),
            doc: String::new(),
            headers: Vec::new(),
            body: None,
        }),
        "table" => body(draft).structures.push(new_table(rest, table)),
        "-" => {
            let body = body(draft);
            let target = match body.structures.last_mut() {
                Some(structure) => structure,
                None => body.root.get_or_insert_with(|| new_table("", table)),
            };
            push_row(target, rest, rows);
        }
        "example" => {
            let (side, json) = rest.split_once(' ').expect("a side and JSON");
            let side = match side {
                "request" => ExampleSide::Request { path: None, query: Vec::new(), headers: Vec::new() },
                "failure" => ExampleSide::Response(Some(Status::Default)),
                other => ExampleSide::Response(status(other)),
            };
            let value = Some(serde_json::from_str(json).expect("JSON"));
            draft.examples.push(ExampleDraft { side, value, ..ExampleDraft::default() });
        }
        other => panic!("`{other}` opens no line"),
    }
}

/// The body of the group opened last.
fn body(draft: &mut Draft) -> &mut BodyDraft {
    match draft.responses.last_mut() {
        Some(response) => response.body.get_or_insert_default(),
        None => draft.request.get_or_insert_default(),
    }
}

fn new_table(rest: &str, table: &mut u32) -> TableDraft {
    let (mut caption, mut number, mut anchors) = (Vec::new(), None, Vec::new());
    for word in rest.split_whitespace() {
        match (word.strip_prefix('#'), word.parse()) {
            (Some(anchor), _) => anchors.push(anchor.to_owned()),
            (None, Ok(digits)) => number = Some(digits),
            (None, Err(_)) => caption.push(word),
        }
    }
    *table += 1;
    let caption = (!caption.is_empty()).then(|| caption.join(" "));
    TableDraft { table: *table - 1, caption, number, anchors, fields: Vec::new(), place: Span::default() }
}

fn push_row(table: &mut TableDraft, rest: &str, rows: &mut usize) {
    let cells: Vec<&str> = rest.split('|').map(str::trim).collect();
    let cell = |index: usize| cells.get(index).copied().unwrap_or_default();
    let mandatory = match cell(2) {
        "yes" => Mandatory::Yes,
        "no" => Mandatory::No,
        _ => Mandatory::Unsaid,
    };
    let row = RowId { table: table.table, row: u32::try_from(table.fields.len()).unwrap() };
    *rows += 1;
    table.fields.push(FieldDraft {
        name: cell(0).to_owned(),
        ty: TypeCell { expr: expr(cell(1)), raw: cell(1).to_owned(), ..TypeCell::default() },
        mandatory,
        facts: Facts::default(),
        links: cell(3).split_whitespace().filter(|tie| tie.contains('#')).map(str::to_owned).collect(),
        table_numbers: cell(3).split_whitespace().filter_map(|tie| tie.parse().ok()).collect(),
        row: Some(row),
        place: Span::default(),
    });
}

fn expr(text: &str) -> TypeExpr {
    if let Some(inner) = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) {
        return TypeExpr::List(Box::new(expr(inner)));
    }
    if let Some(inner) = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')) {
        return TypeExpr::Map(Box::new(expr(inner)));
    }
    match text {
        "" => TypeExpr::Unsaid,
        "String" => TypeExpr::String,
        "Integer" => TypeExpr::Integer,
        "Number" => TypeExpr::Number,
        "Boolean" => TypeExpr::Boolean,
        "Any" => TypeExpr::Any,
        "Object" => TypeExpr::Object(None),
        name => TypeExpr::Object(Some(name.to_owned())),
    }
}

/// The service as a short text.
pub(super) fn render(service: &Service) -> String {
    let mut text = String::new();
    for operation in &service.operations {
        writeln!(text, "{} {} {}", operation.method.as_str(), operation.path, operation.name).unwrap();
        for input in &operation.inputs {
            let required = if input.required { " required" } else { "" };
            writeln!(text, "  {} {}: {}{required}", input.location.as_str(), input.name, input.ty).unwrap();
        }
        if let Some(body) = &operation.body {
            writeln!(text, "  body: {}", body.ty).unwrap();
        }
        for output in &operation.outputs {
            let ty = output.ty.as_ref().map_or("-".to_owned(), ToString::to_string);
            writeln!(text, "  {}: {ty}", output.status).unwrap();
        }
    }
    for (name, ty) in &service.types {
        let fields: Vec<String> = ty
            .fields
            .iter()
            .map(|field| format!("{}: {}{}", field.name, field.ty, if field.required { " required" } else { "" }))
            .collect();
        let from = if ty.from.is_some() { " (example)" } else { "" };
        writeln!(text, "{name}{from} {{ {} }}", fields.join(", ")).unwrap();
    }
    text
}
