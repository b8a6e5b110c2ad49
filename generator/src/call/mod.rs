//! The vocabulary of a call, which the glossary, the drafts and the IR speak alike: methods, where a parameter travels,
//! what of the client fills it. Nothing here knows a page or a file.

mod method;
mod place;

pub use method::Method;
pub use place::{Location, Place};

use serde::{Deserialize, Serialize};

/// What of the client fills an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FilledBy {
    /// The credential: the token header, signature headers.
    Credential,
    /// The project id of the configuration.
    Project,
    /// The account id of the configuration.
    Domain,
    /// A fresh id for each request.
    RequestId,
    /// The body: its media type and length.
    Media,
}

/// Whether a part of a path opens as a version does: `v1`, `V2.0`.
#[must_use]
pub fn is_version(part: &str) -> bool {
    part.strip_prefix(['v', 'V']).is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
}
