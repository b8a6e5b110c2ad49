//! The tables of a body that no witness names, in the order in which pages list them: each goes to the row that has the
//! strongest claim to it. Bindings are added; one that only the table's place speaks for is reported.

use super::{
    elect::{Binder, TypeKey},
    observed::Fit,
};
use crate::{
    diagnostic::Code,
    interpret::FieldDraft,
    limits::MOST_CLAIMS,
    link::tables::{ObjectType, Slot, TableId, field_name, letters},
};
use indexmap::IndexMap;
use std::collections::{BTreeMap, BTreeSet};

impl Binder<'_, '_> {
    /// Gives the tables that no witness names to the rows that have none, in depth-first order: a table
    /// belongs to the first open row, and the table of a type that several tables refer to comes
    /// after the last of them.
    pub(super) fn by_order(&mut self, root: TableId) {
        let members: Vec<TableId> = self.tables.members(self.group).to_vec();
        let mut mentions: BTreeMap<TypeKey, Vec<(usize, TableId)>> = BTreeMap::new();
        for (index, table) in members.iter().copied().enumerate() {
            for key in self.tables.slots(table).filter_map(|slot| self.key(slot)) {
                mentions.entry(key).or_default().push((index, table));
            }
        }
        let rows = members.iter().flat_map(|table| self.tables.slots(*table));
        let pointed = rows.filter_map(|slot| self.tables.field(slot)).flat_map(|field| &field.table_numbers);
        let mut open = Open { pointed: pointed.copied().collect(), ..Open::default() };
        self.open(&mut open, root, 0);
        // What had a table before is known already.
        self.settled();
        let mut claims = 0;
        for (index, table) in members.iter().copied().enumerate() {
            if self.bindings.reaches(table) {
                continue;
            }
            if claims > MOST_CLAIMS {
                break;
            }
            let later = |from: usize, key: &TypeKey| {
                let at = mentions.get(key).into_iter().flatten();
                at.rev().take_while(|(at, _)| *at >= from).any(|(_, other)| !self.bindings.reaches(*other))
            };
            let to_come = |key: &TypeKey| (later(index, key), later(index + 1, key));
            if let Some((place, sure)) = self.choose(table, &open, &mut claims, to_come) {
                let slot = open.rows.get_index(place).and_then(|(_, slots)| slots.first()).copied();
                if !sure {
                    self.tell_order(table, slot);
                }
                if let Some(slot) = slot {
                    self.bind(slot, table);
                }
                self.walk(table);
                self.settle(&mut open);
            }
        }
    }

    /// A table that only its place bindings may be another's.
    fn tell_order(&mut self, table: TableId, slot: Option<Slot>) {
        let Some(entry) = self.tables.get(table) else { return };
        let Some(field) = slot.and_then(|slot| self.tables.field(slot)) else { return };
        let message = format!("it is assumed to describe `{}` because of its position", field.name);
        self.sink.note(Code::TiedByOrder, message, self.tables.place(entry.page, entry.draft.place));
    }

    /// The place of the open rows whose object `table` states, if any, and whether more than its place says so.
    fn choose(
        &self,
        table: TableId,
        open: &Open,
        claims: &mut usize,
        to_come: impl Fn(&TypeKey) -> (bool, bool),
    ) -> Option<(usize, bool)> {
        let caption = self.tables.get(table).and_then(|entry| entry.draft.caption.as_deref()).unwrap_or_default();
        let captioned = is_type_name(caption);
        let named = field_name(caption);
        let strongest = match (open.shown, captioned) {
            (true, _) => Claim::Shown,
            (false, false) => Claim::Namesake,
            (false, true) => Claim::Possible,
        };
        let mut chosen: Option<(Claim, usize)> = None;
        for (place, (key, slots)) in open.rows.iter().enumerate().rev() {
            *claims += 1;
            let Some(slot) = slots.first() else { continue };
            let stranger = named.is_some_and(|named| !slots.iter().any(|slot| self.is_akin(*slot, named)));
            let fit = slots.iter().map(|slot| self.fit(table, *slot)).max_by(|a, b| a.score().total_cmp(&b.score()))?;
            let stated = self.tables.field(*slot).and_then(|field| self.tables.object_type(&field.ty.expr));
            let claim = match (fit, stated) {
                (fit, _) if fit.is_good() => Claim::Shown,
                _ if stranger || self.is_numbered_away(table, slots, &open.pointed) => continue,
                (Fit::Share(share), _) if share > 0.0 => Claim::Likely,
                (Fit::Unknown, Some(ObjectType::Named(_) | ObjectType::Bare)) if !captioned => {
                    if self.names_rows(*slot, table) { Claim::Namesake } else { Claim::Likely }
                }
                (Fit::Unknown, Some(ObjectType::Bare)) => Claim::Possible,
                _ => continue,
            };
            let (now_or_later, later) = to_come(key);
            let claim = match claim {
                _ if later => Claim::Later,
                Claim::Likely | Claim::Namesake if now_or_later => Claim::Possible,
                claim => claim,
            };
            if chosen.is_none_or(|(other, _)| claim < other) {
                chosen = Some((claim, place));
            }
            if claim == strongest {
                break;
            }
        }
        chosen.map(|(claim, place)| (place, claim == Claim::Shown || named.is_some()))
    }

