//! Whether and when a failed call is sent again. Pure: an error enters, a pause leaves.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::config::rate_limit::duration;
use crate::error::{Error, ErrorKind};
use crate::signing::Timestamp;
use crate::values::random;
use crate::values::timeouts::TimeoutPhase;

/// How failed calls are retried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryPolicy {
    /// How often a call is sent at most; 1 means that it is not retried.
    pub attempts: u32,
    /// The longest first pause; it doubles with each attempt. The pause taken is a random part of it.
    pub base: Duration,
    /// No pause is longer, unless the service asks for it.
    pub cap: Duration,
    /// A service that asks for a longer pause is not asked again.
    pub longest_wait: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 3,
            base: Duration::from_millis(500),
            cap: Duration::from_secs(20),
            longest_wait: Duration::from_secs(60),
        }
    }
}

impl RetryPolicy {
    /// No retries.
    #[must_use]
    pub fn none() -> Self {
        Self { attempts: 1, ..Self::default() }
    }

    /// Sets how often a call is sent at most; 1 means that it is not retried.
    #[must_use]
    pub fn attempts(mut self, most: u32) -> Self {
        self.attempts = most;
        self
    }

    /// Sets the longest first pause; it doubles with each attempt.
    #[must_use]
    pub fn base(mut self, pause: Duration) -> Self {
        self.base = pause;
        self
    }

    /// Sets the longest pause, unless the service asks for a longer one.
    #[must_use]
    pub fn cap(mut self, pause: Duration) -> Self {
        self.cap = pause;
        self
    }

    /// Sets the longest pause that a service may ask for; for a longer one, the call fails.
    #[must_use]
    pub fn longest_wait(mut self, pause: Duration) -> Self {
        self.longest_wait = pause;
        self
    }

    /// The pause before the next attempt, when there is to be one.
    pub(crate) fn pause(&self, attempt: u32, repeatable: bool, error: &Error, now: Timestamp) -> Option<Duration> {
        if attempt >= self.attempts || !error.is_retryable() || !(repeatable || is_harmless(error)) {
            return None;
        }
        let ceiling = self.base.saturating_mul(1 << attempt.saturating_sub(1).min(16)).min(self.cap);
        let jitter = random::part_of(ceiling);
        let asked = asked_pause(error, now).unwrap_or_default();
        // Everybody who was told the same time would come back at the same time.
        (asked <= self.longest_wait).then(|| if asked.is_zero() { jitter } else { asked + jitter.min(asked) })
    }
}

/// Whether the service surely did nothing: it did not see the call, or turned it away at the door.
fn is_harmless(error: &Error) -> bool {
    error.kind() == ErrorKind::Connect || error.timeout_phase() == Some(TimeoutPhase::Connect) || error.is_throttled()
}

/// The pause that the service asks for: by `Retry-After` in either form, or in the words of its gateway.
fn asked_pause(error: &Error, now: Timestamp) -> Option<Duration> {
    let header = error.headers().and_then(|headers| headers.get("Retry-After"));
    if let Some(text) = header.map(str::trim) {
        let seconds = match text.parse::<u64>() {
            Ok(seconds) => Some(seconds),
            Err(_) => Timestamp::parse(text).and_then(|then| u64::try_from(then.unix() - now.unix()).ok()),
        };
        return seconds.map(Duration::from_secs);
    }
    error.is_throttled().then(|| throttle_window(error.message()))?
}

/// The window in `...over ratelimit,limit:50,time:1 second`.
fn throttle_window(message: &str) -> Option<Duration> {
    let (_, after) = message.split_once("ratelimit")?.1.split_once("time:")?;
    duration(after)
}

/// What repetition may cost the clients of one configuration together: a service that is down is not helped by
/// everybody asking three times.
#[derive(Debug)]
pub(crate) struct Budget {
    tokens: AtomicU32,
}

impl Budget {
    const FULL: u32 = 500;
    const COST: u32 = 5;

    pub(crate) fn take(&self) -> bool {
        self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |tokens| tokens.checked_sub(Self::COST)).is_ok()
    }

    pub(crate) fn succeed(&self) {
        let more = |tokens: u32| (tokens < Self::FULL).then(|| tokens + 1);
        // Full is full.
        let _ = self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self { tokens: AtomicU32::new(Self::FULL) }
    }
}

#[cfg(test)]
mod tests;
