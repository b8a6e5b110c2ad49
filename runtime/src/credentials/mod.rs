//! Credentials: keys, a token, or a provider that fetches them.

mod agency;
pub(crate) mod authentication;
pub(crate) mod chain;
pub(crate) mod clock;
mod context;
pub(crate) mod environment;
mod federation;
mod metadata;
mod password;
mod pod;
pub(crate) mod profile;
pub(crate) mod proof;
mod refresh;
mod temporary_keys;

use std::fmt;
use std::sync::Arc;

use crate::error::{Error, ErrorKind};
use crate::signing::Timestamp;
use crate::transport::BoxFuture;
use crate::values::secret::Secret;

pub use agency::Agency;
pub use context::Context;
pub(crate) use context::Reply;
pub use federation::{IdToken, IdTokenFederation, OidcAgency};
pub use metadata::MetadataService;
pub use password::{PasswordLogin, TokenScope};
pub use pod::PodIdentity;
pub use profile::Profile;
use refresh::Refreshing;

/// A credential, as a call uses it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Credential {
    /// Access keys, which sign requests.
    Keys(Keys),
    /// A token, which is sent with requests.
    Token(Token),
    /// No credential.
    Anonymous,
}

impl Credential {
    /// When it expires; `None` if it does not expire, or if that is not known.
    #[must_use]
    pub fn expires_at(&self) -> Option<Timestamp> {
        match self {
            Self::Keys(keys) => keys.expires_at,
            Self::Token(token) => token.expires_at,
            Self::Anonymous => None,
        }
    }

    /// What must not be read anywhere.
    pub(crate) fn secrets(&self) -> Vec<&str> {
        match self {
            Self::Keys(keys) => {
                let token = keys.security_token.as_ref().map(Secret::expose);
                std::iter::once(keys.secret_key.expose()).chain(token).collect()
            }
            Self::Token(token) => vec![token.text.expose()],
            Self::Anonymous => Vec::new(),
        }
    }

    /// Whether a service sees the same in both.
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Keys(one), Self::Keys(other)) => one == other,
            (Self::Token(one), Self::Token(other)) => one == other,
            (Self::Anonymous, Self::Anonymous) => true,
            _ => false,
        }
    }
}

/// Access keys, which sign requests.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Keys {
    /// The access key, which names the pair. It is no secret.
    pub access_key: String,
    /// The secret key. It is never sent.
    pub secret_key: Secret,
    /// The security token of temporary keys.
    pub security_token: Option<Secret>,
    /// When temporary keys expire.
    pub expires_at: Option<Timestamp>,
}

impl Keys {
    /// Permanent keys.
    #[must_use]
    pub fn new(access_key: impl Into<String>, secret_key: impl Into<Secret>) -> Self {
        Self { access_key: access_key.into(), secret_key: secret_key.into(), security_token: None, expires_at: None }
    }

    /// Temporary keys if there is a token, or else permanent ones.
    fn of(access_key: impl Into<String>, secret_key: impl Into<Secret>, token: Option<impl Into<Secret>>) -> Self {
        let keys = Self::new(access_key, secret_key);
        match token {
            Some(token) => keys.with_security_token(token),
            None => keys,
        }
    }

    /// Makes them temporary keys, with this security token.
    #[must_use]
    pub fn with_security_token(mut self, security_token: impl Into<Secret>) -> Self {
        self.security_token = Some(security_token.into());
        self
    }
}

/// A token, which is sent with requests.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Token {
    /// The token.
    pub text: Secret,
    /// When it expires.
    pub expires_at: Option<Timestamp>,
}

impl Token {
    /// A token that is not known to expire.
    #[must_use]
    pub fn new(text: impl Into<Secret>) -> Self {
        Self { text: text.into(), expires_at: None }
    }
}

/// A source of credentials.
pub trait ProvideCredential: fmt::Debug + Send + Sync {
    /// A credential that is valid now.
    fn credential<'a>(&'a self, context: &'a Context) -> BoxFuture<'a, Result<Credential, Error>>;

    /// Called when a service refused `credential` although it should be valid; returns whether there is another one.
    fn discard(&self, credential: &Credential) -> bool {
        let _ = credential;
        false
    }
}

/// Where the credentials of a client come from. Clones share what was fetched.
#[derive(Clone, Debug)]
pub struct Credentials(Arc<dyn ProvideCredential>);

impl Credentials {
    /// These keys.
    #[must_use]
    pub fn keys(keys: Keys) -> Self {
        Self::provider(Fixed(Credential::Keys(keys)))
    }

    /// This token.
    #[must_use]
    pub fn token(token: Token) -> Self {
        Self::provider(Fixed(Credential::Token(token)))
    }

    /// No credential, for operations that require none.
    #[must_use]
    pub fn anonymous() -> Self {
        Self::provider(Fixed(Credential::Anonymous))
    }

    /// The credential that `provider` returns, which is asked at each call.
    #[must_use]
    pub fn provider(provider: impl ProvideCredential + 'static) -> Self {
        Self(Arc::new(provider))
    }

    /// The credential that `provider` fetches, kept while it is valid: it is fetched once for all clients, and again in
    /// the background before it expires.
    #[must_use]
    pub fn fetched(provider: impl ProvideCredential + 'static) -> Self {
        Self::provider(Refreshing::new(provider))
    }

    pub(crate) async fn get(&self, context: &Context) -> Result<Credential, Error> {
        self.0.credential(context).await
    }

    pub(crate) fn discard(&self, credential: &Credential) -> bool {
        self.0.discard(credential)
    }
}

impl From<Keys> for Credentials {
    fn from(keys: Keys) -> Self {
        Self::keys(keys)
    }
}

impl From<Token> for Credentials {
    fn from(token: Token) -> Self {
        Self::token(token)
    }
}

macro_rules! fetched {
    ($($provider:ty),*) => {$(
        impl From<$provider> for Credentials {
            fn from(provider: $provider) -> Self {
                Self::fetched(provider)
            }
        }
    )*};
}

fetched!(Agency, IdTokenFederation, MetadataService, OidcAgency, PasswordLogin, PodIdentity, Profile);

/// A source that nothing can come from, and why.
#[derive(Debug)]
pub(crate) struct Unavailable(ErrorKind, &'static str);

impl Unavailable {
    pub(crate) fn new(kind: ErrorKind, problem: &'static str) -> Self {
        Self(kind, problem)
    }
}

impl ProvideCredential for Unavailable {
    fn credential<'a>(&'a self, _: &'a Context) -> BoxFuture<'a, Result<Credential, Error>> {
        Box::pin(std::future::ready(Err(Error::new(self.0, self.1))))
    }
}

#[derive(Debug)]
struct Fixed(Credential);

impl ProvideCredential for Fixed {
    fn credential<'a>(&'a self, _: &'a Context) -> BoxFuture<'a, Result<Credential, Error>> {
        Box::pin(std::future::ready(Ok(self.0.clone())))
    }
}
