//! The targets of the tests, for the fuzzer.

#[path = "../../tests/src/targets.rs"]
mod targets;

/// Throws bytes at the target of this name.
pub fn run(target: &str, data: &[u8]) {
    targets::run(target, data);
}
