//! One page asked for: with patience, redirects, what a server asks for when it is busy, and limits.

use super::{Options, robots::Robots, scope, scope::Scope};
use crate::project::FetchedPage;
use specwright_runtime::{
    Method,
    signing::Timestamp,
    transport::{HttpRequest, HttpResponse, NetworkSettings, NetworkTransport, Transport as _, TransportError},
};
use std::time::{Duration, Instant, SystemTime};
use url::Url;

/// Redirects that are followed.
const HOPS: usize = 5;

/// However long a server asks to wait.
const LONGEST_WAIT: Duration = Duration::from_secs(120);

/// robots.txt is read as far as this.
const LARGEST_ROBOTS: usize = 512 << 10;

/// Asks for pages, one at a time.
pub(super) struct Visitor {
    transport: NetworkTransport,
    options: Options,
    last: Option<Instant>,
}

/// What came of an address.
pub(super) enum Came {
    Page(Page),
    /// As it was when it was fetched before, and where it is in the end.
    Unchanged(Url),
    Nothing(String),
}

/// A page as it came.
pub(super) struct Page {
    /// Where it is in the end.
    pub(super) url: Url,
    pub(super) bytes: Vec<u8>,
    /// The ending that its media type asks for.
    pub(super) ending: &'static str,
    /// What tells whether it changed.
    pub(super) validators: FetchedPage,
}

/// An answer with a body, or why there is none.
enum Answer {
    Body(HttpResponse, Vec<u8>),
    Redirect(String),
    Unchanged,
    Status(u16),
    Nothing(String),
}

impl Visitor {
    pub(super) fn new(options: &Options) -> Result<Self, TransportError> {
        let transport = NetworkTransport::new(&NetworkSettings::default())?;
        Ok(Self { transport, options: options.clone(), last: None })
    }

    /// What a site asks for lies between two requests.
    pub(super) fn slow_down(&mut self, delay: Duration) {
        self.options.pause = self.options.pause.max(delay);
    }

