//! Examples of a page: which body each one shows, and what of them goes into the IR.

use crate::{
    interpret::{Draft, ExampleDraft, ExampleSide},
    ir::{Example, ExampleRequest, Status},
};
use indexmap::IndexMap;
use serde_json::Value;
use std::collections::BTreeMap;

/// Bodies that examples show of the request.
pub(in crate::link) fn requests(draft: &Draft) -> Vec<&Value> {
    draft.examples.iter().filter(|example| example.is_sent()).flat_map(ExampleDraft::bodies).collect()
}

/// Bodies that examples show of one answer.
pub(in crate::link) fn responses(draft: &Draft, status: Status, success: Status) -> Vec<&Value> {
    let of_status = |example: &&ExampleDraft| self::status(example, success) == Some(status);
    draft.examples.iter().filter(of_status).flat_map(ExampleDraft::bodies).collect()
}

/// The status of the answer that an example shows; `success` is what succeeds where none is given.
pub(in crate::link) fn status(example: &ExampleDraft, success: Status) -> Option<Status> {
    match &example.side {
        ExampleSide::Response(Some(status)) => Some(*status),
        ExampleSide::Response(None) | ExampleSide::Unsaid => Some(success),
        ExampleSide::Request { .. } => None,
    }
}

/// The examples for the IR. `failure` is the answer that examples of failure show.
pub(in crate::link) fn examples(draft: &Draft, success: Status, failure: Status) -> Vec<Example> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut examples = Vec::new();
    for example in &draft.examples {
        let mut made = Example { doc: example.label.clone(), ..Example::default() };
        match &example.side {
            ExampleSide::Request { path, query, headers } => {
                let pairs = |pairs: &[(String, String)]| pairs.iter().cloned().collect();
                let path = path.as_deref().map(|path| path_values(&draft.path, path)).unwrap_or_default();
                let request =
                    ExampleRequest { path, query: pairs(query), headers: pairs(headers), body: example.value.clone() };
                if request == ExampleRequest::default() {
                    continue;
                }
                "request".clone_into(&mut made.name);
                made.request = Some(request);
            }
            side => {
                let Some(value) = &example.value else { continue };
                let failed = matches!(side, ExampleSide::Response(Some(Status::Default)));
                made.status = if failed { Some(failure) } else { status(example, success) };
                made.name = match made.status {
                    _ if failed => "failure".to_owned(),
                    Some(status) => status.to_string(),
                    None => "response".to_owned(),
                };
                made.response = Some(value.clone());
            }
        }
        let count = counts.entry(made.name.clone()).or_default();
        *count += 1;
        if *count > 1 {
            made.name = format!("{}_{count}", made.name);
        }
        examples.push(made);
    }
    examples
}

/// The values that a concrete path has for the placeholders of its template.
fn path_values(template: &str, path: &str) -> IndexMap<String, String> {
    let parts = |path: &str| path.trim_matches('/').split('/').map(str::to_owned).collect::<Vec<_>>();
    let (template, path) = (parts(template), parts(path));
    // The example's path may have a prefix that the template lacks.
    let skip = path.len().saturating_sub(template.len());
    let mut values = IndexMap::new();
    for (part, value) in template.iter().zip(path.iter().skip(skip)) {
        let name = part.strip_prefix('{').and_then(|part| part.strip_suffix('}'));
        match name {
            Some(name) if !value.contains(['{', '}', '*']) && !value.is_empty() => {
                values.insert(name.to_owned(), value.clone());
            }
            None if part != value => return IndexMap::new(),
            _ => {}
        }
    }
    values
}
