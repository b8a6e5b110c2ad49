//! One body's tables and what speaks for binding them: links, numbers and captions vote, the example checks each
//! choice. Tables and examples enter; bindings and findings leave. Tables that no witness names are not looked at here.

use super::{
    bindings::Bindings,
    observed::{self, Fit},
    witness::{self, CLEARLY_BETTER, Namers, Vote, Weights, states_types},
};
use crate::{
    diagnostic::{Code, Sink},
    interpret::TypeExpr,
    limits::DEEPEST_TYPE,
    link::tables::{GroupId, ObjectType, Slot, TableId, Tables, letters},
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    mem,
};

/// Binds the tables of one body.
pub(super) struct Binder<'t, 'a> {
    pub(super) tables: &'t Tables<'a>,
    pub(super) group: GroupId,
    pub(super) bindings: &'t mut Bindings<'a>,
    pub(super) sink: &'t mut Sink,
    weights: &'t Weights,
    /// The table of each type that has one so far.
    given: BTreeMap<TypeKey, TableId>,
    /// Types that have a table since it was last asked.
    settled: Vec<TypeKey>,
}

impl<'t, 'a> Binder<'t, 'a> {
    pub(super) fn new(
        tables: &'t Tables<'a>,
        group: GroupId,
        weights: &'t Weights,
        bindings: &'t mut Bindings<'a>,
        sink: &'t mut Sink,
    ) -> Self {
        Self { tables, group, bindings, sink, weights, given: BTreeMap::new(), settled: Vec::new() }
    }

    /// Records what examples show in a table's place, and in the places of the tables bound below it.
    pub(super) fn show(&mut self, table: TableId, values: Vec<&'a Value>, depth: usize) {
        if depth > DEEPEST_TYPE || values.is_empty() {
            return;
        }
        let objects: Vec<_> = observed::objects(&values).collect();
        let beneath: Vec<_> = self
            .tables
            .slots(table)
            .filter_map(|slot| Some((slot, self.bindings.table(slot)?, self.tables.field(slot)?)))
            .map(|(slot, below, field)| {
                let values = objects.iter().filter_map(|object| object.get(&field.name));
                (below, self.opened(slot, values, &field.ty.expr))
            })
            .collect();
        self.bindings.samples.entry(table).or_default().extend(values);
        for (below, found) in beneath {
            self.show(below, found, depth + 1);
        }
    }

