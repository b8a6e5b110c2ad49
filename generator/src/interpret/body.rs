//! A body in the making: its root table, the structures beneath, and the row that says that the
//! body is a list.

use super::{BodyDraft, BodyShape, FieldDraft, Mandatory, TableDraft, TypeExpr, findings::Findings, rows::RowRead};
use crate::{call, glossary::Glossary};
use std::collections::{BTreeMap, BTreeSet};

/// A body, and what finds the table that another one goes on with.
#[derive(Default)]
pub(super) struct Body {
    draft: BodyDraft,
    /// The last table of each number.
    numbered: BTreeMap<u32, Numbered>,
    /// Structures that might have been the root, had none been there.
    rivals: Vec<usize>,
    /// Whether members that were objects have lost their names.
    lacks_members: bool,
}

struct Numbered {
    place: Place,
    /// Its rows' names, once a second table of the number asked for them.
    names: Option<BTreeSet<String>>,
}

#[derive(Clone, Copy)]
enum Place {
    Root,
    Structure(usize),
}

impl Body {
    /// Takes a table's rows: as the root if there is none and the table may be one, else as a structure.
    pub(super) fn add(&mut self, mut table: TableDraft, rows: Vec<RowRead>, may_be_root: bool) {
        let mut element = None;
        let mut whole = false;
        for row in rows {
            if row.element {
                whole |= row.dash && row.field.ty.expr.is_scalar();
                element.get_or_insert(row.field);
            } else {
                table.fields.push(row.field);
            }
        }
        if element.is_none() && (self.goes_on(&mut table) || self.goes_on_bare(&mut table)) {
            return;
        }
        if may_be_root && self.root_is_part_of(&table) {
            self.demote_root();
        }
        let is_rival = may_be_root && self.has_root();
        let may_be_root = may_be_root && !is_rival;
        if let Some(free) = free_key(&table, element.as_ref()).filter(|_| may_be_root) {
            self.draft.shape = BodyShape::Plain(TypeExpr::Map(Box::new(free.ty.expr.clone())));
            self.draft.element = table.fields.pop();
            return;
        }
        if !may_be_root {
            table.fields.extend(element.map(unnamed));
            self.rivals.extend(is_rival.then_some(self.draft.structures.len()));
            self.put(table, Place::Structure(self.draft.structures.len()));
            return;
        }
        if let Some(element) = element {
            self.draft.shape = match &element.ty.expr {
                TypeExpr::Binary => BodyShape::Plain(TypeExpr::Binary),
                scalar if whole => BodyShape::Plain(scalar.clone()),
                _ => BodyShape::List(element_type(&element)),
            };
            self.draft.element = Some(element);
            if table.fields.is_empty() {
                return;
            }
        }
        self.put(table, Place::Root);
    }

    /// Takes the row that the whole body is.
    pub(super) fn become_row(&mut self, row: &RowRead) {
        self.draft.shape = match &row.field.ty.expr {
            TypeExpr::List(_) => BodyShape::List(element_type(&row.field)),
            other => BodyShape::Plain(other.clone()),
        };
        self.draft.element = Some(row.field.clone());
    }

    /// Members that were objects have lost their names: what follows is neither a root nor more of it.
    pub(super) fn lacks_members(&mut self, table: TableDraft) {
        self.lacks_members = true;
        if !self.has_root() {
            self.put(table, Place::Root);
        }
    }

    /// Puts members onto the root; gives them back if there is none.
    pub(super) fn extend(&mut self, members: Vec<RowRead>, findings: &mut Findings) -> Vec<RowRead> {
        let Some(root) = self.draft.root.as_mut() else { return members };
        let mut known = names(root);
        for RowRead { field, .. } in members {
            match field.row {
                Some(row) if !known.insert(field.name.clone()) => findings.merged(Some(row), field.name),
                _ => root.fields.push(field),
            }
        }
        Vec::new()
    }

    /// The media type, if not JSON.
    pub(super) fn media(&self) -> Option<&str> {
        self.draft.media.as_deref()
    }

    pub(super) fn set_media(&mut self, media: String) {
        self.draft.media = Some(media);
    }

    /// Whether it is known what stands at the top.
    pub(super) fn has_root(&self) -> bool {
        self.draft.root.is_some() || self.draft.element.is_some()
    }

    /// Makes the first structure the root, where no table was marked as one.
    pub(super) fn promote_first(&mut self, keys: &BTreeSet<String>) {
        let fits = |table: &TableDraft| keys.is_empty() || table.fields.iter().any(|field| keys.contains(&field.name));
        if !self.has_root() && self.draft.structures.first().is_some_and(fits) {
            self.draft.root = Some(self.draft.structures.remove(0));
            self.numbered.clear();
        }
    }

