//! Hostile texts in every place that a page's text can reach: `injection/table.json` has both, and every pair of them is
//! a row. A row is refused with a diagnostic, or neutral: the files lie where files may lie, the code has the form that
//! it has with a harmless text, nothing invisible is left, and docs lead nowhere and run nothing.

use crate::{
    emitted_crate::{cargo, lay_out, options},
    nested_cargo::target,
    places::workspace,
};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use rayon::prelude::*;
use scraper::{Html, Selector};
use specwright::{
    PageFile, compile,
    diagnostic::{Code, Diagnostic, Selection, Severity, terminal},
    emit::{Files, rust},
    ir::{self, Service, When},
    link,
    page::Source,
};
use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

const SERVICE: &str = include_str!("../injection/service.yaml");

struct Table {
    texts: BTreeMap<String, String>,
    places: Vec<String>,
    cells: Vec<String>,
}

fn table() -> Table {
    let text = fs::read_to_string(workspace().join("tests/injection/table.json")).unwrap();
    let table: serde_json::Value = serde_json::from_str(&text).unwrap();
    let texts = table["texts"].as_object().unwrap().iter();
    let names =
        |key: &str| table[key].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect();
    Table {
        texts: texts.map(|(name, text)| (name.clone(), text.as_str().unwrap().to_owned())).collect(),
        places: names("places"),
        cells: names("cells"),
    }
}

fn base() -> Service {
    Service::from_yaml(&Arc::new(Source::new("ir.yaml", SERVICE))).unwrap()
}

/// Puts a text into a place of the service.
fn put(service: &mut Service, place: &str, text: &str) {
    let hostile = text.to_owned();
    let operation = &mut service.operations[0];
    let (input, header, body) = (0, 1, operation.body.as_mut().unwrap());
    let (output, example) = (&mut operation.outputs[0], &mut operation.examples[0]);
    let request = example.request.as_mut().unwrap();
    match place {
        "service.service" => service.service = hostile,
        "service.title" => service.title = hostile,
        "service.endpoint" => service.endpoints.pattern = Some(hostile),
        "service.region" => service.endpoints.regions[0] = hostile,
        "service.host" => service.endpoints.hosts.values_mut().for_each(|host| host.clone_from(&hostile)),
        "operation.name" => operation.name = hostile,
        "operation.page" => operation.page = hostile,
        "operation.page_url" => operation.page_url = Some(hostile),
        "operation.path" => operation.path.push_str(text),
        "operation.alias" => operation.aliases.push(hostile),
        "operation.title" => operation.title = hostile,
        "operation.doc" => operation.doc = hostile,
        "operation.when" => operation.when = Some(When::Query([(hostile.clone(), hostile)].into())),
        "input.name" => {
            operation.inputs[input].name.clone_from(&hostile);
            operation.path = format!("/v1/things/{{{hostile}}}");
        }
        "input.doc" => operation.inputs[input].facts.doc = hostile,
        "input.default" => operation.inputs[input].facts.default = Some(hostile.into()),
        "input.pattern" => operation.inputs[input].facts.pattern = Some(hostile),
        "input.condition" => operation.inputs[input].facts.condition = Some(hostile),
        "input.format" => operation.inputs[input].facts.format = Some(hostile),
        "header.input" => operation.inputs[header].name = hostile,
        "query.value" => operation.inputs[2].facts.values[1].value = hostile.into(),
        "body.media" => {
            body.ty = ir::TypeRef::String;
            body.media = Some(hostile);
        }
        "body.doc" => body.doc = hostile,
        "output.doc" => output.doc = hostile,
        "output.header" => output.headers[0].name = hostile,
        "output.media" => {
            output.ty = Some(ir::TypeRef::Binary);
            output.media = Some(hostile);
        }
        "error.code" => operation.errors[0].code = hostile,
        "error.doc" => operation.errors[0].doc = hostile,
        "example.name" => example.name = hostile,
        "example.doc" => example.doc = hostile,
        "example.path" => request.path = [("id".to_owned(), hostile)].into_iter().collect(),
        "example.query" => request.query = [("limit".to_owned(), hostile)].into_iter().collect(),
        "example.header" => request.headers = [("X-Kind".to_owned(), hostile)].into_iter().collect(),
        "example.text" => request.body = Some(serde_json::json!({ "name": hostile })),
        "example.key" => example.response = Some(serde_json::json!({ hostile: [1] })),
        "type.name" => service.rename_type("Thing", text),
        "type.doc" => service.types["Thing"].doc = hostile,
        "field.name" => {
            operation.pagination.as_mut().unwrap().last = Some(hostile.clone());
            service.types["Thing"].fields[0].name = hostile;
        }
        "field.doc" => service.types["Thing"].fields[0].facts.doc = hostile,
        "field.value" => service.types["Thing"].fields[1].facts.values[1].value = hostile.into(),
        "field.value.doc" => service.types["Thing"].fields[1].facts.values[1].doc = hostile,
        "field.default" => service.types["Thing"].fields[0].facts.default = Some(hostile.into()),
        "pagination.parameter" => {
            operation.inputs[2].name.clone_from(&hostile);
            operation.pagination.as_mut().unwrap().parameter = hostile;
        }
        "envelope.code" => {
            service.types["Page"].fields[1].name.clone_from(&hostile);
            operation.envelope.as_mut().unwrap().code = hostile;
        }
        "envelope.success" => operation.envelope.as_mut().unwrap().success = vec![hostile],
        other => panic!("no place is called {other}"),
    }
}

