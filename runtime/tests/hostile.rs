//! Servers that mean harm, or are broken beyond manners: every call ends in a typed error, in bounded time and memory,
//! and nobody but the service is shown a credential.

#![cfg(test)]

mod support;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use specwright_runtime::emitted::Service;
use specwright_runtime::transport::NetworkSettings;
use specwright_runtime::{
    Call, Client, Config, ConfigBuilder, Credentials, ErrorKind, Json, Keys, Operation, RetryPolicy, TimeoutPhase,
    Timeouts, Token,
};
use support::memory;
use support::server::{Server, json, with_headers};
use support::tls::{self, Authority};

const SECRET: &str = "not/a+real=key";
const MEGABYTE: usize = 1024 * 1024;

static SERVICE: Service = Service { id: "shelf", ..Service::BASE };
static GET: Operation = Operation::get("shelf", "get", "/v1/books");

/// The client's patience in this file.
const LIMIT: Duration = Duration::from_secs(6);

fn config(url: &str) -> ConfigBuilder {
    let mut timeouts = Timeouts::default();
    timeouts.first_byte = Some(Duration::from_secs(3));
    timeouts.stall = Some(Duration::from_secs(2));
    timeouts.attempt = Some(Duration::from_secs(5));
    Config::builder()
        .endpoint(url)
        .project_id("p-1")
        .credentials(Keys::new("AK", SECRET))
        .max_response_size(MEGABYTE)
        .timeouts(timeouts)
        .retry(RetryPolicy::none())
}

fn call(config: ConfigBuilder) -> Call {
    Client::new(&config.build().unwrap(), &SERVICE).call(&GET)
}

/// A server that reads the head of a request and then does as it likes.
fn server(response: impl Fn(&mut TcpStream) -> std::io::Result<()> + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut head = Vec::new();
            let mut byte = [0];
            while !head.ends_with(b"\r\n\r\n") && matches!(stream.read(&mut byte), Ok(1)) {
                head.push(byte[0]);
            }
            // The client hangs up when it has had enough.
            let _ = response(&mut stream);
        }
    });
    url
}

fn fixed(response: impl Into<Vec<u8>>) -> String {
    let response = response.into();
    server(move |stream| stream.write_all(&response))
}

/// `head`, then `again` without end, with a pause between.
fn endless(head: &'static str, again: &'static [u8], pause: Duration) -> String {
    server(move |stream| {
        stream.write_all(head.as_bytes())?;
        loop {
            stream.write_all(again)?;
            std::thread::sleep(pause);
        }
    })
}

fn silent(head: &'static str) -> String {
    endless(head, b"", Duration::from_secs(1))
}

/// A whole response of this body, perhaps with more headers.
fn whole(headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\n{headers}Content-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// Thirty-two megabytes of blanks in some kilobytes.
fn bomb() -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    std::io::copy(&mut std::io::repeat(b' ').take(32 * MEGABYTE as u64), &mut encoder).unwrap();
    encoder.finish().unwrap()
}

