//! Which table states the object of which row, as far as it is known: what tying writes and building reads.
//! Nothing is decided here.

use super::{
    root::Root,
    sample::Samples,
    tables::{GroupId, Slot, TableId, Tables},
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The ties of all groups walked so far.
#[derive(Debug, Default)]
pub(super) struct Ties<'a> {
    pub(super) tables: BTreeMap<Slot, TableId>,
    /// What examples show in a table's place.
    pub(super) samples: BTreeMap<TableId, Samples<'a>>,
    pub(super) walked: BTreeSet<TableId>,
    /// Rows whose object has free keys and the table's objects as values, as only examples show.
    pub(super) keyed: BTreeSet<Slot>,
    /// The tables of bodies that have no table of members but name a type or a structure.
    pub(super) roots: BTreeMap<GroupId, Root>,
}

impl<'a> Ties<'a> {
    /// The table that states a row's object.
    pub(super) fn table(&self, slot: Slot) -> Option<TableId> {
        self.tables.get(&slot).copied()
    }

    /// What examples show in a table's place.
    pub(super) fn samples(&self, table: TableId) -> Option<&Samples<'a>> {
        self.samples.get(&table)
    }

    /// Whether a row's object has free keys, as only examples show.
    pub(super) fn is_keyed(&self, slot: Slot) -> bool {
        self.keyed.contains(&slot)
    }

    /// The table that a body without a table of members leads to.
    pub(super) fn root(&self, group: GroupId) -> Option<&Root> {
        self.roots.get(&group)
    }

    /// Whether some body reaches this table.
    pub(super) fn reaches(&self, table: TableId) -> bool {
        self.walked.contains(&table)
    }

    /// What examples show in a row's place, unopened.
    pub(super) fn values(&self, tables: &Tables<'_>, slot: Slot) -> &[&'a Value] {
        let samples = self.samples(slot.table).zip(tables.field(slot));
        samples.map(|(samples, field)| samples.of(&field.name)).unwrap_or_default()
    }
}
