//! What the clients of an application have in common.

use std::fmt;
use std::sync::Arc;

use tokio::sync::OnceCell;

use crate::clock::Clock;
use crate::credentials::{Chain, Credentials, Profile, read_section};
use crate::drift_recorder::DriftRecorder;
use crate::environment::Environment;
use crate::error::{Error, ErrorKind};
use crate::headers::Headers;
use crate::json::Drift;
use crate::middleware::Middleware;
use crate::operation::Operation;
use crate::regions;
use crate::retry::{Budget, RetryPolicy};
use crate::signing::SigningMode;
use crate::timeouts::Timeouts;
use crate::transport::Transport;
#[cfg(feature = "network")]
use crate::transport::{NetworkSettings, NetworkTransport, TransportError};
use crate::url::Address;
use crate::validate::Validation;

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
    pub(crate) endpoints: Vec<Address>,
    pub(crate) application: Option<String>,
    pub(crate) headers: Headers,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) drift_hooks: Vec<DriftHook>,
    pub(crate) middleware: Vec<Arc<dyn Middleware>>,
    pub(crate) timeouts: Timeouts,
    pub(crate) retry: RetryPolicy,
    pub(crate) largest_answer: usize,
    pub(crate) validation: Validation,
    pub(crate) signing: SigningMode,
    pub(crate) budget: Budget,
    pub(crate) clock: Arc<Clock>,
    pub(crate) iam_endpoint: Option<Address>,
    pub(crate) sts_endpoint: Option<Address>,
    pub(crate) environment: Environment,
    pub(crate) found_project: OnceCell<String>,
    pub(crate) found_domain: OnceCell<String>,
}

impl Settings {
    /// The URL of IAM.
    pub(crate) fn iam(&self) -> String {
        let given = self.iam_endpoint.as_ref().map(|address| address.text().to_owned());
        given.unwrap_or_else(|| regions::iam(self.region.as_deref()))
    }

    /// The URL of STS.
    pub(crate) fn sts(&self) -> String {
        let given = self.sts_endpoint.as_ref().map(|address| address.text().to_owned());
        given.unwrap_or_else(|| regions::sts(self.region.as_deref()))
    }
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
        std::future::ready(Self::builder().environment(Environment::process()).build()).await
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
    endpoints: Vec<Address>,
    application: Option<String>,
    headers: Headers,
    #[cfg(feature = "network")]
    network: NetworkSettings,
    transport: Option<Arc<dyn Transport>>,
    drift_hooks: Vec<DriftHook>,
    middleware: Vec<Arc<dyn Middleware>>,
    timeouts: Timeouts,
    retry: RetryPolicy,
    largest_answer: Option<usize>,
    validation: Validation,
    signing: SigningMode,
    iam_endpoint: Option<Address>,
    sts_endpoint: Option<Address>,
    environment: Option<Environment>,
    from_environment: bool,
    profile: Option<String>,
}

