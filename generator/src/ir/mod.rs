//! One service, normalized: the only door between reading and emitting. Knows no page and no Rust.
//! Submodules: the model, its YAML, checks, overrides, the name lock.

mod model;
mod scalar;
mod type_ref;

pub use model::*;
pub use type_ref::{TypeRef, TypeRefError};
