//! Where parameters travel, and which of them are one.

use serde::{Deserialize, Serialize};

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it all")]
pub enum Location {
    Path,
    Query,
    Header,
}

impl Location {
    /// What a parameter is known by: of headers, upper and lower case are the same.
    #[must_use]
    pub fn identity(self, name: &str) -> (Self, String) {
        (self, if self == Self::Header { name.to_ascii_lowercase() } else { name.to_owned() })
    }
}