/// The vendor's sections of a profile file, the preferred one first.
const SECTIONS: &[&str] = &["basic", "global"];

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
        self.endpoints.push(Address::new(&url.into()));
        self
    }

    /// The name of the application, for the user agent.
    pub fn application(mut self, name: impl Into<String>) -> Self {
        self.application = Some(name.into());
        self
    }

    /// A header of every call.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.set(name.into(), value);
        self
    }

    #[cfg(feature = "network")]
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
        self.drift_hooks.push(DriftHook(Arc::new(hook)));
        self
    }

    /// Writes down each difference between answers and pages, for `specwright drift`.
    pub fn record_drift(self, recorder: &DriftRecorder) -> Self {
        let recorder = recorder.clone();
        self.on_drift(move |operation, drift| recorder.note(operation, drift))
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

    /// For which constraints of its page a call is refused before it is sent: those of labels, unless told.
    pub fn validate(mut self, validation: Validation) -> Self {
        self.validation = validation;
        self
    }

    /// How calls are signed.
    pub fn signing(mut self, mode: SigningMode) -> Self {
        self.signing = mode;
        self
    }

    /// The URL of IAM, in place of the region's own.
    pub fn iam_endpoint(mut self, url: impl Into<String>) -> Self {
        self.iam_endpoint = Some(Address::new(&url.into()));
        self
    }

    /// The URL of STS, in place of the region's own.
    pub fn sts_endpoint(mut self, url: impl Into<String>) -> Self {
        self.sts_endpoint = Some(Address::new(&url.into()));
        self
    }

    /// Takes what is not set from variables and the files they name: keys, ids, region, endpoints.
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environment = Some(environment);
        self.from_environment = true;
        self
    }

    /// Takes keys and ids from this section of the profile file, whatever variables say.
    pub fn profile(mut self, section: impl Into<String>) -> Self {
        self.profile = Some(section.into());
        self
    }

    /// The configuration.
    pub fn build(mut self) -> Result<Config, Error> {
        let environment = self.environment.take().unwrap_or_default();
        let region = self.region.or_else(|| environment.sdk("REGION"));
        let named = self.profile.is_some();
        let section = self.profile.or_else(|| environment.sdk("PROFILE"));
        let sections: Vec<&str> = section.as_deref().map_or_else(|| SECTIONS.to_vec(), |name| vec![name]);
        let profile = profile_ids(&environment, &sections, named);
        // A section that was named goes before the variables.
        let id = |given: Option<String>, variable: &str, stated: Option<String>| {
            let stated_elsewhere = || environment.sdk(variable);
            given.or_else(|| if named { stated.or_else(stated_elsewhere) } else { stated_elsewhere().or(stated) })
        };
        let project_id = id(self.project_id, "PROJECT_ID", profile.project_id);
        let domain_id = id(self.domain_id, "DOMAIN_ID", profile.domain_id);
        not_a_placeholder("project", project_id.as_deref())?;
        not_a_placeholder("domain", domain_id.as_deref())?;
        let address = |variable: &str| environment.sdk(variable).map(|url| Address::new(&url));
        let credentials = match (self.credentials, self.from_environment) {
            (Some(credentials), _) => credentials,
            (None, _) if named => Credentials::fetched(profile_file(&environment, region.as_deref(), &sections)?),
            (None, true) => Credentials::fetched(Chain::new(&environment, region.as_deref(), &sections)),
            (None, false) => {
                return Err(Error::new(
                    ErrorKind::Config,
                    "no credentials: give them to the builder, or let it read the environment",
                ));
            }
        };
        #[cfg(feature = "network")]
        let network = || network(&self.network);
        let transport = self.transport.map_or_else(network, Ok)?;
        Ok(Config {
            inner: Arc::new(Settings {
                region,
                credentials,
                project_id,
                domain_id,
                endpoints: self.endpoints,
                application: self.application,
                headers: self.headers,
                transport,
                drift_hooks: self.drift_hooks,
                middleware: self.middleware,
                timeouts: self.timeouts,
                retry: self.retry,
                validation: self.validation,
                largest_answer: self.largest_answer.unwrap_or(LARGEST_ANSWER),
                signing: self.signing,
                budget: Budget::default(),
                clock: Arc::default(),
                iam_endpoint: self.iam_endpoint.or_else(|| address("IAM_ENDPOINT")),
                sts_endpoint: self.sts_endpoint.or_else(|| address("STS_ENDPOINT")),
                environment,
                found_project: OnceCell::new(),
                found_domain: OnceCell::new(),
            }),
        })
    }
}

#[cfg(feature = "network")]
fn network(settings: &NetworkSettings) -> Result<Arc<dyn Transport>, Error> {
    let problem = |error: TransportError| Error::new(ErrorKind::Config, error.message.clone()).caused_by(error);
    Ok(Arc::new(NetworkTransport::new(settings).map_err(problem)?))
}

#[cfg(not(feature = "network"))]
fn network() -> Result<Arc<dyn Transport>, Error> {
    Err(Error::new(ErrorKind::Config, "no transport: give one to the builder, or turn the feature `network` on"))
}

/// An id that was copied from a page with its braces would be sent as it is.
fn not_a_placeholder(what: &str, id: Option<&str>) -> Result<(), Error> {
    match id.map(str::trim) {
        Some(id) if id.starts_with(['{', '<']) && id.ends_with(['}', '>']) => {
            Err(Error::new(ErrorKind::Config, format!("the {what} id {id} is a placeholder: put the id in its place")))
        }
        _ => Ok(()),
    }
}

fn profile_file(environment: &Environment, region: Option<&str>, sections: &[&str]) -> Result<Profile, Error> {
    let path = environment.file("CREDENTIALS_FILE", "credentials");
    let path = path
        .ok_or_else(|| Error::new(ErrorKind::Config, "a profile is named, and no home is known that has its file"))?;
    Ok(Profile::new(path, sections.iter().copied()).in_region(region))
}

/// The ids that a profile file states beside its keys.
#[derive(Default)]
struct ProfileIds {
    project_id: Option<String>,
    domain_id: Option<String>,
}

/// Keys in the environment go before the file, and the file's ids belong to the file's keys.
fn profile_ids(environment: &Environment, sections: &[&str], named: bool) -> ProfileIds {
    let elsewhere = !named && (environment.sdk("AK").is_some() || environment.sdk("IDP_ID").is_some());
    let path = environment.file("CREDENTIALS_FILE", "credentials").filter(|path| !elsewhere && path.exists());
    let sections: Vec<String> = sections.iter().map(|name| (*name).to_owned()).collect();
    // A file that cannot be read is reported when its keys are asked for.
    let section = path.and_then(|path| read_section(&path, &sections).ok());
    section.map_or_else(ProfileIds::default, |section| ProfileIds {
        project_id: section.project_id().map(str::to_owned),
        domain_id: section.domain_id().map(str::to_owned),
    })
}
