//! What pages state of a call, on the wire: the pages stand in `tests/literate`, the reader made the services of them,
//! and each call goes to a server of this machine. Compiled and run beside the emitted crate by `emitted_crate.rs`.
#![cfg(all(feature = "blocking", feature = "full"))]

mod local_server;

use huaweicloud::{
    Config, ConfigBuilder, Error, ErrorKind, NetworkSettings, Token, apiary, darkroom, lamps, lenses, maps,
    runtime::{
        blocking,
        transport::{NetworkTransport, Recording},
    },
};
use local_server::{Sent, server};
use std::time::Duration;

fn run<T>(call: impl IntoFuture<Output = Result<T, Error>>) -> Result<T, Error> {
    blocking::run(call.into_future())?
}

/// What a client receives, and what it sent.
fn exchange<T, const COUNT: usize>(
    responses: [(u16, &str); COUNT],
    calls: impl FnOnce(&Config) -> Result<T, Error>,
) -> Result<(Result<T, Error>, [Sent; COUNT]), Error> {
    let (url, server) = server(responses.map(|(status, response)| (status, response.to_owned())));
    let received = calls(&config(url).build()?);
    Ok((received, server.join().expect("a server that ends")))
}

fn config(url: String) -> ConfigBuilder {
    Config::builder().endpoint(url).credentials(Token::new("t-1")).project_id("p-1").domain_id("d-1")
}

/// What was sent by a call that succeeds.
fn sent<T>(response: &str, call: impl FnOnce(&Config) -> Result<T, Error>) -> Result<(T, Sent), Error> {
    let (received, [sent]) = exchange([(200, response)], call)?;
    Ok((received?, sent))
}

