//! What an override corrects, and where that is in the service.

use super::Override;
use crate::{
    diagnostic::Code,
    ir::{Operation, Service, Status},
};
use serde::{Deserialize, Serialize};

/// What an override corrects: an operation or a part of it, a type or a field of it; empty, what all answers share.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Match {
    /// An operation, by name or as `GET /v2/{project_id}/things`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// An input of the operation, by its name on the wire.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<String>,
    /// The body of the operation's request.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub body: bool,
    /// An answer of the operation, by its status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<Status>,
    /// A header of that answer, by its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
    /// A type.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub ty: Option<String>,
    /// A field of the type, by its name on the wire.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

/// The one thing that a match names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target<'a> {
    Service,
    Operation(&'a str),
    Input(&'a str, &'a str),
    Body(&'a str),
    Output(&'a str, Status),
    Header(&'a str, Status, &'a str),
    Type(&'a str),
    Field(&'a str, &'a str),
}

impl Match {
    /// What it names; `None` if its keys do not name one thing.
    pub(super) fn target(&self) -> Option<Target<'_>> {
        let Self { operation, input, body, output, header, ty, field } = self;
        let parts = (input.as_deref(), *body, *output, header.as_deref());
        Some(match (operation.as_deref(), parts, ty.as_deref(), field.as_deref()) {
            (None, (None, false, None, None), None, None) => Target::Service,
            (Some(operation), (None, false, None, None), None, None) => Target::Operation(operation),
            (Some(operation), (Some(input), false, None, None), None, None) => Target::Input(operation, input),
            (Some(operation), (None, true, None, None), None, None) => Target::Body(operation),
            (Some(operation), (None, false, Some(status), None), None, None) => Target::Output(operation, status),
            (Some(operation), (None, false, Some(status), Some(header)), None, None) => {
                Target::Header(operation, status, header)
            }
            (None, (None, false, None, None), Some(ty), None) => Target::Type(ty),
            (None, (None, false, None, None), Some(ty), Some(field)) => Target::Field(ty, field),
            _ => return None,
        })
    }
}

pub(super) fn is_called(operation: &Operation, name: &str) -> bool {
    operation.name == name
        || name
            .split_once(' ')
            .is_some_and(|(method, path)| operation.method.as_str() == method && operation.path == path)
}

/// The operation of this name, or of the name that a rename gives to it.
pub(super) fn find_operation<'s>(
    service: &'s mut Service,
    name: &str,
    all: &[Override],
) -> Result<&'s mut Operation, Code> {
    let new = new_name(all, Target::Operation(name));
    let mut operations = service.operations.iter_mut();
    let found = operations.find(|operation| is_called(operation, name) || Some(operation.name.as_str()) == new);
    found.ok_or(Code::StaleOverride)
}

/// The present name of the type that pages call `name`.
pub(super) fn current_type(service: &Service, name: &str, all: &[Override]) -> Result<String, Code> {
    let new = new_name(all, Target::Type(name));
    let current = [Some(name), new].into_iter().flatten().find(|name| service.types.contains_key(*name));
    current.map(str::to_owned).ok_or(Code::StaleOverride)
}

/// The name that a rename gives to an operation or a type.
fn new_name<'o>(all: &'o [Override], target: Target<'_>) -> Option<&'o str> {
    all.iter().filter(|other| other.target.target() == Some(target)).find_map(|other| other.rename.as_deref())
}
