//! How the clients of a configuration behave, whoever their vendor is.

use std::fmt;
use std::sync::Arc;

use super::middleware::Middleware;
use super::retry::{Budget, RetryPolicy};
use crate::credentials::Context;
use crate::credentials::clock::Clock;
use crate::facts::operation::Operation;
use crate::json::Drift;
use crate::signing::SigningMode;
use crate::transport::Transport;
use crate::validate::Validation;
use crate::values::headers::Headers;
use crate::values::timeouts::Timeouts;

/// What is the same for all clients of a configuration; they share its parts.
#[derive(Debug)]
pub(crate) struct SharedSettings {
    pub(crate) application: Option<String>,
    pub(crate) headers: Headers,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) drift_hooks: Vec<DriftHook>,
    pub(crate) middleware: Vec<Arc<dyn Middleware>>,
    pub(crate) timeouts: Timeouts,
    pub(crate) retry: RetryPolicy,
    pub(crate) max_response_size: usize,
    pub(crate) validation: Validation,
    pub(crate) signing: SigningMode,
    pub(crate) budget: Budget,
    pub(crate) clock: Arc<Clock>,
}

impl SharedSettings {
    /// What those who fetch credentials may use.
    pub(crate) fn context(&self) -> Context {
        Context { transport: self.transport.clone(), clock: self.clock.clone() }
    }
}

/// Called with what a service sent and its pages do not say.
#[derive(Clone)]
pub(crate) struct DriftHook(pub(crate) Arc<DriftFunction>);

pub(crate) type DriftFunction = dyn Fn(&Operation, &[Drift]) + Send + Sync;

impl fmt::Debug for DriftHook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DriftHook")
    }
}
