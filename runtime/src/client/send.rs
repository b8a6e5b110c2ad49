//! The future of a call, and the value that is read from its response.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;

use super::download::Download;
use crate::error::{self, Error};
use crate::json::Value;
use crate::pipeline::response::{RawResponse, ReadResponse};
use crate::transport::BoxFuture;
use crate::values::headers::Headers;

type RawResponseFuture = BoxFuture<'static, Result<RawResponse, Error>>;

/// The future of a call: await it for the value of the response. Dropping it cancels the call.
#[must_use = "nothing is sent until this is awaited"]
pub struct ResponseFuture<T> {
    response: RawResponseFuture,
    decode: fn(RawResponse) -> Result<T, Error>,
}

impl<T: Value> ResponseFuture<T> {
    pub(super) fn value(response: RawResponseFuture) -> Self {
        Self { response, decode: |response| decode(response).map(|(value, _)| value) }
    }

    /// Returns status, headers and raw body with the value.
    pub fn with_response(self) -> ResponseFuture<Response<T>> {
        ResponseFuture {
            response: self.response,
            decode: |response| decode(response).map(|(value, read)| Response::of(value, read)),
        }
    }
}

impl ResponseFuture<Download> {
    pub(super) fn download(response: RawResponseFuture) -> Self {
        Self { response, decode: |response| Ok(Download::new(response)) }
    }
}

impl<T> Future for ResponseFuture<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let decode = self.decode;
        self.response.as_mut().poll(context).map(|response| response.and_then(decode))
    }
}

impl<T> fmt::Debug for ResponseFuture<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResponseFuture")
    }
}

/// A value, and the response it was read from.
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
    fn of(value: T, read: ReadResponse) -> Self {
        Self { value, status: read.status, headers: read.headers, raw: read.raw }
    }

    /// The id under which the service knows the call.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        error::request_id(&self.headers)
    }
}

/// The only code of a response that is compiled for each type, so it does as little as it can.
fn decode<T: Value>(response: RawResponse) -> Result<(T, ReadResponse), Error> {
    let mut value = None;
    let read = response.read(T::reads_body(), &mut |reader| {
        value = T::read(reader);
        value.is_some()
    })?;
    match value {
        Some(value) => Ok((value, read)),
        None => Err(read.undecodable("its JSON has another type than the page states")),
    }
}