    /// Whether a number says that a table states another row: these rows point to other tables only, or another row of
    /// the body points to this one.
    fn is_numbered_away(&self, table: TableId, slots: &[Slot], pointed: &BTreeSet<u32>) -> bool {
        let Some(number) = self.tables.get(table).and_then(|entry| entry.draft.number) else { return false };
        let mut own = slots.iter().filter_map(|slot| self.tables.field(*slot)).flat_map(|field| &field.table_numbers);
        let points = own.clone().any(|own| *own == number);
        !points && (pointed.contains(&number) || own.next().is_some())
    }

    /// The name of the type that a row has; nothing, where it has none.
    fn type_name<'f>(&self, field: &'f FieldDraft) -> &'f str {
        let Some(ObjectType::Named(name)) = self.tables.object_type(&field.ty.expr) else { return "" };
        name
    }

    /// Whether a row's name, or that of its type, is like `name`: one begins with the other.
    fn is_akin(&self, slot: Slot, name: &str) -> bool {
        let Some(field) = self.tables.field(slot) else { return false };
        let name = letters(name);
        let own = [letters(&field.name), letters(self.type_name(field))];
        own.iter().any(|own| !own.is_empty() && (own.starts_with(&name) || name.starts_with(own)))
    }

    /// Whether half of a table's rows begin with a row's name, in the singular, or with that of its type.
    fn names_rows(&self, slot: Slot, table: TableId) -> bool {
        let (Some(field), Some(entry)) = (self.tables.field(slot), self.tables.get(table)) else { return false };
        let of_type = self.type_name(field).to_lowercase();
        let own = field.name.strip_suffix('s').unwrap_or(&field.name).to_lowercase();
        let begins = |name: &str, word: &str| {
            word.len() > 2 && name.strip_prefix(word).is_some_and(|rest| rest.starts_with('_'))
        };
        let rows = &entry.draft.fields;
        let named = rows.iter().filter(|row| begins(&row.name, &own) || begins(&row.name, &of_type)).count();
        named > 0 && named * 2 >= rows.len()
    }

    /// Opens the rows under `table`, at a place in the order of what is open.
    fn open(&mut self, open: &mut Open, table: TableId, mut place: usize) {
        let mut fresh: IndexMap<TypeKey, Vec<Slot>> = IndexMap::new();
        let mut ahead: Vec<Slot> = Vec::new();
        self.see(open, table, &mut ahead);
        while let Some(slot) = ahead.pop() {
            if let Some(table) = self.bindings.table(slot).or_else(|| self.namesake(slot)) {
                self.see(open, table, &mut ahead);
            } else if let Some(key) = self.key(slot) {
                fresh.entry(key).or_default().push(slot);
            }
        }
        for (key, mut slots) in fresh.into_iter().rev() {
            match open.rows.get_full_mut(&key) {
                Some((at, _, before)) if at >= place => before.append(&mut slots),
                known => {
                    place -= usize::from(known.is_some());
                    slots.extend(open.rows.shift_remove(&key).unwrap_or_default());
                    open.rows.shift_insert(place, key, slots);
                    place += 1;
                }
            }
        }
    }

    /// The rows of a table that was not seen before, the first on top.
    fn see(&self, open: &mut Open, table: TableId, ahead: &mut Vec<Slot>) {
        if open.seen.insert(table) {
            open.shown |= self.bindings.samples(table).is_some();
            let first = ahead.len();
            ahead.extend(self.tables.slots(table));
            if let Some(rows) = ahead.get_mut(first..) {
                rows.reverse();
            }
        }
    }

    /// Binds the open rows whose types have tables by now, and opens the rows below.
    fn settle(&mut self, open: &mut Open) {
        for key in self.settled() {
            let Some(table) = self.given(&key) else { continue };
            if let Some((place, _, slots)) = open.rows.shift_remove_full(&key) {
                for slot in slots {
                    self.bind(slot, table);
                }
                self.open(open, table, place);
            }
        }
    }
}

/// The rows of a body that may hold an object and have no table.
#[derive(Debug, Default)]
struct Open {
    /// By type, in depth-first order of the first of each, the first last: it is mostly the next to go.
    rows: IndexMap<TypeKey, Vec<Slot>>,
    /// The tables that were gone through.
    seen: BTreeSet<TableId>,
    /// Whether an example shows anything in their places.
    shown: bool,
    /// The numbers of the tables that rows of the body point to.
    pointed: BTreeSet<u32>,
}

/// How strongly an open row claims a table, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Claim {
    /// The example's keys in its place are the table's rows.
    Shown,
    /// The table's rows are named after it: `pet_id`, `pet_name` in the table of `pets`.
    Namesake,
    /// It is an object whose keys nothing shows.
    Likely,
    /// It may be an object.
    Possible,
    /// Its type is referred to again further down.
    Later,
}

/// Whether a caption is a type's name: then it speaks against rows of another type.
fn is_type_name(caption: &str) -> bool {
    let caption = caption.trim();
    !caption.is_empty() && !caption.contains(char::is_whitespace) && caption.is_ascii()
}
