//! Credential flows against a server: the same requests in the same order as the vendor's client, once for everybody.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::support::gateway;
use crate::support::server::{Received, Server, json, with_headers};
use crate::support::vendor::{METADATA, VENDOR};
use specwright_runtime::credentials::{
    Agency, Context, Credential, Credentials, IdToken, IdTokenFederation, Keys, MetadataService, PasswordLogin,
    PodIdentity, Profile, ProvideCredential, TokenScope,
};
use specwright_runtime::emitted::{CredentialKind, Filled, FilledBy, Service};
use specwright_runtime::signing::Timestamp;
use specwright_runtime::transport::{BoxFuture, MemoryTransport};
use specwright_runtime::{Client, Config, Environment, Error, ErrorKind, Json, Operation};

static SERVICE: Service = Service { id: "shelf", vendor: &VENDOR, ..Service::BASE };
static GLOBAL: Service =
    Service { id: "desk", credentials: &[CredentialKind::Global], vendor: &VENDOR, ..Service::BASE };
static GET: Operation = Operation::get("shelf", "get", "/v1/books");
static IN_PROJECT: Operation =
    Operation::get("", "", "/v1/{project_id}/books").filled(&[Filled::path("project_id", FilledBy::Project)]);

const LATER: &str = "2099-01-03T03:04:05.000000Z";

fn keys_response(end: &str) -> String {
    format!(
        r#"{{"credential":{{"access":"TEMPAK","secret":"tempSk","securitytoken":"TEMPTOKEN","expires_at":"{end}"}}}}"#
    )
}

fn client(server: &Server, credentials: impl Into<Credentials>) -> Client {
    let config = Config::builder().endpoint(&server.url).project_id("p-1").credentials(credentials).build().unwrap();
    Client::new(&config, &SERVICE)
}

/// Method, path and the headers that matter, a line a request.
fn seen(requests: &[Received]) -> Vec<String> {
    let shown = [
        "X-Idp-Id",
        "X-Metadata-Token",
        "X-Metadata-Token-Ttl-Seconds",
        "X-Security-Token",
        "X-Auth-Token",
        "X-Project-Id",
    ];
    let line = |request: &Received| {
        let headers = shown.iter().filter_map(|name| Some(format!(" {name}={}", request.header(name)?)));
        format!("{} {}{}", request.method, request.target, headers.collect::<String>())
    };
    requests.iter().map(line).collect()
}

fn temporary_file(name: &str, text: &str) -> std::path::PathBuf {
    let path = std::env::temp_dir().join(format!("specwright-{name}-{}", std::process::id()));
    std::fs::write(&path, text).unwrap();
    path
}

const CALL: &str = "GET /v1/books X-Security-Token=TEMPTOKEN X-Project-Id=p-1";

#[tokio::test]
async fn metadata_with_a_token() {
    let server = Server::replies(vec![
        with_headers(200, &[], "METADATATOKEN"),
        json(200, &keys_response(LATER)),
        json(200, "{}"),
    ]);
    let client = client(&server, MetadataService::new(&METADATA).at(&server.url));
    client.call(&GET).send::<Json>().await.unwrap();
    client.call(&GET).send::<Json>().await.unwrap();
    let requests = server.received();
    assert_eq!(
        seen(&requests),
        [
            "PUT /meta-data/latest/api/token X-Metadata-Token-Ttl-Seconds=21600",
            "GET /openstack/latest/securitykey X-Metadata-Token=METADATATOKEN",
            CALL,
            CALL,
        ]
    );
    gateway::accepts(&requests[3], "tempSk").unwrap();
}

#[tokio::test]
async fn metadata_in_its_other_moods() {
    let keys = json(200, &keys_response(LATER));
    let token = with_headers(200, &[], "T");
    // An older service without tokens.
    let server = Server::replies(vec![with_headers(404, &[], "no"), keys.clone(), json(200, "{}")]);
    client(&server, MetadataService::new(&METADATA).at(&server.url)).call(&GET).send::<Json>().await.unwrap();
    assert_eq!(server.received()[1].header("X-Metadata-Token"), None);
    // A token that ended: a new one, once.
    let server =
        Server::replies(vec![token.clone(), with_headers(401, &[], "expired"), token.clone(), keys, json(200, "{}")]);
    client(&server, MetadataService::new(&METADATA).at(&server.url)).call(&GET).send::<Json>().await.unwrap();
    assert_eq!(server.received().len(), 5);
    // No agency: asking again would not help.
    let refusal = with_headers(401, &[], "Please configure Cloud Service Agency first");
    let server = Server::replies(vec![token, refusal]);
    let error =
        client(&server, MetadataService::new(&METADATA).at(&server.url)).call(&GET).send::<Json>().await.unwrap_err();
    assert_eq!((error.kind(), server.received().len()), (ErrorKind::Credential, 2));
    assert!(error.message().contains("agency"), "{error}");
}