#[test]
fn patches_travel_under_their_types() -> Result<(), Error> {
    use darkroom::model::{ChangeShelfBody, MergeCabinetBody, PatchRackBody};
    let merge = ChangeShelfBody::new().height(2);
    let (operations, strategic) = (PatchRackBody::new().height(2), MergeCabinetBody::new().height(2));
    let client = darkroom::Client::new;
    let calls = [
        ("merge-patch", sent("", |config| run(client(config).change_shelf("s-1", &merge)))?),
        ("json-patch", sent("", |config| run(client(config).patch_rack("r-1", &operations)))?),
        ("strategic-merge-patch", sent("", |config| run(client(config).merge_cabinet("c-1", &strategic)))?),
    ];
    for (kind, ((), sent)) in calls {
        assert_eq!(sent.header("content-type"), Some(&*format!("application/{kind}+json")));
        assert!(sent.line.starts_with("PATCH /v1/") && sent.body == r#"{"height":2}"#, "{} {}", sent.line, sent.body);
    }
    Ok(())
}

#[test]
fn constants_of_an_operation_are_sent_by_the_client() -> Result<(), Error> {
    let body = lamps::model::DimLampsBody::new(["l-1"]);
    let (response, dimmed) = sent(r#"{"Dimmed":1}"#, |config| run(lamps::Client::new(config).dim_lamps(&body)))?;
    assert_eq!(response.dimmed, Some(1));
    assert_eq!(dimmed.line, "POST / HTTP/1.1");
    assert_eq!((dimmed.header("x-lh-action"), dimmed.header("x-lh-version")), (Some("DimLamps"), Some("2031-05-06")));
    assert_eq!(dimmed.body, r#"{"LampIds":["l-1"]}"#);

    let body = lenses::model::TurnLampBody::new(90);
    let (_, turned) = sent("{}", |config| run(lenses::Client::new(config).turn_lamp(&body)))?;
    assert_eq!(turned.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(turned.body, "Command=TurnLamp&Edition=7&Degrees=90");

    let light = darkroom::model::SetRoomLightBody::new("red & blue");
    let ((), lit) = sent("", |config| run(darkroom::Client::new(config).set_room_light("west", &light)))?;
    assert_eq!((&*lit.line, lit.header("content-type")), ("PUT /rooms/west?light= HTTP/1.1", Some("application/xml")));
    assert_eq!(lit.body, "<LightConfiguration><Colour>red &amp; blue</Colour></LightConfiguration>");
    Ok(())
}

#[test]
fn the_client_fills_what_is_its_to_fill_unless_told() -> Result<(), Error> {
    let opened = |config: &Config| {
        let call = apiary::Client::new(config).open_hive("h/1").puffs(2);
        run(call.timeout(Duration::from_secs(5)).retries(0).header("X-Own", "mine"))
    };
    let ((), sent_by_itself) = sent("", opened)?;
    assert_eq!(sent_by_itself.line, "POST /v1/hives/h%2F1/lid?estate=p-1&puffs=2 HTTP/1.1");
    let header = |name: &str| sent_by_itself.header(name);
    assert_eq!((header("x-apiary-session"), header("x-auth-token")), (Some("t-1"), None));
    assert_eq!((header("x-keeper-id"), header("x-own")), (Some("d-1"), Some("mine")));
    assert!(header("x-request-id").is_some_and(|id| id.len() > 8));

    let told = |config: &Config| run(apiary::Client::new(config).open_hive("h").estate("mine").x_keeper_id("me"));
    let ((), sent) = sent("", told)?;
    assert_eq!((&*sent.line, sent.header("x-keeper-id")), ("POST /v1/hives/h/lid?estate=mine HTTP/1.1", Some("me")));
    Ok(())
}

#[test]
fn what_a_page_forbids_is_not_sent() -> Result<(), Error> {
    // Nobody listens: a call that is sent fails as none of these may.
    let config = Config::builder().endpoint("http://127.0.0.1:9").credentials(Token::new("t-1")).build()?;
    let client = apiary::Client::new(&config);
    let refused = [
        run(client.open_hive("h").puffs(4)).err(),
        run(client.lock_hive("h", &apiary::model::LockHiveBody::default())).map(drop).err(),
    ];
    let told = refused.map(|error| error.map(|error| (error.kind(), error.violations().len())));
    assert_eq!(told, [Some((ErrorKind::Build, 1)); 2]);
    Ok(())
}

#[test]
fn pages_follow_one_another_until_the_total_is_reached() -> Result<(), Error> {
    let list = |config: &Config| {
        let mut maps = maps::Client::new(config).list_maps().limit(2).items();
        let mut ids = Vec::new();
        while let Some(map) = blocking::run(maps.next())? {
            ids.extend(map?.id);
        }
        Ok(ids)
    };
    let responses = [
        (200, r#"{"maps":[{"id":"m-1"},{"id":"m-2"}],"total_count":3}"#),
        (200, r#"{"maps":[{"id":"m-3"}],"total_count":3}"#),
    ];
    let (ids, sent) = exchange(responses, list)?;
    assert_eq!(ids?, ["m-1", "m-2", "m-3"]);
    assert_eq!(sent.map(|sent| sent.line), ["GET /v1/maps?limit=2 HTTP/1.1", "GET /v1/maps?limit=2&offset=2 HTTP/1.1"]);
    Ok(())
}

#[test]
fn a_code_of_failure_is_one_whatever_the_status() -> Result<(), Error> {
    let weigh = |config: &Config| run(apiary::Client::new(config).weigh_hive("h").retries(0));
    let (weighed, _) = sent(r#"{"code":"0","grams":900}"#, weigh)?;
    assert_eq!(weighed.grams, Some(900));
    let (failed, _) = exchange([(200, r#"{"code":"A.7","message":"the scales are off"}"#)], weigh)?;
    assert_eq!(failed.err().and_then(|error| error.code().map(str::to_owned)).as_deref(), Some("A.7"));
    Ok(())
}

#[test]
fn values_that_only_a_description_calls_secret_are_not_shown() -> Result<(), Error> {
    let body = apiary::model::LockHiveBody::new("zzz-zum");
    let lock = |config: &Config| run(apiary::Client::new(config).lock_hive("h", &body).retries(0));
    let response = r#"{"dance":"left-left","wardens":[{"name":"Bea","wing":"flap-3"}]}"#;
    let (locked, sent) = sent(response, lock)?;
    assert_eq!((&*sent.body, locked.dance.as_deref()), (r#"{"hum":"zzz-zum"}"#, Some("left-left")));
    let shown = format!("{body:?} {locked:?}");
    assert!(
        shown.contains("Bea") && ["zzz-zum", "left-left", "flap-3"].iter().all(|value| !shown.contains(value)),
        "{shown}"
    );
    // What is recorded is told from the response by a mark of its page alone, too.
    let file = std::env::temp_dir().join(format!("hive-{}.jsonl", std::process::id()));
    let (url, server) = server([(200, response.to_owned())]);
    let network = NetworkTransport::new(&NetworkSettings::default())?;
    let transport = Recording::append(network, &file).expect("a file for temporary use");
    lock(&config(url).transport(transport).build()?)?;
    server.join().expect("a server that ends");
    let recorded = std::fs::read_to_string(&file).expect("a recording");
    std::fs::remove_file(&file).expect("a recording that can be removed");
    let shown = r#"{"dance":"<redacted>","wardens":[{"name":"Bea","wing":"<redacted>"}]}"#;
    assert!(recorded.contains(shown) && !recorded.contains("zzz-zum"), "{recorded}");
    let (failed, _) = exchange([(400, r#"{"code":"A.8","message":"zzz-zum is too short"}"#)], lock)?;
    let error = failed.err().map(|error| format!("{error} {error:?}")).unwrap_or_default();
    assert!(error.contains("is too short") && !error.contains("zzz-zum"), "{error}");
    Ok(())
}

#[test]
fn xml_goes_by_the_types_of_the_page() -> Result<(), Error> {
    let response = "<?xml version=\"1.0\"?><ListPrintsResult xmlns=\"http://darkroom.example.com/doc\"><Name>west &amp; east</Name>\
                  <IsTruncated>false</IsTruncated><Contents><Key>sea.tif</Key><Size>4096</Size></Contents></ListPrintsResult>";
    let (prints, _) = sent(response, |config| run(darkroom::Client::new(config).list_prints("west")))?;
    let result = prints.list_prints_result.unwrap_or_default();
    assert_eq!((result.name.as_deref(), result.is_truncated), (Some("west & east"), Some(false)));
    let print = result.contents.first();
    assert_eq!(print.and_then(|print| print.key.as_deref()), Some("sea.tif"));
    assert_eq!(print.and_then(|print| print.size), Some(4096));
    // Attributes stand in the tag of their element.
    let key = darkroom::model::Key::new(darkroom::model::Holder::new("person", "p-1")).colour("red");
    let keys = darkroom::model::SetRoomKeysBody::new([key]);
    let ((), sent) = sent("", |config| run(darkroom::Client::new(config).set_room_keys("west", &keys)))?;
    let holder =
        "<Holder xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"person\"><Id>p-1</Id></Holder>";
    assert_eq!(sent.body, format!("<RoomKeys><Key colour=\"red\">{holder}</Key></RoomKeys>"));
    Ok(())
}
