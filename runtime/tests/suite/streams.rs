//! Bodies that are more than JSON: forms, parts, files and streams in both directions.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use crate::support::gateway;
use crate::support::server::{Received, Reply, Server, json, with_headers};
use specwright_runtime::emitted::Service;
use specwright_runtime::transport::MemoryTransport;
use specwright_runtime::{
    Bytes, Call, Client, Config, ConfigBuilder, ErrorKind, FilePart, Json, Keys, Multipart, Operation, RetryPolicy,
    TimeoutPhase, Timeouts, Token, Upload,
};

const SECRET: &str = "not/a+real=key";

static SERVICE: Service = Service { id: "shelf", ..Service::BASE };
static PUT: Operation = Operation::put("shelf", "store", "/v1/scans");
static GET: Operation = Operation::get("shelf", "fetch", "/v1/scans");

fn config(server: &Server) -> ConfigBuilder {
    let mut retry = RetryPolicy::default();
    retry.base = Duration::from_millis(1);
    Config::builder().endpoint(&server.url).project_id("p-1").credentials(Keys::new("AK", SECRET)).retry(retry)
}

fn call(config: ConfigBuilder, operation: &'static Operation) -> Call {
    Client::new(&config.build().unwrap(), &SERVICE).call(operation)
}

/// What stands in for any source of bytes: these pieces, and perhaps an error.
struct Source(VecDeque<io::Result<Bytes>>);

impl Source {
    fn of(pieces: &[&'static str]) -> Self {
        Self(pieces.iter().map(|piece| Ok(Bytes::from_static(piece.as_bytes()))).collect())
    }
}

impl futures_core::Stream for Source {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front())
    }
}

fn body(request: &Received) -> String {
    String::from_utf8(request.body.clone()).unwrap()
}

