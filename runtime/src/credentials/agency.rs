//! Temporary keys of an agency: what another account lets this one do in its name.

use std::time::Duration;

use super::federation::{LIMIT, object, post};
use super::{Context, Credential, Credentials, ProvideCredential, temporary_keys};
use crate::credentials::proof;
use crate::error::{Error, ErrorKind};
use crate::json::Json;
use crate::transport::BoxFuture;
use crate::values::url;

/// An agency of another account, assumed with credentials of one's own.
#[derive(Clone, Debug)]
pub struct Agency {
    iam: String,
    account: (&'static str, String),
    name: String,
    life: Duration,
    own: Credentials,
}

impl Agency {
    /// The agency `name` of the account named `account`, at the IAM under `iam`, for an hour at a time.
    #[must_use]
    pub fn new(
        iam: impl Into<String>,
        account: impl Into<String>,
        name: impl Into<String>,
        own: impl Into<Credentials>,
    ) -> Self {
        Self {
            iam: url::with_scheme(&iam.into()),
            account: ("domain_name", account.into()),
            name: name.into(),
            life: Duration::from_secs(3600),
            own: own.into(),
        }
    }

    /// Takes the account by its id.
    #[must_use]
    pub fn of_account_id(mut self, id: impl Into<String>) -> Self {
        self.account = ("domain_id", id.into());
        self
    }

    /// How long its keys live: a quarter of an hour to a day.
    #[must_use]
    pub fn with_life(mut self, life: Duration) -> Self {
        self.life = life;
        self
    }

    async fn fetch(&self, context: &Context) -> Result<Credential, Error> {
        let seconds = i64::try_from(self.life.as_secs()).unwrap_or(i64::MAX);
        if !(900..=86_400).contains(&seconds) {
            return Err(Error::new(ErrorKind::Credential, "keys of an agency are valid for 15 minutes to a day"));
        }
        let (account, value) = &self.account;
        let role = object([
            ("agency_name", self.name.as_str().into()),
            (*account, value.as_str().into()),
            ("duration_seconds", seconds.into()),
        ]);
        let identity = object([("methods", Json::from(vec!["assume_role"])), ("assume_role", role)]);
        let body = object([("auth", object([("identity", identity)]))]);
        let mut request = post(format!("{}/v3.0/OS-CREDENTIAL/securitytokens", self.iam), &body);
        proof::show(&mut request, &self.own.get(context).await?, context.now());
        temporary_keys::read(&context.ask(request, LIMIT).await?.json()?)
    }
}

impl ProvideCredential for Agency {
    fn credential<'a>(&'a self, context: &'a Context) -> BoxFuture<'a, Result<Credential, Error>> {
        Box::pin(self.fetch(context))
    }
}
