//! How long each part of a call may take.

use std::time::Duration;

/// The timeouts of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Timeouts {
    /// From sending to the head of the response, connecting included.
    pub first_byte: Option<Duration>,
    /// Between two pieces of a body, of the response or of an upload.
    pub stall: Option<Duration>,
    /// One attempt as a whole.
    pub attempt: Option<Duration>,
    /// The call as a whole, with all attempts and the pauses between them.
    pub operation: Option<Duration>,
}

impl Timeouts {
    /// Sets the time from sending to the head of the response.
    #[must_use]
    pub fn first_byte(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.first_byte = limit.into();
        self
    }

    /// Sets the time between two pieces of a body.
    #[must_use]
    pub fn stall(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.stall = limit.into();
        self
    }

    /// Sets the time for one attempt.
    #[must_use]
    pub fn attempt(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.attempt = limit.into();
        self
    }

    /// Sets the time for the whole call.
    #[must_use]
    pub fn operation(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.operation = limit.into();
        self
    }
}

impl Default for Timeouts {
    /// A minute for the first byte and half of one between pieces; the rest without a limit.
    fn default() -> Self {
        Self {
            first_byte: Some(Duration::from_secs(60)),
            stall: Some(Duration::from_secs(30)),
            attempt: None,
            operation: None,
        }
    }
}

/// The part of a call whose timeout passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeoutPhase {
    /// Connecting.
    Connect,
    /// Waiting for the head of the response.
    FirstByte,
    /// Waiting for more of the body.
    Stall,
    /// One attempt.
    Attempt,
    /// The whole call.
    Operation,
    /// Waiting for a state.
    Waiting,
}

impl TimeoutPhase {
    /// What was waited for, in words.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Connect => "connecting",
            Self::FirstByte => "waiting for the response",
            Self::Stall => "waiting for more of the response",
            Self::Attempt => "one attempt",
            Self::Operation => "the whole call",
            Self::Waiting => "waiting for the change",
        }
    }
}
