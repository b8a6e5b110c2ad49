//! The body of a response in pieces, for what is too large for memory.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use crate::error::{self, Error};
use crate::facts::operation::Operation;
use crate::pipeline::response::RawResponse;
use crate::pipeline::timed_body::TimedBody;
use crate::values::headers::Headers;

/// A successful response whose body is still on its way: a stream of pieces, or one by one by [`next`](Self::next).
///
/// The timeouts of attempt and call end with its head; from then on only `stall` applies. Dropping it cancels the rest.
#[must_use = "nothing is read until the stream is polled"]
pub struct Download {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: Headers,
    operation: &'static Operation,
    body: TimedBody,
    received: u64,
    ended: bool,
}

impl Download {
    pub(super) fn new(response: RawResponse) -> Self {
        Self {
            status: response.status,
            headers: response.headers,
            operation: response.operation,
            body: response.rest,
            received: 0,
            ended: false,
        }
    }

    /// The next piece; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        std::future::poll_fn(|context| self.poll_bytes(context)).await
    }

    /// How many bytes the service announced; `None` if it announced none, or if the body is compressed.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.headers.get("Content-Length")?.parse().ok()
    }

    /// How many bytes have been received.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.received
    }

    /// The id under which the service knows the call.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        error::request_id(&self.headers)
    }

    fn poll_bytes(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let piece = ready!(self.body.poll_piece(context));
        match &piece {
            Some(Ok(bytes)) => self.received += bytes.len() as u64,
            Some(Err(_)) | None => self.ended = true,
        }
        let named = |error: Error| error.in_operation(self.operation.service, self.operation.name);
        Poll::Ready(piece.map(|piece| piece.map_err(named)))
    }
}

impl futures_core::Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_bytes(context)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("received", &self.received)
            .finish_non_exhaustive()
    }
}
