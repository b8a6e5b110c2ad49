//! A wrong clock, and many calls that do not know it yet.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::promises::{LIST, SECRET, SERVICE, client, config};
use crate::support::gateway;
use crate::support::server::{Received, Reply, Server, with_headers};
use specwright_runtime::emitted::{Addition, Authentication, Recipe};
use specwright_runtime::signing::Timestamp;
use specwright_runtime::{Client, Json};

/// A gateway whose clock is two hours ahead refuses what is dated by another one. `first` is what becomes of its first
/// response. Comes to how many signatures were refused, of how many.
async fn a_hundred_calls_with_a_wrong_clock(first: impl Fn(Reply) -> Reply + Send + Sync + 'static) -> (usize, usize) {
    const HOUR: i64 = 3600;
    let refused = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&refused);
    let response = move |request: &Received| {
        let now = Timestamp::from(std::time::SystemTime::now()).plus(2 * HOUR);
        let dated = request.header("X-Sdk-Date").and_then(Timestamp::parse).unwrap();
        let date = http_date(now);
        if dated.unix().abs_diff(now.unix()) > 900 {
            counted.fetch_add(1, Ordering::SeqCst);
            let body = r#"{"error_code":"APIGW.0301","error_msg":"x-sdk-date expired"}"#;
            return with_headers(401, &[("Date", &date)], body);
        }
        gateway::accepts(request, SECRET).unwrap();
        with_headers(200, &[("Date", &date)], "{}")
    };
    let server = Server::start(move |number, request| {
        let response = response(request);
        if number == 0 { first(response) } else { response }
    });
    let client = client(config(&server));
    let calls: Vec<_> = (0..100).map(|_| tokio::spawn(client.call(&LIST).send::<Json>())).collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    (refused.load(Ordering::SeqCst), server.received().len())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_clock_costs_one_signature_whatever_is_sent_at_once() {
    assert_eq!(a_hundred_calls_with_a_wrong_clock(|response| response).await, (1, 101));
}

/// The first request is the one that could tell, and its connection breaks.
#[tokio::test(flavor = "multi_thread")]
async fn nor_does_it_cost_more_where_the_first_response_never_comes() {
    assert_eq!(a_hundred_calls_with_a_wrong_clock(|_| Reply::Close).await, (2, 102));
}

/// Others do not wait for ever, and yet are too few to lock a key.
#[tokio::test(flavor = "multi_thread")]
async fn a_slow_first_response_costs_less_than_a_locked_key() {
    let slowly = |response| Reply::Late(Duration::from_secs(4), Box::new(response));
    let (refused, _) = a_hundred_calls_with_a_wrong_clock(slowly).await;
    assert!((1..5).contains(&refused), "{refused}");
}

static BY_RECIPE: Authentication = Authentication::Signature(&Recipe {
    before: &[Addition::header("X-Date", "{time.basic}")],
    texts: &[("to_sign", "{method} {path} {time.basic}")],
    after: &[Addition::header("Authorization", "Pond {key_id} {signature}")],
    ..Recipe::BASE
});

/// Whose vendor signs in another way has the same clock.
#[tokio::test]
async fn a_clock_is_set_right_whatever_the_signature() {
    let server = Server::start(|_, request| {
        let now = Timestamp::from(std::time::SystemTime::now()).plus(-7200);
        let dated = request.header("X-Date").and_then(Timestamp::parse).unwrap();
        let status = if dated.unix().abs_diff(now.unix()) > 900 { 403 } else { 200 };
        with_headers(status, &[("Date", &http_date(now))], "{}")
    });
    let client = Client::authenticated(&config(&server).build().unwrap(), &SERVICE, &BY_RECIPE);
    for _ in 0..2 {
        client.call(&LIST).send::<Json>().await.unwrap();
    }
    assert_eq!(server.received().len(), 3);
}

fn http_date(time: Timestamp) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let basic = time.basic();
    let (date, clock) = basic.trim_end_matches('Z').split_once('T').unwrap();
    let digits = |text: &str, range: std::ops::Range<usize>| text.get(range).unwrap().to_owned();
    let month = MONTHS[digits(date, 4..6).parse::<usize>().unwrap() - 1];
    let (year, day) = (digits(date, 0..4), digits(date, 6..8));
    let (hour, minute, second) = (digits(clock, 0..2), digits(clock, 2..4), digits(clock, 4..6));
    format!("Mon, {day} {month} {year} {hour}:{minute}:{second} GMT")
}
