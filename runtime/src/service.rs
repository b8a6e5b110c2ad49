//! What emitted code states about a service and its operations: plain data, in statics.

use std::fmt;

use crate::validate::{Inside, Rule};

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
}

impl Service {
    /// A service about which nothing is known: `Service { id: "dcs", ..Service::BASE }`.
    pub const BASE: Self =
        Self { id: "", version: "", endpoints: Endpoints::BASE, credentials: &[CredentialKind::Basic] };
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

/// An operation of a service.
#[derive(Debug)]
pub struct Operation {
    /// The short name of its service.
    pub service: &'static str,
    /// Its name: `list_things`.
    pub name: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path with placeholders: `/v2/{project_id}/things/{thing_id}`.
    pub path: &'static str,
    /// Inputs that the client fills.
    pub filled: &'static [Filled],
    /// Query pairs that are part of the operation.
    pub constant_query: &'static [(&'static str, &'static str)],
    /// Headers that are part of the operation.
    pub constant_headers: &'static [(&'static str, &'static str)],
    /// The media type of the request's body.
    pub content_type: &'static str,
    /// How answers with a status of success say that they are none.
    pub envelope: Option<Envelope>,
    /// What the page states of parameters.
    pub inputs: &'static [(Location, Rule)],
    /// What the page states of the body.
    pub body: Inside,
}

/// Members of an answer that say whether the call succeeded, whatever its status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// The member that holds the code: `error_code`.
    pub code: &'static str,
    /// The codes of success: `0`. An answer without a code is a success, too.
    pub success: &'static [&'static str],
}

impl Operation {
    /// An operation about which nothing is known: `Operation { name: "list_things", ..Operation::BASE }`.
    pub const BASE: Self = Self {
        service: "",
        name: "",
        method: Method::Get,
        path: "/",
        filled: &[],
        constant_query: &[],
        constant_headers: &[],
        content_type: "application/json",
        envelope: None,
        inputs: &[],
        body: Inside::Nothing,
    };
}

/// An input that the client fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Where it travels.
    pub location: Location,
    /// Its name on the wire.
    pub name: &'static str,
    /// What it is filled with.
    pub by: FilledBy,
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// In a placeholder of the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
}

/// What an input is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FilledBy {
    /// By the credential itself: a token or the headers of a signature.
    Credential,
    /// With the project's id.
    Project,
    /// With the account's id.
    Domain,
    /// With a fresh id.
    RequestId,
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
