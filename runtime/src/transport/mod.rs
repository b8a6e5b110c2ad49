//! How a request travels: a trait, the one over reqwest, and one that stays in memory for tests.

mod body;
#[cfg(feature = "network")]
mod inflate;
mod memory;
#[cfg(feature = "network")]
mod network;
#[cfg(feature = "network")]
mod origin;
mod recording;

use std::fmt;
use std::pin::Pin;

use bytes::Bytes;

pub(crate) use body::Whole;
pub use body::{AnswerBody, Pieces, RequestBody};
pub use memory::MemoryTransport;
#[cfg(feature = "network")]
pub use network::{NetworkSettings, NetworkTransport, Proxy};
pub use recording::{Recording, Replay};

use crate::headers::Headers;
use crate::operation::Operation;
use crate::service::Method;
use crate::url;

/// A future behind one pointer, so that nothing is generic over how a request travels.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Carries requests to services.
pub trait Transport: fmt::Debug + Send + Sync {
    /// Sends one request; the future ends when the head of the answer is there. Dropping it gives the request up.
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpAnswer, TransportError>>;
}

/// A request as it travels. Its `Debug` shows no values of path or query, and no body.
#[derive(Clone)]
#[non_exhaustive]
pub struct HttpRequest {
    /// The method.
    pub method: Method,
    /// The whole URL, encoded.
    pub url: String,
    /// The headers.
    pub headers: Headers,
    /// The body.
    pub body: RequestBody,
    /// Refuse environment proxies: metadata services are next door.
    pub direct: bool,
    /// The operation that is called; none of those that fetch credentials.
    pub operation: Option<&'static Operation>,
}

impl HttpRequest {
    /// A request without headers and body.
    #[must_use]
    pub fn new(method: Method, url: impl Into<String>) -> Self {
        Self {
            method,
            url: url.into(),
            headers: Headers::new(),
            body: RequestBody::None,
            direct: false,
            operation: None,
        }
    }
}

impl HttpRequest {
    /// Where it goes, without what callers gave: the path of an operation with its placeholders.
    fn place(&self) -> String {
        let place = self.url.split_once('?').map_or(self.url.as_str(), |(place, _)| place);
        let Some(operation) = self.operation else { return url::without_login(place) };
        let scheme = place.split_once("://").map_or("https", |(scheme, _)| scheme);
        format!("{scheme}://{}{}", url::host_and_path(place).0, operation.path)
    }
}

impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("url", &self.place())
            .field("headers", &self.headers)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

/// The head of an answer, and its body on the way.
#[derive(Debug)]
#[non_exhaustive]
pub struct HttpAnswer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: Headers,
    /// The body.
    pub body: AnswerBody,
}

impl HttpAnswer {
    /// An answer whose body is there already.
    #[must_use]
    pub fn whole(status: u16, headers: Headers, body: impl Into<Bytes>) -> Self {
        Self { status, headers, body: AnswerBody::new(Whole::new(body.into())) }
    }
}

/// A request that did not reach the service, or an answer that did not come back whole.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TransportError {
    /// What went wrong.
    pub kind: TransportErrorKind,
    /// What the transport says about it. Holds no secret.
    pub message: String,
}

/// How far a request got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The request is none that could be sent.
    Request,
    /// There was no connection: the service did not see the request.
    Connect,
    /// Connecting took too long: the service did not see the request.
    ConnectTimeout,
    /// The connection broke after the request went out.
    Broken,
    /// The body's encoding or length is wrong.
    Body,
}

impl TransportError {
    /// An error of this kind.
    #[must_use]
    pub fn new(kind: TransportErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for TransportError {}
