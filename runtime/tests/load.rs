//! Many calls at once against a server that fails one in ten, in all ways: each ends, none is done twice that must not
//! be, and memory stays as it is. `SPECWRIGHT_LOAD=10000 cargo test --test load` is the long mode.

#![cfg(test)]

mod support;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use specwright_runtime::emitted::Service;
use specwright_runtime::{Client, Config, Error, ErrorKind, Json, Keys, Operation, RetryPolicy, Timeouts};
use support::memory;
use support::server::{Received, Reply, Server, json, with_headers};

static SERVICE: Service = Service { id: "shelf", ..Service::BASE };
static GET: Operation = Operation::get("shelf", "get", "/v1/books");
static POST: Operation = Operation::post("shelf", "add", "/v1/books");

const IN_FLIGHT: usize = 100;

/// How a request fails, and whether the service may have done what it asked for.
fn failures() -> Vec<(Reply, bool)> {
    let ok = |rest: &str| format!("HTTP/1.1 200 OK\r\n{rest}").into_bytes();
    let wait = Duration::from_millis(900);
    vec![
        (json(500, r#"{"error_code":"S.500","error_msg":"broken"}"#), true),
        (json(503, "busy"), true),
        (json(429, r#"{"error_code":"APIGW.0308","error_msg":"slow down"}"#), false),
        (with_headers(429, &[("Retry-After", "0")], ""), false),
        (json(404, r#"{"error_code":"S.404","error_msg":"gone"}"#), true),
        (with_headers(302, &[("Location", "http://127.0.0.1:9/")], ""), true),
        (json(200, "no JSON"), true),
        (Reply::Close, true),
        (Reply::Raw(b"nonsense\r\n\r\n".to_vec()), true),
        (Reply::Raw(ok("Content-Length: 100\r\n\r\n{\"id\"")), true),
        (Reply::Raw(ok("Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nxyz")), true),
        (Reply::Raw(ok("Transfer-Encoding: chunked\r\n\r\nzz\r\n")), true),
        (Reply::Stall(ok("Content-Length: 100\r\n\r\n{"), wait), true),
        (Reply::Stall(Vec::new(), wait), true),
    ]
}

/// What a server did: how often it may have had each effect, and what it responded to well.
#[derive(Default)]
struct Ledger {
    effects: Mutex<BTreeMap<String, usize>>,
    failed: AtomicUsize,
}

fn server(ledger: Arc<Ledger>) -> Server {
    let failures = failures();
    Server::forgetful(move |index, request: &Received| {
        let id = request.target.split_once("id=").unwrap().1.to_owned();
        let response = json(200, &format!(r#"{{"id":"{id}"}}"#));
        // Every tenth, and each way in turn; the multiplier keeps one call's attempts from failing alike.
        let failing = (index * 7).is_multiple_of(10);
        let (reply, has_effect) = if failing {
            ledger.failed.fetch_add(1, Ordering::Relaxed);
            failures[index / 10 % failures.len()].clone()
        } else {
            (response, true)
        };
        *ledger.effects.lock().unwrap().entry(id).or_default() += usize::from(has_effect);
        reply
    })
}

fn client(server: &Server) -> Client {
    let mut timeouts = Timeouts::default();
    timeouts.first_byte = Some(Duration::from_millis(700));
    timeouts.stall = Some(Duration::from_millis(700));
    let mut retry = RetryPolicy::default();
    retry.base = Duration::from_millis(2);
    let config = Config::builder().endpoint(&server.url).credentials(Keys::new("AK", "SK")).timeouts(timeouts);
    Client::new(&config.retry(retry).build().unwrap(), &SERVICE)
}

/// Sends this many calls, a hundred at a time; each stands for itself.
async fn send(client: &Client, calls: std::ops::Range<usize>) -> Vec<(usize, Result<Json, Error>)> {
    let next = Arc::new(AtomicUsize::new(calls.start));
    let workers: Vec<_> = (0..IN_FLIGHT)
        .map(|_| {
            let (client, next, end) = (client.clone(), Arc::clone(&next), calls.end);
            tokio::spawn(async move {
                let mut ended = Vec::new();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= end {
                        return ended;
                    }
                    let mut call = client.call(if number.is_multiple_of(2) { &GET } else { &POST });
                    call.query("id", i64::try_from(number).unwrap());
                    ended.push((number, call.send::<Json>().await));
                }
            })
        })
        .collect();
    let mut ended = Vec::new();
    for worker in workers {
        ended.extend(worker.await.unwrap());
    }
    ended
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_call_ends_and_none_is_done_twice() {
    let count = std::env::var("SPECWRIGHT_LOAD").map_or(2_000, |text| text.parse().unwrap());
    let ledger = Arc::new(Ledger::default());
    let server = server(Arc::clone(&ledger));
    let client = client(&server);
    // The first calls fill pools and buffers.
    let mut ended = send(&client, 0..count / 4).await;
    let (rest, growth) = memory::growth(send(&client, count / 4..count)).await;
    ended.extend(rest);

    let mut numbers: Vec<usize> = ended.iter().map(|(number, _)| *number).collect();
    numbers.sort_unstable();
    assert!(numbers.into_iter().eq(0..count), "none is lost, and none ends twice");
    let effects = ledger.effects.lock().unwrap();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for (number, result) in &ended {
        let id = number.to_string();
        match result {
            Ok(response) => {
                assert_eq!(response.get("id").and_then(Json::as_str), Some(id.as_str()), "the response is its own");
                *kinds.entry("success".to_owned()).or_default() += 1;
            }
            Err(error) => {
                assert!(
                    matches!(
                        error.kind(),
                        ErrorKind::Service | ErrorKind::Decode | ErrorKind::Transport | ErrorKind::Timeout
                    ),
                    "{error}"
                );
                *kinds.entry(format!("{:?}", error.kind())).or_default() += 1;
            }
        }
        let done = effects.get(&id).copied().unwrap_or_default();
        assert!(number.is_multiple_of(2) || done <= 1, "call {number} was done {done} times: {result:?}");
    }
    let failed = ledger.failed.load(Ordering::Relaxed);
    println!("{count} calls, {failed} responses failed: {kinds:?}; memory grew by {growth:?} bytes");
    assert!(failed * 11 > count, "one in ten failed: {failed}");
    assert!(kinds["success"] * 100 > count * 90, "{kinds:?}");
    assert!(growth.is_none_or(|growth| growth < 32 * 1024 * 1024), "{growth:?} bytes more");
}
