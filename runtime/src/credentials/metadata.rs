//! Temporary keys of the machine's agency, from the metadata service next door.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::{Context, Credential, ProvideCredential, answer};
use crate::error::{Error, ErrorKind};
use crate::secret::Secret;
use crate::service::Method;
use crate::signing::Timestamp;
use crate::transport::{BoxFuture, HttpRequest};

/// The metadata service of a machine.
#[derive(Debug)]
pub struct MetadataService {
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

/// It is next door: whoever is there answers at once.
const LIMIT: Duration = Duration::from_secs(3);
const DAY: i64 = 86_400;
const NO_AGENCY: &str = "Please configure Cloud Service Agency first";

impl MetadataService {
    /// The one that every machine finds.
    #[must_use]
    pub fn new() -> Self {
        Self::at("http://169.254.169.254")
    }

    /// One at another place.
    #[must_use]
    pub fn at(url: impl Into<String>) -> Self {
        Self { url: url.into(), token: Mutex::default() }
    }

    async fn fetch(&self, context: &Context) -> Result<Credential, Error> {
        let mut renewed = false;
        loop {
            let token = self.metadata_token(context).await?;
            let mut request = next_door(Method::Get, format!("{}/openstack/latest/securitykey", self.url));
            if let Some(token) = &token {
                request.headers.set("X-Metadata-Token", token.expose());
            }
            let reply = context.ask(request, LIMIT).await?;
            let no_agency = String::from_utf8_lossy(&reply.body).contains(NO_AGENCY);
            if reply.status == 401 && !no_agency && !renewed {
                renewed = true;
                self.keep(MetadataToken::Unknown);
                continue;
            }
            if no_agency {
                let advice = "no agency is configured for this machine: give it one, or set keys";
                return Err(Error::new(ErrorKind::Credential, advice).caused_by(reply.refusal()));
            }
            return answer::temporary_keys(&reply.json()?);
        }
    }

    async fn metadata_token(&self, context: &Context) -> Result<Option<Secret>, Error> {
        let known = self.token.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match known {
            MetadataToken::Known(token) => return Ok(Some(token)),
            MetadataToken::Unsupported(until) if context.now() < until => return Ok(None),
            MetadataToken::Unknown | MetadataToken::Unsupported(_) => {}
        }
        let mut request = next_door(Method::Put, format!("{}/meta-data/latest/api/token", self.url));
        request.headers.set("X-Metadata-Token-Ttl-Seconds", "21600");
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

impl Default for MetadataService {
    fn default() -> Self {
        Self::new()
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
