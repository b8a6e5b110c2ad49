//! Calls that are repeated until their response says that something is done.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use tokio::time::Instant;

use super::Call;
use crate::error::{Error, ErrorKind};
use crate::json::Value;
use crate::transport::BoxFuture;
use crate::values::headers::Headers;
use crate::values::random;
use crate::values::timeouts::TimeoutPhase;

/// How often a call is repeated, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WaitPolicy {
    /// The pause after the first response; each further one is half as long again.
    pub first_pause: Duration,
    /// No pause is longer.
    pub longest_pause: Duration,
    /// The longest time to wait.
    pub deadline: Duration,
}

impl WaitPolicy {
    /// Sets the pause after the first response.
    #[must_use]
    pub fn first_pause(mut self, pause: Duration) -> Self {
        self.first_pause = pause;
        self
    }

    /// Sets the longest pause.
    #[must_use]
    pub fn longest_pause(mut self, pause: Duration) -> Self {
        self.longest_pause = pause;
        self
    }

    /// Sets the longest time to wait.
    #[must_use]
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.deadline = limit;
        self
    }
}

impl Default for WaitPolicy {
    /// Two seconds at first, half a minute at most, half an hour in all.
    fn default() -> Self {
        Self {
            first_pause: Duration::from_secs(2),
            longest_pause: Duration::from_secs(30),
            deadline: Duration::from_secs(30 * 60),
        }
    }
}

/// What a response says of the state that is waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It is reached.
    Done,
    /// It is not reached yet.
    Pending,
    /// It will not be reached, for this reason.
    Failed(String),
}

impl Progress {
    /// What the value of a field says: done at one of `done`, failed at one of `failed`, and else not yet.
    pub fn of<V: PartialEq + fmt::Debug>(value: Option<&V>, done: &[V], failed: &[V]) -> Self {
        match value {
            Some(value) if done.contains(value) => Self::Done,
            Some(value) if failed.contains(value) => Self::Failed(format!("it ended as {value:?}")),
            _ => Self::Pending,
        }
    }
}

impl Call {
    /// Sends the call repeatedly until `judge` returns [`Progress::Done`], and returns that response.
    ///
    /// The future is boxed: the compiler proves once that it is `Send`, and not for each operation.
    pub fn wait_until<T: Value + Send + 'static>(
        self,
        waiting: WaitPolicy,
        mut judge: impl FnMut(&T) -> Progress + Send + 'static,
    ) -> BoxFuture<'static, Result<T, Error>> {
        Box::pin(async move {
            let mut wait = Wait { waiting, until: Instant::now() + waiting.deadline, asked: 0, seen: None };
            let mut pause = waiting.first_pause;
            loop {
                let call = wait.limited(self.clone());
                let sent = call.send::<T>().with_response().await;
                let response = sent.map_err(|error| wait.failed(error, &self))?;
                match judge(&response.value) {
                    Progress::Done => return Ok(response.value),
                    Progress::Failed(reason) => {
                        return Err(self.request.named(Error::new(ErrorKind::Failed, reason)));
                    }
                    Progress::Pending => wait.seen = Some((response.status, response.headers, response.raw)),
                }
                // A tenth of chance keeps those who started together apart.
                let due = pause + random::part_of(pause / 10);
                if due >= wait.left() {
                    let advice = format!("no time is left to ask again, which would be in {due:?}");
                    return Err(wait.over(None, &self).with_advice(Some(advice)));
                }
                tokio::time::sleep(due).await;
                pause = (pause + pause / 2).min(waiting.longest_pause);
            }
        })
    }
}

/// How far waiting has come, so that its deadline can say so.
struct Wait {
    waiting: WaitPolicy,
    until: Instant,
    asked: u32,
    /// The last response that was not yet what is waited for.
    seen: Option<(u16, Headers, Bytes)>,
}

impl Wait {
    fn left(&self) -> Duration {
        self.until.saturating_duration_since(Instant::now())
    }

    /// The next call, which has no longer than is left.
    fn limited(&mut self, mut call: Call) -> Call {
        self.asked += 1;
        let own = call.request.timeouts.operation;
        call.set_timeout(own.map_or(self.left(), |own| own.min(self.left())));
        call
    }

    /// The error of a call, or of the deadline that cut it off.
    fn failed(&mut self, error: Error, call: &Call) -> Error {
        let is_over = error.timeout_phase() == Some(TimeoutPhase::Operation) && self.left().is_zero();
        if is_over { self.over(Some(error), call) } else { error }
    }

    /// The error of the deadline, with the last that was seen.
    fn over(&mut self, last: Option<Error>, call: &Call) -> Error {
        let attempts = self.asked + last.as_ref().map_or(0, |last| last.attempts().saturating_sub(1));
        let error = Error::deadline(TimeoutPhase::Waiting, self.waiting.deadline, attempts, None, last);
        let error = match self.seen.take() {
            Some((status, headers, raw)) if error.status().is_none() => {
                error.in_response(status, headers, raw.to_vec())
            }
            _ => error,
        };
        call.request.named(error)
    }
}
