//! A service that a test mocks: calls of a real client enter, typed responses or refusals leave as it would send them.
//! The emitted trait of each service stands on this; nothing leaves the program.

use std::fmt;

use bytes::Bytes;

use super::{Difference, read};
use crate::client::Client;
use crate::config::Config;
use crate::config::retry::RetryPolicy;
use crate::credentials::Token;
use crate::error::Error;
use crate::facts::operation::Operation;
use crate::facts::service::Service;
use crate::json::{self, Json, Value};
use crate::signing::percent_decode;
use crate::transport::{HttpRequest, HttpResponse, MemoryTransport};
use crate::values::headers::Headers;
#[cfg(feature = "xml")]
use crate::xml;

/// A call as the service received it.
pub struct Received<'a> {
    request: &'a HttpRequest,
    operation: &'static Operation,
}

/// An error response of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    status: u16,
    body: Json,
}

/// The name of an operation, and the method of `M` that responds to it.
pub type Handler<M> = (&'static str, fn(&M, &Received<'_>) -> Result<Bytes, Refusal>);

/// A client of `service` whose calls `mock` responds to by `handlers`. It neither signs nor repeats.
pub fn mock_client<M: Send + Sync + ?Sized + 'static>(
    service: &'static Service,
    mock: Box<M>,
    handlers: &'static [Handler<M>],
) -> Result<Client, Error> {
    let transport = MemoryTransport::new(move |request| {
        static UNKNOWN: Operation = Operation::get("", "", "/");
        let received = Received { request, operation: request.operation.unwrap_or(&UNKNOWN) };
        let headers = Headers::from_iter([("Content-Type", "application/json")]);
        let handler = handlers.iter().find(|(name, _)| *name == received.operation.name);
        let response =
            handler.map_or_else(|| Err(received.not_implemented()), |(_, handler)| handler(&mock, &received));
        Ok(match response {
            Ok(body) => HttpResponse::whole(200, headers, body),
            Err(refusal) => HttpResponse::whole(refusal.status, headers, refusal.body.to_string()),
        })
    });
    let config = Config::builder()
        .endpoint("https://mock.invalid")
        .credentials(Token::new("mock"))
        .project_id("project")
        .domain_id("domain")
        .retry(RetryPolicy::none())
        .transport(transport);
    Ok(Client::new(&config.build()?, service))
}

/// What a mock can respond with: a value, or the bytes of a download.
pub trait MockResponse: Sized {
    /// The response as a service sends it.
    fn encoded(response: Result<Self, Refusal>) -> Result<Bytes, Refusal>;
}

impl<T: Value> MockResponse for T {
    fn encoded(response: Result<Self, Refusal>) -> Result<Bytes, Refusal> {
        response.map(|value| json::encode(&value).into())
    }
}

impl MockResponse for Bytes {
    fn encoded(response: Result<Self, Refusal>) -> Result<Bytes, Refusal> {
        response
    }
}

impl Received<'_> {
    /// The operation that is called.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The value of the placeholder `name` in the path.
    #[must_use]
    pub fn path(&self, name: &str) -> Option<String> {
        let path = self.request.url.split('?').next()?;
        let placeholder = format!("{{{name}}}");
        // An endpoint may have a path of its own: segments are counted from the end.
        let mut segments = path.rsplit('/').zip(self.operation.path.rsplit('/'));
        segments.find_map(|(found, template)| {
            let (before, after) = template.split_once(&placeholder)?;
            decoded(found.strip_prefix(before)?.strip_suffix(after)?)
        })
    }

    /// The first value of the query parameter `name`.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<String> {
        let (_, query) = self.request.url.split_once('?')?;
        let mut pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        pairs.find(|(known, _)| decoded(known).as_deref() == Some(name)).and_then(|(_, value)| decoded(value))
    }

    /// The header `name`.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.request.headers.get(name)
    }

    /// The body, read as a `T`.
    pub fn body<T: Value>(&self) -> Result<T, Difference> {
        let bytes = self.request.body.bytes().map(|bytes| &**bytes).unwrap_or_default();
        #[cfg(feature = "xml")]
        if self.header("Content-Type").is_some_and(xml::is_media_type) {
            let value = xml::decode(bytes).map_err(|error| Difference(vec![error.to_string()]))?;
            return value.ok_or_else(|| Difference(vec!["the XML is of another form".to_owned()]));
        }
        read(&String::from_utf8_lossy(bytes))
    }

    /// The response to an operation that the mock does not implement.
    #[must_use]
    pub fn not_implemented(&self) -> Refusal {
        let name = self.operation.name;
        Refusal::new(
            501,
            "Mock.NotImplemented",
            format!("the mock does not implement {name}, and its page has no example"),
        )
    }
}

fn decoded(text: &str) -> Option<String> {
    String::from_utf8(percent_decode(text)).ok()
}

impl Refusal {
    /// An error of this status and code.
    #[must_use]
    pub fn new(status: u16, code: &str, message: impl Into<String>) -> Self {
        let body = [("error_code", Json::from(code)), ("error_msg", Json::from(message.into()))];
        Self::with_body(status, body.into_iter().collect())
    }

    /// An error of this status with a body of the service's own form.
    #[must_use]
    pub fn with_body(status: u16, body: Json) -> Self {
        Self { status, body }
    }
}

impl fmt::Debug for Received<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.request.fmt(f)
    }
}