/// Whether the row is refused, before or while it is emitted.
fn is_refused(service: &Service, findings: &[Diagnostic]) -> bool {
    let refused =
        |code: Code| code.severity() == Severity::Error || matches!(code, Code::OperationRefused | Code::PagesRefused);
    ir::check(service).iter().chain(findings).any(|finding| refused(finding.code) && finding.code != Code::EmittedCode)
}

/// Places whose text decides whether an item is there, or whether the whole is refused: each is tried by itself. The
/// others are tried all at once.
const DECISIVE: &[&str] = &[
    "service.service",
    "operation.name",
    "operation.page_url",
    "operation.path",
    "operation.when",
    "input.name",
    "query.value",
    "body.media",
    "output.media",
    "type.name",
    "field.name",
    "field.value",
    "pagination.parameter",
    "envelope.code",
];

/// The places in the groups in which they are tried.
fn groups(places: &[String]) -> Vec<Vec<&String>> {
    let (decisive, others): (Vec<&String>, Vec<&String>) =
        places.iter().partition(|place| DECISIVE.contains(&place.as_str()));
    decisive.into_iter().map(|place| vec![place]).chain([others]).collect()
}

fn with_text(places: &[&String], text: &str) -> Service {
    let mut service = base();
    for place in places {
        put(&mut service, place, text);
    }
    service
}

/// A text and a group that are taken, if they are; and what is wrong with them.
type Outcome<'a> = (Option<(&'a String, usize)>, Vec<String>);

/// Whether `ir.yaml` says what the service is.
fn is_held(service: &Service) -> bool {
    let again = service.to_yaml().map(|yaml| Service::from_yaml(&Arc::new(Source::new("ir.yaml", yaml))));
    again.is_ok_and(|again| again.is_ok_and(|again| again == *service))
}

#[test]
fn a_hostile_text_is_refused_or_neutral() {
    let table = table();
    assert!(table.texts.len() * table.places.len() >= 120);
    let groups = groups(&table.places);
    let outcomes = outcomes(&table, &groups);
    let failures: Vec<&String> = outcomes.iter().flat_map(|(_, failures)| failures).collect();
    assert!(failures.is_empty(), "{} failures\n{failures:#?}", failures.len());
    let taken = outcomes.iter().filter(|(taken, _)| taken.is_some()).count();
    assert!(taken * 2 > outcomes.len(), "{} of {} are refused", outcomes.len() - taken, outcomes.len());
}

#[test]
#[ignore = "checks all dependencies once more; `.ci/run` does it"]
fn a_crate_of_all_that_is_not_refused_is_harmless() {
    let table = table();
    let groups = groups(&table.places);
    let outcomes = outcomes(&table, &groups);
    let taken: Vec<(&String, usize)> = outcomes.iter().filter_map(|(taken, _)| *taken).collect();
    crate_of(&table, &taken, &groups);
}

