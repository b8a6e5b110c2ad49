//! The grammar of type cells: `Array of X objects`, `List<X>`, `Map<String, String>`, `X object`.

use super::draft::TypeCell;
use crate::glossary::Glossary;

/// Reads a type cell.
pub(super) fn read(cell: &str, _glossary: &Glossary) -> TypeCell {
    TypeCell { raw: cell.to_owned(), ..TypeCell::default() }
}
