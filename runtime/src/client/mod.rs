//! A configuration and a service: what calls are made from, sent, and awaited with.

#[cfg(feature = "blocking")]
pub mod blocking;
mod call;
mod download;
mod pages;
mod send;
mod wait;

use std::sync::Arc;

pub use call::{Call, FromResponse};
pub use download::Download;
pub use pages::{Items, PageFacts, Pages, Paging, Position};
pub use send::{Response, ResponseFuture};
pub use wait::{Progress, WaitPolicy};

use crate::config::Config;
use crate::credentials::authentication::Authentication;
use crate::facts::operation::Operation;
use crate::facts::service::Service;
use crate::pipeline::peer::Peer;
use crate::signing::SigningNames;

/// The client of one service; the emitted clients are named wrappers of it. Clones are cheap.
#[derive(Clone, Debug)]
pub struct Client {
    peer: Arc<Peer>,
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
        let settings = config.settings(service.vendor);
        Self { peer: Arc::new(Peer::new(settings, service, signing, authentication)) }
    }

    /// Starts a call of `operation`.
    pub fn call(&self, operation: &'static Operation) -> Call {
        Call::new(Arc::clone(&self.peer), operation)
    }

    /// The service.
    #[must_use]
    pub fn service(&self) -> &'static Service {
        self.peer.service
    }

    /// The region that its calls go to: as configured, or as the vendor's variables say.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.peer.settings.region.as_deref()
    }
}
