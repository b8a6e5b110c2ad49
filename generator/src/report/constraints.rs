//! Constraints and other facts that were read of descriptions, by kind.

use crate::ir::{Facts, Service};
use std::collections::BTreeMap;

/// A kind of fact: its key in the IR, and whether a row states it.
type Kind = (&'static str, fn(&Facts) -> bool);

const KINDS: &[Kind] = &[
    ("condition", |facts| facts.condition.is_some()),
    ("default", |facts| facts.default.is_some()),
    ("deprecated", |facts| facts.deprecated),
    ("format", |facts| facts.format.is_some()),
    ("items", |facts| facts.items.is_some()),
    ("length", |facts| facts.length.is_some()),
    ("nullable", |facts| facts.nullable),
    ("pattern", |facts| facts.pattern.is_some()),
    ("range", |facts| facts.range.is_some()),
    ("secret", |facts| facts.secret),
    ("values", |facts| !facts.values.is_empty()),
];

/// How many parameters, headers and fields of the service state each kind.
pub(super) fn counts(service: &Service) -> BTreeMap<&'static str, usize> {
    let inputs = service.operations.iter().flat_map(|operation| &operation.inputs).map(|input| &input.facts);
    let outputs = service.operations.iter().flat_map(|operation| &operation.outputs);
    let headers = outputs.flat_map(|output| &output.headers).map(|header| &header.facts);
    let fields = service.types.values().flat_map(|ty| &ty.fields).map(|field| &field.facts);
    let mut counts = BTreeMap::new();
    for facts in inputs.chain(headers).chain(fields) {
        for (kind, _) in KINDS.iter().filter(|(_, states)| states(facts)) {
            *counts.entry(*kind).or_default() += 1;
        }
    }
    counts
}
