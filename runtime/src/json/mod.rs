//! JSON, lenient in and strict out, through one reader and one writer that are not generic.
//!
//! Text enters [`Reader`] and leaves as values; values enter [`Writer`] and leave as text. A type states its members
//! once, in [`Model::set`] and [`Model::put`]. Neither networks nor files are touched here.

mod drift;
mod extra;
mod fields;
mod reader;
mod scan;
#[cfg(feature = "serde")]
mod serde;
mod tree;
mod value;
mod writer;

#[cfg(feature = "serde")]
pub use self::serde::{deserialize, serialize};
pub use drift::{Drift, DriftKind};
pub use extra::Extra;
pub use fields::{Fields, debug};
pub(crate) use reader::decode_with;
pub use reader::{Decoded, Reader, SyntaxError, decode};
pub use tree::{Json, Number};
pub use value::{Model, Nullable, Value};
pub use writer::Writer;

/// Writes `value` as JSON text.
#[must_use]
pub fn encode(value: &dyn Value) -> String {
    let mut writer = Writer::new();
    value.write(&mut writer);
    writer.finish()
}

/// Arrays and objects nested deeper than this are a syntax error.
pub const MAX_DEPTH: usize = 128;

#[cfg(test)]
mod tests;
