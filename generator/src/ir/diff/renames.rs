//! Which types are the same under another name: by name, else by being used in the same place.

use super::{Service, TypeRef};
use std::collections::BTreeMap;

/// Old names of types to new ones, those that kept theirs included.
pub(super) struct Names {
    by_old: BTreeMap<String, String>,
}

impl Names {
    /// The old name of a type.
    pub(super) fn before(&self, new: &str) -> Option<&str> {
        self.by_old.iter().find(|(_, name)| *name == new).map(|(old, _)| old.as_str())
    }

    /// Whether two references mean the same type.
    pub(super) fn same(&self, old: &TypeRef, new: &TypeRef) -> bool {
        match (old, new) {
            (TypeRef::List(old), TypeRef::List(new)) | (TypeRef::Map(old), TypeRef::Map(new)) => self.same(old, new),
            (TypeRef::Named(old), TypeRef::Named(new)) => self.by_old.get(old) == Some(new),
            (old, new) => old == new,
        }
    }
}

/// Pairs the types of two versions.
pub(super) fn of_types(old: &Service, new: &Service) -> Names {
    let mut by_old: BTreeMap<String, String> = old
        .types
        .keys()
        .filter(|name| new.types.contains_key(*name))
        .map(|name| (name.clone(), name.clone()))
        .collect();
    let mut open = places(old, new);
    while let Some((was, is)) = open.pop() {
        let (Some(was), Some(is)) = (was.named(), is.named()) else { continue };
        let free = was != is && !new.types.contains_key(was) && !old.types.contains_key(is);
        if !free || by_old.contains_key(was) || by_old.values().any(|name| name == is) {
            continue;
        }
        by_old.insert(was.to_owned(), is.to_owned());
        if let (Some(before), Some(after)) = (old.types.get(was), new.types.get(is)) {
            for field in &after.fields {
                let same = before.fields.iter().find(|before| before.name == field.name);
                open.extend(same.map(|before| (&before.ty, &field.ty)));
            }
        }
    }
    Names { by_old }
}

/// Type references in the same place of both versions.
fn places<'a>(old: &'a Service, new: &'a Service) -> Vec<(&'a TypeRef, &'a TypeRef)> {
    let mut places = Vec::new();
    for operation in &new.operations {
        let Some(before) = old.operations.iter().find(|before| before.name == operation.name) else { continue };
        places.extend(before.body.as_ref().zip(operation.body.as_ref()).map(|(was, is)| (&was.ty, &is.ty)));
        for output in &operation.outputs {
            let was = before.outputs.iter().find(|was| was.status == output.status).and_then(|was| was.ty.as_ref());
            places.extend(was.zip(output.ty.as_ref()));
        }
    }
    for (name, ty) in &new.types {
        let Some(before) = old.types.get(name) else { continue };
        for field in &ty.fields {
            places.extend(before.fields.iter().find(|was| was.name == field.name).map(|was| (&was.ty, &field.ty)));
        }
    }
    places
}
