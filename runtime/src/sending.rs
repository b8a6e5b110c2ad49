//! A call on its way, and the answer that comes of it.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;

use crate::arriving::Arriving;
use crate::call::Call;
use crate::client::Client;
use crate::download::Download;
use crate::error::{self, Error};
use crate::headers::Headers;
use crate::json::{self, Value};
use crate::operation::Operation;
use crate::secret::Secret;
use crate::send;
use crate::transport::BoxFuture;
use crate::utf8;
#[cfg(feature = "xml")]
use crate::xml;

/// A call on its way: await it. Dropping it gives the call up.
#[must_use = "nothing is sent until this is awaited"]
pub struct Sending<T> {
    answer: BoxFuture<'static, Result<Answer, Error>>,
    decode: fn(Answer) -> Result<T, Error>,
}

/// A successful answer before it is read.
pub(crate) struct Answer {
    pub(crate) client: Client,
    pub(crate) operation: &'static Operation,
    pub(crate) status: u16,
    pub(crate) headers: Headers,
    pub(crate) body: Bytes,
    /// What was not read, because the caller wants it piece by piece.
    pub(crate) rest: Arriving,
    /// What an error about the body must not show.
    pub(crate) secrets: Vec<Secret>,
}

impl<T: Value> Sending<T> {
    pub(crate) fn value(call: Call) -> Self {
        Self { answer: send::send(call), decode: |answer| decode(answer).map(|(value, _)| value) }
    }

    /// Gives status, headers and raw body beside the value.
    pub fn with_response(self) -> Sending<Response<T>> {
        Sending { answer: self.answer, decode: |answer| decode(answer).map(|(value, read)| read.with(value)) }
    }
}

/// What the answer of an operation is read as: a value, or a body that comes piece by piece.
pub trait Answered: Sized {
    /// Sends the call when the result is awaited.
    fn answered(call: Call) -> Sending<Self>;
}

impl<T: Value> Answered for T {
    fn answered(call: Call) -> Sending<Self> {
        call.send()
    }
}

impl Answered for Download {
    fn answered(call: Call) -> Sending<Self> {
        call.download()
    }
}

impl Sending<Download> {
    pub(crate) fn download(call: Call) -> Self {
        Self { answer: send::send(call), decode: |answer| Ok(Download::new(answer)) }
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

/// An answer that was read, without its value.
struct Read {
    operation: &'static Operation,
    status: u16,
    headers: Headers,
    raw: Bytes,
    secrets: Vec<Secret>,
}

impl Read {
    fn with<T>(self, value: T) -> Response<T> {
        Response { value, status: self.status, headers: self.headers, raw: self.raw }
    }

    fn undecodable(self, problem: &str) -> Error {
        let problem = match start_of_page(&self.raw) {
            Some(text) => format!("{problem}; the answer is a page: {text:?}"),
            None => problem.to_owned(),
        };
        let secrets: Vec<&str> = self.secrets.iter().map(Secret::expose).collect();
        Error::undecodable(problem, self.status, self.headers, self.raw.to_vec())
            .in_operation(self.operation.service, self.operation.name)
            .without(&secrets)
    }
}

/// What a reader sees first of a page of HTML: proxies and logins answer with one where JSON is due. Other text may be
/// what the caller asked for, and is not shown.
fn start_of_page(body: &[u8]) -> Option<String> {
    const LONGEST: usize = 200;
    if !is_page(body) {
        return None;
    }
    let words = error::without_tags(&utf8::text(body));
    Some(words.chars().take(LONGEST).collect::<String>()).filter(|words| !words.is_empty())
}

fn is_page(body: &[u8]) -> bool {
    let body = body.trim_ascii_start();
    let start = body.get(..body.len().min(256)).unwrap_or_default().to_ascii_lowercase();
    start.starts_with(b"<!doctype html") || start.starts_with(b"<html")
}

impl Answer {
    /// Remembers `secrets` where an error may quote the body.
    pub(crate) fn hide(&mut self, secrets: impl FnOnce() -> Vec<Secret>) {
        if is_page(&self.body) {
            self.secrets = secrets();
        }
    }

    /// Everything about reading an answer that does not depend on its type.
    fn read(self, reads_body: bool, read: &mut dyn FnMut(&mut json::Reader<'_>) -> bool) -> Result<Read, Error> {
        let (status, headers, raw, secrets) = (self.status, self.headers, self.body, self.secrets);
        let answer = Read { operation: self.operation, status, headers, raw, secrets };
        // "No content" and "accepted" say that there is nothing to read.
        let body: &[u8] = match &*answer.raw {
            _ if !reads_body => b"null",
            b"" if matches!(answer.status, 202 | 204 | 205) => b"null",
            body => body,
        };
        #[cfg(feature = "xml")]
        let rewritten = match answer.operation.xml_answer {
            Some(root) if xml::is_document(body) => match xml::to_json(body, root) {
                Ok(json) => Some(json.to_string()),
                Err(error) => return Err(answer.undecodable(&error.to_string()).caused_by(error)),
            },
            _ => None,
        };
        #[cfg(feature = "xml")]
        let body = rewritten.as_ref().map_or(body, String::as_bytes);
        #[cfg_attr(not(feature = "xml"), allow(unused_mut, reason = "XML has less drift"))]
        let mut drift = match json::decode_with(body, read) {
            Ok(drift) => drift,
            Err(error) => return Err(answer.undecodable(&error.to_string()).caused_by(error)),
        };
        #[cfg(feature = "xml")]
        if rewritten.is_some() {
            drift.retain(|drift| !xml::is_usual(drift));
        }
        for difference in &drift {
            tracing::debug!(
                service = self.operation.service,
                operation = self.operation.name,
                %difference,
                "the answer is not what the pages say"
            );
        }
        if !drift.is_empty() {
            for hook in &self.client.config().drift_hooks {
                (hook.0)(self.operation, &drift);
            }
        }
        Ok(answer)
    }
}
