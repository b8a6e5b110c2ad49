//! What a vendor calls the parts of its signature; what is left out is called as everywhere.

use serde::{Deserialize, Serialize};

/// Names of a vendor's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Signing {
    /// The algorithm, as the `Authorization` header names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub algorithm: Option<String>,
    /// The header that dates the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The header that can carry the hash of the payload.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// The header that temporary keys are shown with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_token: Option<String>,
    /// The header that names the project.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// The header that names the account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
}

impl Signing {
    /// Each part that has a name of its own: the key and the name.
    pub fn names(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let parts = [
            ("algorithm", &self.algorithm),
            ("date", &self.date),
            ("content", &self.content),
            ("security_token", &self.security_token),
            ("project", &self.project),
            ("domain", &self.domain),
        ];
        parts.into_iter().filter_map(|(key, name)| Some((key, name.as_deref()?)))
    }
}