#[tokio::test]
async fn a_form_is_made_of_a_value() {
    let server = Server::replies(vec![json(200, "{}")]);
    let mut call = call(config(&server), &PUT);
    call.upload("text/plain", Upload::bytes("replaced"));
    call.form(&Json::from_iter([
        ("title", Json::from("a b&ü")),
        ("tags", vec!["x", "y"].into()),
        ("count", 2.into()),
        ("none", Json::Null),
        ("shape", Json::from_iter([("width", 3)])),
    ]));
    call.clone().send::<Json>().await.unwrap();
    let request = &server.received()[0];
    assert_eq!(body(request), "count=2&shape=%7B%22width%22%3A3%7D&tags=x&tags=y&title=a%20b%26%C3%BC");
    assert_eq!(request.header("Content-Type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(request.header("X-Sdk-Content-Sha256"), Some("UNSIGNED-PAYLOAD"));
    gateway::accepts(request, SECRET).unwrap();

    call.body(&Json::from(1));
    call.send::<Json>().await.unwrap();
    let request = &server.received()[1];
    assert_eq!((body(request).as_str(), request.header("Content-Type")), ("1", Some("application/json")));
}

#[tokio::test]
async fn parts_travel_in_their_order() {
    let server = Server::replies(vec![json(503, "{}"), json(200, "{}")]);
    let mut call = call(config(&server), &PUT);
    let parts = Multipart::of(&Json::from_iter([("title", "ü"), ("note", "n")]))
        .text("public", true)
        .text("absent", None::<i64>)
        .file("scan", "a\"\r\n.png", "image/png", Upload::reopened(Some(4), || Source::of(&["\u{1}PN", "G"])))
        .file("thumb", "t.png", "image/png", Upload::bytes("small"));
    call.multipart(parts);
    call.send::<Json>().await.unwrap();
    let requests = server.received();
    assert_eq!(requests.len(), 2, "every part can be opened again, so the call can be repeated");
    assert_eq!(requests[0].body, requests[1].body);
    let request = &requests[1];
    let content_type = request.header("Content-Type").unwrap();
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let part = |head: &str, content: &str| {
        format!("--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n")
    };
    let expected = [
        part("name=\"note\"", "n"),
        part("name=\"title\"", "ü"),
        part("name=\"public\"", "true"),
        part("name=\"scan\"; filename=\"a%22%0D%0A.png\"\r\nContent-Type: image/png", "\u{1}PNG"),
        part("name=\"thumb\"; filename=\"t.png\"\r\nContent-Type: image/png", "small"),
        format!("--{boundary}--\r\n"),
    ];
    assert_eq!(body(request), expected.concat());
    assert_eq!(request.header("Content-Length"), Some(expected.concat().len().to_string().as_str()));
    gateway::accepts(request, SECRET).unwrap();
}

#[tokio::test]
async fn files_are_set_one_by_one_beside_the_fields() {
    let transport = MemoryTransport::replies([(200, "{}")]);
    let config = Config::builder().endpoint("http://h").credentials(Keys::new("AK", SECRET));
    let mut call = call(config.transport(transport.clone()), &PUT);
    call.file("scan", FilePart::new("old.png", Upload::bytes("old")));
    call.file("scan", FilePart::new("new.png", Upload::bytes("new")).content_type("image/png"));
    call.parts(&Json::from_iter([("title", "t")]));
    call.send::<Json>().await.unwrap();
    let request = &transport.requests()[0];
    let boundary = request.headers.get("Content-Type").unwrap().split_once("boundary=").unwrap().1.to_owned();
    let part = |head: &str, content: &str| {
        format!("--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n")
    };
    let expected = [
        part("name=\"title\"", "t"),
        part("name=\"scan\"; filename=\"new.png\"\r\nContent-Type: image/png", "new"),
        format!("--{boundary}--\r\n"),
    ];
    assert_eq!(String::from_utf8_lossy(request.body.bytes().unwrap()), expected.concat());
}

#[tokio::test]
async fn a_file_is_sent_whole_and_again() {
    let path = std::env::temp_dir().join(format!("specwright-upload-{}", std::process::id()));
    let content: Vec<u8> = (0..200_000_u32).map(|number| number.to_le_bytes()[0]).collect();
    std::fs::write(&path, &content).unwrap();
    let server = Server::replies(vec![json(500, "{}"), json(200, "{}")]);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&seen);
    let upload =
        Upload::file(&path).unwrap().on_progress(move |sent, length| noted.lock().unwrap().push((sent, length)));
    let mut call = call(config(&server), &PUT);
    call.upload("application/octet-stream", upload);
    call.send::<Json>().await.unwrap();
    std::fs::remove_file(&path).unwrap();
    for request in server.received() {
        assert!(request.body == content);
        assert_eq!(request.header("Content-Length"), Some("200000"));
        gateway::accepts(&request, SECRET).unwrap();
    }
    let seen = seen.lock().unwrap();
    assert_eq!((seen.last(), seen.len() > 4), (Some(&(200_000, Some(200_000))), true));
    assert!(Upload::file(&path).is_err(), "what is not there is told at once");
}

#[tokio::test]
async fn a_stream_is_sent_once() {
    let server = Server::replies(vec![json(503, "{}"), json(200, "{}")]);
    let mut call = call(config(&server), &PUT);
    call.upload("text/plain", Upload::stream(None, Source::of(&["one ", "two"])));
    let error = call.clone().send::<Json>().await.unwrap_err();
    assert_eq!((error.status(), error.attempts(), server.received().len()), (Some(503), 1, 1));
    let request = &server.received()[0];
    assert_eq!((body(request).as_str(), request.header("Content-Length")), ("one two", None));
    gateway::accepts(request, SECRET).unwrap();
    let error = call.send::<Json>().await.unwrap_err();
    assert_eq!((error.kind(), server.received().len()), (ErrorKind::Build, 1), "{error}");
    assert!(error.message().contains("sent already"), "{error}");
}

#[tokio::test]
async fn a_stream_that_was_not_begun_is_kept_for_the_next_attempt() {
    let server = Server::replies(vec![json(200, "{}")]);
    let dead = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut retry = RetryPolicy::default();
    retry.base = Duration::from_millis(1);
    let config = Config::builder()
        .endpoint(format!("http://{dead}"))
        .endpoint(&server.url)
        .retry(retry)
        .credentials(Keys::new("AK", SECRET));
    let mut call = call(config, &PUT);
    call.upload("text/plain", Upload::stream(Some(3), Source::of(&["abc"])));
    call.send::<Json>().await.unwrap();
    assert_eq!(body(&server.received()[0]), "abc");
}

#[tokio::test]
async fn a_source_that_fails_or_lies_about_its_length_ends_the_call() {
    let broken = || Source(VecDeque::from([Ok("ab".into()), Err(io::Error::other("the disk is gone"))]));
    for (upload, problem) in [
        (Upload::reopened(Some(8), broken), "the disk is gone"),
        (Upload::reopened(None, broken), "the disk is gone"),
        (Upload::reopened(Some(8), || Source::of(&["abc"])), "ended after 3 of 8 bytes"),
        (Upload::reopened(Some(2), || Source::of(&["abc"])), "is longer than its 2 bytes"),
    ] {
        let server = Server::replies(vec![json(200, "{}")]);
        let mut call = call(config(&server), &PUT);
        call.upload("text/plain", upload);
        let error = call.send::<Json>().await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Build, 1), "{error}");
        assert!(error.message().contains(problem), "{error}");
        assert!(server.received().is_empty(), "no request arrived whole");
    }
}

#[tokio::test]
async fn what_is_too_large_to_sign_is_refused_and_a_token_sends_it() {
    let large = || Upload::reopened(Some(13_000_000), || Source(VecDeque::from([Ok(vec![7; 13_000_000].into())])));
    let transport = MemoryTransport::replies([(200, "{}")]);
    let config = || Config::builder().endpoint("http://127.0.0.1").transport(transport.clone());
    let mut signed = call(config().credentials(Keys::new("AK", SECRET)), &PUT);
    signed.upload("application/octet-stream", large());
    let error = signed.send::<Json>().await.unwrap_err();
    assert_eq!((error.kind(), error.message().contains("12 MB")), (ErrorKind::Build, true), "{error}");
    let mut shown = call(config().credentials(Token::new("T")), &PUT);
    shown.upload("application/octet-stream", large());
    shown.send::<Json>().await.unwrap();
    assert_eq!(transport.requests()[0].body.length(), Some(13_000_000));
}

