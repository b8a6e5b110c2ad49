//! The recorded calls of the official client: ours sends the same requests in the same order.
//!
//! On purpose otherwise: no `Content-Type` without a body, one `x-project-id` where there were two, raw UTF-8 in JSON,
//! nothing beside an `Authorization` that the caller brings.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::support::gateway;
use crate::support::server::{Received, Reply, Server};
use crate::support::vendor::METADATA;
use serde_json::Value as Recorded;
use specwright_runtime::credentials::{
    Credentials, IdToken, IdTokenFederation, Keys, MetadataService, OidcAgency, PodIdentity,
};
use specwright_runtime::emitted::{CredentialKind, Filled, FilledBy, Service};
use specwright_runtime::{Call, Client, Config, ConfigBuilder, Json, Operation};

static REGIONAL: Service = Service { id: "regional", ..Service::BASE };
static GLOBAL: Service = Service { id: "global", credentials: &[CredentialKind::Global], ..Service::BASE };

const PROJECT: &[Filled] = &[Filled::path("project_id", FilledBy::Project)];

/// Recorded cases that are played; the others are about retries and broken connections, where ours differs on purpose.
fn is_played(name: &str) -> bool {
    ["dcs_", "coc_", "lookup_", "federation_", "metadata_", "pod_", "oidc_"].iter().any(|start| name.starts_with(start))
}

#[test]
fn the_same_requests_in_the_same_order() {
    let Some(document) = crate::support::vectors::load("wire_python.json") else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let fixed = &document["fixed"];
    let mut played = 0;
    for case in document["cases"].as_array().unwrap() {
        let name = text(&case["name"]);
        if !is_played(name) {
            continue;
        }
        let mut recorded = case["requests"].as_array().unwrap().clone();
        let mut replies: Vec<Reply> = case["replies"].as_array().unwrap().iter().map(reply).collect();
        if name == "metadata_refresh" {
            // Keys with 39 minutes to live are good enough for us: they are not fetched again before their first call.
            recorded.remove(2);
            replies.remove(2);
        }
        let recorded = &recorded;
        let server = Server::replies(replies);
        // Whether a lookup that finds nothing fails is tested where lookups are.
        let _ = runtime.block_on(call(name, fixed, recorded, &server).send::<Json>());
        let sent = server.received();
        assert_eq!(sent.len(), recorded.len(), "{name}: {sent:?}");
        for (recorded, sent) in recorded.iter().zip(&sent) {
            compare(name, recorded, sent);
        }
        played += 1;
    }
    assert_eq!(played, 30);
}

fn call(name: &str, fixed: &Recorded, recorded: &[Recorded], server: &Server) -> Call {
    // What a failed lookup keeps from being sent is any call of the service.
    let last = recorded.iter().find(|request| is_service_call(request)).cloned();
    let last = last.unwrap_or_else(
        || serde_json::json!({"method": "GET", "path": "/v2/{project_id}/x", "query_pairs": [], "headers": []}),
    );
    let project = text(&fixed["project_id"]);
    let regional = name.contains("basic") || name.contains("twice") || !text(&last["path"]).starts_with("/v1");
    let template = text(&last["path"]).replace(project, "{project_id}");
    let (template, order) =
        match template.split_once("/orders/").and_then(|(head, rest)| Some((head, rest.split_once('/')?))) {
            Some((head, (order, tail))) => (format!("{head}/orders/{{order}}/{tail}"), Some(order.to_owned())),
            None => (template, None),
        };
    let header = |name: &str| {
        last["headers"]
            .as_array()
            .unwrap()
            .iter()
            .find(|header| text(&header[0]) == name)
            .map(|header| text(&header[1]))
    };
    let in_project = template.contains("{project_id}");
    let by_method = match text(&last["method"]) {
        "PUT" => Operation::put,
        "POST" => Operation::post,
        "DELETE" => Operation::delete,
        _ => Operation::get,
    };
    let operation = by_method("any", "call", template.leak())
        .filled(if in_project { PROJECT } else { &[] })
        .media(header("Content-Type").unwrap_or("application/json").to_owned().leak());
    let config = config(name, fixed, regional, server).build().unwrap();
    let client = Client::new(&config, if regional { &REGIONAL } else { &GLOBAL });
    // Operations are statics in emitted code; a test has as many as there are cases.
    let mut call = client.call(Box::leak(Box::new(operation)));
    if let Some(order) = order {
        call.path("order", String::from_utf8(specwright_runtime::signing::percent_decode(&order)).unwrap());
    }
    let pairs: Vec<(&str, &str)> =
        last["query_pairs"].as_array().unwrap().iter().map(|pair| (text(&pair[0]), text(&pair[1]))).collect();
    for (name, _) in &pairs {
        let values: Vec<String> =
            pairs.iter().filter(|(known, _)| known == name).map(|(_, value)| (*value).to_owned()).collect();
        call.query(name, values);
    }
    for given in ["X-Language", "x-project-id", "x-user-profile", "X-Auth-Token"] {
        call.header(given, header(given));
    }
    if name.ends_with("header_twice") {
        call.header("x-project-id", project);
    }
    if let Some(bearer) = header("Authorization").filter(|value| value.starts_with("Bearer")) {
        call.header("Authorization", bearer);
    }
    if let Some(body) = last["body"].as_str() {
        call.body(&Json::parse(body).unwrap());
    }
    call
}