/// What comes of each text in each group of places.
fn outcomes<'a>(table: &'a Table, groups: &[Vec<&String>]) -> Vec<Outcome<'a>> {
    let harmless = ["harmless", "00", "of no name \u{7684}"];
    let form = |places: &Vec<&String>, text: &str| {
        form_of(&rust::emit(&[with_text(places, text)], &rust::Options::default()).0)
    };
    let forms: Vec<Vec<String>> =
        groups.iter().map(|places| harmless.iter().map(|text| form(places, text)).collect()).collect();
    let rows: Vec<(&String, &String, usize)> =
        table.texts.iter().flat_map(|(name, text)| (0..groups.len()).map(move |group| (name, text, group))).collect();
    rows.into_par_iter()
        .map(|(name, text, group)| {
            let service = with_text(&groups[group], text);
            let mut failures = Vec::new();
            let (files, findings) = rust::emit(std::slice::from_ref(&service), &rust::Options::default());
            failures.extend(outrages(&files, &findings));
            let is_taken = !is_refused(&service, &findings);
            if is_taken && !is_held(&service) {
                failures.push("ir.yaml does not hold it".to_owned());
            }
            if is_taken && !forms[group].contains(&form_of(&files)) {
                failures.push("the code has another form".to_owned());
            }
            let place = groups[group].first().map_or("nowhere", |place| place.as_str());
            let told = failures.into_iter().map(|failure| format!("{name} in {place}: {failure}")).collect();
            (is_taken.then_some((name, group)), told)
        })
        .collect()
}

/// The tokens of all code, where a name is a name and a literal a literal; docs, and what code cannot hold, aside.
fn form_of(files: &Files) -> String {
    let code = files.iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|ending| ending == "rs"));
    code.map(|(_, text)| text.parse::<TokenStream>().map_or_else(|error| error.to_string(), form)).collect()
}

/// Commas and braces come and go where lines are broken.
fn form(tokens: TokenStream) -> String {
    let mut form = String::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                form.push_str(&self::form(group.stream()));
            }
            TokenTree::Group(group) => form.extend(["[", &self::form(group.stream()), "]"]),
            TokenTree::Ident(_) => form.push_str("name "),
            TokenTree::Literal(_) => form.push_str("literal "),
            TokenTree::Punct(sign) if sign.as_char() == ',' => {}
            TokenTree::Punct(sign) if sign.as_char() == '#' => {
                while matches!(tokens.peek(), Some(TokenTree::Punct(sign)) if sign.as_char() == '!') {
                    tokens.next();
                }
                let is_own = |group: &TokenStream| {
                    let word = group.clone().into_iter().next().map(|first| first.to_string());
                    matches!(word.as_deref(), Some("doc" | "allow"))
                };
                match tokens.peek() {
                    Some(TokenTree::Group(group)) if is_own(&group.stream()) => {
                        tokens.next();
                    }
                    _ => form.push('#'),
                }
            }
            TokenTree::Punct(sign) => form.push(sign.as_char()),
        }
    }
    form
}

/// What no text may bring about, refused or not.
fn outrages(files: &Files, findings: &[Diagnostic]) -> Vec<String> {
    let mut outrages: Vec<String> =
        files.keys().filter(|path| !is_safe_path(path)).map(|path| format!("a file is called {path:?}")).collect();
    for (path, text) in files {
        if let Some(char) = text.chars().find(|char| is_unseen(*char)) {
            outrages.push(format!("{path} holds {char:?}"));
        }
    }
    outrages.extend(
        findings.iter().filter(|finding| finding.code == Code::EmittedCode).map(|finding| finding.message.clone()),
    );
    let switches = files["Cargo.toml"].lines().filter_map(|line| line.strip_suffix(" = []"));
    let is_plain =
        |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    outrages.extend(switches.filter(|name| !is_plain(name)).map(|name| format!("a feature is called {name:?}")));
    let shown = terminal(&Selection::new(findings, usize::MAX), false);
    if shown.chars().any(|char| char != '\n' && is_unseen(char)) {
        outrages.push("a message holds what a terminal obeys".to_owned());
    }
    outrages
}

fn is_safe_path(path: &str) -> bool {
    let stems = path.split('/').map(|name| name.split('.').next().unwrap_or_default());
    let mut stems = stems.peekable();
    let devices = ["aux", "con", "nul", "prn", "com1", "lpt1"];
    stems.peek().is_some()
        && stems.all(|stem| !stem.is_empty() && !devices.contains(&stem))
        && path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_./".contains(&byte))
}

