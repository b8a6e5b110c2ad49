//! What emitted code states about a service: plain data, in statics.

use std::fmt;

use super::endpoints::Endpoints;
use super::vendor::Vendor;

/// A service.
#[derive(Debug)]
pub struct Service {
    /// Its short name: `dcs`.
    pub id: &'static str,
    /// The version of the crate that was emitted for it.
    pub version: &'static str,
    /// Where it is.
    pub endpoints: Endpoints,
    /// The kinds of credential it takes, the preferred one first.
    pub credentials: &'static [CredentialKind],
    /// Whose it is.
    pub vendor: &'static Vendor,
}

impl Service {
    /// A service about which nothing is known: `Service { id: "dcs", ..Service::BASE }`.
    pub const BASE: Self = Self {
        id: "",
        version: "",
        endpoints: Endpoints::BASE,
        credentials: &[CredentialKind::Basic],
        vendor: Vendor::NONE,
    };
}

/// What a service lets a caller show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CredentialKind {
    /// Keys or a token of a project in a region.
    Basic,
    /// Keys or a token of a whole account.
    Global,
    /// A token only.
    Token,
    /// Nothing: the operation is open, or brings its own proof.
    None,
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are HTTP's own")]
pub enum Method {
    Get,
    Head,
    Post,
    Put,
    Patch,
    Delete,
    Options,
}

impl Method {
    /// The name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
        }
    }

    /// Whether doing it twice does what doing it once does.
    #[must_use]
    pub fn is_idempotent(self) -> bool {
        !matches!(self, Self::Post | Self::Patch)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
