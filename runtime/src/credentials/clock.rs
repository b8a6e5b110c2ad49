//! What time it is, by the services' reckoning.

use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::signing::Timestamp;

/// The machine's clock, and by how much it was found to be wrong.
#[derive(Debug)]
pub(crate) struct Clock {
    offset: AtomicI64,
    // One signed request at a time while nobody knows whether the clock is right; closed, which lets everybody through,
    // as soon as one has a response.
    gate: Semaphore,
    // How many did not wait for their turn.
    overtakers: AtomicU32,
}

impl Default for Clock {
    fn default() -> Self {
        Self { offset: AtomicI64::new(0), gate: Semaphore::const_new(1), overtakers: AtomicU32::new(0) }
    }
}

/// Held by a signed request while nobody knows whether the clock is right. One that ends without a response has found
/// out nothing, and hands on its turn.
#[derive(Debug)]
pub(crate) struct Trial<'a> {
    gate: &'a Semaphore,
    _turn: Option<SemaphorePermit<'a>>,
}

impl Trial<'_> {
    /// The service has responded, and whatever that says of the clock is learned.
    pub(crate) fn end(self) {
        self.gate.close();
    }
}

impl Clock {
    /// Gateways take a quarter of an hour; a third of that tells a wrong clock from a slow network.
    const TOLERANCE: i64 = 300;

    /// The first response is not waited for any longer: a slow service must not hold up all others.
    const LONGEST_TRIAL: Duration = Duration::from_secs(2);

    /// Nor may it be asked by more than these before it responds: five wrong signatures lock a key.
    const MOST_OVERTAKERS: u32 = 3;

    /// One that responds to nobody has seen no signature that counts, and calls to it are not kept in line.
    const LONGEST_SILENCE: Duration = Duration::from_secs(10);

    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::from(SystemTime::now()).plus(self.offset.load(Ordering::Relaxed))
    }

    /// Waits for the response to the first signed request, or is that request. A hundred calls that start at once with
    /// a wrong clock would be refused a hundred times, and gateways lock a key after five refusals.
    pub(crate) async fn turn(&self) -> Option<Trial<'_>> {
        if self.gate.is_closed() {
            return None;
        }
        let mut turn = tokio::time::timeout(Self::LONGEST_TRIAL, self.gate.acquire()).await;
        if turn.is_err() && self.overtakers.fetch_add(1, Ordering::Relaxed) >= Self::MOST_OVERTAKERS {
            turn = tokio::time::timeout(Self::LONGEST_SILENCE, self.gate.acquire()).await;
        }
        match turn {
            // The gate is open.
            Ok(Err(_)) => None,
            Ok(Ok(turn)) => Some(Trial { gate: &self.gate, _turn: Some(turn) }),
            Err(_) => Some(Trial { gate: &self.gate, _turn: None }),
        }
    }

    /// Whether a request dated `ours` was refused for its date: the service's own is far from it. From then on its
    /// clock is the one that counts. What another request has learned meanwhile does not matter: only this one's date
    /// does.
    pub(crate) fn learn(&self, ours: Timestamp, theirs: Timestamp) -> bool {
        let is_wrong = theirs.unix().abs_diff(ours.unix()) > Self::TOLERANCE.unsigned_abs();
        if is_wrong {
            let machine = Timestamp::from(SystemTime::now());
            self.offset.store(theirs.unix().saturating_sub(machine.unix()), Ordering::Relaxed);
        }
        is_wrong
    }
}
