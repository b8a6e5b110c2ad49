//! One call of an operation, as a value: built, looked at, changed, sent.

use std::fmt;

use bytes::Bytes;

use crate::client::Client;
use crate::endpoint;
use crate::error::{Error, ErrorKind};
use crate::headers::Headers;
use crate::json::{Value, encode};
use crate::parameter::Parameter;
use crate::random;
use crate::secret;
use crate::send::RetryPolicy;
use crate::sending::{Response, Sending};
use crate::service::{FilledBy, Location, Operation};
use crate::signing::{canonical_query, percent_encode};
use crate::timeouts::Timeouts;
use crate::transport::HttpRequest;
use crate::validate::Violations;

/// One call of an operation.
///
/// Setting an input again replaces it. Nothing is checked before [`preview`](Self::preview) or [`send`](Self::send).
#[derive(Clone)]
#[must_use = "a call does nothing until it is sent"]
pub struct Call {
    pub(crate) client: Client,
    pub(crate) operation: &'static Operation,
    path: Vec<(String, String)>,
    query: Vec<(String, Vec<String>)>,
    headers: Headers,
    content_type: Option<String>,
    body: Option<Bytes>,
    timeouts: Option<Timeouts>,
    retry: Option<RetryPolicy>,
    violations: Violations,
}

/// What fills the inputs that the caller does not give.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Filling<'a> {
    pub(crate) project_id: Option<&'a str>,
    pub(crate) domain_id: Option<&'a str>,
}

/// A call as it would be sent, without date, signature or token. Its `Debug` shows neither query values nor the body.
#[derive(Clone)]
#[non_exhaustive]
pub struct Preview {
    /// The method.
    pub method: &'static str,
    /// The path, encoded.
    pub path: String,
    /// The query's pairs, not encoded, in the order in which they travel.
    pub query: Vec<(String, String)>,
    /// The headers.
    pub headers: Headers,
    /// The body.
    pub body: Option<Bytes>,
}

impl Call {
    pub(crate) fn new(client: Client, operation: &'static Operation) -> Self {
        Self {
            client,
            operation,
            path: Vec::new(),
            query: Vec::new(),
            headers: Headers::new(),
            content_type: None,
            body: None,
            timeouts: None,
            retry: None,
            violations: Violations::default(),
        }
    }

    /// Fills the placeholder `name` of the path; the items of a list are joined by commas.
    pub fn path(&mut self, name: &str, value: impl Parameter) {
        self.set_path(name, &texts(&value));
    }

    /// Sets the query parameter `name`; a list becomes one pair an item, an absent value none.
    pub fn query(&mut self, name: &str, value: impl Parameter) {
        self.set_query(name, texts(&value));
    }

    /// Sets the header `name`; the items of a list are joined by commas, an absent value removes it.
    pub fn header(&mut self, name: &str, value: impl Parameter) {
        self.set_header(name, &texts(&value));
    }

    /// Sets the body, as JSON.
    pub fn body(&mut self, value: &dyn Value) {
        self.body = Some(Bytes::from(encode(value)));
    }

    /// Sets the body's bytes and their media type.
    pub fn raw_body(&mut self, content_type: impl Into<String>, bytes: impl Into<Bytes>) {
        self.content_type = Some(content_type.into());
        self.body = Some(bytes.into());
    }

    /// The constraints that the call breaks so far; where emitted setters check what they are given.
    pub fn violations(&mut self) -> &mut Violations {
        &mut self.violations
    }

    /// Sets the deadlines of this call alone.
    pub fn set_timeouts(&mut self, timeouts: Timeouts) {
        self.timeouts = Some(timeouts);
    }

    /// Sets how this call alone is repeated.
    pub fn set_retry(&mut self, retry: RetryPolicy) {
        self.retry = Some(retry);
    }

    /// The operation that is called.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The call as it would be sent; ids that only the service knows are left as placeholders.
    pub fn preview(&self) -> Result<Preview, Error> {
        let config = self.client.config();
        let filling = Filling {
            project_id: Some(config.project_id.as_deref().unwrap_or("{project_id}")),
            domain_id: Some(config.domain_id.as_deref().unwrap_or("{domain_id}")),
        };
        self.parts(&filling)
    }

