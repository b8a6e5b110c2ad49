//! Bytes that come piece by piece: the body of a response, and what an upload reads.

use std::fmt;
use std::task::{Context, Poll};

use bytes::Bytes;

use super::error::TransportError;

/// A body that comes in pieces; none by default.
#[derive(Default)]
pub struct ResponseBody(Option<Box<dyn Pieces>>);

/// The pieces of a body.
pub trait Pieces: Send {
    /// The next piece; `None` at the end.
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>>;
}

impl ResponseBody {
    /// A body of these pieces.
    #[must_use]
    pub fn new(pieces: impl Pieces + 'static) -> Self {
        Self(Some(Box::new(pieces)))
    }

    /// The next piece; `None` at the end.
    pub async fn piece(&mut self) -> Option<Result<Bytes, TransportError>> {
        std::future::poll_fn(|context| self.poll_piece(context)).await
    }
}

impl Pieces for ResponseBody {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        self.0.as_mut().map_or(Poll::Ready(None), |pieces| pieces.poll_piece(context))
    }
}

impl fmt::Debug for ResponseBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResponseBody")
    }
}

/// One piece that is there already.
pub(crate) struct Whole(Option<Bytes>);

impl Whole {
    pub(crate) fn new(bytes: Bytes) -> Self {
        Self(Some(bytes).filter(|bytes| !bytes.is_empty()))
    }
}

impl Pieces for Whole {
    fn poll_piece(&mut self, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}
