//! A transport without a network, for the tests of those who use a client.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::{BoxFuture, HttpRequest, HttpResponse, RequestBody, ResponseBody, Transport, TransportError};
use crate::values::headers::Headers;

type Responder = dyn Fn(&HttpRequest) -> Result<HttpResponse, TransportError> + Send + Sync;

/// Responds from memory and stores the requests. Clones share both.
#[derive(Clone)]
pub struct MemoryTransport {
    respond: Arc<Responder>,
    requests: Arc<Mutex<Vec<HttpRequest>>>,
}

impl MemoryTransport {
    /// Responds to each request by `respond`.
    #[must_use]
    pub fn new(respond: impl Fn(&HttpRequest) -> Result<HttpResponse, TransportError> + Send + Sync + 'static) -> Self {
        Self { respond: Arc::new(respond), requests: Arc::default() }
    }

    /// Responds with these statuses and JSON bodies in turn, and with 500 when they are used up.
    #[must_use]
    pub fn replies<B: Into<String>>(replies: impl IntoIterator<Item = (u16, B)>) -> Self {
        let replies: VecDeque<(u16, String)> =
            replies.into_iter().map(|(status, body)| (status, body.into())).collect();
        let replies = Mutex::new(replies);
        Self::new(move |_| {
            let next = replies.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
            let (status, body) = next.unwrap_or_else(|| (500, r#"{"error_msg":"no reply is left"}"#.to_owned()));
            Ok(HttpResponse::whole(status, Headers::from_iter([("Content-Type", "application/json")]), body))
        })
    }

    /// The requests so far.
    #[must_use]
    pub fn requests(&self) -> Vec<HttpRequest> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Transport for MemoryTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            let request = in_memory(request).await?;
            let response = (self.respond)(&request);
            self.requests.lock().unwrap_or_else(PoisonError::into_inner).push(request);
            response
        })
    }
}

/// The request with all its bytes, as it would arrive.
async fn in_memory(mut request: HttpRequest) -> Result<HttpRequest, TransportError> {
    if let RequestBody::Upload(upload) = &request.body {
        let mut pieces = ResponseBody::new(upload.open());
        let mut whole = Vec::new();
        while let Some(piece) = pieces.piece().await.transpose()? {
            whole.extend_from_slice(&piece);
        }
        request.body = whole.into();
    }
    Ok(request)
}

impl fmt::Debug for MemoryTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MemoryTransport")
    }
}
