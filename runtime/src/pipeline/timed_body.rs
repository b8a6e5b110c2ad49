//! The body of a response on its way, under a guard: pieces enter, and a stall leaves as an error.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use tokio::time::{Instant, Sleep};

use crate::error::Error;
use crate::transport::{Pieces as _, ResponseBody};
use crate::values::timeouts::TimeoutPhase;

/// A body that must not stand still for longer than its limit.
#[derive(Debug)]
pub(crate) struct TimedBody {
    body: ResponseBody,
    limit: Option<Duration>,
    // Made at the first wait: most bodies are there with their head.
    timer: Option<Pin<Box<Sleep>>>,
    waiting: bool,
}

impl TimedBody {
    pub(crate) fn new(body: ResponseBody, limit: Option<Duration>) -> Self {
        Self { body, limit, timer: None, waiting: false }
    }

    /// The next piece; `None` at the end.
    pub(crate) async fn piece(&mut self) -> Option<Result<Bytes, Error>> {
        std::future::poll_fn(|context| self.poll_piece(context)).await
    }

    pub(crate) fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        if let Poll::Ready(piece) = self.body.poll_piece(context) {
            self.waiting = false;
            return Poll::Ready(piece.map(|piece| piece.map_err(Error::from)));
        }
        let Some(limit) = self.limit else { return Poll::Pending };
        let timer = self.timer.get_or_insert_with(|| Box::pin(tokio::time::sleep(limit)));
        if !std::mem::replace(&mut self.waiting, true) {
            timer.as_mut().reset(Instant::now() + limit);
        }
        ready!(timer.as_mut().poll(context));
        Poll::Ready(Some(Err(Error::timeout(TimeoutPhase::Stall, limit))))
    }
}
