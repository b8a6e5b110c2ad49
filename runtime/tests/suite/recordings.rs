//! Exchanges that are written down and played again: what is kept of them, and what is not.

use crate::promises::{ADD, LIST, client, config};
use crate::support::server::{Server, with_headers};
use specwright_runtime::emitted::{
    Addition, Authentication, Inside, Location, Operation, Part, Recipe, Rule, Rules, Service,
};
use specwright_runtime::transport::{NetworkSettings, NetworkTransport, Recording, Replay};
use specwright_runtime::{Client, Config, Json, Keys, Token};

/// What was recorded responds as the service did, and holds no secret.
#[tokio::test]
async fn an_exchange_is_recorded_and_replayed() {
    let file = std::env::temp_dir().join(format!("exchanges-{}.jsonl", std::process::id()));
    let _ = std::fs::remove_file(&file);
    let headers = [("X-Request-Id", "r-1"), ("X-Subject-Token", "PLANTED")];
    let server = Server::replies(vec![
        with_headers(200, &headers, r#"{"id":"b-1","password":"PLANTED"}"#),
        with_headers(404, &headers, r#"{"error_code":"B.1","error_msg":"gone"}"#),
    ]);
    let network = NetworkTransport::new(&NetworkSettings::default()).unwrap();
    let recorded = client(config(&server).transport(Recording::append(network, &file).unwrap()));
    let call = |client: &Client| {
        let mut call = client.call(&LIST);
        call.query("token", "PLANTED");
        call.send::<Json>()
    };
    let first = call(&recorded).await.unwrap();
    assert_eq!(first.get("password").and_then(Json::as_str), Some("PLANTED"), "the caller gets all");
    assert!(call(&recorded).await.unwrap_err().is_not_found());
    assert!(!std::fs::read_to_string(&file).unwrap().contains("PLANTED"));
    let replayed = client(config(&server).transport(Replay::read(&file).unwrap()));
    assert_eq!(call(&replayed).await.unwrap().get("id"), first.get("id"));
    for _ in 0..2 {
        let error = call(&replayed).await.unwrap_err();
        assert_eq!((error.code(), error.request_id()), (Some("B.1"), Some("r-1")));
    }
    let error = replayed.call(&ADD).send::<Json>().await.unwrap_err();
    assert!(error.message().contains("no response to POST /v1/books"), "{error}");
    assert_eq!(server.received().len(), 2);
    std::fs::remove_file(&file).unwrap();
}

static POND: Service = Service { id: "pond", ..Service::BASE };
static IN_QUERY: Authentication = Authentication::Signature(&Recipe {
    before: &[
        Addition::query("KeyId", "{key_id}"),
        Addition::query("Region", "{region}"),
        Addition::query("SessionToken", "{token}"),
        Addition::query("Nonce", "{nonce}"),
    ],
    texts: &[("to_sign", "{method} {path} {query}")],
    after: &[Addition::query("Signature", "{signature}")],
    ..Recipe::BASE
});
static TOKEN_IN_QUERY: Authentication = Authentication::Token { part: Part::Query, name: "pass", prefix: "" };

/// What shows who calls is another text each time, and no part of what is asked: keys that come and go find the
/// exchange.
#[tokio::test]
async fn a_call_that_shows_its_caller_in_the_query_is_recorded_and_replayed() {
    let file = std::env::temp_dir().join(format!("query-{}.jsonl", std::process::id()));
    let _ = std::fs::remove_file(&file);
    let server = Server::start(|number, request| {
        with_headers(200, &[], &format!(r#"{{"id":{number},"region":"north-1","asked":{:?}}}"#, request.target))
    });
    let settings = || Config::builder().endpoint(&server.url).region("north-1").project_id("p-1");
    let temporary = Keys::new("KEY-1", "secret").with_security_token("PLANTED");
    let listed = |config: &Config, authentication| {
        let mut call = Client::authenticated(config, &POND, authentication).call(&LIST);
        call.query("depth", 3);
        call.send::<Json>()
    };
    let recording = || Recording::append(NetworkTransport::new(&NetworkSettings::default()).unwrap(), &file).unwrap();
    let signed = settings().credentials(temporary).transport(recording()).build().unwrap();
    listed(&signed, &IN_QUERY).await.unwrap();
    let shown = settings().credentials(Token::new("PLANTED")).transport(recording()).build().unwrap();
    listed(&shown, &TOKEN_IN_QUERY).await.unwrap();
    let sent: Vec<String> = server.received().into_iter().map(|request| request.target).collect();
    assert!(sent[0].contains("Signature=") && sent[1].ends_with("?depth=3&pass=PLANTED"), "{sent:?}");

    let written = std::fs::read_to_string(&file).unwrap();
    assert!(!written.contains("PLANTED") && written.contains(r#""region":"north-1""#), "{written}");
    let replay = Replay::read(&file).unwrap();
    for (number, authentication, credentials) in [
        (0, &IN_QUERY, specwright_runtime::Credentials::from(Keys::new("KEY-2", "other"))),
        (1, &TOKEN_IN_QUERY, Token::new("another").into()),
    ] {
        let config = settings().credentials(credentials).transport(replay.clone()).build().unwrap();
        let response = listed(&config, authentication).await.unwrap();
        assert_eq!(response.get("id").and_then(Json::as_i64), Some(number));
    }
    assert_eq!(server.received().len(), 2);
    std::fs::remove_file(&file).unwrap();
}

static RULES: Rules = Rules::new(&[Rule::new("seed").secret(), Rule::new("owner").object(&OWNER)]);
static OWNER: Rules = Rules::new(&[Rule::new("mark").secret()]);
static STORE: Operation = Operation::post("shelf", "store", "/v1/boxes/{box}/locks/{lock}")
    .inputs(&[(Location::Path, Rule::new("lock").secret()), (Location::Query, Rule::new("mark").secret())])
    .body(Inside::Object(&RULES))
    .responses(&[Inside::Object(&MADE), Inside::Object(&RECEIVED)]);
static MADE: Rules = Rules::new(&[Rule::new("wing").secret()]);
static RECEIVED: Rules = Rules::new(&[Rule::new("R").object(&OWNER)]);

/// Whatever the form of what is sent and received, a recording has no secret, and tells requests by their bodies.
#[tokio::test]
async fn a_recording_tells_bodies_and_has_no_secret_in_any_form() {
    let file = std::env::temp_dir().join(format!("forms-{}.jsonl", std::process::id()));
    let _ = std::fs::remove_file(&file);
    let responses = [
        "<R><Id>1</Id><mark>PLANTED</mark><SecretAccessKey>PLANTED&amp;1</SecretAccessKey><Token kind='t'><Text>PLANTED</Text></Token></R>",
        "id=2&secret_key=PLANTED%26&echo=PLANTED-seed",
        "id: 3\npassword: PLANTED, PLANTED\n",
        r#"{"id":4,"wing":["PLANTED",7],"echo":"of PLANTED-lock/, PLANTED-mark and PLANTED-seed"}"#,
        "<html>5 <br> PLANTED-lock/",
        "<TokenList><Id>6</Id>\n<!-- as it came --></TokenList>",
        "\"7\"",
    ];
    let server = Server::start(move |number, request| {
        let location = format!("/v1/x?token=PLANTED&lock={}", request.target.rsplit('/').next().unwrap());
        with_headers(200, &[("Location", &location)], responses[number])
    });
    let network = NetworkTransport::new(&NetworkSettings::default()).unwrap();
    let send = |client: &Client, at: usize| {
        let mut call = client.call(&STORE);
        call.path("box", "b-1");
        call.path("lock", "PLANTED-lock/");
        call.query("mark", "PLANTED-mark");
        let owner = Json::from_iter([("mark", "PLANTED-mark")]);
        let number = Json::from(i64::try_from(at).unwrap());
        let body = Json::from_iter([("seed", Json::from("PLANTED-seed")), ("n", number), ("owner", owner)]);
        let plain = Json::from_iter([("seed", Json::from("PLANTED-seed")), ("n", Json::from(at.to_string()))]);
        match at {
            0 => call.xml("Lock", &body),
            1 => call.form(&plain),
            2 => call.parts(&plain),
            4 => call.raw_body("text/plain", format!("seed {at}, password = PLANTED")),
            _ => call.body(&body),
        }
        call.download()
    };
    let recorded = client(config(&server).transport(Recording::append(network, &file).unwrap()));
    for (at, response) in responses.iter().enumerate() {
        let whole = send(&recorded, at).await.unwrap().next().await.unwrap().unwrap();
        assert_eq!(whole, *response, "the caller gets all");
    }
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(!written.contains("PLANTED"), "{written}");
    let replayed = client(config(&server).transport(Replay::read(&file).unwrap()));
    let shown = [
        "<R><Id>1</Id><SecretAccessKey>&lt;redacted&gt;</SecretAccessKey><Token>&lt;redacted&gt;</Token><mark>&lt;redacted&gt;</mark></R>",
        "id=2&secret_key=<redacted>&echo=<redacted>",
        "id: 3\npassword: <redacted>\n",
        r#"{"echo":"of <redacted>, <redacted> and <redacted>","id":4,"wing":"<redacted>"}"#,
        "<html>5 <br> <redacted>",
        responses[5],
        responses[6],
    ];
    for at in (0..responses.len()).rev() {
        let whole = send(&replayed, at).await.unwrap().next().await.unwrap().unwrap();
        assert_eq!(whole, shown[at]);
    }
    let error = send(&replayed, 8).await.unwrap_err();
    assert!(error.message().contains("with this body"), "{error}");
    std::fs::remove_file(&file).unwrap();
}
