//! What emitted code states about a vendor: what its clients find by themselves. Facts in a static, each with one method
//! that states it; a vendor of which nothing is stated has nothing to find.

use super::endpoints::Endpoints;

/// A vendor: `Vendor::new("greenfield").variables(&[(Variable::Region, "GREENFIELD_REGION")])`.
#[derive(Debug)]
pub struct Vendor {
    pub(crate) name: &'static str,
    pub(crate) variables: &'static [(Variable, &'static str)],
    pub(crate) profile: Option<ProfileFile>,
    pub(crate) iam: Endpoints,
    pub(crate) sts: Endpoints,
    pub(crate) metadata: Option<Metadata>,
    pub(crate) own_domains: &'static [&'static str],
}

impl Vendor {
    /// A vendor of which nothing is known.
    pub const NONE: &'static Self = &Self::new("specwright");

    /// A vendor of this name.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        let (iam, sts) = (Endpoints::BASE, Endpoints::BASE);
        Self { name, variables: &[], profile: None, iam, sts, metadata: None, own_domains: &[] }
    }

    /// With these environment variables.
    #[must_use]
    pub const fn variables(mut self, names: &'static [(Variable, &'static str)]) -> Self {
        self.variables = names;
        self
    }

    /// With a file of profiles in this folder of the user's home: its sections, the preferred one first, and its keys.
    #[must_use]
    pub const fn profile(
        mut self,
        folder: &'static str,
        sections: &'static [&'static str],
        keys: &'static [(Variable, &'static str)],
    ) -> Self {
        self.profile = Some(ProfileFile { folder, sections, keys });
        self
    }

    /// With a service that knows users, projects and accounts.
    #[must_use]
    pub const fn iam(mut self, endpoints: Endpoints) -> Self {
        self.iam = endpoints;
        self
    }

    /// With a service that hands out temporary keys.
    #[must_use]
    pub const fn sts(mut self, endpoints: Endpoints) -> Self {
        self.sts = endpoints;
        self
    }

    /// With a service that tells a machine its keys.
    #[must_use]
    pub const fn metadata(mut self, metadata: Metadata) -> Self {
        self.metadata = Some(metadata);
        self
    }

    /// With these domains, below which its services have their hosts.
    #[must_use]
    pub const fn own_domains(mut self, domains: &'static [&'static str]) -> Self {
        self.own_domains = domains;
        self
    }

    /// What its clients are called: `greenfield`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The environment variable that means `variable`.
    #[must_use]
    pub fn variable(&self, variable: Variable) -> Option<&'static str> {
        name_of(self.variables, variable).next()
    }
}

/// The names under which something is stated, the preferred one first.
pub(crate) fn name_of(
    names: &'static [(Variable, &'static str)],
    variable: Variable,
) -> impl Iterator<Item = &'static str> {
    names.iter().filter(move |(known, _)| *known == variable).map(|(_, name)| *name)
}

/// The file in which users keep their keys.
#[derive(Debug)]
pub(crate) struct ProfileFile {
    pub(crate) folder: &'static str,
    pub(crate) sections: &'static [&'static str],
    pub(crate) keys: &'static [(Variable, &'static str)],
}

/// The service next door that tells a machine its keys.
#[derive(Debug)]
pub struct Metadata {
    /// Where every machine finds it.
    pub url: &'static str,
    /// The path of the keys.
    pub keys: &'static str,
    /// The path of a token that it asks for, the header of the token, and that of its life in seconds.
    pub token: Option<[&'static str; 3]>,
    /// What it says where a machine has no keys.
    pub without_keys: Option<&'static str>,
}

/// What an environment variable means, or a key of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Variable {
    /// The region.
    Region,
    /// The URL of a service; the name may hold `{SERVICE}` and `{REGION}`.
    Endpoint,
    /// A file with the URLs of services.
    RegionsFile,
    /// The key that names a pair of keys.
    KeyId,
    /// The key that signs.
    Secret,
    /// What temporary keys are shown with.
    SecurityToken,
    /// A token, in place of keys.
    Token,
    /// The project's id.
    ProjectId,
    /// The account's id.
    DomainId,
    /// The file of profiles.
    ProfileFile,
    /// The section of that file.
    Profile,
    /// The URL of IAM.
    IamEndpoint,
    /// The URL of STS.
    StsEndpoint,
    /// The identity provider that vouches for the user at IAM.
    IdentityProvider,
    /// The file with the token of that provider.
    IdTokenFile,
    /// Set where the metadata service must not be asked.
    MetadataDisabled,
    /// A token of `OpenID` Connect.
    OidcToken,
    /// The file with that token.
    OidcTokenFile,
    /// The name of its provider.
    OidcProvider,
    /// The agency that is assumed with it.
    OidcAgency,
    /// What the session is called.
    OidcSession,
    /// How many seconds the session lasts.
    OidcDuration,
    /// A policy that the session is held to.
    OidcPolicy,
    /// The ids of such policies.
    OidcPolicyIds,
    /// The URL of the agent that knows a pod's identity.
    PodAgent,
    /// The file with the token for that agent.
    PodTokenFile,
}
