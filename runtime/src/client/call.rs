//! One call of an operation, as a value: built, looked at, changed, sent.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use super::{Download, ResponseFuture};
use crate::config::retry::RetryPolicy;
use crate::error::Error;
use crate::facts::operation::Operation;
use crate::json::Value;
use crate::pipeline;
use crate::pipeline::peer::Peer;
use crate::request::multipart::{FilePart, Multipart};
use crate::request::{Filling, Preview, Request};
use crate::transport::upload::Upload;
use crate::validate::Violations;
use crate::values::parameter::Parameter;
use crate::values::timeouts::Timeouts;

/// One call of an operation.
///
/// Setting an input again replaces it. Nothing is checked before [`preview`](Self::preview) or [`send`](Self::send).
#[derive(Clone)]
#[must_use = "a call does nothing until it is sent"]
pub struct Call {
    peer: Arc<Peer>,
    pub(super) request: Request,
}

impl Call {
    pub(super) fn new(peer: Arc<Peer>, operation: &'static Operation) -> Self {
        let (timeouts, retry) = (peer.shared().timeouts, peer.shared().retry);
        Self { peer, request: Request::new(operation, timeouts, retry) }
    }

    /// Fills the placeholder `name` of the path; the items of a list are joined by commas.
    pub fn path(&mut self, name: &str, value: impl Parameter) {
        self.request.path(name, &value);
    }

    /// Sets the query parameter `name`; a list becomes one pair an item, an absent value none.
    pub fn query(&mut self, name: &str, value: impl Parameter) {
        self.request.query(name, &value);
    }

    /// Sets the query parameter `name` in the form that some pages ask for: each member as `name[key]=value`.
    pub fn query_map<T: Parameter>(&mut self, name: &str, members: BTreeMap<String, T>) {
        self.request.query_map(name, members);
    }

    /// Sets the header `name`; the items of a list are joined by commas, an absent value removes it.
    pub fn header(&mut self, name: &str, value: impl Parameter) {
        self.request.header(name, &value);
    }

    /// Sets the body, as JSON.
    pub fn body(&mut self, value: &dyn Value) {
        self.request.body(value);
    }

    /// Sets the body, as the fields of a form: lists become repeated fields, objects their JSON.
    pub fn form(&mut self, value: &dyn Value) {
        self.request.form(value);
    }

    /// Sets the body, as XML: the members of `value` are elements of the element `root`; without one, its only member
    /// is the root.
    #[cfg(feature = "xml")]
    pub fn xml(&mut self, root: &str, value: &dyn Value) {
        self.request.xml(root, value);
    }

    /// Sets the body, as parts.
    pub fn multipart(&mut self, parts: Multipart) {
        self.request.multipart(parts);
    }

    /// Sets the fields of a body in parts: a text part for each member of `value`. Files that were set stay.
    pub fn parts(&mut self, value: &dyn Value) {
        self.request.parts(value);
    }

    /// Sets the file `name` of a body in parts.
    pub fn file(&mut self, name: &str, file: FilePart) {
        self.request.file(name, file);
    }

    /// Sets a body that is not in memory, and its media type. Its bytes are not part of a signature.
    pub fn upload(&mut self, content_type: impl Into<String>, upload: Upload) {
        self.request.upload(content_type, upload);
    }

    /// Sets the body's bytes and their media type.
    pub fn raw_body(&mut self, content_type: impl Into<String>, bytes: impl Into<Bytes>) {
        self.request.raw_body(content_type, bytes);
    }

    /// Checks the call against all that its page states: what must be given, lengths, ranges, counts of items, patterns
    /// and listed values. Sending it checks the same, and refuses what the configuration's
    /// [`Validation`](crate::Validation) says, which is not all of these.
    pub fn validate(&self) -> Result<(), Violations> {
        self.request.violations().unless_none()
    }

    /// Sets the deadlines of this call alone.
    pub fn set_timeouts(&mut self, timeouts: Timeouts) {
        self.request.timeouts = timeouts;
    }

    /// Sets the deadline of this call as a whole, with all attempts and the pauses between them.
    pub fn set_timeout(&mut self, limit: Duration) {
        self.request.timeouts = self.request.timeouts.operation(limit);
    }

    /// Sets how often this call is sent again at most, where that may help.
    pub fn set_retries(&mut self, most: u32) {
        self.request.retry = self.request.retry.attempts(most.saturating_add(1));
    }

    /// Sets how this call alone is repeated.
    pub fn set_retry(&mut self, retry: RetryPolicy) {
        self.request.retry = retry;
    }

    /// The operation that is called.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.request.operation
    }

    /// The call as it would be sent; ids that only the service knows are left as placeholders.
    pub fn preview(&self) -> Result<Preview, Error> {
        let settings = &self.peer.settings;
        self.request.filled(&Filling {
            headers: &settings.shared.headers,
            validation: settings.shared.validation,
            project_id: settings.project_id.as_deref(),
            domain_id: settings.domain_id.as_deref(),
            is_preview: true,
        })
    }

    /// Sends the call when the result is awaited, and reads the response as a `T`.
    pub fn send<T: Value>(self) -> ResponseFuture<T> {
        ResponseFuture::value(pipeline::send(self.peer, self.request))
    }

    /// Sends the call when the result is awaited, and leaves the response's body to be read piece by piece.
    pub fn download(mut self) -> ResponseFuture<Download> {
        self.request.is_download = true;
        ResponseFuture::download(pipeline::send(self.peer, self.request))
    }
}

/// What the response of an operation is read as: a value, or a body that comes piece by piece.
pub trait FromResponse: Sized {
    /// Sends the call when the result is awaited.
    fn send(call: Call) -> ResponseFuture<Self>;
}

impl<T: Value> FromResponse for T {
    fn send(call: Call) -> ResponseFuture<Self> {
        call.send()
    }
}

impl FromResponse for Download {
    fn send(call: Call) -> ResponseFuture<Self> {
        call.download()
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.request.fmt(f)
    }
}
