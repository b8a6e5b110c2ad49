//! What the clients of an application have in common.

use std::fmt;
use std::sync::Arc;

use crate::clock::Clock;
use crate::credentials::{Credentials, Keys};
use crate::error::{Error, ErrorKind};
use crate::headers::Headers;
use crate::json::Drift;
use crate::middleware::Middleware;
use crate::send::{Budget, RetryPolicy};
use crate::service::Operation;
use crate::signing::SigningMode;
use crate::timeouts::Timeouts;
use crate::transport::{NetworkSettings, NetworkTransport, Transport};

/// Region, credentials and manners, shared by the clients made from it. Clones are cheap.
#[derive(Clone, Debug)]
pub struct Config {
    pub(crate) inner: Arc<Settings>,
}

#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) region: Option<String>,
    pub(crate) credentials: Credentials,
    pub(crate) project_id: Option<String>,
    pub(crate) domain_id: Option<String>,
    pub(crate) endpoints: Vec<String>,
    pub(crate) application: Option<String>,
    pub(crate) headers: Headers,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) drift_hook: Option<DriftHook>,
    pub(crate) middleware: Vec<Arc<dyn Middleware>>,
    pub(crate) timeouts: Timeouts,
    pub(crate) retry: RetryPolicy,
    pub(crate) largest_answer: usize,
    pub(crate) signing: SigningMode,
    pub(crate) budget: Budget,
    pub(crate) clock: Clock,
}

/// Called with what a service sent and its pages do not say.
#[derive(Clone)]
pub(crate) struct DriftHook(pub(crate) Arc<DriftFunction>);

type DriftFunction = dyn Fn(&Operation, &[Drift]) + Send + Sync;

impl fmt::Debug for DriftHook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DriftHook")
    }
}

impl Config {
    /// Starts a configuration.
    pub fn builder() -> ConfigBuilder {
        ConfigBuilder::default()
    }

    /// The configuration that the vendor's environment variables describe.
    pub async fn from_env() -> Result<Self, Error> {
        // Nothing waits yet; what needs the network is fetched at the first call.
        std::future::ready(Self::builder().env(&|name| std::env::var(name).ok()).build()).await
    }

    /// The region.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.inner.region.as_deref()
    }
}

/// Collects a configuration.
#[derive(Debug, Default)]
#[must_use = "a configuration is made by `build`"]
pub struct ConfigBuilder {
    region: Option<String>,
    credentials: Option<Credentials>,
    project_id: Option<String>,
    domain_id: Option<String>,
    endpoints: Vec<String>,
    application: Option<String>,
    headers: Headers,
    network: NetworkSettings,
    transport: Option<Arc<dyn Transport>>,
    drift_hook: Option<DriftHook>,
    middleware: Vec<Arc<dyn Middleware>>,
    timeouts: Timeouts,
    retry: RetryPolicy,
    largest_answer: Option<usize>,
    signing: SigningMode,
}

/// No answer may be larger, unless told: what fits in memory many times over.
const LARGEST_ANSWER: usize = 256 * 1024 * 1024;

impl ConfigBuilder {
    /// The region: `cn-north-4`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Who calls.
    pub fn credentials(mut self, credentials: impl Into<Credentials>) -> Self {
        self.credentials = Some(credentials.into());
        self
    }

    /// The id of the project.
    pub fn project_id(mut self, id: impl Into<String>) -> Self {
        self.project_id = Some(id.into());
        self
    }

    /// The id of the account.
    pub fn domain_id(mut self, id: impl Into<String>) -> Self {
        self.domain_id = Some(id.into());
        self
    }

    /// The URL to send every call to, in place of the service's own; given again, the next one to try when the ones
    /// before it cannot be reached.
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoints.push(url.into());
        self
    }

    /// The name of the application, for the user agent.
    pub fn application(mut self, name: impl Into<String>) -> Self {
        self.application = Some(name.into());
        self
    }

    /// A header of every call.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.set(name, value);
        self
    }

    /// How connections are made.
    pub fn network(mut self, settings: NetworkSettings) -> Self {
        self.network = settings;
        self
    }

    /// What carries requests, in place of the network.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Calls `hook` after each answer that differs from the pages.
    pub fn on_drift(mut self, hook: impl Fn(&Operation, &[Drift]) + Send + Sync + 'static) -> Self {
        self.drift_hook = Some(DriftHook(Arc::new(hook)));
        self
    }

    /// Sees every attempt; the first one added is the first one called.
    pub fn middleware(mut self, middleware: impl Middleware + 'static) -> Self {
        self.middleware.push(Arc::new(middleware));
        self
    }

    /// The deadlines of calls.
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// How failed calls are repeated.
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// How many bytes an answer may have at most.
    pub fn largest_answer(mut self, bytes: usize) -> Self {
        self.largest_answer = Some(bytes);
        self
    }

    /// How calls are signed.
    pub fn signing(mut self, mode: SigningMode) -> Self {
        self.signing = mode;
        self
    }

    /// Takes what is not set yet from the variables that `variable` knows; empty ones count as absent.
    pub fn env(mut self, variable: &dyn Fn(&str) -> Option<String>) -> Self {
        let text = |name: &str| variable(&format!("HUAWEICLOUD_SDK_{name}")).filter(|value| !value.is_empty());
        if self.credentials.is_none()
            && let Some((access_key, secret_key)) = text("AK").zip(text("SK"))
        {
            let keys = Keys::new(access_key, secret_key);
            let keys = match text("SECURITY_TOKEN") {
                Some(token) => keys.with_security_token(token),
                None => keys,
            };
            self.credentials = Some(keys.into());
        }
        self.region = self.region.or_else(|| text("REGION"));
        self.project_id = self.project_id.or_else(|| text("PROJECT_ID"));
        self.domain_id = self.domain_id.or_else(|| text("DOMAIN_ID"));
        self
    }

    /// The configuration.
    pub fn build(self) -> Result<Config, Error> {
        let Some(credentials) = self.credentials else {
            return Err(Error::new(
                ErrorKind::Config,
                "no credentials: set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, or give them to the builder",
            ));
        };
        let transport = match self.transport {
            Some(transport) => transport,
            None => Arc::new(
                NetworkTransport::new(&self.network)
                    .map_err(|error| Error::new(ErrorKind::Config, error.message.clone()).caused_by(error))?,
            ),
        };
        Ok(Config {
            inner: Arc::new(Settings {
                region: self.region,
                credentials,
                project_id: self.project_id,
                domain_id: self.domain_id,
                endpoints: self.endpoints,
                application: self.application,
                headers: self.headers,
                transport,
                drift_hook: self.drift_hook,
                middleware: self.middleware,
                timeouts: self.timeouts,
                retry: self.retry,
                largest_answer: self.largest_answer.unwrap_or(LARGEST_ANSWER),
                signing: self.signing,
                budget: Budget::default(),
                clock: Clock::default(),
            }),
        })
    }
}
