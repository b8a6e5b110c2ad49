//! Secrets planted everywhere a client can hold them, and sought in everything it can print.

#![cfg(test)]

mod support;

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use specwright_runtime::credentials::{
    Agency, Credential, Credentials, IdToken, IdTokenFederation, Keys, MetadataService, OidcAgency, PasswordLogin,
    PodIdentity, Profile, Token, TokenScope,
};
use specwright_runtime::emitted::{Inside, Location, Rule, Rules, Service};
use specwright_runtime::transport::{
    HttpRequest, HttpResponse, MemoryTransport, NetworkSettings, NetworkTransport, Proxy, RequestBody,
};
use specwright_runtime::{
    Attempt, Client, Config, Environment, Error, FilePart, Headers, Json, Method, Middleware, Multipart, Operation,
    Outcome, Secret, Upload,
};
use support::server::{Server, json};
use support::vendor::{METADATA, VENDOR};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

const PLANTED: &str = "PLANTED-SECRET";

static SERVICE: Service = Service { id: "shelf", vendor: &VENDOR, ..Service::BASE };
static POST: Operation = Operation::post("shelf", "add", "/v1/books");

fn secret(name: &str) -> String {
    format!("{PLANTED}-{name}")
}

/// Writes down every field of every span and event, at every level.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Visit for Log {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let _ = writeln!(self.0.lock().unwrap(), "{}={value:?}", field.name());
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// Public types that are printed with a secret inside by the test below.
const PRINTED: &[&str] = &[
    "Agency",
    "Call",
    "Client",
    "Config",
    "ConfigBuilder",
    "Credential",
    "Credentials",
    "Environment",
    "Headers",
    "HttpResponse",
    "FilePart",
    "HttpRequest",
    "IdToken",
    "IdTokenFederation",
    "Keys",
    "MetadataService",
    "Multipart",
    "NetworkSettings",
    "NetworkTransport",
    "OidcAgency",
    "PasswordLogin",
    "PodIdentity",
    "Preview",
    "Profile",
    "Proxy",
    "RequestBody",
    "Secret",
    "ResponseFuture",
    "Token",
    "Upload",
];

/// Public types that are printed where calls end: with secrets in what was sent and received.
const PRINTED_AT_THE_END: &[&str] =
    &["Attempt", "Download", "Error", "ErrorDetail", "Outcome", "Response", "Violation", "Violations"];

/// Public types that hold what a response or the caller shows, or nothing at all; never a credential.
const OPEN: &[&str] = &[
    "Addition",
    "Algorithm",
    "ResponseBody",
    "Authentication",
    "Caller",
    "Context",
    "CredentialKind",
    "Decoded",
    "Difference",
    "Drift",
    "DriftKind",
    "DriftRecorder",
    "Encoding",
    "Endpoints",
    "ErrorKind",
    "Extra",
    "Fields",
    "Filled",
    "FilledBy",
    "Hash",
    "Inside",
    "Items",
    "Json",
    "Location",
    "MemoryTransport",
    "Metadata",
    "Method",
    "Nullable",
    "Number",
    "Operation",
    "PageFacts",
    "Pages",
    "Paging",
    "Part",
    "Position",
    "Progress",
    "Proof",
    "RateLimit",
    "Reader",
    "Recipe",
    "Recording",
    "Replay",
    "Received",
    "Refusal",
    "Request",
    "RetryPolicy",
    "Rule",
    "Rules",
    "Service",
    "Signature",
    "SigningMode",
    "SigningNames",
    "Signer",
    "SyntaxError",
    "TimeoutPhase",
    "Timeouts",
    "Timestamp",
    "ToSign",
    "TokenScope",
    "TransportError",
    "TransportErrorKind",
    "Unknown",
    "Validation",
    "Variable",
    "Vendor",
    "Verified",
    "WaitPolicy",
    "Writer",
];

#[test]
fn every_public_type_is_thought_of() {
    let mut folders = vec![std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut unknown = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let declared = text.lines().filter_map(|line| {
                let rest = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "))?;
                rest.split(|letter: char| !letter.is_alphanumeric()).next().map(str::to_owned)
            });
            let known = |name: &String| [PRINTED, PRINTED_AT_THE_END, OPEN].concat().contains(&name.as_str());
            unknown.extend(declared.filter(|name| !known(name)));
        }
    }
    assert!(unknown.is_empty(), "may these print a secret? {unknown:?}");
}

