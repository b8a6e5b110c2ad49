//! The emitted gallery as its users meet it: pages, headers, forms, constraints, samples, a mock. Compiled and run
//! beside the emitted crate by `emitted_crate.rs`.
#![cfg(all(feature = "blocking", feature = "gallery", feature = "mock"))]

use huaweicloud::gallery::{
    Client,
    mock::Mock,
    model::{CreateThingBody, ImportThingsBody, ListThingsOutput, ListThingsSortBy, Owner, OwnerRequired, Tag, Thing},
    operations::PutPictureHeaders,
};
use huaweicloud::{
    Error, ErrorKind, Headers, Validate,
    runtime::{
        FilePart, Upload, blocking,
        testing::{Received, Refusal},
    },
};

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
    // What is not implemented responds as its page shows, or says that it cannot.
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
