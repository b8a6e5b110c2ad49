//! Flat lists beneath one object: rows that a page lists side by side, though its example shows them inside another
//! row or inside an object that no row states. In go rows and what the examples show, out come the same rows with
//! dotted names. Rows that stand where the example has them stay as they are.

use super::{example::Root, findings::Findings, rows::RowRead, sample};
use crate::{call::Place, limits::DEEPEST_TYPE_CELL};
use indexmap::IndexMap;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Members of examples that are looked at; an example of more is data.
const MOST_MEMBERS: usize = 10_000;

/// What examples show of an object: its members, each with theirs.
#[derive(Debug, Default)]
pub(super) struct Shape {
    members: IndexMap<String, Shape>,
    list: bool,
}

/// The names that lead to a member, lists marked.
type Path = Vec<String>;

impl Shape {
    /// What these bodies show together.
    pub(super) fn of<'v>(bodies: impl Iterator<Item = &'v Value>) -> Self {
        let mut shape = Self::default();
        let mut room = MOST_MEMBERS;
        for body in bodies.filter(|body| body.is_object()) {
            shape.add(body, DEEPEST_TYPE_CELL, &mut room);
        }
        shape
    }

    fn add(&mut self, value: &Value, depth: usize, room: &mut usize) {
        match value {
            Value::Object(members) if depth > 0 => {
                for (name, value) in members {
                    if *room == 0 {
                        return;
                    }
                    *room -= 1;
                    self.members.entry(name.clone()).or_default().add(value, depth - 1, room);
                }
            }
            Value::Array(items) if depth > 0 => {
                self.list |= items.iter().any(Value::is_object);
                for item in items.iter().filter(|item| item.is_object()) {
                    self.add(item, depth, room);
                }
            }
            _ => {}
        }
    }

    /// Where each name stands, the ways nearest to the top first.
    fn paths(&self) -> BTreeMap<&str, Vec<Path>> {
        let mut paths: BTreeMap<&str, Vec<Path>> = BTreeMap::new();
        let mut level: Vec<(Path, &Self)> = vec![(Vec::new(), self)];
        while !level.is_empty() {
            let mut below = Vec::new();
            for (path, shape) in level {
                for (name, member) in &shape.members {
                    let with = |name: String| path.iter().cloned().chain([name]).collect::<Path>();
                    paths.entry(name).or_default().push(with(name.clone()));
                    below.push((with(if member.list { format!("{name}[]") } else { name.clone() }), member));
                }
            }
            level = below;
        }
        paths
    }

    /// Whether no body was shown.
    pub(super) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    fn holds_objects(&self) -> bool {
        self.members.values().any(|member| !member.members.is_empty())
    }
}

/// Puts the elements that a page lists side by side into those that its XML shows around them; the root is the body.
pub(super) fn in_elements(
    mut rows: Vec<RowRead>,
    roots: &[Root],
    is_member: impl Fn(&RowRead) -> bool,
    findings: &mut Findings,
) -> Vec<RowRead> {
    let Some(root) = roots.iter().find(|root| rows.iter().any(|row| holds(&root.content, &row.field.name))) else {
        return rows;
    };
    rows.retain(|row| {
        let is_root = row.field.name == root.name && is_member(row);
        if is_root {
            findings.merged(row.field.row, "the body itself");
        }
        !is_root
    });
    let shape = Shape::of(std::iter::once(&root.content));
    let paths = shape.paths();
    for row in rows.iter_mut().filter(|row| is_member(row)) {
        mark_attribute(row, root);
    }
    for row in rows.iter_mut().filter(|row| is_member(row) && row.field.name.contains('.')) {
        // A row that says its parent stands where the example has both.
        let own: Vec<&str> = row.field.name.split('.').filter(|name| *name != root.name).collect();
        let plain = |part: &String, name: &&str| part.trim_end_matches("[]") == *name;
        let ends = |path: &&Path| {
            path.len() >= own.len() && path.iter().rev().zip(own.iter().rev()).all(|(part, name)| plain(part, name))
        };
        let ways = own.last().and_then(|name| paths.get(name)).map(Vec::as_slice).unwrap_or_default();
        row.field.name = ways.iter().find(ends).map_or_else(|| own.join("."), |path| path.join("."));
    }
    below_wrappers(rows, &shape, is_member)
}

/// Notes of a row that the example shows it as an attribute, and gives it the name that it has there: `type` is `xsi:type`.
fn mark_attribute(row: &mut RowRead, root: &Root) {
    let name = row.field.name.clone();
    let (around, last) = name.rsplit_once('.').map_or(("", name.as_str()), |(around, last)| (around, last));
    let bare = last.trim_start_matches('@');
    let is_local = |shown: &&String| shown.rsplit_once(':').is_some_and(|(_, local)| local == bare);
    let by_local = || root.attributes.iter().find(is_local).filter(|_| !holds(&root.content, bare));
    if let Some(shown) = root.attributes.get(bare).or_else(by_local) {
        row.field.facts.attribute = true;
        row.field.name = if around.is_empty() { shown.clone() } else { format!("{around}.{shown}") };
    }
}

/// Whether a member of this name stands anywhere in a value.
fn holds(value: &Value, name: &str) -> bool {
    sample::objects(value).iter().any(|object| object.members.contains_key(name))
}

