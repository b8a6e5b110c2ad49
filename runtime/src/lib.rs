//! What every generated client stands on: configuration, credentials, signing, sending, errors and JSON.
//!
//! A client is a [`Config`] and a [`Service`]; it makes a [`Call`] of an [`Operation`]; a call is a value that can be
//! looked at and changed until it is sent; what is sent is awaited as a [`Sending`] and ends in a value or an [`Error`].
//! Nothing emitted is generic over transport or codec, so that a thousand operations compile in seconds.

mod arriving;
mod authentication;
#[cfg(feature = "blocking")]
pub mod blocking;
mod call;
mod client;
mod clock;
mod config;
pub mod credentials;
mod download;
mod drift_recorder;
pub mod emitted;
mod endpoint;
mod environment;
mod error;
mod form;
mod headers;
pub mod json;
mod lookup;
mod middleware;
mod multipart;
mod operation;
mod pages;
mod parameter;
mod prove;
mod random;
mod rate_limit;
mod regions;
mod retry;
mod secret;
mod send;
mod sending;
mod service;
pub mod signing;
pub mod testing;
mod timeouts;
pub mod transport;
mod upload;
mod url;
mod utf8;
mod validate;
mod waiting;
#[cfg(feature = "xml")]
mod xml;

pub use bytes::Bytes;
pub use call::{Call, Preview};
pub use client::Client;
pub use config::{Config, ConfigBuilder};
pub use credentials::{Credential, Credentials, Keys, ProvideCredential, Token};
pub use download::Download;
pub use drift_recorder::DriftRecorder;
pub use environment::Environment;
pub use error::{Error, ErrorDetail, ErrorKind};
pub use headers::Headers;
pub use json::{Drift, DriftKind, Extra, Json, Nullable, Number, Value};
pub use middleware::{Attempt, Middleware, Outcome};
pub use multipart::{FilePart, Multipart};
pub use operation::{Location, Operation};
pub use pages::{Items, Pages};
pub use parameter::Parameter;
pub use rate_limit::RateLimit;
pub use retry::RetryPolicy;
pub use secret::Secret;
pub use sending::{Response, Sending};
pub use service::{CredentialKind, Endpoints, Method, Service};
pub use signing::{SigningMode, SigningNames};
pub use timeouts::{TimeoutPhase, Timeouts};
pub use upload::Upload;
pub use validate::{Validate, Validation, Violation, Violations};
pub use waiting::{Progress, Waiting};
