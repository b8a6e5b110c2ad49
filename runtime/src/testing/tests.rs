//! What counts as the same, and what does not.

use super::{Received, Refusal, Request, config, keeps, mock_client, same_json, sends};
use bytes::Bytes;

use crate::client::Client;
use crate::facts::operation::Operation;
use crate::facts::service::Service;
use crate::json::Json;

static SERVICE: Service = Service { id: "things", ..Service::BASE };

const PUT_THING: Operation = Operation::put("things", "put_thing", "/");

#[test]
fn the_same_in_other_words_is_the_same() {
    for (expected, found) in [
        (r#"{"a":1}"#, r#"{"a":"1"}"#),
        (r#"{"a":1.50}"#, r#"{"a":1.5}"#),
        (r#"{"a":"True"}"#, r#"{"a":true}"#),
        (r#"{"a":null}"#, "{}"),
        (r#"{"a":""}"#, "{}"),
        (r#"{"a":{"b":1}}"#, r#"{"a":[{"b":1}]}"#),
        ("a text", "a text"),
    ] {
        assert_eq!(same_json(expected, found), Ok(()), "{expected} {found}");
    }
}

#[test]
fn what_is_lost_or_changed_is_told_with_its_place() {
    for (expected, found, line) in [
        (r#"{"a":{"b":1}}"#, r#"{"a":{}}"#, ".a.b: expected 1, found null"),
        (r#"{"a":[1,2]}"#, r#"{"a":[1,3]}"#, ".a[1]: expected 2, found 3"),
        (r#"{"a":[1,2]}"#, r#"{"a":[1]}"#, ".a: expected [1,2], found [1]"),
        ("{}", r#"{"a":0}"#, ".a: expected null, found 0"),
    ] {
        assert_eq!(same_json(expected, found).unwrap_err().to_string(), line);
    }
}

#[test]
fn any_json_keeps_all() {
    keeps::<Json>(r#"{"a":[1,2.50,null,{"b":"c"}]}"#).unwrap();
    assert!(keeps::<i64>("{}").is_err());
}

#[test]
fn a_call_is_held_against_every_part() {
    static OPERATION: Operation = Operation { path: "/things/{id}", ..PUT_THING };
    let mut call = Client::new(&config().unwrap(), &SERVICE).call(&OPERATION);
    call.path("id", "a b");
    call.query("limit", 5_i64);
    call.header("X-Language", "en-us");
    call.body(&Json::from("x"));
    let right = Request {
        method: "PUT",
        path: "/things/a%20b",
        query: &[("limit", "5")],
        headers: &[("x-language", "en-us")],
        body: Some("\"x\""),
    };
    assert_eq!(sends(&call, &right), Ok(()));
    for wrong in [
        Request { method: "GET", ..right },
        Request { path: "/things", ..right },
        Request { query: &[], ..right },
        Request { headers: &[("x-language", "zh-cn")], ..right },
        Request { body: Some("\"y\""), ..right },
    ] {
        assert!(sends(&call, &wrong).is_err(), "{wrong:?}");
    }
}

#[tokio::test]
async fn a_played_service_sees_what_was_sent_and_responds_or_refuses() {
    static OPERATION: Operation = Operation { path: "/things/{id}/parts/x-{part}", ..PUT_THING };
    static UNPLAYED: Operation = Operation { name: "turn_thing", ..PUT_THING };
    let client = mock_client(&SERVICE, Box::new("lid"), &[("put_thing", put_thing)]);
    let client = client.unwrap();
    let call = |part: &str| {
        let mut call = client.call(&OPERATION);
        call.path("id", "1/2");
        call.path("part", part);
        call.query("a b", "c&d");
        call.header("X-Kind", "k");
        call.body(&7_i64);
        call.send::<String>()
    };
    assert_eq!(call("top").await.unwrap(), r#"put_thing Some("1/2") Some("c&d") Some("k") 7"#);
    let error = call("lid").await.unwrap_err();
    assert_eq!((error.is_not_found(), error.code(), error.message()), (true, Some("Things.1"), "no lid"));
    assert_eq!(client.call(&UNPLAYED).send::<String>().await.unwrap_err().status(), Some(501));
}

fn put_thing(absent: &&str, received: &Received<'_>) -> Result<Bytes, Refusal> {
    let body: i64 = received.body().unwrap();
    match received.path("part").as_deref() {
        Some("lid") => Err(Refusal::new(404, "Things.1", format!("no {absent}"))),
        Some(_) => super::MockResponse::encoded(Ok(format!(
            "{} {:?} {:?} {:?} {body}",
            received.operation().name,
            received.path("id"),
            received.query("a b"),
            received.header("X-Kind"),
        ))),
        None => Err(received.not_implemented()),
    }
}
