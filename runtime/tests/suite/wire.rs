//! Calls over a real connection: what arrives, whether its signature holds, what becomes of the response.

use std::collections::BTreeMap;

use crate::support::gateway;
use crate::support::server::{Server, json, with_headers};
use crate::support::vendor::VENDOR;
use proptest::prelude::*;
use specwright_runtime::emitted::{CredentialKind, Endpoints, Filled, FilledBy, Service};
use specwright_runtime::{Client, Config, ConfigBuilder, ErrorKind, Json, Keys, Operation, SigningNames, Token};

const SECRET: &str = "not/a+real=key";

static SERVICE: Service = Service {
    id: "shelf",
    version: "1.2.3",
    endpoints: Endpoints { pattern: Some("https://shelf.{region}.example.com"), ..Endpoints::BASE },
    credentials: &[CredentialKind::Basic],
    vendor: &VENDOR,
};

static LIST: Operation = Operation::get("shelf", "list_books", "/v1/{project_id}/shelves/{shelf}/books")
    .token_header("X-AUTH-TOKEN")
    .filled(&[Filled::path("project_id", FilledBy::Project), Filled::header("x-request-id", FilledBy::RequestId)])
    .constant_query(&[("acl", "")]);

static ADD: Operation = Operation::post("shelf", "add_book", "/v1/books");

static DOTS: Operation = Operation::get("", "", "/v1/a/../b");
static HIDDEN_DOTS: Operation = Operation::get("", "", "/v1/%2E%2e/b");

fn config(server: &Server) -> ConfigBuilder {
    Config::builder().endpoint(&server.url).project_id("p-1").credentials(Keys::new("AK", SECRET))
}

fn client(server: &Server) -> Client {
    Client::new(&config(server).build().unwrap(), &SERVICE)
}

#[tokio::test]
async fn another_vendor_names_the_parts_of_a_signature_otherwise() {
    static NAMES: SigningNames = SigningNames {
        algorithm: "GF1-HMAC-SHA256",
        date: "X-Gf-Date",
        content: "X-Gf-Content",
        security_token: "X-Gf-Session",
        project: "X-Gf-Estate",
        domain: "X-Gf-Owner",
    };
    let server = Server::replies(vec![json(200, "{}")]);
    let keys = Keys::new("AK", SECRET).with_security_token("session");
    let config = config(&server).credentials(keys).build().unwrap();
    let mut call = Client::signed_as(&config, &SERVICE, &NAMES).call(&ADD);
    call.raw_body("text/plain", "words");
    call.send::<Json>().await.unwrap();
    let request = &server.received()[0];
    let authorization = request.header("Authorization").unwrap();
    assert!(
        authorization.starts_with("GF1-HMAC-SHA256 Access=AK, SignedHeaders=content-type;host;"),
        "{authorization}"
    );
    assert!(authorization.contains(";x-gf-content;x-gf-date;x-gf-estate;x-gf-session,"), "{authorization}");
    assert_eq!((request.header("X-Gf-Estate"), request.header("X-Gf-Session")), (Some("p-1"), Some("session")));
    for usual in ["X-Sdk-Date", "X-Sdk-Content-Sha256", "X-Project-Id", "X-Security-Token"] {
        assert_eq!(request.header(usual), None, "{usual}");
    }
}

