//! The OpenAPI documents of the workspace's pages are sound: what a validator would look at.

use crate::places::{entries, pages_below, workspace};
use serde_json::{Map, Value};
use specwright::{compile, emit, link};
use std::collections::BTreeSet;

#[test]
fn documents_hold_together() {
    let mut folders = entries(&workspace().join("specs"));
    folders.extend(entries(&workspace().join("tests/fixtures")));
    let mut breaches = Vec::new();
    for folder in folders.iter().filter(|path| path.is_dir()) {
        let compiled = compile(&pages_below(folder), &link::Context { service: "any", ..link::Context::default() });
        let document = emit::openapi::document(&compiled.service, "Any");
        let found = references(&document).into_iter().chain(operations(&document));
        breaches.extend(found.map(|breach| format!("{}: {breach}", folder.display())));
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

/// References that lead nowhere, and required properties that are none.
fn references(document: &Value) -> Vec<String> {
    let mut breaches = Vec::new();
    let mut open = vec![document];
    while let Some(value) = open.pop() {
        if let Some(target) = value["$ref"].as_str()
            && document.pointer(target.trim_start_matches('#')).is_none()
        {
            breaches.push(format!("`{target}` is missing"));
        }
        for name in value["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if value["properties"].get(name).is_none() {
                breaches.push(format!("`{name}` is required and no property"));
            }
        }
        match value {
            Value::Object(members) => open.extend(members.values()),
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    breaches
}

fn operations(document: &Value) -> Vec<String> {
    let none = Map::new();
    let mut ids = BTreeSet::new();
    let mut breaches = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap_or(&none) {
        for (method, operation) in item.as_object().unwrap_or(&none) {
            let id = operation["operationId"].as_str().unwrap_or_default();
            if !ids.insert(id) {
                breaches.push(format!("the operation `{id}` stands twice"));
            }
            let parameters = operation["parameters"].as_array().map_or(&[][..], Vec::as_slice);
            let mut seen = BTreeSet::new();
            for parameter in parameters {
                if !seen.insert((parameter["in"].to_string(), parameter["name"].to_string())) {
                    breaches.push(format!("{method} {path} has {} twice", parameter["name"]));
                }
            }
            let in_path = parameters.iter().filter(|parameter| parameter["in"] == "path");
            let filled: BTreeSet<&str> = in_path.filter_map(|parameter| parameter["name"].as_str()).collect();
            let placeholders: BTreeSet<&str> =
                path.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
            if filled != placeholders {
                breaches.push(format!("{method} {path}: the placeholders {placeholders:?} meet {filled:?}"));
            }
        }
    }
    breaches
}
