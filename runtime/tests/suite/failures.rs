//! What goes wrong between a client and a service: how often a call is sent, how long it waits, what the error says.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::support::gateway;
use crate::support::server::{Reply, Server, json, with_headers};
use specwright_runtime::emitted::Service;
use specwright_runtime::transport::{
    BoxFuture, HttpRequest, HttpResponse, MemoryTransport, Pieces, ResponseBody, Transport, TransportError,
    TransportErrorKind,
};
use specwright_runtime::{
    Attempt, Bytes, Call, Client, Config, ConfigBuilder, Error, ErrorKind, Headers, Json, Keys, Middleware, Operation,
    Outcome, RetryPolicy, SigningMode, TimeoutPhase, Timeouts,
};

const SECRET: &str = "not/a+real=key";

static SERVICE: Service = Service { id: "shelf", ..Service::BASE };
static GET: Operation = Operation::get("shelf", "get", "/v1/books");
static HEAD: Operation = Operation::head("shelf", "head", "/v1/books");
static PUT: Operation = Operation::put("shelf", "put", "/v1/books");
static DELETE: Operation = Operation::delete("shelf", "delete", "/v1/books");
static POST: Operation = Operation::post("shelf", "post", "/v1/books");
static PATCH: Operation = Operation::patch("shelf", "patch", "/v1/books");

fn config() -> ConfigBuilder {
    Config::builder().endpoint("http://127.0.0.1").project_id("p-1").credentials(Keys::new("AK", SECRET))
}

fn at(server: &Server) -> ConfigBuilder {
    Config::builder().endpoint(&server.url).project_id("p-1").credentials(Keys::new("AK", SECRET)).retry(quick())
}

/// Retries without pauses worth mentioning.
fn quick() -> RetryPolicy {
    let mut policy = RetryPolicy::default();
    policy.base = Duration::from_millis(1);
    policy
}

fn call(config: ConfigBuilder, operation: &'static Operation) -> Call {
    Client::new(&config.build().unwrap(), &SERVICE).call(operation)
}

fn timeouts(change: impl FnOnce(&mut Timeouts)) -> Timeouts {
    let mut timeouts = Timeouts::default();
    change(&mut timeouts);
    timeouts
}

/// Statuses in turn, `Retry-After` with each; how often a GET (HEAD, PUT, DELETE) and a POST (PATCH) are sent; the
/// shortest time it takes, in seconds.
type Case = (&'static [u16], Option<&'static str>, usize, usize, u64);

const REPEATED: &[Case] = &[
    (&[503, 503, 200], None, 3, 1, 0),
    (&[503, 200], Some("9"), 2, 1, 9),
    (&[429, 429, 200], None, 3, 3, 0),
    (&[429, 200], Some("30"), 2, 2, 30),
    (&[500, 502, 504], None, 3, 1, 0),
    (&[429, 429, 429, 200], Some("2"), 3, 3, 4),
    (&[503, 200], Some("4000"), 1, 1, 0),
    (&[400], None, 1, 1, 0),
    (&[401], None, 1, 1, 0),
    (&[403], None, 1, 1, 0),
    (&[409], None, 1, 1, 0),
    (&[501], None, 1, 1, 0),
];