    /// A page; redirects are followed where they stay on the site.
    pub(super) async fn page<'a>(
        &mut self,
        url: &Url,
        known: &dyn Fn(&Url) -> Option<&'a FetchedPage>,
        scope: &Scope,
    ) -> Came {
        let mut at = url.clone();
        for _ in 0..=HOPS {
            match self.ask(&at, known(&at), self.options.largest_page).await {
                Answer::Unchanged => return Came::Unchanged(at),
                Answer::Status(status) => return Came::Nothing(responded(status)),
                Answer::Nothing(reason) => return Came::Nothing(reason),
                Answer::Body(answer, bytes) => return page(at, &answer, bytes),
                Answer::Redirect(target) => match at.join(&target).map(scope::without_fragment) {
                    Ok(next) if scope.holds(&next) => at = next,
                    _ => {
                        return Came::Nothing(format!("it redirects to {target}, which is not below a given address"));
                    }
                },
            }
        }
        Came::Nothing("it redirects in a circle or too often".to_owned())
    }

    /// What the site of this address asks for; everything is allowed if it says nothing. Or why it cannot be read.
    pub(super) async fn robots(&mut self, url: &Url) -> Result<Robots, String> {
        let site = scope::site(url);
        let mut at = url.join("/robots.txt").map_err(|error| error.to_string())?;
        for _ in 0..=HOPS {
            match self.ask(&at, None, LARGEST_ROBOTS).await {
                Answer::Body(_, bytes) => return Ok(Robots::parse(&String::from_utf8_lossy(&bytes))),
                Answer::Redirect(target) => match at.join(&target) {
                    Ok(next) if scope::site(&next) == site => at = next,
                    _ => break,
                },
                Answer::Status(400..500) | Answer::Unchanged => break,
                Answer::Status(status) => return Err(responded(status)),
                Answer::Nothing(reason) => return Err(reason),
            }
        }
        Ok(Robots::default())
    }

    /// Asks until there is an answer that is not "later".
    async fn ask(&mut self, url: &Url, known: Option<&FetchedPage>, largest: usize) -> Answer {
        let mut reason = String::new();
        for attempt in 0..self.options.attempts.max(1) {
            self.pause().await;
            let asked = tokio::time::timeout(self.options.patience, self.once(url, known, largest)).await;
            let mut wait = self.options.pause.saturating_mul(2 << attempt.min(6));
            match asked {
                Ok(Ok(Ok(answer))) => return answer,
                Ok(Ok(Err((status, retry_after)))) => {
                    reason = format!("{} each time", responded(status));
                    wait = retry_after.unwrap_or(wait);
                }
                Ok(Err(error)) => reason = error.to_string(),
                Err(_) => reason = format!("no complete response within {} s", self.options.patience.as_secs()),
            }
            if attempt + 1 < self.options.attempts {
                tokio::time::sleep(wait.min(LONGEST_WAIT)).await;
            }
        }
        Answer::Nothing(reason)
    }

    async fn pause(&mut self) {
        if let Some(last) = self.last {
            tokio::time::sleep(self.options.pause.saturating_sub(last.elapsed())).await;
        }
        self.last = Some(Instant::now());
    }

    /// One request; the inner error is a busy server and when it wants to be asked again.
    async fn once(
        &self,
        url: &Url,
        known: Option<&FetchedPage>,
        largest: usize,
    ) -> Result<Result<Answer, (u16, Option<Duration>)>, TransportError> {
        let mut request = HttpRequest::new(Method::Get, url.as_str());
        request.headers.set("User-Agent", concat!("specwright/", env!("CARGO_PKG_VERSION")));
        request.headers.set("Accept", "text/html, text/markdown, text/plain;q=0.9, */*;q=0.1");
        for (name, value) in [
            ("If-None-Match", known.and_then(|entry| entry.etag.as_deref())),
            ("If-Modified-Since", known.and_then(|entry| entry.last_modified.as_deref())),
        ] {
            if let Some(value) = value {
                request.headers.set(name, value);
            }
        }
        let mut answer = self.transport.send(request).await?;
        match answer.status {
            200 => {}
            304 if known.is_some() => return Ok(Ok(Answer::Unchanged)),
            301 | 302 | 303 | 307 | 308 => {
                let target = answer.headers.get("Location");
                let nowhere = || Answer::Nothing("it redirects to nowhere".to_owned());
                return Ok(Ok(target.map_or_else(nowhere, |target| Answer::Redirect(target.to_owned()))));
            }
            status @ (429 | 503) => return Ok(Err((status, answer.headers.get("Retry-After").and_then(wait)))),
            status => return Ok(Ok(Answer::Status(status))),
        }
        let mut bytes = Vec::new();
        while let Some(piece) = answer.body.piece().await {
            bytes.extend_from_slice(&piece?);
            if bytes.len() > largest {
                return Ok(Ok(Answer::Nothing(format!(
                    "it has more than {largest} bytes; raise the limit with `--largest`"
                ))));
            }
        }
        Ok(Ok(Answer::Body(answer, bytes)))
    }
}

fn responded(status: u16) -> String {
    format!("the server responded with {status}")
}

/// `Retry-After` in seconds or as a date.
fn wait(text: &str) -> Option<Duration> {
    if let Ok(seconds) = text.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = Timestamp::parse(text)?.unix() - Timestamp::from(SystemTime::now()).unix();
    Some(Duration::from_secs(u64::try_from(until).unwrap_or(0)))
}

fn page(url: Url, answer: &HttpResponse, bytes: Vec<u8>) -> Came {
    let media = answer.headers.get("Content-Type").unwrap_or("text/html");
    let media = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let named = url.path().rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let ending = match (media.as_str(), named.as_deref()) {
        ("text/html" | "application/xhtml+xml", _) => "html",
        ("text/markdown", _) | ("text/plain", Some("md" | "markdown")) => "md",
        ("text/x-rst", _) | ("text/plain", Some("rst")) => "rst",
        ("text/plain", _) => "txt",
        (other, _) => return Came::Nothing(format!("it is {other}, not a page")),
    };
    let header = |name: &str| answer.headers.get(name).map(str::to_owned);
    let validators =
        FetchedPage { etag: header("ETag"), last_modified: header("Last-Modified"), ..FetchedPage::default() };
    Came::Page(Page { url, bytes, ending, validators })
}