    /// Puts tables onto the root that state the body of another case: an example shows one of them, and not what the root
    /// says is mandatory. What some cases lack is mandatory in the others only.
    pub(super) fn join_cases(&mut self, shown: &[BTreeSet<String>], findings: &mut Findings) {
        let rivals = std::mem::take(&mut self.rivals);
        for at in rivals.into_iter().rev() {
            let Some(root) = self.draft.root.as_mut() else { return };
            let is_case = |table: &TableDraft| is_case(root, table, shown);
            if !self.draft.structures.get(at).is_some_and(is_case) {
                continue;
            }
            let table = self.draft.structures.remove(at);
            self.numbered.clear();
            let (first, second) = (names(root), names(&table));
            let case = root.caption.clone();
            self.draft.note_case(case.as_deref(), table.caption.as_deref(), Some(&table));
            let Some(root) = self.draft.root.as_mut() else { return };
            for field in root.fields.iter_mut().filter(|field| !second.contains(&field.name)) {
                field.only_in_case(case.as_deref());
            }
            for mut field in table.fields {
                if field.row.is_some() && first.contains(&field.name) {
                    findings.merged(field.row, field.name);
                } else {
                    field.only_in_case(table.caption.as_deref());
                    root.fields.push(field);
                }
            }
        }
    }

    /// Takes the structures out, of a body that is none.
    pub(super) fn take_structures(&mut self) -> Vec<TableDraft> {
        self.numbered.clear();
        std::mem::take(&mut self.draft.structures)
    }

    /// The body, if anything is known of it.
    pub(super) fn finish(self) -> Option<BodyDraft> {
        (!is_empty(&self.draft)).then_some(self.draft)
    }

    /// Whether the table that was taken for the body is what a row of this one is made of, and not the other way round.
    fn root_is_part_of(&self, table: &TableDraft) -> bool {
        let root = self.draft.root.as_ref().filter(|_| self.draft.element.is_none());
        root.is_some_and(|root| leads_to(table, root) && !leads_to(root, table))
    }

    fn demote_root(&mut self) {
        if let Some(root) = self.draft.root.take() {
            self.put(root, Place::Structure(self.draft.structures.len()));
        }
    }

    /// Puts the rows onto the last table of the same number, if its caption opens this one's and it
    /// states other rows.
    fn goes_on(&mut self, table: &mut TableDraft) -> bool {
        let (Some(number), Some(caption)) = (table.number, &table.caption) else { return false };
        let Some(last) = self.numbered.get_mut(&number) else { return false };
        let first = match last.place {
            Place::Root => self.draft.root.as_mut(),
            Place::Structure(at) => self.draft.structures.get_mut(at),
        };
        let opens = |first: &&mut TableDraft| first.caption.as_ref().is_some_and(|first| caption.starts_with(first));
        let Some(first) = first.filter(opens) else { return false };
        let names = last.names.get_or_insert_with(|| names(first));
        if table.fields.iter().any(|field| names.contains(&field.name)) {
            return false;
        }
        names.extend(table.fields.iter().map(|field| field.name.clone()));
        first.fields.append(&mut table.fields);
        true
    }

    /// Puts the rows of a table without caption, number and anchor onto the table before it: if each row so far that is an
    /// object has its table, they can only be further members of that one.
    fn goes_on_bare(&mut self, table: &mut TableDraft) -> bool {
        let bare = table.caption.is_none() && table.number.is_none() && table.anchors.is_empty();
        let BodyDraft { root, structures, .. } = &mut self.draft;
        let Some(root) = root.as_mut().filter(|_| bare && !self.lacks_members) else { return false };
        let has_table = |field: &FieldDraft| structures.iter().any(|structure| is_made_of(field, structure));
        let mut fields = structures.iter().flat_map(|structure| &structure.fields).chain(&root.fields);
        if !fields.all(|field| !field.ty.expr.may_be_object() || has_table(field)) {
            return false;
        }
        let last = structures.last_mut().unwrap_or(root);
        let known = names(last);
        if table.fields.iter().any(|field| known.contains(&field.name)) {
            return false;
        }
        last.fields.append(&mut table.fields);
        true
    }

    fn put(&mut self, table: TableDraft, place: Place) {
        if let Some(number) = table.number {
            self.numbered.insert(number, Numbered { place, names: None });
        }
        match place {
            Place::Root => self.draft.root = Some(table),
            Place::Structure(_) => self.draft.structures.push(table),
        }
    }
}

