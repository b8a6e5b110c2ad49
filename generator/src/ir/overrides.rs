//! Overrides: small corrections of what pages say, each with an id, a match and a reason. One that
//! matches nothing, or that the pages have caught up with, is an error.

use super::{EnumValue, Facts, Field, From, Input, Operation, Service, TypeRef};
use crate::diagnostic::{Code, Diagnostic};
use serde::{Deserialize, Serialize};

/// One correction: a match, a reason, and what to change.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// Names it in messages; unique in the file.
    pub id: String,
    /// What it corrects.
    #[serde(rename = "match")]
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
    /// Removes the operation, field or input.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub drop: bool,
}

/// What an override corrects: an operation, an input of it, a type, or a field of it.
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
    let mut findings = Vec::new();
    for change in overrides {
        let outcome = change.apply(service, overrides);
        if let Err(code) = outcome {
            let message = format!("`{}`: {}", change.id, code.title());
            findings.push((change.id.as_str(), Diagnostic::new(code, message)));
        }
    }
    findings
}

impl Override {
    fn apply(&self, service: &mut Service, all: &[Self]) -> Result<(), Code> {
        let Match { operation, input, ty, field } = &self.target;
        match (operation, input, ty, field) {
            (Some(name), None, None, None) => self.on_operation(service, name),
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

    fn on_operation(&self, service: &mut Service, name: &str) -> Result<(), Code> {
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

    fn on_type(&self, service: &mut Service, name: &str, all: &[Self]) -> Result<(), Code> {
        if let Some(new) = &self.rename {
            if !service.types.contains_key(name) {
                return if service.types.contains_key(new) { Ok(()) } else { Err(Code::StaleOverride) };
            }
            service.rename_type(name, new);
            return Ok(());
        }
        let name = current_type(service, name, all).ok_or(Code::StaleOverride)?;
        let ty = service.types.get_mut(&name).ok_or(Code::StaleOverride)?;
        let added = self.add.clone().ok_or(Code::StaleOverride)?;
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
        let before = (name.clone(), ty.clone(), *required, facts.clone());
        if let Some(new) = &self.rename {
            name.clone_from(new);
        }
        if let Some(new) = &self.retype {
            ty.clone_from(new);
        }
        *required = self.require.unwrap_or(*required);
        facts.secret = self.secret.unwrap_or(facts.secret);
        if let Some(value) = &self.add_value
            && !facts.values.iter().any(|known| known.value == value.value)
        {
            facts.values.push(value.clone());
        }
        let changed = (&before.0, &before.1, before.2, &before.3) != (name, ty, *required, facts);
        if changed { Ok(()) } else { Err(Code::NeedlessOverride) }
    }
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
