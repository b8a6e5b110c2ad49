//! Exchanges written down as they happen, and answered from what was written. Secrets stay out: of headers only those
//! are kept that anybody may see, and of a query and of JSON no value whose name tells a secret.
//!
//! A file of lines, each the JSON of one exchange. What is not JSON is kept as it came.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::{Bytes, BytesMut};

use super::{AnswerBody, BoxFuture, HttpAnswer, HttpRequest, Transport, TransportError, TransportErrorKind};
use crate::json::Json;
use crate::signing::{canonical_query, query_pairs};
use crate::values::headers::Headers;
use crate::values::secret::{REDACTED, is_secret_name};
use crate::values::url::host_and_path;
use crate::values::utf8;

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
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpAnswer, TransportError>> {
        Box::pin(async move {
            let asked = asked(&request);
            let answer = self.inner.send(request).await?;
            let body = whole(answer.body).await?;
            let line = line(&asked, answer.status, &answer.headers, &body);
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            if let Err(error) = file.write_all(line.as_bytes()) {
                tracing::warn!(%error, "an exchange could not be recorded");
            }
            drop(file);
            Ok(HttpAnswer::whole(answer.status, answer.headers, body))
        })
    }
}

/// Answers from a recording: each request by the exchange of the same method, path and query that comes next, and by the
/// last such one from then on. Clones share it.
#[derive(Clone)]
pub struct Replay {
    exchanges: Arc<Mutex<Vec<Exchange>>>,
}

struct Exchange {
    asked: String,
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
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpAnswer, TransportError>> {
        let asked = asked(&request);
        let mut exchanges = self.exchanges.lock().unwrap_or_else(PoisonError::into_inner);
        let next = exchanges.iter().position(|exchange| exchange.asked == asked && !exchange.is_used);
        let next = next.or_else(|| exchanges.iter().rposition(|exchange| exchange.asked == asked));
        let answer = if let Some(exchange) = next.and_then(|at| exchanges.get_mut(at)) {
            exchange.is_used = true;
            Ok(HttpAnswer::whole(exchange.status, exchange.headers.clone(), exchange.body.clone()))
        } else {
            let problem = format!("the recording has no answer to {asked}");
            Err(TransportError::new(TransportErrorKind::Request, problem))
        };
        Box::pin(std::future::ready(answer))
    }
}

/// Method, path and query of a request, by which it is found again.
fn asked(request: &HttpRequest) -> String {
    let (_, target) = host_and_path(&request.url);
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut pairs = query_pairs(query);
    for (_, value) in pairs.iter_mut().filter(|(name, _)| is_secret_name(name)) {
        REDACTED.clone_into(value);
    }
    let separator = if pairs.is_empty() { "" } else { "?" };
    format!("{} {path}{separator}{}", request.method, canonical_query(&pairs))
}

fn line(asked: &str, status: u16, headers: &Headers, body: &[u8]) -> String {
    let text = utf8::text(body);
    let body = Json::parse(&text).map_or_else(|_| Json::String(text.into_owned()), without_secrets);
    let headers: Json = headers.shown().map(|(name, value)| (name.to_owned(), Json::from(value))).collect();
    let members =
        [("asked", Json::from(asked)), ("status", Json::from(i64::from(status))), ("headers", headers), ("body", body)];
    format!("{}\n", members.into_iter().collect::<Json>())
}

fn exchange(line: &str) -> Option<Exchange> {
    let json = Json::parse(line).ok()?;
    let body = match json.get("body")? {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    let Json::Object(headers) = json.get("headers")? else { return None };
    let headers = headers.iter().filter_map(|(name, value)| Some((name.clone(), value.as_str()?)));
    Some(Exchange {
        asked: json.get("asked")?.as_str()?.to_owned(),
        status: json.get("status")?.as_i64()?.try_into().ok()?,
        // What was compressed is recorded as it was read, and has another length.
        headers: headers.filter(|(name, _)| !name.to_ascii_lowercase().starts_with("content-")).collect(),
        body: body.into(),
        is_used: false,
    })
}

fn without_secrets(json: Json) -> Json {
    match json {
        Json::Object(members) => {
            let clean = |(name, value): (String, Json)| {
                let value = if is_secret_name(&name) { Json::from(REDACTED) } else { without_secrets(value) };
                (name, value)
            };
            Json::Object(members.into_iter().map(clean).collect())
        }
        Json::Array(items) => Json::Array(items.into_iter().map(without_secrets).collect()),
        scalar => scalar,
    }
}

async fn whole(mut body: AnswerBody) -> Result<Bytes, TransportError> {
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
