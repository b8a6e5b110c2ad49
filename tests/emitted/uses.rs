//! The emitted gallery as its users meet it: pages, headers, forms, constraints, samples, a mock. Compiled and run
//! beside the emitted crate by `emitted_crate.rs`.
#![cfg(all(feature = "blocking", feature = "gallery", feature = "mock"))]

use huaweicloud::darkroom;
use huaweicloud::gallery::{
    Client,
    mock::Mock,
    model::{CreateThingBody, ImportThingsBody, ListThingsOutput, ListThingsSortBy, Owner, OwnerRequired, Tag, Thing},
    operations::PutPictureHeaders,
};
use huaweicloud::{
    Config, Error, ErrorKind, Headers, Token, Validate,
    runtime::{
        FilePart, Upload, blocking,
        testing::{Received, Refusal},
        transport::MemoryTransport,
    },
};
use std::time::Duration;

fn thing(id: String) -> Thing {
    Thing { id: Some(id), ..Thing::default() }
}

/// Seven things, three a page, whatever is asked for.
struct Shelf;

impl Mock for Shelf {
    fn list_things(&self, received: &Received<'_>) -> Result<ListThingsOutput, Refusal> {
        let from: usize = received.query("offset").and_then(|offset| offset.parse().ok()).unwrap_or(0);
        let things = (from..7.min(from + 3)).map(|id| thing(format!("t-{id}"))).collect();
        Ok(ListThingsOutput { things, total: Some(7), ..ListThingsOutput::default() })
    }

    fn create_thing(&self, received: &Received<'_>) -> Result<Thing, Refusal> {
        let body: CreateThingBody =
            received.body().map_err(|error| Refusal::new(400, "Gallery.1", error.to_string()))?;
        Ok(thing(format!("{}/{}", received.path("box_id").unwrap_or_default(), body.name.unwrap_or_default())))
    }

    fn import_things(&self, received: &Received<'_>) -> Result<Vec<Thing>, Refusal> {
        Err(Refusal::new(429, "Gallery.2", received.header("content-type").unwrap_or_default()))
    }
}

fn run<T>(call: impl IntoFuture<Output = Result<T, Error>>) -> Result<T, Error> {
    blocking::run(call.into_future())?
}

fn body() -> CreateThingBody {
    CreateThingBody::new("first", 1, ["x"])
}

#[test]
fn items_come_from_all_pages() -> Result<(), Error> {
    let client = Client::mock(Shelf)?;
    let mut things = client.list_things().sort_by(ListThingsSortBy::Name).items();
    let mut ids = Vec::new();
    while let Some(thing) = blocking::run(things.next())? {
        ids.extend(thing?.id);
    }
    assert_eq!(ids, ["t-0", "t-1", "t-2", "t-3", "t-4", "t-5", "t-6"]);
    let mut pages = client.list_things().offset(6).pages();
    assert_eq!(
        blocking::run(pages.next())?.transpose()?.map(|page| page.things.len()),
        Some(1)
    );
    Ok(())
}

#[test]
fn a_mock_sees_typed_requests_and_refuses_as_a_service_does() -> Result<(), Error> {
    let client = Client::mock(Shelf)?;
    assert_eq!(run(client.create_thing("b 1", &body()))?.id.as_deref(), Some("b 1/first"));
    let file = FilePart::new("things.csv", Upload::bytes("a,b")).content_type("text/csv");
    let cover = FilePart::new("cover.png", Upload::bytes("png"));
    let import = client.import_things(&ImportThingsBody::new("from afar"), file).cover(cover);
    let refused = run(import).map(|things| things.len());
    let error = refused.err().filter(Error::is_throttled);
    assert!(error.is_some_and(|error| error.message().starts_with("multipart/form-data; boundary=")));
    // What is not played answers as its page shows, or says that it cannot.
    let unplayed = run(client.count_things()).map(|counts| counts.len());
    assert_eq!(unplayed.err().and_then(|error| error.status()), Some(501));
    Ok(())
}

