use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::*;
use crate::credentials::clock::Clock;
use crate::credentials::{Credentials, Keys};
use crate::facts::operation::Operation;
use crate::facts::service::Service;
use crate::json::Json;
use crate::transport::{HttpResponse, MemoryTransport};
use crate::values::headers::Headers;
use crate::{Client, Config};

/// Hands out keys of an hour, numbered, or fails.
#[derive(Debug, Default)]
struct Hourly {
    fetched: AtomicUsize,
}

impl ProvideCredential for Arc<Hourly> {
    fn credential<'a>(&'a self, context: &'a Context) -> BoxFuture<'a, Result<Credential, Error>> {
        let number = self.fetched.fetch_add(1, Ordering::SeqCst);
        let mut keys = Keys::new(format!("AK{number}"), "sk");
        keys.expires_at = Some(context.now().plus(3600));
        Box::pin(std::future::ready(Ok(Credential::Keys(keys))))
    }
}

fn context() -> Context {
    let transport = MemoryTransport::replies(Vec::<(u16, String)>::new());
    Context { transport: Arc::new(transport), clock: Arc::new(Clock::default()) }
}

async fn name(credentials: &Refreshing, context: &Context) -> String {
    match credentials.get(context).await {
        Ok(Credential::Keys(keys)) => keys.access_key,
        other => panic!("{other:?}"),
    }
}

async fn settle() {
    tokio::time::sleep(Duration::from_millis(20)).await;
}

#[tokio::test]
async fn the_old_keys_are_used_while_new_ones_are_fetched() {
    let (source, context) = (Arc::new(Hourly::default()), context());
    let credentials = Refreshing::new(Arc::clone(&source));
    assert_eq!(name(&credentials, &context).await, "AK0");
    // Two thirds of their life are over.
    context.clock.learn(context.now(), context.now().plus(2500));
    for _ in 0..10 {
        assert_eq!(name(&credentials, &context).await, "AK0", "nobody waits");
    }
    settle().await;
    assert_eq!(name(&credentials, &context).await, "AK1");
    assert_eq!(source.fetched.load(Ordering::SeqCst), 2, "ten calls made one flight");
}

#[tokio::test]
async fn what_has_ended_is_never_shown() {
    let (source, context) = (Arc::new(Hourly::default()), context());
    let credentials = Refreshing::new(source);
    assert_eq!(name(&credentials, &context).await, "AK0");
    context.clock.learn(context.now(), context.now().plus(3600 - MARGIN + 1));
    assert_eq!(name(&credentials, &context).await, "AK1");
}

#[tokio::test]
async fn what_was_refused_is_fetched_anew_once() {
    let (source, context) = (Arc::new(Hourly::default()), context());
    let credentials = Refreshing::new(Arc::clone(&source));
    let refused = credentials.get(&context).await.unwrap();
    // Ten calls were refused with the same keys.
    for _ in 0..10 {
        assert!(credentials.discard(&refused));
        assert_eq!(name(&credentials, &context).await, "AK1");
    }
    assert_eq!(source.fetched.load(Ordering::SeqCst), 2);
}

static SERVICE: Service = Service { id: "shelf", ..Service::BASE };
static GET: Operation = Operation::get("shelf", "get", "/v1/books");

/// How many of the requests were signed with each access key.
fn signers(transport: &MemoryTransport) -> BTreeMap<String, usize> {
    let mut signers = BTreeMap::new();
    for request in transport.requests() {
        let authorization = request.headers.get("Authorization").unwrap().to_owned();
        let who = authorization.split_once("Access=").unwrap().1.split_once(',').unwrap().0.to_owned();
        *signers.entry(who).or_default() += 1;
    }
    signers
}

#[tokio::test]
async fn a_thousand_calls_with_keys_about_to_end_make_one_refresh() {
    // Late in their life the present keys serve everybody; at its end nobody is served before there are new ones.
    for later in [2500, 3600] {
        let source = Arc::new(Hourly::default());
        let transport = MemoryTransport::new(|_| Ok(HttpResponse::whole(200, Headers::new(), "{}")));
        let config = Config::builder().endpoint("http://127.0.0.1").transport(transport.clone());
        let config = config.credentials(Credentials::fetched(Arc::clone(&source))).build().unwrap();
        let client = Client::new(&config, &SERVICE);
        client.call(&GET).send::<Json>().await.unwrap();
        let settings = config.settings(crate::emitted::Vendor::NONE);
        let clock = &settings.shared.clock;
        clock.learn(clock.now(), clock.now().plus(later));
        let calls: Vec<_> = (0..1000).map(|_| tokio::spawn(client.call(&GET).send::<Json>())).collect();
        for call in calls {
            call.await.unwrap().unwrap();
        }
        settle().await;
        client.call(&GET).send::<Json>().await.unwrap();
        assert_eq!(source.fetched.load(Ordering::SeqCst), 2, "one flight for the first keys, one for the next");
        let old = signers(&transport).get("AK0").copied().unwrap_or_default();
        assert!(if later == 3600 { old == 1 } else { (2..=1001).contains(&old) }, "{later}: {old}");
    }
}
