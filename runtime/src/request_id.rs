//! Fresh ids and chances, from the randomness that the standard library seeds its hash maps with.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

/// An id that no other call has, in the form of a random UUID.
pub(crate) fn fresh() -> String {
    let (high, low) = (random(), random());
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

/// 64 random bits. Good for spreading, not for secrets.
pub(crate) fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}
