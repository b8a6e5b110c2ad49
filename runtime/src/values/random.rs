//! Fresh ids and chances, from the randomness that the standard library seeds its hash maps with.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::Duration;

/// An id that no other call has, in the form of a random UUID.
pub(crate) fn id() -> String {
    let (high, low) = (bits(), bits());
    let high = high & !0xf000 | 0x4000;
    let low = low & !(0b11 << 62) | 0b10 << 62;
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xffff,
        low >> 48,
        low & 0xffff_ffff_ffff
    )
}

/// A random part of `whole`.
pub(crate) fn part_of(whole: Duration) -> Duration {
    let millis = u64::try_from(whole.as_millis()).unwrap_or(u64::MAX);
    Duration::from_millis(bits() % millis.saturating_add(1).max(1))
}

/// 64 random bits. Good for spreading, not for secrets.
fn bits() -> u64 {
    RandomState::new().build_hasher().finish()
}
