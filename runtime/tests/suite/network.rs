//! The network that is configured: proxies, an authority of one's own, a certificate of the client's.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Mutex};

use crate::support::gateway;
use crate::support::server::{Server, json, with_headers};
use crate::support::tls::{self, Authority};
use crate::support::vendor::METADATA;
use specwright_runtime::credentials::MetadataService;
use specwright_runtime::emitted::Service;
use specwright_runtime::transport::{NetworkSettings, Proxy};
use specwright_runtime::{Client, Config, Credentials, Error, Json, Keys, Operation, RetryPolicy};

const SECRET: &str = "not/a+real=key";

static SERVICE: Service = Service { id: "shelf", ..Service::BASE };
static GET: Operation = Operation::get("shelf", "get", "/v1/books");

async fn get(url: &str, network: NetworkSettings) -> Result<Json, Error> {
    get_with(url, network, Keys::new("AK", SECRET).into()).await
}

async fn get_with(url: &str, network: NetworkSettings, credentials: Credentials) -> Result<Json, Error> {
    let config = Config::builder().endpoint(url).network(network).credentials(credentials).retry(RetryPolicy::none());
    Client::new(&config.build().unwrap(), &SERVICE).call(&GET).send::<Json>().await
}

/// A proxy that opens tunnels to wherever it is told, and writes down the heads of requests for them.
fn tunnels() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let heads = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&heads);
    std::thread::spawn(move || {
        for mut client in listener.incoming().flatten() {
            let seen = Arc::clone(&seen);
            std::thread::spawn(move || {
                let mut head = Vec::new();
                let mut byte = [0];
                while !head.ends_with(b"\r\n\r\n") {
                    client.read_exact(&mut byte).unwrap();
                    head.push(byte[0]);
                }
                let head = String::from_utf8(head).unwrap();
                let port = head.split(' ').nth(1).unwrap().rsplit(':').next().unwrap().to_owned();
                seen.lock().unwrap().push(head);
                let server = TcpStream::connect(format!("127.0.0.1:{port}")).unwrap();
                client.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").unwrap();
                let (mut up, mut down) = (client.try_clone().unwrap(), server.try_clone().unwrap());
                std::thread::spawn(move || std::io::copy(&mut up, &mut down));
                let (mut server, mut client) = (server, client);
                let _ = std::io::copy(&mut server, &mut client);
            });
        }
    });
    (url, heads)
}

fn through(url: &str, login: Option<(String, specwright_runtime::Secret)>) -> NetworkSettings {
    let mut network = NetworkSettings::default();
    network.proxy = Some(Proxy::Url { url: url.to_owned(), login });
    network
}

#[tokio::test]
async fn a_proxy_carries_calls_without_encryption() {
    let proxy = Server::replies(vec![json(200, "{}")]);
    let login = Some(("user".to_owned(), "pass".into()));
    get("http://shelf.example.com", through(&proxy.url, login)).await.unwrap();
    let request = &proxy.received()[0];
    assert_eq!(request.target, "http://shelf.example.com/v1/books");
    assert_eq!(request.header("Host"), Some("shelf.example.com"));
    assert_eq!(request.header("Proxy-Authorization"), Some("Basic dXNlcjpwYXNz"));
    // What the service gets of it is signed for the service.
    let mut arrives = request.clone();
    arrives.target = "/v1/books".to_owned();
    gateway::accepts(&arrives, SECRET).unwrap();
}

#[tokio::test]
async fn a_proxy_sees_nothing_of_calls_with_encryption() {
    let authority = Authority::new();
    let port = tls::serve(&authority.certify("localhost"), None);
    let (proxy, heads) = tunnels();
    let mut network = through(&proxy, Some(("user".to_owned(), "pass".into())));
    network.root_certificates.push(authority.pem().into_bytes());
    get(&format!("https://localhost:{port}"), network).await.unwrap();
    let heads = heads.lock().unwrap();
    assert!(heads[0].starts_with(&format!("CONNECT localhost:{port} HTTP/1.1\r\n")), "{heads:?}");
    let head = heads[0].to_ascii_lowercase();
    assert!(head.contains("proxy-authorization: basic dxnlcjpwyxnz"), "{heads:?}");
    assert!(!head.contains("sdk-hmac") && !head.contains("/v1/books"), "{heads:?}");
}