/// Whether a table states the body of another case than the root does.
fn is_case(root: &TableDraft, table: &TableDraft, shown: &[BTreeSet<String>]) -> bool {
    let (own, others) = (names(table), names(root));
    let lacks = |keys: &BTreeSet<String>| {
        root.fields.iter().any(|field| field.mandatory == Mandatory::Yes && !keys.contains(&field.name))
    };
    let fits = |keys: &BTreeSet<String>| {
        let known = keys.intersection(&own).count();
        known * 2 > keys.len() && known > keys.intersection(&others).count() && lacks(keys)
    };
    !leads_to(root, table) && shown.iter().any(fits)
}

/// Whether a row of a table says by its type, a link or a number that it is what the other states.
fn leads_to(table: &TableDraft, other: &TableDraft) -> bool {
    table.fields.iter().any(|field| is_made_of(field, other))
}

/// Whether a row says by its type, a link or a number that it is what a table states.
pub(super) fn is_made_of(field: &FieldDraft, table: &TableDraft) -> bool {
    let caption = table.caption.as_deref().unwrap_or_default();
    let named = object_name(&field.ty.expr).is_some_and(|name| name.eq_ignore_ascii_case(caption));
    let anchored = |target: &str| table.anchors.iter().any(|anchor| target.rsplit('#').next() == Some(anchor.as_str()));
    named
        || (field.ty.expr.may_be_object()
            && (table.number.is_some_and(|number| field.table_numbers.contains(&number))
                || field.links.iter().any(|link| anchored(link))))
}

/// Whether a row is the whole body: it is called so, and its type is a structure with a name.
pub(super) fn is_body_itself(row: &RowRead, glossary: &Glossary) -> bool {
    is_called_body(row, glossary) && object_name(&row.field.ty.expr).is_some()
}

fn is_called_body(row: &RowRead, glossary: &Glossary) -> bool {
    glossary.place(&row.field.name) == Some(call::Place::Body)
}

/// The members of a body whose first row is the body itself, as its place says, and whose others stand below that row:
/// `body`, `body.name`. Of a list, the first row stands for its elements.
pub(super) fn without_body_row(mut rows: Vec<RowRead>, glossary: &Glossary, findings: &mut Findings) -> Vec<RowRead> {
    let Some((whole, members)) = rows.split_first_mut() else { return rows };
    let own = whole.field.name.clone();
    let inside =
        |row: &RowRead| row.field.name.strip_prefix(&own).map(|rest| rest.trim_start_matches("[]")).map(str::len);
    let is_whole = whole.says == Some(call::Place::Body) && is_called_body(whole, glossary);
    if !is_whole || members.is_empty() || !members.iter().all(|row| inside(row).is_some_and(|length| length > 1)) {
        return rows;
    }
    for row in members {
        let at = row.field.name.len() - inside(row).unwrap_or_default() + 1;
        row.field.name = row.field.name.split_off(at);
    }
    if matches!(whole.field.ty.expr, TypeExpr::List(_)) {
        whole.element = true;
        return rows;
    }
    findings.merged(rows.remove(0).field.row, "the body itself");
    rows
}

/// The name of the objects that a type is made of.
fn object_name(expr: &TypeExpr) -> Option<&str> {
    if let TypeExpr::Object(name) = expr.leaf() { name.as_deref() } else { None }
}

/// Whether nothing is known of a body.
pub(super) fn is_empty(body: &BodyDraft) -> bool {
    let bare = body.root.is_none() && body.element.is_none() && body.structures.is_empty();
    bare && body.shape == BodyShape::Object
}

/// The names of a table's rows.
fn names(table: &TableDraft) -> BTreeSet<String> {
    table.fields.iter().map(|field| field.name.clone()).collect()
}

/// The only row of a table whose name is words for a key, not a key: the body is a map.
fn free_key<'t>(table: &'t TableDraft, element: Option<&FieldDraft>) -> Option<&'t FieldDraft> {
    let [only] = table.fields.as_slice() else { return None };
    (only.names_any_key() && element.is_none()).then_some(only)
}

fn unnamed(field: FieldDraft) -> FieldDraft {
    FieldDraft { name: "[]".to_owned(), ..field }
}

/// The type of the elements: what the row's own type says, or the rows beside it.
fn element_type(element: &FieldDraft) -> Option<TypeExpr> {
    match &element.ty.expr {
        TypeExpr::Unsaid | TypeExpr::Object(None) | TypeExpr::Unknown(_) => None,
        TypeExpr::List(inner) if **inner == TypeExpr::Unsaid => None,
        TypeExpr::List(inner) => Some((**inner).clone()),
        other => Some(other.clone()),
    }
}
