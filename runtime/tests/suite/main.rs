//! What the runtime promises, in one program, so that it is linked once. Tests that measure the memory of their process
//! have a program of their own: `hostile.rs`, `load.rs`.

#![cfg(test)]

#[macro_use]
#[path = "../support/mod.rs"]
mod support;

mod answer_vectors;
mod behaviours;
mod conveniences;
mod credentials;
mod drift;
mod failures;
mod network;
#[cfg(feature = "serde")]
mod other_formats;
mod promises;
mod secrets;
mod signing_vectors;
mod streams;
mod virtual_time;
mod wire;
mod wire_vectors;
