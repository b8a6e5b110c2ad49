//! Pages, waiting, constraints, and calls from code that is not asynchronous.

use std::time::Duration;

use crate::promises::{client, config};
use crate::support::server::{Reply, Server, json, with_headers};
use specwright_runtime::emitted::{Inside, Location, PageFacts, Paging, Position, Rule, Rules, Service};
use specwright_runtime::transport::{HttpResponse, MemoryTransport};
use specwright_runtime::{
    Call, Client, Config, Credentials, Error, ErrorKind, Headers, Json, Keys, Operation, Progress, TimeoutPhase,
    Validation, WaitPolicy,
};

static SERVICE: Service = Service { id: "shelf", ..Service::BASE };
static LIST: Operation = Operation::get("shelf", "list", "/v1/books");

fn call(transport: &MemoryTransport) -> Call {
    call_of(&LIST, transport)
}

fn call_of(operation: &'static Operation, transport: &MemoryTransport) -> Call {
    let config = Config::builder()
        .endpoint("http://127.0.0.1")
        .credentials(Keys::new("AK", "SK"))
        .transport(transport.clone())
        .build()
        .unwrap();
    Client::new(&config, &SERVICE).call(operation)
}

fn facts(page: &Json) -> PageFacts {
    PageFacts {
        items: page.get("items").and_then(Json::as_array).map_or(0, <[Json]>::len),
        total: page.get("total").and_then(Json::as_i64),
        next: page.get("next").and_then(Json::as_str).map(str::to_owned),
    }
}

/// A service of seven books, up to three a page, whatever is asked for.
fn library(with_total: bool) -> MemoryTransport {
    MemoryTransport::new(move |request| {
        let asked = |name: &str| {
            let query = request.url.split_once('?').map_or("", |(_, query)| query);
            query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')?.parse::<usize>().ok())
        };
        let from = asked("offset").or(asked("page").map(|page| (page - 1) * 3)).or(asked("marker")).unwrap_or(0);
        let books: Vec<String> = (from..7.min(from + 3)).map(|book| book.to_string()).collect();
        let total = if with_total { ",\"total\":7" } else { "" };
        let next = if from + 3 < 7 { format!(",\"next\":\"{}\"", from + 3) } else { String::new() };
        Ok(HttpResponse::whole(200, Headers::new(), format!("{{\"items\":[{}]{total}{next}}}", books.join(","))))
    })
}

#[tokio::test]
async fn pages_of_every_kind_hold_everything_once() {
    for (paging, with_total, requests) in [
        (Paging::Offset { position: Position::Query("offset"), first: 0 }, true, 3),
        (Paging::Offset { position: Position::Query("offset"), first: 0 }, false, 4),
        (Paging::Page { position: Position::Query("page"), first: 1 }, true, 3),
        (Paging::Page { position: Position::Query("page"), first: 1 }, false, 4),
        (Paging::Marker { position: Position::Query("marker") }, false, 3),
    ] {
        let transport = library(with_total);
        let mut pages = call(&transport).pages::<Json>(paging, facts);
        let mut books = Vec::new();
        while let Some(page) = pages.next().await {
            books.extend(page.unwrap().get("items").unwrap().as_array().unwrap().iter().filter_map(Json::as_i64));
        }
        assert_eq!(books, [0, 1, 2, 3, 4, 5, 6], "{paging:?}");
        assert_eq!(transport.requests().len(), requests, "{paging:?}");
        assert!(pages.next().await.is_none());
    }
}

