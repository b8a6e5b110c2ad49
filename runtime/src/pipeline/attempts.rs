//! What is known of a call while it is under way, so that a deadline that ends it can say how far it got.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::{Bytes, BytesMut};

use crate::credentials::Credential;
use crate::error::Error;
use crate::request::Request;
use crate::values::headers::Headers;
use crate::values::secret::Secret;
use crate::values::timeouts::TimeoutPhase;

/// The attempts of a call so far.
#[derive(Debug, Default)]
pub(super) struct Attempts(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    attempts: u32,
    sent: Option<Arc<SentSecrets>>,
    response: Option<PartialResponse>,
    last: Option<Error>,
}

/// What an attempt sends to a service and nobody else may see: the credential, and headers that program and middleware
/// have set.
#[derive(Debug)]
pub(super) struct SentSecrets {
    pub(super) credential: Credential,
    pub(super) headers: Headers,
}

impl SentSecrets {
    /// The texts, and those of the request itself.
    pub(super) fn secrets(&self, request: &Request) -> Vec<Secret> {
        let credential = self.credential.secrets().into_iter().map(Secret::from);
        credential.chain(request.secrets(&self.headers)).collect()
    }
}

/// The head of a response, and of an error what of its body is there.
#[derive(Debug)]
struct PartialResponse {
    status: u16,
    headers: Headers,
    body: BytesMut,
}

impl Attempts {
    /// An attempt begins.
    pub(super) fn begin(&self, number: u32) {
        let mut state = self.state();
        state.attempts = number;
        state.sent = None;
        state.response = None;
    }

    /// What the attempt sends that is secret.
    pub(super) fn sends(&self, sent: &Arc<SentSecrets>) {
        self.state().sent = Some(Arc::clone(sent));
    }

    /// The head of a response is there; its body may never be.
    pub(super) fn head(&self, status: u16, headers: &Headers) {
        self.state().response = Some(PartialResponse { status, headers: headers.clone(), body: BytesMut::new() });
    }

    /// A piece of the body is there.
    pub(super) fn piece(&self, piece: &Bytes) {
        if let Some(response) = &mut self.state().response
            && !is_success(response.status)
        {
            response.body.extend_from_slice(piece);
        }
    }

    /// An attempt failed, and there may be another one.
    pub(super) fn failed(&self, error: Error) {
        let mut state = self.state();
        state.response = None;
        state.last = Some(error);
    }

    /// The error of an attempt whose deadline passed. What the head of a response says stands without its body.
    pub(super) fn attempt_timed_out(&self, limit: Duration) -> Error {
        let error = Error::timeout(TimeoutPhase::Attempt, limit);
        match self.state().response.take() {
            Some(PartialResponse { status, headers, .. }) if is_success(status) => {
                error.in_response(status, headers, Vec::new())
            }
            Some(PartialResponse { status, headers, body }) => {
                Error::from_response(status, headers, body.to_vec()).caused_by(error)
            }
            None => error,
        }
    }

    /// The error of a call whose deadline passed.
    pub(super) fn timed_out(self, limit: Duration, request: &Request) -> Error {
        let State { attempts, sent, response, last } = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let secrets = sent.map(|sent| sent.secrets(request)).unwrap_or_default();
        let secrets: Vec<&str> = secrets.iter().map(Secret::expose).collect();
        // An error that was on its way is the last one, as far as it came.
        let (head, last) = match response {
            Some(PartialResponse { status, headers, .. }) if is_success(status) => (Some((status, headers)), last),
            Some(PartialResponse { status, headers, body }) => {
                (None, Some(Error::from_response(status, headers, body.to_vec()).without(&secrets)))
            }
            None => (None, last),
        };
        Error::deadline(TimeoutPhase::Operation, limit, attempts, head, last).without(&secrets)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}
