//! From a call to a successful response: fill, sign, carry, tell success from failure, and try again where that is
//! right.

mod attempts;
mod authorization;
mod diagnosis;
mod exchange;
mod ids;
pub(crate) mod peer;
pub(crate) mod response;
pub(crate) mod timed_body;

use std::sync::Arc;
use std::time::{Duration, Instant};

use tracing::Instrument as _;

use crate::config::middleware::{Attempt, Outcome};
use crate::credentials::Credential;
use crate::error::{self, Error, ErrorKind};
use crate::request::Request;
use crate::signing::Timestamp;
use crate::transport::BoxFuture;
use crate::values::secret::{self, Secret};
use crate::values::timeouts::TimeoutPhase;
use attempts::{Attempts, SentSecrets};
use authorization::Proof;
use peer::Peer;
use response::RawResponse;

/// A call under way: what is asked, and of whom.
pub(crate) struct CallContext {
    pub(crate) peer: Arc<Peer>,
    pub(crate) request: Request,
}

/// Sends a request to a service when the result is awaited.
pub(crate) fn send(peer: Arc<Peer>, request: Request) -> BoxFuture<'static, Result<RawResponse, Error>> {
    // A block rather than a function: that would hold the request twice.
    Box::pin(async move {
        let call = CallContext { peer, request };
        let operation = call.request.operation;
        let span = tracing::debug_span!(
            "call",
            rpc.service = operation.service,
            rpc.method = operation.name,
            http.request.method = operation.method.as_str(),
            url.template = operation.path,
        );
        let attempts = Attempts::default();
        let sending = Box::pin(retry_loop(&call, &attempts).instrument(span));
        let result = match call.request.timeouts.operation {
            None => sending.await,
            Some(limit) => match tokio::time::timeout(limit, sending).await {
                Ok(result) => result,
                Err(_) => Err(attempts.timed_out(limit, &call.request)),
            },
        };
        result.map_err(|error| call.request.named(error))
    })
}

/// What may be set right once in a call.
#[derive(Default)]
struct Repairs {
    clock: bool,
    credential: bool,
}

