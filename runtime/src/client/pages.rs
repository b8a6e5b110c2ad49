//! Responses that come in pages, as a stream.

mod position;

use std::collections::HashSet;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::{Call, Response, ResponseFuture};
use crate::error::{Error, ErrorKind};
use crate::json::Value;

pub use position::Position;

/// How an operation requests the next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// By how many items to pass over.
    Offset {
        /// Where the call says so.
        position: Position,
        /// What the first page has.
        first: i64,
    },
    /// By the number of the page.
    Page {
        /// Where the call says so.
        position: Position,
        /// What the first page has.
        first: i64,
    },
    /// By a text of the page before: a marker, or the id of its last item.
    Marker {
        /// Where the call says so.
        position: Position,
    },
}

/// What a page says of the pages after it; a few lines of emitted code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageFacts {
    /// How many items it holds.
    pub items: usize,
    /// How many there are in all pages, when it says so.
    pub total: Option<i64>,
    /// The marker of the next page; none at the last.
    pub next: Option<String>,
}

/// The pages of a call: a stream, or one by one by [`next`](Self::next). It ends after the last page or an error.
#[must_use = "no page is asked for until the stream is polled"]
pub struct Pages<T> {
    call: Call,
    paging: Paging,
    facts: fn(&T) -> PageFacts,
    sending: Option<ResponseFuture<Response<T>>>,
    before: Bytes,
    position: i64,
    seen_items: usize,
    seen_markers: HashSet<String>,
    ended: bool,
}

impl Call {
    /// Sends the call once per page. The first page is the one that the call has set.
    pub fn pages<T: Value>(self, paging: Paging, facts: fn(&T) -> PageFacts) -> Pages<T> {
        let first = match paging {
            Paging::Offset { position, first } | Paging::Page { position, first } => {
                position.number(&self).unwrap_or(first)
            }
            Paging::Marker { .. } => 0,
        };
        Pages {
            call: self,
            paging,
            facts,
            sending: None,
            before: Bytes::new(),
            position: first,
            seen_items: 0,
            seen_markers: HashSet::new(),
            ended: false,
        }
    }
}

impl<T: Value> Pages<T> {
    /// The next page.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        std::future::poll_fn(|context| self.poll_page(context)).await
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let call = &self.call;
        let sending = self.sending.get_or_insert_with(|| call.clone().send().with_response());
        let Poll::Ready(page) = Pin::new(sending).poll(context) else { return Poll::Pending };
        self.sending = None;
        let page = page.and_then(|page| {
            let facts = (self.facts)(&page.value);
            // A service that ignores the position would respond with its first page for ever. Where it counts the
            // items, pages end all the same, and two that look alike may be two pages.
            let is_endless = facts.total.is_none() && !matches!(self.paging, Paging::Marker { .. });
            let before = std::mem::replace(&mut self.before, page.raw.clone());
            if is_endless && facts.items > 0 && before == page.raw {
                return Err(Error::new(ErrorKind::Decode, "the service sent the same page again"));
            }
            self.turn(&facts)?;
            Ok(page.value)
        });
        self.ended |= page.is_err();
        Poll::Ready(Some(page))
    }

    /// Makes the call one of the page after the one with these facts, or ends.
    fn turn(&mut self, facts: &PageFacts) -> Result<(), Error> {
        self.seen_items += facts.items;
        let total = facts.total.and_then(|total| usize::try_from(total).ok());
        // Only the service knows which page is the last: some leave items out after paging, and a page may be short.
        let is_last = facts.items == 0 || total.is_some_and(|total| self.seen_items >= total);
        let count = i64::try_from(facts.items).unwrap_or(i64::MAX);
        match self.paging {
            Paging::Marker { position } => match &facts.next {
                Some(marker) if !marker.is_empty() => {
                    if !self.seen_markers.insert(marker.clone()) {
                        return Err(Error::new(ErrorKind::Decode, "the service sent the same marker again"));
                    }
                    position.set_marker(&mut self.call, marker);
                }
                _ => self.ended = true,
            },
            Paging::Offset { .. } | Paging::Page { .. } if is_last => self.ended = true,
            Paging::Offset { position, .. } => self.move_on(position, count),
            Paging::Page { position, .. } => self.move_on(position, 1),
        }
        Ok(())
    }

    fn move_on(&mut self, position: Position, step: i64) {
        self.position = self.position.saturating_add(step);
        position.set_number(&mut self.call, self.position);
    }
}

impl<T: Value> futures_core::Stream for Pages<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(context)
    }
}

impl<T: Value> Pages<T> {
    /// The items of all pages: `items` takes them out of a page.
    pub fn items<I>(self, items: fn(T) -> Vec<I>) -> Items<T, I> {
        Items { pages: self, take: items, waiting: Vec::new().into_iter() }
    }
}

/// The items of all pages of a call: a stream, or one by one by [`next`](Self::next). It ends after the last item or an
/// error.
#[must_use = "no page is asked for until the stream is polled"]
pub struct Items<T, I> {
    pages: Pages<T>,
    take: fn(T) -> Vec<I>,
    waiting: std::vec::IntoIter<I>,
}

impl<T: Value, I> Items<T, I> {
    /// The next item.
    pub async fn next(&mut self) -> Option<Result<I, Error>> {
        std::future::poll_fn(|context| self.poll_item(context)).await
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<I, Error>>> {
        loop {
            if let Some(item) = self.waiting.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(context)) {
                Some(Ok(page)) => self.waiting = (self.take)(page).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

// Nothing in it is pinned: items are moved out as they are.
impl<T, I> Unpin for Items<T, I> {}

impl<T: Value, I> futures_core::Stream for Items<T, I> {
    type Item = Result<I, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}

impl<T, I> fmt::Debug for Items<T, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .field("waiting", &self.waiting.len())
            .finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("call", &self.call).field("position", &self.position).finish_non_exhaustive()
    }
}
