//! A [`Page`] to [`Draft`]s: what one page says, each fact with its place, nothing yet decided that
//! needs another page. Order of the walk: sections, request line, tables, rows, examples.

mod draft;
mod example;
mod prose;
mod type_cell;

pub use draft::*;

use crate::{diagnostic::Diagnostic, glossary::Glossary, page::Page};

/// Reads what a page says. Pages without an operation are told apart by [`Verdict`].
#[must_use]
pub fn interpret(page: &Page, _glossary: &Glossary) -> (Interpretation, Vec<Diagnostic>) {
    (Interpretation::nothing(page, Verdict::NotAnOperation), Vec::new())
}
