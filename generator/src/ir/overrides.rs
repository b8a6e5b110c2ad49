//! Overrides: small corrections of what pages say, each with an id, a match and a reason. One that
//! is not formed as one, that matches nothing, or that the pages have caught up with, is an error.

mod shape;

use super::{EnumValue, Envelope, Facts, Field, From, Input, Operation, Pagination, Service, Type, TypeRef, skeleton};
use crate::diagnostic::{Code, Diagnostic};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One correction: a match, a reason, and what to change.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// Names it in messages; unique in the file.
    pub id: String,
    /// What it corrects; the service where left out.
    #[serde(default, rename = "match")]
    pub target: Match,
    /// Why; for the next reader.
    pub reason: String,
    /// A new name for the operation, type, field or input.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rename: Option<String>,
    /// Another type for the field or input.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retype: Option<TypeRef>,
    /// Whether the field or input is required.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub require: Option<bool>,
    /// Whether the value of the field or input is kept out of logs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<bool>,
    /// A field that the type lacks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub add: Option<Field>,
    /// A value that the enumeration of the field or input lacks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub add_value: Option<EnumValue>,
    /// An input that the operation lacks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub add_input: Option<Input>,
    /// An operation that no page documents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub add_operation: Option<Operation>,
    /// Types that no page states, by name.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub add_types: IndexMap<String, Type>,
    /// How the operation's answer comes in pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pagination: Option<Pagination>,
    /// The operation answers all at once, whatever it seems.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unpaged: bool,
    /// How an answer says that the call failed after all; with an empty match in every answer that has the member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub envelope: Option<Envelope>,
    /// Removes the operation, field or input, and the types that only it leads to.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub drop: bool,
}

/// What an override corrects: an operation, an input of it, a type, or a field of it; empty, what all answers share.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Match {
    /// An operation, by name or as `GET /v2/{project_id}/things`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// An input of the operation, by its name on the wire.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    /// A type.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub ty: Option<String>,
    /// A field of the type, by its name on the wire.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

/// Applies the overrides in order; a finding comes with the id of its override.
pub(super) fn apply<'a>(overrides: &'a [Override], service: &mut Service) -> Vec<(&'a str, Diagnostic)> {
    let mut findings = shape::breaches(overrides);
    for change in overrides.iter().filter(|change| shape::misuse(change).is_none()) {
        let reached = if change.drop || change.retype.is_some() { service.reached() } else { BTreeSet::new() };
        if let Err(code) = change.apply(service, overrides) {
            let finding = Diagnostic::new(code, format!("`{}`: {}", change.id, code.title()));
            let several = code == Code::NeedlessOverride && shape::asked(change).len() > 1;
            let help = "each of its changes must be needed; remove those that the pages make already";
            findings.push((change.id.as_str(), if several { finding.help(help) } else { finding }));
        }
        service.forget_unreached(&reached);
    }
    findings
}

impl Override {
    fn apply(&self, service: &mut Service, all: &[Self]) -> Result<(), Code> {
        let Match { operation, input, ty, field } = &self.target;
        match (operation, input, ty, field) {
            (None, None, None, None) => self.on_service(service),
            (Some(name), None, None, None) => self.on_operation(service, name, all),
            (Some(name), Some(input), None, None) => {
                let operation = find_operation(service, name, all).ok_or(Code::StaleOverride)?;
                self.on_input(operation, input)
            }
            (None, None, Some(name), None) => self.on_type(service, name, all),
            (None, None, Some(name), Some(field)) => {
                let name = current_type(service, name, all).ok_or(Code::StaleOverride)?;
                let ty = service.types.get_mut(&name).ok_or(Code::StaleOverride)?;
                self.on_field(&mut ty.fields, field)
            }
            _ => Err(Code::StaleOverride),
        }
    }

    /// Adds what no page states; what the pages state by now is needless.
    fn on_service(&self, service: &mut Service) -> Result<(), Code> {
        if self.add_types.keys().any(|name| service.types.contains_key(name)) {
            return Err(Code::NeedlessOverride);
        }
        let added =
            self.add_types.iter().map(|(name, ty)| (name.clone(), Type { from: Some(From::Override), ..ty.clone() }));
        service.types.extend(added);
        if let Some(added) = &self.add_operation {
            let key = |operation: &Operation| (operation.method, skeleton(&operation.path), operation.when.clone());
            if service.operations.iter().any(|known| key(known) == key(added)) {
                return Err(Code::NeedlessOverride);
            }
            service.operations.push(added.clone());
        }
        self.envelope.as_ref().map_or(Ok(()), |envelope| wrap(service, envelope))
    }

    fn on_operation(&self, service: &mut Service, name: &str, all: &[Self]) -> Result<(), Code> {
        if self.pagination.is_some() || self.unpaged || self.envelope.is_some() {
            self.on_answer(find_operation(service, name, all).ok_or(Code::StaleOverride)?)?;
            if self.rename.is_none() && self.add_input.is_none() {
                return Ok(());
            }
        }
        if let Some(added) = &self.add_input {
            let operation = find_operation(service, name, all).ok_or(Code::StaleOverride)?;
            let same = |known: &Input| known.location == added.location && known.name == added.name;
            if operation.inputs.iter().any(same) {
                return Err(Code::NeedlessOverride);
            }
            let facts = Facts { from: Some(From::Override), ..added.facts.clone() };
            operation.inputs.push(Input { facts, ..added.clone() });
            if self.rename.is_none() {
                return Ok(());
            }
        }
        let Some(index) = service.operations.iter().position(|operation| is_called(operation, name)) else {
            // The name lock may have given the new name already.
            let given = |new: &String| service.operations.iter().any(|operation| operation.name == *new);
            return if self.rename.as_ref().is_some_and(given) { Ok(()) } else { Err(Code::StaleOverride) };
        };
        if self.drop {
            service.operations.remove(index);
            return Ok(());
        }
        let operation = service.operations.get_mut(index).ok_or(Code::StaleOverride)?;
        let new = self.rename.as_ref().ok_or(Code::StaleOverride)?;
        operation.name.clone_from(new);
        Ok(())
    }

