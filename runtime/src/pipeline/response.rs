//! A successful response: its body is read here by what the page states, and what differs from the page is told.

use std::error::Error as StdError;
use std::sync::Arc;

use bytes::Bytes;

use super::peer::Peer;
use super::timed_body::TimedBody;
use crate::error::{self, Error};
use crate::facts::operation::Operation;
use crate::json::{self, Drift};
use crate::values::headers::Headers;
use crate::values::secret::Secret;
use crate::values::utf8;
#[cfg(feature = "xml")]
use crate::xml;

/// A successful response before it is read.
pub(crate) struct RawResponse {
    pub(super) peer: Arc<Peer>,
    pub(crate) operation: &'static Operation,
    pub(crate) status: u16,
    pub(crate) headers: Headers,
    pub(super) body: Bytes,
    /// What was not read, because the caller wants it piece by piece.
    pub(crate) rest: TimedBody,
    /// What an error about the body must not show.
    pub(super) secrets: Vec<Secret>,
}

/// A response that was read, without its value.
pub(crate) struct ReadResponse {
    operation: &'static Operation,
    pub(crate) status: u16,
    pub(crate) headers: Headers,
    pub(crate) raw: Bytes,
    secrets: Vec<Secret>,
}

impl ReadResponse {
    /// The error of a response that is not what the page states.
    pub(crate) fn undecodable(self, problem: &str) -> Error {
        let problem = match start_of_page(&self.raw) {
            Some(text) => format!("{problem}; the response is a web page: {text:?}"),
            None => problem.to_owned(),
        };
        let secrets: Vec<&str> = self.secrets.iter().map(Secret::expose).collect();
        Error::undecodable(problem, self.status, self.headers, self.raw.to_vec())
            .in_operation(self.operation.service, self.operation.name)
            .without(&secrets)
    }
}

/// Reads a body of JSON, or of XML where the page states that.
fn decode_with(
    operation: &Operation,
    body: &[u8],
    read: &mut dyn FnMut(&mut json::Reader<'_>) -> bool,
) -> Result<Vec<Drift>, Box<dyn StdError + Send + Sync>> {
    #[cfg(feature = "xml")]
    if let Some(root) = operation.xml_response.filter(|_| xml::is_document(body)) {
        return Ok(xml::decode_with(body, root, read)?);
    }
    #[cfg(not(feature = "xml"))]
    let _ = operation;
    Ok(json::decode_with(body, read)?)
}

/// What a reader sees first of a page of HTML: proxies and logins respond with one where JSON is due. Other text may be
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

impl RawResponse {
    /// Remembers `secrets` where an error may quote the body.
    pub(super) fn hide(&mut self, secrets: impl FnOnce() -> Vec<Secret>) {
        if is_page(&self.body) {
            self.secrets = secrets();
        }
    }

    /// Everything about reading a response that does not depend on its type.
    pub(crate) fn read(
        self,
        reads_body: bool,
        read: &mut dyn FnMut(&mut json::Reader<'_>) -> bool,
    ) -> Result<ReadResponse, Error> {
        let (status, headers, raw, secrets) = (self.status, self.headers, self.body, self.secrets);
        let response = ReadResponse { operation: self.operation, status, headers, raw, secrets };
        // "No content" and "accepted" say that there is nothing to read.
        let body: &[u8] = match &*response.raw {
            _ if !reads_body => b"null",
            b"" if matches!(response.status, 202 | 204 | 205) => b"null",
            body => body,
        };
        let drift = match decode_with(response.operation, body, read) {
            Ok(drift) => drift,
            Err(error) => return Err(response.undecodable(&error.to_string()).caused_by(error)),
        };
        for difference in &drift {
            tracing::debug!(
                service = self.operation.service,
                operation = self.operation.name,
                %difference,
                "the response differs from its page"
            );
        }
        if !drift.is_empty() {
            for hook in &self.peer.shared().drift_hooks {
                (hook.0)(self.operation, &drift);
            }
        }
        Ok(response)
    }
}
