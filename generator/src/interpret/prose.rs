//! Descriptions to facts: enumerations, ranges, lengths, defaults, patterns, deprecation, read only
//! where a phrase of the glossary says so. A wrong constraint is worse than none.

use super::draft::TypeExpr;
use crate::{glossary::Glossary, ir::Facts};

/// Reads a description; `facts.doc` keeps all of its words.
pub(super) fn read(description: &str, _name: &str, _ty: &TypeExpr, _glossary: &Glossary) -> Facts {
    Facts { doc: description.to_owned(), ..Facts::default() }
}
