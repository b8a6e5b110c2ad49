//! A body in the making: its root table, the structures beneath, and the row that says that the
//! body is a list.

use super::{BodyDraft, BodyShape, FieldDraft, TableDraft, TypeExpr, rows::RowRead};
use std::collections::BTreeSet;

/// Puts a table's rows into a body: as its root if it has none and the table may be one, else as a
/// structure.
pub(super) fn add(body: &mut BodyDraft, mut table: TableDraft, rows: Vec<RowRead>, may_be_root: bool) {
    let mut element = None;
    for row in rows {
        if row.element {
            element.get_or_insert(row.field);
        } else {
            table.fields.push(row.field);
        }
    }
    if element.is_none()
        && let Some(first) = first_part(body, &table)
    {
        first.fields.append(&mut table.fields);
        return;
    }
    if let Some(free) = free_key(&table, element.as_ref()).filter(|_| may_be_root && !has_root(body)) {
        body.shape = BodyShape::Plain(TypeExpr::Map(Box::new(free.ty.expr.clone())));
        body.element = table.fields.pop();
        return;
    }
    if !may_be_root || has_root(body) {
        table.fields.extend(element.map(unnamed));
        body.structures.push(table);
        return;
    }
    if let Some(element) = element {
        body.shape = match element.ty.expr {
            TypeExpr::Binary => BodyShape::Plain(TypeExpr::Binary),
            _ => BodyShape::List(element_type(&element)),
        };
        body.element = Some(element);
        if table.fields.is_empty() {
            return;
        }
    }
    body.root = Some(table);
}

/// The table that this one goes on: it has the same number, opens with the same caption, and states
/// other rows.
fn first_part<'b>(body: &'b mut BodyDraft, table: &TableDraft) -> Option<&'b mut TableDraft> {
    let (number, caption) = (table.number?, table.caption.as_ref()?);
    body.root.iter_mut().chain(&mut body.structures).find(|first| {
        let known = |field: &FieldDraft| first.fields.iter().any(|known| known.name == field.name);
        first.number == Some(number)
            && first.caption.as_ref().is_some_and(|first| caption.starts_with(first.as_str()))
            && !table.fields.iter().any(known)
    })
}

/// Whether a body knows what it is at the top.
pub(super) fn has_root(body: &BodyDraft) -> bool {
    body.root.is_some() || body.element.is_some()
}

/// Whether nothing is known of it.
pub(super) fn is_empty(body: &BodyDraft) -> bool {
    !has_root(body) && body.structures.is_empty()
}

/// Makes the first structure the root, where no table was marked as one.
pub(super) fn promote_first(body: &mut BodyDraft, keys: &BTreeSet<String>) {
    let fits = |table: &TableDraft| keys.is_empty() || table.fields.iter().any(|field| keys.contains(&field.name));
    if !has_root(body) && body.structures.first().is_some_and(fits) {
        body.root = Some(body.structures.remove(0));
    }
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
