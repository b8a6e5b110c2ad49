//! Bodies that have no table of members: their type names a structure, or a structure stands alone.

use super::{
    bodies::BodyPlan,
    leaf::Leaf,
    sample::{self, Names, objects},
    tables::{TableId, Tables},
    words::{Mention, Words},
};
use crate::interpret::{BodyShape, TypeExpr};
use indexmap::IndexMap;
use serde_json::Value;

/// The table that such a body leads to.
#[derive(Clone, Debug)]
pub(super) struct Root {
    pub(super) table: TableId,
    /// The body's member that holds it; none where it is the body or its item.
    pub(super) member: Option<String>,
    /// The type's name on the page.
    pub(super) name: Option<String>,
}

/// Finds it: by the name of the body's type, else the group's first table, as the body or as the
/// member of the example that fits it.
pub(super) fn find(tables: &Tables<'_>, body: &BodyPlan<'_>) -> Option<Root> {
    let own = tables.members(body.group).first().copied();
    let name = match expr(body).and_then(|expr| tables.leaf(expr)) {
        Some(Leaf::Named(name)) => Some(name),
        Some(_) => None,
        None if expr(body).is_some() => return None,
        None => {
            let table = own?;
            return wrapped(tables, table, body).or(Some(Root { table, member: None, name: None }));
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
    Some(Root { table: named.or(own)?, member: None, name: name.map(str::to_owned) })
}

/// A table whose rows the example shows in a member of the body, not in the body itself.
pub(super) fn wrapped(tables: &Tables<'_>, table: TableId, body: &BodyPlan<'_>) -> Option<Root> {
    if body.draft.is_some_and(|draft| draft.shape != BodyShape::Object) {
        return None;
    }
    let names = Names::of(tables.get(table)?.draft);
    let whole = names.fit(&body.samples);
    if whole.is_good() {
        return None;
    }
    let mut members: IndexMap<&String, Vec<&Value>> = IndexMap::new();
    for (key, value) in objects(&body.samples).flatten() {
        sample::leaves(value, &TypeExpr::Unsaid, members.entry(key).or_default());
    }
    let fits = |values: &[&Value]| {
        let inner = names.fit(values);
        inner.is_good() && inner.score() > whole.score() + 0.4
    };
    let found = members
        .into_iter()
        .find(|(key, values)| sample::are_names(std::iter::once(*key)) && !names.has(key) && fits(values));
    found.map(|(key, _)| Root { table, member: Some(key.clone()), name: None })
}

/// What examples show in its place.
pub(super) fn samples<'a>(root: &Root, body: &BodyPlan<'a>) -> Vec<&'a Value> {
    if let Some(member) = &root.member {
        return values(body, member);
    }
    let mut found = Vec::new();
    let expr = expr(body).cloned().unwrap_or_default();
    body.samples.iter().for_each(|sample| sample::leaves(sample, &expr, &mut found));
    found
}

/// What the page says of a body that is no plain object.
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
        sample::leaves(value, &TypeExpr::Unsaid, &mut found);
    }
    found
}