/// Characters that do not show, or turn what follows.
fn is_unseen(char: char) -> bool {
    (char.is_control() && char != '\n')
        || matches!(char, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A page with a text in one of its cells.
fn page(cell: &str, text: &str) -> PageFile {
    let at = |name: &str, harmless: &str| if name == cell { text.to_owned() } else { harmless.to_owned() };
    let body = format!(
        "# {}\n\n## URI\n\nPOST /v1/things/{{id}}{}\n\n## Request Parameters\n\n**Table 1** {}\n\n\
         | Parameter | Mandatory | Type | Description |\n|---|---|---|---|\n| {} | {} | {} | {} |\n\n\
         ## Example Request\n\n```json\n{{\"name\": \"{}\"}}\n```\n\n## Error Codes\n\n| Error Code | Description |\n|---|---|\n| {} | Wrong. |\n",
        at("heading", "Making a Thing - MakeThing"),
        at("uri", ""),
        at("caption", "Request body parameters"),
        at("name", "name"),
        at("mandatory", "Yes"),
        at("type", "String"),
        at("description", "The name."),
        at("example", "first"),
        at("error code", "Thing.1"),
    );
    let name = format!("pages/{}.md", at("file name", "MakeThing"));
    PageFile { path: name.clone(), name, bytes: body.into_bytes() }
}

#[test]
fn a_hostile_page_comes_to_safe_files() {
    let table = table();
    let rows: Vec<(&String, &String, &String)> =
        table.texts.iter().flat_map(|(name, text)| table.cells.iter().map(move |cell| (name, text, cell))).collect();
    let failures: Vec<String> = rows
        .into_par_iter()
        .flat_map(|(name, text, cell)| {
            let compiled =
                compile(&[page(cell, text)], &link::Context { service: "things", ..link::Context::default() });
            let (files, findings) = rust::emit(std::slice::from_ref(&compiled.service), &rust::Options::default());
            let mut failures = outrages(&files, &[findings, compiled.diagnostics].concat());
            failures.extend(ir::check(&compiled.service).into_iter().map(|finding| finding.message));
            failures.into_iter().map(|failure| format!("{name} in {cell}: {failure}")).collect::<Vec<_>>()
        })
        .collect();
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

/// The name of that crate: its docs lie among those of others.
const CRATE: &str = "injected_texts";

/// A crate of all that is not refused: one service a text, with the text in every place that takes it.
fn crate_of(table: &Table, taken: &[(&String, usize)], groups: &[Vec<&String>]) {
    let services = table.texts.iter().enumerate().map(|(number, (name, text))| {
        let mut service = base();
        // A type is renamed when nothing else looks for it any more.
        let (types, others): (Vec<usize>, Vec<usize>) = taken
            .iter()
            .filter(|(taken, _)| *taken == name)
            .map(|(_, group)| *group)
            .partition(|group| groups[*group].iter().any(|place| *place == "type.name"));
        for place in others.into_iter().chain(types).flat_map(|group| &groups[group]) {
            put(&mut service, place, text);
        }
        service.service = format!("hostile_{number}");
        service
    });
    let options = rust::Options { crate_name: CRATE.to_owned(), ..options() };
    let (files, findings) = rust::emit(&services.collect::<Vec<_>>(), &options);
    assert_eq!(outrages(&files, &findings), Vec::<String>::new());
    let folder = lay_out("client", &files);
    cargo(folder.path(), &["clippy", "--all-features", "--", "-D", "warnings"]);
    cargo(folder.path(), &["doc", "--no-deps", "--all-features"]);
    let docs = target().join("doc");
    let mut failures = Vec::new();
    for pages in [docs.join(CRATE), docs.join("src").join(CRATE)] {
        inspect(&pages, &mut failures);
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Looks at every page of the docs for elements that a text has made.
fn inspect(folder: &Path, failures: &mut Vec<String>) {
    let elements =
        Selector::parse("script, style, link, meta, base, a, img, iframe, object, embed, form, svg").unwrap();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            inspect(&path, failures);
            continue;
        }
        if path.extension().is_none_or(|ending| ending != "html") {
            continue;
        }
        let page = Html::parse_document(&fs::read_to_string(&path).unwrap());
        for element in page.select(&elements) {
            let leads = |name: &str, value: &str| {
                matches!(name, "href" | "src" | "action" | "data" | "content")
                    && (value.contains("evil.example") || (value.contains("script:") && value.contains("pwned")))
            };
            let runs = |name: &str, value: &str| name.starts_with("on") && value.contains("pwned");
            // The description of a page is text that nothing follows.
            let is_inert = element.attr("name") == Some("description");
            let made =
                !is_inert && element.value().attrs().any(|(name, value)| leads(name, value) || runs(name, value));
            let own = matches!(element.value().name(), "script" | "style") && element.inner_html().contains("pwned");
            if made || own {
                failures.push(format!("{}: {}", path.display(), element.html()));
            }
        }
    }
}
