//! Overrides: small corrections of what pages say, each with an id, a match and a reason. One that
//! is not formed as one, that matches nothing, or that the pages have caught up with, is an error.

mod reach;
mod shape;
mod target;

pub use target::Match;

use super::{
    EnumValue, Envelope, Facts, Field, From, Header, Input, Offers, Operation, Output, Pagination, Service, Status,
    Type, TypeRef, skeleton,
};
use crate::diagnostic::{Code, Diagnostic};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use target::{Target, current_type, find_operation, is_called};

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
    /// Another type for the field, the input, the body, the answer or its header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retype: Option<TypeRef>,
    /// Whether the field, the input or the body is required.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub require: Option<bool>,
    /// Whether the value of the field, the input or the header is kept out of logs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<bool>,
    /// Whether the field is an attribute in XML.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attribute: Option<bool>,
    /// A field that the type lacks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub add: Option<Field>,
    /// A value that the enumeration of the field, the input or the header lacks.
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
    /// Removes what is named, and the types that only it leads to.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub drop: bool,
}

/// Applies the overrides in order; a finding comes with the id of its override.
pub(super) fn apply<'a>(
    overrides: &'a [Override],
    service: &mut Service,
    offers: &Offers,
) -> Vec<(&'a str, Diagnostic)> {
    let mut findings = shape::breaches(overrides);
    for change in overrides.iter().filter(|change| shape::misuse(change).is_none()) {
        let reached = if change.drop || change.retype.is_some() { service.reached() } else { BTreeSet::new() };
        if let Err(code) = change.apply(service, overrides, offers) {
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
    fn apply(&self, service: &mut Service, all: &[Self], offers: &Offers) -> Result<(), Code> {
        match self.target.target().ok_or(Code::StaleOverride)? {
            Target::Service => self.on_service(service),
            Target::Operation(name) => self.on_operation(service, name, all, offers),
            Target::Input(operation, input) => self.on_input(find_operation(service, operation, all)?, input),
            Target::Body(operation) => self.on_body(find_operation(service, operation, all)?),
            Target::Output(operation, status) => self.on_output(find_operation(service, operation, all)?, status),
            Target::Header(operation, status, header) => {
                self.on_header(find_operation(service, operation, all)?, status, header)
            }
            Target::Type(name) => self.on_type(service, name, all, offers),
            Target::Field(ty, field) => {
                let name = current_type(service, ty, all)?;
                let ty = service.types.get_mut(&name).ok_or(Code::StaleOverride)?;
                self.on_field(&mut ty.fields, field)
            }
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

    fn on_operation(&self, service: &mut Service, name: &str, all: &[Self], offers: &Offers) -> Result<(), Code> {
        if self.pagination.is_some() || self.unpaged || self.envelope.is_some() {
            self.on_answer(find_operation(service, name, all)?)?;
            if self.rename.is_none() && self.add_input.is_none() {
                return Ok(());
            }
        }
        if let Some(added) = &self.add_input {
            let operation = find_operation(service, name, all)?;
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
        let found = service.operations.iter().position(|operation| is_called(operation, name));
        if self.drop {
            service.operations.remove(found.ok_or(Code::StaleOverride)?);
            return Ok(());
        }
        let new = self.rename.as_ref().ok_or(Code::StaleOverride)?;
        // The name lock may have given the new name already.
        let given = || service.operations.iter().position(|operation| operation.name == *new);
        let index = found.or_else(given).ok_or(Code::StaleOverride)?;
        let operation = service.operations.get_mut(index).ok_or(Code::StaleOverride)?;
        renamed(&mut operation.name, new, &offers.operations)
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

    fn on_type(&self, service: &mut Service, name: &str, all: &[Self], offers: &Offers) -> Result<(), Code> {
        if let Some(new) = &self.rename {
            if service.types.contains_key(name) && name != new {
                service.rename_type(name, new);
            } else if service.types.contains_key(new) {
                renamed(&mut new.clone(), new, &offers.types)?;
            } else {
                return Err(Code::StaleOverride);
            }
        }
        let Some(added) = self.add.clone() else { return Ok(()) };
        let name = current_type(service, name, all)?;
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

    fn on_body(&self, operation: &mut Operation) -> Result<(), Code> {
        let body = operation.body.as_mut().ok_or(Code::StaleOverride)?;
        if self.drop {
            operation.body = None;
            return Ok(());
        }
        changed([
            self.retype.as_ref().map(|new| set(&mut body.ty, new)),
            self.require.map(|required| set(&mut body.optional, &!required)),
        ])
    }

    fn on_output(&self, operation: &mut Operation, status: Status) -> Result<(), Code> {
        let called = |output: &Output| output.status == status;
        let index = operation.outputs.iter().position(called).ok_or(Code::StaleOverride)?;
        if self.drop {
            operation.outputs.remove(index);
            return Ok(());
        }
        let output = operation.outputs.get_mut(index).ok_or(Code::StaleOverride)?;
        changed([self.retype.as_ref().map(|new| set(&mut output.ty, &Some(new.clone())))])
    }

    fn on_header(&self, operation: &mut Operation, status: Status, name: &str) -> Result<(), Code> {
        let output = operation.outputs.iter_mut().find(|output| output.status == status).ok_or(Code::StaleOverride)?;
        // Names of headers are the same in any case.
        let called = |header: &Header| header.name.eq_ignore_ascii_case(name);
        let index = output.headers.iter().position(called).ok_or(Code::StaleOverride)?;
        if self.drop {
            output.headers.remove(index);
            return Ok(());
        }
        let header = output.headers.get_mut(index).ok_or(Code::StaleOverride)?;
        self.on_entry(&mut header.name, &mut header.ty, &mut false, &mut header.facts)
    }

    fn on_entry(
        &self,
        name: &mut String,
        ty: &mut TypeRef,
        required: &mut bool,
        facts: &mut Facts,
    ) -> Result<(), Code> {
        changed([
            self.rename.as_ref().map(|new| set(name, new)),
            self.retype.as_ref().map(|new| set(ty, new)),
            self.require.as_ref().map(|new| set(required, new)),
            self.secret.as_ref().map(|new| set(&mut facts.secret, new)),
            self.attribute.as_ref().map(|new| set(&mut facts.attribute, new)),
            self.add_value.as_ref().map(|value| {
                let known = facts.values.iter().any(|known| known.value == value.value);
                facts.values.extend((!known).then(|| value.clone()));
                !known
            }),
        ])
    }
}

/// Of changes that were asked for, each must be one.
fn changed<const N: usize>(changes: [Option<bool>; N]) -> Result<(), Code> {
    if changes.contains(&Some(false)) { Err(Code::NeedlessOverride) } else { Ok(()) }
}

/// Gives a name; where the name lock has given it already, the pages must not offer it by themselves.
fn renamed(name: &mut String, new: &String, offers: &BTreeMap<String, String>) -> Result<(), Code> {
    let caught_up = name == new && offers.get(new).is_none_or(|offered| offered == new);
    name.clone_from(new);
    if caught_up { Err(Code::NeedlessOverride) } else { Ok(()) }
}

/// Sets a value, and says whether it was another.
fn set<T: Clone + PartialEq>(value: &mut T, new: &T) -> bool {
    let changes = value != new;
    value.clone_from(new);
    changes
}

/// Gives every answer that has its member the envelope.
fn wrap(service: &mut Service, envelope: &Envelope) -> Result<(), Code> {
    if service.wrap(envelope) { Ok(()) } else { Err(Code::StaleOverride) }
}

impl Service {
    /// Gives every answer that has its member the envelope; whether there was one.
    pub(super) fn wrap(&mut self, envelope: &Envelope) -> bool {
        let has_member = |operation: &Operation| {
            operation.success().and_then(|output| self.field_at(output.ty.as_ref()?, &envelope.code)).is_some()
        };
        let wrapped: Vec<bool> = self.operations.iter().map(has_member).collect();
        for (operation, _) in self.operations.iter_mut().zip(&wrapped).filter(|(_, is_wrapped)| **is_wrapped) {
            operation.envelope = Some(envelope.clone());
        }
        wrapped.contains(&true)
    }
}

#[cfg(test)]
mod tests;