#[tokio::test(start_paused = true)]
async fn what_is_sent_again_and_when() {
    for (statuses, retry_after, gets, posts, shortest) in REPEATED {
        let repeatable = [&GET, &HEAD, &PUT, &DELETE].map(|operation| (operation, *gets));
        let once = [&POST, &PATCH].map(|operation| (operation, *posts));
        for (operation, due) in repeatable.into_iter().chain(once) {
            let sent = Arc::new(Mutex::new(0));
            let counted = Arc::clone(&sent);
            let transport = MemoryTransport::new(move |_| {
                let mut sent = counted.lock().unwrap();
                let status = statuses[(*sent).min(statuses.len() - 1)];
                *sent += 1;
                let headers = retry_after.map(|value| ("Retry-After", value)).into_iter().collect();
                Ok(HttpResponse::whole(status, headers, "{}"))
            });
            let started = tokio::time::Instant::now();
            let result = call(config().transport(transport), operation).send::<Json>().await;
            let what = format!("{operation:?} {statuses:?} {retry_after:?}");
            assert_eq!(*sent.lock().unwrap(), due, "{what}");
            assert_eq!(result.is_ok(), statuses.get(due - 1) == Some(&200), "{what}");
            if let Err(error) = result {
                assert_eq!(usize::try_from(error.attempts()).unwrap(), due, "{what}");
            }
            if due > 1 {
                assert!(started.elapsed() >= Duration::from_secs(*shortest), "{what}: {:?}", started.elapsed());
            }
            assert!(started.elapsed() < Duration::from_secs(70), "{what}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_token_makes_a_post_repeatable() {
    let transport = MemoryTransport::replies([(503, "{}"), (200, "{}")]);
    let mut call = call(config().transport(transport.clone()), &POST);
    call.header("X-Client-Token", "once");
    call.send::<Json>().await.unwrap();
    assert_eq!(transport.requests().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_service_that_is_down_is_not_asked_for_ever() {
    let transport = MemoryTransport::new(|_| Ok(HttpResponse::whole(503, Headers::new(), "")));
    let client = Client::new(&config().transport(transport.clone()).build().unwrap(), &SERVICE);
    for _ in 0..200 {
        client.call(&GET).send::<Json>().await.unwrap_err();
    }
    assert_eq!(transport.requests().len(), 200 + 100, "the budget holds a hundred repetitions");
}

#[tokio::test]
async fn each_attempt_is_signed_anew() {
    let server = Server::replies(vec![json(503, "{}"), Reply::Close, json(200, "{}")]);
    call(at(&server), &GET).send::<Json>().await.unwrap();
    let requests = server.received();
    assert_eq!(requests.len(), 3);
    for request in requests {
        gateway::accepts(&request, SECRET).unwrap();
    }
}

/// How a connection breaks; how often a GET is sent (a POST once); the error's kind.
#[tokio::test]
async fn broken_connections() {
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    let with = |rest: &[u8]| [head.as_slice(), rest].concat();
    let cases: Vec<(&str, Reply, usize, ErrorKind)> = vec![
        ("closed", Reply::Close, 3, ErrorKind::Transport),
        ("no HTTP", Reply::Raw(b"SSH-2.0-x\r\n".to_vec()), 3, ErrorKind::Transport),
        ("half a head", Reply::Raw(b"HTTP/1.1 200 OK\r\nContent-".to_vec()), 3, ErrorKind::Transport),
        ("half a body", Reply::Raw(with(b"Content-Length: 10\r\n\r\n{\"a\"")), 3, ErrorKind::Transport),
        ("half a chunk", Reply::Raw(with(b"Transfer-Encoding: chunked\r\n\r\n5\r\n{\"a")), 3, ErrorKind::Transport),
        ("a body after its length", Reply::Raw(with(b"Content-Length: 3\r\n\r\n{\"a\":1}")), 1, ErrorKind::Decode),
        ("a redirect", with_headers(307, &[("Location", "/v1/others")], ""), 1, ErrorKind::Service),
        (
            "no gzip",
            Reply::Raw(with(b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n{\"a\"")),
            1,
            ErrorKind::Decode,
        ),
    ];
    for (name, reply, sent, kind) in cases {
        for (operation, sent) in [(&GET, sent), (&POST, 1)] {
            let server = Server::replies(vec![reply.clone()]);
            let error = call(at(&server), operation).send::<Json>().await.unwrap_err();
            assert_eq!((error.kind(), server.received().len()), (kind, sent), "{name}: {error}");
        }
    }
}

/// Takes connections, waits for a request to be under way, and does `with` the connection.
fn server_that(with: impl Fn(std::net::TcpStream) + Send + 'static) -> (String, Arc<Mutex<usize>>) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let count = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&count);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            if matches!(stream.peek(&mut [0]), Ok(1)) {
                *counted.lock().unwrap() += 1;
                with(stream);
            }
        }
    });
    (url, count)
}

#[tokio::test]
async fn connections_that_end_on_one_side() {
    // Closing with a request unread resets the connection; closing one direction leaves the other open.
    let reset = |stream: std::net::TcpStream| drop(stream);
    let half_closed = |stream: std::net::TcpStream| {
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_secs(2));
            drop(stream);
        });
    };
    for (name, (url, count)) in [("reset", server_that(reset)), ("half closed", server_that(half_closed))] {
        for (operation, sent) in [(&GET, 3), (&POST, 1)] {
            *count.lock().unwrap() = 0;
            let config = Config::builder().endpoint(&url).credentials(Keys::new("AK", SECRET)).retry(quick());
            let error = call(config, operation).send::<Json>().await.unwrap_err();
            assert_eq!((error.kind(), *count.lock().unwrap()), (ErrorKind::Transport, sent), "{name}: {error}");
        }
    }
}

