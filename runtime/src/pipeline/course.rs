//! What is known of a call while it is under way, so that a deadline that ends it can say how far it got.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::error::Error;
use crate::values::headers::Headers;
use crate::values::timeouts::TimeoutPhase;

/// The attempts of a call so far.
#[derive(Debug, Default)]
pub(super) struct Course(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    attempts: u32,
    head: Option<(u16, Headers)>,
    last: Option<Error>,
}

impl Course {
    /// An attempt begins.
    pub(super) fn begin(&self, number: u32) {
        let mut state = self.state();
        state.attempts = number;
        state.head = None;
    }

    /// The head of an answer is there; its body may never be.
    pub(super) fn head(&self, status: u16, headers: &Headers) {
        self.state().head = Some((status, headers.clone()));
    }

    /// An attempt failed, and there may be another one.
    pub(super) fn failed(&self, error: Error) {
        self.state().last = Some(error);
    }

    /// The error of an attempt whose deadline passed. What the head of an answer says stands without its body.
    pub(super) fn late(&self, limit: Duration) -> Error {
        let error = Error::timeout(TimeoutPhase::Attempt, limit);
        match self.state().head.take() {
            Some((status, headers)) if (200..300).contains(&status) => error.in_answer(status, headers),
            Some((status, headers)) => Error::from_answer(status, headers, Vec::new()).caused_by(error),
            None => error,
        }
    }

    /// The error of a call whose deadline passed.
    pub(super) fn overdue(self, limit: Duration) -> Error {
        let State { attempts, head, last } = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        Error::deadline(limit, attempts, head, last)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
