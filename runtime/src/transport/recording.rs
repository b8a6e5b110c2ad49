//! Exchanges written down as they happen, and played back from what was written. Secrets stay out: of headers only
//! those are kept that anybody may see, and of all else no value that its page or its name calls secret.
//!
//! A file of lines, each the JSON of one exchange.

mod cleaning;

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::{Bytes, BytesMut};

use super::{BoxFuture, HttpRequest, HttpResponse, ResponseBody, Transport, TransportError, TransportErrorKind};
use crate::json::Json;
use crate::values::headers::Headers;
use cleaning::{Asked, Cleaner};

/// Sends by another transport and appends each exchange to a file. Clones share it.
#[derive(Clone)]
pub struct Recording {
    inner: Arc<dyn Transport>,
    file: Arc<Mutex<File>>,
}

impl Recording {
    /// Records what `transport` carries into the file at `path`, after what it holds.
    pub fn append(transport: impl Transport + 'static, path: impl AsRef<Path>) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        Ok(Self { inner: Arc::new(transport), file: Arc::new(Mutex::new(file)) })
    }
}

impl Transport for Recording {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            let (mut cleaner, asked) = Cleaner::of(&request);
            let response = self.inner.send(request).await?;
            let body = whole(response.body).await?;
            let line = line(&asked, &mut cleaner, response.status, &response.headers, &body);
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            if let Err(error) = file.write_all(line.as_bytes()) {
                tracing::warn!(%error, "an exchange could not be recorded");
            }
            drop(file);
            Ok(HttpResponse::whole(response.status, response.headers, body))
        })
    }
}

/// Responds from a recording: each request by the exchange of the same method, path, query and body that comes next,
/// and by the last such one from then on. Requests that differ in their secrets alone are the same. Clones share it.
#[derive(Clone)]
pub struct Replay {
    exchanges: Arc<Mutex<Vec<Exchange>>>,
}

struct Exchange {
    asked: Asked,
    status: u16,
    headers: Headers,
    body: Bytes,
    is_used: bool,
}

impl Replay {
    /// Reads a recording.
    pub fn read(path: impl AsRef<Path>) -> io::Result<Self> {
        let text = std::fs::read_to_string(path)?;
        let wrong = |at: usize| io::Error::new(io::ErrorKind::InvalidData, format!("line {at} is not an exchange"));
        let exchanges = text.lines().enumerate().map(|(at, line)| exchange(line).ok_or_else(|| wrong(at + 1)));
        Ok(Self { exchanges: Arc::new(Mutex::new(exchanges.collect::<Result<_, _>>()?)) })
    }
}

impl Transport for Replay {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let (_, asked) = Cleaner::of(&request);
        let mut exchanges = self.exchanges.lock().unwrap_or_else(PoisonError::into_inner);
        let next = exchanges.iter().position(|exchange| exchange.asked == asked && !exchange.is_used);
        let next = next.or_else(|| exchanges.iter().rposition(|exchange| exchange.asked == asked));
        let response = if let Some(exchange) = next.and_then(|at| exchanges.get_mut(at)) {
            exchange.is_used = true;
            Ok(HttpResponse::whole(exchange.status, exchange.headers.clone(), exchange.body.clone()))
        } else {
            let is_known = exchanges.iter().any(|exchange| exchange.asked.line == asked.line);
            let which = if is_known { " with this body" } else { "" };
            let problem = format!("the recording has no response to {}{which}", asked.line);
            Err(TransportError::new(TransportErrorKind::Request, problem))
        };
        Box::pin(std::future::ready(response))
    }
}

fn line(asked: &Asked, cleaner: &mut Cleaner, status: u16, headers: &Headers, body: &[u8]) -> String {
    let mut members = vec![("asked", Json::from(asked.line.as_str()))];
    if !asked.body.is_null() {
        members.push(("sent", asked.body.clone()));
    }
    // A body before the headers: they may quote it.
    let body = cleaner.response_body(body);
    members.extend([("status", Json::from(i64::from(status))), ("headers", cleaner.headers(headers)), ("body", body)]);
    format!("{}\n", members.into_iter().collect::<Json>())
}

fn exchange(line: &str) -> Option<Exchange> {
    let json = Json::parse(line).ok()?;
    let body = match json.get("body")? {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    let headers = json.get("headers")?.as_object()?;
    let headers = headers.iter().filter_map(|(name, value)| Some((name.clone(), value.as_str()?)));
    let line = json.get("asked")?.as_str()?.to_owned();
    Some(Exchange {
        asked: Asked { line, body: json.get("sent").cloned().unwrap_or_default() },
        status: json.get("status")?.as_i64()?.try_into().ok()?,
        // What was compressed is recorded as it was read, and has another length.
        headers: headers.filter(|(name, _)| !name.to_ascii_lowercase().starts_with("content-")).collect(),
        body: body.into(),
        is_used: false,
    })
}

async fn whole(mut body: ResponseBody) -> Result<Bytes, TransportError> {
    let mut whole = BytesMut::new();
    while let Some(piece) = body.piece().await {
        whole.extend_from_slice(&piece?);
    }
    Ok(whole.freeze())
}

impl fmt::Debug for Recording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Recording")
    }
}

impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Replay")
    }
}
