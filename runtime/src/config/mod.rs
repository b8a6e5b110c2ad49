//! What the clients of an application have in common.

pub(crate) mod drift_recorder;
pub(crate) mod endpoint;
pub(crate) mod middleware;
pub(crate) mod rate_limit;
pub(crate) mod retry;
pub(crate) mod settings;
pub(crate) mod shared;

use std::sync::{Arc, Mutex, PoisonError};

use crate::credentials::Credentials;
use crate::credentials::clock::Clock;
use crate::credentials::environment::Environment;
use crate::error::{Error, ErrorKind};
use crate::facts::operation::Operation;
use crate::facts::vendor::Vendor;
use crate::json::Drift;
use crate::signing::SigningMode;
use crate::transport::Transport;
#[cfg(feature = "network")]
use crate::transport::{NetworkSettings, NetworkTransport, TransportError};
use crate::validate::Validation;
use crate::values::headers::Headers;
use crate::values::timeouts::Timeouts;
use crate::values::url::Address;
use drift_recorder::DriftRecorder;
use middleware::Middleware;
use retry::{Budget, RetryPolicy};
use settings::{Given, Settings, not_a_placeholder};
use shared::{DriftHook, SharedSettings};

/// Region, credentials and all other settings, shared by the clients made from it. Clones are cheap.
#[derive(Clone, Debug)]
pub struct Config {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    given: Given,
    shared: Arc<SharedSettings>,
    /// Those of each vendor whose clients were made; mostly of one.
    settings: Mutex<Vec<Arc<Settings>>>,
}

impl Config {
    /// Creates a builder of a configuration.
    pub fn builder() -> ConfigBuilder {
        ConfigBuilder::default()
    }

    /// The configuration that the vendor's environment variables describe. They are read when a client is made, which
    /// knows its vendor.
    pub async fn from_env() -> Result<Self, Error> {
        // Nothing waits yet; what needs the network is fetched at the first call.
        std::future::ready(Self::builder().environment(Environment::process()).build()).await
    }

    /// What the clients of `vendor` go by.
    pub(crate) fn settings(&self, vendor: &'static Vendor) -> Arc<Settings> {
        let mut known = self.inner.settings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(settings) = known.iter().find(|settings| settings.vendor().name == vendor.name) {
            return Arc::clone(settings);
        }
        let settings = Arc::new(Settings::of(&self.inner.given, &self.inner.shared, vendor));
        known.push(Arc::clone(&settings));
        settings
    }
}

/// Builds a [`Config`].
#[derive(Debug, Default)]
#[must_use = "a configuration is made by `build`"]
pub struct ConfigBuilder {
    given: Given,
    application: Option<String>,
    headers: Headers,
    #[cfg(feature = "network")]
    network: NetworkSettings,
    transport: Option<Arc<dyn Transport>>,
    drift_hooks: Vec<DriftHook>,
    middleware: Vec<Arc<dyn Middleware>>,
    timeouts: Timeouts,
    retry: RetryPolicy,
    max_response_size: Option<usize>,
    validation: Validation,
    signing: SigningMode,
}

/// The default limit of a response's size: what fits in memory many times over.
const MAX_RESPONSE_SIZE: usize = 256 * 1024 * 1024;

