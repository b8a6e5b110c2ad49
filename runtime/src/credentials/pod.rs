//! Temporary keys of a pod's identity, from the agent that its cluster runs.

use std::path::PathBuf;
use std::time::Duration;

use super::environment::{Variables, token_file};
use super::{Context, Credential, ProvideCredential, metadata, temporary_keys};
use crate::error::{Error, ErrorKind};
use crate::facts::service::Method;
use crate::facts::vendor::Variable;
use crate::transport::BoxFuture;

/// The identity of a pod.
#[derive(Clone, Debug)]
pub struct PodIdentity {
    url: String,
    token_file: PathBuf,
}

const LIMIT: Duration = Duration::from_secs(5);

impl PodIdentity {
    /// An agent at `url`, to which the text of `token_file` is shown.
    #[must_use]
    pub fn new(url: impl Into<String>, token_file: impl Into<PathBuf>) -> Self {
        Self { url: url.into(), token_file: token_file.into() }
    }

    /// What the cluster put into the environment.
    pub(super) fn from_variables(variables: &Variables) -> Option<Self> {
        Some(Self::new(variables.get(Variable::PodAgent)?, variables.get(Variable::PodTokenFile)?))
    }

    async fn fetch(&self, context: &Context) -> Result<Credential, Error> {
        if !is_trustworthy(&self.url) {
            let problem = format!("the pod's agent is at {:?}, which is neither https nor on this machine", self.url);
            return Err(Error::new(ErrorKind::Credential, problem));
        }
        // The cluster renews the file.
        let token = token_file(&self.token_file)
            .map_err(|error| Error::new(ErrorKind::Credential, format!("{}: {error}", self.token_file.display())))?;
        let mut request = metadata::next_door(Method::Post, self.url.clone());
        request.headers.set("Authorization", token.expose());
        request.headers.set("Content-Type", "application/json");
        request.body = "{}".into();
        temporary_keys::read(&context.ask(request, LIMIT).await?.json()?)
    }
}

/// A token is shown to nobody who could be anywhere: https, the machine itself, or its own link.
fn is_trustworthy(url: &str) -> bool {
    if url.starts_with("https://") {
        return true;
    }
    let Some(rest) = url.strip_prefix("http://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // What stands before an at sign is no host.
    let authority = authority.rsplit('@').next().unwrap_or_default();
    let host = match authority.strip_prefix('[') {
        Some(bracketed) => bracketed.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    match host.parse::<std::net::IpAddr>() {
        Ok(std::net::IpAddr::V4(address)) => address.is_loopback() || address.is_link_local(),
        Ok(std::net::IpAddr::V6(address)) => address.is_loopback() || address.is_unicast_link_local(),
        Err(_) => host == "localhost",
    }
}

impl ProvideCredential for PodIdentity {
    fn credential<'a>(&'a self, context: &'a Context) -> BoxFuture<'a, Result<Credential, Error>> {
        Box::pin(self.fetch(context))
    }
}

#[cfg(test)]
mod tests {
    use super::is_trustworthy;

    #[test]
    fn tokens_stay_on_the_machine_or_under_https() {
        for (url, trusted) in [
            ("https://anywhere.example.com/x", true),
            ("http://127.0.0.1:8080/pod", true),
            ("http://localhost/pod", true),
            ("http://169.254.1.2/pod", true),
            ("http://[::1]:80/pod", true),
            ("http://[fe80::1]/pod", true),
            ("http://10.0.0.1/pod", false),
            ("http://127.0.0.1@evil.example.com/", false),
            ("http://localhost.example.com/", false),
            ("ftp://127.0.0.1/", false),
            ("127.0.0.1", false),
        ] {
            assert_eq!(is_trustworthy(url), trusted, "{url}");
        }
    }
}
