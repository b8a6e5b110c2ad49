//! What a type cell says of an object, through lists and maps: that it has a name, that it is one, or nothing.

use crate::{glossary::Glossary, interpret::TypeExpr};

/// What the leaf of a type cell says of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::link) enum ObjectType<'a> {
    /// An object of this type.
    Named(&'a str),
    /// An object without a name.
    Bare,
    /// Nothing: it may be an object.
    Open,
}

/// What a type cell says of an object; `None` for scalars.
pub(in crate::link) fn object_type<'e>(expr: &'e TypeExpr, glossary: &Glossary) -> Option<ObjectType<'e>> {
    match expr.leaf() {
        TypeExpr::Object(Some(name)) if !is_generic(name, glossary) => Some(ObjectType::Named(name)),
        TypeExpr::Object(_) => Some(ObjectType::Bare),
        TypeExpr::Unknown(name) => Some(ObjectType::Named(name)),
        TypeExpr::Unsaid | TypeExpr::Any => Some(ObjectType::Open),
        _ => None,
    }
}

/// A word that names no type in particular.
pub(in crate::link) fn is_generic(name: &str, glossary: &Glossary) -> bool {
    let name = letters(name);
    name.is_empty() || glossary.types().names.generic.contains(&name)
}

/// Letters and digits in lower case: what is compared of names.
pub(in crate::link) fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
