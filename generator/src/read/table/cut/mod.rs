//! Cutters make pieces: each knows one way in which pages keep cells apart, and nothing of what they hold.

pub(in crate::read) mod bars;
pub(super) mod words;
