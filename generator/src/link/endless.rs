//! Types that require themselves: a value of one could never be complete, so no page can mean it. In go the named
//! types, out they come with the field that closes each such circle optional, and a diagnostic a field.

use super::{fates::Fates, tables::Tables};
use crate::{
    diagnostic::{Code, Diagnostic},
    interpret::Interpretation,
    ir::{Type, TypeRef},
    page::Span,
};
use indexmap::IndexMap;
use std::collections::BTreeMap;

/// Opens every circle of required fields.
pub(super) fn open(
    types: &mut IndexMap<String, Type>,
    fates: &Fates,
    tables: &Tables<'_>,
    pages: &[Interpretation],
) -> Vec<Diagnostic> {
    let closing = closing(types);
    if closing.is_empty() {
        return Vec::new();
    }
    let places = places(fates, tables);
    let mut findings = Vec::new();
    for (ty, field) in closing {
        let Some((name, ty)) = types.get_index_mut(ty) else { continue };
        let Some(field) = ty.fields.get_mut(field) else { continue };
        field.required = false;
        let message = format!("`{name}` requires itself by its field `{}`, which is made optional", field.name);
        let finding = Diagnostic::new(Code::SelfRequired, message);
        let place = places.get(format!("types.{name}.{}", field.name).as_str());
        findings.push(match place.and_then(|(page, place)| Some((pages.get(*page)?, *place))) {
            Some((page, place)) => finding.at(&page.source, place),
            None => finding,
        });
    }
    findings
}

/// Where the parts of the IR stand, with the index of the page.
fn places<'a>(fates: &'a Fates, tables: &Tables<'_>) -> BTreeMap<&'a str, (usize, Span)> {
    let mut places = BTreeMap::new();
    for entry in tables.ids().filter_map(|id| tables.get(id)) {
        for field in &entry.draft.fields {
            let part = field.row.and_then(|row| fates.part(entry.page, row));
            if let Some(part) = part {
                places.entry(part).or_insert((entry.page, field.place));
            }
        }
    }
    places
}

/// How far the walk is with a type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Walk {
    Ahead,
    Inside,
    Done,
}

/// The fields that lead back to a type around them, each by the places of its type and of itself.
fn closing(types: &IndexMap<String, Type>) -> Vec<(usize, usize)> {
    let mut walks = vec![Walk::Ahead; types.len()];
    let mut closing = Vec::new();
    for first in 0..types.len() {
        // A type, and the field of it that is looked at next.
        let mut path = vec![(first, 0)];
        while let Some((ty, field)) = path.pop() {
            let Some(walk) = walks.get_mut(ty) else { continue };
            if field == 0 && *walk != Walk::Ahead {
                continue;
            }
            let Some(this) = types.get_index(ty).and_then(|(_, ty)| ty.fields.get(field)) else {
                *walk = Walk::Done;
                continue;
            };
            *walk = Walk::Inside;
            path.push((ty, field + 1));
            let TypeRef::Named(name) = &this.ty else { continue };
            let Some(inner) = types.get_index_of(name.as_str()).filter(|_| this.required) else { continue };
            match walks.get(inner) {
                Some(Walk::Inside) => closing.push((ty, field)),
                Some(Walk::Ahead) => path.push((inner, 0)),
                Some(Walk::Done) | None => {}
            }
        }
    }
    closing
}
