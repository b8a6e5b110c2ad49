//! What becomes of the types: structs, their fields, and how one is made.

use super::super::{
    docs::{Docs, code},
    names::{self, Kind},
    types::RustType,
};
use super::{
    Constructor,
    enumeration::{Enumerations, Site},
    facts, media,
};
use crate::ir::{Field, Service, Type, TypeRef};
use proc_macro2::Ident;
use quote::format_ident;
use std::collections::{BTreeMap, BTreeSet};

/// A struct of `model.rs`.
#[derive(Clone, Debug)]
pub(crate) struct ModelView {
    pub(crate) name: Ident,
    pub(crate) docs: Docs,
    pub(crate) fields: Vec<FieldView>,
    /// How one is made; a type that only responses hold is never made by a caller.
    pub(crate) constructor: Option<Constructor>,
}

/// A field of a struct.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct FieldView {
    pub(crate) name: Ident,
    /// Name on the wire.
    pub(crate) wire: String,
    /// The type, without the `Option` around it.
    pub(crate) ty: RustType,
    /// A list that no request holds: whether it is absent or empty says nothing, so that it has no `Option`.
    pub(crate) is_plain_list: bool,
    pub(crate) docs: Docs,
    pub(crate) required: bool,
    pub(crate) deprecated: bool,
    pub(crate) secret: bool,
}

/// Structs in the order of the IR.
pub(super) fn models(service: &Service, idents: &BTreeMap<&str, Ident>, enumerations: &Enumerations) -> Vec<ModelView> {
    let sent = sent_types(service);
    let in_parts = media::types_in_parts(service);
    let cycles = cycles(service);
    let views = service.types.iter().enumerate().filter_map(|(at, (name, ty))| {
        let (is_sent, is_in_parts) = (sent.contains(name.as_str()), in_parts.contains(name.as_str()));
        let context = Context { at, name, service, idents, enumerations, cycles: &cycles, is_sent, is_in_parts };
        context.model(ty)
    });
    views.collect()
}

struct Context<'a> {
    at: usize,
    name: &'a str,
    service: &'a Service,
    idents: &'a BTreeMap<&'a str, Ident>,
    enumerations: &'a Enumerations,
    cycles: &'a BTreeMap<&'a str, usize>,
    is_sent: bool,
    /// It is the body of a form in parts.
    is_in_parts: bool,
}

impl Context<'_> {
    fn model(&self, ty: &Type) -> Option<ModelView> {
        let name = self.idents.get(self.name)?.clone();
        let idents = names::assign(Kind::Member, ty.fields.iter().map(|field| field.name.as_str()));
        let fields: Vec<FieldView> = ty
            .fields
            .iter()
            .zip(idents)
            .enumerate()
            // The files of a form in parts are added beside it.
            .filter(|(_, (field, _))| !(self.is_in_parts && field.ty == TypeRef::Binary))
            .map(|(index, (field, name))| self.field(index, field, name))
            .collect();
        let constructor = self.is_sent.then(|| {
            Constructor::of(fields.iter().filter(|field| field.required).count(), format_ident!("{name}Required"))
        });
        Some(ModelView { docs: Docs::or(&ty.doc, &self.own_words()), name, fields, constructor })
    }

    fn field(&self, index: usize, field: &Field, name: Ident) -> FieldView {
        let leaf = self.enumerations.at(Site::Field(self.at, index));
        let mut ty = RustType::of(&field.ty, leaf, self.idents);
        if let TypeRef::Named(inner) = &field.ty
            && self.cycles.get(inner.as_str()).is_some_and(|cycle| self.cycles.get(self.name) == Some(cycle))
        {
            ty = ty.boxed();
        }
        if field.facts.nullable && self.is_sent {
            ty = ty.nullable();
        }
        let own = format!("The field {}.", code(&field.name));
        FieldView {
            docs: facts::docs_of_part(&field.facts, &own, leaf.is_some(), self.is_sent && field.required),
            name,
            wire: field.member().into_owned(),
            is_plain_list: !self.is_sent && !field.facts.nullable && matches!(ty, RustType::List(_)),
            ty,
            required: field.required,
            deprecated: field.facts.deprecated,
            secret: field.facts.secret,
        }
    }

    /// For a type without words: who sends or receives it.
    fn own_words(&self) -> String {
        let named = |ty: &TypeRef| ty.named() == Some(self.name);
        let operations = &self.service.operations;
        if let Some(operation) =
            operations.iter().find(|operation| operation.body.as_ref().is_some_and(|body| named(&body.ty)))
        {
            return format!("Request body of {}.", code(&operation.name));
        }
        let responses = |operation: &&crate::ir::Operation| {
            operation.outputs.iter().any(|output| output.ty.as_ref().is_some_and(named))
        };
        if let Some(operation) = operations.iter().find(responses) {
            return format!("Response of {}.", code(&operation.name));
        }
        let holder = self.service.types.iter().find_map(|(owner, ty)| {
            ty.fields.iter().find(|field| named(&field.ty)).map(|field| format!("{owner}.{}", field.name))
        });
        holder.map_or_else(
            || format!("The type {}.", code(self.name)),
            |holder| format!("The type of {}.", code(&holder)),
        )
    }
}

