//! One call as data: which operation, its inputs, its body, and what is set for it alone. It knows no client, and nothing
//! is sent here.

mod build;
pub(crate) mod form;
mod members;
pub(crate) mod multipart;
mod secrets;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use bytes::Bytes;

use crate::config::retry::RetryPolicy;
use crate::error::Error;
use crate::facts::operation::{FilledBy, Location, Operation, is_member_of};
use crate::json::{Json, Value, encode};
use crate::transport::RequestBody;
use crate::transport::upload::Upload;
use crate::validate::{Inside, Violations};
use crate::values::headers::Headers;
use crate::values::parameter::Parameter;
use crate::values::timeouts::Timeouts;
#[cfg(feature = "xml")]
use crate::xml;
use multipart::{FilePart, Multipart};

pub(crate) use build::Filling;
pub use build::Preview;

/// What is asked of a service.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) operation: &'static Operation,
    path: Vec<(String, Vec<String>)>,
    query: Vec<(String, Vec<String>)>,
    headers: Headers,
    // Of headers that hold a list: they travel joined, and their items could not be told apart again.
    header_items: Vec<(String, Vec<String>)>,
    content_type: Option<String>,
    body: RequestBody,
    // What a body in parts is made of, so that files can be added.
    parts: Option<Multipart>,
    body_violations: Violations,
    pub(crate) timeouts: Timeouts,
    pub(crate) retry: RetryPolicy,
    pub(crate) is_download: bool,
}

impl Request {
    /// A call without inputs, with the deadlines and repetitions of its client.
    pub(crate) fn new(operation: &'static Operation, timeouts: Timeouts, retry: RetryPolicy) -> Self {
        Self {
            operation,
            path: Vec::new(),
            query: Vec::new(),
            headers: Headers::new(),
            header_items: Vec::new(),
            content_type: None,
            body: RequestBody::None,
            parts: None,
            body_violations: Violations::default(),
            timeouts,
            retry,
            is_download: false,
        }
    }

    /// Fills the placeholder `name` of the path; the items of a list are joined by commas.
    pub(crate) fn path(&mut self, name: &str, value: &dyn Parameter) {
        self.set_path(name, texts(value));
    }

    /// Sets the query parameter `name`; a list becomes one pair an item, an absent value none.
    pub(crate) fn query(&mut self, name: &str, value: &dyn Parameter) {
        self.set_query(name, texts(value));
    }

    /// Sets the query parameter `name` in the form that some pages ask for: each member as `name[key]=value`.
    pub(crate) fn query_map<T: Parameter>(&mut self, name: &str, members: BTreeMap<String, T>) {
        self.query.retain(|(known, _)| !is_member_of(name, known));
        for (key, value) in members {
            self.set_query(&format!("{name}[{key}]"), texts(&value));
        }
    }

    /// Sets the header `name`; the items of a list are joined by commas, an absent value removes it.
    pub(crate) fn header(&mut self, name: &str, value: &dyn Parameter) {
        self.set_header(name, texts(value));
    }

    /// Sets the body, as JSON.
    pub(crate) fn body(&mut self, value: &dyn Value) {
        let json = encode(value);
        self.check_body(&json);
        self.content_type = None;
        self.parts = None;
        self.body = json.into();
    }

    /// Sets the body, as the fields of a form: lists become repeated fields, objects their JSON.
    pub(crate) fn form(&mut self, value: &dyn Value) {
        self.raw_body(form::MEDIA_TYPE, form::encoded(&form::pairs(value)));
        self.check_body(&encode(value));
    }

    /// Sets the body, as XML: the members of `value` are elements of the element `root`; without one, its only member is
    /// the root.
    #[cfg(feature = "xml")]
    pub(crate) fn xml(&mut self, root: &str, value: &dyn Value) {
        self.raw_body(xml::MEDIA_TYPE, xml::written(root, value));
        self.check_body(&encode(value));
    }

    /// Sets the body, as parts.
    pub(crate) fn multipart(&mut self, parts: Multipart) {
        self.raw_body(parts.content_type(), Bytes::new());
        self.body = parts.body();
        self.parts = Some(parts);
    }

    /// Sets the fields of a body in parts: a text part for each member of `value`. Files that were set stay.
    pub(crate) fn parts(&mut self, value: &dyn Value) {
        let files = self.parts.take().unwrap_or_default();
        self.multipart(Multipart::of(value).with_files(files));
        self.check_body(&encode(value));
    }

    /// Sets the file `name` of a body in parts.
    pub(crate) fn file(&mut self, name: &str, file: FilePart) {
        let violations = std::mem::take(&mut self.body_violations);
        let parts = self.parts.take().unwrap_or_default();
        self.multipart(parts.with(name, file));
        self.body_violations = violations;
    }

    /// Sets a body that is not in memory, and its media type. Its bytes are not part of a signature.
    pub(crate) fn upload(&mut self, content_type: impl Into<String>, upload: Upload) {
        self.raw_body(content_type, Bytes::new());
        self.body = RequestBody::Upload(upload);
    }

