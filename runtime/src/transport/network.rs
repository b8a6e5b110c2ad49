//! The transport over reqwest and rustls.

use std::error::Error as _;
use std::fmt;
use std::io::ErrorKind;
use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::Body as _;
use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue};

use super::{
    BoxFuture, HttpRequest, HttpResponse, Pieces, RequestBody, ResponseBody, Transport, TransportError,
    TransportErrorKind, inflate::Inflating, origin::Origin,
};
use crate::facts::service::Method;
use crate::values::headers::Headers;
use crate::values::secret::{Redacted, Secret};
use crate::values::{url, utf8};

/// The default limit for connecting.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How connections are made.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct NetworkSettings {
    /// How long connecting may take.
    pub connect_timeout: Duration,
    /// A proxy for every request; without one, the usual environment variables apply.
    pub proxy: Option<Proxy>,
    /// Trusted root certificates, in PEM, in addition to those of the system.
    pub root_certificates: Vec<Vec<u8>>,
    /// The client certificate and its key, in PEM.
    pub identity: Option<Secret>,
}

impl NetworkSettings {
    /// Sets the time to connect.
    #[must_use]
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// Sets the proxy, whatever the environment says.
    #[must_use]
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.proxy = Some(proxy);
        self
    }

    /// Adds trusted root certificates, in PEM, to those of the system.
    #[must_use]
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.root_certificates.push(pem.into());
        self
    }

    /// Sets the client certificate and its key, in PEM.
    #[must_use]
    pub fn identity(mut self, pem: impl Into<Secret>) -> Self {
        self.identity = Some(pem.into());
        self
    }
}

impl Default for NetworkSettings {
    fn default() -> Self {
        Self { connect_timeout: CONNECT_TIMEOUT, proxy: None, root_certificates: Vec::new(), identity: None }
    }
}

/// A proxy. `Debug` shows no login, not even one in the URL.
#[derive(Clone)]
#[non_exhaustive]
pub enum Proxy {
    /// No proxy, whatever the environment says.
    None,
    /// The proxy at this URL.
    Url {
        /// Its URL: `http://proxy.example.com:3128`.
        url: String,
        /// The user and password that it requires.
        login: Option<(String, Secret)>,
    },
}

impl Proxy {
    /// The proxy at this URL: `http://proxy.example.com:3128`.
    #[must_use]
    pub fn url(url: impl Into<String>) -> Self {
        Self::Url { url: url.into(), login: None }
    }

    /// Sets the user and password that it requires.
    #[must_use]
    pub fn login(self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        match self {
            Self::None => Self::None,
            Self::Url { url, .. } => Self::Url { url, login: Some((user.into(), password.into())) },
        }
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("None"),
            Self::Url { url, login } => f
                .debug_struct("Url")
                .field("url", &url::without_login(url))
                .field("login", &login.as_ref().map(|_| Redacted))
                .finish(),
        }
    }
}

/// Sends over the network. Clones share their connections.
#[derive(Clone)]
pub struct NetworkTransport {
    client: reqwest::Client,
    // Made when first needed: most programs never ask a neighbour.
    direct: Arc<OnceLock<Result<reqwest::Client, TransportError>>>,
    settings: Arc<NetworkSettings>,
    origin: Arc<Origin>,
}

impl NetworkTransport {
    /// A transport with these settings.
    pub fn new(settings: &NetworkSettings) -> Result<Self, TransportError> {
        Ok(Self {
            client: build(settings, false)?,
            direct: Arc::default(),
            settings: Arc::new(settings.clone()),
            origin: Arc::default(),
        })
    }

    fn client(&self, direct: bool) -> Result<&reqwest::Client, TransportError> {
        if direct {
            self.direct.get_or_init(|| build(&self.settings, true)).as_ref().map_err(Clone::clone)
        } else {
            Ok(&self.client)
        }
    }
}