/// Whether all rows after the one that the examples show as an object, two at least, are what they show in it. One of them
/// may have its name.
pub(super) fn lists_members(rows: &[RowRead], shape: &Shape) -> bool {
    let shown = |row: &RowRead| shape.members.get(&row.field.name).filter(|member| !member.members.is_empty());
    let mut rows = rows.iter().skip_while(|row| shown(row).is_none());
    let Some((around, inside)) = rows.next().and_then(|row| Some((&row.field.name, shown(row)?))) else { return false };
    let inside = inside.paths();
    let names: Vec<&String> = rows.map(|row| &row.field.name).collect();
    let is_inside =
        |name: &&String| inside.contains_key(name.as_str()) && (*name == around || !shape.members.contains_key(*name));
    names.len() > 1 && names.iter().all(is_inside)
}

/// Puts the members of a body below the objects that the examples show around them.
pub(super) fn below_wrappers(rows: Vec<RowRead>, shape: &Shape, is_member: impl Fn(&RowRead) -> bool) -> Vec<RowRead> {
    if !shape.holds_objects() {
        return rows;
    }
    let paths = shape.paths();
    let nests = |row: &RowRead| !row.element && is_member(row);
    let (found, main) = if is_flat_list(rows.iter().filter(|row| nests(row)), shape, &paths) {
        let found = each_once(&rows, &paths, nests);
        let main = fullest(&found);
        (found, main)
    } else {
        (in_other_rows(&rows, &paths, nests), Path::new())
    };
    let put = |(mut row, path): (RowRead, Option<&Path>)| {
        if !nests(&row) {
            return row;
        }
        let around = path.and_then(|path| path.split_last()).map_or(main.as_slice(), |(_, around)| around);
        if !around.is_empty() && around.iter().all(|name| !name.contains('.')) && !row.field.name.contains('.') {
            row.field.name = format!("{}.{}", around.join("."), row.field.name);
            row.says = Some(Place::Body);
        }
        row
    };
    rows.into_iter().zip(found).map(put).collect()
}

/// Where each row of a flat list stands. A name that is listed twice stands in two objects.
fn each_once<'p>(
    rows: &[RowRead],
    paths: &'p BTreeMap<&str, Vec<Path>>,
    nests: impl Fn(&RowRead) -> bool,
) -> Vec<Option<&'p Path>> {
    let mut taken: BTreeSet<&Path> = BTreeSet::new();
    let place = |row: &RowRead| {
        let ways = paths.get(row.field.name.as_str()).filter(|_| nests(row))?;
        let free = ways.iter().find(|path| !taken.contains(path)).or(ways.last());
        taken.extend(free);
        free
    };
    rows.iter().map(place).collect()
}

/// Where a row stands that the example shows in one place alone, which is inside other rows of the list.
fn in_other_rows<'p>(
    rows: &[RowRead],
    paths: &'p BTreeMap<&str, Vec<Path>>,
    nests: impl Fn(&RowRead) -> bool,
) -> Vec<Option<&'p Path>> {
    let holders: BTreeSet<&str> = rows
        .iter()
        .filter(|row| nests(row) && row.field.ty.expr.may_be_object())
        .map(|row| row.field.name.as_str())
        .collect();
    let place = |row: &RowRead| {
        let [only] = paths.get(row.field.name.as_str()).filter(|_| nests(row))?.as_slice() else { return None };
        let (_, around) = only.split_last()?;
        around.iter().all(|name| holders.contains(name.trim_end_matches("[]"))).then_some(only)
    };
    rows.iter().map(place).collect()
}

/// Puts the members of a body below the one that the title names, where no example shows it: `Lock a kite (lock action)`.
pub(super) fn below_named(rows: Vec<RowRead>, title: &str, is_member: impl Fn(&RowRead) -> bool) -> Vec<RowRead> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let words: BTreeSet<&str> = title.split(|c: char| !is_name(c)).collect();
    let named =
        |row: &&RowRead| is_member(row) && row.field.ty.expr.may_be_object() && words.contains(row.field.name.as_str());
    let mut all = rows.iter().filter(named);
    let (Some(only), None) = (all.next(), all.next()) else { return rows };
    let around = only.field.name.clone();
    let put = |mut row: RowRead| {
        if is_member(&row) && !row.element && row.field.name != around && !row.field.name.contains('.') {
            row.field.name = format!("{around}.{}", row.field.name);
        }
        row
    };
    rows.into_iter().map(put).collect()
}

/// Whether more rows stand inside objects of the example than beside them.
fn is_flat_list<'r>(rows: impl Iterator<Item = &'r RowRead>, shape: &Shape, paths: &BTreeMap<&str, Vec<Path>>) -> bool {
    let (mut inside, mut beside) = (0_usize, 0_usize);
    for row in rows {
        match shape.members.get(&row.field.name) {
            Some(member) => beside += usize::from(member.members.is_empty()),
            None => inside += usize::from(paths.contains_key(row.field.name.as_str())),
        }
    }
    inside > beside
}

/// The object that holds most of the rows, those that hold others left out; of as full ones the first.
fn fullest(found: &[Option<&Path>]) -> Path {
    let parents = || found.iter().flatten().filter_map(|path| path.split_last().map(|(_, around)| around));
    let holding: BTreeSet<&[String]> = parents().collect();
    let mut rows: IndexMap<&[String], usize> = IndexMap::new();
    for path in found.iter().flatten().filter(|path| !holding.contains(path.as_slice())) {
        let around = path.split_last().map_or(&[][..], |(_, around)| around);
        *rows.entry(around).or_default() += 1;
    }
    let mut fullest: (&[String], usize) = (&[], 0);
    for (around, count) in rows {
        if count > fullest.1 {
            fullest = (around, count);
        }
    }
    fullest.0.to_vec()
}
