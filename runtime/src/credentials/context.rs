//! What a provider may use: the client's transport and its clock.

use std::sync::Arc;
use std::time::Duration;

use crate::credentials::clock::Clock;
use crate::error::{Error, ErrorKind};
use crate::json::Json;
use crate::signing::Timestamp;
use crate::transport::{HttpRequest, Transport};
use crate::values::headers::Headers;

/// The surroundings of a provider.
#[derive(Clone, Debug)]
pub struct Context {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<Clock>,
}

/// A response to a provider.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Headers,
    pub(crate) body: Vec<u8>,
}

/// Nothing that hands out credentials says more.
const LARGEST_REPLY: usize = 1024 * 1024;

impl Context {
    /// What carries requests.
    #[must_use]
    pub fn transport(&self) -> &dyn Transport {
        &*self.transport
    }

    /// What time it is.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Sends `request` and awaits the whole response, for no longer than `limit`.
    pub(crate) async fn ask(&self, mut request: HttpRequest, limit: Duration) -> Result<Reply, Error> {
        let url = request.url.clone();
        request.headers.set("Host", crate::values::url::host_and_path(&url).0);
        let place = url.split_once('?').map_or(url.as_str(), |(place, _)| place);
        let failed = |problem: String| Error::new(ErrorKind::Credential, format!("{place}: {problem}"));
        let exchange = Box::pin(async {
            let mut response = self.transport.send(request).await?;
            let mut body = Vec::new();
            while let Some(piece) = response.body.piece().await.transpose()? {
                body.extend_from_slice(&piece);
                if body.len() > LARGEST_REPLY {
                    break;
                }
            }
            Ok::<_, crate::transport::TransportError>(Reply {
                status: response.status,
                headers: response.headers,
                body,
            })
        });
        match tokio::time::timeout(limit, exchange).await {
            Err(_) => Err(failed(format!("no response within {limit:?}"))),
            Ok(Err(error)) => Err(failed(error.to_string())),
            Ok(Ok(reply)) => Ok(reply),
        }
    }
}

impl Reply {
    /// The body of a successful response.
    pub(crate) fn json(&self) -> Result<Json, Error> {
        if !(200..300).contains(&self.status) {
            return Err(self.refusal());
        }
        let text = String::from_utf8_lossy(&self.body);
        // The body may hold keys: it must not be quoted.
        Json::parse(&text).map_err(|_| Error::new(ErrorKind::Credential, "the response is not JSON"))
    }

    /// What a response with an error status says.
    pub(crate) fn refusal(&self) -> Error {
        let said = Error::from_response(self.status, self.headers.clone(), self.body.clone());
        Error::new(ErrorKind::Credential, said.to_string()).caused_by(said)
    }
}
