//! What the runtime promises, in one program, so that it is linked once. Tests of what a process has once have programs
//! of their own: its memory (`hostile.rs`, `load.rs`) and its log (`secrets.rs`).

#![cfg(test)]

#[macro_use]
#[path = "../support/mod.rs"]
mod support;

mod behaviours;
mod clock;
mod conveniences;
mod credentials;
mod drift;
mod failures;
mod network;
#[cfg(feature = "serde")]
mod other_formats;
mod promises;
mod recordings;
mod redaction;
mod response_vectors;
mod signing_vectors;
mod streams;
mod virtual_time;
mod wire;
mod wire_vectors;
