//! Rows to members: dotted names (`scope.project.id`) nest, and a name given twice is one member.

use crate::{
    glossary::form,
    link::{
        bind::Samples,
        tables::{TableId, Tables},
    },
};
use indexmap::IndexMap;
use std::collections::{BTreeMap, BTreeSet};

/// A member of an object, with the rows that state it and the members that dotted names put below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Member {
    /// Indices of rows; the first states it, others repeat it.
    pub(super) rows: Vec<usize>,
    pub(super) below: Members,
    /// Dotted names say that it is a list (`items[].id`).
    pub(super) list: bool,
}

/// Members by name, in order.
pub(super) type Members = IndexMap<String, Member>;

/// The members of a table.
pub(super) fn members(tables: &Tables<'_>, table: TableId, samples: Option<&Samples<'_>>) -> Members {
    let names: Vec<&str> = tables
        .get(table)
        .map(|entry| entry.draft.fields.iter().map(|field| field.name.as_str()).collect())
        .unwrap_or_default();
    let mut heads: BTreeMap<&str, usize> = BTreeMap::new();
    for (head, _) in names.iter().filter_map(|name| name.split_once('.')) {
        *heads.entry(head).or_default() += 1;
    }
    let stated: BTreeSet<&str> = names.iter().copied().collect();
    let mut members = Members::new();
    for (row, name) in names.iter().enumerate() {
        if nests(name, &stated, &heads, samples) {
            insert(&mut members, &name.split('.').collect::<Vec<_>>(), row);
        } else {
            members.entry((*name).to_owned()).or_default().rows.push(row);
        }
    }
    members
}

fn insert(members: &mut Members, parts: &[&str], row: usize) {
    let Some((part, rest)) = parts.split_first() else { return };
    let (name, list) = match part.find('[') {
        // A name that is all brackets, as of an array's items, stays as it is.
        Some(at) if at > 0 && part.ends_with(']') => (part.get(..at).unwrap_or(part), true),
        _ => (*part, false),
    };
    let member = members.entry(name.to_owned()).or_default();
    member.list |= list;
    match rest {
        [] => member.rows.push(row),
        rest => insert(&mut member.below, rest, row),
    }
}

/// Whether the dots of a name mean nesting and are not part of the name.
fn nests(name: &str, stated: &BTreeSet<&str>, heads: &BTreeMap<&str, usize>, samples: Option<&Samples<'_>>) -> bool {
    let Some((head, _)) = name.split_once('.') else { return false };
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '[' | ']' | '*');
    if name.split('.').any(str::is_empty) || !name.chars().all(letter) || name.split('.').count() > 16 {
        return false;
    }
    let bare = head.split('[').next().unwrap_or(head);
    let shown = |name| samples.map(|samples| samples.of(name)).unwrap_or_default();
    if !shown(name).is_empty() {
        return false;
    }
    let nested = shown(bare).iter().any(|value| value.is_object() || value.is_array());
    let prefix = name
        .match_indices('.')
        .filter_map(|(at, _)| name.get(..at))
        .any(|prefix| stated.contains(prefix) || stated.contains(prefix.trim_end_matches("[]")));
    // Nothing shows or states more: of two plain names, the dot is that of a member.
    let is_pair =
        || shown(bare).is_empty() && name.split('.').count() == 2 && name.split('.').all(form::is_member_name);
    prefix || nested || heads.get(head).is_some_and(|count| *count > 1) || is_pair()
}