#[tokio::test]
async fn a_pods_identity() {
    let response = format!(
        r#"{{"credentials":{{"accessKeyId":"TEMPAK","secretAccessKey":"tempSk","securityToken":"TEMPTOKEN","expiration":"{LATER}"}}}}"#
    );
    let server = Server::replies(vec![json(200, &response), json(200, "{}")]);
    let file = temporary_file("pod", "PODTOKEN\n");
    let pod = PodIdentity::new(format!("{}/pod-identity", server.url), &file);
    client(&server, Credentials::fetched(pod)).call(&GET).send::<Json>().await.unwrap();
    let requests = server.received();
    assert_eq!(seen(&requests), ["POST /pod-identity", CALL]);
    assert_eq!((requests[0].header("Authorization"), requests[0].body.as_slice()), (Some("PODTOKEN"), &b"{}"[..]));
    std::fs::remove_file(file).unwrap();
}

#[tokio::test]
async fn federation_by_id_token() {
    let server = Server::replies(vec![
        with_headers(201, &[("X-Subject-Token", "UNSCOPED")], r#"{"token":{}}"#),
        json(201, &keys_response(LATER)),
        json(200, "{}"),
    ]);
    let file = temporary_file("id-token", "IDTOKEN");
    let federation = IdTokenFederation::new(&server.url, "idp", IdToken::File(file.clone()));
    client(&server, Credentials::fetched(federation)).call(&GET).send::<Json>().await.unwrap();
    let requests = server.received();
    assert_eq!(
        seen(&requests),
        ["POST /v3.0/OS-AUTH/id-token/tokens X-Idp-Id=idp", "POST /v3.0/OS-CREDENTIAL/securitytokens", CALL]
    );
    let body = |at: usize| serde_json::from_slice::<serde_json::Value>(&requests[at].body).unwrap();
    assert_eq!(body(0), serde_json::json!({"auth": {"id_token": {"id": "IDTOKEN"}}}));
    let token = serde_json::json!({"id": "UNSCOPED", "duration_seconds": 21600});
    assert_eq!(body(1), serde_json::json!({"auth": {"identity": {"methods": ["token"], "token": token}}}));
    assert_eq!(requests[0].header("Content-Type"), Some("application/json;charset=UTF-8"));
    std::fs::remove_file(file).unwrap();
}

#[tokio::test]
async fn an_agency_by_oidc() {
    let response = format!(
        r#"{{"credentials":{{"access_key_id":"TEMPAK","secret_access_key":"tempSk","security_token":"TEMPTOKEN","expiration":"{LATER}"}}}}"#
    );
    let server = Server::replies(vec![json(200, &response), json(200, "{}")]);
    let environment = Environment::of([
        ("HILLS_OIDC_PROVIDER_URN", "iam::d:oidcProvider:p"),
        ("HILLS_OIDC_AGENCY_URN", "iam::d:agency:a"),
        ("HILLS_OIDC_ID_TOKEN", "IDTOKEN"),
    ]);
    let config =
        Config::builder().endpoint(&server.url).sts_endpoint(&server.url).project_id("p-1").environment(environment);
    Client::new(&config.build().unwrap(), &SERVICE).call(&GET).send::<Json>().await.unwrap();
    let requests = server.received();
    assert_eq!(seen(&requests), ["POST /v5/agencies/assume-with-oidc", CALL]);
    let body: serde_json::Value = serde_json::from_slice(&requests[0].body).unwrap();
    assert_eq!(
        body,
        serde_json::json!({
            "provider_urn": "iam::d:oidcProvider:p", "agency_urn": "iam::d:agency:a",
            "agency_session_name": "oidc-sts-session", "id_token": "IDTOKEN", "duration_seconds": 3600
        })
    );
}

#[tokio::test]
async fn a_login_with_a_password_and_again_when_its_token_dies_early() {
    let login = |token: &str| {
        with_headers(201, &[("X-Subject-Token", token)], &format!(r#"{{"token":{{"expires_at":"{LATER}"}}}}"#))
    };
    let dead = json(401, r#"{"error_msg":"The token must be updated","error_code":"APIGW.0301"}"#);
    let server =
        Server::replies(vec![login("one"), json(200, "{}"), dead.clone(), login("two"), json(200, "{}"), dead]);
    let scope = TokenScope::ProjectName("cn-north-4".into());
    let client = client(&server, PasswordLogin::new(&server.url, "account", "user", "pass\"word", scope));
    for _ in 0..2 {
        client.call(&GET).send::<Json>().await.unwrap();
    }
    let requests = server.received();
    let login = "POST /v3/auth/tokens?nocatalog=true";
    let call = |token: &str| format!("GET /v1/books X-Auth-Token={token}");
    assert_eq!(seen(&requests), [login.to_owned(), call("one"), call("one"), login.to_owned(), call("two")]);
    let body: serde_json::Value = serde_json::from_slice(&requests[0].body).unwrap();
    let user = serde_json::json!({"name": "user", "password": "pass\"word", "domain": {"name": "account"}});
    assert_eq!(
        body["auth"],
        serde_json::json!({
            "identity": {"methods": ["password"], "password": {"user": user}},
            "scope": {"project": {"name": "cn-north-4"}}
        })
    );
    // A service that refuses new tokens, too, is believed.
    client.call(&GET).send::<Json>().await.unwrap_err();
}

#[tokio::test]
async fn a_profile_file_and_the_environment() {
    let server = Server::replies(vec![json(200, "{}")]);
    let file = temporary_file("profile", "[basic]\nak = FILEAK\nsk = fileSk\nproject_id = file-project\n");
    let environment = Environment::of([("HILLS_CREDENTIALS_FILE", file.to_str().unwrap())]);
    let config = Config::builder().endpoint(&server.url).environment(environment).build().unwrap();
    Client::new(&config, &SERVICE).call(&IN_PROJECT).send::<Json>().await.unwrap();
    let profile = Profile::new(&VENDOR, &file, ["basic"]);
    client(&server, Credentials::fetched(profile)).call(&GET).send::<Json>().await.unwrap();
    let environment = Environment::of([
        ("HILLS_CREDENTIALS_FILE", file.to_str().unwrap()),
        ("HILLS_AK", "ENVAK"),
        ("HILLS_SK", "envSk"),
        ("HILLS_SECURITY_TOKEN", "TEMPTOKEN"),
        ("HILLS_PROJECT_ID", "env-project"),
    ]);
    let config = Config::builder().endpoint(&server.url).environment(environment).build().unwrap();
    Client::new(&config, &SERVICE).call(&IN_PROJECT).send::<Json>().await.unwrap();
    let requests = server.received();
    assert_eq!(requests[0].path(), "/v1/file-project/books");
    gateway::accepts(&requests[0], "fileSk").unwrap();
    gateway::accepts(&requests[1], "fileSk").unwrap();
    assert_eq!(requests[2].path(), "/v1/env-project/books");
    gateway::accepts(&requests[2], "envSk").unwrap();
    std::fs::remove_file(file).unwrap();
}

#[tokio::test]
async fn a_section_of_any_name_may_be_chosen() {
    let server = Server::replies(vec![json(200, "{}")]);
    let text = "[basic]\nak=BASICAK\nsk=basicSk\n[team]\nak=TEAMAK\nsk=teamSk\nproject_id=team-project\n";
    let file = temporary_file("named", text);
    let variables = |more: &[(&str, &str)]| {
        let file = [("HILLS_CREDENTIALS_FILE", file.to_str().unwrap())];
        Environment::of(file.iter().chain(more).copied())
    };
    let keys = [("HILLS_AK", "ENVAK"), ("HILLS_SK", "envSk")];
    let ids = [("HILLS_PROJECT_ID", "env-project")];
    for builder in [
        Config::builder().environment(variables(&[("HILLS_PROFILE", "team")])),
        Config::builder().environment(variables(&[keys.as_slice(), &ids].concat())).profile("team"),
    ] {
        let config = builder.endpoint(&server.url).build().unwrap();
        Client::new(&config, &SERVICE).call(&IN_PROJECT).send::<Json>().await.unwrap();
        let requests = server.received();
        let request = requests.last().unwrap();
        assert_eq!(request.path(), "/v1/team-project/books");
        gateway::accepts(request, "teamSk").unwrap();
    }
    let config = Config::builder().environment(variables(&[])).profile("nobody").endpoint(&server.url).build().unwrap();
    let error = Client::new(&config, &SERVICE).call(&GET).send::<Json>().await.unwrap_err();
    assert!(error.message().contains("no section [nobody]"), "{error}");
    std::fs::remove_file(file).unwrap();
}

#[tokio::test]
async fn an_agency_of_another_account() {
    let (keys, done) = (json(200, &keys_response(LATER)), json(200, "{}"));
    let server = Server::replies(vec![keys.clone(), done.clone(), keys, done]);
    let own: [Credentials; 2] = [Keys::new("OWNAK", "ownSk").into(), specwright_runtime::Token::new("OWNTOKEN").into()];
    for (at, own) in own.into_iter().enumerate() {
        let agency = Agency::new(&server.url, "partner", "reader", own);
        let agency = if at == 0 { agency } else { agency.of_account_id("d-2").with_life(Duration::from_secs(900)) };
        client(&server, agency).call(&GET).send::<Json>().await.unwrap();
    }
    let requests = server.received();
    let assume = "POST /v3.0/OS-CREDENTIAL/securitytokens";
    assert_eq!(seen(&requests)[..2], [assume.to_owned(), CALL.to_owned()]);
    gateway::accepts(&requests[0], "ownSk").unwrap();
    gateway::accepts(&requests[1], "tempSk").unwrap();
    assert_eq!(requests[2].header("X-Auth-Token"), Some("OWNTOKEN"));
    let role = |at: usize| {
        let body: serde_json::Value = serde_json::from_slice(&requests[at].body).unwrap();
        assert_eq!(body["auth"]["identity"]["methods"], serde_json::json!(["assume_role"]));
        body["auth"]["identity"]["assume_role"].clone()
    };
    let partner = serde_json::json!({"agency_name": "reader", "domain_name": "partner", "duration_seconds": 3600});
    assert_eq!(role(0), partner);
    assert_eq!(role(2)["domain_id"], "d-2");
    let too_short = Agency::new(&server.url, "a", "b", Keys::new("A", "s")).with_life(Duration::from_secs(60));
    assert_eq!(client(&server, too_short).call(&GET).send::<Json>().await.unwrap_err().kind(), ErrorKind::Credential);
}

#[tokio::test]
async fn lasting_keys_that_are_refused_are_not_shown_again() {
    let server = Server::replies(vec![json(401, r#"{"error_code":"APIGW.0301","error_msg":"no"}"#)]);
    let environment = Environment::of([("HILLS_AK", "AK"), ("HILLS_SK", "wrong")]);
    let config = Config::builder().endpoint(&server.url).environment(environment).build().unwrap();
    Client::new(&config, &SERVICE).call(&GET).send::<Json>().await.unwrap_err();
    assert_eq!(server.received().len(), 1, "five refusals lock the key");
}

#[tokio::test]
async fn when_no_source_has_a_credential_each_says_why() {
    let environment = Environment::of([("HILLS_METADATA_DISABLED", "true"), ("HILLS_CREDENTIALS_FILE", "/nowhere")]);
    let config = Config::builder().endpoint("http://127.0.0.1").environment(environment).build().unwrap();
    let error = Client::new(&config, &SERVICE).call(&GET).send::<Json>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credential);
    assert!(error.message().contains("HILLS_AK"), "{error}");
}

fn lookup(server: &Server, service: &'static Service) -> Client {
    let config = Config::builder()
        .region("cn-north-4")
        .endpoint(&server.url)
        .iam_endpoint(&server.url)
        .sts_endpoint(&server.url)
        .credentials(Keys::new("AK", "sk"))
        .build()
        .unwrap();
    Client::new(&config, service)
}

#[tokio::test]
async fn ids_are_looked_up_once() {
    let server = Server::replies(vec![
        json(200, r#"{"projects":[{"id":"found","name":"cn-north-4"}],"links":{}}"#),
        json(200, "{}"),
    ]);
    let client = lookup(&server, &SERVICE);
    client.call(&IN_PROJECT).send::<Json>().await.unwrap();
    client.call(&IN_PROJECT).send::<Json>().await.unwrap();
    let requests = server.received();
    let call = "GET /v1/found/books X-Project-Id=found";
    assert_eq!(seen(&requests), ["GET /v3/projects?name=cn-north-4", call, call]);
    for request in &requests {
        gateway::accepts(request, "sk").unwrap();
    }

    let server =
        Server::replies(vec![json(200, r#"{"domains":[]}"#), json(200, r#"{"account_id":"d-1"}"#), json(200, "{}")]);
    lookup(&server, &GLOBAL).call(&GET).send::<Json>().await.unwrap();
    let requests = server.received();
    assert_eq!(seen(&requests), ["GET /v3/auth/domains", "GET /v5/caller-identity", "GET /v1/books"]);
    assert_eq!(requests[2].header("X-Domain-Id"), Some("d-1"));
}

#[tokio::test]
async fn a_project_that_is_not_one_is_an_error_with_the_candidates() {
    let headers = [("X-IAM-Trace-Id", "trace")];
    for (response, candidates) in [(r#"{"projects":[]}"#, 0), (r#"{"projects":[{"id":"a"},{"id":"b"}]}"#, 2)] {
        let server = Server::replies(vec![with_headers(200, &headers, response)]);
        let error = lookup(&server, &SERVICE).call(&IN_PROJECT).send::<Json>().await.unwrap_err();
        assert_eq!((error.kind(), error.candidates().len()), (ErrorKind::Credential, candidates));
        assert!(error.message().contains("trace"), "{error}");
    }
}

/// Hands out keys that live for some seconds, and counts.
#[derive(Debug)]
struct Source {
    fetched: Arc<AtomicUsize>,
    life: i64,
    fails: bool,
}

impl ProvideCredential for Source {
    fn credential<'a>(&'a self, context: &'a Context) -> BoxFuture<'a, Result<Credential, Error>> {
        Box::pin(async move {
            let number = self.fetched.fetch_add(1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(20)).await;
            if self.fails {
                return Err(Error::new(ErrorKind::Credential, "nobody is there"));
            }
            let mut keys = Keys::new(format!("AK{number}"), "sk");
            keys.expires_at = Some(context.now().plus(self.life));
            Ok(Credential::Keys(keys))
        })
    }
}

/// How many of a thousand calls at once fail.
async fn thousand_calls(source: Source) -> usize {
    let transport = MemoryTransport::new(|_| {
        Ok(specwright_runtime::transport::HttpResponse::whole(200, specwright_runtime::Headers::new(), "{}"))
    });
    let config = Config::builder()
        .endpoint("http://127.0.0.1")
        .transport(transport)
        .credentials(Credentials::fetched(source))
        .build()
        .unwrap();
    let client = Client::new(&config, &SERVICE);
    let calls: Vec<_> = (0..1000).map(|_| tokio::spawn(client.call(&GET).send::<Json>())).collect();
    let mut failed = 0;
    for call in calls {
        failed += usize::from(call.await.unwrap().is_err());
    }
    failed
}

#[tokio::test]
async fn a_thousand_calls_fetch_once() {
    let fetched = Arc::new(AtomicUsize::new(0));
    let source = Source { fetched: Arc::clone(&fetched), life: 3600, fails: false };
    assert_eq!(thousand_calls(source).await, 0);
    assert_eq!(fetched.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_thousand_calls_share_a_failure() {
    let fetched = Arc::new(AtomicUsize::new(0));
    let source = Source { fetched: Arc::clone(&fetched), life: 3600, fails: true };
    assert_eq!(thousand_calls(source).await, 1000);
    assert_eq!(fetched.load(Ordering::SeqCst), 1);
}

#[test]
fn ends_are_read_in_every_form() {
    let end = Timestamp::from_unix(4_070_919_845);
    for text in ["2099-01-01T03:04:05Z", "2099-01-01T03:04:05.000000Z", "4070919845"] {
        assert_eq!(Timestamp::parse(text), Some(end), "{text}");
    }
}
