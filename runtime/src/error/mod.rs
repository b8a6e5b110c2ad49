//! The one error of every call: what failed, with everything that the service said about it.

mod display;
mod shapes;
mod transport;

use std::error::Error as StdError;
use std::time::Duration;

use crate::json::{self, Value};
use crate::validate::{Violation, Violations};
use crate::values::headers::Headers;
use crate::values::redaction;
use crate::values::timeouts::TimeoutPhase;
#[cfg(feature = "xml")]
use crate::xml;
pub(crate) use shapes::without_tags;

/// Why a call failed.
///
/// `Debug` prints what `Display` does, and the causes: this is what `fn main() -> Result<(), Error>` prints.
pub struct Error {
    // Boxed: a result stays small, whatever an error carries.
    inner: Box<Inner>,
}

struct Inner {
    kind: ErrorKind,
    message: String,
    operation: Option<String>,
    response: Option<ErrorResponse>,
    timeout: Option<TimeoutPhase>,
    attempts: u32,
    advice: Option<String>,
    candidates: Vec<String>,
    violations: Vec<Violation>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// The response of the service.
#[derive(Default)]
struct ErrorResponse {
    status: u16,
    code: Option<String>,
    request_id: Option<String>,
    encoded_authorization_message: Option<String>,
    details: Vec<ErrorDetail>,
    headers: Headers,
    raw: Vec<u8>,
}

/// A further code and message in an error's body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// The code.
    pub code: Option<String>,
    /// The message.
    pub message: Option<String>,
}

/// What part of a call failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The configuration is incomplete or contradicts itself.
    Config,
    /// The call cannot be sent as it was built.
    Build,
    /// There is no credential.
    Credential,
    /// No connection to the service.
    Connect,
    /// A timeout passed.
    Timeout,
    /// The connection broke while the call was under way.
    Transport,
    /// The service responded with an error.
    Service,
    /// The service responded with success and something that cannot be read.
    Decode,
    /// The state that was waited for will not be reached.
    Failed,
}

