//! One exchange: the request goes out, the whole answer comes in, or an error that says how far it got.

use std::task::Poll;

use bytes::{Bytes, BytesMut};

use super::within;
use crate::arriving::Arriving;
use crate::call::Call;
use crate::error::{Error, ErrorKind};
use crate::json::{self, Json};
use crate::sending::Answer;
use crate::service::Envelope;
use crate::timeouts::{TimeoutPhase, Timeouts};
use crate::transport::{HttpAnswer, HttpRequest, RequestBody};
use crate::upload::Meter;

pub(super) async fn exchange(call: &Call, request: HttpRequest) -> Result<Answer, Error> {
    let mut answer = head(call, request).await?;
    let mut arriving = Arriving::new(std::mem::take(&mut answer.body), call.timeouts().stall);
    // A redirect is no success: it would leave the caller with nothing and no word about it.
    let is_success = (200..300).contains(&answer.status);
    let wants_pieces = call.streaming && is_success;
    let limit = call.client.config().largest_answer;
    let body = if wants_pieces { Bytes::new() } else { collect(&mut arriving, limit).await? };
    if !is_success || call.operation.envelope.is_some_and(|envelope| holds_error(envelope, &body)) {
        return Err(Error::from_answer(answer.status, answer.headers, body.to_vec()));
    }
    Ok(Answer {
        client: call.client.clone(),
        operation: call.operation,
        status: answer.status,
        headers: answer.headers,
        body,
        rest: arriving,
    })
}

/// The head of the answer. An upload has as long as it moves; the wait for the answer begins at its end.
async fn head(call: &Call, mut request: HttpRequest) -> Result<HttpAnswer, Error> {
    let timeouts = call.timeouts();
    let transport = &call.client.config().transport;
    let RequestBody::Upload(upload) = request.body else {
        let head = transport.send(request);
        return within(timeouts.first_byte, TimeoutPhase::FirstByte, head).await?.map_err(Error::from);
    };
    let meter = Meter::start();
    request.body = RequestBody::Upload(upload.metered(meter.clone()));
    let mut head = transport.send(request);
    let mut expiry = Box::pin(expiry(&meter, timeouts));
    std::future::poll_fn(|context| match head.as_mut().poll(context) {
        Poll::Ready(answer) => Poll::Ready(answer.map_err(Error::from)),
        Poll::Pending => expiry.as_mut().poll(context).map(Err),
    })
    .await
}

/// Ends when an upload stands still for too long, or its answer is too long in coming.
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

/// Whether the envelope of an answer says that the call failed.
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
        // What is no JSON is reported where it is read.
        _ if read.is_err() => return false,
        Some(Json::String(text)) => text.as_str(),
        Some(Json::Number(number)) => number.as_str(),
        _ => return false,
    };
    !code.is_empty() && !envelope.success.contains(&code)
}

/// The whole body, unless it stalls or grows beyond the limit (which counts what came out of decompression).
async fn collect(arriving: &mut Arriving, limit: usize) -> Result<Bytes, Error> {
    let mut first = Bytes::new();
    let mut whole = BytesMut::new();
    while let Some(piece) = arriving.piece().await.transpose()? {
        if first.len() + whole.len() + piece.len() > limit {
            return Err(Error::new(ErrorKind::Decode, format!("the answer is larger than {limit} bytes")));
        }
        // Most answers come in one piece, which needs no copy.
        if first.is_empty() && whole.is_empty() {
            first = piece;
        } else {
            whole.extend_from_slice(&std::mem::take(&mut first));
            whole.extend_from_slice(&piece);
        }
    }
    Ok(if whole.is_empty() { first } else { whole.freeze() })
}