#[tokio::test]
async fn a_position_in_the_body_moves_on_and_the_rest_of_it_stays() {
    let response = |request: &specwright_runtime::transport::HttpRequest| {
        let body = Json::parse(std::str::from_utf8(request.body.bytes().unwrap()).unwrap()).unwrap();
        let page = body.get("page").and_then(|page| page.get("offset")).and_then(Json::as_i64).unwrap_or(0);
        assert_eq!(body.get("kind").and_then(Json::as_str), Some("novel"));
        let from = body.get("marker").and_then(Json::as_str).map_or(page, |marker| marker.parse().unwrap());
        let books: Vec<String> = (from..7.min(from + 3)).map(|book| book.to_string()).collect();
        let next = if from + 3 < 7 { format!(",\"next\":\"{}\"", from + 3) } else { String::new() };
        Ok(HttpResponse::whole(200, Headers::new(), format!("{{\"items\":[{}],\"total\":7{next}}}", books.join(","))))
    };
    for (paging, first, books) in [
        (Paging::Offset { position: Position::Body("page.offset"), first: 0 }, None, 7),
        (Paging::Offset { position: Position::Body("page.offset"), first: 0 }, Some(5), 2),
        (Paging::Marker { position: Position::Body("marker") }, None, 7),
    ] {
        let transport = MemoryTransport::new(response);
        let mut call = call(&transport);
        let mut body = vec![("kind", Json::from("novel"))];
        body.extend(first.map(|first: i64| ("page", Json::from_iter([("offset", first)]))));
        call.body(&Json::from_iter(body));
        let mut pages = call.pages::<Json>(paging, facts);
        let mut seen = 0;
        while let Some(page) = pages.next().await {
            seen += facts(&page.unwrap()).items;
        }
        assert_eq!(seen, books, "{paging:?}");
    }
}

