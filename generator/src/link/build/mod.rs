//! Tables, bindings and examples to shapes: types without names. What a table leaves open its example supplies; if the
//! two disagree on a stated type, the table wins.

mod bodies;
mod corrections;
mod dotted_names;
mod from_examples;
mod report;
mod shape;

pub(in crate::link) use bodies::{BodyId, BodyType, Role, bodies};
pub(in crate::link) use from_examples::guess;
pub(in crate::link) use shape::{Shape, ShapeId, Shapes, Ty, plain};

use super::{
    bind::{Bindings, Names, Samples, inner_values, kind, leaves, objects},
    tables::{GroupId, Mention, ObjectType, Slot, TableId, Tables, Words},
};
use crate::{
    diagnostic::{Code, Sink},
    interpret::{BodyDraft, BodyShape, FieldDraft, Mandatory, TypeExpr},
    limits::DEEPEST_TYPE,
    page::RowId,
};
use corrections::Unlisted;
use dotted_names::{Member, Members};
use from_examples::is_alone;
use serde_json::Value;
use shape::{Hints, ShapeField};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    mem,
};

/// Builds the shapes of one service.
pub(in crate::link) struct Builder<'t, 'a> {
    tables: &'t Tables<'a>,
    bindings: &'t Bindings<'a>,
    sink: &'t mut Sink,
    pub(in crate::link) shapes: Shapes,
    /// Rows that stand for keys chosen by callers, with the index of their page: they become no field.
    pub(in crate::link) keys: Vec<(usize, RowId)>,
    /// What examples show instead of rows whose types nothing describes: their names misspelt.
    slips: BTreeMap<Slot, &'a str>,
    /// Names that answers show as objects, of each group that asked for them.
    answered_objects: HashMap<GroupId, HashSet<&'a str>>,
}

impl<'t, 'a> Builder<'t, 'a> {
    /// Nothing built yet.
    pub(in crate::link) fn new(tables: &'t Tables<'a>, bindings: &'t Bindings<'a>, sink: &'t mut Sink) -> Self {
        let (shapes, keys) = (Shapes::default(), Vec::new());
        Self { tables, bindings, sink, shapes, keys, slips: BTreeMap::new(), answered_objects: HashMap::new() }
    }

