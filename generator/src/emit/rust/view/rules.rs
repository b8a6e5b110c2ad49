//! Which constraints of the pages are held before sending, and where: a rule for each member of a type that is sent,
//! and for each parameter. Bounds keep the notation of the IR. Of types that only responses have, what must not be
//! seen.

use super::super::names::{self, Kind};
use super::{BodyKind, BodyView, ModelView, media, model::within};
use crate::ir::{Constraints, Facts, Field, Input, Location, Operation, Service, Type, TypeRef};
use proc_macro2::Ident;
use std::collections::{BTreeMap, BTreeSet};

/// The rules of a type.
#[derive(Debug)]
pub(crate) struct RulesView {
    /// The static that holds them.
    pub(crate) name: Ident,
    /// The type, where callers make values of it.
    pub(crate) model: Option<Ident>,
    /// The type's name in the IR.
    pub(super) ty: String,
    /// Whether a value of the type can hold a secret.
    pub(super) hides: bool,
    pub(crate) members: Vec<RuleView>,
}

/// The constraints of a member or a parameter.
#[derive(Debug, Default)]
pub(crate) struct RuleView {
    /// Name on the wire.
    pub(crate) wire: String,
    pub(crate) required: bool,
    pub(crate) constraints: Constraints,
    pub(crate) inside: Option<InsideView>,
    /// Whether the value must not be seen.
    pub(crate) secret: bool,
}

/// Rules inside of a member or a body, by their static.
#[derive(Clone, Debug)]
pub(crate) enum InsideView {
    Object(Ident),
    Map(Ident),
}

/// What a call is held against.
#[derive(Debug)]
pub(crate) struct CallRules {
    pub(crate) inputs: Vec<(Location, RuleView)>,
    pub(crate) body: Option<InsideView>,
    /// Of responses that can hold a secret.
    pub(crate) responses: Vec<InsideView>,
}

/// The rules of all types that are sent and constrained, or received with secrets, in the order of the IR.
pub(super) fn rules(service: &Service, idents: &BTreeMap<&str, Ident>, models: &[ModelView]) -> Vec<RulesView> {
    let made: BTreeSet<&Ident> =
        models.iter().filter(|model| model.constructor.is_some()).map(|model| &model.name).collect();
    let is_sent = |name: &str| idents.get(name).is_some_and(|ident| made.contains(ident));
    let (sent, others): (Vec<(&String, &Type)>, _) = service.types.iter().partition(|(name, _)| is_sent(name));
    let received = within(service, responses(service));
    let others: Vec<(&String, &Type)> =
        others.into_iter().filter(|(name, _)| received.contains(name.as_str())).collect();
    let states = |field: &Field| field.required || is_rule(&rule(&field.ty, &field.facts));
    let ruled = leading(&sent, states);
    let hiding = leading(&[sent, others].concat(), |field| field.facts.secret);
    let is_listed = |name: &str| if is_sent(name) { ruled.contains(name) } else { hiding.contains(name) };
    let listed: Vec<(&String, &Type)> = service.types.iter().filter(|(name, _)| is_listed(name)).collect();
    let statics = names::assign(Kind::Constant, listed.iter().map(|(name, _)| name.as_str()));
    let by_type: BTreeMap<&str, &Ident> = listed.iter().map(|(name, _)| name.as_str()).zip(&statics).collect();
    let in_parts = media::types_in_parts(service);
    // The files of a form in parts are added beside its type.
    let is_member = |ty: &str, field: &&Field| !(field.ty == TypeRef::Binary && in_parts.contains(ty));
    let views = listed.iter().zip(&statics).map(|((name, ty), statics)| {
        let model = idents.get(name.as_str()).filter(|_| is_sent(name)).cloned();
        let members = ty.fields.iter().filter(|field| is_member(name, field));
        RulesView {
            name: statics.clone(),
            members: if model.is_some() {
                members.filter_map(|field| member(field, &by_type)).collect()
            } else {
                members.filter_map(|field| hidden(field, &by_type, &hiding)).collect()
            },
            model,
            ty: (*name).clone(),
            hides: hiding.contains(name.as_str()),
        }
    });
    views.collect()
}

