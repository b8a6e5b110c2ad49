//! Which table states the object of which row. Rows are walked depth first from the body's table;
//! links, numbers and captions vote; tables that nobody names are taken in the order in which pages
//! list them; the example checks each choice.

use super::{
    bodies::BodyPlan,
    leaf::{Leaf, letters, may_be_object},
    root::{self, Root},
    sample::{self, Fit, Samples},
    tables::{GroupId, Slot, TableId, Tables},
    witness::{self, Vote, states_types},
    words,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    interpret::{Interpretation, TypeExpr},
    limits::{DEEPEST_TYPE, MOST_CLAIMS},
};
use indexmap::IndexMap;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The ties of all groups walked so far.
#[derive(Debug, Default)]
pub(super) struct Ties<'a> {
    tables: BTreeMap<Slot, TableId>,
    /// What examples show in a table's place.
    samples: BTreeMap<TableId, Samples<'a>>,
    walked: BTreeSet<TableId>,
    /// Rows whose object has free keys and the table's objects as values, as only examples show.
    keyed: BTreeSet<Slot>,
    /// The tables of bodies that have no table of members but name a type or a structure.
    roots: BTreeMap<GroupId, Root>,
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

/// Ties the tables of one body.
pub(super) fn tie<'a>(
    tables: &Tables<'a>,
    body: &BodyPlan<'a>,
    pages: &[Interpretation],
    ties: &mut Ties<'a>,
) -> Vec<Diagnostic> {
    let group = body.group;
    let mut samples = body.samples.clone();
    let found = match tables.root(group) {
        Some(table) => root::wrapped(tables, table, body),
        None => root::find(tables, body),
    };
    if let Some(found) = &found {
        samples = root::samples(found, body);
        ties.roots.insert(group, found.clone());
    }
    let Some(root) = tables.root(group).or(found.map(|found| found.table)) else { return Vec::new() };
    let mut judge = Judge { tables, group, pages, ties, given: BTreeMap::new(), findings: Vec::new() };
    judge.show(root, samples, 0);
    judge.walk(root);
    judge.order(root);
    judge.findings
}

struct Judge<'t, 'a> {
    tables: &'t Tables<'a>,
    group: GroupId,
    pages: &'t [Interpretation],
    ties: &'t mut Ties<'a>,
    /// The table of each type, as far as known.
    given: BTreeMap<String, TableId>,
    findings: Vec<Diagnostic>,
}

