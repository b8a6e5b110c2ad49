//! Shapes with names to the types of the IR.

use crate::{
    interpret::Fate,
    ir::{Field, IrPath, Type},
    link::{
        build::{Shape, ShapeId, Shapes},
        ledger::Ledger,
        name::{Classes, TypeNames},
    },
};
use indexmap::IndexMap;

/// The types by name, in order of first use; every row of theirs meets its fate.
pub(in crate::link) fn types(
    shapes: &Shapes,
    classes: &Classes,
    names: &TypeNames,
    ledger: &mut Ledger,
) -> IndexMap<String, Type> {
    let name_of = |id: ShapeId| names.by_class.get(&classes.of(id)).cloned().unwrap_or_default();
    let mut types: IndexMap<String, Type> = IndexMap::new();
    for id in &names.order {
        let Some(shape) = shapes.get(*id) else { continue };
        let fields = shape.fields.iter().map(|field| Field {
            name: field.name.clone(),
            ty: field.ty.named(&name_of),
            required: field.required,
            facts: field.facts.clone(),
        });
        let ty = Type { doc: String::new(), fields: fields.collect(), from: shape.from };
        types.entry(name_of(*id)).or_insert(ty);
    }
    for (index, shape) in shapes.shapes.iter().enumerate() {
        let name = name_of(ShapeId(index));
        let Some(ty) = types.get_mut(&name) else { continue };
        take_words(ty, shape);
        for field in &shape.fields {
            for (page, row) in &field.rows {
                let path = IrPath::Field { ty: name.clone(), name: field.name.clone() };
                ledger.settle(*page, *row, Fate::Ir(path));
            }
        }
    }
    types
}

/// Words that the first of equal shapes lacks come from the others.
fn take_words(ty: &mut Type, shape: &Shape) {
    for (field, other) in ty.fields.iter_mut().zip(&shape.fields) {
        if field.facts.doc.is_empty() {
            field.facts.doc.clone_from(&other.facts.doc);
        }
        if field.facts.condition.is_none() {
            field.facts.condition.clone_from(&other.facts.condition);
        }
    }
}
