//! A mock of services: services and a request enter, the response of the page's example leaves, or a refusal that
//! says what is wrong with the request. The same request gets the same response, whenever it comes.

mod authentication;
mod body;
mod check;
mod form;
mod made_up;
mod options;
mod refusal;
mod request;
mod route;
mod server;
mod signature;
#[cfg(test)]
mod tests;
mod xml;

pub use options::{Failing, Options, duration};
pub use request::Request;
pub use server::serve;

use crate::ir::{Output, Service, Signing, Status};
use options::{RequestCounter, Wanted};
use refusal::Refusal;
use route::Found;
use serde_json::Value;
use specwright_runtime::SigningNames;
use std::{collections::BTreeMap, time::Duration};

/// The services that are mocked, and how.
#[derive(Debug)]
pub struct Mock {
    services: Vec<Service>,
    /// What vendors with names of their own call the parts of a signature, by service.
    signing: BTreeMap<String, &'static SigningNames>,
    options: Options,
    counter: RequestCounter,
}

/// What is sent back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// Headers, the media type among them.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// How long it takes to come.
    pub delay: Duration,
    /// A line for people: which operation it was, and what was wrong.
    pub summary: String,
}

impl Mock {
    /// A mock of these services.
    #[must_use]
    pub fn new(services: Vec<Service>, options: Options) -> Self {
        let own = services.iter().filter(|service| service.signing != Signing::default());
        let signing = own.map(|service| (service.service.clone(), signature::names(&service.signing))).collect();
        Self { services, signing, options, counter: RequestCounter::default() }
    }

    /// The services.
    #[must_use]
    pub fn services(&self) -> &[Service] {
        &self.services
    }

    /// Responds to a request.
    #[must_use]
    pub fn respond(&self, request: &Request) -> Response {
        let id = self.counter.next();
        let found = route::find(&self.services, request);
        let name = found.as_ref().map_or_else(
            |_| "no operation".to_owned(),
            |found| format!("{} {}", found.service.service, found.operation.name),
        );
        let wanted = Wanted::of(request);
        let delay = wanted.as_ref().ok().and_then(|wanted| wanted.delay).unwrap_or(self.options.latency);
        let outcome = found.as_ref().map_err(Clone::clone).and_then(|found| self.outcome(request, found, &wanted?, id));
        let mut response = match outcome {
            Ok(response) => response,
            Err(refusal) => refusal.response(found.as_ref().ok(), id),
        };
        response.delay = delay;
        response.headers.push(("X-Request-Id".to_owned(), request_id(id)));
        let line = format!("{} {} -> {} {name}", request.method, request.path(), response.status);
        response.summary = if response.summary.is_empty() { line } else { format!("{line}: {}", response.summary) };
        response
    }

    fn outcome(&self, request: &Request, found: &Found<'_>, wanted: &Wanted, id: u64) -> Result<Response, Refusal> {
        // Whoever asks for a status wants to see what the client makes of it, whatever the request is like.
        if let Some(status) = wanted.status {
            return Ok(response_of_status(found, status, id));
        }
        self.counter.throttle(&self.options)?;
        let names = self.signing.get(&found.service.service).copied().unwrap_or(&SigningNames::BASE);
        match &found.service.authentication {
            Some(own) => authentication::check(request, own, &self.options)?,
            None => signature::check(request, found.operation, &found.service.signing, names, &self.options)?,
        }
        check::check(request, found, &self.options)?;
        if let Some(status) = self.counter.failure(&self.options) {
            return Ok(response_of_status(found, status, id));
        }
        let example = match &wanted.example {
            Some(name) => {
                Some(found.operation.examples.iter().find(|example| example.name == *name).ok_or_else(|| {
                    let known: Vec<&str> =
                        found.operation.examples.iter().map(|example| example.name.as_str()).collect();
                    Refusal::new(400, format!("there is no example `{name}`; there are: {}", known.join(", ")))
                })?)
            }
            None => None,
        };
        let asked = example.and_then(|example| match example.status {
            Some(Status::Code(code)) => Some(code),
            Some(Status::Default) => Some(500),
            None => None,
        });
        let status = asked.unwrap_or_else(|| success(found));
        let body = example.and_then(|example| example.response.clone());
        Ok(response(found, status, body))
    }
}

/// The lowest status of success that the page states.
fn success(found: &Found<'_>) -> u16 {
    let statuses = found.operation.outputs.iter().filter_map(|output| match output.status {
        Status::Code(code) if (200..300).contains(&code) => Some(code),
        _ => None,
    });
    statuses.min().unwrap_or(200)
}

/// The response of a status that was asked for: as the page has it, or in the form of the service's errors.
fn response_of_status(found: &Found<'_>, status: u16, id: u64) -> Response {
    if status < 400 || example(found, status).is_some() {
        return response(found, status, None);
    }
    let mut refusal = Refusal::new(status, "simulated, as requested");
    if matches!(status, 429 | 503) {
        refusal = refusal.with_header("Retry-After", "1");
    }
    refusal.response(Some(found), id)
}

fn example<'a>(found: &Found<'a>, status: u16) -> Option<&'a Value> {
    let of = |wanted| {
        let examples = found.operation.examples.iter();
        examples.filter(|example| example.status == Some(wanted)).find_map(|example| example.response.as_ref())
    };
    of(Status::Code(status)).or_else(|| if status >= 400 { of(Status::Default) } else { None })
}

/// A response with the body given, that of the page's example, or one that is made up.
fn response(found: &Found<'_>, status: u16, body: Option<Value>) -> Response {
    let output = output(found, status);
    let body = body.or_else(|| example(found, status).cloned());
    let body = body.or_else(|| Some(made_up::value(found.service, output?.ty.as_ref()?)));
    let mut headers: Vec<(String, String)> =
        output.into_iter().flat_map(|output| &output.headers).map(made_up::header).collect();
    let media = output.and_then(|output| output.media.as_deref());
    if body.is_some() {
        headers.push(("Content-Type".to_owned(), media.unwrap_or("application/json").to_owned()));
    }
    let body = body.map(|body| body::bytes(&body, media)).unwrap_or_default();
    Response { status, headers, body, delay: Duration::ZERO, summary: String::new() }
}

fn output<'a>(found: &Found<'a>, status: u16) -> Option<&'a Output> {
    let of = |wanted| found.operation.outputs.iter().find(|output| output.status == wanted);
    of(Status::Code(status)).or_else(|| if status >= 400 { of(Status::Default) } else { None })
}

fn request_id(id: u64) -> String {
    format!("mock-{id}")
}
