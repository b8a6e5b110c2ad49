//! Who calls: keys, a token, or a provider that fetches them.

mod agency;
mod answer;
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

/// A credential, as it is shown to a service.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Credential {
    /// Keys that sign.
    Keys(Keys),
    /// A token that is sent.
    Token(Token),
    /// Nothing.
    Anonymous,
}

impl Credential {
    /// When it ends; `None` when it lasts, or does not say.
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

/// Keys that sign.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Keys {
    /// The access key: it names the pair and travels in the open.
    pub access_key: String,
    /// The secret key: it never travels.
    pub secret_key: Secret,
    /// What temporary keys are shown with.
    pub security_token: Option<Secret>,
    /// When temporary keys end.
    pub expires_at: Option<Timestamp>,
}

impl Keys {
    /// Lasting keys.
    #[must_use]
    pub fn new(access_key: impl Into<String>, secret_key: impl Into<Secret>) -> Self {
        Self { access_key: access_key.into(), secret_key: secret_key.into(), security_token: None, expires_at: None }
    }

    /// Temporary keys where there is a token, or else lasting ones.
    fn of(access_key: impl Into<String>, secret_key: impl Into<Secret>, token: Option<impl Into<Secret>>) -> Self {
        let keys = Self::new(access_key, secret_key);
        match token {
            Some(token) => keys.with_security_token(token),
            None => keys,
        }
    }

    /// Makes them temporary ones.
    #[must_use]
    pub fn with_security_token(mut self, security_token: impl Into<Secret>) -> Self {
        self.security_token = Some(security_token.into());
        self
    }
}

/// A token that is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Token {
    /// The token.
    pub text: Secret,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
}

impl Token {
    /// A token of unknown lifetime.
    #[must_use]
    pub fn new(text: impl Into<Secret>) -> Self {
        Self { text: text.into(), expires_at: None }
    }
}

/// Fetches a credential.
pub trait ProvideCredential: fmt::Debug + Send + Sync {
    /// A credential that is good now.
    fn credential<'a>(&'a self, context: &'a Context) -> BoxFuture<'a, Result<Credential, Error>>;

    /// Called when a service refused `credential` although it should be good; answers whether another one can be had.
    fn discard(&self, credential: &Credential) -> bool {
        let _ = credential;
        false
    }
}

/// Where the credentials of a client come from. Clones share what was fetched.
#[derive(Clone, Debug)]
pub struct Credentials(Arc<dyn ProvideCredential>);

impl Credentials {
    /// The given keys.
    #[must_use]
    pub fn keys(keys: Keys) -> Self {
        Self::provider(Fixed(Credential::Keys(keys)))
    }

    /// The given token.
    #[must_use]
    pub fn token(token: Token) -> Self {
        Self::provider(Fixed(Credential::Token(token)))
    }

    /// None, for operations that ask for none.
    #[must_use]
    pub fn anonymous() -> Self {
        Self::provider(Fixed(Credential::Anonymous))
    }

    /// Whatever `provider` has, asked at each call.
    #[must_use]
    pub fn provider(provider: impl ProvideCredential + 'static) -> Self {
        Self(Arc::new(provider))
    }

    /// What `provider` fetches, kept while it is good: fetched once for everybody, and again in the background before
    /// it ends.
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
