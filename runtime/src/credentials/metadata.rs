//! Temporary keys of the machine's agency, from the metadata service next door.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::{Context, Credential, ProvideCredential, temporary_keys};
use crate::error::{Error, ErrorKind};
use crate::facts::service::Method;
use crate::facts::vendor::Metadata;
use crate::signing::Timestamp;
use crate::transport::{BoxFuture, HttpRequest};
use crate::values::secret::Secret;

/// The metadata service of a machine.
#[derive(Debug)]
pub struct MetadataService {
    facts: &'static Metadata,
    url: String,
    token: Mutex<MetadataToken>,
}

#[derive(Clone, Debug, Default)]
enum MetadataToken {
    #[default]
    Unknown,
    Known(Secret),
    /// An older service, which has none; not asked for again before then.
    Unsupported(Timestamp),
}

/// It is next door: whoever is there responds at once.
const LIMIT: Duration = Duration::from_secs(3);
const DAY: i64 = 86_400;

impl MetadataService {
    /// The one that every machine of a vendor finds.
    #[must_use]
    pub fn new(facts: &'static Metadata) -> Self {
        Self { facts, url: facts.url.to_owned(), token: Mutex::default() }
    }

    /// One at another place.
    #[must_use]
    pub fn at(mut self, url: impl Into<String>) -> Self {
        self.url = url.into();
        self
    }

    async fn fetch(&self, context: &Context) -> Result<Credential, Error> {
        let mut renewed = false;
        loop {
            let mut request = next_door(Method::Get, format!("{}{}", self.url, self.facts.keys));
            if let Some([path, header, life]) = self.facts.token
                && let Some(token) = self.metadata_token(context, path, life).await?
            {
                request.headers.set(header, token.expose());
            }
            let reply = context.ask(request, LIMIT).await?;
            let said = String::from_utf8_lossy(&reply.body);
            let no_agency = self.facts.without_keys.is_some_and(|text| said.contains(text));
            if reply.status == 401 && !no_agency && !renewed {
                renewed = true;
                self.keep(MetadataToken::Unknown);
                continue;
            }
            if no_agency {
                let advice = "no agency is configured for this machine: assign one, or set keys";
                return Err(Error::new(ErrorKind::Credential, advice).caused_by(reply.refusal()));
            }
            return temporary_keys::read(&reply.json()?);
        }
    }

    async fn metadata_token(&self, context: &Context, path: &str, life: &'static str) -> Result<Option<Secret>, Error> {
        let known = self.token.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match known {
            MetadataToken::Known(token) => return Ok(Some(token)),
            MetadataToken::Unsupported(until) if context.now() < until => return Ok(None),
            MetadataToken::Unknown | MetadataToken::Unsupported(_) => {}
        }
        let mut request = next_door(Method::Put, format!("{}{path}", self.url));
        request.headers.set(life, "21600");
        let reply = context.ask(request, LIMIT).await?;
        match reply.status {
            200 => {
                let token = Secret::from(String::from_utf8_lossy(&reply.body).trim());
                self.keep(MetadataToken::Known(token.clone()));
                Ok(Some(token))
            }
            404 | 405 | 503 => {
                self.keep(MetadataToken::Unsupported(context.now().plus(DAY)));
                Ok(None)
            }
            _ => Err(reply.refusal()),
        }
    }

    fn keep(&self, token: MetadataToken) {
        *self.token.lock().unwrap_or_else(PoisonError::into_inner) = token;
    }
}

impl ProvideCredential for MetadataService {
    fn credential<'a>(&'a self, context: &'a Context) -> BoxFuture<'a, Result<Credential, Error>> {
        Box::pin(self.fetch(context))
    }
}

/// A request that no proxy may see.
pub(super) fn next_door(method: Method, url: String) -> HttpRequest {
    let mut request = HttpRequest::new(method, url);
    request.direct = true;
    request
}
