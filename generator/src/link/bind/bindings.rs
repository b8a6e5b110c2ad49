//! Which table states the object of which row, as far as it is known: what binding writes and building reads.
//! Nothing is decided here.

use super::{observed::Samples, root::RootTable};
use crate::link::tables::{GroupId, Slot, TableId, Tables};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The tables of all rows that were bound so far.
#[derive(Debug, Default)]
pub(in crate::link) struct Bindings<'a> {
    pub(in crate::link) tables: BTreeMap<Slot, TableId>,
    /// What examples show in a table's place.
    pub(in crate::link) samples: BTreeMap<TableId, Samples<'a>>,
    pub(in crate::link) walked: BTreeSet<TableId>,
    /// Rows whose object has free keys and the table's objects as values, as only examples show.
    pub(in crate::link) keyed: BTreeSet<Slot>,
    /// The tables of bodies that have no table of members but name a type or a structure.
    pub(in crate::link) roots: BTreeMap<GroupId, RootTable>,
}

impl<'a> Bindings<'a> {
    /// The table that states a row's object.
    pub(in crate::link) fn table(&self, slot: Slot) -> Option<TableId> {
        self.tables.get(&slot).copied()
    }

    /// What examples show in a table's place.
    pub(in crate::link) fn samples(&self, table: TableId) -> Option<&Samples<'a>> {
        self.samples.get(&table)
    }

    /// Whether a row's object has free keys, as only examples show.
    pub(in crate::link) fn is_keyed(&self, slot: Slot) -> bool {
        self.keyed.contains(&slot)
    }

    /// The table that a body without a table of members leads to.
    pub(in crate::link) fn root(&self, group: GroupId) -> Option<&RootTable> {
        self.roots.get(&group)
    }

    /// Whether some body reaches this table.
    pub(in crate::link) fn reaches(&self, table: TableId) -> bool {
        self.walked.contains(&table)
    }

    /// What examples show in a row's place, unopened.
    pub(in crate::link) fn values(&self, tables: &Tables<'_>, slot: Slot) -> &[&'a Value] {
        let samples = self.samples(slot.table).zip(tables.field(slot));
        samples.map(|(samples, field)| samples.of(&field.name)).unwrap_or_default()
    }
}
