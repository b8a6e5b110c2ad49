//! Path, query and header parameters: their types, and that path and placeholders fit.

use super::{leaf::letters, shape::plain, unstated::guess};
use crate::{
    diagnostic::{Code, Diagnostic},
    interpret::{Draft, ExampleSide, FieldDraft, InputDraft, Mandatory, TypeExpr},
    ir::{self, Facts, From, Header, Input, Location, TypeRef},
    page::RowId,
};
use indexmap::IndexMap;

/// The inputs of an operation, each with the rows that state it.
pub(super) fn inputs(draft: &Draft, findings: &mut Vec<Diagnostic>) -> Vec<(Input, Vec<RowId>)> {
    let placeholders: Vec<&str> = ir::placeholders(&draft.path).collect();
    let mut inputs: IndexMap<(Location, String), (Input, Vec<RowId>)> = IndexMap::new();
    for stated in &draft.inputs {
        let (location, name) = settle(draft, stated, &placeholders, findings);
        let entry = inputs.entry(location.identity(&name));
        let (_, rows) = entry.or_insert_with(|| (input(draft, location, name, stated), Vec::new()));
        rows.extend(stated.field.row);
    }
    let mut inputs: Vec<(Input, Vec<RowId>)> = inputs.into_values().collect();
    // The request line shows members of a map that a row states.
    let maps = inputs.iter().map(|(input, _)| input).filter(|input| input.travels_in_members());
    let maps: Vec<Input> = maps.cloned().collect();
    inputs.retain(|(input, rows)| !rows.is_empty() || maps.iter().all(|map| map.member(&input.name).is_none()));
    for (index, placeholder) in placeholders.iter().enumerate() {
        let known = |(input, _): &(Input, Vec<RowId>)| input.location == Location::Path && input.name == *placeholder;
        if !inputs.iter().any(known) {
            let facts = Facts { from: Some(From::Uri), ..Facts::default() };
            let name = (*placeholder).to_owned();
            let ty = TypeRef::String;
            let input = Input { name, location: Location::Path, ty, required: true, filled_by: None, facts };
            inputs.insert(index.min(inputs.len()), (input, Vec::new()));
        }
    }
    inputs
}

/// The response header that a row states.
pub(super) fn header(field: &FieldDraft) -> Header {
    Header { name: field.name.clone(), ty: type_of(field), facts: field.facts.clone() }
}

/// Where a parameter travels and by which name: a path parameter is spelled as its placeholder, and
/// one without a placeholder is none.
fn settle(
    draft: &Draft,
    stated: &InputDraft,
    placeholders: &[&str],
    findings: &mut Vec<Diagnostic>,
) -> (Location, String) {
    let name = stated.field.name.clone();
    if stated.location != Location::Path || placeholders.contains(&name.as_str()) {
        return (stated.location, name);
    }
    let spelled = placeholders.iter().find(|placeholder| letters(placeholder) == letters(&name));
    let others = || draft.inputs.iter().filter(|other| other.location == Location::Path);
    if let Some(spelled) = spelled {
        return (Location::Path, (*spelled).to_owned());
    }
    // The one row without a placeholder and the one placeholder without a row belong together.
    let is_placeholder = |name: &str| placeholders.iter().any(|placeholder| letters(placeholder) == letters(name));
    let orphans = others().filter(|other| !is_placeholder(&other.field.name)).count();
    let mut unstated = placeholders.iter().filter(|p| !others().any(|other| letters(&other.field.name) == letters(p)));
    if let (1, Some(only), None) = (orphans, unstated.next(), unstated.next()) {
        let message = format!("`{name}` must be the placeholder `{{{only}}}` of the path");
        findings.push(Diagnostic::new(Code::PathParameter, message).at(&draft.source, stated.field.place));
        return (Location::Path, (*only).to_owned());
    }
    let message = format!("the path has no placeholder `{{{name}}}`; taken for a query parameter");
    findings.push(Diagnostic::new(Code::PathParameter, message).at(&draft.source, stated.field.place));
    (Location::Query, name)
}

fn input(draft: &Draft, location: Location, name: String, stated: &InputDraft) -> Input {
    let field = &stated.field;
    let required = location == Location::Path || field.mandatory == Mandatory::Yes;
    let ty = if location == Location::Query { type_in_query(draft, &name, field) } else { type_of(field) };
    Input { name, location, ty, required, filled_by: stated.filled_by, facts: field.facts.clone() }
}

/// A query has no objects: what the page calls one is a map, or the text that its example shows.
fn type_in_query(draft: &Draft, name: &str, field: &FieldDraft) -> TypeRef {
    let ty = match &field.ty.expr {
        TypeExpr::Object(_) => TypeRef::Map(Box::new(TypeRef::String)),
        _ => type_of(field),
    };
    let mut sent = draft.examples.iter().filter_map(|example| match &example.side {
        ExampleSide::Request { query, .. } => Some(query),
        _ => None,
    });
    let mut is_one_text = || sent.any(|query| query.iter().any(|(shown, _)| shown == name));
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