async fn retry_loop(call: &CallContext, attempts: &Attempts) -> Result<RawResponse, Error> {
    let (shared, policy) = (call.peer.shared(), call.request.retry);
    let started = tokio::time::Instant::now();
    let mut repairs = Repairs::default();
    let mut number = 1;
    loop {
        let attempt = Attempt { operation: call.request.operation, number };
        attempts.begin(number);
        let failure = match attempt_once(call, attempt, &mut repairs, attempts).await {
            Ok(response) => {
                shared.budget.succeed();
                return Ok(response);
            }
            Err(failure) => failure,
        };
        if !call.request.has_fresh_body() {
            return Err(failure.into_error().after(number));
        }
        let error = match failure {
            Failure::Final(error) => {
                let pause = policy.pause(number, call.request.is_repeatable(), &error, shared.clock.now());
                let Some(pause) = pause.filter(|_| shared.budget.take()) else { return Err(error.after(number)) };
                let left = call.request.timeouts.operation.map(|limit| limit.saturating_sub(started.elapsed()));
                if left.is_some_and(|left| pause >= left) {
                    let advice = format!("no time is left for another attempt, which would start in {pause:?}");
                    return Err(error.after(number).with_advice(Some(advice)));
                }
                tracing::debug!(attempt = number, pause_ms = millis(pause), %error, "sending again");
                attempts.failed(error);
                tokio::time::sleep(pause).await;
                number += 1;
                continue;
            }
            Failure::Repaired(error) => error,
        };
        tracing::debug!(attempt = number, %error, "corrected, sending again");
        attempts.failed(error);
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

async fn attempt_once(
    call: &CallContext,
    attempt: Attempt,
    repairs: &mut Repairs,
    attempts: &Attempts,
) -> Result<RawResponse, Failure> {
    let (peer, shared) = (&*call.peer, call.peer.shared());
    let (turn, endpoint) = peer.endpoint()?;
    let credential = peer.settings.credentials.get(&shared.context()).await?;
    let filling = authorization::filling(call, &credential).await?;
    let mut request = call.request.to_http(endpoint, &filling)?;
    for middleware in &shared.middleware {
        middleware.before_attempt(&attempt, &mut request)?;
    }
    let headers = request.headers.iter().filter(|(name, _)| secret::is_secret_name(name));
    let headers = headers.map(|(name, value)| (name.to_owned(), value)).collect();
    let sent = Arc::new(SentSecrets { credential, headers });
    attempts.sends(&sent);
    let credential = &sent.credential;
    let trial = if matches!(credential, Credential::Keys(_)) { shared.clock.turn().await } else { None };
    let dated = shared.clock.now();
    let proof = authorization::authorize(call, &mut request, credential, &filling, dated)?;
    let started = Instant::now();
    let exchange = Box::pin(exchange::exchange(call, request, attempts));
    let result = match call.request.timeouts.attempt {
        None => exchange.await,
        Some(limit) => {
            tokio::time::timeout(limit, exchange).await.unwrap_or_else(|_| Err(attempts.attempt_timed_out(limit)))
        }
    };
    let result = result.map_err(|error| redacted(call, error, &proof, &sent));
    report(call, attempt, started.elapsed(), result.as_ref());
    let is_late = proof.is_dated() && result.as_ref().is_err_and(|error| learn_time(call, dated, error));
    if let Some(trial) = trial.filter(|_| result.as_ref().map_or_else(|error| error.status().is_some(), |_| true)) {
        trial.end();
    }
    let error = match result {
        Ok(mut response) => {
            response.hide(|| sent.secrets(&call.request));
            return Ok(response);
        }
        Err(error) => error,
    };
    if error.kind() == ErrorKind::Connect || error.timeout_phase() == Some(TimeoutPhase::Connect) {
        peer.avoid_endpoint(turn);
    }
    if !matches!(error.status(), Some(401 | 403)) {
        return Err(error.into());
    }
    if is_late && !repairs.clock {
        repairs.clock = true;
        return Err(Failure::Repaired(error));
    }
    // Tokens and temporary keys die early when their owner's rights change.
    if error.status() == Some(401) && !repairs.credential && peer.settings.credentials.discard(credential) {
        repairs.credential = true;
        return Err(Failure::Repaired(error));
    }
    Err(Failure::Final(error))
}

/// The error as it may be told: gateways quote what they refuse, and nobody is told before it is taken out.
fn redacted(call: &CallContext, error: Error, proof: &Proof, sent: &SentSecrets) -> Error {
    let ours = proof.canonical_request();
    let secrets = sent.secrets(&call.request);
    let secrets: Vec<&str> = secrets.iter().map(Secret::expose).collect();
    let advice = ours.and_then(|ours| diagnosis::differing_line(error.message(), ours, &secrets));
    error.without(&secrets).with_advice(advice)
}

/// Takes the service's time for ours when it refused a signature whose date is far from its own.
fn learn_time(call: &CallContext, dated: Timestamp, error: &Error) -> bool {
    if !matches!(error.status(), Some(401 | 403)) {
        return false;
    }
    let theirs = error.headers().and_then(|headers| headers.get("Date")).and_then(Timestamp::parse);
    theirs.is_some_and(|theirs| call.peer.shared().clock.learn(dated, theirs))
}

fn report(call: &CallContext, attempt: Attempt, elapsed: Duration, result: Result<&RawResponse, &Error>) {
    let outcome = match result {
        Ok(response) => Outcome {
            status: Some(response.status),
            request_id: error::request_id(&response.headers),
            headers: Some(&response.headers),
            body: Some(&response.body),
            error: None,
            elapsed,
        },
        Err(error) => Outcome {
            status: error.status(),
            request_id: error.request_id(),
            headers: error.headers(),
            body: error.raw(),
            error: Some(error),
            elapsed,
        },
    };
    tracing::debug!(
        attempt = attempt.number,
        http.response.status_code = outcome.status,
        request_id = outcome.request_id,
        elapsed_ms = millis(elapsed),
        "attempt ended"
    );
    for middleware in &call.peer.shared().middleware {
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
