//! A call on its way, and the value that is read of its answer.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;

use super::download::Download;
use crate::error::{self, Error};
use crate::json::Value;
use crate::pipeline::answer::{Answer, Read};
use crate::transport::BoxFuture;
use crate::values::headers::Headers;

type AnswerFuture = BoxFuture<'static, Result<Answer, Error>>;

/// A call on its way: await it. Dropping it gives the call up.
#[must_use = "nothing is sent until this is awaited"]
pub struct Sending<T> {
    answer: AnswerFuture,
    decode: fn(Answer) -> Result<T, Error>,
}

impl<T: Value> Sending<T> {
    pub(super) fn value(answer: AnswerFuture) -> Self {
        Self { answer, decode: |answer| decode(answer).map(|(value, _)| value) }
    }

    /// Gives status, headers and raw body beside the value.
    pub fn with_response(self) -> Sending<Response<T>> {
        Sending { answer: self.answer, decode: |answer| decode(answer).map(|(value, read)| Response::of(value, read)) }
    }
}

impl Sending<Download> {
    pub(super) fn download(answer: AnswerFuture) -> Self {
        Self { answer, decode: |answer| Ok(Download::new(answer)) }
    }
}

impl<T> Future for Sending<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let decode = self.decode;
        self.answer.as_mut().poll(context).map(|answer| answer.and_then(decode))
    }
}

impl<T> fmt::Debug for Sending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sending")
    }
}

/// A value, and the answer it was read from.
#[derive(Clone)]
#[non_exhaustive]
pub struct Response<T> {
    /// The value.
    pub value: T,
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: Headers,
    /// The body, as it came.
    pub raw: Bytes,
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("value", &self.value)
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("raw", &self.raw.len())
            .finish()
    }
}

impl<T> Response<T> {
    fn of(value: T, read: Read) -> Self {
        Self { value, status: read.status, headers: read.headers, raw: read.raw }
    }

    /// The id under which the service knows the call.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        error::request_id(&self.headers)
    }
}

/// The only code of an answer that is compiled for each type anew, so it does the least that it can.
fn decode<T: Value>(answer: Answer) -> Result<(T, Read), Error> {
    let mut value = None;
    let read = answer.read(T::reads_body(), &mut |reader| {
        value = T::read(reader);
        value.is_some()
    })?;
    match value {
        Some(value) => Ok((value, read)),
        None => Err(read.undecodable("its JSON is of another type than the page states")),
    }
}