impl Error {
    /// An error without a response.
    #[must_use]
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            inner: Box::new(Inner {
                kind,
                message: message.into(),
                operation: None,
                response: None,
                timeout: None,
                attempts: 1,
                advice: None,
                candidates: Vec::new(),
                violations: Vec::new(),
                source: None,
            }),
        }
    }

    /// What a response with an error status says.
    #[must_use]
    pub fn from_response(status: u16, headers: Headers, body: Vec<u8>) -> Self {
        let said = shapes::read(&body);
        let message = said.message.unwrap_or_else(|| match String::from_utf8_lossy(&body).trim() {
            "" => format!("HTTP status {status} without a body"),
            text => text.to_owned(),
        });
        let request_id = request_id(&headers).map(str::to_owned).or(said.request_id);
        Self::new(ErrorKind::Service, message).with_response(ErrorResponse {
            status,
            code: said.code,
            request_id,
            encoded_authorization_message: said.encoded_authorization_message,
            details: said.details,
            headers,
            raw: body,
        })
    }

    /// A successful response that cannot be read.
    #[must_use]
    pub fn undecodable(message: impl Into<String>, status: u16, headers: Headers, body: Vec<u8>) -> Self {
        Self::new(ErrorKind::Decode, message).in_response(status, headers, body)
    }

    /// A deadline that passed.
    #[must_use]
    pub fn timeout(phase: TimeoutPhase, limit: Duration) -> Self {
        Self::timed_out(phase, format!("{} took longer than {limit:?}", phase.words()))
    }

    /// A deadline that somebody else kept.
    pub(crate) fn timed_out(phase: TimeoutPhase, message: impl Into<String>) -> Self {
        let mut error = Self::new(ErrorKind::Timeout, message);
        error.inner.timeout = Some(phase);
        error
    }

    /// Of a call whose response is no error itself: what it said, as far as it came.
    pub(crate) fn in_response(self, status: u16, headers: Headers, raw: Vec<u8>) -> Self {
        let request_id = request_id(&headers).map(str::to_owned);
        self.with_response(ErrorResponse { status, request_id, headers, raw, ..ErrorResponse::default() })
    }

    /// A deadline that passed, with what is known of the last attempt.
    pub(crate) fn deadline(
        phase: TimeoutPhase,
        limit: Duration,
        attempts: u32,
        head: Option<(u16, Headers)>,
        last: Option<Self>,
    ) -> Self {
        let mut error = Self::timeout(phase, limit).after(attempts.max(1));
        let of_last = || last.as_ref()?.status().zip(last.as_ref()?.headers().cloned());
        if let Some((status, headers)) = head.or_else(of_last) {
            error = error.in_response(status, headers, Vec::new());
        }
        match last {
            Some(last) => error.caused_by(last),
            None => error,
        }
    }

    /// Says how often the call was sent.
    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.inner.attempts = attempts;
        self
    }

    /// Takes `secrets` out of what the service said: gateways quote the headers of a refused request.
    pub(crate) fn without(mut self, secrets: &[&str]) -> Self {
        let clean = |text: &mut String| redaction::take_out(secrets, text);
        clean(&mut self.inner.message);
        if let Some(response) = &mut self.inner.response {
            for detail in &mut response.details {
                detail.code.iter_mut().for_each(clean);
                detail.message.iter_mut().for_each(clean);
            }
            response.code.iter_mut().for_each(clean);
            response.request_id.iter_mut().for_each(clean);
            response.encoded_authorization_message.iter_mut().for_each(clean);
            response.headers.values_mut().for_each(clean);
        }
        self
    }

    /// Adds what the client found out about the cause.
    pub(crate) fn with_advice(mut self, advice: Option<String>) -> Self {
        self.inner.advice = advice;
        self
    }

    pub(crate) fn with_candidates(mut self, candidates: Vec<String>) -> Self {
        self.inner.candidates = candidates;
        self
    }

    /// A call that breaks constraints of its page.
    pub(crate) fn violated(violations: Violations) -> Self {
        let mut error = Self::new(ErrorKind::Build, violations.to_string());
        error.inner.violations = violations.into_list();
        error.with_advice(Some("`ConfigBuilder::validate(Validation::None)` sends it all the same".to_owned()))
    }

    /// Names the operation that failed.
    #[must_use]
    pub fn in_operation(mut self, service: &str, operation: &str) -> Self {
        self.inner.operation.get_or_insert_with(|| format!("{service}.{operation}"));
        self
    }

    /// Names the cause.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.inner.source = Some(source.into());
        self
    }

    fn with_response(mut self, response: ErrorResponse) -> Self {
        self.inner.response = Some(response);
        self
    }

    /// What part of the call failed.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// The service's error code: `DCS.4000`; `None` if it stated none.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.response()?.code.as_deref()
    }

    /// What went wrong; the service's message, if it stated one.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.inner.message
    }

    /// The id under which the service knows the call.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.response()?.request_id.as_deref()
    }

    /// The HTTP status of the response.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        Some(self.response()?.status)
    }

    /// The body of the response, as received.
    #[must_use]
    pub fn raw(&self) -> Option<&[u8]> {
        Some(&self.response()?.raw)
    }

    /// The body of the response, read as the type that the page states for its status; `None` where it is neither such
    /// JSON nor such XML.
    #[must_use]
    pub fn body<T: Value>(&self) -> Option<T> {
        let raw = self.raw()?;
        #[cfg(feature = "xml")]
        if xml::is_document(raw) {
            return xml::decode(raw).ok()?;
        }
        json::decode(raw).ok()?.value
    }

    /// The headers of the response.
    #[must_use]
    pub fn headers(&self) -> Option<&Headers> {
        Some(&self.response()?.headers)
    }

    /// The part of the call whose timeout passed.
    #[must_use]
    pub fn timeout_phase(&self) -> Option<TimeoutPhase> {
        self.inner.timeout
    }

    /// How often the call was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.inner.attempts
    }

    /// What the client found out about the cause: the line of a signature in which the gateway's reading differs.
    #[must_use]
    pub fn advice(&self) -> Option<&str> {
        self.inner.advice.as_deref()
    }

    /// The constraints that the call breaks.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.inner.violations
    }

    /// What there is to choose from: the ids of projects, the names of regions.
    #[must_use]
    pub fn candidates(&self) -> &[String] {
        &self.inner.candidates
    }

    /// Further codes and messages that the body holds.
    #[must_use]
    pub fn details(&self) -> &[ErrorDetail] {
        self.response().map_or(&[], |response| &response.details)
    }

    /// The encoded reason of a refusal, which an administrator can decode.
    #[must_use]
    pub fn encoded_authorization_message(&self) -> Option<&str> {
        self.response()?.encoded_authorization_message.as_deref()
    }

    /// The operation that failed: `dcs.list_instances`.
    #[must_use]
    pub fn operation(&self) -> Option<&str> {
        self.inner.operation.as_deref()
    }

    /// Whether the requested resource does not exist.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.kind() == ErrorKind::Service && self.status() == Some(404)
    }

    /// Whether the service refused the call because of a rate limit.
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        const CODES: &[&str] = &["APIGW.0308", "APIG.0308"];
        self.status() == Some(429) || self.code().is_some_and(|code| CODES.contains(&code))
    }

    /// Whether the same call may succeed later, unchanged.
    ///
    /// This includes a call that broke or timed out, which may have had its effect: retry it only if it is idempotent.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self.kind() {
            ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Transport => true,
            ErrorKind::Service => self.is_throttled() || matches!(self.status(), Some(408 | 500 | 502 | 503 | 504)),
            ErrorKind::Config | ErrorKind::Build | ErrorKind::Credential | ErrorKind::Decode | ErrorKind::Failed => {
                false
            }
        }
    }

    fn response(&self) -> Option<&ErrorResponse> {
        self.inner.response.as_ref()
    }
}

/// The request id of a response, under any of the names that services use.
pub(crate) fn request_id(headers: &Headers) -> Option<&str> {
    const NAMES: &[&str] = &["X-Request-Id", "X-IAM-Trace-Id", "X-Openstack-Request-Id", "x-obs-request-id"];
    NAMES.iter().find_map(|name| headers.get(name)).filter(|id| !id.is_empty())
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.inner.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

#[cfg(test)]
mod tests;
