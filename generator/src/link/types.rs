//! Bodies to roots, and shapes with names to the types of the IR.

use super::{
    bodies::Side,
    build::Build,
    classes::Classes,
    fates::Fates,
    operation_names::key,
    operations::Plan,
    shape::{Shape, ShapeId, Shapes},
    type_names::{Names, Role, Root},
};
use crate::{
    interpret::Fate,
    ir::{Field, Operation, Service, Status, Type, TypeRef},
};
use indexmap::IndexMap;
use std::collections::BTreeMap;

/// One root a body that has a type, in the order of the plans.
pub(super) fn roots<'a>(plans: &[Plan<'a>], build: &mut Build<'_, 'a>, lock: Option<&Service>) -> Vec<Root> {
    let operations = lock.into_iter().flat_map(|service| &service.operations);
    let locked: BTreeMap<_, &Operation> =
        operations.map(|old| (key(old.method, &old.path, old.when.as_ref()), old)).collect();
    let mut roots = Vec::new();
    for plan in plans {
        let old = locked.get(&key(plan.draft.method, &plan.draft.path, plan.when.as_ref())).copied();
        let mut succeeded = false;
        for body in &plan.bodies {
            let Some(ty) = build.body(body.group, body.draft, &body.samples) else { continue };
            let role = match body.side {
                Side::Request => Role::Body,
                Side::Response(Status::Code(code)) if code < 400 => {
                    Role::Output(std::mem::replace(&mut succeeded, true).then_some(code))
                }
                Side::Response(_) => Role::Error,
            };
            let locked = old.and_then(|old| type_at(old, body.side));
            roots.push(Root { operation: plan.name.clone(), side: body.side, role, ty, locked });
        }
    }
    roots
}

/// The type that an operation of the present IR has in a place.
fn type_at(operation: &Operation, side: Side) -> Option<TypeRef> {
    match side {
        Side::Request => operation.body.as_ref().map(|body| body.ty.clone()),
        Side::Response(status) => operation.outputs.iter().find(|output| output.status == status)?.ty.clone(),
    }
}

/// The types by name, in order of first use; every row of theirs meets its fate.
pub(super) fn types(shapes: &Shapes, classes: &Classes, names: &Names, fates: &mut Fates) -> IndexMap<String, Type> {
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
                fates.settle(*page, *row, Fate::Ir(format!("types.{name}.{}", field.name)));
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
