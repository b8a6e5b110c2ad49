//! The sources that a program without credentials of its own is offered, in order.

use std::sync::OnceLock;

use super::environment::Variables;
use super::federation::{IdToken, IdTokenFederation, OidcAgency};
use super::metadata::MetadataService;
use super::pod::PodIdentity;
use super::profile::Profile;
use super::{Context, Credential, Fixed, Keys, ProvideCredential, Token};
use crate::error::{Error, ErrorKind};
use crate::facts::vendor::{Variable, Vendor};
use crate::transport::BoxFuture;

/// Asks its sources in turn; the first that has a credential is asked from then on.
#[derive(Debug)]
pub(crate) struct Chain {
    vendor: &'static Vendor,
    sources: Vec<(&'static str, Box<dyn ProvideCredential>)>,
    chosen: OnceLock<usize>,
}

impl Chain {
    /// In this order: OIDC, variables, the file of profiles, the metadata service, the pod's identity.
    ///
    /// What the environment does not mention is left out, but for the metadata service, which nothing announces.
    pub(crate) fn new(variables: &Variables, iam: Option<&str>, sts: Option<&str>, profile: Option<Profile>) -> Self {
        let vendor = variables.vendor();
        let mut sources: Vec<(&'static str, Box<dyn ProvideCredential>)> = Vec::new();
        if let Some(agency) = sts.and_then(|sts| OidcAgency::from_variables(variables, sts)) {
            sources.push(("OIDC", Box::new(agency)));
        }
        if let Some(source) = from_variables(variables, iam) {
            sources.push(("environment", source));
        }
        if let Some(profile) = profile {
            sources.push(("profile file", Box::new(profile)));
        }
        if let Some(metadata) = &vendor.metadata
            && variables.get(Variable::MetadataDisabled).is_none()
        {
            sources.push(("metadata service", Box::new(MetadataService::new(metadata))));
        }
        if let Some(pod) = PodIdentity::from_variables(variables) {
            sources.push(("pod identity", Box::new(pod)));
        }
        Self { vendor, sources, chosen: OnceLock::new() }
    }

    async fn fetch(&self, context: &Context) -> Result<Credential, Error> {
        if let Some((_, source)) = self.chosen.get().and_then(|at| self.sources.get(*at)) {
            return source.credential(context).await;
        }
        let mut problems = Vec::new();
        for (at, (name, source)) in self.sources.iter().enumerate() {
            match source.credential(context).await {
                Ok(credential) => {
                    tracing::debug!(source = name, "found a credential");
                    // Another flight cannot have chosen: there is one at a time.
                    let _ = self.chosen.set(at);
                    return Ok(credential);
                }
                Err(error) => problems.push(format!("{name}: {}", error.message())),
            }
        }
        let tried = if problems.is_empty() { "there is no source".to_owned() } else { problems.join("; ") };
        let advice = advice(self.vendor);
        Err(Error::new(ErrorKind::Credential, format!("{advice}, or use another source ({tried})")))
    }
}

/// Which variables to set.
fn advice(vendor: &Vendor) -> String {
    let name = |variable| vendor.variable(variable);
    match (name(Variable::KeyId).zip(name(Variable::Secret)), name(Variable::Token)) {
        (Some((key_id, secret)), _) => format!("set {key_id} and {secret}"),
        (None, Some(token)) => format!("set {token}"),
        (None, None) => "set credentials in the configuration".to_owned(),
    }
}

/// A federation goes before keys, and keys before a token.
fn from_variables(variables: &Variables, iam: Option<&str>) -> Option<Box<dyn ProvideCredential>> {
    let provider = variables.get(Variable::IdentityProvider).zip(variables.get(Variable::IdTokenFile));
    if let (Some((provider, file)), Some(iam)) = (provider, iam) {
        return Some(Box::new(IdTokenFederation::new(iam, provider, IdToken::File(file.into()))));
    }
    let fixed = |credential| -> Option<Box<dyn ProvideCredential>> { Some(Box::new(Fixed(credential))) };
    if let Some((key_id, secret)) = variables.get(Variable::KeyId).zip(variables.get(Variable::Secret)) {
        return fixed(Credential::Keys(Keys::of(key_id, secret, variables.get(Variable::SecurityToken))));
    }
    fixed(Credential::Token(Token::new(variables.get(Variable::Token)?)))
}

impl ProvideCredential for Chain {
    fn credential<'a>(&'a self, context: &'a Context) -> BoxFuture<'a, Result<Credential, Error>> {
        Box::pin(self.fetch(context))
    }
}
