//! A token for a user who logs in with a password.

use super::federation::{LIMIT, object, post};
use super::{Context, Credential, ProvideCredential, Token};
use crate::error::{Error, ErrorKind};
use crate::json::Json;
use crate::signing::Timestamp;
use crate::transport::BoxFuture;
use crate::values::secret::Secret;
use crate::values::url;

/// The login of an IAM user.
#[derive(Clone, Debug)]
pub struct PasswordLogin {
    iam: String,
    account: String,
    user: String,
    password: Secret,
    scope: TokenScope,
    one_time: Option<(String, Secret)>,
}

/// What a token is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenScope {
    /// The project of this name; the main project of a region has the region's name.
    ProjectName(String),
    /// The project of this id.
    ProjectId(String),
    /// The account of this name.
    AccountName(String),
    /// The account of this id.
    AccountId(String),
}

impl PasswordLogin {
    /// A login at the IAM under `iam`, of `user` of `account`.
    #[must_use]
    pub fn new(
        iam: impl Into<String>,
        account: impl Into<String>,
        user: impl Into<String>,
        password: impl Into<Secret>,
        scope: TokenScope,
    ) -> Self {
        Self {
            iam: url::with_scheme(&iam.into()),
            account: account.into(),
            user: user.into(),
            password: password.into(),
            scope,
            one_time: None,
        }
    }

    /// Adds the second factor: the user's id and the present one-time password. Good for one login.
    #[must_use]
    pub fn with_one_time_password(mut self, user_id: impl Into<String>, passcode: impl Into<Secret>) -> Self {
        self.one_time = Some((user_id.into(), passcode.into()));
        self
    }

    async fn fetch(&self, context: &Context) -> Result<Credential, Error> {
        let user = object([
            ("name", self.user.as_str().into()),
            ("password", self.password.expose().into()),
            ("domain", object([("name", self.account.as_str().into())])),
        ]);
        let mut methods = vec!["password"];
        let mut identity = vec![("password", object([("user", user)]))];
        if let Some((id, passcode)) = &self.one_time {
            methods.push("totp");
            let user = object([("id", id.as_str().into()), ("passcode", passcode.expose().into())]);
            identity.push(("totp", object([("user", user)])));
        }
        identity.push(("methods", methods.into()));
        let (holder, name, value) = match &self.scope {
            TokenScope::ProjectName(name) => ("project", "name", name),
            TokenScope::ProjectId(id) => ("project", "id", id),
            TokenScope::AccountName(name) => ("domain", "name", name),
            TokenScope::AccountId(id) => ("domain", "id", id),
        };
        let scope = object([(holder, object([(name, value.as_str().into())]))]);
        let body = object([("auth", object([("identity", object(identity)), ("scope", scope)]))]);
        let mut request = post(format!("{}/v3/auth/tokens?nocatalog=true", self.iam), &body);
        request.headers.set("Content-Type", "application/json;charset=utf8");
        let reply = context.ask(request, LIMIT).await?;
        let said = reply.json()?;
        let Some(token) = reply.headers.get("X-Subject-Token") else {
            return Err(Error::new(ErrorKind::Credential, "IAM responded without a token"));
        };
        let end = said.get("token").and_then(|token| token.get("expires_at")).and_then(Json::as_str);
        let mut token = Token::new(token);
        token.expires_at = end.and_then(Timestamp::parse);
        Ok(Credential::Token(token))
    }
}

impl ProvideCredential for PasswordLogin {
    fn credential<'a>(&'a self, context: &'a Context) -> BoxFuture<'a, Result<Credential, Error>> {
        Box::pin(self.fetch(context))
    }
}
