//! Bodies that have no table of members: their type names a structure, or the group has one structure only.

use super::{
    observed::{self, Names, objects},
    witness::CLEARLY_BETTER,
};
use crate::{
    interpret::{BodyShape, TypeExpr},
    link::{
        plan::BodyPlan,
        tables::{Mention, ObjectType, TableId, Tables, Words},
    },
};
use indexmap::IndexMap;
use serde_json::Value;

/// The table that such a body leads to.
#[derive(Clone, Debug)]
pub(in crate::link) struct RootTable {
    pub(in crate::link) table: TableId,
    /// The body's member that holds it; `None` if it is the body itself or its item.
    pub(in crate::link) member: Option<String>,
    /// The type's name on the page.
    pub(in crate::link) name: Option<String>,
}

/// Finds it: by the name of the body's type, else the group's first table, as the body or as the
/// member of the example that fits it.
pub(in crate::link) fn find(tables: &Tables<'_>, body: &BodyPlan<'_>) -> Option<RootTable> {
    let own = tables.members(body.group).first().copied();
    let name = match expr(body).and_then(|expr| tables.object_type(expr)) {
        Some(ObjectType::Named(name)) => Some(name),
        Some(_) => None,
        None if expr(body).is_some() => return None,
        None => {
            let table = own?;
            return wrapped(tables, table, body).or(Some(RootTable { table, member: None, name: None }));
        }
    };
    let named = name.and_then(|name| {
        let words = Words::new(name);
        let is_named = |id: &TableId| {
            tables.get(*id).is_some_and(|entry| entry.caption.mention(&words, tables.glossary) == Mention::Whole)
        };
        let own = tables.members(body.group).iter().copied().find(is_named);
        let here = || tables.captioned_here(&words, body.group).filter(is_named).min();
        own.or_else(here).or_else(|| tables.captioned_elsewhere(&words, body.group).filter(is_named).min())
    });
    Some(RootTable { table: named.or(own)?, member: None, name: name.map(str::to_owned) })
}

/// A table whose rows the example shows in a member of the body, not in the body itself.
pub(in crate::link) fn wrapped(tables: &Tables<'_>, table: TableId, body: &BodyPlan<'_>) -> Option<RootTable> {
    if body.draft.is_some_and(|draft| draft.shape != BodyShape::Object) {
        return None;
    }
    let draft = tables.get(table)?.draft;
    let names = Names::of(draft);
    let whole = names.fit(&body.samples);
    let mut members: IndexMap<&String, Vec<&Value>> = IndexMap::new();
    for (key, value) in objects(&body.samples).flatten() {
        observed::leaves(value, &TypeExpr::Unsaid, members.entry(key).or_default());
    }
    // `kite: String`, where the example shows nothing but an object as `kite`: it holds the rows, and one of that name.
    let is_text = |key: &str| draft.fields.iter().any(|field| field.name == key && field.ty.expr.is_scalar());
    let only = members.len() == 1;
    let holds_rows =
        |key: &str, values: &[&Value]| only && is_text(key) && values.iter().all(|value| value.is_object());
    let fits = |key: &str, values: &[&Value]| {
        let inner = names.fit(values);
        let better = || !names.has(key) && !whole.is_good() && inner.score() > whole.score() + CLEARLY_BETTER;
        inner.is_good() && (holds_rows(key, values) || better())
    };
    let found =
        members.into_iter().find(|(key, values)| observed::are_names(std::iter::once(*key)) && fits(key, values));
    found.map(|(key, _)| RootTable { table, member: Some(key.clone()), name: None })
}

/// What examples show in its place.
pub(in crate::link) fn samples<'a>(root: &RootTable, body: &BodyPlan<'a>) -> Vec<&'a Value> {
    if let Some(member) = &root.member {
        return values(body, member);
    }
    let mut found = Vec::new();
    let expr = expr(body).cloned().unwrap_or_default();
    body.samples.iter().for_each(|sample| observed::leaves(sample, &expr, &mut found));
    found
}

/// What the page says of a body that is not a plain object.
fn expr<'a>(body: &BodyPlan<'a>) -> Option<&'a TypeExpr> {
    match &body.draft?.shape {
        BodyShape::Object => None,
        BodyShape::List(item) => item.as_ref(),
        BodyShape::Plain(expr) => Some(expr),
    }
}

/// What examples show in a member of the body.
fn values<'a>(body: &BodyPlan<'a>, key: &str) -> Vec<&'a Value> {
    let mut found = Vec::new();
    for value in objects(&body.samples).filter_map(|object| object.get(key)) {
        observed::leaves(value, &TypeExpr::Unsaid, &mut found);
    }
    found
}
