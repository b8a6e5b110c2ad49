//! Who says that a row's object is stated by a table: links, numbers, captions. Each witness has a
//! weight; the example is heard by the judge.

use super::{
    leaf::Leaf,
    tables::{Slot, TableId, Tables},
    words::{Mention, Words},
};
use crate::interpret::{TableDraft, TypeExpr};
use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet},
};

/// The weights of all tables that somebody names for this row's object.
pub(super) fn votes(tables: &Tables<'_>, slot: Slot, namers: &Namers<'_, '_>) -> BTreeMap<TableId, Vote> {
    let mut votes: BTreeMap<TableId, Vote> = BTreeMap::new();
    let Some(field) = tables.field(slot) else { return votes };
    let Some(here) = tables.get(slot.table) else { return votes };
    let group = here.group;
    let stated = tables.leaf(&field.ty.expr);
    if stated.is_none() && !is_text(&field.ty.expr) {
        return votes;
    }
    let leaf = stated.unwrap_or(Leaf::Open);
    for link in &field.links {
        if let Some(table) = tables.linked(link, group) {
            votes.entry(table).or_default().add("link", 60);
        }
    }
    let type_name = match leaf {
        Leaf::Named(name) => Some(Words::new(name)),
        Leaf::Bare | Leaf::Open => None,
    };
    let field_name = Words::new(last_part(&field.name));
    // The `Table 7` of a link to another page is that page's, unless a caption here says otherwise.
    let away = field.links.iter().any(|link| !link.starts_with('#'));
    let mut named: BTreeSet<TableId> = tables.captioned_here(&field_name, group).collect();
    named.extend(type_name.iter().flat_map(|name| tables.captioned_here(name, group)));
    named.extend(type_name.iter().flat_map(|name| tables.captioned_elsewhere(name, group)));
    named.extend(field.table_numbers.iter().flat_map(|number| tables.numbered(*number, group)));
    for table in named {
        let Some(entry) = tables.get(table) else { continue };
        // A body's own table is another's only by link; and a row is seldom of its own table's type.
        if entry.root || (table == slot.table && type_name.is_none()) {
            continue;
        }
        let own_page = here.page == entry.page;
        // Of equal captions the nearest table is meant.
        let near = if entry.group == group { 2 } else { u32::from(own_page) };
        let mut add = |witness, weight| votes.entry(table).or_default().add(witness, weight + near);
        let by_type = type_name.as_ref().map_or(Mention::Absent, |name| entry.caption.mention(name, tables.glossary));
        let by_field = entry.caption.mention(&field_name, tables.glossary);
        let numbered = entry.draft.number.is_some_and(|number| field.table_numbers.contains(&number));
        if own_page && numbered && (!away || by_type != Mention::Absent || by_field != Mention::Absent) {
            add("table number", 50);
        }
        match (by_type, own_page) {
            (Mention::Whole, _) => add("caption", 45),
            (Mention::Within(share), true) => add("type name in caption", 20 + share),
            _ => {}
        }
        // Field names are common words: a caption elsewhere that holds one says nothing.
        match (by_field, own_page && by_type == Mention::Absent) {
            (Mention::Whole, true) => add("caption equals field name", 30),
            (Mention::Within(share), true) => add("field name in caption", 15 + share),
            _ => {}
        }
    }
    // A table that is named after another row, which points to it too, is that row's, where this row has one
    // of its own name.
    if votes.values().any(Vote::is_by_caption) {
        votes.retain(|table, vote| vote.is_by_caption() || !namers.has_other(slot, *table));
    }
    // A text is an object after all only where a table is named after the row, or the row points to
    // a table that states types and is not named after another row.
    if stated.is_none() {
        votes.retain(|table, vote| {
            let typed = tables.get(*table).is_some_and(|entry| states_types(entry.draft));
            vote.is_by_caption() || typed && !namers.has_other(slot, *table)
        });
    }
    votes
}

/// The rows of one table that point to tables and stand in their captions. Each row is looked at once, whoever asks.
pub(super) struct Namers<'t, 'a> {
    tables: &'t Tables<'a>,
    here: TableId,
    rows: OnceCell<BTreeMap<TableId, Vec<usize>>>,
}

impl<'t, 'a> Namers<'t, 'a> {
    pub(super) fn of(tables: &'t Tables<'a>, here: TableId) -> Self {
        Self { tables, here, rows: OnceCell::new() }
    }

    /// Whether a table is named after another row than this.
    fn has_other(&self, slot: Slot, table: TableId) -> bool {
        let rows = self.rows.get_or_init(|| self.find());
        rows.get(&table).is_some_and(|rows| rows.iter().any(|row| *row != slot.field))
    }

    fn find(&self) -> BTreeMap<TableId, Vec<usize>> {
        let mut rows: BTreeMap<TableId, Vec<usize>> = BTreeMap::new();
        let Some(here) = self.tables.get(self.here) else { return rows };
        let is_here = |table: &TableId| self.tables.get(*table).is_some_and(|entry| entry.page == here.page);
        for (row, field) in here.draft.fields.iter().enumerate() {
            let numbered = field.table_numbers.iter().flat_map(|number| self.tables.numbered(*number, here.group));
            let linked = field.links.iter().filter_map(|link| self.tables.linked(link, here.group));
            let pointed: BTreeSet<TableId> = numbered.filter(is_here).chain(linked).collect();
            let name = Words::new(last_part(&field.name));
            for (table, entry) in pointed.into_iter().filter_map(|table| Some((table, self.tables.get(table)?))) {
                if entry.caption.mention(&name, self.tables.glossary) != Mention::Absent {
                    rows.entry(table).or_default().push(row);
                }
            }
        }
        rows
    }
}

/// Whether most rows of a table state a type: then it is a structure, and no list of values.
pub(super) fn states_types(table: &TableDraft) -> bool {
    let typed = table.fields.iter().filter(|field| field.ty.expr != TypeExpr::Unsaid).count();
    typed * 2 > table.fields.len()
}

fn is_text(expr: &TypeExpr) -> bool {
    match expr {
        TypeExpr::List(inner) => is_text(inner),
        expr => *expr == TypeExpr::String,
    }
}

/// What speaks for a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Vote {
    pub(super) weight: u32,
    pub(super) witnesses: Vec<&'static str>,
}

impl Vote {
    /// Whether the table's caption names the row or its type.
    fn is_by_caption(&self) -> bool {
        self.witnesses.iter().any(|witness| witness.contains("caption"))
    }

    fn add(&mut self, witness: &'static str, weight: u32) {
        self.weight += weight;
        self.witnesses.push(witness);
    }
}

fn last_part(name: &str) -> &str {
    name.rsplit(['.', ']']).find(|part| !part.is_empty()).unwrap_or(name)
}