    /// The type of a body; `samples` are the bodies that examples show.
    fn body(&mut self, group: GroupId, body: Option<&BodyDraft>, samples: &[&'a Value]) -> Option<Ty> {
        let found = self.bindings.root(group).cloned();
        let root = self.tables.root(group).or(found.as_ref().map(|root| root.table));
        let hints = Hints { page: found.as_ref().and_then(|root| root.name.clone()), field: String::new() };
        if let Some((member, table)) = found.and_then(|root| Some((root.member?, root.table))) {
            return Some(self.wrapped(&member, table, samples));
        }
        let whole = match (body.map(|body| &body.shape), root) {
            (None | Some(BodyShape::Object), Some(root)) if self.is_list_of(root, samples) => {
                Ty::List(Box::new(self.table(root, hints, 0)))
            }
            (None | Some(BodyShape::Object), Some(root)) => self.table(root, hints, 0),
            (None | Some(BodyShape::Object), None) => return self.shown_body(samples),
            (Some(BodyShape::List(_)), Some(root)) => Ty::List(Box::new(self.table(root, hints, 0))),
            (Some(BodyShape::Plain(expr)), Some(root)) if plain(expr).is_none() => {
                let shape = self.table(root, hints, 0);
                within(expr, shape)
            }
            (Some(BodyShape::List(item)), None) => {
                let item = item.clone().unwrap_or_default();
                self.loose(&TypeExpr::List(Box::new(item)), samples)
            }
            (Some(BodyShape::Plain(expr)), _) => self.loose(expr, samples),
        };
        Some(whole)
    }

    /// A body that the example shows, one member of which a table states.
    fn wrapped(&mut self, member: &str, table: TableId, samples: &[&'a Value]) -> Ty {
        let whole = self.shown(samples, &Hints::default(), 0);
        let inner = self.table(table, Hints { page: None, field: member.to_owned() }, 1);
        let shape = whole.shape().and_then(|id| self.shapes.shapes.get_mut(id.0));
        if let Some(field) = shape.and_then(|shape| shape.fields.iter_mut().find(|field| field.name == member)) {
            field.ty = if matches!(field.ty, Ty::List(_)) { Ty::List(Box::new(inner)) } else { inner };
        }
        whole
    }

    /// Whether every example shows a list of what the root table states.
    fn is_list_of(&self, root: TableId, samples: &[&'a Value]) -> bool {
        let items: Vec<&Value> = samples.iter().filter_map(|sample| sample.as_array()).flatten().collect();
        let all = !samples.is_empty() && samples.iter().all(|sample| sample.is_array());
        // The table may list a few of the members only.
        let states = |names: Names<'_>| names.fit(&items).is_good() || names.all_in(&items);
        all && self.tables.get(root).is_some_and(|entry| states(Names::of(entry.draft)))
    }

    /// A type expression that no row holds.
    fn loose(&mut self, expr: &TypeExpr, samples: &[&'a Value]) -> Ty {
        if let Some(plain) = plain(expr) {
            return Ty::Plain(plain);
        }
        match expr {
            TypeExpr::List(inner) => Ty::List(Box::new(self.loose(inner, &opened(samples, expr)))),
            TypeExpr::Map(inner) => {
                let values = opened(samples, expr);
                let alone = matches!(**inner, TypeExpr::Object(None)) && is_alone(&values);
                Ty::Map(Box::new(if alone { Ty::any() } else { self.loose(inner, &values) }))
            }
            _ => self.shown(samples, &Hints::default(), 0),
        }
    }

    /// The shape that a table states.
    fn table(&mut self, table: TableId, hints: Hints, depth: usize) -> Ty {
        if let Some(known) = self.shapes.by_table.get(&table) {
            return Ty::Shape(*known);
        }
        if depth > DEEPEST_TYPE {
            return Ty::any();
        }
        let samples = self.bindings.samples(table);
        let mut members = dotted_names::members(self.tables, table, samples);
        let samples = samples.map(Samples::values).unwrap_or_default();
        let mut unlisted = corrections::unlisted(samples, &members);
        self.take_letter_case(table, &mut members, &mut unlisted);
        self.take_slips(table, &members, &mut unlisted);
        self.report_unlisted(table, &unlisted.keys);
        let named = |name: &String| objects(samples).any(|object| object.contains_key(name));
        let free = |member: &Member| {
            let slot = |field: &usize| Slot { table, field: *field };
            member.rows.iter().any(|field| self.tables.field(slot(field)).is_some_and(FieldDraft::names_any_key))
        };
        if members.len() > 1 {
            let words: Vec<Member> =
                members.extract_if(.., |name, member| free(member) && !named(name)).map(|(_, word)| word).collect();
            for member in &words {
                self.report_words(table, member);
            }
        }
        let id = self.shapes.add(Shape { hints, ..Shape::default() });
        self.shapes.by_table.insert(table, id);
        let mut fields: Vec<ShapeField> =
            members.into_iter().map(|(name, member)| self.member(table, name, member, depth)).collect();
        fields.extend(unlisted.members.into_iter().map(|(name, values)| self.shown_member(name, &values, depth)));
        if let Some(shape) = self.shapes.shapes.get_mut(id.0) {
            shape.fields = fields;
        }
        Ty::Shape(id)
    }

    /// Where every example writes a name in other letter case than its row does, the examples show what travels.
    fn take_letter_case(&mut self, table: TableId, members: &mut Members, unlisted: &mut Unlisted<'a>) {
        let samples = self.bindings.samples(table).map(Samples::values).unwrap_or_default();
        let shown = |name: &str| objects(samples).any(|object| object.contains_key(name));
        let same = |name: &String, key: &mut &str| name.eq_ignore_ascii_case(key) && !shown(name);
        for (name, key) in unlisted.slips.extract_if(.., |name, key| same(name, key)) {
            let Some((at, _, member)) = members.shift_remove_full(&name) else { continue };
            if let Some(field) = member.rows.first() {
                let message = format!("the examples write it `{key}`, which is used as its name");
                self.report(Slot { table, field: *field }, Code::NameFromExample, &message);
            }
            members.shift_insert(at, key.to_owned(), member);
            unlisted.keys.remove(key);
        }
    }

    /// An example that misspells the name of a member whose type nothing else describes is reported with that type, and
    /// not a second time as a key that the table lacks.
    fn take_slips(&mut self, table: TableId, members: &Members, unlisted: &mut Unlisted<'a>) {
        for (name, slip) in mem::take(&mut unlisted.slips) {
            let row = members.get(&name).and_then(|member| member.rows.first());
            let Some(slot) = row.map(|field| Slot { table, field: *field }) else { continue };
            let object = self.tables.field(slot).and_then(|field| self.tables.object_type(&field.ty.expr));
            let untabled = matches!(object, Some(ObjectType::Named(_))) && self.bindings.table(slot).is_none();
            if untabled && self.bindings.values(self.tables, slot).is_empty() {
                unlisted.keys.remove(slip);
                self.slips.insert(slot, slip);
            }
        }
    }

    fn member(&mut self, table: TableId, name: String, member: Member, depth: usize) -> ShapeField {
        let page = self.tables.get(table).map_or(0, |entry| entry.page);
        let drafts: Vec<(Slot, &FieldDraft)> = member
            .rows
            .iter()
            .map(|field| Slot { table, field: *field })
            .filter_map(|slot| Some((slot, self.tables.field(slot)?)))
            .collect();
        let mut rows: Vec<_> = drafts.iter().filter_map(|(_, draft)| draft.row.map(|row| (page, row))).collect();
        let free = drafts.iter().filter_map(|(slot, _)| self.any_key(self.bindings.table(*slot)?));
        rows.extend(free.filter_map(|(slot, draft)| Some((self.tables.get(slot.table)?.page, draft.row?))));
        let words: Vec<_> = drafts.iter().filter_map(|(slot, draft)| self.key_words(*slot, draft)).collect();
        self.keys.extend(words);
        let first = drafts.first().copied();
        let facts = first.map(|(_, draft)| draft.facts.clone()).unwrap_or_default();
        let required = first.is_some_and(|(_, draft)| draft.mandatory == Mandatory::Yes);
        let ty = if member.below.is_empty() || depth > DEEPEST_TYPE {
            first.map_or_else(Ty::any, |(slot, draft)| self.row(slot, draft, &name, depth))
        } else {
            let hints = Hints { page: None, field: name.clone() };
            let fields =
                member.below.into_iter().map(|(name, below)| self.member(table, name, below, depth + 1)).collect();
            let shape = Ty::Shape(self.shapes.add(Shape { hints, fields, from: None }));
            let stated = first.map(|(_, draft)| &draft.ty.expr);
            if member.list || matches!(stated, Some(TypeExpr::List(_))) { Ty::List(Box::new(shape)) } else { shape }
        };
        ShapeField { name, ty, required, facts, rows }
    }

    /// The type of a row.
    fn row(&mut self, slot: Slot, draft: &FieldDraft, name: &str, depth: usize) -> Ty {
        let values = self.bindings.values(self.tables, slot);
        let page = match self.tables.object_type(&draft.ty.expr) {
            Some(ObjectType::Named(name)) => Some(name.to_owned()),
            _ => None,
        };
        let hints = Hints { page, field: name.to_owned() };
        let row = Row { slot, draft, hints };
        let may_be_json = draft.ty.expr == TypeExpr::String && self.may_be_json(slot, name, values);
        let Some(corrected) = corrections::corrected(&draft.ty.expr, values, may_be_json) else {
            self.note_disagreement(slot, draft, values);
            return self.expr(&row, &draft.ty.expr, values, depth);
        };
        let shown = values.iter().find(|value| !value.is_null()).map_or("nothing", |value| kind(value));
        self.report(slot, Code::ExampleDisagrees, &format!("every example shows {shown}, which is used instead"));
        self.expr(&row, &corrected, values, depth)
    }

    /// Whether a text of a request may hold JSON: no table states its object, and no answer of the page shows an
    /// object under its name.
    fn may_be_json(&mut self, slot: Slot, name: &str, values: &[&Value]) -> bool {
        if objects(&inner_values(values)).next().is_none() {
            return false;
        }
        let Some(entry) = self.tables.get(slot.table).filter(|entry| entry.sent) else { return false };
        self.bindings.table(slot).is_none() && !self.answered_objects(entry.group).contains(name)
    }

    /// Names in reach of a group that the example of an answer shows as objects.
    fn answered_objects(&mut self, group: GroupId) -> &HashSet<&'a str> {
        let (tables, bindings) = (self.tables, self.bindings);
        self.answered_objects.entry(group).or_insert_with(|| {
            let answers = tables.in_reach(group).filter(|table| tables.get(*table).is_some_and(|entry| !entry.sent));
            let objects = answers
                .flat_map(|table| tables.slots(table))
                .filter(|slot| bindings.values(tables, *slot).iter().any(|value| value.is_object()));
            objects.filter_map(|slot| tables.field(slot).map(|field| field.name.as_str())).collect()
        })
    }

    fn expr(&mut self, row: &Row<'_>, expr: &TypeExpr, values: &[&'a Value], depth: usize) -> Ty {
        if depth > DEEPEST_TYPE {
            return Ty::any();
        }
        match expr {
            TypeExpr::List(inner) => Ty::List(Box::new(self.expr(row, inner, &opened(values, expr), depth + 1))),
            TypeExpr::Map(inner) => {
                let free = self.bindings.table(row.slot).and_then(|table| self.any_key(table));
                Ty::Map(Box::new(match free {
                    // The row of words says what the map holds.
                    Some((slot, draft)) => self.row(slot, draft, &row.hints.field, depth + 1),
                    None => self.expr(row, inner, &opened(values, expr), depth + 1),
                }))
            }
            TypeExpr::Unsaid | TypeExpr::Any | TypeExpr::Object(_) | TypeExpr::Unknown(_) => {
                self.object(row, expr, values, depth)
            }
            TypeExpr::String if self.states_text(row.slot, values) => self.object(row, expr, values, depth),
            expr => plain(expr).map_or_else(Ty::any, Ty::Plain),
        }
    }

    /// Whether a table states what a text is that is an object all the same: a table of its own page, one whose caption
    /// names it, or any if its example shows an object. What another link opens is about the text.
    fn states_text(&self, slot: Slot, values: &[&'a Value]) -> bool {
        let (Some(table), Some(field)) = (self.bindings.table(slot), self.tables.field(slot)) else { return false };
        let (Some(entry), Some(own)) = (self.tables.get(table), self.tables.get(slot.table)) else { return false };
        let named = || entry.caption.mention(&Words::new(&field.name), self.tables.glossary) != Mention::Absent;
        entry.page == own.page || named() || objects(&inner_values(values)).next().is_some()
    }

    /// The leaf of a row that may be an object.
    fn object(&mut self, row: &Row<'_>, expr: &TypeExpr, values: &[&'a Value], depth: usize) -> Ty {
        let tied = self.bindings.table(row.slot);
        if let Some((slot, draft)) = tied.and_then(|table| self.any_key(table)) {
            return Ty::Map(Box::new(self.row(slot, draft, &row.hints.field, depth + 1)));
        }
        if let Some(table) = tied {
            let shape = self.table(table, row.hints.clone(), depth + 1);
            let lists = !values.is_empty() && values.iter().all(|value| value.is_array());
            let unsaid = matches!(row.draft.ty.expr, TypeExpr::Unsaid | TypeExpr::Unknown(_) | TypeExpr::String);
            if self.bindings.is_keyed(row.slot) {
                let lists = objects(&inner_values(values)).flat_map(|object| object.values()).any(Value::is_array);
                return Ty::Map(Box::new(if lists { Ty::List(Box::new(shape)) } else { shape }));
            }
            return if lists && unsaid { Ty::List(Box::new(shape)) } else { shape };
        }
        match expr {
            TypeExpr::Any => Ty::any(),
            TypeExpr::Object(Some(_)) => self.untabled(row, values, depth),
            TypeExpr::Object(None) => self.free(row, values, depth),
            TypeExpr::Unknown(words) => {
                self.report_unknown_type(row.slot, words);
                self.open(row, values, depth)
            }
            _ => self.open(row, values, depth),
        }
    }

    /// The only row of a table, where it states what any key holds.
    fn any_key(&self, table: TableId) -> Option<(Slot, &'a FieldDraft)> {
        match self.tables.get(table)?.draft.fields.as_slice() {
            [only] if only.names_any_key() => Some((Slot { table, field: 0 }, only)),
            _ => None,
        }
    }

    /// The row to which a map of scalars points, where it is words for the map's keys.
    fn key_words(&self, slot: Slot, draft: &FieldDraft) -> Option<(usize, RowId)> {
        let TypeExpr::Map(inner) = &draft.ty.expr else { return None };
        plain(inner)?;
        let group = self.tables.get(slot.table)?.group;
        let numbered = |table: &TableId| {
            let entry = self.tables.get(*table).filter(|entry| entry.group == group);
            entry.and_then(|entry| entry.draft.number).is_some_and(|number| draft.table_numbers.contains(&number))
        };
        let linked = draft.links.iter().find_map(|link| self.tables.linked(link, group));
        let table = linked.or_else(|| self.tables.members(group).iter().copied().find(numbered))?;
        let (_, words) = self.any_key(table)?;
        Some((self.tables.get(table)?.page, words.row?))
    }
}

/// A row whose type is built.
struct Row<'r> {
    slot: Slot,
    draft: &'r FieldDraft,
    hints: Hints,
}

/// The values one level of list or map further in.
fn opened<'a>(values: &[&'a Value], expr: &TypeExpr) -> Vec<&'a Value> {
    let shallow = match expr {
        TypeExpr::List(_) => TypeExpr::List(Box::new(TypeExpr::Unsaid)),
        TypeExpr::Map(_) => TypeExpr::Map(Box::new(TypeExpr::Unsaid)),
        other => other.clone(),
    };
    let mut found = Vec::new();
    for value in values {
        match (value, &shallow) {
            (Value::Array(items), TypeExpr::List(_)) => found.extend(items.iter().filter(|item| !item.is_null())),
            (value, shallow) => leaves(value, shallow, &mut found),
        }
    }
    found
}

/// The type with a shape as its leaf.
fn within(expr: &TypeExpr, shape: Ty) -> Ty {
    match expr {
        TypeExpr::List(inner) => Ty::List(Box::new(within(inner, shape))),
        TypeExpr::Map(inner) => Ty::Map(Box::new(within(inner, shape))),
        _ => shape,
    }
}
