//! What the client promises of a service that misbehaves, each held against a real server.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::support::gateway;
use crate::support::server::{Reply, Server, json, with_headers};
use crate::support::vendor::VENDOR;
use specwright_runtime::emitted::{Filled, FilledBy, Operation, PageFacts, Paging, Position, Service};
use specwright_runtime::transport::HttpRequest;
use specwright_runtime::{
    Attempt, Client, Config, ConfigBuilder, Environment, Error, ErrorKind, Json, Keys, Middleware, RetryPolicy,
    TimeoutPhase, Timeouts, Token,
};

pub(crate) const SECRET: &str = "not/a+real=key";

pub(crate) static SERVICE: Service = Service { id: "shelf", ..Service::BASE };
pub(crate) static LIST: Operation = Operation::get("shelf", "list_books", "/v1/{project_id}/books")
    .filled(&[Filled::path("project_id", FilledBy::Project)]);
pub(crate) static SHOW: Operation = Operation::get("shelf", "show_book", "/v1/books/{book}");
pub(crate) static ADD: Operation = Operation::post("shelf", "add_book", "/v1/books");

pub(crate) fn config(server: &Server) -> ConfigBuilder {
    Config::builder()
        .endpoint(&server.url)
        .project_id("p-1")
        .credentials(Keys::new("AK", SECRET))
        .retry(RetryPolicy::default().base(Duration::from_millis(1)))
}

pub(crate) fn client(config: ConfigBuilder) -> Client {
    Client::new(&config.build().unwrap(), &SERVICE)
}

pub(crate) fn short() -> Duration {
    Duration::from_millis(150)
}

/// 2. Status, code, request id and headers of an error, whatever becomes of its body.
#[tokio::test]
async fn what_a_head_says_stands_without_its_body() {
    let head = "HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nX-Request-Id: r-404\r\nContent-Length: 500\r\n\r\n";
    let whole = r#"{"error_code":"B.4004","error_msg":"no such book"}"#;
    let start = whole.get(..40).unwrap();
    let stalled = head.replace("404 Not Found", "401 Unauthorized").replace("r-404", "r-401");
    let code = Some("B.4004");
    for (reply, status, code, id) in [
        (Reply::Raw(format!("{head}{whole}").into_bytes()), 404, code, "r-404"),
        (Reply::Raw(format!("{head}{start}").into_bytes()), 404, code, "r-404"),
        (Reply::Raw(head.as_bytes().to_vec()), 404, None, "r-404"),
        (Reply::Stall(format!("{stalled}{{").into_bytes(), Duration::from_secs(2)), 401, None, "r-401"),
    ] {
        for timeouts in [Timeouts::default().stall(short()), Timeouts::default().attempt(short())] {
            let server = Server::replies(vec![reply.clone()]);
            let error = client(config(&server).timeouts(timeouts)).call(&LIST).send::<Json>().await.unwrap_err();
            assert_eq!((error.kind(), error.status()), (ErrorKind::Service, Some(status)), "{error}");
            assert_eq!(error.request_id(), Some(id));
            assert_eq!(error.headers().unwrap().get("Content-Type"), Some("application/json"));
            assert!(error.code().is_none() || error.code() == code, "{error}");
            assert_eq!(server.received().len(), 1, "a refusal is not sent again for its body: {error}");
        }
    }
    let server = Server::replies(vec![Reply::Raw(format!("{head}{start}").into_bytes())]);
    let error = client(config(&server)).call(&LIST).send::<Json>().await.unwrap_err();
    assert_eq!(error.code(), code, "what is whole of the body is read");
    let stalled = Reply::Stall(format!("{head}{start}").into_bytes(), Duration::from_secs(2));
    for timeouts in [Timeouts::default().stall(short()), Timeouts::default().attempt(short())] {
        let server = Server::replies(vec![stalled.clone()]);
        let error = client(config(&server).timeouts(timeouts)).call(&LIST).send::<Json>().await.unwrap_err();
        assert_eq!(error.code(), code, "whichever deadline cuts it: {error}");
    }
    let server = Server::replies(vec![stalled]);
    let timeouts = Timeouts::default().operation(short());
    let late = client(config(&server).timeouts(timeouts)).call(&LIST).send::<Json>().await.unwrap_err();
    assert_eq!((late.kind(), late.status(), late.request_id()), (ErrorKind::Timeout, Some(404), Some("r-404")));
    let cause = std::error::Error::source(&late).unwrap().downcast_ref::<Error>().unwrap();
    assert_eq!((cause.kind(), cause.code()), (ErrorKind::Service, code));
    assert!(std::error::Error::source(&error).is_some(), "why the body is not whole");
}

