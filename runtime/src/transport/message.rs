//! A request and a response as they travel.

use std::fmt;

use bytes::Bytes;

use super::body::RequestBody;
use super::pieces::{ResponseBody, Whole};
use crate::facts::operation::Operation;
use crate::facts::service::Method;
use crate::values::headers::Headers;
use crate::values::url;

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
    /// Whether it is sent without a proxy: metadata services are on the same machine.
    pub direct: bool,
    /// The operation that is called; `None` for requests that fetch credentials.
    pub operation: Option<&'static Operation>,
    /// Pairs of the query that show who calls.
    pub(crate) proof: Vec<QueryProof>,
}

/// A pair of the query that shows who calls, and can be another one each time.
#[derive(Clone, Debug)]
pub(crate) struct QueryProof {
    pub(crate) name: String,
    /// Whether its value is a token, which whoever knows it can use.
    pub(crate) is_token: bool,
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
            proof: Vec::new(),
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

/// The head of a response, and its body on the way.
#[derive(Debug)]
#[non_exhaustive]
pub struct HttpResponse {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: Headers,
    /// The body.
    pub body: ResponseBody,
}

impl HttpResponse {
    /// A response whose body is in memory.
    #[must_use]
    pub fn whole(status: u16, headers: Headers, body: impl Into<Bytes>) -> Self {
        Self { status, headers, body: ResponseBody::new(Whole::new(body.into())) }
    }
}
