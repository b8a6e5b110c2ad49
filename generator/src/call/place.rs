//! Where what is sent travels, and which parameters are one.

use serde::{Deserialize, Serialize};

/// Where something that is sent travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In the path.
    Path,
    /// In the query string.
    Query,
    /// In a header.
    Header,
    /// In the body.
    Body,
}

/// The places of parameters: all but the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it all")]
pub enum Location {
    Path,
    Query,
    Header,
}

impl Location {
    /// The place in a word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
        }
    }

    /// What a parameter is known by: of headers, upper and lower case are the same.
    #[must_use]
    pub fn identity(self, name: &str) -> (Self, String) {
        (self, if self == Self::Header { name.to_ascii_lowercase() } else { name.to_owned() })
    }
}

impl From<Location> for Place {
    fn from(location: Location) -> Self {
        match location {
            Location::Path => Self::Path,
            Location::Query => Self::Query,
            Location::Header => Self::Header,
        }
    }
}
