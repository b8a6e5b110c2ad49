//! How a request travels: a trait, the one over reqwest, and one that stays in memory for tests.

mod body;
mod error;
#[cfg(feature = "network")]
mod inflate;
mod memory;
mod message;
#[cfg(feature = "network")]
mod network;
#[cfg(feature = "network")]
mod origin;
mod pieces;
mod recording;
pub(crate) mod upload;

use std::fmt;
use std::pin::Pin;

pub use body::RequestBody;
pub use error::{TransportError, TransportErrorKind};
pub use memory::MemoryTransport;
pub(crate) use message::QueryProof;
pub use message::{HttpRequest, HttpResponse};
#[cfg(feature = "network")]
pub use network::{NetworkSettings, NetworkTransport, Proxy};
pub use pieces::{Pieces, ResponseBody};
pub use recording::{Recording, Replay};

/// A future behind one pointer, so that nothing is generic over how a request travels.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Carries requests to services.
pub trait Transport: fmt::Debug + Send + Sync {
    /// Sends one request; the future ends when the head of the response is there. Dropping it gives the request up.
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>>;
}
