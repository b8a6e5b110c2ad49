//! What hostile bytes are thrown at: a function a target, each with what must hold whatever the bytes are. The fuzzer
//! (`fuzz/`) and the regression corpus (`regressions/`) run the same functions; all of them panic, or nothing is wrong.

use huaweicloud::{
    Headers, Json,
    runtime::{
        json,
        signing::{self, Algorithm, Timestamp, ToSign},
    },
};
use specwright::{
    Compiled, Glossary, PageFile, compile,
    diagnostic::{Code, Diagnostic, Selection, github, json_lines, terminal},
    emit,
    interpret::interpret,
    ir::{self, Offers, Service, ServiceFile},
    link,
    page::{Block, BlockKind, Cell, Format, Page, Row, Source, Span, Table, Text},
};
use std::{collections::BTreeSet, sync::Arc};

/// Takes any bytes; panics where something is wrong.
type Target = fn(&[u8]);

/// All of them, by name.
pub(crate) const TARGETS: &[(&str, Target)] = &[
    ("read_markdown", read_markdown),
    ("read_html", read_html),
    ("read_rst", read_rst),
    ("read_text", read_text),
    ("type_cell", type_cell),
    ("prose", prose),
    ("request_line", request_line),
    ("example", example),
    ("ir_yaml", ir_yaml),
    ("service_yaml", service_yaml),
    ("names", names),
    ("docs", docs),
    ("signing", signing),
    ("decode", decode),
    ("error", error),
];

/// Throws bytes at the target of this name.
pub(crate) fn run(target: &str, data: &[u8]) {
    let (_, function) = TARGETS.iter().find(|(name, _)| *name == target).expect("a target of this name");
    function(data);
}

fn read_markdown(data: &[u8]) {
    page("page.md", data);
}

fn read_html(data: &[u8]) {
    page("page.html", &[b"<!doctype html>", data].concat());
}

fn read_rst(data: &[u8]) {
    page("page.rst", &[b":original_name: page.html\n\n.. _page:\n\n", data].concat());
}

fn read_text(data: &[u8]) {
    page("page.txt", data);
}

fn page(name: &str, bytes: &[u8]) {
    let file = PageFile { path: name.to_owned(), name: name.to_owned(), bytes: bytes.to_vec() };
    sound(&compile(&[file], &link::Context { service: "fuzzed", ..link::Context::default() }));
}

/// What holds of every service that comes of pages.
pub(crate) fn sound(compiled: &Compiled) {
    let stopped = compiled.diagnostics.iter().find(|diagnostic| diagnostic.code == Code::ReaderFailed);
    assert!(stopped.is_none(), "the reader stopped: {stopped:?}");
    for page in &compiled.pages {
        assert_eq!(page.rows, page.fates.len(), "{}: rows are lost in silence", page.path);
    }
    for diagnostic in &compiled.diagnostics {
        let Some(place) = &diagnostic.place else { continue };
        let (text, span) = (&place.source.text, place.span);
        assert!(text.get(span.start as usize..span.end as usize).is_some(), "{diagnostic:?} is nowhere");
    }
    shown(&compiled.diagnostics);
    let breaches = ir::check(&compiled.service);
    assert!(breaches.is_empty(), "{breaches:?}");
    let text = compiled.service.to_yaml().expect("an IR that can be written");
    let again = Service::from_yaml(&Arc::new(Source::new("ir.yaml", text.clone())));
    let again = again.unwrap_or_else(|problem| panic!("{problem:?}\n{text}"));
    assert_eq!(again, compiled.service, "the IR is not what its file says\n{text}");
}

/// Diagnostics can be shown in every form, and command no terminal.
fn shown(diagnostics: &[Diagnostic]) {
    let selection = Selection::new(diagnostics, 10);
    for text in [terminal(&selection, false), github(&selection), json_lines(diagnostics)] {
        let command = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t') || *c == '\u{202e}');
        assert!(command.is_none(), "{command:?} reaches a terminal: {text:?}");
    }
}

/// What a page says, at the places that have a grammar.
struct Said<'a> {
    request_line: &'a str,
    name: &'a str,
    ty: &'a str,
    description: &'a str,
    example: &'a str,
}

impl Default for Said<'_> {
    fn default() -> Self {
        Self {
            request_line: "POST /v1/{project_id}/things",
            name: "thing",
            ty: "String",
            description: "What it is.",
            example: "",
        }
    }
}

