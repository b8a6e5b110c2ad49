//! JSON, lenient in and strict out, through one reader and one writer that are not generic.
//!
//! Text enters [`Reader`] and leaves as values; values enter [`Writer`] and leave as text. A type lends its fields
//! and one table of their names, in [`Model`]. Neither networks nor files are touched here.

mod drift;
mod extra;
mod model;
mod reader;
mod scan;
#[cfg(feature = "serde")]
mod serde;
mod table;
mod tree;
mod value;
mod writer;

#[cfg(feature = "serde")]
pub use self::serde::{deserialize, serialize};
pub use drift::{Drift, DriftKind};
pub use extra::Extra;
pub use model::{Absent, Field, Model, Visit, VisitMut, copied, debug, is_same};
pub(crate) use reader::decode_with;
pub use reader::{Decoded, Reader, SyntaxError, decode};
pub use tree::{Json, Number};
pub use value::{Nullable, Value};
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