#[tokio::test]
async fn a_refused_connection_is_tried_again_even_for_a_post() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let config = Config::builder().endpoint(format!("http://127.0.0.1:{port}")).credentials(Keys::new("AK", SECRET));
    let error = call(config.retry(quick()), &POST).send::<Json>().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 3));
    assert!(error.is_retryable() && error.status().is_none(), "{error}");
}

#[tokio::test]
async fn the_next_endpoint_is_used_when_one_cannot_be_reached() {
    let server = Server::replies(vec![json(200, "{}")]);
    let dead = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let config =
        Config::builder().endpoint(format!("http://{dead}")).endpoint(&server.url).credentials(Keys::new("AK", SECRET));
    let client = Client::new(&config.retry(quick()).build().unwrap(), &SERVICE);
    client.call(&POST).send::<Json>().await.unwrap();
    client.call(&POST).send::<Json>().await.unwrap();
    assert_eq!(server.received().len(), 2);
    gateway::accepts(&server.received()[0], SECRET).unwrap();
}

#[tokio::test]
async fn deadlines_pass() {
    let slow = Reply::Late(Duration::from_millis(400), Box::new(json(200, "{}")));
    let stalled = Reply::Stall(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{".to_vec(), Duration::from_millis(400));
    let short = Some(Duration::from_millis(50));
    for (reply, timeouts, phase) in [
        (slow.clone(), timeouts(|timeouts| timeouts.first_byte = short), TimeoutPhase::FirstByte),
        (slow.clone(), timeouts(|timeouts| timeouts.attempt = short), TimeoutPhase::Attempt),
        (slow, timeouts(|timeouts| timeouts.operation = short), TimeoutPhase::Operation),
        (stalled, timeouts(|timeouts| timeouts.stall = short), TimeoutPhase::Stall),
    ] {
        let server = Server::replies(vec![reply]);
        let mut call = call(at(&server), &GET);
        call.set_timeouts(timeouts);
        call.set_retry(RetryPolicy::none());
        let error = call.send::<Json>().await.unwrap_err();
        assert_eq!((error.kind(), error.timeout_phase()), (ErrorKind::Timeout, Some(phase)), "{error}");
        assert_eq!(error.operation(), Some("shelf.get"));
    }
}

#[derive(Debug)]
struct Never(Arc<()>);

impl Transport for Never {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let alive = Arc::clone(&self.0);
        Box::pin(async move {
            let never = std::future::pending().await;
            drop(alive);
            never
        })
    }
}

#[tokio::test(start_paused = true)]
async fn dropping_a_call_gives_it_up() {
    let alive = Arc::new(());
    let sending = call(config().transport(Never(Arc::clone(&alive))), &GET).send::<Json>();
    assert!(tokio::time::timeout(Duration::from_secs(1), sending).await.is_err());
    assert_eq!(Arc::strong_count(&alive), 1, "the request is gone with the call");
}

struct Bomb;

impl Pieces for Bomb {
    fn poll_piece(&mut self, _: &mut std::task::Context<'_>) -> std::task::Poll<Option<Result<Bytes, TransportError>>> {
        std::task::Poll::Ready(Some(Ok(Bytes::from_static(&[b' '; 4096]))))
    }
}

#[derive(Debug)]
struct Bombs;

impl Transport for Bombs {
    fn send(&self, _: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        let mut response = HttpResponse::whole(200, Headers::new(), "");
        response.body = ResponseBody::new(Bomb);
        Box::pin(std::future::ready(Ok(response)))
    }
}

#[tokio::test]
async fn a_response_without_end_is_cut_off() {
    let error = call(config().transport(Bombs).max_response_size(1_000_000), &GET).send::<Json>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.message().contains("larger than 1000000 bytes"), "{error}");
}

#[tokio::test]
async fn a_body_too_large_to_sign_is_refused_before_sending() {
    let transport = MemoryTransport::replies([(200, "{}")]);
    let mut call = call(config().transport(transport.clone()), &POST);
    call.raw_body("application/json", vec![b' '; 12 * 1024 * 1024 + 1]);
    let error = call.send::<Json>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Build);
    assert!(error.message().contains("token"), "{error}");
    assert!(transport.requests().is_empty());
}

