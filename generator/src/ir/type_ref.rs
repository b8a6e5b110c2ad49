//! How the IR names a type: `string`, `list<Thing>`, `map<integer>`, `Thing`.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// A type as a field or a body names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TypeRef {
    /// Text.
    String,
    /// A whole number, 64 bits.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// Any JSON value.
    Any,
    /// Bytes: a file or a stream, never inside JSON.
    Binary,
    /// A list.
    List(Box<TypeRef>),
    /// An object with free keys.
    Map(Box<TypeRef>),
    /// A type of the service's `types`.
    Named(String),
}

/// A text that is not a type.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "`{0}` is not a type: expected string, integer, number, boolean, any, binary, list<...>, map<...> or a type's name"
)]
pub struct TypeRefError(pub String);

impl TypeRef {
    /// The named type inside, through lists and maps.
    #[must_use]
    pub fn named(&self) -> Option<&str> {
        match self {
            Self::Named(name) => Some(name),
            Self::List(inner) | Self::Map(inner) => inner.named(),
            _ => None,
        }
    }
}

impl fmt::Display for TypeRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String => f.write_str("string"),
            Self::Integer => f.write_str("integer"),
            Self::Number => f.write_str("number"),
            Self::Boolean => f.write_str("boolean"),
            Self::Any => f.write_str("any"),
            Self::Binary => f.write_str("binary"),
            Self::List(inner) => write!(f, "list<{inner}>"),
            Self::Map(inner) => write!(f, "map<{inner}>"),
            Self::Named(name) => f.write_str(name),
        }
    }
}

impl FromStr for TypeRef {
    type Err = TypeRefError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let inner = |prefix: &str| text.strip_prefix(prefix).and_then(|rest| rest.strip_suffix('>'));
        if let Some(item) = inner("list<") {
            return Ok(Self::List(Box::new(item.parse()?)));
        }
        if let Some(value) = inner("map<") {
            return Ok(Self::Map(Box::new(value.parse()?)));
        }
        Ok(match text {
            "string" => Self::String,
            "integer" => Self::Integer,
            "number" => Self::Number,
            "boolean" => Self::Boolean,
            "any" => Self::Any,
            "binary" => Self::Binary,
            name if name.starts_with(char::is_uppercase) && name.chars().all(char::is_alphanumeric) => {
                Self::Named(name.to_owned())
            }
            _ => return Err(TypeRefError(text.to_owned())),
        })
    }
}

impl Serialize for TypeRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TypeRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
