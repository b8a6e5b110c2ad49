//! The bodies of all operations to types, each with what it is for and the type that the present IR has in its place.

use super::{Builder, Ty};
use crate::{
    ir::{Operation, Service, Status, TypeRef},
    link::plan::{Plan, Side, key},
};
use std::collections::BTreeMap;

/// Which body of which plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::link) struct BodyId {
    /// Index of the plan.
    pub(in crate::link) plan: usize,
    pub(in crate::link) side: Side,
}

/// A body of an operation with its type.
#[derive(Clone, Debug)]
pub(in crate::link) struct BodyType {
    pub(in crate::link) id: BodyId,
    /// The operation's name.
    pub(in crate::link) operation: String,
    pub(in crate::link) role: Role,
    pub(in crate::link) ty: Ty,
    /// The type that the present IR has in this place.
    pub(in crate::link) locked: Option<TypeRef>,
}

/// What a body is for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::link) enum Role {
    /// It is sent.
    Body,
    /// It answers; with the status if the operation has several answers that succeed.
    Output(Option<u16>),
    /// It answers a call that failed.
    Error,
}

/// One entry for each body that has a type, in the order of the plans.
pub(in crate::link) fn bodies<'a>(
    plans: &[Plan<'a>],
    builder: &mut Builder<'_, 'a>,
    lock: Option<&Service>,
) -> Vec<BodyType> {
    let operations = lock.into_iter().flat_map(|service| &service.operations);
    let locked: BTreeMap<_, &Operation> =
        operations.map(|old| (key(old.method, &old.path, old.when.as_ref()), old)).collect();
    let mut bodies = Vec::new();
    for (index, plan) in plans.iter().enumerate() {
        let old = locked.get(&key(plan.draft.method, &plan.draft.path, plan.when.as_ref())).copied();
        let mut succeeded = false;
        for body in &plan.bodies {
            let Some(ty) = builder.body(body.group, body.draft, &body.samples) else { continue };
            let role = match body.side {
                Side::Request => Role::Body,
                Side::Response(Status::Code(code)) if code < 400 => {
                    Role::Output(std::mem::replace(&mut succeeded, true).then_some(code))
                }
                Side::Response(_) => Role::Error,
            };
            let locked = old.and_then(|old| type_at(old, body.side));
            let id = BodyId { plan: index, side: body.side };
            bodies.push(BodyType { id, operation: plan.name.clone(), role, ty, locked });
        }
    }
    bodies
}

/// The type that an operation of the present IR has in a place.
fn type_at(operation: &Operation, side: Side) -> Option<TypeRef> {
    match side {
        Side::Request => operation.body.as_ref().map(|body| body.ty.clone()),
        Side::Response(status) => operation.outputs.iter().find(|output| output.status == status)?.ty.clone(),
    }
}
