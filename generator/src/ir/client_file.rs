//! `client.yaml` of a vendor's folder: what its clients find by themselves, whatever their service. Every key may be left
//! out; of what is not stated there is nothing to find.

use super::Endpoints;
use crate::{
    diagnostic::{Diagnostic, Source},
    yaml::read,
};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::Arc};

/// What the clients of a vendor find by themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClientFile {
    /// Environment variables.
    pub variables: Names,
    /// A file of keys in the user's home.
    pub profile: Option<ProfileFile>,
    /// Where users, projects and accounts are known.
    pub iam: Endpoints,
    /// Where temporary keys come from.
    pub sts: Endpoints,
    /// Who tells a machine its keys.
    pub metadata: Option<MetadataFile>,
    /// Domains below which the vendor's services have their hosts.
    pub own_domains: Vec<String>,
}

/// What the vendor calls something, by what it means.
pub type Names = BTreeMap<Variable, OneOrMore>;

/// One name, or several of which the first that is set counts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum OneOrMore {
    /// One.
    One(String),
    /// The preferred one first.
    More(Vec<String>),
}

impl OneOrMore {
    /// The names in their order.
    #[must_use]
    pub fn as_slice(&self) -> &[String] {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::More(names) => names,
        }
    }
}

/// A file of keys in the user's home.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ProfileFile {
    /// Its folder: `.greenfield`.
    pub folder: String,
    /// Its sections, the preferred one first.
    pub sections: Vec<String>,
    /// Its keys.
    pub keys: Names,
}

/// Who tells a machine its keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MetadataFile {
    /// Where every machine finds it.
    pub url: String,
    /// The path of the keys.
    pub keys: String,
    /// What it asks for before it tells keys.
    pub token: Option<MetadataToken>,
    /// What it says where a machine has no keys.
    pub without_keys: Option<String>,
}

/// A token that is asked for first, and shown then.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetadataToken {
    /// The path of the token.
    pub path: String,
    /// The header that shows it.
    pub header: String,
    /// The header that asks for its life in seconds.
    pub life: String,
}

/// What an environment variable means, or a key of a profile: `runtime::emitted::Variable` says more of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the runtime's enumeration of the same names has them")]
pub enum Variable {
    Region,
    Endpoint,
    RegionsFile,
    KeyId,
    Secret,
    SecurityToken,
    Token,
    ProjectId,
    DomainId,
    ProfileFile,
    Profile,
    IamEndpoint,
    StsEndpoint,
    IdentityProvider,
    IdTokenFile,
    MetadataDisabled,
    OidcToken,
    OidcTokenFile,
    OidcProvider,
    OidcAgency,
    OidcSession,
    OidcDuration,
    OidcPolicy,
    OidcPolicyIds,
    PodAgent,
    PodTokenFile,
}

impl ClientFile {
    /// Reads a `client.yaml`.
    pub fn from_yaml(source: &Arc<Source>) -> Result<Self, Diagnostic> {
        read(source)
    }
}