    fn on_answer(&self, operation: &mut Operation) -> Result<(), Code> {
        let before = (operation.pagination.clone(), operation.envelope.clone());
        if self.pagination.is_some() || self.unpaged {
            operation.pagination.clone_from(&self.pagination);
        }
        if self.envelope.is_some() {
            operation.envelope.clone_from(&self.envelope);
        }
        let changed = before != (operation.pagination.clone(), operation.envelope.clone());
        if changed { Ok(()) } else { Err(Code::NeedlessOverride) }
    }

    fn on_type(&self, service: &mut Service, name: &str, all: &[Self]) -> Result<(), Code> {
        if let Some(new) = &self.rename {
            if service.types.contains_key(name) {
                service.rename_type(name, new);
            } else if !service.types.contains_key(new) {
                return Err(Code::StaleOverride);
            }
        }
        let Some(added) = self.add.clone() else { return Ok(()) };
        let name = current_type(service, name, all).ok_or(Code::StaleOverride)?;
        let ty = service.types.get_mut(&name).ok_or(Code::StaleOverride)?;
        if ty.fields.iter().any(|field| field.name == added.name) {
            return Err(Code::NeedlessOverride);
        }
        ty.fields.push(Field { facts: Facts { from: Some(From::Override), ..added.facts }, ..added });
        Ok(())
    }

    fn on_field(&self, fields: &mut Vec<Field>, name: &str) -> Result<(), Code> {
        let index = fields.iter().position(|field| field.name == *name).ok_or(Code::StaleOverride)?;
        if self.drop {
            fields.remove(index);
            return Ok(());
        }
        let Field { name, ty, required, facts } = fields.get_mut(index).ok_or(Code::StaleOverride)?;
        self.on_entry(name, ty, required, facts)
    }

    fn on_input(&self, operation: &mut Operation, name: &str) -> Result<(), Code> {
        let called = |input: &Input| input.name == *name;
        let index = operation.inputs.iter().position(called).ok_or(Code::StaleOverride)?;
        if self.drop {
            operation.inputs.remove(index);
            return Ok(());
        }
        let input = operation.inputs.get_mut(index).ok_or(Code::StaleOverride)?;
        self.on_entry(&mut input.name, &mut input.ty, &mut input.required, &mut input.facts)
    }

    fn on_entry(
        &self,
        name: &mut String,
        ty: &mut TypeRef,
        required: &mut bool,
        facts: &mut Facts,
    ) -> Result<(), Code> {
        let changes = [
            self.rename.as_ref().map(|new| set(name, new)),
            self.retype.as_ref().map(|new| set(ty, new)),
            self.require.as_ref().map(|new| set(required, new)),
            self.secret.as_ref().map(|new| set(&mut facts.secret, new)),
            self.add_value.as_ref().map(|value| {
                let known = facts.values.iter().any(|known| known.value == value.value);
                facts.values.extend((!known).then(|| value.clone()));
                !known
            }),
        ];
        if changes.contains(&Some(false)) { Err(Code::NeedlessOverride) } else { Ok(()) }
    }
}

/// Sets a value, and says whether it was another.
fn set<T: Clone + PartialEq>(value: &mut T, new: &T) -> bool {
    let changes = value != new;
    value.clone_from(new);
    changes
}

/// Gives every answer that has its member the envelope.
fn wrap(service: &mut Service, envelope: &Envelope) -> Result<(), Code> {
    let has_member = |operation: &Operation| {
        operation.success().and_then(|output| service.field_at(output.ty.as_ref()?, &envelope.code)).is_some()
    };
    let wrapped: Vec<bool> = service.operations.iter().map(has_member).collect();
    for (operation, _) in service.operations.iter_mut().zip(&wrapped).filter(|(_, is_wrapped)| **is_wrapped) {
        operation.envelope = Some(envelope.clone());
    }
    if wrapped.contains(&true) { Ok(()) } else { Err(Code::StaleOverride) }
}

fn is_called(operation: &Operation, name: &str) -> bool {
    operation.name == name
        || name
            .split_once(' ')
            .is_some_and(|(method, path)| operation.method.as_str() == method && operation.path == path)
}

/// The operation of this name, or of the name that a rename gives to it.
fn find_operation<'s>(service: &'s mut Service, name: &str, all: &[Override]) -> Option<&'s mut Operation> {
    let renamed =
        all.iter().find(|other| other.target.operation.as_deref() == Some(name) && other.target.input.is_none());
    let new = renamed.and_then(|other| other.rename.as_deref());
    service.operations.iter_mut().find(|operation| is_called(operation, name) || Some(operation.name.as_str()) == new)
}

/// The present name of the type that pages call `name`.
fn current_type(service: &Service, name: &str, all: &[Override]) -> Option<String> {
    let renamed = all.iter().find(|other| other.target.ty.as_deref() == Some(name) && other.target.field.is_none());
    let new = renamed.and_then(|other| other.rename.as_deref());
    [Some(name), new].into_iter().flatten().find(|name| service.types.contains_key(*name)).map(str::to_owned)
}

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
    fn reached(&self) -> BTreeSet<String> {
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
    fn forget_unreached(&mut self, before: &BTreeSet<String>) {
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

#[cfg(test)]
mod tests;
