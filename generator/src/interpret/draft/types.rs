//! Types as one page states them: what a cell of types says, and whether a value may be an object.

use super::Mandatory;

/// A type cell, parsed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypeCell {
    /// What it says.
    pub expr: TypeExpr,
    /// The words as written.
    pub raw: String,
    /// What the type word adds: `int64`, `date-time`.
    pub format: Option<String>,
    /// `String(64)`: the longest text.
    pub max_length: Option<u64>,
    /// `String (Required)`: what the cell says of mandatory.
    pub mandatory: Mandatory,
    /// `?string`, `string or null`: the value may be null.
    pub nullable: bool,
}

/// What a type cell says. Names are as written, not yet types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum TypeExpr {
    /// No type is stated: no column, an empty cell, or a cell the dump lost.
    #[default]
    Unsaid,
    /// Text.
    String,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// Any JSON value.
    Any,
    /// Bytes.
    Binary,
    /// A list; of what, may be unsaid.
    List(Box<TypeExpr>),
    /// A map; of what, may be unsaid.
    Map(Box<TypeExpr>),
    /// An object, named (`StatusStatistic object`) or not (`Object`).
    Object(Option<String>),
    /// Words that are not a type we know; never dropped silently.
    Unknown(String),
}

impl TypeExpr {
    /// What stands inside all lists and maps.
    #[must_use]
    pub fn leaf(&self) -> &Self {
        if let Self::List(inner) | Self::Map(inner) = self { inner.leaf() } else { self }
    }

    /// Whether a value, or one inside it, may be an object.
    #[must_use]
    pub fn may_be_object(&self) -> bool {
        matches!(self.leaf(), Self::Object(_) | Self::Any | Self::Unsaid | Self::Unknown(_))
    }

    /// Whether a value is one text, number or truth.
    #[must_use]
    pub fn is_scalar(&self) -> bool {
        matches!(self, Self::String | Self::Integer | Self::Number | Self::Boolean)
    }
}
