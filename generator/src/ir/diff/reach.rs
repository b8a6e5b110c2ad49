//! Which way each type of a service travels: reached from request bodies, from answers, or both.

use super::{Direction, Service, TypeRef};
use std::collections::BTreeMap;

pub(super) struct Reach<'a> {
    directions: BTreeMap<&'a str, Direction>,
}

impl<'a> Reach<'a> {
    pub(super) fn of(service: &'a Service) -> Self {
        let mut reach = Self { directions: BTreeMap::new() };
        for operation in &service.operations {
            let inputs = operation.inputs.iter().map(|input| &input.ty);
            for ty in inputs.chain(operation.body.iter().map(|body| &body.ty)) {
                reach.walk(service, ty, Direction::Request);
            }
            for ty in operation.outputs.iter().filter_map(|output| output.ty.as_ref()) {
                reach.walk(service, ty, Direction::Response);
            }
        }
        reach
    }

    pub(super) fn direction(&self, name: &str) -> Option<Direction> {
        self.directions.get(name).copied()
    }

    /// Both ways where the two differ.
    pub(super) fn join(a: Option<Direction>, b: Option<Direction>) -> Option<Direction> {
        match (a, b) {
            (Some(a), Some(b)) if a != b => Some(Direction::Both),
            (a, b) => a.or(b),
        }
    }

    fn walk(&mut self, service: &'a Service, ty: &'a TypeRef, direction: Direction) {
        let mut open: Vec<&'a str> = ty.named().into_iter().collect();
        while let Some(name) = open.pop() {
            let present = self.direction(name);
            let joined = Self::join(present, Some(direction));
            if present == joined {
                continue;
            }
            if let Some(joined) = joined {
                self.directions.insert(name, joined);
            }
            let fields = service.types.get(name).map(|ty| ty.fields.as_slice()).unwrap_or_default();
            open.extend(fields.iter().filter_map(|field| field.ty.named()));
        }
    }
}