impl Said<'_> {
    /// The page itself, past any reader.
    fn interpret(&self) {
        let heading = |level, words: &str| BlockKind::Heading { level, text: plain(words) };
        let header = ["Parameter", "Mandatory", "Type", "Description"].map(cell).to_vec();
        let row = |cells: [&str; 4]| Row { cells: cells.map(cell).to_vec(), ..Row::default() };
        let rows = vec![row([self.name, "Yes", self.ty, self.description]), row(["other", "No", "Integer", ""])];
        let kinds = [
            heading(1, "Creating a Thing"),
            heading(2, "URI"),
            BlockKind::Paragraph(plain(self.request_line)),
            heading(2, "Request Parameters"),
            BlockKind::Table(Table {
                caption: Some(plain("Table 1 Request body parameters")),
                header,
                rows,
                ..Table::default()
            }),
            heading(2, "Example Requests"),
            BlockKind::Code(plain(self.example)),
        ];
        let block = |kind| Block { depth: 0, kind, anchors: Vec::new(), place: Span::default() };
        let source = Arc::new(Source::new("page.md", "text"));
        let blocks = kinds.into_iter().map(block).collect();
        let page = Page { source, format: Format::Markdown, blocks, original_name: None };
        let (interpretation, diagnostics) = interpret(&page, Glossary::builtin());
        let rows = interpretation.rows;
        let linked = link::link(vec![interpretation], &link::Context { service: "fuzzed", ..Default::default() });
        assert_eq!(linked.fates.first().map_or(0, Vec::len), rows, "rows are lost in silence");
        sound(&Compiled {
            service: linked.service,
            offers: linked.offers,
            pages: Vec::new(),
            diagnostics: diagnostics.into_iter().chain(linked.diagnostics).collect(),
        });
    }
}

fn plain(words: &str) -> Text {
    Text::plain(words, Span::default())
}

fn cell(words: &str) -> Cell {
    Cell::written(plain(words))
}

fn type_cell(data: &[u8]) {
    Said { ty: &String::from_utf8_lossy(data), ..Said::default() }.interpret();
}

fn prose(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for ty in ["String", "Integer", "Array of strings"] {
        Said { description: &text, ty, ..Said::default() }.interpret();
    }
}

fn request_line(data: &[u8]) {
    Said { request_line: &String::from_utf8_lossy(data), ..Said::default() }.interpret();
}

fn example(data: &[u8]) {
    Said { example: &String::from_utf8_lossy(data), ..Said::default() }.interpret();
}

/// What can be read of an `ir.yaml` can be written again, compared, exported, and, where it is sound, emitted.
fn ir_yaml(data: &[u8]) {
    let source = Arc::new(Source::new("ir.yaml", String::from_utf8_lossy(data)));
    match Service::from_yaml(&source) {
        Err(problem) => shown(&[problem]),
        Ok(service) => {
            let text = service.to_yaml().expect("an IR that can be written");
            let again = Service::from_yaml(&Arc::new(Source::new("ir.yaml", text.clone()))).expect("what we wrote");
            assert_eq!(again, service, "{text}");
            assert_eq!(again.to_yaml().ok(), Some(text), "the same value, the same bytes");
            let _ = ir::diff::diff(&service, &Service::default());
            let _ = emit::openapi::document(&service, "Fuzzed");
            if ir::check(&service).is_empty() {
                assert!(ir::diff::diff(&service, &again).is_empty(), "nothing changed");
                emitted(&service);
            }
        }
    }
}

fn service_yaml(data: &[u8]) {
    let source = Arc::new(Source::new("service.yaml", String::from_utf8_lossy(data)));
    match ServiceFile::from_yaml(&source) {
        Err(problem) => shown(&[problem]),
        Ok(file) => {
            let mut service = service_of(&["name", "other"], "Words.");
            shown(&file.apply(&mut service, &Offers::default(), &source));
            if ir::check(&service).is_empty() {
                emitted(&service);
            }
        }
    }
}

/// Names of everything that has one, a line each.
fn names(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let lines: BTreeSet<&str> = text.lines().take(40).collect();
    emitted(&service_of(&lines.into_iter().collect::<Vec<_>>(), "Words."));
}

fn docs(data: &[u8]) {
    emitted(&service_of(&["name"], &String::from_utf8_lossy(data)));
}

/// A service whose fields, inputs, values and error codes have these names, and these words everywhere.
fn service_of(names: &[&str], words: &str) -> Service {
    let field = |name: &&str| serde_json::json!({ "name": name, "type": "string", "doc": words });
    let input = |name: &&str| serde_json::json!({ "name": name, "in": "query", "type": "string", "doc": words });
    let value = |name: &&str| serde_json::json!({ "value": name, "doc": words });
    let code = |name: &&str| serde_json::json!({ "code": name, "doc": words });
    let mut fields: Vec<_> = names.iter().map(field).collect();
    if !names.contains(&"state") {
        let values: Vec<_> = names.iter().map(value).collect();
        fields.push(serde_json::json!({ "name": "state", "type": "string", "values": values }));
    }
    let operation = serde_json::json!({
        "name": "show_thing", "page": "pages/page.md", "method": "GET", "path": "/v1/things",
        "title": words, "doc": words, "inputs": names.iter().map(input).collect::<Vec<_>>(),
        "outputs": [{ "status": 200, "type": "Thing", "doc": words }],
        "errors": names.iter().map(code).collect::<Vec<_>>(),
    });
    let service = serde_json::json!({
        "service": "fuzzed", "title": words, "operations": [operation],
        "types": { "Thing": { "doc": words, "fields": fields } },
    });
    serde_json::from_value(service).expect("a service")
}

