//! A configuration and a service: what calls are made from.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use crate::authentication::Authentication;
use crate::call::Call;
use crate::config::{Config, Settings};
use crate::endpoint;
use crate::error::{Error, ErrorKind};
use crate::operation::Operation;
use crate::prove;
use crate::service::Service;
use crate::signing::{Algorithm, SigningNames};
use crate::url::Address;

/// The client of one service; the emitted clients are named wrappers of it. Clones are cheap.
#[derive(Clone, Debug)]
pub struct Client {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    config: Config,
    service: &'static Service,
    signing: Option<&'static SigningNames>,
    authentication: Option<&'static Authentication>,
    user_agent: String,
    // Found at the first call: variables and files are read once.
    endpoints: OnceLock<Vec<Address>>,
    // Counts the endpoints that were given up; the one in use is the next.
    endpoint: AtomicUsize,
}

impl Client {
    /// A client of `service`.
    #[must_use]
    pub fn new(config: &Config, service: &'static Service) -> Self {
        Self::with(config, service, None, None)
    }

    /// A client of `service`, whose vendor has names of its own for the parts of a signature.
    #[must_use]
    pub fn signed_as(config: &Config, service: &'static Service, names: &'static SigningNames) -> Self {
        Self::with(config, service, Some(names), None)
    }

    /// A client of `service`, whose vendor's calls show in their own way who calls.
    #[must_use]
    pub fn authenticated(config: &Config, service: &'static Service, authentication: &'static Authentication) -> Self {
        Self::with(config, service, None, Some(authentication))
    }

    fn with(
        config: &Config,
        service: &'static Service,
        signing: Option<&'static SigningNames>,
        authentication: Option<&'static Authentication>,
    ) -> Self {
        Self {
            shared: Arc::new(Shared {
                config: config.clone(),
                service,
                signing,
                authentication,
                user_agent: prove::user_agent(Some(service), config.inner.application.as_deref()),
                endpoints: OnceLock::new(),
                endpoint: AtomicUsize::new(0),
            }),
        }
    }

    /// Starts a call of `operation`.
    pub fn call(&self, operation: &'static Operation) -> Call {
        Call::new(self.clone(), operation)
    }

    /// The service.
    #[must_use]
    pub fn service(&self) -> &'static Service {
        self.shared.service
    }

    /// The URL to send to, and which of the endpoints in use it is.
    pub(crate) fn endpoint(&self) -> Result<(usize, &str), Error> {
        let urls = if let Some(urls) = self.shared.endpoints.get() {
            urls
        } else {
            let urls = endpoint::resolve(self.service(), self.config())?;
            self.shared.endpoints.get_or_init(|| urls)
        };
        let turn = self.shared.endpoint.load(Ordering::Relaxed);
        let url = urls.get(turn % urls.len().max(1));
        let url = url.ok_or_else(|| Error::new(ErrorKind::Config, "the list of endpoints is empty"))?;
        Ok((turn, url.text()))
    }

    /// Goes by the next endpoint from now on, unless another call has already moved on from this one.
    pub(crate) fn avoid_endpoint(&self, turn: usize) {
        let next = turn.wrapping_add(1);
        // Refused only when somebody else was faster.
        let _ = self.shared.endpoint.compare_exchange(turn, next, Ordering::Relaxed, Ordering::Relaxed);
    }

    /// How a request to `url` is signed: as configured, under the vendor's names unless another algorithm is asked for.
    pub(crate) fn algorithm(&self, url: &str) -> Algorithm {
        let config = self.config();
        match (config.signing.algorithm(url, config.region.as_deref()), self.shared.signing) {
            (Algorithm::HmacSha256, Some(names)) => Algorithm::HmacSha256As(names),
            (algorithm, _) => algorithm,
        }
    }

    /// What the vendor calls the parts of a signature.
    pub(crate) fn signing_names(&self) -> &'static SigningNames {
        self.shared.signing.unwrap_or(&SigningNames::BASE)
    }

    /// How calls show who calls, where the vendor does it in its own way.
    pub(crate) fn authentication(&self) -> Option<&'static Authentication> {
        self.shared.authentication
    }

    /// The name under which the service meets the client.
    pub(crate) fn user_agent(&self) -> &str {
        &self.shared.user_agent
    }

    pub(crate) fn config(&self) -> &Settings {
        &self.shared.config.inner
    }
}
