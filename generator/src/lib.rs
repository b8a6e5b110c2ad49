//! Specwright reads a cloud vendor's API reference pages and emits a typed Rust client.
//!
//! The whole pipeline: [`read`] makes pages, [`interpret`] makes drafts of them, [`link`] makes one
//! [`ir::Service`] of a service's drafts, [`emit`] makes files of it.

pub mod diagnostic;
pub mod emit;
pub mod glossary;
pub mod interpret;
pub mod ir;
pub mod link;
pub mod page;
pub mod project;
pub mod read;
