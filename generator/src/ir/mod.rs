//! One service, normalized: the only door between reading and emitting. Knows no page and no Rust.
//! Submodules: the model, its YAML and JSON Schema, checks, what examples prove, the service file with its overrides.

mod address;
mod answers;
mod authentication;
mod case;
mod check;
mod client_file;
mod constraints;
mod contradictions;
pub mod diff;
pub mod drift;
mod entry;
mod ir_path;
mod media;
mod model;
mod near;
mod overrides;
mod parts;
mod path;
mod scalar;
mod schema;
mod service_file;
mod signing;
mod type_ref;
mod witnesses;
mod yaml;

pub use crate::call::{FilledBy, Location, Method, is_version};
pub use address::web_address;
pub use answers::{Envelope, Pagination, PagingKind, PagingPlace};
pub use authentication::{
    Authentication, AuthenticationPlace, CredentialWords, Scheme, SignatureAddition, SignatureEncoding, SignatureHash,
    SignatureRecipe, SignatureSigner,
};
pub use case::Case;
pub use check::check;
pub use client_file::{ClientFile, MetadataFile, MetadataToken, Names, OneOrMore, ProfileFile, Variable};
pub use constraints::Constraints;
pub use contradictions::{Contradiction, Difference};
pub use ir_path::IrPath;
pub(crate) use media::CONTENT_TYPE;
pub use media::{essence, is_json, is_xml};
pub use model::*;
pub(crate) use near::{edits, nearest};
pub use overrides::{Match, Override};
pub use path::{placeholders, skeleton};
pub use scalar::{Range, Status};
pub use schema::{schema, service_file_schema};
pub use service_file::{Offers, ServiceFile};
pub use signing::Signing;
pub(crate) use signing::TOKEN_HEADER;
pub use type_ref::{TypeRef, TypeRefError};
pub use witnesses::{Breach, Constraint, Witness};

#[cfg(test)]
use yaml::tests as yaml_tests;
