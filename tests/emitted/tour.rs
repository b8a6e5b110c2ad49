//! Fifteen things that an application asks of its client, one function each, as the book tells them. The chapter "A
//! tour" shows this file; a test builds it beside an emitted crate and runs it against `specwright mock`, whose URL is
//! the argument.

use huaweicloud::gallery::{
    Client, errors,
    mock::Mock,
    model::{CreateThingBody, ListThingsOutput, ListThingsSortBy, ServiceError, Thing, ThingStatus},
};
use huaweicloud::runtime::{
    DriftRecorder, Progress, WaitPolicy, blocking,
    testing::{Received, Refusal},
    transport::{NetworkSettings, Proxy},
};
use huaweicloud::{Config, ConfigBuilder, Error, ErrorKind, Keys, RetryPolicy, Timeouts, Token, Upload};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let url = std::env::args().nth(1).ok_or("the URL of the server, as argument")?;
    // `#[tokio::main]` does as well. This needs the feature `blocking`, and no runtime of the program's own.
    blocking::run(tour(&url))??;
    without_async(&url)?;
    println!("15 topics");
    Ok(())
}

async fn tour(url: &str) -> Outcome {
    let config = keys(url).build()?;
    let client = Client::new(&config);
    list(&client).await?;
    page(&client).await?;
    post(&client).await?;
    error(&client).await?;
    retry(&client).await?;
    custom_header(&client).await?;
    time_out(&client).await?;
    upload(&client).await?;
    download(&client).await?;
    proxy(url).await?;
    token(url).await?;
    drift(url).await?;
    mock().await?;
    wait().await
}

/// Who calls, where, and in what manner: shared by all clients that are made from it.
fn keys(url: &str) -> ConfigBuilder {
    Config::builder()
        .endpoint(url)
        .credentials(Keys::new("access", "secret"))
        .project_id("0123abcd")
        .retry(RetryPolicy::default().attempts(3))
        .timeouts(Timeouts::default().operation(Duration::from_secs(30)))
}

async fn list(client: &Client) -> Outcome {
    let response = client.list_things().limit(10).sort_by(ListThingsSortBy::Name).await?;
    for thing in &response.things {
        println!("{:?} is {:?}", thing.id, thing.status);
    }
    assert_eq!(response.total, Some(1));
    Ok(())
}

async fn page(client: &Client) -> Outcome {
    let mut things = client.list_things().limit(1).items();
    let mut ids = Vec::new();
    while let Some(thing) = things.next().await {
        ids.extend(thing?.id);
    }
    assert_eq!(ids, ["t-1"]);
    Ok(())
}

async fn post(client: &Client) -> Outcome {
    let body = CreateThingBody::new("first", 1, ["x", "y"]).ratio(0.5);
    let response = client.create_thing("box 1", &body).send().with_response().await?;
    assert_eq!((response.status, response.value.id.as_deref()), (202, Some("t-2")));
    // What the page forbids is not sent.
    let refused = client.create_thing("box 1", &CreateThingBody::new("First!", 1, ["x"])).await;
    assert_eq!(refused.err().map(|error| error.kind()), Some(ErrorKind::Build));
    Ok(())
}

async fn error(client: &Client) -> Outcome {
    // This header asks the mock server for an error.
    let error = client.list_things().header("X-Mock-Status", "404").await.err().ok_or("an error was expected")?;
    assert!(error.is_not_found() && !error.is_retryable());
    assert_eq!(error.code(), Some(errors::GALLERY_0101));
    let body = error.body::<ServiceError>().ok_or("the page states the body")?;
    assert_eq!(body.error_msg.as_deref(), Some("say \"no\""));
    Ok(())
}

async fn retry(client: &Client) -> Outcome {
    let busy = client.list_things().header("X-Mock-Status", "503");
    let error = busy.retries(1).await.err().ok_or("an error was expected")?;
    assert_eq!((error.status(), error.attempts()), (Some(503), 2));
    Ok(())
}

async fn custom_header(client: &Client) -> Outcome {
    let call = client.list_things().header("X-Trace", "on");
    assert_eq!(call.call.preview()?.headers.get("X-Trace"), Some("on"));
    call.await?;
    Ok(())
}