    /// Sets the body's bytes and their media type.
    pub(crate) fn raw_body(&mut self, content_type: impl Into<String>, bytes: impl Into<Bytes>) {
        self.content_type = Some(content_type.into());
        self.body_violations = Violations::default();
        self.parts = None;
        self.body = RequestBody::Bytes(bytes.into());
    }

    /// What of the page the call does not keep to.
    pub(crate) fn violations(&self) -> Violations {
        let mut violations = Violations::default();
        for (location, rule) in self.operation.inputs {
            match location {
                Location::Path => {
                    let given = self.path.iter().find(|(name, _)| name == rule.name);
                    violations.check_texts(rule, given.map(|(_, texts)| texts.as_slice()).unwrap_or_default());
                }
                Location::Query => {
                    let given = self.query.iter().find(|(name, _)| name == rule.name);
                    let of_members = || {
                        let members = self.query.iter().filter(|(name, _)| is_member_of(rule.name, name));
                        members.flat_map(|(_, texts)| texts.iter().cloned()).collect()
                    };
                    let texts = given.map_or_else(|| Cow::Owned(of_members()), |(_, texts)| Cow::Borrowed(&**texts));
                    violations.check_texts(rule, &texts);
                }
                Location::Header => {
                    let mut lists = self.header_items.iter();
                    let items = lists.find(|(name, _)| name.eq_ignore_ascii_case(rule.name));
                    let whole = self.headers.get(rule.name).map(str::to_owned);
                    violations.check_texts(rule, items.map_or(whole.as_slice(), |(_, items)| items.as_slice()));
                }
            }
        }
        violations.extend(&self.body_violations);
        violations
    }

    /// Holds a body against its rules while it is JSON; what becomes of it on its way is no matter.
    fn check_body(&mut self, json: &str) {
        self.body_violations = Violations::default();
        if !matches!(self.operation.body, Inside::Nothing) {
            self.body_violations.check_body("body", json.as_bytes(), self.operation.body);
        }
    }

    fn set_path(&mut self, name: &str, texts: Vec<String>) {
        self.path.retain(|(known, _)| known != name);
        self.path.push((name.to_owned(), texts));
    }

    fn set_query(&mut self, name: &str, texts: Vec<String>) {
        self.query.retain(|(known, _)| known != name);
        self.query.push((name.to_owned(), texts));
    }

    fn set_header(&mut self, name: &str, texts: Vec<String>) {
        self.header_items.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        if texts.is_empty() {
            self.headers.remove(name);
            return;
        }
        self.headers.set(name.to_owned(), texts.join(","));
        if texts.len() > 1 {
            self.header_items.push((name.to_owned(), texts));
        }
    }

    /// The text of the query parameter `name`, when it has one value.
    pub(crate) fn query_value(&self, name: &str) -> Option<&str> {
        let (_, values) = self.query.iter().find(|(known, _)| known == name)?;
        match values.as_slice() {
            [value] => Some(value),
            _ => None,
        }
    }

    /// The body, where it is JSON or XML in memory.
    pub(crate) fn json_body(&self) -> Option<Json> {
        let bytes = self.body.bytes()?;
        #[cfg(feature = "xml")]
        if self.content_type.as_deref().is_some_and(xml::is_media_type) {
            return xml::read(bytes).ok().map(|(_, value)| value);
        }
        let text = std::str::from_utf8(bytes).ok()?;
        Json::parse(text).ok()
    }

    pub(crate) fn has_header(&self, name: &str) -> bool {
        self.headers.contains(name)
    }

    /// Whether the operation asks for an input that is filled by `by` and not given.
    pub(crate) fn needs(&self, by: FilledBy) -> bool {
        self.operation.filled.iter().filter(|filled| filled.is_required && filled.by == by).any(|filled| {
            match filled.location {
                Location::Path => !self.path.iter().any(|(name, _)| name == filled.name),
                Location::Query => !self.query.iter().any(|(name, _)| name == filled.name),
                Location::Header => !self.headers.contains(filled.name),
            }
        })
    }

    /// Whether its body can be sent from the beginning: a stream cannot once it was begun.
    pub(crate) fn has_fresh_body(&self) -> bool {
        match &self.body {
            RequestBody::Upload(upload) => upload.is_fresh(),
            RequestBody::None | RequestBody::Bytes(_) => true,
        }
    }

    /// Whether sending it twice does what sending it once does.
    pub(crate) fn is_repeatable(&self) -> bool {
        self.operation.method.is_idempotent() || self.headers.contains("X-Client-Token")
    }

    pub(crate) fn named(&self, error: Error) -> Error {
        error.in_operation(self.operation.service, self.operation.name)
    }
}

fn texts(value: &dyn Parameter) -> Vec<String> {
    let mut texts = Vec::new();
    value.texts(&mut texts);
    texts
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let query: Vec<_> = self.query.iter().map(|(name, _)| name).collect();
        f.debug_struct("Call")
            .field("service", &self.operation.service)
            .field("operation", &self.operation.name)
            .field("method", &self.operation.method)
            .field("path", &self.operation.path)
            .field("query", &query)
            .field("headers", &self.headers)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}
