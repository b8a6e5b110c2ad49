//! What every generated client stands on: configuration, credentials, signing, sending, errors and JSON.
//!
//! A client is a [`Config`] and a [`Service`](emitted::Service); it makes a [`Call`] of an [`Operation`]; a call is a
//! value that can be looked at and changed until it is sent; what is sent is awaited as a [`ResponseFuture`] and ends
//! in a value or an [`Error`]. Nothing emitted is generic over transport or codec, so that a thousand operations
//! compile in seconds.

mod client;
mod config;
pub mod credentials;
pub mod emitted;
mod error;
mod facts;
pub mod json;
mod pipeline;
mod request;
pub mod signing;
pub mod testing;
pub mod transport;
mod validate;
mod values;
#[cfg(feature = "xml")]
mod xml;

pub use bytes::Bytes;
#[cfg(feature = "blocking")]
pub use client::blocking;
pub use client::{Call, Client, Download, Items, Pages, Progress, Response, ResponseFuture, WaitPolicy};
pub use config::drift_recorder::DriftRecorder;
pub use config::middleware::{Attempt, Middleware, Outcome};
pub use config::rate_limit::RateLimit;
pub use config::retry::RetryPolicy;
pub use config::{Config, ConfigBuilder};
pub use credentials::environment::Environment;
pub use credentials::{Credential, Credentials, Keys, ProvideCredential, Token};
pub use error::{Error, ErrorDetail, ErrorKind};
pub use facts::operation::Operation;
pub use facts::service::Method;
pub use json::{Drift, DriftKind, Extra, Json, Nullable, Number, Value};
pub use request::Preview;
pub use request::multipart::{FilePart, Multipart};
pub use signing::{SigningMode, SigningNames};
#[cfg(feature = "network")]
pub use transport::NetworkSettings;
pub use transport::upload::Upload;
pub use validate::{Validate, Validation, Violation, Violations};
pub use values::headers::Headers;
pub use values::parameter::Parameter;
pub use values::secret::Secret;
pub use values::timeouts::{TimeoutPhase, Timeouts};
