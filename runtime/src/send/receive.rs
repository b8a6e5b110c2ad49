//! One exchange: the request goes out, the whole answer comes in, or an error that says how far it got.

use bytes::{Bytes, BytesMut};

use super::{from_transport, within};
use crate::call::Call;
use crate::error::{Error, ErrorKind};
use crate::json::Json;
use crate::sending::Answer;
use crate::service::Envelope;
use crate::timeouts::TimeoutPhase;
use crate::transport::{AnswerBody, HttpRequest};

pub(super) async fn exchange(call: &Call, request: HttpRequest) -> Result<Answer, Error> {
    let config = call.client.config();
    let head = config.transport.send(request);
    let answer = within(call.timeouts().first_byte, TimeoutPhase::FirstByte, head).await?.map_err(from_transport)?;
    let body = collect(call, answer.body).await?;
    // A redirect is no success: it would leave the caller with nothing and no word about it.
    if !(200..300).contains(&answer.status) {
        return Err(Error::from_answer(answer.status, answer.headers, body.to_vec()));
    }
    if let Some(envelope) = call.operation.envelope
        && holds_error(envelope, &body)
    {
        return Err(Error::from_answer(answer.status, answer.headers, body.to_vec()));
    }
    Ok(Answer {
        client: call.client.clone(),
        operation: call.operation,
        status: answer.status,
        headers: answer.headers,
        body,
    })
}

/// Whether the envelope of an answer says that the call failed.
fn holds_error(envelope: Envelope, body: &[u8]) -> bool {
    // What is no JSON is reported where it is read.
    let Ok(answer) = Json::parse(&String::from_utf8_lossy(body)) else { return false };
    let code = match answer.get(envelope.code) {
        Some(Json::String(text)) => text.as_str(),
        Some(Json::Number(number)) => number.as_str(),
        _ => return false,
    };
    !code.is_empty() && !envelope.success.contains(&code)
}

/// The whole body, unless it stalls or grows beyond the limit (which counts what came out of decompression).
async fn collect(call: &Call, mut body: AnswerBody) -> Result<Bytes, Error> {
    let limit = call.client.config().largest_answer;
    let stall = call.timeouts().stall;
    let mut first = Bytes::new();
    let mut whole = BytesMut::new();
    loop {
        let piece = within(stall, TimeoutPhase::Stall, Box::pin(body.piece())).await?;
        let Some(piece) = piece.transpose().map_err(from_transport)? else { break };
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