#[test]
fn what_the_page_forbids_is_listed_and_not_sent() -> Result<(), Error> {
    let client = Client::mock(Shelf)?;
    let owner =
        Owner::new(OwnerRequired { name: "me".to_owned(), first: true, second: true, third: true, fourth: true });
    let mut wrong = CreateThingBody::new("First!", 1, ["x"; 6]).owners([owner, Owner::default()]);
    let problems: Vec<String> =
        wrong.validate().err().iter().flatten().map(|violation| violation.path.clone()).collect();
    assert_eq!(
        problems,
        [
            "name",
            "tags",
            "owners[1].name",
            "owners[1].first",
            "owners[1].second",
            "owners[1].third",
            "owners[1].fourth"
        ]
    );
    let error = run(client.create_thing("b", &wrong)).map(|thing| thing.id).err();
    let listed = error.as_ref().map_or(0, |error| error.violations().len());
    assert_eq!((error.map(|error| error.kind()), listed), (Some(ErrorKind::Build), 7));
    wrong = body();
    assert!(wrong.validate().is_ok());
    let limits = client.list_things().limit(0).tags(vec!["a"; 21]);
    assert_eq!(limits.call.validate().map_err(|found| found.iter().count()), Err(2));
    // A value that the page does not list may be newer than the page: it is told, and sent.
    let shade = client.tag_thing("t-1", &Tag::new("k").shade("crimson"));
    assert_eq!(
        shade.call.validate().map_err(|found| found.to_string()),
        Err("body.shade has a value that the page does not list".to_owned())
    );
    run(shade)
}

/// A client whose calls end in memory, and what they came to.
fn recording(answer: &'static str) -> Result<(Client, MemoryTransport), Error> {
    let transport = MemoryTransport::replies([(200, answer); 8]);
    let config = Config::builder().endpoint("https://gallery.invalid").credentials(Token::new("t-1"));
    let config = config.project_id("p-1").domain_id("d-1").transport(transport.clone()).build()?;
    Ok((Client::new(&config), transport))
}

