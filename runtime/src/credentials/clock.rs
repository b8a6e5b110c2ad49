//! What time it is, by the services' reckoning.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use tokio::sync::Semaphore;

use crate::signing::Timestamp;

/// The machine's clock, and by how much it was found to be wrong.
#[derive(Debug)]
pub(crate) struct Clock {
    offset: AtomicI64,
    // Whether the first signed request of all has been started.
    is_tried: AtomicBool,
    // Closed, which lets everybody through, as soon as the first signed request has an answer.
    gate: Semaphore,
}

impl Default for Clock {
    fn default() -> Self {
        Self { offset: AtomicI64::new(0), is_tried: AtomicBool::new(false), gate: Semaphore::const_new(0) }
    }
}

/// Held by the first signed request while nobody knows whether the clock is right.
#[derive(Debug)]
pub(crate) struct Trial<'a>(&'a Semaphore);

impl Drop for Trial<'_> {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl Clock {
    /// Gateways take a quarter of an hour; a third of that tells a wrong clock from a slow network.
    const TOLERANCE: i64 = 300;

    /// The first answer is not waited for any longer: a slow service must not hold up all others.
    const LONGEST_TRIAL: Duration = Duration::from_secs(2);

    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::from(SystemTime::now()).plus(self.offset.load(Ordering::Relaxed))
    }

    /// Waits for the answer to the first signed request, or is that request. A hundred calls that start at once with a
    /// wrong clock would be refused a hundred times, and gateways lock a key after five refusals.
    pub(crate) async fn turn(&self) -> Option<Trial<'_>> {
        if self.gate.is_closed() {
            return None;
        }
        if !self.is_tried.swap(true, Ordering::Relaxed) {
            return Some(Trial(&self.gate));
        }
        // Either way it is this request's turn: the gate was opened, or it took too long.
        let _ = tokio::time::timeout(Self::LONGEST_TRIAL, self.gate.acquire()).await;
        None
    }

    /// Whether a request dated `ours` was refused for its date: the service's own is far from it. From then on its
    /// clock is the one that counts. What another request has learned meanwhile does not matter: only this one's date does.
    pub(crate) fn learn(&self, ours: Timestamp, theirs: Timestamp) -> bool {
        let is_wrong = theirs.unix().abs_diff(ours.unix()) > Self::TOLERANCE.unsigned_abs();
        if is_wrong {
            let machine = Timestamp::from(SystemTime::now());
            self.offset.store(theirs.unix().saturating_sub(machine.unix()), Ordering::Relaxed);
        }
        is_wrong
    }
}