#[test]
fn no_type_prints_a_secret() {
    let keys = Keys::new("AK", secret("sk")).with_security_token(secret("token"));
    let mut request = HttpRequest::new(Method::Post, format!("http://h/p?password={}", secret("query")));
    request.headers.set("X-Auth-Token", secret("header"));
    request.headers.set("X-Custom-Password", secret("header"));
    request.body = secret("body").into();
    let mut network = NetworkSettings::default();
    network.identity = Some(Secret::from(secret("identity")));
    network.proxy =
        Some(Proxy::Url { url: "http://proxy".into(), login: Some(("user".into(), secret("proxy").into())) });
    let scope = TokenScope::ProjectName("p".into());
    let login = PasswordLogin::new("iam", "account", "user", secret("password"), scope)
        .with_one_time_password("u", secret("otp"));
    let id_token = IdToken::Text(secret("id-token").into());
    let environment = Environment::of([("HILLS_AK", "AK"), ("HILLS_SK", &secret("sk"))]);
    let builder = Config::builder().endpoint("http://h").environment(environment.clone());
    let mut text = format!("{:?}", builder.network(network.clone()));
    let config = Config::builder().endpoint("http://h").environment(environment.clone()).build().unwrap();
    let client = Client::new(&config, &SERVICE);
    let mut call = client.call(&POST);
    call.header("X-Custom-Password", secret("header"));
    call.query("password", secret("query"));
    call.body(&Json::from_iter([("password", secret("body"))]));
    let headers = Headers::from_iter([("Set-Cookie", secret("cookie"))]);
    let printed: Vec<&dyn std::fmt::Debug> =
        vec![&config, &client, &call, &request, &keys, &headers, &network, &login, &id_token, &environment];
    for value in printed {
        let _ = writeln!(text, "{value:?} {value:#?}");
    }
    let _ = writeln!(text, "{:?}", call.preview().unwrap());
    let _ = writeln!(text, "{:?} {:?}", Credential::Keys(keys.clone()), Credentials::keys(keys));
    let _ = writeln!(text, "{:?}", Credentials::token(Token::new(secret("token"))));
    let _ = writeln!(text, "{:?}", Credentials::fetched(login));
    let _ = writeln!(text, "{:?}", IdTokenFederation::new("iam", "idp", id_token.clone()));
    let _ = writeln!(text, "{:?}", OidcAgency::new("sts", "p", "a", id_token));
    let _ = writeln!(text, "{:?} {:?}", MetadataService::new(&METADATA), PodIdentity::new("http://127.0.0.1", "/file"));
    let agency = Agency::new("iam", "partner", "reader", Keys::new("AK", secret("sk")));
    let file = std::env::temp_dir().join("no such file");
    let _ = writeln!(text, "{agency:?} {:?} {:?}", Profile::new(&VENDOR, file, ["basic"]), Secret::from(secret("own")));
    let upload = Upload::bytes(secret("upload"));
    let parts = Multipart::new().text("password", secret("part")).file("f", "f", "text/plain", upload.clone());
    let body = RequestBody::from(secret("body"));
    let response =
        HttpResponse::whole(200, Headers::from_iter([("X-Subject-Token", secret("header"))]), secret("body"));
    let part = FilePart::new("f", upload.clone());
    let _ = writeln!(
        text,
        "{part:?} {upload:?} {parts:?} {body:?} {response:?} {:?}",
        NetworkTransport::new(&network).is_ok()
    );
    call.multipart(parts);
    let _ = writeln!(text, "{call:?} {:?} {:?}", call.preview().unwrap(), call.clone().send::<Json>());
    assert!(text.len() > 2000 && text.contains("AK"), "things were printed");
    assert!(!text.contains(PLANTED), "{text}");
}

static OPEN_BOX: Operation = Operation::get("", "", "/v1/boxes/{token}")
    .inputs(&[(Location::Query, Rule::new("pin").secret())])
    .body(Inside::Object(&BOX));

static BOX: Rules = Rules::new(&[Rule::new("owner").object(&OWNER), Rule::new("locks").map(&OWNER)]);
static OWNER: Rules = Rules::new(&[Rule::new("pin").secret()]);

