//! What emitted code states about a service: plain data, in statics.

use std::fmt;

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

/// Where a service is. A host stated for a region goes before the pattern, the pattern before the global host.
#[derive(Debug)]
pub struct Endpoints {
    /// The form of most hosts: `https://dcs.{region}.example.com`.
    pub pattern: Option<&'static str>,
    /// The regions that the pattern holds for; none means any.
    pub regions: &'static [&'static str],
    /// Regions with a host of their own form: region and URL.
    pub hosts: &'static [(&'static str, &'static str)],
    /// The URL of a service that has no regions.
    pub global: Option<&'static str>,
}

impl Endpoints {
    /// No endpoint known.
    pub const BASE: Self = Self { pattern: None, regions: &[], hosts: &[], global: None };

    /// The URL for `region`: that of the region, or else the one without regions.
    pub(crate) fn url(&self, region: Option<&str>) -> Option<String> {
        region.and_then(|region| self.in_region(region)).or_else(|| self.global.map(str::to_owned))
    }

    fn in_region(&self, region: &str) -> Option<String> {
        let own = self.hosts.iter().find(|(known, _)| *known == region).map(|(_, url)| (*url).to_owned());
        let covered = self.regions.is_empty() || self.regions.contains(&region);
        own.or_else(|| self.pattern.filter(|_| covered).map(|pattern| pattern.replace("{region}", region)))
    }
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