/// Each fact that an operation states, from `ir.yaml` to the wire: what this does not see is dead.
#[test]
fn every_fact_of_an_operation_travels() -> Result<(), Error> {
    let (client, transport) = recording(r#"{"error_code":"0","id":"t-7"}"#)?;
    run(client.patch_thing("t-7", &Tag::new("k")).timeout(Duration::from_secs(5)).retries(0).header("X-Own", "mine"))?;
    let sent = transport.requests().remove(0);
    let header = |name: &str| sent.headers.get(name);
    // Method, path and constant query; the project that is optional.
    assert_eq!((sent.method.as_str(), &*sent.url), ("PATCH", "https://gallery.invalid/v2/things/t-7?action=merge&estate=p-1"));
    // The media type of a patch; the header of a token; the account that is optional; a fresh id; a header of the call.
    assert_eq!(header("Content-Type"), Some("application/merge-patch+json"));
    assert_eq!((header("X-Gallery-Session"), header("X-Auth-Token")), (Some("t-1"), None));
    assert_eq!((header("X-Domain-Id"), header("X-Own")), (Some("d-1"), Some("mine")));
    assert!(header("X-Request-Id").is_some_and(|id| id.len() > 8));
    // Constants in a header and in a body.
    let (client, transport) = recording("{}")?;
    run(client.ring_bell())?;
    run(client.weigh_thing(&Tag::new("k")))?;
    let requests = transport.requests();
    let [bell, scales] = &requests[..] else { panic!("two requests, not {}", requests.len()) };
    assert_eq!(bell.headers.get("X-Gallery-Action"), Some("RingBell"));
    let body = scales.body.bytes().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    assert_eq!(body.as_deref(), Some(r#"{"Action":"WeighThing","key":"k"}"#));
    // The envelope: a status of success with a code of failure.
    let (client, _) = recording(r#"{"error_code":"G.7","error_msg":"torn"}"#)?;
    let error = run(client.patch_thing("t-7", &Tag::new("k"))).map(|thing| thing.id).err();
    assert_eq!(error.as_ref().and_then(|error| error.code()), Some("G.7"));
    // What the page states of inputs and body, before anything is sent.
    let refused = run(client.patch_thing("t-7", &Tag::default())).map(|thing| thing.id).err();
    assert_eq!(refused.map(|error| (error.kind(), error.violations().len())), Some((ErrorKind::Build, 1)));
    // What the credential or the caller fills is left alone where it is given.
    let (client, transport) = recording("{}")?;
    run(client.patch_thing("t-7", &Tag::new("k")).estate("mine").x_domain_id("me"))?;
    let sent = transport.requests().remove(0);
    assert!(sent.url.ends_with("estate=mine") && sent.headers.get("X-Domain-Id") == Some("me"), "{sent:?}");
    Ok(())
}

/// The pages of the darkroom stand in `tests/literate/media.md`: what they say of XML, on the wire.
#[test]
fn xml_goes_by_the_types_of_the_page() -> Result<(), Error> {
    let answer = "<?xml version=\"1.0\"?><ListPrintsResult xmlns=\"http://darkroom.example.com/doc\"><Name>west &amp; east</Name>\
                  <IsTruncated>false</IsTruncated><Contents><Key>sea.tif</Key><Size>4096</Size></Contents></ListPrintsResult>";
    let transport = MemoryTransport::replies([(200, answer), (200, "")]);
    let config = Config::builder().endpoint("https://darkroom.invalid").credentials(Token::new("t-1"));
    let client = darkroom::Client::new(&config.transport(transport.clone()).build()?);
    let result = run(client.list_prints("west"))?.list_prints_result.unwrap_or_default();
    assert_eq!((result.name.as_deref(), result.is_truncated), (Some("west & east"), Some(false)));
    let print = result.contents.first();
    assert_eq!(print.and_then(|print| print.key.as_deref()), Some("sea.tif"));
    assert_eq!(print.and_then(|print| print.size), Some(4096));
    run(client.set_room_light("west", &darkroom::model::SetRoomLightBody::new("red & blue")))?;
    let sent = transport.requests().remove(1);
    assert_eq!((sent.url.as_str(), sent.headers.get("Content-Type")), ("https://darkroom.invalid/rooms/west?light=", Some("application/xml")));
    let body = sent.body.bytes().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    assert_eq!(body.as_deref(), Some("<LightConfiguration><Colour>red &amp; blue</Colour></LightConfiguration>"));
    // Attributes stand in the tag of their element.
    let key = darkroom::model::Key::new(darkroom::model::Holder::new("person", "p-1")).colour("red");
    let call = client.set_room_keys("west", &darkroom::model::SetRoomKeysBody::new([key])).call;
    let body = call.preview()?.body.bytes().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let holder = "<Holder xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"person\"><Id>p-1</Id></Holder>";
    assert_eq!(body, Some(format!("<RoomKeys><Key colour=\"red\">{holder}</Key></RoomKeys>")));
    Ok(())
}

#[test]
fn samples_are_the_page_s_examples() {
    assert_eq!(ListThingsOutput::sample().total, Some(1));
    assert_eq!(CreateThingBody::sample().tags.map(|tags| tags.len()), Some(2));
}

#[test]
fn headers_have_types_and_keep_their_secrets() {
    let headers = Headers::from_iter([("etag", "e-1"), ("x-access-token", "hush")]);
    let read = PutPictureHeaders::from(&headers);
    assert_eq!((read.e_tag.as_deref(), read.x_access_token.as_deref()), (Some("e-1"), Some("hush")));
    assert!(!format!("{read:?}").contains("hush"));
}
