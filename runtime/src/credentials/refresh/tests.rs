use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::*;
use crate::clock::Clock;
use crate::credentials::Keys;
use crate::transport::MemoryTransport;

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
    context.clock.learn(context.now().plus(2500));
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
    context.clock.learn(context.now().plus(3600 - MARGIN + 1));
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
