//! IR to a Rust crate.
