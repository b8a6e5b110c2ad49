//! A configuration and a service: what calls are made from.

use std::sync::Arc;

use crate::call::Call;
use crate::config::{Config, Settings};
use crate::service::{Operation, Service};

/// The client of one service; the emitted clients are named wrappers of it. Clones are cheap.
#[derive(Clone, Debug)]
pub struct Client {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    config: Config,
    service: &'static Service,
}

impl Client {
    /// A client of `service`.
    #[must_use]
    pub fn new(config: &Config, service: &'static Service) -> Self {
        Self { shared: Arc::new(Shared { config: config.clone(), service }) }
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

    pub(crate) fn config(&self) -> &Settings {
        &self.shared.config.inner
    }
}