    /// Sends the call when the result is awaited, and reads the answer as a `T`.
    pub fn send<T: Value>(self) -> Sending<T> {
        Sending::value(self)
    }

    /// The same, with status, headers and raw body beside the value.
    pub fn send_with_response<T: Value>(self) -> Sending<Response<T>> {
        Sending::response(self)
    }

    fn set_path(&mut self, name: &str, texts: &[String]) {
        self.path.retain(|(known, _)| known != name);
        self.path.push((name.to_owned(), texts.join(",")));
    }

    fn set_query(&mut self, name: &str, texts: Vec<String>) {
        self.query.retain(|(known, _)| known != name);
        self.query.push((name.to_owned(), texts));
    }

    fn set_header(&mut self, name: &str, texts: &[String]) {
        if texts.is_empty() {
            self.headers.remove(name);
        } else {
            self.headers.set(name, texts.join(","));
        }
    }

    /// The request for the service at `endpoint`, with everything but a credential.
    pub(crate) fn request(&self, endpoint: &str, filling: &Filling<'_>) -> Result<HttpRequest, Error> {
        let parts = self.parts(filling)?;
        let mut url = format!("{endpoint}{}", parts.path);
        if !parts.query.is_empty() {
            url.push('?');
            url.push_str(&canonical_query(&parts.query));
        }
        let mut request = HttpRequest::new(self.operation.method, url);
        request.headers = parts.headers;
        request.headers.set("Host", endpoint::host_and_path(endpoint).0);
        request.body = parts.body;
        Ok(request)
    }

    fn parts(&self, filling: &Filling<'_>) -> Result<Preview, Error> {
        if self.client.config().validate && !self.violations.found().is_empty() {
            return Err(self.named(Error::violated(self.violations.found())));
        }
        let fill = |by| match by {
            FilledBy::Project => filling.project_id.map(str::to_owned),
            FilledBy::Domain => filling.domain_id.map(str::to_owned),
            FilledBy::RequestId => Some(random::id()),
            FilledBy::Credential => None,
        };
        let mut headers = self.client.config().headers.clone();
        let constants = self.operation.constant_headers.iter().copied();
        for (name, value) in constants.chain(self.headers.iter()) {
            headers.set(name, value);
        }
        let mut query: Vec<(String, String)> = self
            .operation
            .constant_query
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        for (name, values) in &self.query {
            query.retain(|(known, _)| known != name);
            query.extend(values.iter().map(|value| (name.clone(), value.clone())));
        }
        for filled in self.operation.filled {
            let name = filled.name;
            let Some(value) = fill(filled.by) else { continue };
            match filled.location {
                Location::Header if !headers.contains(name) => headers.set(name, value),
                Location::Query if !query.iter().any(|(known, _)| known == name) => {
                    query.push((name.to_owned(), value));
                }
                // A path is filled below, where its placeholders are read.
                Location::Header | Location::Query | Location::Path => {}
            }
        }
        query.sort();
        if self.body.is_some() && !headers.contains("Content-Type") {
            headers.set("Content-Type", self.content_type.as_deref().unwrap_or(self.operation.content_type));
        }
        for (name, value) in headers.iter() {
            check_header(name, value).map_err(|error| self.named(error))?;
        }
        let path = self.filled_path(&fill).map_err(|error| self.named(error))?;
        Ok(Preview { method: self.operation.method.as_str(), path, query, headers, body: self.body.clone() })
    }

    /// The template with every placeholder filled and encoded.
    fn filled_path(&self, fill: &dyn Fn(FilledBy) -> Option<String>) -> Result<String, Error> {
        let mut path = String::new();
        let mut rest = self.operation.path;
        while let Some((literal, after)) = rest.split_once('{') {
            let Some((name, tail)) = after.split_once('}') else { break };
            push_literal(&mut path, literal);
            let given = self.path.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
            let filled =
                self.operation.filled.iter().find(|filled| filled.location == Location::Path && filled.name == name);
            let value = given.or_else(|| fill(filled?.by));
            let value = value.ok_or_else(|| unusable_path(name, "is missing"))?;
            match value.as_str() {
                "" => return Err(unusable_path(name, "is empty")),
                "." | ".." => return Err(unusable_path(name, "would change the path")),
                // What is previewed shows what is not known yet.
                unknown if unknown.starts_with('{') && filled.is_some() => path.push_str(unknown),
                value => path.push_str(&percent_encode(value)),
            }
            rest = tail;
        }
        push_literal(&mut path, rest);
        Ok(path)
    }

