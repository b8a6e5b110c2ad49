//! What an application may add to every attempt of every call.

use std::fmt;
use std::time::Duration;

use crate::error::Error;
use crate::facts::operation::Operation;
use crate::transport::HttpRequest;
use crate::values::headers::Headers;

/// Sees each attempt before it is signed and after it ended.
pub trait Middleware: fmt::Debug + Send + Sync {
    /// Called before signing: what it adds is signed. An error ends the call.
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
    /// Which attempt it is, from 1.
    pub number: u32,
}

/// How an attempt ended.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Outcome<'a> {
    /// The status of the answer, when there was one.
    pub status: Option<u16>,
    /// The id under which the service knows the call.
    pub request_id: Option<&'a str>,
    /// The headers of the answer.
    pub headers: Option<&'a Headers>,
    /// The body of the answer, as far as it is in memory: of a download, nothing.
    pub body: Option<&'a [u8]>,
    /// What went wrong.
    pub error: Option<&'a Error>,
    /// How long it took.
    pub elapsed: Duration,
}

/// Shows how much came, never what.
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