/// Every file of the crate parses, and no name stands twice where that would not compile.
fn emitted(service: &Service) {
    let (files, diagnostics) = emit::rust::emit(std::slice::from_ref(service), &emit::rust::Options::default());
    let broken = diagnostics.iter().find(|diagnostic| diagnostic.code == Code::EmittedCode);
    assert!(broken.is_none(), "{broken:?}");
    shown(&diagnostics);
    for (path, text) in files.iter().filter(|(path, _)| path.rsplit('.').next() == Some("rs")) {
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let twice = names_given_twice(&file.items);
        assert!(twice.is_empty(), "{path}: {twice:?} twice");
        let hidden = text.chars().find(|c| c.is_control() && *c != '\n' || ('\u{202a}'..='\u{202e}').contains(c));
        assert!(hidden.is_none(), "{path}: {hidden:?} in the code");
    }
}

fn names_given_twice(items: &[syn::Item]) -> Vec<String> {
    let mut twice = Vec::new();
    let mut see = |names: Vec<&syn::Ident>| {
        let mut seen = BTreeSet::new();
        twice.extend(names.into_iter().filter(|name| !seen.insert(*name)).map(ToString::to_string));
    };
    let mut types = Vec::new();
    for item in items {
        match item {
            syn::Item::Struct(item) => {
                types.push(&item.ident);
                see(item.fields.iter().filter_map(|field| field.ident.as_ref()).collect());
            }
            syn::Item::Enum(item) => {
                types.push(&item.ident);
                see(item.variants.iter().map(|variant| &variant.ident).collect());
            }
            syn::Item::Impl(item) => see(item
                .items
                .iter()
                .filter_map(|item| match item {
                    syn::ImplItem::Fn(item) => Some(&item.sig.ident),
                    syn::ImplItem::Const(item) => Some(&item.ident),
                    _ => None,
                })
                .collect()),
            _ => {}
        }
    }
    see(types);
    twice
}

/// Method, path, query and headers, a line each, and the body.
fn signing(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let lines: Vec<&str> = text.split('\n').collect();
    let line = |number: usize| lines.get(number).copied().unwrap_or_default();
    for part in &lines {
        let encoded = signing::percent_encode(part);
        assert_eq!(signing::percent_decode(&encoded), part.as_bytes());
        assert!(encoded.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~%".contains(&byte)), "{encoded}");
        if let Some(time) = Timestamp::parse(part) {
            assert_eq!(Timestamp::parse(&time.basic()), Some(time), "{part}");
        }
    }
    let query = signing::query_pairs(line(2));
    let headers = [("X-Sdk-Date", "20260101T000000Z"), ("Host", line(3)), (line(4), line(5))];
    let request = ToSign { method: line(0), path: line(1), query: &query, headers: &headers, body: data };
    let derived = Algorithm::DerivedHmacSha256 { region: line(3).to_owned(), service: line(4).to_owned() };
    for algorithm in [Algorithm::HmacSha256, derived] {
        let signature = signing::sign(&algorithm, line(6), line(7), line(8), &request);
        assert_eq!(signature, signing::sign(&algorithm, line(6), line(7), line(8), &request));
    }
    let mut turned = query.clone();
    turned.reverse();
    assert_eq!(signing::canonical_query(&query), signing::canonical_query(&turned), "the order shows");
}

/// Answers, held against a strict reader: what that one takes, ours takes, and gives the same again.
fn decode(data: &[u8]) {
    use huaweicloud::{coc, dataartsstudio, dcs, koophone};
    let strict = serde_json::from_slice::<serde_json::Value>(data);
    let lenient = json::decode::<Json>(data);
    if let Ok(strict) = &strict {
        let value = lenient.expect("a lenient reader takes what a strict one takes").value.expect("any JSON is JSON");
        let again: serde_json::Value = serde_json::from_str(&json::encode(&value)).expect("JSON");
        assert_eq!(again, *strict);
    }
    let _ = json::decode::<dcs::model::ListNumberOfInstancesInDifferentStatusOutput>(data);
    let _ = json::decode::<coc::model::ShowScriptOrderStatisticsOutput>(data);
    let _ = json::decode::<koophone::model::BatchQueryStatusOutput>(data);
    let _ = json::decode::<dataartsstudio::model::ServiceError>(data);
}

/// An answer of a status (the first byte) with a body.
fn error(data: &[u8]) {
    let Some((first, body)) = data.split_first() else { return };
    let status = 100 + u16::from(*first) * 2;
    let error = huaweicloud::Error::from_response(status, Headers::new(), body.to_vec());
    assert_eq!(error.status(), Some(status));
    assert_eq!(error.raw(), Some(body));
    let said = format!("{error} {error:?}");
    assert!(said.len() < 64 << 10 || said.len() < 8 * data.len(), "a message of {} bytes", said.len());
    let _ = (error.code(), error.request_id(), error.details(), error.is_retryable());
}
