use super::*;
use crate::{diagnostic::Source, ir::TypeRef};
use specwright_runtime::signing::{Algorithm, Timestamp, ToSign, sign};
use std::{sync::Arc, time::SystemTime};

fn kilns() -> Vec<Service> {
    vec![Service::from_yaml(&Arc::new(Source::new("ir.yaml", include_str!("kilns.yaml")))).unwrap()]
}

/// Types that would make 40^5 values.
fn large_ir() -> String {
    let fields = |ty: usize| -> String {
        (0..40).fold(String::new(), |text, field| text + &format!("    - name: f{field}\n      type: T{}\n", ty + 1))
    };
    let types: String = (0..5).fold(String::new(), |text, ty| text + &format!("  T{ty}:\n    fields:\n{}", fields(ty)));
    format!("service: large\ntypes:\n{types}  T5:\n    fields: []\n")
}

fn mock(options: Options) -> Mock {
    Mock::new(kilns(), options)
}

pub(super) fn request(method: &str, target: &str, headers: &[(&str, &str)], body: &str) -> Request {
    Request {
        method: method.to_owned(),
        target: target.to_owned(),
        headers: headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        body: body.as_bytes().to_vec(),
    }
}

pub(super) fn get(target: &str) -> Request {
    request("GET", target, &[], "")
}

pub(super) fn text(response: &Response) -> String {
    String::from_utf8(response.body.clone()).unwrap()
}

fn log_in(body: &str) -> Request {
    request("POST", "/v1/operators/log-in", &[("Content-Type", "application/x-www-form-urlencoded")], body)
}

const PARTS: &str = "multipart/form-data; boundary=\"b1\"";