/// 3. A deadline says what it was waiting for.
#[tokio::test]
async fn a_deadline_names_its_cause() {
    let busy = with_headers(503, &[("X-Request-Id", "r-1")], r#"{"error_code":"B.5030","error_msg":"busy"}"#);
    let server = Server::replies(vec![busy.clone(), Reply::Late(Duration::from_secs(2), Box::new(json(200, "{}")))]);
    let timeouts = Timeouts::default().operation(Duration::from_millis(400));
    let error = client(config(&server).timeouts(timeouts)).call(&LIST).send::<Json>().await.unwrap_err();
    assert_eq!((error.timeout_phase(), error.attempts()), (Some(TimeoutPhase::Operation), 2), "{error}");
    assert_eq!((error.status(), error.request_id()), (Some(503), Some("r-1")));
    let cause = std::error::Error::source(&error).unwrap().downcast_ref::<Error>().unwrap();
    assert_eq!((cause.status(), cause.code()), (Some(503), Some("B.5030")));

    // A pause beyond the deadline is not waited for.
    let later = with_headers(503, &[("Retry-After", "30")], r#"{"error_code":"B.5030","error_msg":"busy"}"#);
    let server = Server::replies(vec![later]);
    let started = std::time::Instant::now();
    let timeouts = Timeouts::default().operation(Duration::from_secs(5));
    let error = client(config(&server).timeouts(timeouts)).call(&LIST).send::<Json>().await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Service, Some("B.5030")), "{error}");
    assert!(error.advice().unwrap().contains("no time is left"), "{error}");
    assert!(started.elapsed() < Duration::from_secs(4));
}

/// 4. Values that look like placeholders.
#[tokio::test]
async fn a_value_that_begins_with_a_brace_is_a_value() {
    let server = Server::replies(vec![json(200, "{}")]);
    let mut call = client(config(&server)).call(&SHOW);
    call.path("book", "{book}");
    call.send::<Json>().await.unwrap();
    let mut call = client(config(&server)).call(&LIST);
    call.path("project_id", "{x");
    call.send::<Json>().await.unwrap();
    let sent: Vec<String> = server.received().iter().map(|request| request.target.clone()).collect();
    assert_eq!(sent, ["/v1/books/%7Bbook%7D", "/v1/%7Bx/books"]);
    for request in server.received() {
        gateway::accepts(&request, SECRET).unwrap();
    }
    for id in ["{project_id}", "<project id>"] {
        let error = config(&server).project_id(id).build().unwrap_err();
        assert!(error.kind() == ErrorKind::Config && error.message().contains("is a placeholder"), "{error}");
    }
    for name in ["HILLS_PROJECT_ID", "HILLS_DOMAIN_ID"] {
        let environment = Environment::of([("HILLS_AK", "AK"), ("HILLS_SK", SECRET), (name, "{an id}")]);
        refused(&server, Config::builder().environment(environment)).await;
    }
    let file = std::env::temp_dir().join(format!("placeholders-{}", std::process::id()));
    for name in ["project_id", "domain_id"] {
        std::fs::write(&file, format!("[team]\nak = AK\nsk = {SECRET}\n{name} = <an id>\n")).unwrap();
        let environment = Environment::of([("HILLS_CREDENTIALS_FILE", file.to_str().unwrap())]);
        refused(&server, Config::builder().environment(environment).profile("team")).await;
    }
    std::fs::remove_file(&file).unwrap();
    assert_eq!(server.received().len(), 2, "nothing of it was sent");
    let preview = client(Config::builder().credentials(Token::new("t")).endpoint("http://h")).call(&LIST).preview();
    assert_eq!(preview.unwrap().path, "/v1/{project_id}/books", "a preview shows what is not known yet");
}

async fn refused(server: &Server, config: ConfigBuilder) {
    static OF_HILLS: Service = Service { id: "shelf", vendor: &VENDOR, ..Service::BASE };
    let client = Client::new(&config.endpoint(&server.url).build().unwrap(), &OF_HILLS);
    let error = client.call(&LIST).send::<Json>().await.unwrap_err();
    assert!(error.kind() == ErrorKind::Config && error.message().contains("is a placeholder"), "{error}");
}

#[derive(Debug)]
pub(crate) struct Tracing;

impl Middleware for Tracing {
    fn before_attempt(&self, _: &Attempt, request: &mut HttpRequest) -> Result<(), Error> {
        request.headers.append("X-Trace", "one");
        request.headers.append("X-Trace", "two");
        request.headers.set("X-Vendor-Token", "PLANTED-middleware");
        Ok(())
    }
}

