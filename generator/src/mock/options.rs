//! What responses there are besides the examples of pages: errors, latency, throttling, by the program's flags or by
//! headers of a request.

use super::{refusal::Refusal, request::Request};
use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

/// How the mock responds.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The access key and the secret key that requests must be signed with.
    pub keys: Option<(String, String)>,
    /// The token that requests must carry.
    pub token: Option<String>,
    /// How long each response takes.
    pub latency: Duration,
    /// An error now and then.
    pub fail: Option<Failing>,
    /// How many requests are served within a second.
    pub throttle: Option<u32>,
    /// Whether a request may have values that its page does not list: services accept new ones before their pages list
    /// them.
    pub open_values: bool,
}

/// An error with each so-many-th request that would succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failing {
    /// Its status.
    pub status: u16,
    /// Which of these requests fail: each so-many-th.
    pub every: u64,
}

impl Failing {
    fn is_due(self, number: u64) -> bool {
        number.checked_rem(self.every) == Some(0)
    }
}

/// What a request asks for in its headers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) status: Option<u16>,
    pub(super) delay: Option<Duration>,
    pub(super) example: Option<String>,
}

impl Wanted {
    pub(super) fn of(request: &Request) -> Result<Self, Refusal> {
        let wrong = |name: &str, takes: &str| Refusal::new(400, format!("header `{name}` takes {takes}"));
        let status = request.header("X-Mock-Status").map(|text| {
            let status = text.parse().ok().filter(|status| (200..600).contains(status));
            status.ok_or_else(|| wrong("X-Mock-Status", "a status from 200 to 599"))
        });
        let delay = request
            .header("X-Mock-Delay")
            .map(|text| duration(text).ok_or_else(|| wrong("X-Mock-Delay", "`250ms` or `2s`, a minute at most")));
        let example = request.header("X-Mock-Example").map(str::to_owned);
        Ok(Self { status: status.transpose()?, delay: delay.transpose()?, example })
    }
}

/// Reads `250ms` and `2s`; a minute at most.
#[must_use]
pub fn duration(text: &str) -> Option<Duration> {
    let (number, unit) = text.strip_suffix("ms").map(|number| (number, 1)).or(Some((text.strip_suffix('s')?, 1000)))?;
    let milliseconds = number.parse::<u64>().ok()?.checked_mul(unit)?;
    (milliseconds <= 60_000).then(|| Duration::from_millis(milliseconds))
}

/// What is remembered from one request to the next: how many there were, how many of them were valid, and how many came
/// within this second.
#[derive(Debug, Default)]
pub(super) struct RequestCounter {
    requests: AtomicU64,
    valid: AtomicU64,
    second: Mutex<Option<(Instant, u32)>>,
}

impl RequestCounter {
    /// The number of a request, from one.
    pub(super) fn next(&self) -> u64 {
        self.requests.fetch_add(1, Ordering::Relaxed).wrapping_add(1)
    }

    /// The status with which a valid request fails, if it is its turn.
    pub(super) fn failure(&self, options: &Options) -> Option<u16> {
        let failing = options.fail?;
        let number = self.valid.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
        failing.is_due(number).then_some(failing.status)
    }

    pub(super) fn throttle(&self, options: &Options) -> Result<(), Refusal> {
        let Some(most) = options.throttle else { return Ok(()) };
        let mut second = self.second.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let (start, count) =
            second.filter(|(start, _)| now.duration_since(*start) < Duration::from_secs(1)).unwrap_or((now, 0));
        if count >= most {
            let message = format!("more than {most} requests within a second");
            return Err(Refusal::new(429, message).with_header("Retry-After", "1"));
        }
        *second = Some((start, count + 1));
        Ok(())
    }
}
