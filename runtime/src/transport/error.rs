//! What became of a request that got no response.

use std::fmt;

/// Why a request did not reach the service, or why its response is incomplete.
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
    /// The request cannot be sent.
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