fn build(settings: &NetworkSettings, direct: bool) -> Result<reqwest::Client, TransportError> {
    builder(settings, direct)?.build().map_err(|error| TransportError::new(TransportErrorKind::Request, chain(&error)))
}

fn builder(settings: &NetworkSettings, direct: bool) -> Result<reqwest::ClientBuilder, TransportError> {
    let unusable = |what: &str, error: &reqwest::Error| {
        TransportError::new(TransportErrorKind::Request, format!("{what}: {}", chain(error)))
    };
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // Refused only when another thread was faster; then there is one.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
    let mut builder = reqwest::Client::builder()
        // A redirect would carry a signature made for another host.
        .redirect(reqwest::redirect::Policy::none())
        // What is sent again is signed anew, and so by the client; a copy of each request would be made in vain.
        .retry(reqwest::retry::never().max_retries_per_request(0))
        .connect_timeout(settings.connect_timeout)
        .tls_backend_rustls();
    for pem in &settings.root_certificates {
        let certificates = reqwest::Certificate::from_pem_bundle(pem);
        let certificates = certificates.map_err(|error| unusable("the root certificate", &error))?;
        if certificates.is_empty() {
            let problem = "the root certificate: there is none in what was given";
            return Err(TransportError::new(TransportErrorKind::Request, problem));
        }
        builder = certificates.into_iter().fold(builder, reqwest::ClientBuilder::add_root_certificate);
    }
    if let Some(identity) = &settings.identity {
        let pem = identity.expose().as_bytes();
        let identity = reqwest::Identity::from_pem(pem).map_err(|error| unusable("the client certificate", &error))?;
        builder = builder.identity(identity);
    }
    builder = match &settings.proxy {
        _ if direct => builder.no_proxy(),
        None => builder,
        Some(Proxy::None) => builder.no_proxy(),
        Some(Proxy::Url { url, login }) => {
            let mut proxy = reqwest::Proxy::all(url).map_err(|error| unusable("the proxy", &error))?;
            if let Some((user, password)) = login {
                proxy = proxy.basic_auth(user, password.expose());
            }
            builder.proxy(proxy)
        }
    };
    Ok(builder)
}

impl Transport for NetworkTransport {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move {
            let client = self.client(request.direct)?;
            let response =
                client.execute(to_reqwest(request, &self.origin)?).await.map_err(|error| classify(&error))?;
            let status = response.status().as_u16();
            let mut headers: Headers = response
                .headers()
                .iter()
                .map(|(name, value)| (name.as_str().to_owned(), utf8::text(value.as_bytes())))
                .collect();
            let is_deflated =
                headers.get("Content-Encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("deflate"));
            let incoming = Incoming(Box::pin(reqwest::Body::from(response)));
            let body = if is_deflated {
                // What is unpacked has neither: reqwest does the same for gzip.
                headers.remove("Content-Encoding");
                headers.remove("Content-Length");
                ResponseBody::new(Inflating::new(incoming))
            } else {
                ResponseBody::new(incoming)
            };
            Ok(HttpResponse { status, headers, body })
        })
    }
}

impl fmt::Debug for NetworkTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NetworkTransport")
    }
}

struct Incoming(Pin<Box<reqwest::Body>>);

impl Pieces for Incoming {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            let Poll::Ready(frame) = self.0.as_mut().poll_frame(context) else { return Poll::Pending };
            match frame {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(classify(&error)))),
                Some(Ok(frame)) => {
                    // Trailers carry nothing that anybody asked for.
                    if let Ok(piece) = frame.into_data() {
                        return Poll::Ready(Some(Ok(piece)));
                    }
                }
            }
        }
    }
}

struct Outgoing {
    length: Option<u64>,
    // Never contended: only what may be shared between threads may be a body.
    pieces: Mutex<Box<dyn Pieces>>,
}

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, TransportError>>> {
        let pieces = self.pieces.get_mut().unwrap_or_else(PoisonError::into_inner);
        pieces.poll_piece(context).map(|piece| piece.map(|piece| piece.map(http_body::Frame::data)))
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.length.map_or_else(http_body::SizeHint::new, http_body::SizeHint::with_exact)
    }
}