/// The types of all responses that a client can have.
fn responses(service: &Service) -> impl Iterator<Item = &str> {
    let operations = service.operations.iter().filter(|operation| media::refusal(service, operation).is_none());
    operations.flat_map(|operation| &operation.outputs).filter_map(|output| output.ty.as_ref()?.named())
}

/// Types with a field of which `states` is true, or that lead to one.
fn leading<'a>(types: &[(&'a String, &'a Type)], states: impl Fn(&Field) -> bool) -> BTreeSet<&'a str> {
    let states = |ty: &Type| ty.fields.iter().any(&states);
    let mut users: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, ty) in types {
        for inner in ty.fields.iter().filter_map(|field| field.ty.named()) {
            users.entry(inner).or_default().push(name);
        }
    }
    let mut waiting: Vec<&str> = types.iter().filter(|(_, ty)| states(ty)).map(|(name, _)| name.as_str()).collect();
    let mut leading = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if leading.insert(name) {
            waiting.extend(users.get(name).into_iter().flatten());
        }
    }
    leading
}

fn member(field: &Field, by_type: &BTreeMap<&str, &Ident>) -> Option<RuleView> {
    let inside = inside(&field.ty, by_type);
    let rule = RuleView {
        wire: field.member().into_owned(),
        required: field.required,
        inside,
        ..rule(&field.ty, &field.facts)
    };
    (is_rule(&rule) || rule.required || rule.inside.is_some()).then_some(rule)
}

/// Of a member that only responses have, whether it is a secret or leads to one.
fn hidden(field: &Field, by_type: &BTreeMap<&str, &Ident>, hiding: &BTreeSet<&str>) -> Option<RuleView> {
    let leads = field.ty.named().is_some_and(|name| hiding.contains(name));
    (leads || field.facts.secret).then(|| RuleView {
        wire: field.member().into_owned(),
        inside: if leads { inside(&field.ty, by_type) } else { None },
        secret: field.facts.secret,
        ..RuleView::default()
    })
}

fn inside(ty: &TypeRef, by_type: &BTreeMap<&str, &Ident>) -> Option<InsideView> {
    match ty {
        TypeRef::Named(name) => by_type.get(name.as_str()).map(|ident| InsideView::Object((*ident).clone())),
        TypeRef::List(item) => inside(item, by_type),
        TypeRef::Map(value) => match inside(value, by_type)? {
            InsideView::Object(ident) => Some(InsideView::Map(ident)),
            InsideView::Map(_) => None,
        },
        _ => None,
    }
}

/// What the facts say of values of this type.
fn rule(ty: &TypeRef, facts: &Facts) -> RuleView {
    RuleView { constraints: facts.constraints(ty), secret: facts.secret, ..RuleView::default() }
}

fn is_rule(rule: &RuleView) -> bool {
    !rule.constraints.is_empty() || rule.secret
}

/// The rules of parameters, body and responses.
pub(super) fn of_call(ir: &Operation, body: Option<&BodyView>, rules: &BTreeMap<&str, &RulesView>) -> CallRules {
    let by_type: BTreeMap<&str, &Ident> = rules.iter().map(|(ty, rules)| (*ty, &rules.name)).collect();
    let hides = |name: &str| rules.get(name).is_some_and(|rules| rules.hides);
    let mut received: Vec<&TypeRef> = Vec::new();
    for ty in ir.outputs.iter().filter_map(|output| output.ty.as_ref()) {
        if ty.named().is_some_and(hides) && !received.contains(&ty) {
            received.push(ty);
        }
    }
    // Members of a map are one text with their keys: what is stated of the values is not true of it.
    let is_checked = |input: &&Input| input.filled_by.is_none() && !matches!(input.ty, TypeRef::Map(_));
    let inputs = ir
        .inputs
        .iter()
        .filter(is_checked)
        .map(|input| (input.location, RuleView { wire: input.name.clone(), ..rule(&input.ty, &input.facts) }));
    CallRules {
        inputs: inputs.filter(|(_, rule)| is_rule(rule)).collect(),
        // What callers put together themselves is theirs.
        body: ir
            .body
            .as_ref()
            .filter(|_| body.is_some_and(|body| !matches!(body.kind, BodyKind::Parts(None))))
            .and_then(|body| inside(&body.ty, &by_type)),
        responses: received.into_iter().filter_map(|ty| inside(ty, &by_type)).collect(),
    }
}
