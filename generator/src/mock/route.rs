//! Which operation a request is for: by method, path template, and what tells operations of one path apart.

use super::{
    form,
    refusal::Refusal,
    request::{Request, decoded},
};
use crate::ir::{Operation, Service, When, edits, essence};
use serde_json::Value;
use std::collections::BTreeMap;

/// Paths that are named where none fits.
const NEAR: usize = 3;

/// The operation of a request.
#[derive(Clone, Debug)]
pub(super) struct Found<'a> {
    pub(super) service: &'a Service,
    pub(super) operation: &'a Operation,
    /// Values of the placeholders, decoded.
    pub(super) path: Vec<(&'a str, String)>,
}

/// The operation that fits best. A path may begin with a service's id, so that paths of several services do not meet.
pub(super) fn find<'a>(services: &'a [Service], request: &Request) -> Result<Found<'a>, Refusal> {
    let fitting: Vec<Found<'a>> = services.iter().flat_map(|service| of_service(service, request.path())).collect();
    let (mut found, others): (Vec<Found<'_>>, Vec<Found<'_>>) =
        fitting.into_iter().partition(|found| found.operation.method.as_str() == request.method);
    if found.is_empty() {
        return Err(if others.is_empty() { unknown(services, request.path()) } else { wrong_method(&others) });
    }
    let query = request.query();
    let body: Option<Value> = serde_json::from_slice(&request.body).ok();
    let conditions: Vec<String> = found.iter().filter_map(|found| found.operation.when.as_ref()).map(words).collect();
    found.retain(|found| found.operation.when.as_ref().is_none_or(|when| holds(when, request, &query, body.as_ref())));
    let rank = |found: &Found<'_>| (found.operation.when.is_none(), found.path.len());
    let best = found.into_iter().min_by_key(rank);
    best.ok_or_else(|| {
        Refusal::new(
            404,
            format!("the operations of this path need a constant, which the request lacks: {}", conditions.join("; ")),
        )
    })
}

/// The operations of a service that have this path, below its id or without it.
fn of_service<'a>(service: &'a Service, path: &str) -> Vec<Found<'a>> {
    let own = path.strip_prefix('/').and_then(|path| path.strip_prefix(service.service.as_str()));
    let own = own.filter(|rest| rest.starts_with('/'));
    let paths: Vec<&str> = std::iter::once(path).chain(own).collect();
    let mut found = Vec::new();
    for operation in &service.operations {
        let templates = std::iter::once(&operation.path).chain(&operation.aliases);
        let mut fits = templates.flat_map(|template| paths.iter().filter_map(|path| placeholders(template, path)));
        found.extend(fits.next().map(|path| Found { service, operation, path }));
    }
    found
}

/// The values of a template's placeholders, where the path is of its form.
pub(super) fn placeholders<'a>(template: &'a str, path: &str) -> Option<Vec<(&'a str, String)>> {
    let mut values = Vec::new();
    let mut pieces = path.trim_end_matches('/').split('/');
    for form in template.trim_end_matches('/').split('/') {
        piece(form, pieces.next()?, &mut values)?;
    }
    pieces.next().is_none().then_some(values)
}

/// One piece of a path against `{id}`, `actions`, or `{name}.{format}`.
fn piece<'a>(mut form: &'a str, text: &str, values: &mut Vec<(&'a str, String)>) -> Option<()> {
    let mut text = text;
    loop {
        let Some((literal, rest)) = form.split_once('{') else {
            return (decoded(text) == form).then_some(());
        };
        text = text.strip_prefix(literal)?;
        let (name, rest) = rest.split_once('}')?;
        let literal = rest.split('{').next().unwrap_or_default();
        let end = if literal.is_empty() { text.len() } else { text.find(literal)? };
        let (value, after) = text.split_at_checked(end).filter(|(value, _)| !value.is_empty())?;
        values.push((name, decoded(value)));
        (form, text) = (rest, after);
    }
}

fn holds(when: &When, request: &Request, query: &[(String, String)], body: Option<&Value>) -> bool {
    let among = |given: &[(String, String)], (name, value): (&String, &String)| {
        given.iter().any(|(known, given)| known == name && given == value)
    };
    match when {
        When::Query(pairs) => pairs.iter().all(|pair| among(query, pair)),
        When::Header(pairs) => {
            let fits = |given: &str, value: &str| given == value || essence(given) == value;
            pairs.iter().all(|(name, value)| request.header(name).is_some_and(|given| fits(given, value)))
        }
        When::Members(pairs) => {
            let fields = form::pairs(request);
            let member = |name: &str| body.and_then(|body| body.get(name)).and_then(Value::as_str);
            pairs.iter().all(|pair| member(pair.0) == Some(pair.1) || among(&fields, pair))
        }
        When::Body(key) => body.and_then(|body| body.get(key)).is_some(),
    }
}

fn words(when: &When) -> String {
    match when {
        When::Query(pairs) => format!("{} in the query", listed(pairs)),
        When::Header(pairs) => format!("{} in the headers", listed(pairs)),
        When::Members(pairs) => format!("{} in the body", listed(pairs)),
        When::Body(key) => format!("`{key}` in the body"),
    }
}

fn listed(pairs: &BTreeMap<String, String>) -> String {
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("`{name}={value}`")).collect();
    pairs.join(" and ")
}

fn wrong_method(others: &[Found<'_>]) -> Refusal {
    let known: Vec<String> =
        others.iter().map(|found| format!("{} is {}", found.operation.method.as_str(), found.operation.name)).collect();
    Refusal::new(405, format!("this path has no operation with this method; {}", known.join(", ")))
}

fn unknown(services: &[Service], path: &str) -> Refusal {
    let operations = services.iter().flat_map(|service| &service.operations);
    let mut near: Vec<(usize, String)> = operations
        .map(|operation| (edits(&operation.path, path), format!("{} {}", operation.method.as_str(), operation.path)))
        .collect();
    near.sort();
    near.dedup();
    let near: Vec<String> = near.into_iter().take(NEAR).map(|(_, operation)| operation).collect();
    Refusal::new(404, format!("no operation has this path; similar ones: {}", near.join(", ")))
}