/// Types that a request can hold.
fn sent_types(service: &Service) -> BTreeSet<&str> {
    within(service, service.operations.iter().filter_map(|operation| operation.body.as_ref()?.ty.named()))
}

/// These types, and all that values of them can hold.
pub(super) fn within<'s>(service: &'s Service, types: impl Iterator<Item = &'s str>) -> BTreeSet<&'s str> {
    let mut waiting: Vec<&str> = types.collect();
    let mut found = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if let Some(ty) = service.types.get(name)
            && found.insert(name)
        {
            waiting.extend(ty.fields.iter().filter_map(|field| field.ty.named()));
        }
    }
    found
}

/// For each type that can hold itself without a list or a map between, the number of the ring it is in.
fn cycles(service: &Service) -> BTreeMap<&str, usize> {
    let names: Vec<&str> = service.types.keys().map(String::as_str).collect();
    let number: BTreeMap<&str, usize> = names.iter().enumerate().map(|(at, name)| (*name, at)).collect();
    let edges: Vec<Vec<usize>> = service
        .types
        .values()
        .map(|ty| {
            let direct = ty.fields.iter().filter_map(|field| match &field.ty {
                TypeRef::Named(inner) => number.get(inner.as_str()).copied(),
                _ => None,
            });
            direct.collect()
        })
        .collect();
    let components = components(&edges);
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for component in &components {
        *sizes.entry(*component).or_default() += 1;
    }
    let in_ring = |at: usize, component: usize| {
        sizes.get(&component).is_some_and(|size| *size > 1) || edges.get(at).is_some_and(|to| to.contains(&at))
    };
    let rings = names.into_iter().zip(components).enumerate();
    rings.filter(|(at, (_, component))| in_ring(*at, *component)).map(|(_, named)| named).collect()
}

/// The strongly connected component of each node.
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    let reversed = reverse(edges);
    let mut component = vec![usize::MAX; edges.len()];
    // Kosaraju: nodes in the order in which a walk leaves them, then walks against the edges.
    for (count, start) in leaving_order(edges).into_iter().rev().enumerate() {
        let mut waiting = vec![start];
        while let Some(node) = waiting.pop() {
            let Some(slot) = component.get_mut(node).filter(|slot| **slot == usize::MAX) else { continue };
            *slot = count;
            waiting.extend(reversed.get(node).into_iter().flatten().copied());
        }
    }
    component
}

fn reverse(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut reversed = vec![Vec::new(); edges.len()];
    for (from, targets) in edges.iter().enumerate() {
        for to in targets {
            if let Some(sources) = reversed.get_mut(*to) {
                sources.push(from);
            }
        }
    }
    reversed
}

fn leaving_order(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(edges.len());
    let mut seen = BTreeSet::new();
    for start in 0..edges.len() {
        let mut path = vec![(start, 0)];
        if !seen.insert(start) {
            continue;
        }
        while let Some((node, next)) = path.last_mut() {
            let Some(target) = edges.get(*node).and_then(|targets| targets.get(*next)).copied() else {
                order.push(*node);
                path.pop();
                continue;
            };
            *next += 1;
            if seen.insert(target) {
                path.push((target, 0));
            }
        }
    }
    order
}
