//! From a call to a successful answer: fill, sign, carry, tell success from failure, and try again where that is right.

mod authorize;
mod diagnosis;
mod receive;

use std::time::{Duration, Instant};

use tracing::Instrument as _;

use crate::call::Call;
use crate::credentials::Context;
use crate::error::{self, Error, ErrorKind};
use crate::middleware::{Attempt, Outcome};
use crate::secret::{self, Secret};
use crate::sending::Answer;
use crate::signing::Timestamp;
use crate::timeouts::TimeoutPhase;
use crate::transport::BoxFuture;

pub(crate) fn send(call: Call) -> BoxFuture<'static, Result<Answer, Error>> {
    // A block rather than a function: that would hold the call twice.
    Box::pin(async move {
        let span = tracing::debug_span!(
            "call",
            rpc.service = call.operation.service,
            rpc.method = call.operation.name,
            http.request.method = call.operation.method.as_str(),
            url.template = call.operation.path,
        );
        let limit = call.timeouts().operation;
        let result = within(limit, TimeoutPhase::Operation, Box::pin(attempts(&call).instrument(span))).await;
        result.and_then(|result| result).map_err(|error| call.named(error))
    })
}

/// What may be set right once in a call.
#[derive(Default)]
struct Repairs {
    clock: bool,
    credential: bool,
}

async fn attempts(call: &Call) -> Result<Answer, Error> {
    let config = call.client.config();
    let policy = call.retry();
    let mut repairs = Repairs::default();
    let mut number = 1;
    loop {
        let attempt = Attempt { operation: call.operation, number };
        let failure = match attempt_once(call, attempt, &mut repairs).await {
            Ok(answer) => {
                config.budget.succeed();
                return Ok(answer);
            }
            Err(failure) => failure,
        };
        if !call.has_fresh_body() {
            return Err(failure.into_error().after(number));
        }
        let error = match failure {
            Failure::Final(error) => {
                let pause = policy.pause(number, call.is_repeatable(), &error, config.clock.now());
                let Some(pause) = pause.filter(|_| config.budget.take()) else { return Err(error.after(number)) };
                tracing::debug!(attempt = number, pause_ms = millis(pause), %error, "sending again");
                tokio::time::sleep(pause).await;
                error
            }
            Failure::Repaired(error) => {
                tracing::debug!(attempt = number, %error, "set right, sending again");
                error
            }
        };
        if error.kind() == ErrorKind::Connect || error.timeout_phase() == Some(TimeoutPhase::Connect) {
            call.client.avoid_endpoint();
        }
        number += 1;
    }
}

enum Failure {
    Final(Error),
    /// The cause is gone: the same call can be sent at once.
    Repaired(Error),
}

impl Failure {
    fn into_error(self) -> Error {
        match self {
            Self::Final(error) | Self::Repaired(error) => error,
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Final(error)
    }
}

async fn attempt_once(call: &Call, attempt: Attempt, repairs: &mut Repairs) -> Result<Answer, Failure> {
    let config = call.client.config();
    let endpoint = call.client.endpoint()?;
    let context = Context { transport: config.transport.clone(), clock: config.clock.clone() };
    let credential = config.credentials.get(&context).await?;
    let filling = authorize::filling(call, &credential).await?;
    let mut request = call.request(endpoint, &filling)?;
    for middleware in &config.middleware {
        middleware.before_attempt(&attempt, &mut request)?;
    }
    let proof = authorize::authorize(call, &mut request, &credential, &filling)?;
    let started = Instant::now();
    let exchange = Box::pin(receive::exchange(call, request));
    let result = within(call.timeouts().attempt, TimeoutPhase::Attempt, exchange).await.and_then(|result| result);
    let quoted = result.as_ref().err().map(Error::message).zip(proof.canonical_request());
    let mut diagnosed = quoted.and_then(|(quoted, ours)| diagnosis::differing_line(quoted, ours));
    // Gateways quote what they refuse; nobody is told before it is taken out.
    let result = result.map_err(|error| {
        let given = call.secrets();
        let given: Vec<&str> = given.iter().map(Secret::expose).collect();
        if let Some(advice) = &mut diagnosed {
            secret::take_out(&given, advice);
        }
        error.without(&[credential.secrets(), given].concat()).with_advice(diagnosed)
    });
    report(call, attempt, started.elapsed(), result.as_ref());
    let error = match result {
        Ok(answer) => return Ok(answer),
        Err(error) => error,
    };
    if !matches!(error.status(), Some(401 | 403)) {
        return Err(error.into());
    }
    if proof.is_signed() && !repairs.clock && learn_time(call, &error) {
        repairs.clock = true;
        return Err(Failure::Repaired(error));
    }
    // Tokens and temporary keys die early when their owner's rights change.
    if error.status() == Some(401) && !repairs.credential && config.credentials.discard(&credential) {
        repairs.credential = true;
        return Err(Failure::Repaired(error));
    }
    Err(Failure::Final(error))
}

/// Takes the service's time for ours when it refused a signature and its clock is far from the machine's.
fn learn_time(call: &Call, error: &Error) -> bool {
    let theirs = error.headers().and_then(|headers| headers.get("Date")).and_then(Timestamp::parse);
    theirs.is_some_and(|theirs| call.client.config().clock.learn(theirs))
}

fn report(call: &Call, attempt: Attempt, elapsed: Duration, result: Result<&Answer, &Error>) {
    let outcome = match result {
        Ok(answer) => Outcome {
            status: Some(answer.status),
            request_id: error::request_id(&answer.headers),
            error: None,
            elapsed,
        },
        Err(error) => Outcome { status: error.status(), request_id: error.request_id(), error: Some(error), elapsed },
    };
    tracing::debug!(
        attempt = attempt.number,
        http.response.status_code = outcome.status,
        request_id = outcome.request_id,
        elapsed_ms = millis(elapsed),
        "attempt ended"
    );
    for middleware in &call.client.config().middleware {
        middleware.after_attempt(&attempt, &outcome);
    }
}

/// Awaits `future` for no longer than `limit`.
async fn within<T>(limit: Option<Duration>, phase: TimeoutPhase, future: BoxFuture<'_, T>) -> Result<T, Error> {
    match limit {
        None => Ok(future.await),
        Some(limit) => tokio::time::timeout(limit, future).await.map_err(|_| Error::timeout(phase, limit)),
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
