//! One body's tables and what speaks for tying them: links, numbers and captions vote, the example checks each
//! choice. Enter tables and samples; leave ties and findings. Tables that nobody names are not looked at here.

use super::{
    leaf::{Leaf, letters, may_be_object},
    sample::{self, Fit},
    tables::{GroupId, Slot, TableId, Tables},
    ties::Ties,
    witness::{self, Namers, Vote, states_types},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    interpret::{Interpretation, TypeExpr},
    limits::DEEPEST_TYPE,
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    mem,
};

/// Ties the tables of one body; what is to be said of its choices gathers in it.
pub(super) struct Judge<'t, 'a> {
    pub(super) tables: &'t Tables<'a>,
    pub(super) group: GroupId,
    pub(super) pages: &'t [Interpretation],
    pub(super) ties: &'t mut Ties<'a>,
    /// The table of each type, as far as known.
    given: BTreeMap<TypeKey, TableId>,
    /// Types that have a table since it was last asked.
    settled: Vec<TypeKey>,
    pub(super) findings: Vec<Diagnostic>,
}

impl<'t, 'a> Judge<'t, 'a> {
    pub(super) fn new(
        tables: &'t Tables<'a>,
        group: GroupId,
        pages: &'t [Interpretation],
        ties: &'t mut Ties<'a>,
    ) -> Self {
        Self { tables, group, pages, ties, given: BTreeMap::new(), settled: Vec::new(), findings: Vec::new() }
    }

    /// Puts what examples show into a table's place, and beneath it as far as ties go.
    pub(super) fn show(&mut self, table: TableId, values: Vec<&'a Value>, depth: usize) {
        if depth > DEEPEST_TYPE || values.is_empty() {
            return;
        }
        let objects: Vec<_> = sample::objects(&values).collect();
        let beneath: Vec<_> = self
            .tables
            .slots(table)
            .filter_map(|slot| Some((slot, self.ties.table(slot)?, self.tables.field(slot)?)))
            .map(|(slot, below, field)| {
                let values = objects.iter().filter_map(|object| object.get(&field.name));
                (below, self.opened(slot, values, &field.ty.expr))
            })
            .collect();
        self.ties.samples.entry(table).or_default().extend(values);
        for (below, found) in beneath {
            self.show(below, found, depth + 1);
        }
    }

    /// What examples show in the place of a row's object.
    fn shown(&self, slot: Slot) -> Vec<&'a Value> {
        let Some(field) = self.tables.field(slot) else { return Vec::new() };
        self.opened(slot, self.ties.values(self.tables, slot).iter().copied(), &field.ty.expr)
    }

    /// A row's values down to its object.
    fn opened(&self, slot: Slot, values: impl Iterator<Item = &'a Value>, expr: &TypeExpr) -> Vec<&'a Value> {
        let mut found = Vec::new();
        values.for_each(|value| sample::leaves(value, expr, &mut found));
        if self.ties.is_keyed(slot) { sample::members(&found) } else { found }
    }

    /// Whether the table states the values of an object with free keys.
    fn is_keyed(&self, table: TableId, slot: Slot) -> bool {
        let shown = self.shown(slot);
        let keys: BTreeSet<&String> = sample::objects(&shown).flat_map(|object| object.keys()).collect();
        // One key that looks like a name is a member that the tables leave out.
        if keys.len() < 2 && sample::are_names(keys.into_iter()) {
            return false;
        }
        let values = sample::members(&shown);
        self.tables.get(table).is_some_and(|entry| sample::fit(entry.draft, &values).is_good())
    }

    pub(super) fn fit(&self, table: TableId, slot: Slot) -> Fit {
        let values = self.shown(slot);
        self.tables.get(table).map_or(Fit::Unknown, |entry| sample::fit(entry.draft, &values))
    }

    pub(super) fn bind(&mut self, slot: Slot, table: TableId) {
        if self.ties.tables.insert(slot, table).is_none() {
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

    /// Ties the rows of a table that links, numbers or captions tie, and walks on beneath them.
    pub(super) fn walk(&mut self, root: TableId) {
        let mut ahead = vec![root];
        while let Some(table) = ahead.pop() {
            if !self.ties.walked.insert(table) {
                continue;
            }
            let mut beneath = Vec::new();
            let namers = Namers::of(self.tables, table);
            for slot in self.tables.slots(table) {
                let votes = witness::votes(self.tables, slot, &namers);
                if let Some(chosen) = self.elect(slot, &votes) {
                    self.bind(slot, chosen);
                    beneath.push(chosen);
                }
            }
            ahead.extend(beneath.into_iter().rev());
        }
    }

    /// The table with most votes, unless the example speaks against it and for another.
    fn elect(&mut self, slot: Slot, votes: &BTreeMap<TableId, Vote>) -> Option<TableId> {
        let best = votes.iter().max_by_key(|(table, vote)| (vote.weight, std::cmp::Reverse(**table)))?;
        let (table, vote) = (*best.0, best.1);
        let fit = self.fit(table, slot);
        let text = self.tables.field(slot).is_some_and(|field| !may_be_object(&field.ty.expr));
        let pointed = vote.weight >= 50 && self.tables.get(table).is_some_and(|entry| states_types(entry.draft));
        if text && (fit.is_bad() || (vote.witnesses.len() < 2 && !pointed && !fit.is_good())) {
            return None;
        }
        let settled = vote.weight >= 50 && fit.is_good();
        let other = votes
            .iter()
            .filter(|(other, vote)| !settled && **other != table && vote.weight >= 20)
            .map(|(other, vote)| (*other, vote, self.fit(*other, slot)))
            .filter(|(.., other)| other.is_good() && other.score() > fit.score() + 0.3)
            .max_by(|a, b| a.2.score().total_cmp(&b.2.score()).then(b.0.cmp(&a.0)));
        if let Some((other, for_other, _)) = other {
            self.disagree(slot, &format!("{} and {}", witnesses(vote), witnesses(for_other)));
            return Some(other);
        }
        if fit.is_bad() && self.is_keyed(table, slot) {
            self.ties.keyed.insert(slot);
            return Some(table);
        }
        // A weak word against the example's keys is no tie.
        if fit.is_bad() && vote.weight < 40 {
            return None;
        }
        if fit.is_bad() {
            self.disagree(slot, &format!("{} and the example", witnesses(vote)));
        }
        (vote.weight >= 15).then_some(table)
    }

    fn disagree(&mut self, slot: Slot, who: &str) {
        let Some((field, entry)) = self.tables.field(slot).zip(self.tables.get(slot.table)) else { return };
        let message = format!("for `{}`, {who} name different structures", field.name);
        let finding = Diagnostic::new(Code::WitnessesDisagree, message);
        self.findings.push(match self.pages.get(entry.page) {
            Some(page) => finding.at(&page.source, field.place),
            None => finding,
        });
    }

    /// Ties a row to the table that another row of its type has.
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
        match self.tables.leaf(&field.ty.expr)? {
            Leaf::Named(name) => Some(TypeKey::Name(letters(name))),
            Leaf::Bare | Leaf::Open => Some(TypeKey::Row(slot)),
        }
    }
}

/// What rows of one type have in common: the type's name, or the row itself where it has none.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum TypeKey {
    Name(String),
    Row(Slot),
}

fn witnesses(vote: &Vote) -> String {
    vote.witnesses.join(" and ")
}