    /// What examples show in the place of a row's object.
    fn shown(&self, slot: Slot) -> Vec<&'a Value> {
        let Some(field) = self.tables.field(slot) else { return Vec::new() };
        self.opened(slot, self.bindings.values(self.tables, slot).iter().copied(), &field.ty.expr)
    }

    /// A row's values down to its object.
    fn opened(&self, slot: Slot, values: impl Iterator<Item = &'a Value>, expr: &TypeExpr) -> Vec<&'a Value> {
        let mut found = Vec::new();
        values.for_each(|value| observed::leaves(value, expr, &mut found));
        if self.bindings.is_keyed(slot) { observed::members(&found) } else { found }
    }

    /// Whether the table states the values of an object with free keys.
    fn is_keyed(&self, table: TableId, slot: Slot) -> bool {
        let shown = self.shown(slot);
        let keys: BTreeSet<&String> = observed::objects(&shown).flat_map(|object| object.keys()).collect();
        // One key that looks like a name is a member that the tables leave out.
        if keys.len() < 2 && observed::are_names(keys.into_iter()) {
            return false;
        }
        let values = observed::members(&shown);
        self.tables.get(table).is_some_and(|entry| observed::fit(entry.draft, &values).is_good())
    }

    pub(super) fn fit(&self, table: TableId, slot: Slot) -> Fit {
        let values = self.shown(slot);
        self.tables.get(table).map_or(Fit::Unknown, |entry| observed::fit(entry.draft, &values))
    }

    pub(super) fn bind(&mut self, slot: Slot, table: TableId) {
        if self.bindings.tables.insert(slot, table).is_none() {
            if let Some(key) = self.key(slot)
                && let Entry::Vacant(given) = self.given.entry(key)
            {
                self.settled.push(given.key().clone());
                given.insert(table);
            }
            let values = self.shown(slot);
            self.show(table, values, 0);
        }
    }

    /// Binds the rows of a table that links, numbers or captions speak for, and walks on below them.
    pub(super) fn walk(&mut self, root: TableId) {
        let mut ahead = vec![root];
        while let Some(table) = ahead.pop() {
            if !self.bindings.walked.insert(table) {
                continue;
            }
            let mut beneath = Vec::new();
            let namers = Namers::of(self.tables, table);
            for slot in self.tables.slots(table) {
                let votes = witness::votes(self.tables, slot, self.weights, &namers);
                if let Some(chosen) = self.elect(slot, &votes) {
                    self.bind(slot, chosen);
                    beneath.push(chosen);
                }
            }
            ahead.extend(beneath.into_iter().rev());
        }
    }

    /// The table with most points, unless the example speaks against it and for another.
    fn elect(&mut self, slot: Slot, votes: &BTreeMap<TableId, Vote>) -> Option<TableId> {
        let best = votes.iter().max_by_key(|(table, vote)| (vote.points(), std::cmp::Reverse(**table)))?;
        let (table, vote) = (*best.0, best.1);
        let fit = self.fit(table, slot);
        if !self.may_hold_object(slot, table, vote, fit) {
            return None;
        }
        if !(vote.is_trusted() && fit.is_good())
            && let Some((other, for_other)) = self.better(slot, table, fit, votes)
        {
            self.disagree(slot, &format!("{vote} and {for_other}"));
            return Some(other);
        }
        if fit.is_bad() && self.is_keyed(table, slot) {
            self.bindings.keyed.insert(slot);
            return Some(table);
        }
        if fit.is_bad() && !vote.outdoes_example() {
            return None;
        }
        if fit.is_bad() {
            self.disagree(slot, &format!("{vote} and the example"));
        }
        Some(table)
    }

    /// Whether a row can hold the object of a table: one that states a text needs more evidence than one vote.
    fn may_hold_object(&self, slot: Slot, table: TableId, vote: &Vote, fit: Fit) -> bool {
        if self.tables.field(slot).is_none_or(|field| field.ty.expr.may_be_object()) {
            return true;
        }
        let pointed = vote.is_trusted() && self.tables.get(table).is_some_and(|entry| states_types(entry.draft));
        !fit.is_bad() && (vote.is_seconded() || pointed || fit.is_good())
    }

    /// The table that the example speaks for more clearly than for the one with most points.
    fn better<'v>(
        &self,
        slot: Slot,
        table: TableId,
        fit: Fit,
        votes: &'v BTreeMap<TableId, Vote>,
    ) -> Option<(TableId, &'v Vote)> {
        votes
            .iter()
            .filter(|(other, vote)| **other != table && vote.is_rival())
            .map(|(other, vote)| (*other, vote, self.fit(*other, slot)))
            .filter(|(.., other)| other.is_good() && other.score() > fit.score() + CLEARLY_BETTER)
            .max_by(|a, b| a.2.score().total_cmp(&b.2.score()).then(b.0.cmp(&a.0)))
            .map(|(other, vote, _)| (other, vote))
    }

    fn disagree(&mut self, slot: Slot, who: &str) {
        let Some(field) = self.tables.field(slot) else { return };
        let message = format!("{who} point to different structures for `{}`", field.name);
        self.sink.note(Code::WitnessesDisagree, message, self.tables.place_of(slot));
    }

    /// Binds a row to the table that another row of its type has.
    pub(super) fn namesake(&mut self, slot: Slot) -> Option<TableId> {
        let table = self.given(&self.key(slot)?)?;
        self.bind(slot, table);
        Some(table)
    }

    /// The table of a type.
    pub(super) fn given(&self, key: &TypeKey) -> Option<TableId> {
        self.given.get(key).copied()
    }

    /// The types that have a table since this was last asked.
    pub(super) fn settled(&mut self) -> Vec<TypeKey> {
        mem::take(&mut self.settled)
    }

    /// What a row has in common with others of its type, where it may hold an object.
    pub(super) fn key(&self, slot: Slot) -> Option<TypeKey> {
        let field = self.tables.field(slot)?;
        match self.tables.object_type(&field.ty.expr)? {
            ObjectType::Named(name) => Some(TypeKey::Name(letters(name))),
            ObjectType::Bare | ObjectType::Open => Some(TypeKey::Row(slot)),
        }
    }
}

/// What rows of one type have in common: the type's name, or the row itself where it has none.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum TypeKey {
    Name(String),
    Row(Slot),
}
