//! Fetches once for everybody, again before the end, and never shows what has ended.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Context, Credential, ProvideCredential};
use crate::error::{Error, ErrorKind};
use crate::signing::Timestamp;
use crate::transport::BoxFuture;

/// Keeps what `source` fetched: one flight at a time, in the background while the present credential is still good.
#[derive(Clone)]
pub(super) struct Refreshing(Arc<Shared>);

struct Shared {
    source: Box<dyn ProvideCredential>,
    kept: Mutex<Kept>,
    flight: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Kept {
    credential: Option<Credential>,
    /// From here on a new one is fetched in the background.
    refresh_at: Option<Timestamp>,
    /// How many flights failed, and what the last one said.
    failures: u64,
    last_failure: String,
}

/// What is this close to its end may end on the way.
const MARGIN: i64 = 30;
/// The vendor's clients fetch anew this long before the end.
const WINDOW: i64 = 40 * 60;
/// How long a failed background flight is not repeated.
const PAUSE: i64 = 20;

impl Refreshing {
    pub(super) fn new(source: impl ProvideCredential + 'static) -> Self {
        Self(Arc::new(Shared {
            source: Box::new(source),
            kept: Mutex::default(),
            flight: tokio::sync::Mutex::default(),
        }))
    }

    async fn get(&self, context: &Context) -> Result<Credential, Error> {
        let failures = match self.0.look(context.now()) {
            Look::Good(credential) => return Ok(credential),
            Look::Due(credential) => {
                self.refresh_in_background(context);
                return Ok(credential);
            }
            Look::Nothing { failures } => failures,
        };
        let _flight = self.0.flight.lock().await;
        match self.0.look(context.now()) {
            Look::Good(credential) | Look::Due(credential) => Ok(credential),
            // The flight that this call waited for failed: its response is ours.
            Look::Nothing { failures: now } if now != failures => {
                Err(Error::new(ErrorKind::Credential, self.0.kept().last_failure.clone()))
            }
            Look::Nothing { .. } => self.0.fetch(context).await,
        }
    }

    fn refresh_in_background(&self, context: &Context) {
        let (shared, context) = (Arc::clone(&self.0), context.clone());
        tokio::spawn(async move {
            let Ok(_flight) = shared.flight.try_lock() else { return };
            if !matches!(shared.look(context.now()), Look::Due(_)) {
                return;
            }
            if let Err(error) = shared.fetch(&context).await {
                tracing::warn!(%error, "the credential could not be refreshed yet");
                shared.kept().refresh_at = Some(context.now().plus(PAUSE));
            }
        });
    }
}

enum Look {
    Good(Credential),
    Due(Credential),
    Nothing { failures: u64 },
}

impl Shared {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn look(&self, now: Timestamp) -> Look {
        let kept = self.kept();
        match &kept.credential {
            Some(credential) if credential.expires_at().is_none_or(|end| now < end.plus(-MARGIN)) => {
                if kept.refresh_at.is_some_and(|at| now >= at) {
                    Look::Due(credential.clone())
                } else {
                    Look::Good(credential.clone())
                }
            }
            _ => Look::Nothing { failures: kept.failures },
        }
    }

    async fn fetch(&self, context: &Context) -> Result<Credential, Error> {
        let result = self.source.credential(context).await;
        let mut kept = self.kept();
        match result {
            Ok(credential) => {
                let now = context.now();
                kept.refresh_at = credential.expires_at().map(|end| {
                    let life = end.unix() - now.unix();
                    end.plus(-WINDOW.min(life / 3))
                });
                kept.credential = Some(credential.clone());
                Ok(credential)
            }
            Err(error) => {
                kept.failures += 1;
                error.message().clone_into(&mut kept.last_failure);
                Err(error)
            }
        }
    }
}

impl ProvideCredential for Refreshing {
    fn credential<'a>(&'a self, context: &'a Context) -> BoxFuture<'a, Result<Credential, Error>> {
        Box::pin(self.get(context))
    }

    fn discard(&self, credential: &Credential) -> bool {
        // What lasts would come back the same, and refusals in a row lock a key.
        if credential.expires_at().is_none() {
            return false;
        }
        let mut kept = self.0.kept();
        if kept.credential.as_ref().is_some_and(|known| known.is_same(credential)) {
            kept.credential = None;
        }
        // When it is another one by now, somebody else discarded it, and the new one is worth a try.
        true
    }
}

impl fmt::Debug for Refreshing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Refreshing").field(&self.0.source).finish()
    }
}

#[cfg(test)]
mod tests;
