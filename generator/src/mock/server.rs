//! The server around it: HTTP in and out, nothing else.

use super::{Mock, Request};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{self, Response, StatusCode},
};
use std::{io, sync::Arc};
use tokio::net::TcpListener;

/// Nobody sends more to try something out.
const LARGEST_BODY: usize = 64 * 1024 * 1024;

/// Serves until the process ends. `said` takes a line on each request.
pub async fn serve(
    listener: TcpListener,
    mock: Arc<Mock>,
    said: impl Fn(&str) + Clone + Send + Sync + 'static,
) -> io::Result<()> {
    let router = Router::new().fallback(move |request: http::Request<Body>| {
        let (mock, said) = (Arc::clone(&mock), said.clone());
        async move {
            let Some(request) = taken(request).await else { return failed(StatusCode::PAYLOAD_TOO_LARGE) };
            let response = mock.respond(&request);
            tokio::time::sleep(response.delay).await;
            said(&response.summary);
            given(response)
        }
    });
    axum::serve(listener, router).await
}

async fn taken(request: http::Request<Body>) -> Option<Request> {
    let (head, body) = request.into_parts();
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = head.headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect();
    let target = head.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
    let body = to_bytes(body, LARGEST_BODY).await.ok()?.to_vec();
    Some(Request { method: head.method.to_string(), target, headers, body })
}

fn given(given: super::Response) -> Response<Body> {
    let mut response = Response::builder().status(given.status);
    for (name, value) in given.headers {
        // A header of a page may be none that could be sent.
        if let (Ok(name), Ok(value)) = (name.parse::<http::HeaderName>(), http::HeaderValue::try_from(value)) {
            response = response.header(name, value);
        }
    }
    response.body(Body::from(given.body)).unwrap_or_else(|_| failed(StatusCode::INTERNAL_SERVER_ERROR))
}

fn failed(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