fn parts(media: &str, parts: &[(&str, &str)]) -> Request {
    let part = |(name, text): &(&str, &str)| {
        format!("--b1\r\nContent-Type: text/plain\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
    };
    let body: String = parts.iter().map(part).collect();
    request("POST", "/v1/p/imports", &[("Content-Type", media)], &format!("{body}--b1--\r\n"))
}

#[test]
fn responses_are_the_page_s_examples_or_made_up_of_its_types() {
    let mock = mock(Options::default());
    let rows = [
        (get("/v1/p/kilns/k-1"), 200, r#"{"name":"north","heat":1200}"#),
        (get("/kilns/v1/p/kilns/k-1"), 200, r#"{"name":"north","heat":1200}"#),
        (request("GET", "/v1/p/kilns/k-1", &[("X-Mock-Example", "cold")], ""), 200, r#"{"name":"south","heat":0}"#),
        (
            request("GET", "/v1/p/kilns/k-1", &[("X-Mock-Status", "404")], ""),
            404,
            r#"{"code":"KILN.1","words":"no kiln"}"#,
        ),
        (
            request("GET", "/v1/p/kilns/k-1", &[("X-Mock-Status", "503")], ""),
            503,
            r#"{"code":"MOCK.503","message":"simulated, as requested"}"#,
        ),
        // A status that is asked for comes whatever is wrong with the request.
        (
            request("GET", "/v1/p/kilns/k-1?unknown=1", &[("X-Mock-Status", "503")], ""),
            503,
            r#"{"code":"MOCK.503","message":"simulated, as requested"}"#,
        ),
        (get("/v1/p/kilns/action"), 200, "text"),
        (request("POST", "/v1/p/kilns/k/action", &[], r#"{"fire":{"heat":900}}"#), 202, ""),
        (request("POST", "/v1/p/kilns/k/action", &[], r#"{"cool":{}}"#), 204, ""),
        (
            parts(PARTS, &[("plan", "\u{0}bytes"), ("height", "9007199254740992"), ("shelf", r#"{"heat":900}"#)]),
            204,
            "",
        ),
        (log_in("name=a&password=b1&seed=what%20no%20engine%20knows"), 204, ""),
    ];
    for (request, status, body) in rows {
        let response = mock.respond(&request);
        assert_eq!((response.status, text(&response).as_str()), (status, body), "{request:?}");
    }
}

#[test]
fn what_is_made_up_keeps_the_constraints_and_ends() {
    let made = mock(Options::default()).respond(&get("/v1/p/kilns"));
    let kiln: Value = serde_json::from_slice(&made.body).unwrap();
    let kiln = &kiln[0];
    assert_eq!(kiln["name"].as_str().unwrap().len(), 12);
    assert_eq!((kiln["heat"].as_i64(), kiln["born_at"].as_str()), (Some(20), Some("2024-01-02T03:04:05Z")));
    assert_eq!(kiln["glazes"][0]["shade"], "celadon");
    assert_eq!(kiln["twin"]["twin"]["heat"], 20);
    let other = mock(Options::default()).respond(&get("/v1/p/kilns"));
    assert_eq!(made.body, other.body);
    let large = Service::from_yaml(&Arc::new(Source::new("ir.yaml", large_ir()))).unwrap();
    assert!(made_up::value(&large, &TypeRef::Named("T0".to_owned())).to_string().len() < 1_000_000);
}

#[test]
fn a_refusal_says_what_is_wrong() {
    let mock = mock(Options::default());
    let fire = |body: &str| request("POST", "/v1/p/kilns/k/action", &[], body);
    let rows = [
        (get("/v1/p/kiln"), 404, "similar ones: GET /v1/{project_id}/kilns"),
        (get("/"), 404, "no operation has this path"),
        (request("DELETE", "/v1/p/kilns", &[], ""), 405, "GET is list_kilns"),
        (fire(r#"{"warm":1}"#), 404, "`fire` in the body; `cool` in the body"),
        (get("/v1/p/kilns/k-1?depth=11"), 400, "query `depth`: is more than 10"),
        (get("/v1/p/kilns/k-1?depth=deep"), 400, "query `depth`: expected integer, found a string"),
        (get("/v1/p/kilns/k-1?depth=1&depth=2"), 400, "query `depth`: occurs 2 times, but takes one value"),
        (get("/v1/p/kilns/k-1?dept=1"), 400, "query `dept`: the page has no such parameter; did you mean `depth`?"),
        (get("/v1/p/kilns/k-1?parts=a,b,c"), 400, "query `parts`: has 3 items, more than 2"),
        (
            get("/v1/p/kilns/k-1?unit=rankine"),
            400,
            "query `unit`: has a value that the page does not list: celsius, kelvin",
        ),
        (get("/v1/p/kilns/k%20123456789"), 400, "path `kiln_id`: has 11 characters, more than 8"),
        (fire(r#"{"fire":{}}"#), 400, "body.fire.heat: is required, but missing"),
        (fire(r#"{"fire":{"heat":"hot"}}"#), 400, "body.fire.heat: expected integer, found a string"),
        (fire(r#"{"fire":{"heat":900,"note":null,"slow":null}}"#), 400, "body.fire.slow: expected boolean, found null"),
        (
            fire(r#"{"fire":{"heat":900,"shelves":["a","long"]}}"#),
            400,
            "body.fire.shelves[1]: has 4 characters, more than",
        ),
        (
            fire(r#"{"fire":{"heat":900,"labels":{"a":1}}}"#),
            400,
            "body.fire.labels.a: expected string, found an integer",
        ),
        (
            fire(r#"{"fire":{"heat":900,"heta":1}}"#),
            400,
            "body.fire.heta: Firing has no such field; did you mean `heat`?",
        ),
        (fire(r#"{"fire":{"heat":2e3,"slow":1}}"#), 400, "body.fire.slow: expected boolean, found an integer"),
        (
            request("POST", "/v1/p/kilns/k/action", &[("Content-Type", "text/plain")], r#"{"cool":{}}"#),
            400,
            "header `Content-Type`: expected application/json, found text/plain",
        ),
        (get("/v1/p/kilns/k_1"), 400, "path `kiln_id`: does not fit ^[^_]*$"),
        (log_in("name=a&password=secret"), 400, "body.password: does not fit [0-9]"),
        (log_in("name=a"), 400, "body.password: is required, but missing"),
        (log_in("name=a&name=b&password=1"), 400, "body: has `name` twice, but it takes one value"),
        (log_in("name=a&password=1&pin=2"), 400, "body.pin: Login has no such field"),
        (parts("text/plain", &[("plan", "x")]), 400, "body: is text/plain, not a form"),
        (parts(PARTS, &[("height", "1")]), 400, "body.plan: is required, but missing"),
        (
            parts(PARTS, &[("plan", "x"), ("height", "9007199254740993")]),
            400,
            "body.height: is more than 9007199254740992",
        ),
        (parts(PARTS, &[("plan", "x"), ("tags", "a"), ("tags", "B")]), 400, "body.tags[1]: does not fit ^[a-z]+$"),
        (parts(PARTS, &[("plan", "x"), ("shelf", "{}")]), 400, "body.shelf.heat: is required, but missing"),
        (parts("multipart/form-data; boundary=other", &[("plan", "x")]), 400, "body: its parts do not match"),
        (request("GET", "/v1/p/kilns", &[], "[1]"), 400, "body: the page describes no body"),
        (request("GET", "/v1/p/kilns", &[("X-Mock-Delay", "long")], ""), 400, "header `X-Mock-Delay` takes"),
        (request("GET", "/v1/p/kilns", &[("X-Mock-Example", "gone")], ""), 400, "there is no example `gone`"),
    ];
    for (request, status, words) in rows {
        let response = mock.respond(&request);
        let body: Value = serde_json::from_slice(&response.body).unwrap();
        let said = body["error_msg"].as_str().or(body["message"].as_str()).unwrap();
        assert!(response.status == status && said.contains(words), "{} {said}", response.status);
    }
}

#[test]
fn values_that_a_page_does_not_list_are_taken_where_that_is_asked_for() {
    let request = get("/v1/p/kilns/k-1?unit=rankine&depth=1");
    let refused = mock(Options::default()).respond(&request);
    assert_eq!(refused.status, 400);
    assert!(text(&refused).contains("; the option `--open-values` accepts values that pages do not list"));
    let open = mock(Options { open_values: true, ..Options::default() });
    assert_eq!(open.respond(&request).status, 200);
    assert_eq!(open.respond(&get("/v1/p/kilns/k-1?unit=rankine&depth=0")).status, 400, "all else is checked");
}

#[test]
fn patches_of_one_path_are_told_apart_by_their_media_type() {
    let patch = |name: &str, media: &str| {
        format!(
            "- name: {name}\n  page: pages/p.md\n  method: PATCH\n  path: /kilns\n  when:\n    header:\n      Content-Type: {media}\n  \
             body:\n    media: {media}\n    type: any\n  outputs:\n  - status: 204\n"
        )
    };
    let (merge, edit) = ("application/merge-patch+json", "application/json-patch+json");
    let ir = format!("service: kilns\noperations:\n{}{}", patch("merge_kiln", merge), patch("edit_kiln", edit));
    let service = Service::from_yaml(&Arc::new(Source::new("ir.yaml", ir))).unwrap();
    let mock = Mock::new(vec![service], Options::default());
    let rows = [
        (merge, "204 kilns merge_kiln"),
        ("Application/JSON-Patch+json; charset=utf-8", "204 kilns edit_kiln"),
        ("application/json", "404"),
    ];
    for (media, expected) in rows {
        let response = mock.respond(&request("PATCH", "/kilns", &[("Content-Type", media)], "{}"));
        assert!(response.summary.contains(expected), "{media}: {}", response.summary);
    }
}

#[test]
fn the_service_s_own_error_type_is_spoken() {
    let response = mock(Options::default()).respond(&get("/v1/p/kilns/k-1?depth=0"));
    let body: Value = serde_json::from_slice(&response.body).unwrap();
    assert_eq!(body, serde_json::json!({"code": "MOCK.400", "message": "query `depth`: is less than 1"}));
    assert_eq!(response.summary, "GET /v1/p/kilns/k-1 -> 400 kilns show_kiln: query `depth`: is less than 1");
}

#[test]
fn errors_latency_and_throttling_are_played() {
    let failing = mock(Options { fail: Some(Failing { status: 503, every: 3 }), ..Options::default() });
    // What is refused does not count.
    let paths = ["", "", "?nonsense=1", "", "", "", ""].map(|query| format!("/v1/p/kilns{query}"));
    let statuses = paths.map(|path| failing.respond(&get(&path)).status);
    assert_eq!(statuses, [200, 200, 400, 503, 200, 200, 503]);

    let slow = mock(Options { latency: Duration::from_millis(7), ..Options::default() });
    assert_eq!(slow.respond(&get("/v1/p/kilns")).delay, Duration::from_millis(7));
    let asked = request("GET", "/v1/p/kilns", &[("X-Mock-Delay", "2s")], "");
    assert_eq!(slow.respond(&asked).delay, Duration::from_secs(2));
    assert_eq!(duration("61s"), None);

    let busy = mock(Options { throttle: Some(2), ..Options::default() });
    let responses: Vec<Response> = (0..3).map(|_| busy.respond(&get("/v1/p/kilns"))).collect();
    let statuses: Vec<u16> = responses.iter().map(|response| response.status).collect();
    assert_eq!(statuses, [200, 200, 429]);
    assert!(responses[2].headers.contains(&("Retry-After".to_owned(), "1".to_owned())));
}

#[test]
fn credentials_are_checked_where_asked() {
    let options = Options {
        keys: Some(("access".to_owned(), "secret".to_owned())),
        token: Some("t-1".to_owned()),
        ..Options::default()
    };
    let mock = mock(options);
    let now = Timestamp::from(SystemTime::now());
    let signed = |access: &str, secret: &str, age: i64, algorithm: &Algorithm| {
        let date = now.plus(-age).basic();
        let mut request = request("GET", "/v1/p/kilns?", &[("Host", "h"), ("X-Sdk-Date", &date)], "");
        let headers: Vec<(&str, &str)> =
            request.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let to_sign = ToSign { method: "GET", path: "/v1/p/kilns", query: &[], headers: &headers, body: b"" };
        let authorization = sign(algorithm, access, secret, &date, &to_sign).authorization;
        request.headers.push(("Authorization".to_owned(), authorization));
        request
    };
    let derived = Algorithm::DerivedHmacSha256 { region: "north-1".to_owned(), service: "kilns".to_owned() };
    let plain = Algorithm::HmacSha256;
    let token = |token: &str| request("GET", "/v1/p/kilns", &[("X-Auth-Token", token)], "");
    let in_session = |header: &str| request("GET", "/v1/p/kilns/action", &[(header, "t-1")], "");
    let mut moved = signed("access", "secret", 0, &plain);
    moved.target.push_str("a=1");
    moved.headers.push(("X-Auth-Token-Not".to_owned(), "t-1".to_owned()));
    let rows = [
        (signed("access", "secret", 0, &plain), 200, ""),
        (signed("access", "secret", 0, &derived), 200, ""),
        (token("t-1"), 200, ""),
        (get("/v1/p/kilns"), 401, "the request is not signed"),
        (token("t-2"), 401, "the token is wrong"),
        (in_session("X-Kiln-Session"), 200, "text"),
        (in_session("X-Auth-Token"), 401, "the request is not signed"),
        (
            signed("access", "other", 0, &plain),
            401,
            "verify aksk signature fail, canonicalRequest:GET|/v1/p/kilns/||host:h|",
        ),
        (signed("stranger", "secret", 0, &plain), 401, "the access key `stranger` is unknown"),
        (signed("access", "secret", 3600, &plain), 401, "3600 seconds before or after now"),
        (moved, 401, "canonicalRequest:GET|/v1/p/kilns/|a=1|"),
        (request("GET", "/v1/p/kilns", &[("Authorization", "Basic eDp5")], ""), 401, "names no access key"),
    ];
    for (request, status, words) in rows {
        let response = mock.respond(&request);
        assert!(
            response.status == status && text(&response).contains(words),
            "{} {}",
            response.status,
            text(&response)
        );
    }
}

#[test]
fn templates_match_piece_by_piece() {
    let rows = [
        ("/v1/{a}/x", "/v1/1/x", Some(vec![("a", "1")])),
        ("/v1/{a}/x", "/v1/1/x/", Some(vec![("a", "1")])),
        ("/v1/{a}", "/v1/", None),
        ("/v1/{a}", "/v1/1/2", None),
        ("/{a}.{b}", "/one.two", Some(vec![("a", "one"), ("b", "two")])),
        ("/{a}:stop", "/x%2Fy:stop", Some(vec![("a", "x/y")])),
        ("/{a}:stop", "/x:start", None),
        ("/{broken", "/x", None),
    ];
    for (template, path, expected) in rows {
        let found = route::placeholders(template, path);
        let expected = expected.map(|pairs| pairs.into_iter().map(|(name, value)| (name, value.to_owned())).collect());
        assert_eq!(found, expected, "{template} {path}");
    }
}

#[test]
fn another_vendor_s_names_are_the_only_ones_it_takes() {
    static NAMES: SigningNames = SigningNames { algorithm: "GF1-HMAC-SHA256", date: "X-Gf-Date", ..SigningNames::BASE };
    let mut services = kilns();
    services[0].signing.algorithm = Some("GF1-HMAC-SHA256".to_owned());
    services[0].signing.date = Some("X-Gf-Date".to_owned());
    let keys = Some(("access".to_owned(), "secret".to_owned()));
    let mock = Mock::new(services, Options { keys, ..Options::default() });
    let date = Timestamp::from(SystemTime::now()).basic();
    let signed = |header: &str, algorithm: &Algorithm| {
        let mut request = request("GET", "/v1/p/kilns", &[("Host", "h"), (header, &date)], "");
        let headers: Vec<(&str, &str)> = vec![("host", "h"), (header, &date)];
        let to_sign = ToSign { method: "GET", path: "/v1/p/kilns", query: &[], headers: &headers, body: b"" };
        let authorization = sign(algorithm, "access", "secret", &date, &to_sign).authorization;
        request.headers.push(("Authorization".to_owned(), authorization));
        mock.respond(&request)
    };
    assert_eq!(signed("X-Gf-Date", &Algorithm::HmacSha256As(&NAMES)).status, 200);
    assert_eq!(signed("X-Sdk-Date", &Algorithm::HmacSha256).status, 401);
    assert_eq!(signed("X-Sdk-Date", &Algorithm::HmacSha256As(&NAMES)).status, 401);
}

#[test]
fn members_of_a_map_in_the_query_are_held_to_its_type() {
    let yaml = "
service: kilns
operations:
- name: list_kilns
  page: pages/ListKilns.md
  method: GET
  path: /v1/kilns
  inputs:
  - {name: heats, in: query, type: map<integer>, required: true}
  outputs:
  - {status: 204}
";
    let services = vec![Service::from_yaml(&Arc::new(Source::new("ir.yaml", yaml))).unwrap()];
    let mock = Mock::new(services, Options::default());
    for (target, status, words) in [
        ("/v1/kilns?heats%5Blow%5D=900&heats%5Bhigh%5D=1200", 204, ""),
        ("/v1/kilns", 400, "query `heats`: is required, but missing"),
        ("/v1/kilns?heats%5Blow%5D=warm", 400, "expected integer"),
        ("/v1/kilns?heats%5Blow%5D=900&heat%5Blow%5D=1", 400, "the page has no such parameter"),
    ] {
        let response = mock.respond(&get(target));
        assert_eq!(response.status, status, "{target}: {}", text(&response));
        assert!(text(&response).contains(words), "{target}: {}", text(&response));
    }
}
