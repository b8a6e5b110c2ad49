//! Constraints and other facts that were read of descriptions, by kind; and descriptions that speak of a constraint of
//! which none was read.

use crate::{
    glossary::Glossary,
    ir::{Facts, IrPath, Service, TypeRef},
};
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

/// A description that speaks of a constraint of which none was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Whose description it is.
    pub part: IrPath,
    /// The line that speaks of it.
    pub words: String,
}

/// The descriptions of texts and numbers that hold a word for constraints and state none.
pub(super) fn unread(service: &Service) -> Vec<Unread> {
    let inputs = service.operations.iter().flat_map(|operation| {
        let path = |name: &str| IrPath::Input { operation: operation.name.clone(), name: name.to_owned() };
        operation.inputs.iter().map(move |input| (path(&input.name), &input.ty, &input.facts))
    });
    let fields = service.types.iter().flat_map(|(ty, object)| {
        let path = |name: &str| IrPath::Field { ty: ty.clone(), name: name.to_owned() };
        object.fields.iter().map(move |field| (path(&field.name), &field.ty, &field.facts))
    });
    let told = inputs.chain(fields).filter(|(_, ty, facts)| is_scalar(ty) && !states_constraint(facts));
    told.filter_map(|(part, _, facts)| Some(Unread { part, words: hint(&facts.doc)?.to_owned() })).collect()
}

fn is_scalar(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::String | TypeRef::Integer | TypeRef::Number => true,
        TypeRef::List(inner) | TypeRef::Map(inner) => is_scalar(inner),
        _ => false,
    }
}

fn states_constraint(facts: &Facts) -> bool {
    let bounds = [&facts.range, &facts.length, &facts.items];
    bounds.iter().any(|bound| bound.is_some())
        || facts.pattern.is_some()
        || facts.default.is_some()
        || facts.format.is_some()
        || !facts.values.is_empty()
}

/// The first line that holds a word for constraints.
fn hint(doc: &str) -> Option<&str> {
    let hints = &Glossary::builtin().phrases().words.hints;
    doc.lines().find(|line| {
        let line = line.to_lowercase();
        hints.iter().any(|hint| line.contains(hint.as_str()))
    })
}
