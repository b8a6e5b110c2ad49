//! IR to OpenAPI 3.1: a service in, one JSON document out, in the order of the IR. Every fact of the
//! IR that OpenAPI has a word for is said in that word; the rest is kept under `x-`.

mod operation;
mod schema;
mod security;
mod shown;
mod together;

use crate::ir::{Operation, Service, When, is_version};
use indexmap::IndexMap;
use operation::operation;
use schema::Names;
use serde_json::{Map, Value, json};

/// The document of a service, each operation under a key of its own. `title` is its name for people.
#[must_use]
pub fn document(service: &Service, title: &str) -> Value {
    written(service, title, SamePath::Apart)
}

/// The document of a service for tools that know no keys but paths: operations of one method and path that bodies tell
/// apart are one.
#[must_use]
pub fn document_of_paths(service: &Service, title: &str) -> Value {
    written(service, title, SamePath::Together)
}

/// What becomes of operations of one method and path that bodies tell apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SamePath {
    Apart,
    Together,
}

fn written(service: &Service, title: &str, same_path: SamePath) -> Value {
    let names = Names::of(service);
    let mut document = Map::new();
    document.insert("openapi".into(), json!("3.1.0"));
    document.insert("info".into(), json!({ "title": title, "version": version(service) }));
    document.insert("x-service".into(), json!(service.service));
    let servers = servers(service);
    if !servers.is_empty() {
        document.insert("servers".into(), Value::Array(servers));
    }
    let credentials = security::schemes(service);
    if !credentials.is_empty() {
        // Any one of them will do.
        let any: Vec<Value> = credentials.keys().map(|name| json!({ name.as_str(): [] })).collect();
        document.insert("security".into(), Value::Array(any));
    }
    document.insert("paths".into(), paths(service, &names, same_path));
    let schemas: Map<String, Value> =
        service.types.iter().map(|(name, ty)| (names.component(name), names.object(name, ty))).collect();
    let mut components = Map::new();
    for (key, items) in [("schemas", schemas), ("securitySchemes", credentials)] {
        if !items.is_empty() {
            components.insert(key.into(), Value::Object(items));
        }
    }
    if !components.is_empty() {
        document.insert("components".into(), Value::Object(components));
    }
    Value::Object(document)
}

/// The versions that the paths open with, as `v1, v2`: pages state no other.
fn version(service: &Service) -> String {
    let mut versions: Vec<&str> = service
        .operations
        .iter()
        .filter_map(|operation| operation.path.split('/').find(|segment| !segment.is_empty()))
        .filter(|segment| is_version(segment))
        .collect();
    versions.sort_unstable();
    versions.dedup();
    if versions.is_empty() { "unversioned".to_owned() } else { versions.join(", ") }
}

fn servers(service: &Service) -> Vec<Value> {
    let endpoints = &service.endpoints;
    let mut servers = Vec::new();
    if let Some(pattern) = &endpoints.pattern {
        let region = match endpoints.regions.first() {
            Some(region) => json!({ "default": region, "enum": endpoints.regions }),
            // A variable must have a default, and the pattern is for every region.
            None => json!({ "default": "region" }),
        };
        servers.push(json!({ "url": pattern, "variables": { "region": region } }));
    }
    for (region, host) in &endpoints.hosts {
        servers.push(json!({ "url": host, "description": region }));
    }
    servers.extend(endpoints.global.iter().map(|host| json!({ "url": host })));
    servers
}

fn paths(service: &Service, names: &Names, same_path: SamePath) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    let groups = if same_path == SamePath::Together { told_apart_by_bodies(service) } else { Vec::new() };
    for entry in &service.operations {
        let method = entry.method.as_str().to_ascii_lowercase();
        let group = groups.iter().find(|group| group.iter().any(|other| other.name == entry.name));
        let key = match group {
            Some(_) => entry.path.clone(),
            None => path_key(entry, |key| paths.get(key).is_some_and(|item| item.get(&method).is_some())),
        };
        let item = paths.entry(key).or_insert_with(|| Value::Object(Map::new()));
        let Value::Object(item) = item else { continue };
        if let Some(group) = group {
            let taken = |name: &str| service.operations.iter().any(|operation| operation.name == name);
            item.entry(method).or_insert_with(|| together::operation(group, &taken, names));
        } else {
            item.insert(method, operation(entry, names));
        }
    }
    Value::Object(paths)
}

/// The operations, two or more, of one method and path that their bodies tell apart.
fn told_apart_by_bodies(service: &Service) -> Vec<Vec<&Operation>> {
    let by_body = |operation: &Operation| operation.when.as_ref().is_some_and(When::is_of_body);
    let mut groups: IndexMap<_, Vec<&Operation>> = IndexMap::new();
    for operation in service.operations.iter().filter(|operation| operation.when.is_none() || by_body(operation)) {
        groups.entry((operation.method, operation.path.as_str())).or_default().push(operation);
    }
    let several = |group: &Vec<&Operation>| group.len() > 1 && group.iter().any(|operation| by_body(operation));
    groups.into_values().filter(several).collect()
}

/// The path, and what tells the operation from others of the same method and path: a constant query
/// pair (`/bucket?acl`), a body key (`/servers/{id}/action#os-start`) or another constant, at worst its name.
fn path_key(operation: &Operation, taken: impl Fn(&str) -> bool) -> String {
    let suffix = operation.when.as_ref().map(When::suffix).unwrap_or_default();
    let key = format!("{}{suffix}", operation.path);
    if taken(&key) { format!("{key}#{}", operation.name) } else { key }
}

#[cfg(test)]
mod tests;
