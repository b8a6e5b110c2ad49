//! The seed pages, where they are at hand: every row that they state comes out of `openapi`, and no other.

use crate::places::{entries, files_below, shared, workspace};
use serde_json::{Map, Value};
use specwright::{compile, emit, link, project::find_pages};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

/// Operation, location, pointer.
type Key = (String, String, String);

/// Type, and mandatory where it is said.
type Row = (String, Option<bool>);

#[test]
fn every_row_of_the_seeds_comes_out_and_no_other() {
    let Some(seeds) = shared("seeds") else { return };
    let expected = expected(&fs::read_to_string(seeds.join("expected.tsv")).unwrap());
    let verbatim = entries(&seeds).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    hold(&expected, &verbatim.collect::<Vec<_>>());
    // Our own pages of the same operations state the same facts.
    hold(&expected, &files_below(&workspace().join("specs"), "txt"));
}

fn hold(expected: &BTreeMap<Key, Row>, pages: &[PathBuf]) {
    let mut found = BTreeMap::new();
    for page in pages {
        let pages = find_pages(std::slice::from_ref(page)).unwrap().pages;
        let compiled = compile(&pages, &link::Context { service: "seed", ..link::Context::default() });
        found.extend(rows(&emit::openapi::document(&compiled.service, "Seed")));
    }
    let known: BTreeSet<String> = expected.keys().map(|(operation, ..)| operation.clone()).collect();
    let found: BTreeMap<Key, Row> = found
        .into_iter()
        .map(|((operation, place, pointer), row)| {
            let failure = (operation.clone(), "error-example".to_owned(), pointer.clone());
            let place = match place.as_bytes().first() {
                Some(b'd' | b'4' | b'5') if expected.contains_key(&failure) => "error-example".to_owned(),
                Some(b'2') => "200".to_owned(),
                _ => place,
            };
            ((operation, place, pointer), row)
        })
        .filter(|((operation, place, pointer), _)| known.contains(operation) && !is_token(place, pointer))
        .collect();
    let mut wrong = Vec::new();
    for (key, (ty, required)) in expected {
        match found.get(key) {
            None => wrong.push(format!("missing {key:?} {ty}")),
            Some((came, _)) if came != ty => wrong.push(format!("type {key:?}: {ty} expected, {came} came")),
            Some((_, came)) if required.is_some() && came.is_some() && required != came => {
                wrong.push(format!("mandatory {key:?}: {required:?} expected, {came:?} came"));
            }
            Some(_) => {}
        }
    }
    wrong.extend(found.keys().filter(|key| !expected.contains_key(key)).map(|key| format!("extra {key:?}")));
    assert!(wrong.is_empty(), "{} of {} rows wrong\n{}", wrong.len(), expected.len(), wrong.join("\n"));
}

fn expected(table: &str) -> BTreeMap<Key, Row> {
    table
        .lines()
        .skip(1)
        .map(|line| {
            let [operation, place, pointer, ty, required] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("five columns expected: {line}")
            };
            let (_service, operation) = operation.split_once(' ').unwrap();
            let required = match required {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            };
            ((operation.to_owned(), place.to_owned(), pointer.to_owned()), (ty.to_owned(), required))
        })
        .filter(|((_, place, pointer), _)| !is_token(place, pointer))
        .collect()
}

/// The token may be a parameter or a security scheme.
fn is_token(place: &str, pointer: &str) -> bool {
    place == "header" && pointer.eq_ignore_ascii_case("x-auth-token")
}

fn rows(document: &Value) -> Vec<(Key, Row)> {
    let mut rows = Vec::new();
    for (path, item) in object(&document["paths"]) {
        for (method, operation) in object(item) {
            let name = format!("{} {}", method.to_uppercase(), path.split('?').next().unwrap());
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let key = (name.clone(), text(&parameter["in"]), text(&parameter["name"]));
                rows.push((key, (kind(document, &parameter["schema"]), Some(parameter["required"] == true))));
            }
            let mut body = |place: &str, content: &Value, in_request: bool| {
                let mut fields = Vec::new();
                walk(document, &content["application/json"]["schema"], "", 0, &mut fields);
                for (pointer, ty, required) in fields {
                    rows.push(((name.clone(), place.into(), pointer), (ty, in_request.then_some(required))));
                }
            };
            body("body", &operation["requestBody"]["content"], true);
            for (status, answer) in object(&operation["responses"]) {
                body(status, &answer["content"], false);
            }
        }
    }
    rows
}

fn walk(document: &Value, schema: &Value, prefix: &str, depth: usize, rows: &mut Vec<(String, String, bool)>) {
    let schema = resolve(document, schema);
    if depth > 8 {
        return;
    }
    if schema["type"] == "array" {
        return walk(document, &schema["items"], &format!("{prefix}[]"), depth + 1, rows);
    }
    for (name, field) in object(&schema["properties"]) {
        let pointer = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        let required = schema["required"].as_array().is_some_and(|names| names.iter().any(|other| other == name));
        rows.push((pointer.clone(), kind(document, field), required));
        walk(document, field, &pointer, depth + 1, rows);
    }
}

fn kind(document: &Value, schema: &Value) -> String {
    let schema = resolve(document, schema);
    let types = schema["type"].as_array().into_iter().flatten();
    let not_null = types.filter_map(Value::as_str).find(|ty| *ty != "null");
    match schema["type"].as_str().or(not_null) {
        Some("array") => {
            let item = kind(document, &schema["items"]);
            format!("array<{}>", item.split('<').next().unwrap())
        }
        Some(ty) => ty.to_owned(),
        None => "any".to_owned(),
    }
}

fn resolve<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap(),
        None => schema,
    }
}

fn object(value: &Value) -> &Map<String, Value> {
    static EMPTY: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
    value.as_object().unwrap_or(&EMPTY)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
