//! Hooks of an application before and after each attempt.

use std::fmt;
use std::time::Duration;

use crate::error::Error;
use crate::facts::operation::Operation;
use crate::transport::HttpRequest;
use crate::values::headers::Headers;

/// Hooks before and after each attempt of a call.
pub trait Middleware: fmt::Debug + Send + Sync {
    /// Called before signing: what it adds is signed, too. An error ends the call.
    fn before_attempt(&self, attempt: &Attempt, request: &mut HttpRequest) -> Result<(), Error> {
        let _ = (attempt, request);
        Ok(())
    }

    /// Called when the attempt ended.
    fn after_attempt(&self, attempt: &Attempt, outcome: &Outcome<'_>) {
        let _ = (attempt, outcome);
    }
}

/// One attempt of a call.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Attempt {
    /// The operation; its service is [`service_id`](Operation::service_id).
    pub operation: &'static Operation,
    /// The number of the attempt, from 1.
    pub number: u32,
}

/// How an attempt ended.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Outcome<'a> {
    /// The status of the response, if there was one.
    pub status: Option<u16>,
    /// The id under which the service knows the call.
    pub request_id: Option<&'a str>,
    /// The headers of the response.
    pub headers: Option<&'a Headers>,
    /// The body of the response, as far as it is in memory: of a download, nothing.
    pub body: Option<&'a [u8]>,
    /// The error, if it failed.
    pub error: Option<&'a Error>,
    /// How long it took.
    pub elapsed: Duration,
}

/// Shows the size of the body, not its bytes.
impl fmt::Debug for Outcome<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outcome")
            .field("status", &self.status)
            .field("request_id", &self.request_id)
            .field("headers", &self.headers)
            .field("body", &self.body.map(<[u8]>::len))
            .field("error", &self.error)
            .field("elapsed", &self.elapsed)
            .finish()
    }
}