fn config(name: &str, fixed: &Recorded, regional: bool, server: &Server) -> ConfigBuilder {
    let url = &server.url;
    let file = |text: &str| {
        let path = std::env::temp_dir().join(format!("specwright-wire-{name}-{}", std::process::id()));
        std::fs::write(&path, text).unwrap();
        path
    };
    let keys = Keys::new(text(&fixed["ak"]), text(&fixed["sk"]));
    let credentials = match name {
        _ if name.starts_with("metadata") => MetadataService::new(&METADATA).at(url).into(),
        _ if name.starts_with("federation") => {
            Credentials::fetched(IdTokenFederation::new(url, "idp", IdToken::File(file("IDTOKEN"))))
        }
        _ if name.starts_with("pod") => {
            Credentials::fetched(PodIdentity::new(format!("{url}/pod-identity"), file("PODTOKEN")))
        }
        _ if name.starts_with("oidc") => {
            let token = IdToken::Text("IDTOKEN".into());
            Credentials::fetched(OidcAgency::new(url, "iam::d:oidcProvider:p", "iam::d:agency:a", token))
        }
        _ if name.contains("security_token") => keys.with_security_token(text(&fixed["security_token"])).into(),
        _ => keys.into(),
    };
    let config = Config::builder().endpoint(url).credentials(credentials);
    match name {
        _ if name.starts_with("lookup") => config.region("cn-north-4").iam_endpoint(url).sts_endpoint(url),
        _ if regional => config.project_id(text(&fixed["project_id"])),
        _ => config.domain_id(text(&fixed["domain_id"])),
    }
}

fn is_service_call(request: &Recorded) -> bool {
    let path = text(&request["path"]);
    path.starts_with("/v2/") || path.starts_with("/v1/")
}

fn compare(name: &str, recorded: &Recorded, sent: &Received) {
    assert_eq!((sent.method.as_str(), sent.path()), (text(&recorded["method"]), text(&recorded["path"])), "{name}");
    let query = sent.target.split_once('?').map_or("", |(_, query)| query);
    assert_eq!(query, recorded["query"].as_str().unwrap_or_default(), "{name}");
    let theirs = |header: &str| {
        let mut headers = recorded["headers"].as_array().unwrap().iter();
        headers.find(|known| text(&known[0]).eq_ignore_ascii_case(header)).map(|known| text(&known[1]))
    };
    let own_proof = theirs("Authorization").is_some_and(|value| value.starts_with("Bearer"));
    let mut headers = vec![
        "X-Domain-Id",
        "X-Security-Token",
        "X-Language",
        "x-user-profile",
        "X-Auth-Token",
        "X-Idp-Id",
        "X-Metadata-Token",
        "X-Metadata-Token-Ttl-Seconds",
    ];
    if !own_proof {
        headers.push("X-Project-Id");
    }
    if let Some(body) = recorded["body"].as_str() {
        headers.push("Content-Type");
        let json = |bytes: &[u8]| serde_json::from_slice::<Recorded>(bytes).unwrap();
        assert_eq!(json(&sent.body), json(body.as_bytes()), "{name}");
    } else {
        assert_eq!(sent.header("Content-Type"), None, "{name}");
    }
    for header in headers {
        assert_eq!(sent.header(header), theirs(header), "{name}: {header}");
    }
    match theirs("Authorization") {
        Some(theirs) if theirs.starts_with("SDK-HMAC") => {
            let secret =
                if theirs.contains("HWTEMPAK") { "hwTempSk" } else { "hwTestSk/0000+EXAMPLE=key0123456789abcdefgh" };
            gateway::accepts(sent, secret).unwrap_or_else(|problem| panic!("{name}: {problem}"));
        }
        theirs => assert_eq!(sent.header("Authorization"), theirs, "{name}"),
    }
}

/// A recorded reply; keys that ended in the meantime live on.
fn reply(recorded: &Recorded) -> Reply {
    let headers = recorded["headers"].as_object().unwrap();
    let headers = headers.iter().map(|(name, value)| (name.clone(), text(value).to_owned())).collect();
    let body = match &recorded["body"] {
        Recorded::Null => String::new(),
        Recorded::String(text) => text.clone(),
        body => body.to_string().replace("2025-01-03T", "2099-01-03T").replace(SOON, &in_39_minutes()),
    };
    Reply::Full(u16::try_from(recorded["status"].as_u64().unwrap()).unwrap(), headers, body.into_bytes())
}

/// When the keys of `metadata_refresh` end, by the clock of the recording.
const SOON: &str = "2025-01-02T03:43:05.000000Z";

fn in_39_minutes() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    (now.as_secs() + 39 * 60).to_string()
}

fn text(value: &Recorded) -> &str {
    value.as_str().unwrap()
}
