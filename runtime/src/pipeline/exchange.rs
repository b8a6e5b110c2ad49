//! One exchange: the request goes out, the whole response comes in, or an error that says how far it got.

use std::sync::Arc;
use std::task::Poll;

use bytes::{Bytes, BytesMut};

use super::attempts::Attempts;
use super::response::RawResponse;
use super::timed_body::TimedBody;
use super::{CallContext, within};
use crate::error::{Error, ErrorKind};
use crate::facts::operation::Envelope;
use crate::json::{self, Json};
use crate::transport::upload::Meter;
use crate::transport::{HttpRequest, HttpResponse, RequestBody};
use crate::values::timeouts::{TimeoutPhase, Timeouts};

/// No error says more; what comes after it is not read.
const LARGEST_ERROR: usize = 1024 * 1024;

pub(super) async fn exchange(
    call: &CallContext,
    request: HttpRequest,
    attempts: &Attempts,
) -> Result<RawResponse, Error> {
    let mut response = head(call, request).await?;
    attempts.head(response.status, &response.headers);
    let mut incoming = TimedBody::new(std::mem::take(&mut response.body), call.request.timeouts.stall);
    // A redirect is no success: it would leave the caller with nothing and no word about it.
    let is_success = (200..300).contains(&response.status);
    let wants_pieces = call.request.is_download && is_success;
    let limit = call.peer.shared().max_response_size;
    let limit = if is_success { limit } else { limit.min(LARGEST_ERROR) };
    let (body, cut) = if wants_pieces { (Bytes::new(), None) } else { collect(&mut incoming, limit, attempts).await };
    if !is_success {
        // What the head says stands, whatever became of the body.
        let error = Error::from_response(response.status, response.headers, body.to_vec());
        return Err(match cut {
            Some(cut) => error.caused_by(cut),
            None => error,
        });
    }
    if let Some(cut) = cut {
        return Err(cut.in_response(response.status, response.headers, body.to_vec()));
    }
    if call.request.operation.envelope.is_some_and(|envelope| holds_error(envelope, &body)) {
        return Err(Error::from_response(response.status, response.headers, body.to_vec()));
    }
    Ok(RawResponse {
        peer: Arc::clone(&call.peer),
        operation: call.request.operation,
        status: response.status,
        headers: response.headers,
        body,
        rest: incoming,
        secrets: Vec::new(),
    })
}

/// The head of the response. An upload has as long as it moves; the wait for the response begins at its end.
async fn head(call: &CallContext, mut request: HttpRequest) -> Result<HttpResponse, Error> {
    let timeouts = call.request.timeouts;
    let transport = &call.peer.shared().transport;
    let RequestBody::Upload(upload) = request.body else {
        let head = transport.send(request);
        return within(timeouts.first_byte, TimeoutPhase::FirstByte, head).await?.map_err(Error::from);
    };
    let meter = Meter::start();
    request.body = RequestBody::Upload(upload.metered(meter.clone()));
    let mut head = transport.send(request);
    let mut expiry = Box::pin(expiry(&meter, timeouts));
    std::future::poll_fn(|context| match head.as_mut().poll(context) {
        Poll::Ready(response) => Poll::Ready(response.map_err(Error::from)),
        Poll::Pending => expiry.as_mut().poll(context).map(Err),
    })
    .await
}

/// Ends when an upload stands still for too long, or its response is too long in coming.
async fn expiry(meter: &Meter, timeouts: Timeouts) -> Error {
    match timeouts.stall {
        None => meter.finished().await,
        Some(limit) => loop {
            let moved = meter.last();
            match tokio::time::timeout_at(moved + limit, meter.finished()).await {
                Ok(()) => break,
                Err(_) if meter.last() == moved => return Error::timeout(TimeoutPhase::Stall, limit),
                Err(_) => {}
            }
        },
    }
    match timeouts.first_byte {
        None => std::future::pending().await,
        Some(limit) => {
            tokio::time::sleep(limit).await;
            Error::timeout(TimeoutPhase::FirstByte, limit)
        }
    }
}

/// Whether the envelope of a response says that the call failed.
fn holds_error(envelope: Envelope, body: &[u8]) -> bool {
    let mut code = None;
    let read = json::decode_with(body, &mut |reader| {
        reader.map(&mut |member, reader| {
            if member == envelope.code {
                code = Some(reader.any());
            } else {
                reader.skip();
            }
            true
        })
    });
    let code = match &code {
        // What is not JSON is reported where it is read.
        _ if read.is_err() => return false,
        Some(Json::String(text)) => text.as_str(),
        Some(Json::Number(number)) => number.as_str(),
        _ => return false,
    };
    !code.is_empty() && !envelope.success.contains(&code)
}

/// The body, and why it is not whole: it broke off, stalls, or grows beyond the limit (which counts what came out of
/// decompression).
async fn collect(incoming: &mut TimedBody, limit: usize, attempts: &Attempts) -> (Bytes, Option<Error>) {
    let mut first = Bytes::new();
    let mut whole = BytesMut::new();
    let mut cut = None;
    while let Some(piece) = incoming.piece().await {
        let piece = match piece {
            Ok(piece) if first.len() + whole.len() + piece.len() <= limit => piece,
            Ok(_) => {
                cut = Some(Error::new(ErrorKind::Decode, format!("the response is larger than {limit} bytes")));
                break;
            }
            Err(error) => {
                cut = Some(error);
                break;
            }
        };
        attempts.piece(&piece);
        // Most responses come in one piece, which needs no copy.
        if first.is_empty() && whole.is_empty() {
            first = piece;
        } else {
            whole.extend_from_slice(&std::mem::take(&mut first));
            whole.extend_from_slice(&piece);
        }
    }
    (if whole.is_empty() { first } else { whole.freeze() }, cut)
}
