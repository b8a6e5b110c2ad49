//! What time it is, by the services' reckoning.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::SystemTime;

use crate::signing::Timestamp;

/// The machine's clock and what it was found to be wrong by.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    offset: AtomicI64,
}

impl Clock {
    /// Gateways take a quarter of an hour; a third of that tells a wrong clock from a slow network.
    const TOLERANCE: i64 = 300;

    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::from(SystemTime::now()).plus(self.offset.load(Ordering::Relaxed))
    }

    /// Goes by `theirs` from now on when it is far from our own; answers whether it was.
    pub(crate) fn learn(&self, theirs: Timestamp) -> bool {
        let error = theirs.unix().saturating_sub(self.now().unix());
        let wrong = error.abs() > Self::TOLERANCE;
        if wrong {
            self.offset.fetch_add(error, Ordering::Relaxed);
        }
        wrong
    }
}
