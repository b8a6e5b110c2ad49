//! A request's body that is not in memory: a file, or any stream of bytes.
//!
//! A source enters, counted pieces leave. What can be opened again is sent again when an attempt fails; a stream that
//! was begun cannot.

#[cfg(feature = "fs")]
mod file;

use std::fmt;
use std::io;
#[cfg(feature = "fs")]
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use tokio::sync::Notify;
use tokio::time::Instant;

use super::error::{TransportError, TransportErrorKind};
use super::pieces::{Pieces, Whole};

/// Bytes to send, from memory, a file or a stream. Clones share their source. `Debug` shows only how many there are.
#[derive(Clone)]
pub struct Upload {
    length: Option<u64>,
    source: Arc<Source>,
    progress: Option<Arc<Report>>,
    meter: Option<Meter>,
}

type Report = dyn Fn(u64, Option<u64>) + Send + Sync;
type Open = dyn Fn() -> Box<dyn Pieces> + Send + Sync;

enum Source {
    Bytes(Bytes),
    #[cfg(feature = "fs")]
    File(PathBuf),
    /// Taken when its first piece is asked for.
    Once(Mutex<Option<Box<dyn Pieces>>>),
    Again(Box<Open>),
    Parts(Vec<Upload>),
}

impl Upload {
    /// Bytes in memory.
    #[must_use]
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self::new(Some(bytes.len() as u64), Source::Bytes(bytes))
    }

    /// The file at `path`, which is opened for each attempt.
    #[cfg(feature = "fs")]
    pub fn file(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let length = std::fs::metadata(path)?.len();
        Ok(Self::new(Some(length), Source::File(path.to_owned())))
    }

    /// A stream of `length` bytes, or of unknown length. It can be sent only once: if an attempt fails after it began
    /// to read the stream, the call is not retried.
    #[must_use]
    pub fn stream<S>(length: Option<u64>, stream: S) -> Self
    where
        S: Stream<Item = io::Result<Bytes>> + Send + 'static,
    {
        Self::new(length, Source::Once(Mutex::new(Some(pieces(stream)))))
    }

    /// The stream that `open` makes, a new one for each attempt.
    #[must_use]
    pub fn reopened<S>(length: Option<u64>, open: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: Stream<Item = io::Result<Bytes>> + Send + 'static,
    {
        Self::new(length, Source::Again(Box::new(move || pieces(open()))))
    }

    /// One after another.
    pub(crate) fn parts(parts: Vec<Self>) -> Self {
        let length = parts.iter().try_fold(0_u64, |sum, part| sum.checked_add(part.length?));
        Self::new(length, Source::Parts(parts))
    }

    fn new(length: Option<u64>, source: Source) -> Self {
        Self { length, source: Arc::new(source), progress: None, meter: None }
    }

    /// Calls `report` after each piece with the bytes sent so far and the length, where it is known.
    #[must_use]
    pub fn on_progress(mut self, report: impl Fn(u64, Option<u64>) + Send + Sync + 'static) -> Self {
        self.progress = Some(Arc::new(report));
        self
    }

    /// The number of bytes, if it is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Whether all of it can be sent from its beginning.
    pub(crate) fn is_fresh(&self) -> bool {
        match &*self.source {
            Source::Bytes(_) | Source::Again(_) => true,
            #[cfg(feature = "fs")]
            Source::File(_) => true,
            Source::Once(stream) => stream.lock().unwrap_or_else(PoisonError::into_inner).is_some(),
            Source::Parts(parts) => parts.iter().all(Self::is_fresh),
        }
    }

    /// The bytes, when all of them are in memory.
    pub(crate) fn in_memory(&self) -> Option<Bytes> {
        match &*self.source {
            Source::Bytes(bytes) if self.progress.is_none() => Some(bytes.clone()),
            Source::Parts(parts) if self.progress.is_none() => {
                let parts: Option<Vec<Bytes>> = parts.iter().map(Self::in_memory).collect();
                Some(parts?.concat().into())
            }
            _ => None,
        }
    }

    /// Notes in `meter` when a piece leaves.
    pub(crate) fn metered(mut self, meter: Meter) -> Self {
        if self.length == Some(0) {
            // A transport that knows this asks for no piece.
            meter.note(true);
        }
        self.meter = Some(meter);
        self
    }

    /// The pieces, from the beginning. Nothing is opened before the first one is asked for.
    pub(crate) fn open(&self) -> impl Pieces + use<> {
        Counted { upload: self.clone(), opened: None, sent: 0 }
    }

    fn source(&self) -> Result<Box<dyn Pieces>, TransportError> {
        Ok(match &*self.source {
            Source::Bytes(bytes) => Box::new(Whole::new(bytes.clone())),
            #[cfg(feature = "fs")]
            Source::File(path) => Box::new(file::FilePieces::open(path)?),
            Source::Once(stream) => stream
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take()
                .ok_or_else(|| wrong("the stream of the body has been sent already"))?,
            Source::Again(open) => open(),
            Source::Parts(parts) => Box::new(Joined(parts.iter().rev().map(Self::open).collect())),
        })
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload").field("length", &self.length).finish_non_exhaustive()
    }
}