#[tokio::test]
async fn the_login_of_an_endpoint_is_no_part_of_its_host() {
    let server = Server::replies(vec![json(200, "{}")]);
    let url = server.url.replace("http://", "HTTP://user:password@");
    let client = client(config(&server).endpoint(url));
    client.call(&ADD).send::<Json>().await.unwrap();
    let received = server.received();
    assert_eq!(received[0].header("Host"), Some(server.url.trim_start_matches("http://")));
}

/// 6. Of two endpoints the first is dead, and many calls find out at once.
#[tokio::test]
async fn failover_remembers_who_failed() {
    let server = Server::replies(vec![json(200, "{}")]);
    let dead = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let config = Config::builder()
        .endpoint(format!("http://{dead}"))
        .endpoint(&server.url)
        .credentials(Token::new("t"))
        .retry(RetryPolicy::default().base(Duration::from_millis(20)).attempts(2));
    let client = client(config);
    let calls: Vec<_> = (0..6).map(|_| tokio::spawn(client.call(&ADD).send::<Json>())).collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(server.received().len(), 6);
}

/// 6. A page that is short, or empty, is not the last one where the service says that there is more.
#[tokio::test]
async fn pages_end_where_the_service_says() {
    let facts = |page: &Json| PageFacts {
        items: page.get("items").and_then(Json::as_array).map_or(0, <[Json]>::len),
        total: page.get("total").and_then(Json::as_i64),
        next: page.get("next").and_then(Json::as_str).map(str::to_owned),
    };
    let marker = [
        r#"{"items":[1,2,3],"next":"a"}"#,
        r#"{"items":[4],"next":"b"}"#,
        r#"{"items":[],"next":"c"}"#,
        r#"{"items":[5,6]}"#,
    ];
    let offset = [r#"{"items":[1,2,3]}"#, r#"{"items":[4]}"#, r#"{"items":[5,6]}"#, r#"{"items":[]}"#];
    for (paging, responses) in [
        (Paging::Marker { position: Position::Query("marker") }, marker),
        (Paging::Offset { position: Position::Query("offset"), first: 0 }, offset),
    ] {
        let server = Server::replies(responses.map(|response| json(200, response)).to_vec());
        let mut pages = client(config(&server)).call(&LIST).pages::<Json>(paging, facts);
        let mut seen = 0;
        while let Some(page) = pages.next().await {
            seen += facts(&page.unwrap()).items;
        }
        assert_eq!((seen, server.received().len()), (6, 4), "{paging:?}");
    }
}

/// 6. Two pages that look alike are two pages where the service counts, and a service that goes in a circle is found
/// out.
#[tokio::test]
async fn pages_that_look_alike_are_no_circle_where_they_are_counted() {
    let facts = |page: &Json| PageFacts {
        items: page.get("items").and_then(Json::as_array).map_or(0, <[Json]>::len),
        total: page.get("total").and_then(Json::as_i64),
        next: None,
    };
    let paging = Paging::Offset { position: Position::Query("offset"), first: 0 };
    for (response, due) in [(r#"{"items":[0,0],"total":6}"#, Ok(3)), (r#"{"items":[0,0]}"#, Err(ErrorKind::Decode))] {
        let server = Server::replies(vec![json(200, response)]);
        let mut pages = client(config(&server)).call(&LIST).pages::<Json>(paging, facts);
        let mut seen = 0;
        let end = loop {
            match pages.next().await {
                Some(Ok(_)) => seen += 1,
                Some(Err(error)) => break Err(error.kind()),
                None => break Ok(seen),
            }
        };
        assert_eq!(end, due, "{response}");
    }
}

/// 6. A header that is there twice is not signed twice.
#[tokio::test]
async fn a_header_appended_twice_travels_and_the_signature_holds() {
    let server = Server::replies(vec![json(200, "{}")]);
    client(config(&server).middleware(Tracing)).call(&LIST).send::<Json>().await.unwrap();
    let received = server.received();
    gateway::accepts(&received[0], SECRET).unwrap();
    assert_eq!(received[0].headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("x-trace")).count(), 2);
}

/// 6. What is not JSON at all, and numbers that do not fit.
#[tokio::test]
async fn a_page_of_html_is_quoted_and_odd_numbers_are_told() {
    let html = "<html><title>Login</title>Please log in</html>";
    let server = Server::replies(vec![with_headers(200, &[("Content-Type", "text/html")], html)]);
    let error = client(config(&server)).call(&LIST).send::<Json>().await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Decode, Some(200)));
    assert!(error.message().contains("Login Please log in"), "{error}");
    let drift: Arc<Mutex<Vec<String>>> = Arc::default();
    let seen = Arc::clone(&drift);
    let server = Server::replies(vec![json(200, r"[1180591620717411303424, NaN]")]);
    let config = config(&server).on_drift(move |_, found| {
        seen.lock().unwrap().extend(found.iter().map(ToString::to_string));
    });
    client(config).call(&LIST).send::<Vec<Option<i64>>>().await.unwrap();
    let drift = drift.lock().unwrap().join("; ");
    assert!(drift.contains("integer beyond 64 bits instead of integer"), "{drift}");
    assert!(drift.contains("number that JSON does not have"), "{drift}");
}