#[tokio::test]
async fn a_wrong_clock_is_set_right_once() {
    let date = [("Date", "Thu, 02 Jan 2025 03:04:05 GMT")];
    let refusal = with_headers(401, &date, r#"{"error_code":"APIGW.0301","error_msg":"expired"}"#);
    let server = Server::replies(vec![refusal.clone(), json(200, "{}"), json(200, "{}")]);
    let client = Client::new(&at(&server).build().unwrap(), &SERVICE);
    client.call(&POST).send::<Json>().await.unwrap();
    client.call(&POST).send::<Json>().await.unwrap();
    let requests = server.received();
    assert_eq!(requests.len(), 3, "one refusal, and the next call has the right time at once");
    for request in &requests[1..] {
        assert!(request.header("X-Sdk-Date").unwrap().starts_with("20250102T0304"), "{request:?}");
        gateway::accepts(request, SECRET).unwrap();
    }
    // A refusal that a right clock does not cure is not repeated: five of them lock the key.
    let server = Server::replies(vec![refusal]);
    call(at(&server), &GET).send::<Json>().await.unwrap_err();
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn a_refused_signature_says_which_line_differs() {
    let body = r#"{"error_msg":"verify aksk signature fail,canonicalRequest:GET|/v1/books/||host:elsewhere|x","error_code":"APIGW.0301"}"#;
    let server = Server::replies(vec![json(401, body)]);
    let error = call(at(&server), &GET).send::<Json>().await.unwrap_err();
    let advice = error.advice().unwrap();
    assert!(
        advice.contains(r#"the gateway read "host:elsewhere" where the client signed "host:127.0.0.1"#),
        "{advice}"
    );
    assert_eq!(server.received().len(), 1);
}

#[derive(Clone, Debug, Default)]
struct Diary(Arc<Mutex<Vec<String>>>);

impl Middleware for Diary {
    fn before_attempt(&self, attempt: &Attempt, request: &mut HttpRequest) -> Result<(), Error> {
        request.headers.set(
            "X-Trace",
            format!("{}.{}-{}", attempt.operation.service_id(), attempt.operation.name(), attempt.number),
        );
        Ok(())
    }

    fn after_attempt(&self, attempt: &Attempt, outcome: &Outcome<'_>) {
        let body = outcome.body.map(String::from_utf8_lossy).unwrap_or_default();
        let place = outcome.headers.and_then(|headers| headers.get("X-Shelf")).unwrap_or_default();
        let (status, id) = (outcome.status.unwrap_or_default(), outcome.request_id.unwrap_or_default());
        let error = outcome.error.map(Error::kind);
        let line = format!("{} {status} {error:?} {id} {place} {body}", attempt.number);
        self.0.lock().unwrap().push(line);
    }
}

#[tokio::test]
async fn middleware_sees_each_attempt_and_what_it_adds_is_signed() {
    let server = Server::replies(vec![
        with_headers(503, &[("X-Request-Id", "r-1"), ("X-Shelf", "upper")], r#"{"error_code":"B.1"}"#),
        with_headers(200, &[("X-Request-Id", "r-2"), ("X-Shelf", "lower")], r#"{"id":"b-1"}"#),
    ]);
    let diary = Diary::default();
    call(at(&server).middleware(diary.clone()), &GET).send::<Json>().await.unwrap();
    assert_eq!(
        *diary.0.lock().unwrap(),
        [r#"1 503 Some(Service) r-1 upper {"error_code":"B.1"}"#, r#"2 200 None r-2 lower {"id":"b-1"}"#,]
    );
    let request = &server.received()[1];
    assert_eq!(request.header("X-Trace"), Some("shelf.get-2"));
    assert!(request.header("Authorization").unwrap().contains("x-trace"));
    gateway::accepts(request, SECRET).unwrap();
}

#[tokio::test]
async fn foreign_hosts_get_a_derived_signature() {
    let transport = MemoryTransport::replies([(200, "{}")]);
    let config = config().region("cn-north-4").transport(transport.clone());
    let mode = SigningMode::DerivedOnForeignHosts { service: "shelf".into(), global: false };
    call(config.signing(mode), &GET).send::<Json>().await.unwrap();
    let requests = transport.requests();
    let authorization = requests[0].headers.get("Authorization").unwrap();
    assert!(authorization.starts_with("V11-HMAC-SHA256 Credential=AK/"), "{authorization}");
    assert!(authorization.contains("/cn-north-4/shelf, SignedHeaders="), "{authorization}");
}

#[tokio::test]
async fn a_transport_error_has_its_kind() {
    for (kind, expected, attempts) in [
        (TransportErrorKind::Request, ErrorKind::Build, 1),
        (TransportErrorKind::ConnectTimeout, ErrorKind::Timeout, 3),
        (TransportErrorKind::Broken, ErrorKind::Transport, 1),
    ] {
        let transport = MemoryTransport::new(move |_| Err(TransportError::new(kind, "as told")));
        let error = call(config().retry(quick()).transport(transport), &POST).send::<Json>().await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (expected, attempts), "{error}");
    }
}
