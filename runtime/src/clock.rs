//! The one place that asks what time it is.

use std::time::SystemTime;

use crate::signing::Timestamp;

pub(crate) fn now() -> Timestamp {
    Timestamp::from(SystemTime::now())
}
