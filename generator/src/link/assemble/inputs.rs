//! Path, query and header parameters with their types. Interpreting a page has settled where each one travels and that
//! every placeholder of the path is among them.

use crate::{
    interpret::{Draft, ExampleSide, FieldDraft, InputDraft, Mandatory, TypeExpr},
    ir::{Header, Input, Location, TypeRef},
    link::build::{guess, plain},
    page::RowId,
};
use indexmap::IndexMap;

/// The inputs of an operation, each with the rows that state it.
pub(super) fn inputs(draft: &Draft) -> Vec<(Input, Vec<RowId>)> {
    let mut inputs: IndexMap<(Location, String), (Input, Vec<RowId>)> = IndexMap::new();
    for stated in &draft.inputs {
        let entry = inputs.entry(stated.location.identity(&stated.field.name));
        let (_, rows) = entry.or_insert_with(|| (input(draft, stated), Vec::new()));
        rows.extend(stated.field.row);
    }
    let mut inputs: Vec<(Input, Vec<RowId>)> = inputs.into_values().collect();
    // The request line shows members of a map that a row states.
    let maps = inputs.iter().map(|(input, _)| input).filter(|input| input.travels_in_members());
    let maps: Vec<Input> = maps.cloned().collect();
    inputs.retain(|(input, rows)| !rows.is_empty() || maps.iter().all(|map| map.member(&input.name).is_none()));
    inputs
}

/// The response header that a row states.
pub(super) fn header(field: &FieldDraft) -> Header {
    Header { name: field.name.clone(), ty: type_of(field), facts: field.facts.clone() }
}

fn input(draft: &Draft, stated: &InputDraft) -> Input {
    let (field, location) = (&stated.field, stated.location);
    let required = location == Location::Path || field.mandatory == Mandatory::Yes;
    let ty = if location == Location::Query { type_in_query(draft, field) } else { type_of(field) };
    Input { name: field.name.clone(), location, ty, required, filled_by: stated.filled_by, facts: field.facts.clone() }
}

/// A query has no objects: what the page calls one is a map, or the text that its example shows.
fn type_in_query(draft: &Draft, field: &FieldDraft) -> TypeRef {
    let ty = match &field.ty.expr {
        TypeExpr::Object(_) => TypeRef::Map(Box::new(TypeRef::String)),
        _ => type_of(field),
    };
    let mut sent = draft.examples.iter().filter_map(|example| match &example.side {
        ExampleSide::Request { query, .. } => Some(query),
        _ => None,
    });
    let mut is_one_text = || sent.any(|query| query.iter().any(|(shown, _)| *shown == field.name));
    if matches!(ty, TypeRef::Map(_)) && is_one_text() { TypeRef::String } else { ty }
}

/// Parameters are texts unless the page says more.
fn type_of(field: &FieldDraft) -> TypeRef {
    let text = |ty: TypeRef| if ty == TypeRef::Any { TypeRef::String } else { ty };
    match &field.ty.expr {
        TypeExpr::List(inner) => TypeRef::List(Box::new(plain(inner).map_or(TypeRef::String, text))),
        TypeExpr::Map(inner) => TypeRef::Map(Box::new(plain(inner).map_or(TypeRef::String, text))),
        TypeExpr::Object(_) => TypeRef::Any,
        TypeExpr::Unsaid | TypeExpr::Unknown(_) => text(guess(&field.facts)),
        expr => plain(expr).unwrap_or(TypeRef::String),
    }
}
