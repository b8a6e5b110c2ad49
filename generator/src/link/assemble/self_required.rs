//! Types that require themselves: a value of one could never be complete, so no page can mean it. Named types enter;
//! they leave with the field that closes each such circle optional, and a finding for each.

use crate::{
    diagnostic::{Code, Place, Sink},
    ir::{IrPath, Type, TypeRef},
};
use indexmap::IndexMap;
use std::collections::BTreeMap;

/// Makes one field of every circle of required fields optional.
pub(in crate::link) fn open(types: &mut IndexMap<String, Type>, places: &BTreeMap<&IrPath, Place>, sink: &mut Sink) {
    for (ty, field) in closing(types) {
        let Some((name, ty)) = types.get_index_mut(ty) else { continue };
        let Some(field) = ty.fields.get_mut(field) else { continue };
        field.required = false;
        let message = format!("`{name}` requires itself by its field `{}`, which is made optional", field.name);
        let path = IrPath::Field { ty: name.clone(), name: field.name.clone() };
        sink.note(Code::SelfRequired, message, places.get(&path).cloned());
    }
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
