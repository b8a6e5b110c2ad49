//! Why a request is refused, in the form in which the service itself speaks of errors.

use super::{Response, made_up, request_id, route::Found};
use crate::ir::{Field, Status, TypeRef};
use serde_json::{Map, Value};
use std::time::Duration;

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) message: String,
    pub(super) headers: Vec<(String, String)>,
}

/// What a member of an error body is for, told by its name.
const ROLES: &[(Role, &[&str])] = &[
    (Role::RequestId, &["request_id", "requestid", "trace_id", "traceid"]),
    (Role::Code, &["code"]),
    (Role::Message, &["message", "msg", "detail", "description", "reason"]),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    RequestId,
    Code,
    Message,
}

/// The members of an error where the page states none.
const CODE: &str = "error_code";
const MESSAGE: &str = "error_msg";

impl Refusal {
    pub(super) fn new(status: u16, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), headers: Vec::new() }
    }

    pub(super) fn with_header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// The response: the operation's own error type where the page states one, filled with what is wrong.
    pub(super) fn response(&self, found: Option<&Found<'_>>, id: u64) -> Response {
        let stated = found.and_then(|found| self.in_form_of(found, id));
        let body = stated.unwrap_or_else(|| {
            let members = [(CODE, self.code()), (MESSAGE, self.message.clone()), ("request_id", request_id(id))];
            members.into_iter().map(|(name, text)| (name.to_owned(), Value::String(text))).collect()
        });
        let mut headers = self.headers.clone();
        headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
        let body = Value::Object(body).to_string().into_bytes();
        Response { status: self.status, headers, body, delay: Duration::ZERO, summary: self.message.clone() }
    }

    fn code(&self) -> String {
        format!("MOCK.{}", self.status)
    }

    /// An error type that has a place for the message.
    fn in_form_of(&self, found: &Found<'_>, id: u64) -> Option<Map<String, Value>> {
        let outputs = &found.operation.outputs;
        let exact = outputs.iter().find(|output| output.status == Status::Code(self.status));
        let any = outputs.iter().find(|output| !matches!(output.status, Status::Code(..400)));
        let ty = exact.or(any)?.ty.as_ref()?;
        let mut told = false;
        let body = self.filled(found, ty, id, 0, &mut told)?;
        told.then_some(body)
    }

    fn filled(
        &self,
        found: &Found<'_>,
        ty: &TypeRef,
        id: u64,
        depth: usize,
        told: &mut bool,
    ) -> Option<Map<String, Value>> {
        let TypeRef::Named(name) = ty else { return None };
        let fields = found.service.types.get(name).filter(|_| depth < 4)?.fields.iter();
        let value = |field: &Field| match (&field.ty, role(&field.name)) {
            (TypeRef::String, Some(Role::RequestId)) => Some(Value::String(request_id(id))),
            (TypeRef::String, Some(Role::Code)) => Some(Value::String(self.code())),
            (TypeRef::Integer, Some(Role::Code)) => Some(self.status.into()),
            (TypeRef::String, Some(Role::Message)) => {
                *told = true;
                Some(Value::String(self.message.clone()))
            }
            (TypeRef::Named(_), _) => self.filled(found, &field.ty, id, depth + 1, told).map(Value::Object),
            _ if field.required => Some(made_up::value(found.service, &field.ty)),
            _ => None,
        };
        let mut value = value;
        Some(fields.filter_map(|field| Some((field.name.clone(), value(field)?))).collect())
    }
}

fn role(name: &str) -> Option<Role> {
    let name = name.to_ascii_lowercase();
    let found = ROLES.iter().find(|(_, words)| words.iter().any(|word| name.contains(word)));
    found.map(|(role, _)| *role)
}
