//! Temporary keys for an identity that another provider vouches for: by its id token at IAM, or by OIDC at STS.

use std::path::PathBuf;
use std::time::Duration;

use super::environment::{Variables, token_file};
use super::{Context, Credential, ProvideCredential, temporary_keys};
use crate::error::{Error, ErrorKind};
use crate::facts::service::Method;
use crate::facts::vendor::Variable;
use crate::json::Json;
use crate::transport::{BoxFuture, HttpRequest};
use crate::values::secret::Secret;
use crate::values::url;

pub(super) const LIMIT: Duration = Duration::from_secs(30);
const JSON: &str = "application/json;charset=UTF-8";

/// An id token.
#[derive(Clone, Debug)]
pub enum IdToken {
    /// The token itself.
    Text(Secret),
    /// A file that somebody keeps up to date; it is read at each use.
    File(PathBuf),
}

impl IdToken {
    fn read(&self) -> Result<Secret, Error> {
        match self {
            Self::Text(text) => Ok(text.clone()),
            Self::File(path) => token_file(path)
                .map_err(|error| Error::new(ErrorKind::Credential, format!("{}: {error}", path.display()))),
        }
    }
}

/// Federation by an identity provider that the account knows.
#[derive(Clone, Debug)]
pub struct IdTokenFederation {
    iam: String,
    identity_provider: String,
    id_token: IdToken,
}

impl IdTokenFederation {
    /// A federation at the IAM under `iam`.
    #[must_use]
    pub fn new(iam: impl Into<String>, identity_provider: impl Into<String>, id_token: IdToken) -> Self {
        Self { iam: url::with_scheme(&iam.into()), identity_provider: identity_provider.into(), id_token }
    }

    async fn fetch(&self, context: &Context) -> Result<Credential, Error> {
        let id_token = self.id_token.read()?;
        let body = object([("auth", object([("id_token", object([("id", id_token.expose().into())]))]))]);
        let mut request = post(format!("{}/v3.0/OS-AUTH/id-token/tokens", self.iam), &body);
        request.headers.set("X-Idp-Id", &self.identity_provider);
        let reply = context.ask(request, LIMIT).await?;
        let token = match reply.headers.get("X-Subject-Token") {
            Some(token) if reply.status < 300 => Secret::from(token),
            _ if reply.status < 300 => return Err(Error::new(ErrorKind::Credential, "IAM responded without a token")),
            _ => return Err(reply.refusal()),
        };
        let token = object([("id", token.expose().into()), ("duration_seconds", 21600.into())]);
        let identity = object([("methods", Json::from(vec!["token"])), ("token", token)]);
        let body = object([("auth", object([("identity", identity)]))]);
        let request = post(format!("{}/v3.0/OS-CREDENTIAL/securitytokens", self.iam), &body);
        temporary_keys::read(&context.ask(request, LIMIT).await?.json()?)
    }
}

impl ProvideCredential for IdTokenFederation {
    fn credential<'a>(&'a self, context: &'a Context) -> BoxFuture<'a, Result<Credential, Error>> {
        Box::pin(self.fetch(context))
    }
}

/// An agency assumed with an OIDC token.
#[derive(Clone, Debug)]
pub struct OidcAgency {
    sts: String,
    provider_urn: String,
    agency_urn: String,
    id_token: IdToken,
    session_name: String,
    duration_seconds: i64,
    policy: Option<String>,
    policy_ids: Vec<String>,
}

impl OidcAgency {
    /// An agency at the STS under `sts`, for an hour at a time.
    #[must_use]
    pub fn new(
        sts: impl Into<String>,
        provider_urn: impl Into<String>,
        agency_urn: impl Into<String>,
        id_token: IdToken,
    ) -> Self {
        Self {
            sts: url::with_scheme(&sts.into()),
            provider_urn: provider_urn.into(),
            agency_urn: agency_urn.into(),
            id_token,
            session_name: "oidc-sts-session".to_owned(),
            duration_seconds: 3600,
            policy: None,
            policy_ids: Vec::new(),
        }
    }

    /// What the variables say; `None` if they name no agency.
    pub(super) fn from_variables(variables: &Variables, sts: &str) -> Option<Self> {
        let id_token = match variables.get(Variable::OidcToken) {
            Some(token) => IdToken::Text(token.into()),
            None => IdToken::File(variables.get(Variable::OidcTokenFile)?.into()),
        };
        let (provider, agency) = (variables.get(Variable::OidcProvider)?, variables.get(Variable::OidcAgency)?);
        let mut agency = Self::new(sts, provider, agency, id_token);
        agency.session_name = variables.get(Variable::OidcSession).unwrap_or(agency.session_name);
        let seconds = variables.get(Variable::OidcDuration).and_then(|seconds| seconds.parse().ok());
        agency.duration_seconds = seconds.unwrap_or(agency.duration_seconds);
        agency.policy = variables.get(Variable::OidcPolicy);
        let ids = variables.get(Variable::OidcPolicyIds).unwrap_or_default();
        agency.policy_ids = ids.split(',').map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect();
        Some(agency)
    }

    async fn fetch(&self, context: &Context) -> Result<Credential, Error> {
        let id_token = self.id_token.read()?;
        let mut members: Vec<(&str, Json)> = vec![
            ("provider_urn", self.provider_urn.as_str().into()),
            ("agency_urn", self.agency_urn.as_str().into()),
            ("agency_session_name", self.session_name.as_str().into()),
            ("id_token", id_token.expose().into()),
            ("duration_seconds", self.duration_seconds.into()),
        ];
        if let Some(policy) = &self.policy {
            members.push(("policy", policy.as_str().into()));
        }
        if !self.policy_ids.is_empty() {
            members.push(("policy_ids", self.policy_ids.clone().into()));
        }
        let request = post(format!("{}/v5/agencies/assume-with-oidc", self.sts), &object(members));
        temporary_keys::read(&context.ask(request, LIMIT).await?.json()?)
    }
}

impl ProvideCredential for OidcAgency {
    fn credential<'a>(&'a self, context: &'a Context) -> BoxFuture<'a, Result<Credential, Error>> {
        Box::pin(self.fetch(context))
    }
}

pub(super) fn object<'a>(members: impl IntoIterator<Item = (&'a str, Json)>) -> Json {
    members.into_iter().collect()
}

pub(super) fn post(url: String, body: &Json) -> HttpRequest {
    let mut request = HttpRequest::new(Method::Post, url);
    request.headers.set("Content-Type", JSON);
    request.body = body.to_string().into();
    request
}
