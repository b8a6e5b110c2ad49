//! The sources that a program without credentials of its own is offered, in order.

use std::sync::OnceLock;

use super::federation::{IdToken, IdTokenFederation, OidcAgency};
use super::metadata::MetadataService;
use super::pod::PodIdentity;
use super::profile::Profile;
use super::{Context, Credential, Fixed, Keys, ProvideCredential};
use crate::environment::Environment;
use crate::error::{Error, ErrorKind};
use crate::regions;
use crate::transport::BoxFuture;

/// Asks its sources in turn; the first that answers is asked from then on.
#[derive(Debug)]
pub(crate) struct Chain {
    sources: Vec<(&'static str, Box<dyn ProvideCredential>)>,
    chosen: OnceLock<usize>,
}

impl Chain {
    /// The vendor's order: OIDC, environment, profile file, metadata service, pod identity.
    ///
    /// What the environment does not mention is left out, but for the metadata service, which nothing announces.
    pub(crate) fn new(environment: &Environment, region: Option<&str>, sections: &[&str]) -> Self {
        let mut sources: Vec<(&'static str, Box<dyn ProvideCredential>)> = Vec::new();
        let sts = environment.sdk("STS_ENDPOINT").unwrap_or_else(|| regions::sts(region));
        if let Some(agency) = OidcAgency::from_environment(environment, &sts) {
            sources.push(("OIDC", Box::new(agency)));
        }
        if let Some(source) = from_variables(environment, region) {
            sources.push(("environment", source));
        }
        if let Some(path) = environment.file("CREDENTIALS_FILE", "credentials").filter(|path| path.exists()) {
            let profile = Profile::new(path, sections.iter().copied()).in_region(region);
            sources.push(("profile file", Box::new(profile)));
        }
        if environment.sdk("METADATA_DISABLED").is_none() {
            sources.push(("metadata service", Box::new(MetadataService::new())));
        }
        if let Some(pod) = PodIdentity::from_environment(environment) {
            sources.push(("pod identity", Box::new(pod)));
        }
        Self { sources, chosen: OnceLock::new() }
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
        Err(Error::new(
            ErrorKind::Credential,
            format!("set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, or use another source ({tried})"),
        ))
    }
}

/// A federation goes before keys, as with the vendor's clients.
fn from_variables(environment: &Environment, region: Option<&str>) -> Option<Box<dyn ProvideCredential>> {
    if let Some((provider, file)) = environment.sdk("IDP_ID").zip(environment.sdk("ID_TOKEN_FILE")) {
        let iam = environment.sdk("IAM_ENDPOINT").unwrap_or_else(|| regions::iam(region));
        return Some(Box::new(IdTokenFederation::new(iam, provider, IdToken::File(file.into()))));
    }
    let (access_key, secret_key) = environment.sdk("AK").zip(environment.sdk("SK"))?;
    let keys = Keys::new(access_key, secret_key);
    Some(Box::new(Fixed(Credential::Keys(match environment.sdk("SECURITY_TOKEN") {
        Some(token) => keys.with_security_token(token),
        None => keys,
    }))))
}

impl ProvideCredential for Chain {
    fn credential<'a>(&'a self, context: &'a Context) -> BoxFuture<'a, Result<Credential, Error>> {
        Box::pin(self.fetch(context))
    }
}
