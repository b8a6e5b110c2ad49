//! Which constraints of the pages are held before sending, and where: a rule for each member of a type that is sent,
//! and for each parameter. Bounds keep the notation of the IR.

use super::super::names::{self, Kind};
use super::{BodyKind, BodyView, ModelView, facts, media};
use crate::ir::{Constraint, Facts, Field, Input, Location, Operation, Service, Type, TypeRef};
use proc_macro2::Ident;
use std::collections::{BTreeMap, BTreeSet};

/// The rules of a type that is sent.
#[derive(Debug)]
pub(crate) struct RulesView {
    /// The static that holds them.
    pub(crate) name: Ident,
    pub(crate) model: Ident,
    /// The type's name in the IR.
    pub(super) ty: String,
    pub(crate) members: Vec<RuleView>,
}

/// The constraints of a member or a parameter.
#[derive(Debug, Default)]
pub(crate) struct RuleView {
    /// Name on the wire.
    pub(crate) wire: String,
    pub(crate) required: bool,
    pub(crate) length: Option<String>,
    pub(crate) range: Option<String>,
    pub(crate) items: Option<String>,
    pub(crate) pattern: Option<String>,
    pub(crate) values: Vec<String>,
    /// Which of these only sentences state, by the names of the IR.
    pub(crate) by_sentence: Vec<&'static str>,
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
}

/// The rules of all types that are sent and constrained, in the order of the IR.
pub(super) fn rules(service: &Service, idents: &BTreeMap<&str, Ident>, models: &[ModelView]) -> Vec<RulesView> {
    let made: BTreeSet<&Ident> =
        models.iter().filter(|model| model.constructor.is_some()).map(|model| &model.name).collect();
    let is_sent = |name: &str| idents.get(name).is_some_and(|ident| made.contains(ident));
    let sent: Vec<(&String, &Type)> = service.types.iter().filter(|(name, _)| is_sent(name)).collect();
    let ruled = ruled(&sent);
    let sent: Vec<(&String, &Type)> = sent.into_iter().filter(|(name, _)| ruled.contains(name.as_str())).collect();
    let statics = names::assign(Kind::Constant, sent.iter().map(|(name, _)| name.as_str()));
    let by_type: BTreeMap<&str, &Ident> = sent.iter().map(|(name, _)| name.as_str()).zip(&statics).collect();
    let in_parts = media::types_in_parts(service);
    // The files of a form in parts are added beside its type.
    let is_member = |ty: &str, field: &&Field| !(field.ty == TypeRef::Binary && in_parts.contains(ty));
    let views = sent.iter().zip(&statics).filter_map(|((name, ty), statics)| {
        Some(RulesView {
            name: statics.clone(),
            model: idents.get(name.as_str())?.clone(),
            ty: (*name).clone(),
            members: ty
                .fields
                .iter()
                .filter(|field| is_member(name, field))
                .filter_map(|field| member(field, &by_type))
                .collect(),
        })
    });
    views.collect()
}

/// Types that state a constraint, or lead to one that does.
fn ruled<'a>(sent: &[(&'a String, &'a Type)]) -> BTreeSet<&'a str> {
    let states = |ty: &Type| ty.fields.iter().any(|field| field.required || is_rule(&rule(&field.ty, &field.facts)));
    let mut users: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, ty) in sent {
        for inner in ty.fields.iter().filter_map(|field| field.ty.named()) {
            users.entry(inner).or_default().push(name);
        }
    }
    let mut waiting: Vec<&str> = sent.iter().filter(|(_, ty)| states(ty)).map(|(name, _)| name.as_str()).collect();
    let mut ruled = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if ruled.insert(name) {
            waiting.extend(users.get(name).into_iter().flatten());
        }
    }
    ruled
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
    let leaf = leaf(ty);
    let is_text = *leaf == TypeRef::String;
    let is_number = matches!(leaf, TypeRef::Integer | TypeRef::Number);
    let bounds =
        |range: &Option<crate::ir::Range>, applies: bool| range.as_ref().filter(|_| applies).map(ToString::to_string);
    let length = bounds(&facts.length, is_text);
    let range = bounds(&facts.range, is_number);
    let items = bounds(&facts.items, matches!(ty, TypeRef::List(_)));
    let by_sentence = facts.by_sentence.iter().filter_map(|constraint| match constraint {
        Constraint::Length if length.is_some() => Some("length"),
        Constraint::Range if range.is_some() => Some("range"),
        Constraint::Items if items.is_some() => Some("items"),
        Constraint::Pattern if is_text => Some("pattern"),
        _ => None,
    });
    RuleView {
        by_sentence: by_sentence.collect(),
        length,
        range,
        items,
        pattern: facts.pattern.clone().filter(|_| is_text),
        values: if is_text || is_number {
            facts.values.iter().map(|value| facts::plain(&value.value)).collect()
        } else {
            Vec::new()
        },
        secret: facts.secret,
        ..RuleView::default()
    }
}

fn leaf(ty: &TypeRef) -> &TypeRef {
    match ty {
        TypeRef::List(inner) | TypeRef::Map(inner) => leaf(inner),
        leaf => leaf,
    }
}

fn is_rule(rule: &RuleView) -> bool {
    let stated = [&rule.length, &rule.range, &rule.items, &rule.pattern];
    stated.into_iter().any(Option::is_some) || !rule.values.is_empty() || rule.secret
}

/// The rules of parameters and body.
pub(super) fn of_call(ir: &Operation, body: Option<&BodyView>, by_type: &BTreeMap<&str, &Ident>) -> CallRules {
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
            .and_then(|body| inside(&body.ty, by_type)),
    }
}
