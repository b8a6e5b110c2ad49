//! What a vendor calls the parts of its signature; what is left out is called as everywhere.

use super::{FilledBy, Input, Location, Operation};
use serde::{Deserialize, Serialize};

/// The header that carries a token where no page names another one.
pub(crate) const TOKEN_HEADER: &str = "X-Auth-Token";

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

    /// The header in which the page asks for a token, where it is not [`TOKEN_HEADER`]. What belongs to a signature is not a token.
    pub(crate) fn token_header<'a>(&self, operation: &'a Operation) -> Option<&'a str> {
        const OTHERS: &[&str] = &["Authorization", "Host", "Date"];
        let is_of_signature = |name: &str| {
            let names = self.names().map(|(_, name)| name).chain(OTHERS.iter().copied());
            let usual = ["X-Sdk-Date", "X-Sdk-Content-Sha256", "X-Security-Token"].into_iter();
            let mut names = names.chain(usual);
            names.any(|known| known.eq_ignore_ascii_case(name)) || name.to_ascii_lowercase().ends_with("-date")
        };
        let of_credential =
            |input: &&Input| input.filled_by == Some(FilledBy::Credential) && input.location == Location::Header;
        let names = || operation.inputs.iter().filter(of_credential).map(|input| input.name.as_str());
        if names().any(|name| name.eq_ignore_ascii_case(TOKEN_HEADER)) {
            return None;
        }
        names().find(|name| !is_of_signature(name))
    }
}
