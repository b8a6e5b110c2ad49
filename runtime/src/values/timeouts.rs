//! How long each part of a call may take.

use std::time::Duration;

/// The deadlines of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Timeouts {
    /// From sending to the head of the answer, connecting included.
    pub first_byte: Option<Duration>,
    /// Between two pieces of a body, of the answer or of an upload.
    pub stall: Option<Duration>,
    /// One attempt as a whole.
    pub attempt: Option<Duration>,
    /// The call as a whole, with all attempts and the pauses between them.
    pub operation: Option<Duration>,
}

impl Timeouts {
    /// With this long from sending to the head of the answer.
    #[must_use]
    pub fn first_byte(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.first_byte = limit.into();
        self
    }

    /// With this long between two pieces of a body.
    #[must_use]
    pub fn stall(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.stall = limit.into();
        self
    }

    /// With this long for one attempt.
    #[must_use]
    pub fn attempt(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.attempt = limit.into();
        self
    }

    /// With this long for the call as a whole.
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

/// Which deadline passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeoutPhase {
    /// Connecting.
    Connect,
    /// Waiting for the head of the answer.
    FirstByte,
    /// Waiting for more of the body.
    Stall,
    /// One attempt.
    Attempt,
    /// The whole call.
    Operation,
    /// Asking again until something is so.
    Waiting,
}

impl TimeoutPhase {
    /// What was waited for, in words.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Connect => "connecting",
            Self::FirstByte => "waiting for the answer",
            Self::Stall => "waiting for more of the answer",
            Self::Attempt => "one attempt",
            Self::Operation => "the whole call",
            Self::Waiting => "waiting for the change",
        }
    }
}
