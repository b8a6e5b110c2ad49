//! Descriptions to facts: enumerations, ranges, lengths, defaults, patterns, deprecation, read only
//! where a phrase of the glossary says so. A wrong constraint is worse than none.

use super::draft::TypeCell;
use crate::{
    glossary::Glossary,
    ir::{Facts, Range},
};

/// Reads a description; `facts.doc` keeps all of its words, and what the type cell adds stands in
/// the facts as well.
pub(super) fn read(description: &str, _name: &str, ty: &TypeCell, _glossary: &Glossary) -> Facts {
    Facts {
        format: ty.format.clone(),
        length: ty.max_length.map(|longest| Range::new(None, Some(longest.to_string()))),
        doc: description.to_owned(),
        ..Facts::default()
    }
}
