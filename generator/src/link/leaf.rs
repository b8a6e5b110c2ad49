//! What a type cell says of an object, through lists and maps: that it has a name, that it is one, or nothing.

use crate::{glossary::Glossary, interpret::TypeExpr};

/// What the leaf of a type cell says of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leaf<'a> {
    /// An object of this type.
    Named(&'a str),
    /// An object without a name.
    Bare,
    /// Nothing: it may be an object.
    Open,
}

/// What a type cell says of an object; nothing for scalars.
pub(super) fn leaf<'e>(expr: &'e TypeExpr, glossary: &Glossary) -> Option<Leaf<'e>> {
    match expr {
        TypeExpr::Object(Some(name)) if !is_generic(name, glossary) => Some(Leaf::Named(name)),
        TypeExpr::Object(_) => Some(Leaf::Bare),
        TypeExpr::Unknown(name) => Some(Leaf::Named(name)),
        TypeExpr::Unsaid | TypeExpr::Any => Some(Leaf::Open),
        TypeExpr::List(inner) | TypeExpr::Map(inner) => leaf(inner, glossary),
        TypeExpr::String | TypeExpr::Integer | TypeExpr::Number | TypeExpr::Boolean | TypeExpr::Binary => None,
    }
}

/// Whether a type cell leaves room for an object.
pub(super) fn may_be_object(expr: &TypeExpr) -> bool {
    match expr {
        TypeExpr::List(inner) | TypeExpr::Map(inner) => may_be_object(inner),
        TypeExpr::Object(_) | TypeExpr::Unknown(_) | TypeExpr::Unsaid | TypeExpr::Any => true,
        TypeExpr::String | TypeExpr::Integer | TypeExpr::Number | TypeExpr::Boolean | TypeExpr::Binary => false,
    }
}

/// A word that names no type in particular.
pub(super) fn is_generic(name: &str, glossary: &Glossary) -> bool {
    let name = letters(name);
    name.is_empty() || glossary.types().names.generic.contains(&name)
}

/// Letters and digits in lower case: what is compared of names.
pub(super) fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