#[tokio::test]
async fn a_signed_call_arrives_as_it_was_built() {
    let server = Server::replies(vec![with_headers(200, &[("X-Request-Id", "r-1")], r#"{"count":2}"#)]);
    let mut call = client(&server).call(&LIST);
    call.path("shelf", "a b/ü:@");
    call.query("limit", 10);
    call.query("tag", vec!["y".to_owned(), "x".to_owned()]);
    call.query("mark", None::<String>);
    call.query("empty", "");
    let response = call.send::<Json>().with_response().await.unwrap();
    assert_eq!(response.value.get("count").and_then(Json::as_i64), Some(2));
    assert_eq!((response.status, response.request_id()), (200, Some("r-1")));
    let request = &server.received()[0];
    assert_eq!(request.method, "GET");
    assert_eq!(request.target, "/v1/p-1/shelves/a%20b%2F%C3%BC%3A%40/books?acl=&empty=&limit=10&tag=x&tag=y");
    assert_eq!(request.header("X-Project-Id"), Some("p-1"));
    assert_eq!(request.header("Content-Type"), None, "there is no body");
    assert_eq!(request.header("X-Auth-Token"), None, "keys sign; they bring no token");
    assert_eq!(request.header("x-request-id").map(str::len), Some(36));
    let agent = request.header("User-Agent").unwrap();
    assert!(agent.starts_with("hills-rust/") && agent.contains(" api/shelf#1.2.3 "), "{agent}");
    gateway::accepts(request, SECRET).unwrap();
}

#[tokio::test]
async fn a_map_in_the_query_is_what_its_page_says() {
    let server = Server::replies(vec![json(200, "{}")]);
    let mut call = client(&server).call(&ADD);
    call.query_map("tags", BTreeMap::from([("gone".to_owned(), "x")]));
    call.query_map("tags", BTreeMap::from([("b".to_owned(), "2 3"), ("a".to_owned(), "1")]));
    call.query("labels", BTreeMap::from([("k".to_owned(), 1_i64)]));
    call.send::<()>().await.unwrap();
    let request = &server.received()[0];
    assert_eq!(request.target, "/v1/books?labels=k%3D1&tags%5Ba%5D=1&tags%5Bb%5D=2%203");
    gateway::accepts(request, SECRET).unwrap();
}

#[tokio::test]
async fn bodies_are_raw_utf8_and_signed() {
    let server = Server::replies(vec![json(201, "")]);
    let mut call = client(&server).call(&ADD);
    call.body(&Json::from_iter([("title", "中文 \"x\"")]));
    call.clone().send::<()>().await.unwrap();
    let request = &server.received()[0];
    assert_eq!(String::from_utf8_lossy(&request.body), r#"{"title":"中文 \"x\""}"#);
    assert_eq!(request.header("Content-Type"), Some("application/json"));
    gateway::accepts(request, SECRET).unwrap();

    call.raw_body("application/octet-stream", &b"\x00\xff"[..]);
    call.send::<()>().await.unwrap();
    let request = &server.received()[1];
    assert_eq!(request.header("X-Sdk-Content-Sha256"), Some("UNSIGNED-PAYLOAD"));
    gateway::accepts(request, SECRET).unwrap();
}

#[tokio::test]
async fn a_token_is_sent_where_the_page_says() {
    let server = Server::replies(vec![json(200, "{}")]);
    let config = config(&server).credentials(Token::new("the-token")).build().unwrap();
    let mut call = Client::new(&config, &SERVICE).call(&LIST);
    call.path("shelf", "s");
    call.header("x-request-id", "mine");
    call.send::<Json>().await.unwrap();
    Client::new(&config, &SERVICE).call(&ADD).send::<Json>().await.unwrap();
    let requests = server.received();
    assert_eq!(requests[0].header("X-Auth-Token"), Some("the-token"));
    assert_eq!(requests[0].header("x-request-id"), Some("mine"));
    assert_eq!(requests[0].header("Authorization"), None);
    assert_eq!(requests[1].header("X-Auth-Token"), Some("the-token"));
}

#[tokio::test]
async fn a_callers_header_stands_and_is_signed_once() {
    let server = Server::replies(vec![json(200, "{}")]);
    let mut call = client(&server).call(&ADD);
    call.header("x-project-id", "another");
    call.send::<Json>().await.unwrap();
    let request = &server.received()[0];
    assert_eq!(request.header("X-Project-Id"), Some("another"));
    gateway::accepts(request, SECRET).unwrap();
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_before_sending() {
    let server = Server::replies(vec![json(200, "{}")]);
    let client = client(&server);
    for (value, problem) in [("", "empty"), (".", "change the path"), ("..", "change the path")] {
        let mut call = client.call(&LIST);
        call.path("shelf", value);
        let error = call.send::<Json>().await.unwrap_err();
        assert_eq!((error.kind(), error.operation()), (ErrorKind::Build, Some("shelf.list_books")));
        assert!(error.message().contains(problem), "{error}");
    }
    for operation in [&DOTS, &HIDDEN_DOTS] {
        assert!(client.call(operation).preview().unwrap_err().message().contains("`.` or `..` segments"));
    }
    assert!(client.call(&LIST).preview().unwrap_err().message().contains("missing"));
    let mut call = client.call(&ADD);
    call.header("X-Note", "a\r\nX-Evil: b");
    assert_eq!(call.send::<Json>().await.unwrap_err().kind(), ErrorKind::Build);
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn what_is_no_response_is_an_error() {
    for (reply, kind) in [
        (json(200, "hello"), ErrorKind::Decode),
        (json(200, ""), ErrorKind::Decode),
        (with_headers(302, &[("Location", "/elsewhere")], ""), ErrorKind::Service),
        (json(304, ""), ErrorKind::Service),
        (json(404, r#"{"error_code":"S.1","error_msg":"gone"}"#), ErrorKind::Service),
    ] {
        let server = Server::replies(vec![reply.clone()]);
        let error = client(&server).call(&ADD).send::<Json>().await.unwrap_err();
        assert_eq!(error.kind(), kind, "{reply:?}");
        assert_eq!(error.operation(), Some("shelf.add_book"));
    }
    let server = Server::replies(vec![with_headers(204, &[], "")]);
    client(&server).call(&ADD).send::<()>().await.unwrap();
}

#[tokio::test]
async fn drift_is_reported() {
    let server = Server::replies(vec![json(200, r#"{"tags":5}"#)]);
    let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let noted = std::sync::Arc::clone(&seen);
    let hook = move |operation: &Operation, drift: &[specwright_runtime::Drift]| {
        noted.lock().unwrap().push(format!("{}: {}", operation.name(), drift[0]));
    };
    let config = config(&server).on_drift(hook).build().unwrap();
    let tags =
        Client::new(&config, &SERVICE).call(&ADD).send::<std::collections::BTreeMap<String, Vec<i64>>>().await.unwrap();
    assert_eq!(tags["tags"], [5]);
    assert_eq!(*seen.lock().unwrap(), ["add_book: tags: integer instead of list; converted"]);
}

#[test]
fn a_configuration_without_credentials_is_refused() {
    let error = Config::builder().region("cn-north-4").build().unwrap_err();
    assert_eq!((error.kind(), error.message().contains("no credentials")), (ErrorKind::Config, true));
}

#[test]
fn any_path_and_query_value_is_refused_or_its_signature_holds() {
    let server = Server::start(|_, _| json(200, "{}"));
    let client = client(&server);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let config = ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(shelf: String, query: String, name in "\\PC{1,8}")| {
        let mut call = client.call(&LIST);
        call.path("shelf", shelf.as_str());
        call.query(&name, query.as_str());
        match runtime.block_on(call.send::<Json>()) {
            Ok(_) => gateway::accepts(server.received().last().unwrap(), SECRET).map_err(TestCaseError::fail)?,
            Err(error) => {
                prop_assert_eq!(error.kind(), ErrorKind::Build);
                prop_assert!(matches!(shelf.as_str(), "" | "." | ".."));
            }
        }
    });
}

#[tokio::test]
async fn an_envelope_tells_failure_from_success() {
    static OPEN: Operation = Operation::get("shelf", "open", "/v1/open").envelope("error_code", &["0"]);
    for (body, code) in [
        (r#"{"error_code":"0","error_msg":"","data":1}"#, None),
        (r#"{"error_code":0,"data":1}"#, None),
        (r#"{"data":1}"#, None),
        (r#"{"error_code":"","data":1}"#, None),
        (r#"{"error_code":"S.17","error_msg":"locked"}"#, Some("S.17")),
        (r#"{"error_code":17,"error_msg":"locked"}"#, Some("17")),
    ] {
        let server = Server::replies(vec![json(200, body)]);
        let result = client(&server).call(&OPEN).send::<Json>().await;
        match (result, code) {
            (Ok(_), None) => {}
            (Err(error), Some(code)) => {
                assert_eq!((error.kind(), error.status(), error.code()), (ErrorKind::Service, Some(200), Some(code)));
                assert_eq!(error.message(), "locked");
            }
            (other, _) => panic!("{body}: {other:?}"),
        }
    }
}