fn to_reqwest(request: HttpRequest, origin: &Origin) -> Result<reqwest::Request, TransportError> {
    let unusable = |what: String| TransportError::new(TransportErrorKind::Request, what);
    let method = match request.method {
        Method::Get => reqwest::Method::GET,
        Method::Head => reqwest::Method::HEAD,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
        Method::Patch => reqwest::Method::PATCH,
        Method::Delete => reqwest::Method::DELETE,
        Method::Options => reqwest::Method::OPTIONS,
    };
    let mut url = origin.parse(&request.url).map_err(|error| unusable(format!("the URL: {error}")))?;
    // It is sent to nobody, and what connections are known by in logs would show it.
    if !url.username().is_empty() || url.password().is_some() {
        let removed = url.set_password(None).and_then(|()| url.set_username(""));
        removed.map_err(|()| unusable("the login in the URL".to_owned()))?;
    }
    let mut outgoing = reqwest::Request::new(method, url);
    // reqwest adds some of its own, and a map that has to grow places all anew.
    let mut headers = HeaderMap::with_capacity(request.headers.iter().count().max(6));
    for (name, value) in request.headers {
        let parsed =
            HeaderName::from_bytes(name.as_bytes()).ok().zip(HeaderValue::from_maybe_shared(Bytes::from(value)).ok());
        let Some((parsed, value)) = parsed else { return Err(unusable(format!("the header {name:?}"))) };
        headers.append(parsed, value);
    }
    // A part of a body that is packed could not be unpacked.
    if !headers.contains_key(header::ACCEPT_ENCODING) && !headers.contains_key(header::RANGE) {
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip, deflate"));
    }
    *outgoing.headers_mut() = headers;
    *outgoing.body_mut() = match request.body {
        RequestBody::None => None,
        RequestBody::Bytes(bytes) => Some(bytes.into()),
        RequestBody::Upload(upload) => {
            Some(reqwest::Body::wrap(Outgoing { length: upload.length(), pieces: Mutex::new(Box::new(upload.open())) }))
        }
    };
    Ok(outgoing)
}

fn classify(error: &reqwest::Error) -> TransportError {
    if let Some(own) = causes(error).find_map(|cause| cause.downcast_ref::<TransportError>()) {
        return own.clone();
    }
    let kind = match error {
        _ if error.is_builder() => TransportErrorKind::Request,
        _ if error.is_connect() && error.is_timeout() => TransportErrorKind::ConnectTimeout,
        _ if error.is_connect() => TransportErrorKind::Connect,
        _ if error.is_decode() || is_damaged(error) => TransportErrorKind::Body,
        _ => TransportErrorKind::Broken,
    };
    TransportError::new(kind, chain(error))
}

/// Whether decompression failed: the bytes came, and they are wrong. What fails in the connection itself comes with
/// the connection's own error around it.
fn is_damaged(error: &reqwest::Error) -> bool {
    let cause = error.source().and_then(|cause| cause.downcast_ref::<std::io::Error>());
    let kinds = [ErrorKind::InvalidData, ErrorKind::InvalidInput, ErrorKind::UnexpectedEof];
    cause.is_some_and(|error| kinds.contains(&error.kind()))
}

fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn std::error::Error + 'static)> {
    std::iter::successors(error.source(), |error| (*error).source())
}

/// The error and its causes, without the URL: a query may hold what no log should.
fn chain(error: &reqwest::Error) -> String {
    let mut text = match error {
        _ if error.is_connect() => "cannot connect".to_owned(),
        _ if error.is_decode() => "the body is damaged".to_owned(),
        _ if error.is_body() => "the body broke off".to_owned(),
        _ => "the request failed".to_owned(),
    };
    for cause in causes(error) {
        text.push_str(": ");
        text.push_str(&cause.to_string());
    }
    text
}