#[tokio::test]
async fn a_marker_that_comes_again_ends_the_pages() {
    let transport =
        MemoryTransport::new(|_| Ok(HttpResponse::whole(200, Headers::new(), r#"{"items":[1],"next":"x"}"#)));
    let mut pages = call(&transport).pages::<Json>(Paging::Marker { position: Position::Query("marker") }, facts);
    assert!(pages.next().await.unwrap().is_ok());
    assert_eq!(pages.next().await.unwrap().unwrap_err().kind(), ErrorKind::Decode);
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn pages_begin_where_the_caller_says_and_end_at_an_error() {
    let transport = library(false);
    let mut from_five = call(&transport);
    from_five.query("offset", 5);
    let mut pages = from_five.pages::<Json>(Paging::Offset { position: Position::Query("offset"), first: 0 }, facts);
    assert_eq!(pages.next().await.unwrap().unwrap().to_string(), r#"{"items":[5,6]}"#);
    let transport = MemoryTransport::replies([(404, "{}")]);
    let mut pages = call(&transport).pages::<Json>(Paging::Page { position: Position::Query("page"), first: 1 }, facts);
    assert!(pages.next().await.unwrap().unwrap_err().is_not_found());
    assert!(pages.next().await.is_none());
}

fn judge(job: &Json) -> Progress {
    match job.get("status").and_then(Json::as_str) {
        Some("SUCCESS") => Progress::Done,
        Some("FAIL") => Progress::Failed("the job failed".into()),
        _ => Progress::Pending,
    }
}

#[tokio::test(start_paused = true)]
async fn waiting_until_a_job_is_done() {
    let running = (200, r#"{"status":"RUNNING"}"#);
    let transport = MemoryTransport::replies([running, running, (200, r#"{"status":"SUCCESS"}"#)]);
    let started = tokio::time::Instant::now();
    call(&transport).wait_until(WaitPolicy::default(), judge).await.unwrap();
    assert_eq!(transport.requests().len(), 3);
    assert!((5..7).contains(&started.elapsed().as_secs()), "two seconds, then three");

    let transport = MemoryTransport::replies([running, (200, r#"{"status":"FAIL"}"#)]);
    let error = call(&transport).wait_until(WaitPolicy::default(), judge).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.message(), error.operation()),
        (ErrorKind::Failed, "the job failed", Some("shelf.list"))
    );

    let transport = MemoryTransport::new(|_| Ok(HttpResponse::whole(200, Headers::new(), "{}")));
    let waiting = WaitPolicy::default().deadline(Duration::from_secs(60));
    let error = call(&transport).wait_until(waiting, judge).await.unwrap_err();
    assert_eq!(error.timeout_phase(), Some(TimeoutPhase::Waiting));
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_ends_says_what_it_saw_last() {
    let waiting = WaitPolicy::default().first_pause(Duration::from_secs(10)).deadline(Duration::from_secs(60));
    let id = || Headers::from_iter([("X-Request-Id", "r-1")]);
    let transport = MemoryTransport::new(move |_| Ok(HttpResponse::whole(200, id(), r#"{"status":"RUNNING"}"#)));
    let started = tokio::time::Instant::now();
    let error = call(&transport).wait_until(waiting, judge).await.unwrap_err();
    assert_eq!((error.timeout_phase(), error.status()), (Some(TimeoutPhase::Waiting), Some(200)), "{error}");
    assert_eq!((error.request_id(), error.operation()), (Some("r-1"), Some("shelf.list")));
    let last = error.body::<Json>();
    assert_eq!(last.as_ref().and_then(|job| job.get("status")?.as_str()), Some("RUNNING"));
    assert_eq!(error.attempts() as usize, transport.requests().len());
    assert!(error.advice().unwrap().contains("no time is left"), "{error}");
    // After 10, 15 and 22.5 seconds, the next is due in half a minute.
    assert!((47..56).contains(&started.elapsed().as_secs()), "{:?}", started.elapsed());

    // A call that the deadline cuts off says how far it got.
    let server = Server::start(|number, _| match number {
        0 => json(200, "{}"),
        1 => with_headers(503, &[("X-Request-Id", "r-2")], r#"{"error_code":"B.5030","error_msg":"busy"}"#),
        _ => Reply::Late(Duration::from_secs(5), Box::new(json(200, "{}"))),
    });
    tokio::time::resume();
    let waiting = WaitPolicy::default().first_pause(Duration::from_millis(1)).deadline(Duration::from_millis(400));
    let call = client(config(&server)).call(&LIST);
    let error = call.wait_until(waiting, judge).await.unwrap_err();
    assert_eq!((error.timeout_phase(), error.attempts()), (Some(TimeoutPhase::Waiting), 3), "{error}");
    assert_eq!((error.status(), error.request_id()), (Some(503), Some("r-2")));
    let cause = std::error::Error::source(&error).unwrap().downcast_ref::<Error>().unwrap();
    assert_eq!(cause.timeout_phase(), Some(TimeoutPhase::Operation));
}

static BOOK: Rules = Rules::new(&[Rule::new("title").required().length("1..=8"), Rule::new("state").values(&["LENT"])]);

static ADD: Operation = Operation::post("shelf", "add", "/v1/shelves/{shelf}/books")
    .inputs(&[
        (Location::Path, Rule::new("shelf").length("..=4")),
        (Location::Query, Rule::new("count").range("1..=100")),
        (Location::Header, Rule::new("X-Kind").pattern("^[a-z]+$")),
    ])
    .body(Inside::Object(&BOOK));

fn adding(validate: Validation) -> Call {
    let transport = MemoryTransport::replies([(200, "{}")]);
    let config = Config::builder().endpoint("http://127.0.0.1").credentials(Keys::new("AK", "SK")).transport(transport);
    Client::new(&config.validate(validate).build().unwrap(), &SERVICE).call(&ADD)
}

#[tokio::test]
async fn a_call_that_breaks_constraints_is_refused_with_all_of_them() {
    let mut call = adding(Validation::All);
    call.path("shelf", "upper");
    call.query("count", 0);
    call.header("X-Kind", "1");
    call.body(&Json::parse("{}").unwrap());
    let error = call.clone().send::<Json>().await.unwrap_err();
    assert_eq!((error.kind(), error.violations().len()), (ErrorKind::Build, 4));
    assert_eq!(
        error.message(),
        "shelf has 5 characters, more than 4; count is less than 1; X-Kind does not fit ^[a-z]+$; body.title is missing"
    );
    assert_eq!(call.validate().unwrap_err().iter().count(), 4);

    call.path("shelf", "low");
    call.query("count", 1);
    call.header("X-Kind", "a");
    call.form(&Json::parse(r#"{"title":"Tides","state":"NEW"}"#).unwrap());
    assert_eq!(call.validate().unwrap_err().to_string(), "body.state has a value that the page does not list");
    call.send::<Json>().await.unwrap();

    let mut unchecked = adding(Validation::None);
    unchecked.path("shelf", "upper");
    unchecked.send::<Json>().await.unwrap();
}

#[test]
fn items_of_lists_are_held_to_their_rules_wherever_they_travel() {
    const SHORT: Rule = Rule::new("ids").items("1..=2").length("..=3");
    static OPERATION: Operation = Operation::get("", "", "/v1/books/{ids}").inputs(&[
        (Location::Path, SHORT),
        (Location::Query, SHORT),
        (Location::Header, SHORT),
    ]);
    let transport = MemoryTransport::replies([(200, "{}")]);
    let problems = |set: &dyn Fn(&mut Call)| {
        let mut call = call_of(&OPERATION, &transport);
        set(&mut call);
        call.validate().err().iter().flatten().map(ToString::to_string).collect::<Vec<_>>()
    };
    let list = |items: &[&str]| items.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>();
    let wrong = ["ids has 3 items, more than 2", "ids[1] has 4 characters, more than 3"];
    assert_eq!(problems(&|call| call.path("ids", list(&["a", "long", "c"]))), wrong);
    assert_eq!(problems(&|call| call.query("ids", list(&["a", "long", "c"]))), wrong);
    assert_eq!(problems(&|call| call.header("IDs", list(&["a", "long", "c"]))), wrong);
    assert_eq!(problems(&|call| call.header("ids", "long")), ["ids has 4 characters, more than 3"]);
    assert!(problems(&|_| ()).is_empty(), "what is not given breaks no rule");
}

#[tokio::test]
async fn items_come_one_by_one_from_all_pages() {
    let transport = library(true);
    let pages = call(&transport).pages::<Json>(Paging::Offset { position: Position::Query("offset"), first: 0 }, facts);
    let mut items =
        pages.items(|page| page.get("items").and_then(Json::as_array).map(<[Json]>::to_vec).unwrap_or_default());
    let mut books = Vec::new();
    while let Some(book) = items.next().await {
        books.extend(book.unwrap().as_i64());
    }
    assert_eq!((books, transport.requests().len()), (vec![0, 1, 2, 3, 4, 5, 6], 3));
}

#[tokio::test]
async fn a_service_that_ignores_the_position_does_not_respond_for_ever() {
    let transport = MemoryTransport::new(|_| Ok(HttpResponse::whole(200, Headers::new(), r#"{"items":[1,2]}"#)));
    let mut pages = call(&transport).pages::<Json>(Paging::Page { position: Position::Query("page"), first: 1 }, facts);
    assert!(pages.next().await.unwrap().is_ok());
    assert_eq!(pages.next().await.unwrap().unwrap_err().kind(), ErrorKind::Decode);
    assert!(pages.next().await.is_none());
}

#[test]
fn headers_are_read_as_values() {
    let headers = Headers::from_iter([("X-Total", " 16 "), ("X-Name", "sixteen")]);
    assert_eq!((headers.read::<i64>("x-total"), headers.read::<i64>("X-Name")), (Some(16), None));
    assert_eq!(headers.read::<String>("X-Name").as_deref(), Some("sixteen"));
}

#[cfg(feature = "blocking")]
mod blocking {
    use super::*;

    #[test]
    fn calls_wait_on_threads_of_their_own() {
        let transport = MemoryTransport::new(|_| Ok(HttpResponse::whole(200, Headers::new(), "{\"a\":1}")));
        let threads: Vec<_> = (0..4)
            .map(|_| {
                let call = call(&transport);
                std::thread::spawn(move || call.send::<Json>().wait())
            })
            .collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap().unwrap().to_string(), "{\"a\":1}");
        }
    }

    #[tokio::test]
    async fn waiting_inside_a_runtime_is_an_error_and_no_panic() {
        let transport = MemoryTransport::replies([(200, "{}")]);
        let error = call(&transport).send::<Json>().wait().unwrap_err();
        assert!(error.message().contains("await"), "{error}");
    }
}

/// What a program holds while it waits may go to another thread, and what it shares may be seen by several.
#[test]
fn what_is_awaited_can_go_to_another_thread() {
    fn is_sent<T: Send>(_: &T) {}
    fn is_shared<T: Send + Sync + Clone>(_: &T) {}
    fn is_error<E: std::error::Error + Send + Sync + 'static>() {}
    let call = call(&MemoryTransport::replies::<String>([]));
    is_sent(&call);
    is_sent(&call.clone().send::<Json>());
    is_sent(&call.clone().download());
    is_sent(&call.clone().wait_until(WaitPolicy::default(), judge));
    let mut pages = call.clone().pages::<Json>(Paging::Marker { position: Position::Query("marker") }, facts);
    is_sent(&pages.next());
    is_sent(&Config::from_env());
    let config = Config::builder().credentials(Credentials::anonymous()).build().unwrap();
    is_shared(&config);
    is_error::<Error>();
}
