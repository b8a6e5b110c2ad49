//! Scalars of the model that are written as one word: ranges and statuses.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, str::FromStr};

/// An inclusive range, written `1..=100`, `..=32`, `0..`; bounds are kept as the page writes them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Range {
    /// Lower bound, a decimal number.
    pub min: Option<String>,
    /// Upper bound, a decimal number.
    pub max: Option<String>,
}

/// A status an answer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// This HTTP status.
    Code(u16),
    /// Any status that has no answer of its own.
    Default,
}

impl Range {
    /// A range from bounds as the page writes them.
    #[must_use]
    pub fn new(min: Option<String>, max: Option<String>) -> Self {
        Self { min, max }
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bound = |bound: &Option<String>| bound.clone().unwrap_or_default();
        let dots = if self.max.is_some() { "..=" } else { ".." };
        write!(f, "{}{dots}{}", bound(&self.min), bound(&self.max))
    }
}

impl FromStr for Range {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let problem = || format!("`{text}` is not a range: expected `1..=100`, `..=32` or `1..`");
        let (min, max) = text.split_once("..").ok_or_else(problem)?;
        let max = max.strip_prefix('=').unwrap_or(max);
        let bound = |bound: &str| -> Result<Option<String>, String> {
            if bound.is_empty() {
                return Ok(None);
            }
            bound.parse::<f64>().map_err(|_| problem())?;
            Ok(Some(bound.to_owned()))
        };
        Ok(Self { min: bound(min)?, max: bound(max)? })
    }
}

impl Status {
    /// Whether a call with this status did what was asked.
    #[must_use]
    pub fn succeeds(self) -> bool {
        matches!(self, Self::Code(200..300))
    }

    /// Whether a call with this status failed. One that leads elsewhere neither failed nor succeeded.
    #[must_use]
    pub fn fails(self) -> bool {
        matches!(self, Self::Code(400..) | Self::Default)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Default => f.write_str("default"),
        }
    }
}

impl Serialize for Range {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Range {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Code(code) => serializer.serialize_u16(*code),
            Self::Default => serializer.serialize_str("default"),
        }
    }
}

impl<'de> Deserialize<'de> for Status {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Status;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an HTTP status or `default`")
            }

            fn visit_u64<E: de::Error>(self, code: u64) -> Result<Status, E> {
                u16::try_from(code).map(Status::Code).map_err(|_| E::custom("an HTTP status has three digits"))
            }

            fn visit_i64<E: de::Error>(self, code: i64) -> Result<Status, E> {
                u16::try_from(code).map(Status::Code).map_err(|_| E::custom("an HTTP status has three digits"))
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<Status, E> {
                match word {
                    "default" => Ok(Status::Default),
                    code => {
                        code.parse().map(Status::Code).map_err(|_| E::custom("expected an HTTP status or `default`"))
                    }
                }
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}