/// A piece, and then nothing for ever.
struct Stuck(bool);

impl futures_core::Stream for Stuck {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if std::mem::replace(&mut self.0, true) { Poll::Pending } else { Poll::Ready(Some(Ok("a".into()))) }
    }
}

/// A piece now and then, for longer than any response may take.
struct Slow(u32, Pin<Box<tokio::time::Sleep>>);

impl futures_core::Stream for Slow {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.0 == 0 {
            return Poll::Ready(None);
        }
        std::task::ready!(self.1.as_mut().poll(context));
        self.0 -= 1;
        self.1 = Box::pin(tokio::time::sleep(Duration::from_millis(60)));
        Poll::Ready(Some(Ok("a".into())))
    }
}

fn patience(stall: u64, first_byte: u64) -> Timeouts {
    let mut timeouts = Timeouts::default();
    timeouts.stall = Some(Duration::from_millis(stall));
    timeouts.first_byte = Some(Duration::from_millis(first_byte));
    timeouts
}

#[tokio::test]
async fn an_upload_has_as_long_as_it_moves() {
    let server = Server::replies(vec![json(200, "{}")]);
    let slow = || Upload::reopened(None, || Slow(6, Box::pin(tokio::time::sleep(Duration::ZERO))));
    let mut moving = call(config(&server).timeouts(patience(250, 250)), &PUT);
    moving.upload("text/plain", slow());
    moving.send::<Json>().await.unwrap();
    assert_eq!(body(&server.received()[0]), "aaaaaa");

    let mut stuck = call(config(&server).timeouts(patience(50, 5_000)), &PUT);
    stuck.upload("text/plain", Upload::stream(None, Stuck(false)));
    assert_eq!(stuck.send::<Json>().await.unwrap_err().timeout_phase(), Some(TimeoutPhase::Stall));

    let silent = Server::replies(vec![Reply::Late(Duration::from_secs(1), Box::new(json(200, "{}")))]);
    let mut waiting = call(config(&silent).timeouts(patience(5_000, 50)).retry(RetryPolicy::none()), &PUT);
    waiting.upload("text/plain", Upload::reopened(Some(1), || Source::of(&["a"])));
    assert_eq!(waiting.send::<Json>().await.unwrap_err().timeout_phase(), Some(TimeoutPhase::FirstByte));

    // Nothing to send does not stand still.
    let late = Server::replies(vec![Reply::Late(Duration::from_millis(250), Box::new(json(200, "{}")))]);
    for stall in [Some(Duration::from_millis(50)), None] {
        let empty = || Upload::reopened(Some(0), || Source::of(&[]));
        let mut patient = call(config(&late).timeouts(patience(50, 5_000).stall(stall)), &PUT);
        patient.upload("text/plain", empty());
        patient.send::<Json>().await.unwrap();
        let mut waiting = call(config(&late).timeouts(patience(50, 100).stall(stall)), &PUT);
        waiting.upload("text/plain", empty());
        waiting.set_retries(0);
        assert_eq!(waiting.send::<Json>().await.unwrap_err().timeout_phase(), Some(TimeoutPhase::FirstByte));
    }
}

#[tokio::test]
async fn a_response_is_read_as_it_comes() {
    let content = "x".repeat(300_000);
    let server = Server::replies(vec![json(503, "{}"), with_headers(200, &[("X-Request-Id", "r-1")], &content)]);
    let mut download = call(config(&server).max_response_size(1000), &GET).download().await.unwrap();
    assert_eq!((download.status, download.request_id(), download.length()), (200, Some("r-1"), Some(300_000)));
    let mut pieces = 0;
    while let Some(piece) = download.next().await {
        assert!(piece.unwrap().iter().all(|byte| *byte == b'x'));
        pieces += 1;
    }
    assert_eq!((download.received(), pieces > 1), (300_000, true));
    assert!(download.next().await.is_none());
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn a_download_that_fails_says_how() {
    let server = Server::replies(vec![json(404, r#"{"error_code":"S.1","error_msg":"gone"}"#)]);
    let error = call(config(&server), &GET).download().await.unwrap_err();
    assert_eq!((error.code(), error.is_not_found()), (Some("S.1"), true));

    let short = Reply::Raw(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc".to_vec());
    let stalled =
        Reply::Stall(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc".to_vec(), Duration::from_millis(500));
    for (reply, kind, phase) in
        [(short, ErrorKind::Transport, None), (stalled, ErrorKind::Timeout, Some(TimeoutPhase::Stall))]
    {
        let server = Server::replies(vec![reply]);
        let mut download = call(config(&server).timeouts(patience(50, 5_000)), &GET).download().await.unwrap();
        assert_eq!(download.next().await.unwrap().unwrap(), "abc");
        let error = download.next().await.unwrap().unwrap_err();
        assert_eq!((error.kind(), error.timeout_phase(), error.operation()), (kind, phase, Some("shelf.fetch")));
        assert!(download.next().await.is_none(), "it has ended");
    }
}