impl<'a> Judge<'_, 'a> {
    /// Puts what examples show into a table's place, and beneath it as far as ties go.
    fn show(&mut self, table: TableId, values: Vec<&'a Value>, depth: usize) {
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

    fn fit(&self, table: TableId, slot: Slot) -> Fit {
        let values = self.shown(slot);
        self.tables.get(table).map_or(Fit::Unknown, |entry| sample::fit(entry.draft, &values))
    }

    fn bind(&mut self, slot: Slot, table: TableId) {
        if self.ties.tables.insert(slot, table).is_none() {
            if let Some(key) = self.key(slot) {
                self.given.entry(key).or_insert(table);
            }
            let values = self.shown(slot);
            self.show(table, values, 0);
        }
    }

    /// Ties the rows of a table that links, numbers or captions tie, and walks on beneath them.
    fn walk(&mut self, root: TableId) {
        let mut ahead = vec![root];
        while let Some(table) = ahead.pop() {
            if !self.ties.walked.insert(table) {
                continue;
            }
            let mut beneath = Vec::new();
            for slot in self.tables.slots(table) {
                let votes = witness::votes(self.tables, slot);
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

    /// Gives the tables that nobody names to the rows that have none, in depth-first order: a table
    /// belongs to the first open row, and a type that several tables refer to stands after the last
    /// of them.
    fn order(&mut self, root: TableId) {
        let members: Vec<TableId> = self.tables.members(self.group).to_vec();
        let mut mentions: BTreeMap<String, Vec<(usize, TableId)>> = BTreeMap::new();
        for (index, table) in members.iter().copied().enumerate() {
            for key in self.tables.slots(table).filter_map(|slot| self.key(slot)) {
                mentions.entry(key).or_default().push((index, table));
            }
        }
        let mut claims = 0;
        let mut open = self.open_rows(root);
        for (index, table) in members.iter().copied().enumerate() {
            if self.ties.reaches(table) {
                continue;
            }
            claims += open.len();
            if claims > MOST_CLAIMS {
                break;
            }
            let later = |from: usize, key: &str| {
                let at = mentions.get(key).into_iter().flatten();
                at.rev().take_while(|(at, _)| *at >= from).any(|(_, other)| !self.ties.reaches(*other))
            };
            if let Some((key, sure)) = self.choose(table, &open, |key| (later(index, key), later(index + 1, key))) {
                if !sure {
                    self.tell_order(table, open.get(&key).and_then(|slots| slots.first()));
                }
                for slot in open.get(&key).into_iter().flatten() {
                    self.bind(*slot, table);
                }
                self.walk(table);
                open = self.open_rows(root);
            }
        }
    }

    /// A table that only its place ties may be another's.
    fn tell_order(&mut self, table: TableId, slot: Option<&Slot>) {
        let Some(entry) = self.tables.get(table) else { return };
        let Some(field) = slot.and_then(|slot| self.tables.field(*slot)) else { return };
        let message = format!("it is taken to state `{}` because of where it stands", field.name);
        let finding = Diagnostic::new(Code::TiedByOrder, message);
        self.findings.extend(self.pages.get(entry.page).map(|page| finding.at(&page.source, entry.draft.place)));
    }

    /// The open row whose object `table` states, if any, and whether more than its place says so.
    fn choose(
        &self,
        table: TableId,
        open: &IndexMap<String, Vec<Slot>>,
        to_come: impl Fn(&str) -> (bool, bool),
    ) -> Option<(String, bool)> {
        let caption = self.tables.get(table).and_then(|entry| entry.draft.caption.as_deref()).unwrap_or_default();
        let captioned = is_type_name(caption);
        let named = words::field_name(caption);
        let mut claims: Vec<(Claim, usize, &String)> = Vec::new();
        for (place, (key, slots)) in open.iter().enumerate() {
            let Some(slot) = slots.first() else { continue };
            let stranger = named.is_some_and(|named| !slots.iter().any(|slot| self.is_akin(*slot, named)));
            let fit = slots.iter().map(|slot| self.fit(table, *slot)).max_by(|a, b| a.score().total_cmp(&b.score()))?;
            let leaf = self.tables.field(*slot).and_then(|field| self.tables.leaf(&field.ty.expr));
            let claim = match (fit, leaf) {
                (fit, _) if fit.is_good() => Claim::Shown,
                _ if stranger => continue,
                (Fit::Share(share), _) if share > 0.0 => Claim::Likely,
                (Fit::Unknown, Some(Leaf::Named(_) | Leaf::Bare)) if !captioned => Claim::Likely,
                (Fit::Unknown, Some(Leaf::Bare)) => Claim::Possible,
                (Fit::Unknown, Some(Leaf::Open)) if !captioned => Claim::Possible,
                _ => continue,
            };
            let (now_or_later, later) = to_come(key);
            let claim = if later { Claim::Later } else { claim };
            claims.push((if now_or_later && claim == Claim::Likely { Claim::Possible } else { claim }, place, key));
        }
        let (claim, _, key) = claims.into_iter().min()?;
        Some((key.clone(), claim == Claim::Shown || named.is_some()))
    }

    /// Whether a row's name, or that of its type, is like `name`: one begins with the other.
    fn is_akin(&self, slot: Slot, name: &str) -> bool {
        let Some(field) = self.tables.field(slot) else { return false };
        let of_type = match self.tables.leaf(&field.ty.expr) {
            Some(Leaf::Named(of_type)) => letters(of_type),
            _ => String::new(),
        };
        let name = letters(name);
        let own = [letters(&field.name), of_type];
        own.iter().any(|own| !own.is_empty() && (own.starts_with(&name) || name.starts_with(own)))
    }

    /// Rows under `root` that may hold an object and have no table, by type name, in depth-first
    /// order.
    fn open_rows(&mut self, root: TableId) -> IndexMap<String, Vec<Slot>> {
        let mut order: IndexMap<String, Vec<Slot>> = IndexMap::new();
        let mut seen = BTreeSet::from([root]);
        let mut ahead: Vec<Slot> = self.tables.slots(root).collect();
        ahead.reverse();
        while let Some(slot) = ahead.pop() {
            if let Some(table) = self.ties.table(slot).or_else(|| self.namesake(slot)) {
                if seen.insert(table) {
                    let beneath: Vec<Slot> = self.tables.slots(table).collect();
                    ahead.extend(beneath.into_iter().rev());
                }
            } else if let Some(key) = self.key(slot) {
                order.entry(key).or_default().push(slot);
            }
        }
        order
    }

    /// Ties a row to the table that another row of its type has.
    fn namesake(&mut self, slot: Slot) -> Option<TableId> {
        let table = *self.given.get(&self.key(slot)?)?;
        self.bind(slot, table);
        Some(table)
    }

    /// What rows of one type have in common: the type's name, or the row itself where it has none.
    fn key(&self, slot: Slot) -> Option<String> {
        let field = self.tables.field(slot)?;
        match self.tables.leaf(&field.ty.expr)? {
            Leaf::Named(name) => Some(letters(name)),
            Leaf::Bare | Leaf::Open => Some(format!("{slot:?}")),
        }
    }
}

/// How strongly an open row claims a table, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Claim {
    /// The example's keys in its place are the table's rows.
    Shown,
    /// It is an object whose keys nothing shows.
    Likely,
    /// It may be an object.
    Possible,
    /// Its type is referred to again further down.
    Later,
}

fn witnesses(vote: &Vote) -> String {
    vote.witnesses.join(" and ")
}

/// Whether a caption is a type's name: then it speaks against rows of another type.
fn is_type_name(caption: &str) -> bool {
    let caption = caption.trim();
    !caption.is_empty() && !caption.contains(char::is_whitespace) && caption.is_ascii()
}
