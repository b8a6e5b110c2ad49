//! Asking again until something is so.

use std::fmt;
use std::time::Duration;

use super::Call;
use crate::error::{Error, ErrorKind};
use crate::json::Value;
use crate::transport::BoxFuture;
use crate::values::random;
use crate::values::timeouts::TimeoutPhase;

/// How often to ask, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Waiting {
    /// The pause after the first answer; each further one is half as long again.
    pub first_pause: Duration,
    /// No pause is longer.
    pub longest_pause: Duration,
    /// How long to wait in all.
    pub deadline: Duration,
}

impl Waiting {
    /// With this pause after the first answer.
    #[must_use]
    pub fn first_pause(mut self, pause: Duration) -> Self {
        self.first_pause = pause;
        self
    }

    /// With no longer pause than this.
    #[must_use]
    pub fn longest_pause(mut self, pause: Duration) -> Self {
        self.longest_pause = pause;
        self
    }

    /// For this long in all.
    #[must_use]
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.deadline = limit;
        self
    }
}

impl Default for Waiting {
    /// Two seconds at first, half a minute at most, half an hour in all.
    fn default() -> Self {
        Self {
            first_pause: Duration::from_secs(2),
            longest_pause: Duration::from_secs(30),
            deadline: Duration::from_secs(30 * 60),
        }
    }
}

/// What an answer says about the thing that is waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It is so.
    Done,
    /// It is not yet.
    Pending,
    /// It never will be, for this reason.
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
    /// Sends the call again and again until `judge` finds its answer done, and gives that answer.
    ///
    /// In a box, which each operation hands on: that its future can go to another thread is proved once, and not for each.
    pub fn wait_until<T: Value + Send + 'static>(
        self,
        waiting: Waiting,
        mut judge: impl FnMut(&T) -> Progress + Send + 'static,
    ) -> BoxFuture<'static, Result<T, Error>> {
        Box::pin(async move {
            let mut pause = waiting.first_pause;
            let rounds = async {
                loop {
                    let answer = self.clone().send::<T>().await?;
                    match judge(&answer) {
                        Progress::Done => return Ok(answer),
                        Progress::Failed(reason) => {
                            return Err(self.request.named(Error::new(ErrorKind::Failed, reason)));
                        }
                        Progress::Pending => {}
                    }
                    // A tenth of chance keeps those who started together apart.
                    tokio::time::sleep(pause + random::part_of(pause / 10)).await;
                    pause = (pause + pause / 2).min(waiting.longest_pause);
                }
            };
            match tokio::time::timeout(waiting.deadline, rounds).await {
                Ok(result) => result,
                Err(_) => Err(self.request.named(Error::timeout(TimeoutPhase::Waiting, waiting.deadline))),
            }
        })
    }
}
