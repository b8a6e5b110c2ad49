//! Where in a service's types the path of an answer leads.

use crate::ir::{Field, Service, TypeRef};

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Place<'s> {
    /// A field of a type, or what is in its lists and maps; `leaf` is the type there.
    Field { holder: &'s str, field: &'s Field, leaf: &'s TypeRef },
    /// A name that the type does not have.
    Missing { holder: &'s str, name: &'s str },
    /// The answer as a whole.
    Root,
    /// Nothing that the types have.
    Nowhere,
}

/// Follows `path` from the type of an answer.
pub(super) fn find<'s>(service: &'s Service, answer: &'s TypeRef, path: &'s str) -> Place<'s> {
    let mut ty = answer;
    let mut rest = path;
    let mut within: Option<(&str, &Field)> = None;
    loop {
        if rest.is_empty() {
            return within.map_or(Place::Root, |(holder, field)| Place::Field { holder, field, leaf: ty });
        }
        match ty {
            TypeRef::List(inner) => {
                // One bare value is read as a list of one, and has no brackets in its path.
                rest = rest.strip_prefix("[]").unwrap_or(rest);
                ty = inner;
            }
            TypeRef::Map(inner) => {
                let key = name(rest);
                rest = key.find(['.', '[']).and_then(|end| key.get(end..)).unwrap_or_default();
                ty = inner;
            }
            TypeRef::Named(holder) => {
                // An object in a list of one is read as that object.
                let wanted = name(rest.strip_prefix("[]").unwrap_or(rest));
                let Some(stated) = service.types.get(holder) else { return Place::Nowhere };
                // Names may hold dots: the longest that fits is meant.
                let fitting = stated.fields.iter().filter(|field| after(wanted, &field.name).is_some());
                let Some(field) = fitting.max_by_key(|field| field.name.len()) else {
                    return Place::Missing { holder, name: wanted };
                };
                rest = after(wanted, &field.name).unwrap_or_default();
                ty = &field.ty;
                within = Some((holder, field));
            }
            _ => return Place::Nowhere,
        }
    }
}

fn name(rest: &str) -> &str {
    rest.strip_prefix('.').unwrap_or(rest)
}

/// What follows the name at the start of a path.
fn after<'p>(path: &'p str, name: &str) -> Option<&'p str> {
    path.strip_prefix(name).filter(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}