    pub(crate) fn timeouts(&self) -> Timeouts {
        self.timeouts.unwrap_or(self.client.config().timeouts)
    }

    pub(crate) fn retry(&self) -> RetryPolicy {
        self.retry.unwrap_or(self.client.config().retry)
    }

    /// Values that the caller gave under names that speak of secrets.
    pub(crate) fn secrets(&self) -> Vec<&str> {
        let query = self
            .query
            .iter()
            .flat_map(|(name, values)| values.iter().map(move |value| (name.as_str(), value.as_str())));
        let given = query.chain(self.headers.iter());
        given.filter(|(name, _)| secret::is_secret_name(name)).map(|(_, value)| value).collect()
    }

    /// The text of the query parameter `name`, when it has one value.
    pub(crate) fn query_value(&self, name: &str) -> Option<&str> {
        let (_, values) = self.query.iter().find(|(known, _)| known == name)?;
        match values.as_slice() {
            [value] => Some(value),
            _ => None,
        }
    }

    pub(crate) fn has_header(&self, name: &str) -> bool {
        self.headers.contains(name)
    }

    /// Whether the operation has an input that is filled by `by` and not given.
    pub(crate) fn needs(&self, by: FilledBy) -> bool {
        self.operation.filled.iter().filter(|filled| filled.by == by).any(|filled| match filled.location {
            Location::Path => !self.path.iter().any(|(name, _)| name == filled.name),
            Location::Query => !self.query.iter().any(|(name, _)| name == filled.name),
            Location::Header => !self.headers.contains(filled.name),
        })
    }

    /// Whether sending it twice does what sending it once does.
    pub(crate) fn is_repeatable(&self) -> bool {
        self.operation.method.is_idempotent() || self.headers.contains("X-Client-Token")
    }

    pub(crate) fn named(&self, error: Error) -> Error {
        error.in_operation(self.operation.service, self.operation.name)
    }
}

fn texts(value: &dyn Parameter) -> Vec<String> {
    let mut texts = Vec::new();
    value.texts(&mut texts);
    texts
}

fn unusable_path(name: &str, problem: &str) -> Error {
    let advice = match name.to_ascii_lowercase().as_str() {
        "project_id" | "projectid" | "tenant_id" => "; set the project id in the configuration",
        "domain_id" | "domainid" => "; set the domain id in the configuration",
        _ => "",
    };
    Error::new(ErrorKind::Build, format!("the path value {name:?} {problem}{advice}"))
}

fn check_header(name: &str, value: &str) -> Result<(), Error> {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || !name.bytes().all(token) {
        return Err(Error::new(ErrorKind::Build, format!("{name:?} is no name for a header")));
    }
    // A line break would start a header of the value's own making.
    if value.chars().any(|character| character.is_control() && character != '\t') {
        return Err(Error::new(ErrorKind::Build, format!("the header {name} holds a control character")));
    }
    Ok(())
}

/// The page's own part of a path: left as it is, but for what no URL can hold.
fn push_literal(path: &mut String, literal: &str) {
    for character in literal.chars() {
        if character.is_ascii_alphanumeric() || "/-_.~:@!$&'()*+,;=%".contains(character) {
            path.push(character);
        } else {
            path.push_str(&percent_encode(character.encode_utf8(&mut [0; 4])));
        }
    }
}

impl fmt::Debug for Preview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let query: Vec<_> = self.query.iter().map(|(name, _)| name).collect();
        f.debug_struct("Preview")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("query", &query)
            .field("headers", &self.headers)
            .field("body", &self.body.as_ref().map(Bytes::len))
            .finish()
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let query: Vec<_> = self.query.iter().map(|(name, _)| name).collect();
        f.debug_struct("Call")
            .field("service", &self.operation.service)
            .field("operation", &self.operation.name)
            .field("method", &self.operation.method)
            .field("path", &self.operation.path)
            .field("query", &query)
            .field("headers", &self.headers)
            .field("body", &self.body.as_ref().map(Bytes::len))
            .finish_non_exhaustive()
    }
}