impl ConfigBuilder {
    /// Sets the region: `cn-north-4`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.given.region = Some(region.into());
        self
    }

    /// Sets the credentials.
    pub fn credentials(mut self, credentials: impl Into<Credentials>) -> Self {
        self.given.credentials = Some(credentials.into());
        self
    }

    /// Sets the id of the project.
    pub fn project_id(mut self, id: impl Into<String>) -> Self {
        self.given.project_id = Some(id.into());
        self
    }

    /// Sets the id of the account.
    pub fn domain_id(mut self, id: impl Into<String>) -> Self {
        self.given.domain_id = Some(id.into());
        self
    }

    /// Sets the URL that every call is sent to, instead of that of the service. Each further URL is a fallback, for
    /// when those before it cannot be reached.
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.given.endpoints.push(Address::new(&url.into()));
        self
    }

    /// Sets the name of the application in the user agent.
    pub fn application(mut self, name: impl Into<String>) -> Self {
        self.application = Some(name.into());
        self
    }

    /// Adds a header to every call.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.set(name.into(), value);
        self
    }

    /// Sets how connections are made.
    #[cfg(feature = "network")]
    pub fn network(mut self, settings: NetworkSettings) -> Self {
        self.network = settings;
        self
    }

    /// Sets the transport of requests, instead of the network.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Calls `hook` after each response that differs from the pages.
    pub fn on_drift(mut self, hook: impl Fn(&Operation, &[Drift]) + Send + Sync + 'static) -> Self {
        self.drift_hooks.push(DriftHook(Arc::new(hook)));
        self
    }

    /// Records each difference between responses and pages, for `specwright drift`.
    pub fn record_drift(self, recorder: &DriftRecorder) -> Self {
        let recorder = recorder.clone();
        self.on_drift(move |operation, drift| recorder.note(operation, drift))
    }

    /// Adds middleware, which sees every attempt; what is added first is called first.
    pub fn middleware(mut self, middleware: impl Middleware + 'static) -> Self {
        self.middleware.push(Arc::new(middleware));
        self
    }

    /// Sets the timeouts of calls.
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// Sets how failed calls are retried.
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// Sets how many bytes a response may have at most.
    pub fn max_response_size(mut self, bytes: usize) -> Self {
        self.max_response_size = Some(bytes);
        self
    }

    /// Sets for which constraints of its page a call is refused before it is sent; defaults to
    /// [`Validation::Labelled`].
    pub fn validate(mut self, validation: Validation) -> Self {
        self.validation = validation;
        self
    }

    /// Sets how calls are signed.
    pub fn signing(mut self, mode: SigningMode) -> Self {
        self.signing = mode;
        self
    }

    /// Sets the URL of IAM, instead of that of the region.
    pub fn iam_endpoint(mut self, url: impl Into<String>) -> Self {
        self.given.iam_endpoint = Some(Address::new(&url.into()));
        self
    }

    /// Sets the URL of STS, instead of that of the region.
    pub fn sts_endpoint(mut self, url: impl Into<String>) -> Self {
        self.given.sts_endpoint = Some(Address::new(&url.into()));
        self
    }

    /// Reads what is not set from the vendor's variables and the files that they name: keys, ids, region, endpoints.
    pub fn environment(mut self, environment: Environment) -> Self {
        self.given.environment = Some(environment);
        self
    }

    /// Reads keys and ids from this section of the profile file, whatever the variables say.
    pub fn profile(mut self, section: impl Into<String>) -> Self {
        self.given.profile = Some(section.into());
        self
    }

    /// Builds the configuration.
    pub fn build(self) -> Result<Config, Error> {
        let given = self.given;
        not_a_placeholder("project", given.project_id.as_deref())?;
        not_a_placeholder("domain", given.domain_id.as_deref())?;
        if given.credentials.is_none() && given.profile.is_none() && given.environment.is_none() {
            return Err(Error::new(
                ErrorKind::Config,
                "no credentials: pass them to `credentials`, or let `environment` find them",
            ));
        }
        #[cfg(feature = "network")]
        let network = || network(&self.network);
        let shared = SharedSettings {
            application: self.application,
            headers: self.headers,
            transport: self.transport.map_or_else(network, Ok)?,
            drift_hooks: self.drift_hooks,
            middleware: self.middleware,
            timeouts: self.timeouts,
            retry: self.retry,
            max_response_size: self.max_response_size.unwrap_or(MAX_RESPONSE_SIZE),
            validation: self.validation,
            signing: self.signing,
            budget: Budget::default(),
            clock: Arc::<Clock>::default(),
        };
        Ok(Config { inner: Arc::new(Inner { given, shared: Arc::new(shared), settings: Mutex::default() }) })
    }
}

#[cfg(feature = "network")]
fn network(settings: &NetworkSettings) -> Result<Arc<dyn Transport>, Error> {
    let problem = |error: TransportError| Error::new(ErrorKind::Config, error.message.clone()).caused_by(error);
    Ok(Arc::new(NetworkTransport::new(settings).map_err(problem)?))
}

#[cfg(not(feature = "network"))]
fn network() -> Result<Arc<dyn Transport>, Error> {
    Err(Error::new(ErrorKind::Config, "no transport: pass one to the builder, or enable the feature `network`"))
}
