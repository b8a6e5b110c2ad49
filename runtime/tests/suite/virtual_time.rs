//! Faults of a network in virtual time: what takes minutes is waited for in none, and to the second. A network of
//! memory plays them; what only real connections do is in `failures.rs`, in real and short time.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use specwright_runtime::emitted::Service;
use specwright_runtime::transport::{
    BoxFuture, HttpRequest, HttpResponse, Pieces, ResponseBody, Transport, TransportError, TransportErrorKind,
};
use specwright_runtime::{
    Bytes, Client, Config, Error, ErrorKind, Headers, Json, Keys, Operation, RetryPolicy, TimeoutPhase, Timeouts,
};
use tokio::time::{Instant, Sleep, sleep};

static SERVICE: Service = Service { id: "shelf", ..Service::BASE };
static GET: Operation = Operation::get("shelf", "get", "/v1/books");
static POST: Operation = Operation::post("shelf", "post", "/v1/books");

/// What the network does with a request: the seconds before the head, and before each piece of the body.
#[derive(Clone, Debug)]
struct Play {
    head: u64,
    status: u16,
    retry_after: Option<&'static str>,
    pieces: Vec<(u64, Piece)>,
}

#[derive(Clone, Copy, Debug)]
enum Piece {
    Bytes(&'static str),
    Broken,
}

fn late(head: u64, pieces: &[(u64, &'static str)]) -> Play {
    let pieces = pieces.iter().map(|(seconds, text)| (*seconds, Piece::Bytes(text))).collect();
    Play { head, status: 200, retry_after: None, pieces }
}

fn failing(head: u64, status: u16, retry_after: Option<&'static str>) -> Play {
    Play { head, status, retry_after, pieces: vec![(0, Piece::Bytes("{}"))] }
}

fn broken(head: u64, pause: u64) -> Play {
    Play { head, status: 200, retry_after: None, pieces: vec![(0, Piece::Bytes("[1,")), (pause, Piece::Broken)] }
}

/// Plays in turn, the last one for ever.
#[derive(Clone, Debug)]
struct Network {
    plays: Vec<Play>,
    requests: Arc<Mutex<usize>>,
}

impl Transport for Network {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let mut requests = self.requests.lock().unwrap();
        let play = self.plays[(*requests).min(self.plays.len() - 1)].clone();
        *requests += 1;
        Box::pin(async move {
            sleep(Duration::from_secs(play.head)).await;
            let headers: Headers = play.retry_after.map(|value| ("Retry-After", value)).into_iter().collect();
            let mut response = HttpResponse::whole(play.status, headers, "");
            response.body = ResponseBody::new(Script { left: play.pieces.into(), pause: None });
            Ok(response)
        })
    }
}

struct Script {
    left: VecDeque<(u64, Piece)>,
    pause: Option<Pin<Box<Sleep>>>,
}

impl Pieces for Script {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        let Some((seconds, piece)) = self.left.front().copied() else { return Poll::Ready(None) };
        let pause = self.pause.get_or_insert_with(|| Box::pin(sleep(Duration::from_secs(seconds))));
        ready!(pause.as_mut().poll(context));
        self.pause = None;
        self.left.pop_front();
        Poll::Ready(Some(match piece {
            Piece::Bytes(text) => Ok(Bytes::from_static(text.as_bytes())),
            Piece::Broken => Err(TransportError::new(TransportErrorKind::Broken, "the line is dead")),
        }))
    }
}

/// How a call ends, how often it was sent, and after how many seconds.
async fn played(
    plays: Vec<Play>,
    operation: &'static Operation,
    timeouts: Timeouts,
    retry: RetryPolicy,
) -> (Result<Json, Error>, usize, u64) {
    let network = Network { plays, requests: Arc::default() };
    let requests = Arc::clone(&network.requests);
    let config = Config::builder()
        .endpoint("http://shelf.invalid")
        .credentials(Keys::new("AK", "SK"))
        .project_id("p")
        .timeouts(timeouts)
        .retry(retry)
        .transport(network);
    let started = Instant::now();
    let result = Client::new(&config.build().unwrap(), &SERVICE).call(operation).send().await;
    let sent = *requests.lock().unwrap();
    (result, sent, started.elapsed().as_secs())
}

fn within(change: impl FnOnce(&mut Timeouts)) -> Timeouts {
    let mut timeouts = Timeouts::default();
    change(&mut timeouts);
    timeouts
}

#[tokio::test(start_paused = true)]
async fn slow_networks_are_waited_for_as_long_as_is_said() {
    let attempt = within(|timeouts| timeouts.attempt = Some(Duration::from_secs(10)));
    let operation = within(|timeouts| timeouts.operation = Some(Duration::from_secs(45)));
    let unlimited = within(|timeouts| (timeouts.first_byte, timeouts.stall) = (None, None));
    let usual = Timeouts::default();
    let drops = [&[(29, "[1")], [(29, ",2"); 9].as_slice(), &[(29, "]")]].concat();
    for (what, play, timeouts, end, seconds) in [
        ("a head in time", late(59, &[(0, "1")]), usual, None, 59),
        ("a head too late", late(61, &[(0, "1")]), usual, Some(TimeoutPhase::FirstByte), 60),
        ("a body in drops", late(0, &drops), usual, None, 29 * 11),
        ("a body that stalls", late(5, &[(29, "[1"), (31, "]")]), usual, Some(TimeoutPhase::Stall), 5 + 29 + 30),
        ("an attempt in time", late(5, &[(4, "1")]), attempt, None, 9),
        ("an attempt too long", late(5, &[(4, "["), (4, "]")]), attempt, Some(TimeoutPhase::Attempt), 10),
        ("a call too long", late(20, &[(20, "["), (20, "]")]), operation, Some(TimeoutPhase::Operation), 45),
        ("a day without limits", late(86_400, &[(86_400, "1")]), unlimited, None, 2 * 86_400),
    ] {
        let (result, sent, elapsed) = played(vec![play], &GET, timeouts, RetryPolicy::none()).await;
        let phase = result.as_ref().err().and_then(Error::timeout_phase);
        assert_eq!((phase, result.is_ok(), sent, elapsed), (end, end.is_none(), 1, seconds), "{what}: {result:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_sent_again_waits_for_what_went_before() {
    let operation = within(|timeouts| timeouts.operation = Some(Duration::from_secs(100)));
    let usual = Timeouts::default();
    let response = || late(1, &[(0, "1")]);
    // The seconds are the least and the most, which the random part of a pause lies between.
    for (what, plays, operation, timeouts, end, sent, seconds) in [
        ("late twice", vec![late(61, &[]), late(61, &[]), response()], &GET, usual, None, 3, 121..=123),
        ("late for a POST", vec![late(61, &[]), response()], &POST, usual, Some(ErrorKind::Timeout), 1, 60..=60),
        ("broken bodies", vec![broken(2, 25), broken(2, 25), response()], &GET, usual, None, 3, 55..=57),
        ("broken for a POST", vec![broken(2, 25), response()], &POST, usual, Some(ErrorKind::Transport), 1, 27..=27),
        ("asked to wait", vec![failing(3, 503, Some("40")), response()], &GET, usual, None, 2, 44..=45),
        ("throttled", vec![failing(3, 429, Some("40")), response()], &POST, usual, None, 2, 44..=45),
        (
            "asked too much",
            vec![failing(3, 503, Some("61")), response()],
            &GET,
            usual,
            Some(ErrorKind::Service),
            1,
            3..=3,
        ),
        ("no time left", vec![failing(3, 503, Some("59"))], &GET, operation, Some(ErrorKind::Service), 2, 64..=67),
    ] {
        let (result, times, elapsed) = played(plays, operation, timeouts, RetryPolicy::default()).await;
        let kind = result.as_ref().err().map(Error::kind);
        assert_eq!((kind, times), (end, sent), "{what}: {result:?}");
        assert!(seconds.contains(&elapsed), "{what}: {elapsed} s");
    }
}