/// A service that quotes all that it got: what its page or its name calls secret does not come back.
#[tokio::test]
async fn what_a_service_quotes_of_a_call_is_taken_out() {
    let log = Log::default();
    let _guard = tracing::subscriber::set_default(log.clone());
    let transport = MemoryTransport::new(|request| {
        let body = String::from_utf8_lossy(request.body.bytes().unwrap()).replace('"', "'");
        let told = format!("{{\"error_msg\":\"not {} with {body} by all-the-same\"}}", request.url);
        Ok(HttpResponse::whole(400, Headers::new(), told))
    });
    let config = Config::builder().endpoint("http://h").credentials(Credentials::anonymous());
    let client = Client::new(&config.transport(transport).build().unwrap(), &SERVICE);
    let member = |name: &str, value: Json| Json::from_iter([(name, value)]);
    let text = |name: &str| Json::String(secret(name));
    let bodies: [fn(&mut specwright_runtime::Call, &Json); 3] = [
        |call, value| call.body(value),
        |call, value| call.form(value),
        |call, value| {
            call.parts(value);
            call.file("scan", FilePart::new("scan.png", Upload::bytes("png")));
        },
    ];
    for set in bodies {
        for (value, plain) in [
            (member("owner", member("pin", text("deep"))), true),
            (member("locks", member("front", member("pin", text("in a map")))), true),
            (member("password", text("by name ü/")), false),
            (member("passwords", Json::Array(vec![text("one"), text("two")])), false),
        ] {
            let mut call = client.call(&OPEN_BOX);
            call.path("token", secret("in the path"));
            call.query("pin", secret("by the page"));
            set(&mut call, &value);
            // Objects inside of forms are JSON in a text, whose members nobody states.
            if plain && call.preview().unwrap().headers.get("Content-Type") != Some("application/json") {
                continue;
            }
            let printed = format!("{call:?} {:?}", call.preview().unwrap());
            let error = call.send::<Json>().await.unwrap_err();
            let printed = format!("{printed} {error} {error:?} {}", log.0.lock().unwrap());
            assert!(!printed.contains(PLANTED), "{printed}");
            assert!(error.message().contains("all-the-same"), "{error}");
            assert!(
                String::from_utf8_lossy(error.raw().unwrap()).contains(PLANTED),
                "what came is there, when it is asked for"
            );
        }
    }
}

/// What a middleware is told, as it prints.
#[derive(Clone, Debug, Default)]
struct Told(Arc<Mutex<String>>);

impl Middleware for Told {
    fn after_attempt(&self, attempt: &Attempt, outcome: &Outcome<'_>) {
        let _ = writeln!(self.0.lock().unwrap(), "{attempt:?} {outcome:?}");
    }
}

/// A login whose response is of no use, at a place whose own responses hold secrets.
async fn failed_login(url: &str) -> Error {
    let scope = TokenScope::AccountName("a".into());
    let login = PasswordLogin::new(url, "account", "user", secret("password"), scope);
    let config = Config::builder().endpoint(url).credentials(login).build().unwrap();
    Client::new(&config, &SERVICE).call(&POST).send::<Json>().await.unwrap_err()
}

async fn no_connection() -> Error {
    let mut network = NetworkSettings::default();
    let login = Some(("user".to_owned(), secret("proxy").into()));
    network.proxy = Some(Proxy::Url { url: "http://127.0.0.1:9".into(), login });
    let keys = Keys::new("AK", secret("sk")).with_security_token(secret("token"));
    let endpoint = format!("http://user:{}@127.0.0.1:9", secret("endpoint"));
    let config = Config::builder().endpoint(endpoint).network(network).credentials(keys).build().unwrap();
    let mut call = Client::new(&config, &SERVICE).call(&POST);
    call.query("password", secret("query"));
    call.set_retry(specwright_runtime::RetryPolicy::none());
    call.send::<Json>().await.unwrap_err()
}

#[tokio::test]
async fn no_log_and_no_error_tells_a_secret() {
    let log = Log::default();
    let _guard = tracing::subscriber::set_default(log.clone());
    let quoted = format!(
        r#"{{"error_code":"APIGW.0301","error_msg":"verify aksk signature fail,canonicalRequest:POST|/v1/books/||host:h|x-security-token:{}|x"}}"#,
        secret("token")
    );
    let server = Server::replies(vec![
        json(503, "{}"),
        json(200, &format!(r#"{{"password":"{}"}}"#, secret("response"))),
        json(401, &quoted),
        json(200, &secret("response")),
    ]);
    let keys = Keys::new("AK", secret("sk")).with_security_token(secret("token"));
    let told = Told::default();
    let config = Config::builder().endpoint(&server.url).credentials(keys).middleware(told.clone()).build().unwrap();
    let mut call = Client::new(&config, &SERVICE).call(&POST);
    call.header("X-Client-Token", "again");
    call.query("password", secret("query"));
    call.body(&Json::from_iter([("password", secret("body"))]));
    let response = call.clone().send::<std::collections::BTreeMap<String, i64>>().with_response().await.unwrap();
    let error = call.clone().send::<Json>().await.unwrap_err();
    let undecodable = call.clone().send::<Json>().await.unwrap_err();
    let download = call.clone().download().await.unwrap();
    let mut text = format!("{response:?} {download:?} {}", told.0.lock().unwrap());
    for error in [&error, &undecodable, &failed_login(&server.url).await, &no_connection().await] {
        let _ = write!(text, "{error} {error:?} {error:#?}");
        let mut cause = std::error::Error::source(error);
        while let Some(error) = cause {
            let _ = write!(text, "{error} {error:?}");
            cause = error.source();
        }
    }
    assert!(error.message().contains("<redacted>"), "{error}");
    assert!(error.advice().is_some());
    text.push_str(&log.0.lock().unwrap());
    assert!(text.contains("sending again") && text.contains("http.response.status_code"), "{text}");
    assert!(!text.contains(PLANTED), "{text}");
}
