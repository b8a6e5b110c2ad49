//! What is secret, in whatever form a service quotes it.

use std::fmt::Write as _;
use std::time::Duration;

use crate::promises::{ADD, SERVICE, SHOW, Tracing, client, config, short};
use crate::support::server::{Reply, Server, json, with_headers};
use specwright_runtime::transport::{NetworkSettings, Proxy};
use specwright_runtime::{Client, Config, Json, Keys, Timeouts, Token};

/// 5. Secrets that a service quotes, in any form, are in no error and no `Debug`.
#[tokio::test]
async fn what_is_secret_is_shown_nowhere() {
    let password = "PLANTED-p\"a<s&s'\\w";
    let server = Server::start(move |number, request| {
        let body = String::from_utf8_lossy(&request.body).into_owned();
        let headers: Vec<String> = request.headers.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let all = format!("{body} {password} {} {}", headers.join(" "), request.target);
        let quoted = Json::from(all.as_str()).to_string();
        let html = all.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        let html = html.replace('\'', "&#x27;");
        match number {
            0 => json(400, &format!(r#"{{"error_code":"E","error_msg":{quoted}}}"#)),
            1 => with_headers(502, &[("Content-Type", "text/html")], &format!("<html><pre>{html}</pre></html>")),
            2 => json(400, &format!(r#"{{"error_code":{quoted},"error_msg":"m","details":[{{"code":{quoted}}}]}}"#)),
            3 => with_headers(400, &[("X-Request-Id", "r-PLANTED-header")], "bad"),
            4 => {
                json(400, &format!(r#"{{"error_code":"E","error_msg":"m","encoded_authorization_message":{quoted}}}"#))
            }
            5 => with_headers(200, &[("Content-Type", "text/plain")], &all),
            _ => with_headers(400, &[("Content-Type", "text/plain")], &format!("bad: {quoted}")),
        }
    });
    let config = config(&server)
        .header("X-Api-Key", "PLANTED-header")
        .credentials(Keys::new("AK", "PLANTED-sk").with_security_token("PLANTED-sts"))
        .middleware(Tracing);
    let client = client(config);
    for _ in 0..7 {
        let mut call = client.call(&ADD);
        call.header("X-Auth-Token", "PLANTED-auth");
        call.query("pwd", "PLANTED-query");
        let nested = Json::from_iter([("adminPass", Json::from(password)), ("user_data", Json::from("PLANTED-data"))]);
        call.body(&Json::from_iter([("server", nested), ("sk", Json::from("PLANTED-body"))]));
        call.set_retries(0);
        let error = call.send::<Json>().await.unwrap_err();
        let details: Vec<String> = error.details().iter().map(|detail| format!("{detail:?}")).collect();
        let shown = format!("{error} {error:?} {:?} {:?} {details:?}", error.code(), error.request_id());
        let shown = format!("{shown} {:?}", error.encoded_authorization_message());
        assert!(!shown.contains("PLANTED"), "{shown}");
        assert!(!shown.contains("w&quot;") && !shown.contains("p\\\"a"), "{shown}");
    }
    let login = "http://user:PLANTED@127.0.0.1:1";
    let proxy = Proxy::Url { url: login.into(), login: None };
    let settings = NetworkSettings::default().proxy(proxy);
    let config = Config::builder().endpoint(login).credentials(Token::new("t")).iam_endpoint(login);
    let shown = format!("{settings:?} {config:?}");
    let built = config.build().unwrap();
    let client = Client::new(&built, &SERVICE);
    let error = client.call(&ADD).send::<Json>().await.unwrap_err();
    let shown = format!("{shown} {built:?} {client:?} {error} {error:?}");
    assert!(!shown.contains("PLANTED"), "{shown}");
}

/// 5. What the program has written itself is read by its content type, with parameters and in any case.
#[tokio::test]
async fn nor_are_secrets_of_a_body_that_the_program_wrote() {
    let server = Server::replies(vec![json(400, r#"{"error_code":"E","error_msg":"PLANTED is too short"}"#)]);
    let client = client(config(&server));
    let mut bodies = vec![
        ("application/json", r#"{"password":"PLANTED"}"#),
        ("application/x-www-form-urlencoded", "user=a&password=PLANTED"),
        ("Application/X-WWW-Form-URLencoded; charset=UTF-8", "user=a&password=PLANTED"),
    ];
    if cfg!(feature = "xml") {
        bodies.push(("application/xml", "<login><password>PLANTED</password></login>"));
        bodies.push(("text/xml; charset=utf-8", "<login><password>PLANTED</password></login>"));
    }
    for (content_type, body) in bodies {
        let mut call = client.call(&ADD);
        call.raw_body(content_type, body);
        let error = call.send::<Json>().await.unwrap_err();
        assert_eq!((error.code(), error.message()), (Some("E"), "<redacted> is too short"), "{content_type}");
    }
}

/// 5. Nor in what a deadline leaves of a response, nor in why there is no connection, down to the last cause.
#[tokio::test]
async fn nor_in_what_was_cut_off() {
    let quoted = "sk=PLANTED%2Fsk, token: PLANTED&#43;sts, PLANTED\\/sk";
    let server = Server::replies(vec![Reply::Stall(
        format!("HTTP/1.1 400 Bad Request\r\nX-Request-Id: r-PLANTED+sts\r\nContent-Length: 500\r\n\r\n{quoted}")
            .into_bytes(),
        Duration::from_secs(2),
    )]);
    let dead = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for endpoint in [server.url.clone(), format!("http://user:PLANTED@{dead}")] {
        for timeouts in [
            Timeouts::default().operation(short()),
            Timeouts::default().attempt(short()),
            Timeouts::default().stall(short()),
        ] {
            let keys = Keys::new("AK", "PLANTED/sk").with_security_token("PLANTED+sts");
            let config = Config::builder().endpoint(&endpoint).project_id("p-1").credentials(keys).timeouts(timeouts);
            let client = client(config);
            let mut call = client.call(&SHOW);
            call.path("book", "b-1");
            call.query("pwd", "PLANTED-query");
            call.set_retries(0);
            let error = call.send::<Json>().await.unwrap_err();
            let mut shown = format!("{error:?}");
            let mut cause: Option<&dyn std::error::Error> = Some(&error);
            while let Some(error) = cause {
                let _ = write!(shown, " / {error} {error:?}");
                cause = error.source();
            }
            assert!(!shown.contains("PLANTED"), "{shown}");
        }
    }
}
