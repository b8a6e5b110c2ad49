//! Which types operations lead to, and a type's name in every place that names it.

use crate::ir::{Operation, Service, TypeRef};
use std::collections::BTreeSet;

impl Service {
    /// Gives a type another name, wherever it stands; its place in the order stays.
    pub fn rename_type(&mut self, old: &str, new: &str) {
        for ty in self.type_refs_mut() {
            ty.rename(old, new);
        }
        self.types = std::mem::take(&mut self.types)
            .into_iter()
            .map(|(name, ty)| if name == old { (new.to_owned(), ty) } else { (name, ty) })
            .collect();
    }

    /// The types that an operation leads to.
    pub(super) fn reached(&self) -> BTreeSet<String> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<&str> = self.operations.iter().flat_map(type_refs).filter_map(TypeRef::named).collect();
        while let Some(name) = open.pop() {
            if reached.insert(name.to_owned()) {
                let fields = self.types.get(name).map(|ty| ty.fields.as_slice()).unwrap_or_default();
                open.extend(fields.iter().filter_map(|field| field.ty.named()));
            }
        }
        reached
    }

    /// Removes the types of these that no operation leads to any more.
    pub(super) fn forget_unreached(&mut self, before: &BTreeSet<String>) {
        if !before.is_empty() {
            let now = self.reached();
            self.types.retain(|name, _| now.contains(name) || !before.contains(name));
        }
    }

    /// Every place that names a type.
    pub fn type_refs_mut(&mut self) -> impl Iterator<Item = &mut TypeRef> {
        let operations = self.operations.iter_mut().flat_map(|operation| {
            let outputs = operation.outputs.iter_mut();
            let outputs = outputs
                .flat_map(|output| output.ty.iter_mut().chain(output.headers.iter_mut().map(|header| &mut header.ty)));
            let inputs = operation.inputs.iter_mut().map(|input| &mut input.ty);
            inputs.chain(operation.body.iter_mut().map(|body| &mut body.ty)).chain(outputs)
        });
        operations.chain(self.types.values_mut().flat_map(|ty| ty.fields.iter_mut().map(|field| &mut field.ty)))
    }
}

/// What an operation is typed with.
fn type_refs(operation: &Operation) -> impl Iterator<Item = &TypeRef> {
    let outputs = operation.outputs.iter().filter_map(|output| output.ty.as_ref());
    let inputs = operation.inputs.iter().map(|input| &input.ty);
    inputs.chain(operation.body.iter().map(|body| &body.ty)).chain(outputs)
}

impl TypeRef {
    fn rename(&mut self, old: &str, new: &str) {
        match self {
            Self::Named(name) if name == old => new.clone_into(name),
            Self::List(inner) | Self::Map(inner) => inner.rename(old, new),
            _ => {}
        }
    }
}