async fn time_out(client: &Client) -> Outcome {
    let slow = client.list_things().header("X-Mock-Delay", "5s").timeout(Duration::from_millis(200));
    let error = slow.await.err().ok_or("an error was expected")?;
    assert_eq!((error.kind(), error.timeout_phase().is_some()), (ErrorKind::Timeout, true));
    Ok(())
}

async fn upload(client: &Client) -> Outcome {
    let path = std::env::temp_dir().join(format!("picture-{}.png", std::process::id()));
    std::fs::write(&path, "picture".repeat(10_000))?;
    let picture = Upload::file(&path)?.on_progress(|sent, length| println!("{sent} of {length:?} bytes"));
    client.put_picture("t-1", picture).await?;
    std::fs::remove_file(&path)?;
    Ok(())
}

async fn download(client: &Client) -> Outcome {
    let mut picture = client.show_picture("t-1").await?;
    let mut bytes = 0;
    while let Some(piece) = picture.next().await {
        bytes += piece?.len();
    }
    assert!(bytes > 0);
    Ok(())
}

async fn proxy(url: &str) -> Outcome {
    // The server takes what is sent through it as a proxy, too: the name of the host leads nowhere.
    let network = NetworkSettings::default().proxy(Proxy::url(url).login("user", "password"));
    let config = keys("http://gallery.invalid").network(network).build()?;
    Client::new(&config).list_things().await?;
    Ok(())
}

async fn token(url: &str) -> Outcome {
    let config = Config::builder().endpoint(url).credentials(Token::new("t-0")).project_id("0123abcd").build()?;
    Client::new(&config).list_things().await?;
    Ok(())
}

async fn drift(url: &str) -> Outcome {
    let path = std::env::temp_dir().join(format!("drift-{}.jsonl", std::process::id()));
    let recorder = DriftRecorder::append(&path)?;
    let config = keys(url).record_drift(&recorder).build()?;
    Client::new(&config).list_things().await?;
    recorder.flush()?;
    let record = std::fs::read_to_string(&path)?;
    assert!(record.contains(r#""path":"things[].unheard_of","kind":"unknown_member""#), "{record}");
    std::fs::remove_file(&path)?;
    Ok(())
}

/// A service whose thing runs when it is asked for the third time. What it does not implement responds as the pages
/// show.
#[derive(Default)]
struct Shelf {
    asked: AtomicUsize,
}

impl Mock for Shelf {
    fn list_things(&self, received: &Received<'_>) -> Result<ListThingsOutput, Refusal> {
        if received.query("limit").as_deref() == Some("1000") {
            return Err(Refusal::new(429, "Gallery.0102", "too many"));
        }
        let runs = self.asked.fetch_add(1, Ordering::SeqCst) >= 2;
        let status = if runs { ThingStatus::Running } else { ThingStatus::Stopped };
        let thing = Thing { id: Some("t-7".to_owned()), status: Some(status), ..Thing::default() };
        Ok(ListThingsOutput { things: vec![thing], ..ListThingsOutput::default() })
    }
}

async fn mock() -> Outcome {
    let client = Client::mock(Shelf::default())?;
    let response = client.list_things().await?;
    assert_eq!(response.things.first().and_then(|thing| thing.id.as_deref()), Some("t-7"));
    let refused: Option<Error> = client.list_things().limit(1000).retries(0).await.err();
    assert!(refused.is_some_and(|error| error.is_throttled()));
    Ok(())
}

async fn wait() -> Outcome {
    let client = Client::mock(Shelf::default())?;
    let patience = WaitPolicy::default().first_pause(Duration::from_millis(10)).deadline(Duration::from_secs(5));
    let response = client
        .list_things()
        .wait_until(patience, |response| {
            let status = response.things.first().and_then(|thing| thing.status.as_ref());
            Progress::of(status, &[ThingStatus::Running], &[])
        })
        .await?;
    assert_eq!(response.things.len(), 1);
    Ok(())
}

/// With the feature `blocking`, what is sent can be waited for.
fn without_async(url: &str) -> Outcome {
    let config = keys(url).build()?;
    let response = Client::new(&config).list_things().send().wait()?;
    assert_eq!(response.total, Some(1));
    Ok(())
}