/// What the server does, and what the call ends in.
type Row = (&'static str, String, ErrorKind, Option<TimeoutPhase>);

const CHUNK: &[u8] = b"20\r\n                                \r\n";
const AT_ONCE: Duration = Duration::ZERO;
const SLOWLY: Duration = Duration::from_millis(100);
const GZIP: &str = "Content-Encoding: gzip\r\n";

fn too_much(bomb: &[u8]) -> Vec<Row> {
    [
        ("a body", endless("HTTP/1.1 200 OK\r\n\r\n", &[b' '; 4096], AT_ONCE)),
        ("chunks", endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", CHUNK, AT_ONCE)),
        ("an error's body", endless("HTTP/1.1 500 No\r\n\r\n", &[b'x'; 4096], AT_ONCE)),
        ("a gzip bomb", fixed(whole(GZIP, bomb))),
        ("a gzip bomb that is an error", fixed([b"HTTP/1.1 500 No\r\nContent-Encoding: gzip\r\n\r\n", bomb].concat())),
        ("lists in lists", fixed(whole("", "[".repeat(MEGABYTE / 2).as_bytes()))),
        ("objects in objects", fixed(whole("", "{\"a\":".repeat(100_000).as_bytes()))),
        ("escapes", fixed(whole("", format!("\"{}", "\\u00e9".repeat(100_000)).as_bytes()))),
    ]
    .map(|(name, url)| {
        // The status of an error stands, whatever its body is.
        let kind = if name.contains("error") { ErrorKind::Service } else { ErrorKind::Decode };
        (name, url, kind, None)
    })
    .into()
}

fn no_http() -> Vec<Row> {
    let head = |rest: &str| format!("HTTP/1.1 200 OK\r\n{rest}\r\n\r\n");
    [
        ("headers without end", endless("HTTP/1.1 200 OK\r\n", b"X-More: of the same\r\n", AT_ONCE)),
        ("one header without end", endless("HTTP/1.1 200 OK\r\nX: ", &[b'x'; 4096], AT_ONCE)),
        ("a status line without end", endless("HTTP/1.1 200 ", &[b'x'; 4096], AT_ONCE)),
        ("a length beyond any memory", fixed(head("Content-Length: 9223372036854775807"))),
        ("a length that is none", fixed(head("Content-Length: many"))),
        ("a negative length", fixed(head("Content-Length: -1"))),
        ("two lengths", fixed(head("Content-Length: 2\r\nContent-Length: 3") + "[]")),
        ("a body that is too short", fixed(head("Content-Length: 50") + "[1,")),
        ("a chunk of no size", fixed(head("Transfer-Encoding: chunked") + "zz\r\n")),
        ("a chunk beyond any memory", fixed(head("Transfer-Encoding: chunked") + "fffffffffffffffff\r\n")),
        ("a hang-up", fixed("")),
        ("TLS", fixed(&b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc"[..])),
        ("an older protocol", fixed("HTTP/0.9 200 OK\r\n\r\n[]")),
        ("a newer protocol", fixed("HTTP/2 200\r\n\r\n[]")),
        ("a status that is none", fixed("HTTP/1.1 2x0 OK\r\n\r\n[]")),
        ("a header without a colon", fixed(head("nonsense"))),
        ("NULs in a header", fixed(head("X: a\0b"))),
    ]
    .map(|(name, url)| (name, url, ErrorKind::Transport, None))
    .into()
}

fn no_response(bomb: &[u8]) -> Vec<Row> {
    let cut: Vec<u8> = bomb.iter().copied().take(100).collect();
    [
        ("gzip that is none", fixed(whole(GZIP, b"[]"))),
        ("gzip that is cut", fixed(whole(GZIP, &cut))),
        ("NULs for JSON", fixed(whole("", b"\0\0\0\0"))),
        ("bytes that are no text", fixed(whole("", b"\xff\xfe\xfd"))),
        ("nothing", fixed(whole("", b""))),
        ("a page", fixed(whole("", b"<html>Welcome</html>"))),
    ]
    .map(|(name, url)| {
        // The status of an error stands, whatever its body is.
        let kind = if name.contains("error") { ErrorKind::Service } else { ErrorKind::Decode };
        (name, url, kind, None)
    })
    .into()
}

fn too_slow() -> Vec<Row> {
    [
        ("silence", silent(""), TimeoutPhase::FirstByte),
        ("a head that drips", endless("HTTP/1.1 200 OK\r\nX:", b" ", SLOWLY), TimeoutPhase::FirstByte),
        ("interim responses without end", endless("", b"HTTP/1.1 102 Wait\r\n\r\n", SLOWLY), TimeoutPhase::FirstByte),
        ("silence after the head", silent("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"), TimeoutPhase::Stall),
        ("a body that drips", endless("HTTP/1.1 200 OK\r\n\r\n", b" ", SLOWLY), TimeoutPhase::Attempt),
    ]
    .map(|(name, url, phase)| (name, url, ErrorKind::Timeout, Some(phase)))
    .into()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_server_costs_more_than_its_error() {
    let bomb = bomb();
    let rows = [too_much(&bomb), no_http(), no_response(&bomb), too_slow()].concat();
    let calls = async {
        let calls: Vec<_> = rows
            .into_iter()
            .map(|(name, url, kind, phase)| {
                let sending = call(config(&url)).send::<Json>();
                tokio::spawn(async move {
                    let started = Instant::now();
                    (name, kind, phase, sending.await, started.elapsed())
                })
            })
            .collect();
        let mut wrong = Vec::new();
        for call in calls {
            let (name, kind, phase, result, took) = call.await.unwrap();
            let error = result.expect_err(name);
            if (error.kind(), error.timeout_phase()) != (kind, phase) || took > LIMIT {
                wrong.push(format!("{name}: {error} after {took:?}, {kind:?} was due"));
            }
        }
        wrong
    };
    let (wrong, growth) = memory::growth(calls).await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Forty calls at once, each of which may hold a megabyte, and their servers.
    assert!(growth.is_none_or(|growth| growth < 160 * MEGABYTE as u64), "{growth:?} bytes more");
}

#[tokio::test]
async fn text_that_is_not_utf8_is_read_and_noted() {
    let url = fixed(whole("", b"{\"name\":\"a\xff\"}"));
    let response = call(config(&url)).send::<Json>().await.unwrap();
    assert_eq!(response.get("name").and_then(Json::as_str), Some("a\u{fffd}"));
}

#[tokio::test]
async fn the_largest_response_is_the_callers_choice() {
    let url = fixed(whole("", format!("\"{}\"", "x".repeat(5000)).as_bytes()));
    let error = call(config(&url).max_response_size(5001)).send::<Json>().await.unwrap_err();
    assert!(error.message().contains("larger than 5001 bytes"), "{error}");
    call(config(&url).max_response_size(5002)).send::<Json>().await.unwrap();
}

#[tokio::test]
async fn credentials_never_follow_a_redirect() {
    let elsewhere = Server::replies(vec![json(200, "{}")]);
    let shown: [Credentials; 2] = [Keys::new("AK", SECRET).with_security_token("T").into(), Token::new("T").into()];
    for status in [300, 301, 302, 303, 307, 308] {
        for credentials in shown.clone() {
            let place = format!("{}/v1/books", elsewhere.url);
            let here = Server::replies(vec![with_headers(status, &[("Location", &place)], "")]);
            let config = config(&here.url).credentials(credentials).retry(RetryPolicy::default());
            let error = call(config).send::<Json>().await.unwrap_err();
            assert_eq!((error.kind(), error.status()), (ErrorKind::Service, Some(status)));
            assert_eq!(error.headers().unwrap().get("Location"), Some(place.as_str()), "the caller may look at it");
            assert_eq!(here.received().len(), 1);
        }
    }
    assert!(elsewhere.received().is_empty());
}

#[tokio::test]
async fn who_is_not_the_service_gets_no_request() {
    let authority = Authority::new();
    let good = authority.certify("localhost");
    let of_another = authority.certify("elsewhere.example.com");
    let old = authority.certify_in_the_past("localhost");
    let http = Server::replies(vec![json(200, "{}")]);
    let http_port = http.url.rsplit(':').next().unwrap().parse().unwrap();
    let mut trusting = NetworkSettings::default();
    trusting.root_certificates.push(authority.pem().into_bytes());
    for (what, port, network) in [
        ("an authority that nobody trusts", tls::serve(&good, None), NetworkSettings::default()),
        ("a certificate of another host", tls::serve(&of_another, None), trusting.clone()),
        ("a certificate that has ended", tls::serve(&old, None), trusting.clone()),
        ("no TLS", http_port, trusting.clone()),
    ] {
        let error =
            call(config(&format!("https://localhost:{port}")).network(network)).send::<Json>().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connect, "{what}: {error}");
    }
    assert!(http.received().is_empty());
    // A server that demands a certificate hangs up on those who have none.
    let demanding = tls::serve(&good, Some(&authority));
    let config = config(&format!("https://localhost:{demanding}")).network(trusting);
    let error = call(config).send::<Json>().await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Connect | ErrorKind::Transport), "{error}");
}

#[tokio::test]
async fn a_handshake_without_end_is_no_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut network = NetworkSettings::default();
    network.connect_timeout = Duration::from_millis(300);
    let url = format!("https://{}", listener.local_addr().unwrap());
    let error = call(config(&url).network(network)).send::<Json>().await.unwrap_err();
    assert_eq!(error.timeout_phase(), Some(TimeoutPhase::Connect), "{error}");
}

#[tokio::test]
async fn a_name_that_leads_nowhere_is_no_connection() {
    for url in ["http://shelf.invalid", "https://shelf.invalid"] {
        let error = call(config(url)).send::<Json>().await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Connect | ErrorKind::Timeout), "{error}");
        assert!(error.is_retryable(), "it was not sent");
    }
}
