//! The cases of a body that a page tells apart.

use serde::{Deserialize, Serialize};

/// One of several bodies that an operation takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What the page calls it.
    pub name: String,
    /// The members that must be given in it, besides those that always must.
    pub required: Vec<String>,
}