/// 7. A body that is deflated.
#[tokio::test]
async fn deflate_is_taken() {
    use std::io::Write as _;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(br#"{"a":1}"#).unwrap();
    let body = encoder.finish().unwrap();
    let headers = vec![("Content-Encoding".to_owned(), "deflate".to_owned())];
    let server = Server::replies(vec![Reply::Full(200, headers, body)]);
    let response = client(config(&server)).call(&LIST).send::<Json>().await.unwrap();
    assert_eq!(response.get("a").and_then(Json::as_i64), Some(1));
    assert!(server.received()[0].header("Accept-Encoding").unwrap().contains("deflate"));
}

/// Project and account of inputs that are optional travel where they are known, and are looked up for nobody.
#[tokio::test]
async fn what_is_optional_is_filled_where_it_is_known() {
    static OPEN: Operation = Operation::get("shelf", "list_open", "/v1/open").filled(&[
        Filled::header("X-Owner", FilledBy::Domain).if_known(),
        Filled::query("project", FilledBy::Project).if_known(),
    ]);
    let server = Server::replies(vec![json(200, "{}")]);
    let known = config(&server).region("r").domain_id("d-1");
    client(known).call(&OPEN).send::<Json>().await.unwrap();
    let unknown = Config::builder().endpoint(&server.url).region("r").credentials(Token::new("t"));
    client(unknown).call(&OPEN).send::<Json>().await.unwrap();
    let received = server.received();
    assert_eq!((received[0].header("X-Owner"), &*received[0].target), (Some("d-1"), "/v1/open?project=p-1"));
    assert_eq!((received[1].header("X-Owner"), &*received[1].target), (None, "/v1/open"));
}

/// A token goes into the header that the operation names, and a body says what kind of JSON it is.
#[tokio::test]
async fn a_token_and_a_patch_travel_as_the_page_says() {
    static PATCH: Operation = Operation::patch("shelf", "patch_book", "/v1/books/1")
        .media("application/merge-patch+json")
        .token_header("X-Gf-Session")
        .constant_headers(&[("X-Gf-Action", "patch")]);
    let server = Server::replies(vec![json(200, "{}")]);
    let mut call = client(config(&server).credentials(Token::new("t-1"))).call(&PATCH);
    call.body(&Json::from_iter([("name", Json::from("x"))]));
    call.send::<Json>().await.unwrap();
    let received = server.received();
    let sent = |name: &str| received[0].header(name);
    assert_eq!(sent("Content-Type"), Some("application/merge-patch+json"));
    assert_eq!((sent("X-Gf-Session"), sent("X-Auth-Token"), sent("X-Gf-Action")), (Some("t-1"), None, Some("patch")));
}

/// Settings of one call alone.
#[tokio::test]
async fn a_call_has_settings_of_its_own() {
    let server = Server::replies(vec![json(503, "{}")]);
    let client = client(config(&server).header("X-Kind", "every"));
    let mut call = client.call(&LIST);
    call.set_retries(1);
    call.header("X-Kind", "one");
    assert_eq!(call.send::<Json>().await.unwrap_err().attempts(), 2);
    let mut call = client.call(&LIST);
    call.set_retries(0);
    call.send::<Json>().await.unwrap_err();
    let received = server.received();
    assert_eq!([0, 1, 2].map(|at| received[at].header("X-Kind")), [Some("one"), Some("one"), Some("every")]);
    let server = Server::replies(vec![Reply::Late(Duration::from_secs(2), Box::new(json(200, "{}")))]);
    let mut call = self::client(config(&server)).call(&LIST);
    call.set_timeout(short());
    assert_eq!(call.send::<Json>().await.unwrap_err().timeout_phase(), Some(TimeoutPhase::Operation));
}