/// When the last piece of a body left, and whether it was the last of all.
#[derive(Clone, Debug)]
pub(crate) struct Meter(Arc<(Mutex<Instant>, Notify)>);

impl Meter {
    pub(crate) fn start() -> Self {
        Self(Arc::new((Mutex::new(Instant::now()), Notify::new())))
    }

    fn note(&self, finished: bool) {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        if finished {
            self.0.1.notify_one();
        }
    }

    /// When something last moved.
    pub(crate) fn last(&self) -> Instant {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends when all is sent.
    pub(crate) async fn finished(&self) {
        self.0.1.notified().await;
    }
}

/// Holds a source to the length that was announced, and tells how far it is.
struct Counted {
    upload: Upload,
    opened: Option<Box<dyn Pieces>>,
    sent: u64,
}

impl Counted {
    fn moved(&self, finished: bool) {
        if let Some(meter) = &self.upload.meter {
            meter.note(finished);
        }
    }
}

impl Pieces for Counted {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        if self.opened.is_none() {
            match self.upload.source() {
                Ok(source) => self.opened = Some(source),
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
        let Some(source) = &mut self.opened else { return Poll::Ready(None) };
        let Some(piece) = ready!(source.poll_piece(context)).transpose()? else {
            return Poll::Ready(match self.upload.length {
                Some(length) if length != self.sent => {
                    Some(Err(wrong(&format!("the body ended after {} of {length} bytes", self.sent))))
                }
                _ => {
                    self.moved(true);
                    None
                }
            });
        };
        self.sent = self.sent.saturating_add(piece.len() as u64);
        if let Some(length) = self.upload.length.filter(|length| self.sent > *length) {
            return Poll::Ready(Some(Err(wrong(&format!("the body is longer than its {length} bytes")))));
        }
        // A transport that knows the length does not ask whether there is more.
        self.moved(self.upload.length == Some(self.sent));
        if let Some(report) = &self.upload.progress {
            report(self.sent, self.upload.length);
        }
        Poll::Ready(Some(Ok(piece)))
    }
}

/// The parts that are left, the next one at the end.
struct Joined<P>(Vec<P>);

impl<P: Pieces> Pieces for Joined<P> {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        while let Some(part) = self.0.last_mut() {
            match ready!(part.poll_piece(context)) {
                Some(piece) => return Poll::Ready(Some(piece)),
                None => self.0.pop(),
            };
        }
        Poll::Ready(None)
    }
}

struct Streamed<S>(Pin<Box<S>>);

fn pieces<S: Stream<Item = io::Result<Bytes>> + Send + 'static>(stream: S) -> Box<dyn Pieces> {
    Box::new(Streamed(Box::pin(stream)))
}

impl<S: Stream<Item = io::Result<Bytes>> + Send> Pieces for Streamed<S> {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        self.0.as_mut().poll_next(context).map_err(|error| unreadable(&error))
    }
}

fn unreadable(error: &io::Error) -> TransportError {
    wrong(&format!("the body cannot be read: {error}"))
}

fn wrong(problem: &str) -> TransportError {
    TransportError::new(TransportErrorKind::Request, problem)
}
