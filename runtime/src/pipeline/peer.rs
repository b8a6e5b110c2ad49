//! The service that a client speaks with: where it is, how calls show who calls, and by which settings they go.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use crate::config::endpoint;
use crate::config::settings::Settings;
use crate::config::shared::SharedSettings;
use crate::credentials::authentication::Authentication;
use crate::credentials::proof;
use crate::error::{Error, ErrorKind};
use crate::facts::service::Service;
use crate::signing::{Algorithm, SigningNames};
use crate::values::url::Address;

/// A service as the clones of a client reach it.
#[derive(Debug)]
pub(crate) struct Peer {
    pub(crate) settings: Arc<Settings>,
    pub(crate) service: &'static Service,
    signing: Option<&'static SigningNames>,
    /// How calls show who calls, where the vendor does it in its own way.
    pub(crate) authentication: Option<&'static Authentication>,
    /// The name under which the service meets the client.
    pub(crate) user_agent: String,
    // Found at the first call: variables and files are read once.
    endpoints: OnceLock<Vec<Address>>,
    // Counts the endpoints that were given up; the one in use is the next.
    endpoint: AtomicUsize,
}

impl Peer {
    pub(crate) fn new(
        settings: Arc<Settings>,
        service: &'static Service,
        signing: Option<&'static SigningNames>,
        authentication: Option<&'static Authentication>,
    ) -> Self {
        let application = settings.shared.application.as_deref();
        let user_agent = proof::user_agent(settings.vendor(), Some(service), application);
        let (endpoints, endpoint) = (OnceLock::new(), AtomicUsize::new(0));
        Self { settings, service, signing, authentication, user_agent, endpoints, endpoint }
    }

    pub(crate) fn shared(&self) -> &SharedSettings {
        &self.settings.shared
    }

    /// The URL to send to, and which of the endpoints in use it is.
    pub(super) fn endpoint(&self) -> Result<(usize, &str), Error> {
        let urls = if let Some(urls) = self.endpoints.get() {
            urls
        } else {
            let urls = endpoint::resolve(self.service, &self.settings)?;
            self.endpoints.get_or_init(|| urls)
        };
        let turn = self.endpoint.load(Ordering::Relaxed);
        let url = urls.get(turn % urls.len().max(1));
        let url = url.ok_or_else(|| Error::new(ErrorKind::Config, "the list of endpoints is empty"))?;
        Ok((turn, url.text()))
    }

    /// Goes by the next endpoint from now on, unless another call has already moved on from this one.
    pub(super) fn avoid_endpoint(&self, turn: usize) {
        let next = turn.wrapping_add(1);
        // Refused only when somebody else was faster.
        let _ = self.endpoint.compare_exchange(turn, next, Ordering::Relaxed, Ordering::Relaxed);
    }

    /// How a request to `url` is signed: as configured, under the vendor's names unless another algorithm is asked for.
    pub(super) fn algorithm(&self, url: &str) -> Algorithm {
        let (region, own) = (self.settings.region.as_deref(), self.settings.vendor().own_domains);
        match (self.shared().signing.algorithm(url, region, own), self.signing) {
            (Algorithm::HmacSha256, Some(names)) => Algorithm::HmacSha256As(names),
            (algorithm, _) => algorithm,
        }
    }

    /// What the vendor calls the parts of a signature.
    pub(super) fn signing_names(&self) -> &'static SigningNames {
        self.signing.unwrap_or(&SigningNames::BASE)
    }
}