#[tokio::test]
async fn a_proxy_that_is_gone_or_refuses_is_no_connection() {
    let gone = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let refusing = Server::replies(vec![with_headers(407, &[], "")]);
    for proxy in [format!("http://{gone}"), refusing.url] {
        let error = get("https://localhost:1", through(&proxy, None)).await.unwrap_err();
        assert_eq!(error.kind(), specwright_runtime::ErrorKind::Connect, "{error}");
    }
    assert!(Config::builder().credentials(Keys::new("AK", SECRET)).network(through("no URL", None)).build().is_err());
}

#[tokio::test]
async fn an_authority_of_ones_own_is_trusted_when_it_is_named() {
    let authority = Authority::new();
    let url = format!("https://localhost:{}", tls::serve(&authority.certify("localhost"), None));
    let mut network = NetworkSettings::default();
    assert!(get(&url, network.clone()).await.is_err());
    network.root_certificates.push(authority.pem().into_bytes());
    get(&url, network.clone()).await.unwrap();
    network.root_certificates.push(b"no certificate".to_vec());
    let error = get_config(&network).unwrap_err();
    assert!(error.message().contains("certificate"), "{error}");
}

fn get_config(network: &NetworkSettings) -> Result<Config, Error> {
    Config::builder().credentials(Keys::new("AK", SECRET)).network(network.clone()).build()
}

#[tokio::test]
async fn a_client_shows_its_certificate() {
    let authority = Authority::new();
    let server = tls::serve(&authority.certify("localhost"), Some(&authority));
    let url = format!("https://localhost:{server}");
    let own = authority.certify("client.example.com");
    let stranger = Authority::new().certify("client.example.com");
    let mut network = NetworkSettings::default();
    network.root_certificates.push(authority.pem().into_bytes());
    assert!(get(&url, network.clone()).await.is_err(), "none is shown");
    network.identity = Some(format!("{}{}", stranger.key, stranger.certificate).into());
    assert!(get(&url, network.clone()).await.is_err(), "another authority's");
    network.identity = Some(format!("{}{}", own.key, own.certificate).into());
    get(&url, network.clone()).await.unwrap();
    network.identity = Some("no key".into());
    let error = get_config(&network).unwrap_err();
    assert!(error.message().contains("certificate") && !error.to_string().contains("no key"), "{error}");
}

/// Runs one of this file's ignored tests in a process of its own, which the variables are for.
fn run_apart(test: &str, variables: &[(&str, &str)]) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--ignored", "--nocapture"])
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_usual_variables_name_the_proxy() {
    let proxy = Server::replies(vec![json(200, "{}")]);
    run_apart(
        "network::calls_by_variables",
        &[("HTTP_PROXY", &proxy.url), ("http_proxy", &proxy.url), ("NO_PROXY", "near.example.com,127.0.0.1")],
    );
    let targets: Vec<String> = proxy.received().iter().map(|request| request.target.clone()).collect();
    assert_eq!(targets, ["http://far.example.com/v1/books"], "neither the near host nor the metadata service");
}

#[tokio::test]
#[ignore = "run by another test, with variables of its own"]
async fn calls_by_variables() {
    get("http://far.example.com", NetworkSettings::default()).await.unwrap();
    // Nobody is there; the proxy would have responded.
    assert!(get("http://near.example.com:1", NetworkSettings::default()).await.is_err());
    let mut direct = NetworkSettings::default();
    direct.proxy = Some(Proxy::None);
    assert!(get("http://far.example.com:1", direct).await.is_err());
}

#[test]
fn no_proxy_sees_the_metadata_service() {
    let proxy = Server::replies(vec![json(200, "{}")]);
    run_apart("network::keys_from_next_door", &[("HTTP_PROXY", &proxy.url), ("http_proxy", &proxy.url)]);
    assert!(proxy.received().iter().all(|request| request.target.ends_with("/v1/books")), "{:?}", proxy.received());
}

#[tokio::test]
#[ignore = "run by another test, with variables of its own"]
async fn keys_from_next_door() {
    let keys = r#"{"credential":{"access":"A","secret":"s","securitytoken":"T","expires_at":"2099-01-01T00:00:00Z"}}"#;
    let metadata = Server::replies(vec![with_headers(200, &[], "TOKEN"), json(200, keys)]);
    let service = MetadataService::new(&METADATA).at(&metadata.url);
    get_with("http://far.example.com", NetworkSettings::default(), service.into()).await.unwrap();
    assert_eq!(metadata.received().len(), 2);
}
