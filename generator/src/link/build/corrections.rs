//! What examples say against and beyond the tables: that a value is a list or an object where the
//! table says otherwise, and the keys that a table lacks. Nothing here decides; the builder does.

use super::dotted_names::Members;
use crate::{
    interpret::TypeExpr,
    ir::edits,
    limits::MOST_SLIPS,
    link::{
        bind::{are_names, objects},
        tables::letters,
    },
};
use indexmap::IndexMap;
use serde_json::Value;
use std::collections::BTreeSet;

/// A key with as many other letters as this, or fewer, is a listed one misspelt.
const SLIPS: usize = 2;

/// The type as examples show it, where they all show a list for one object or text, or an object for
/// a text; `None` if they agree with the table or say nothing. A list that a table states
/// stays one: pages that show a single element leave its brackets out. A text that may hold JSON stays a text: people
/// write that without escapes.
pub(super) fn corrected(stated: &TypeExpr, values: &[&Value], may_be_json: bool) -> Option<TypeExpr> {
    let list = |inner: &TypeExpr| Some(TypeExpr::List(Box::new(inner.clone())));
    match stated {
        TypeExpr::Object(_) if are_lists(values) => list(stated),
        TypeExpr::String | TypeExpr::Integer | TypeExpr::Number | TypeExpr::Boolean if are_lists(values) => {
            let items: Vec<&Value> = values.iter().filter_map(|value| value.as_array()).flatten().collect();
            match (are_objects(&items), stated) {
                (true, TypeExpr::String) if may_be_json => None,
                (true, _) => list(&TypeExpr::Object(None)),
                (false, _) => list(stated),
            }
        }
        TypeExpr::String if are_objects(values) && !may_be_json => Some(TypeExpr::Object(None)),
        _ => None,
    }
}

fn are_lists(values: &[&Value]) -> bool {
    let mut telling = values.iter().filter(|value| !value.is_null()).peekable();
    telling.peek().is_some() && telling.all(|value| value.is_array())
}

/// Objects only, one of them with members.
fn are_objects(values: &[&Value]) -> bool {
    let mut telling = values.iter().filter(|value| !value.is_null());
    objects(values).any(|object| !object.is_empty()) && telling.all(|value| value.is_object())
}

/// Keys that examples show and a table lacks.
#[derive(Debug, Default)]
pub(super) struct Unlisted<'a> {
    /// Those that are members all the same, with their values.
    pub(super) members: IndexMap<&'a str, Vec<&'a Value>>,
    /// All of them.
    pub(super) keys: BTreeSet<&'a str>,
    /// Those that are an absent member misspelt, by the member's name.
    pub(super) slips: IndexMap<String, &'a str>,
}

/// The keys that examples show and a table lacks. In an example that shows more strangers than
/// members they are of something else, and a key that looks like an absent member is misspelt.
pub(super) fn unlisted<'a>(samples: &[&'a Value], members: &Members) -> Unlisted<'a> {
    let mut unlisted = Unlisted::default();
    let mut left = MOST_SLIPS;
    for object in objects(samples) {
        let known = object.keys().filter(|key| members.contains_key(*key)).count();
        let absent = |name: &&String| !object.contains_key(*name);
        for (key, value) in object.iter().filter(|(key, _)| !members.contains_key(*key)) {
            unlisted.keys.insert(key);
            let mut names = members.keys().filter(absent);
            let misspelt = if left >= members.len() { names.find(|name| is_slip(key, name)) } else { None };
            left = left.saturating_sub(members.len());
            if let Some(name) = misspelt {
                unlisted.slips.entry(name.clone()).or_insert(key);
            } else if known * 2 >= object.len() && are_names(std::iter::once(key)) {
                unlisted.members.entry(key).or_default().push(value);
            }
        }
    }
    unlisted
}

/// Whether two names are one, but for case, joints or a slip.
fn is_slip(one: &str, other: &str) -> bool {
    letters(one) == letters(other) || (one.len() > 2 * SLIPS && edits(one, other) <= SLIPS)
}
