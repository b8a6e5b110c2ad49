//! Bodies on their way: what a request carries, and what an answer brings piece by piece.

use std::fmt;
use std::task::{Context, Poll};

use bytes::Bytes;

use super::TransportError;
use crate::upload::Upload;

/// What a request carries. Its `Debug` shows how much, never what.
#[derive(Clone, Default)]
#[non_exhaustive]
pub enum RequestBody {
    /// Nothing; unlike empty bytes, it has no `Content-Length`.
    #[default]
    None,
    /// Bytes in memory.
    Bytes(Bytes),
    /// Bytes from elsewhere.
    Upload(Upload),
}

impl RequestBody {
    /// The bytes, when they are in memory.
    #[must_use]
    pub fn bytes(&self) -> Option<&Bytes> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            Self::None | Self::Upload(_) => None,
        }
    }

    /// How many bytes it has, as far as that is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match self {
            Self::None => Some(0),
            Self::Bytes(bytes) => Some(bytes.len() as u64),
            Self::Upload(upload) => upload.length(),
        }
    }

    /// Whether there is no body at all.
    #[must_use]
    pub fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }
}

impl<T: Into<Bytes>> From<T> for RequestBody {
    fn from(bytes: T) -> Self {
        Self::Bytes(bytes.into())
    }
}

impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, self.length()) {
            (Self::None, _) => f.write_str("none"),
            (_, Some(length)) => write!(f, "{length} bytes"),
            (_, None) => f.write_str("bytes of unknown number"),
        }
    }
}

/// A body that comes in pieces; none by default.
#[derive(Default)]
pub struct AnswerBody(Option<Box<dyn Pieces>>);

/// The pieces of a body.
pub trait Pieces: Send {
    /// The next piece; `None` at the end.
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>>;
}

impl AnswerBody {
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

impl Pieces for AnswerBody {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        self.0.as_mut().map_or(Poll::Ready(None), |pieces| pieces.poll_piece(context))
    }
}

impl fmt::Debug for AnswerBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AnswerBody")
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
