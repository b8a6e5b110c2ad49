//! Holds calls and responses against the examples of the pages they were made from, and mocks services. Nothing is
//! sent.
//!
//! A call enters as it would travel, a response as text; what differs leaves as a [`Difference`]. The tests that come
//! with an emitted client are made of this; an application's own tests may be too.

mod mock;

#[cfg(feature = "xml")]
pub use crate::xml::document;
pub use mock::{Handler, MockResponse, Received, Refusal, mock_client};

use std::collections::BTreeSet;
use std::fmt;

use crate::client::Call;
use crate::config::Config;
use crate::credentials::Keys;
use crate::error::Error;
use crate::json::{self, Json, Value};
use crate::transport::MemoryTransport;
use crate::validate::Validation;
#[cfg(feature = "xml")]
use crate::xml;

/// What a call should be.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The method.
    pub method: &'a str,
    /// The path, encoded.
    pub path: &'a str,
    /// All pairs of the query, in any order.
    pub query: &'a [(&'a str, &'a str)],
    /// Headers that must be there, among others.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body: JSON, or other text.
    pub body: Option<&'a str>,
}

impl<'a> Request<'a> {
    /// A request of this method and path, without a query.
    #[must_use]
    pub const fn new(method: &'a str, path: &'a str) -> Self {
        Self { method, path, query: &[], headers: &[], body: None }
    }

    /// With these pairs of the query.
    #[must_use]
    pub const fn query(mut self, pairs: &'a [(&'a str, &'a str)]) -> Self {
        self.query = pairs;
        self
    }

    /// With these headers, among others.
    #[must_use]
    pub const fn headers(mut self, headers: &'a [(&'a str, &'a str)]) -> Self {
        self.headers = headers;
        self
    }

    /// With this body.
    #[must_use]
    pub const fn body(mut self, body: &'a str) -> Self {
        self.body = Some(body);
        self
    }
}

/// Where something is not as it should be: a line each.
#[derive(Clone, PartialEq, Eq)]
pub struct Difference(Vec<String>);

/// The result of a check.
pub type Verdict = Result<(), Difference>;

/// A configuration that reaches nobody: project `project`, account `domain`, region `region`.
pub fn config() -> Result<Config, Difference> {
    let config = Config::builder()
        .region("region")
        .credentials(Keys::new("access", "secret"))
        .project_id("project")
        .domain_id("domain")
        // Examples show what travels; not all of them keep to their own page.
        .validate(Validation::None)
        .transport(MemoryTransport::replies::<String>([]));
    config.build().map_err(|error| Difference::of(&error))
}

/// Reads JSON as a `T`.
pub fn read<T: Value>(text: &str) -> Result<T, Difference> {
    let decoded = json::decode::<T>(text.as_bytes()).map_err(|error| Difference(vec![error.to_string()]))?;
    decoded.value.ok_or_else(|| Difference(vec!["the JSON is of another type".to_owned()]))
}

/// The name of the root element of a document in XML, and what is in it.
#[cfg(feature = "xml")]
pub fn elements(document: &[u8]) -> Result<(String, Json), Difference> {
    xml::read(document).map_err(|error| Difference(vec![error.to_string()]))
}

/// The value of an example that is known to be one.
#[must_use]
pub fn sample<T: Value + Default>(text: &str) -> T {
    read(text).unwrap_or_default()
}

/// Whether reading JSON as a `T` and writing it again keeps all of it.
///
/// A number and its text are the same, as are `null` and nothing, and one item and a list of it: a page's example need
/// not have the types that its tables state.
pub fn keeps<T: Value>(text: &str) -> Verdict {
    let value: T = read(text)?;
    same_json(text, &json::encode(&value))
}

/// Whether a call is what `expected` says.
pub fn sends(call: &Call, expected: &Request<'_>) -> Verdict {
    let found = call.preview().map_err(|error| Difference::of(&error))?;
    let mut lines = Vec::new();
    let mut compare = |what: &str, expected: &str, found: &str| {
        if expected != found {
            lines.push(format!("{what}: expected {expected}, found {found}"));
        }
    };
    compare("method", expected.method, found.method);
    compare("path", expected.path, &found.path);
    let mut query: Vec<(&str, &str)> = expected.query.to_vec();
    query.sort_unstable();
    let pairs: Vec<(&str, &str)> = found.query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    compare("query", &format!("{query:?}"), &format!("{pairs:?}"));
    for (name, value) in expected.headers {
        compare(&format!("header {name}"), value, found.headers.get(name).unwrap_or("none"));
    }
    if let Some(expected) = expected.body {
        let body = found.body.bytes().map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
        if let Err(Difference(more)) = same_json(expected, &body) {
            lines.extend(more.into_iter().map(|line| format!("body: {line}")));
        }
    }
    Difference::unless_empty(lines)
}

/// Whether two texts are the same JSON, or the same text.
fn same_json(expected: &str, found: &str) -> Verdict {
    if expected == found {
        return Ok(());
    }
    let mut lines = Vec::new();
    match (Json::parse(expected), Json::parse(found)) {
        (Ok(expected), Ok(found)) => compare("", &expected, &found, &mut lines),
        _ => lines.push(format!("expected {expected}, found {found}")),
    }
    Difference::unless_empty(lines)
}

fn compare(path: &str, expected: &Json, found: &Json, lines: &mut Vec<String>) {
    match (expected, found) {
        (Json::Object(expected), Json::Object(found)) => {
            let names: BTreeSet<&String> = expected.keys().chain(found.keys()).collect();
            for name in names {
                let nothing = Json::Null;
                let (expected, found) = (expected.get(name).unwrap_or(&nothing), found.get(name).unwrap_or(&nothing));
                compare(&format!("{path}.{name}"), expected, found, lines);
            }
        }
        (Json::Array(expected), Json::Array(found)) if expected.len() == found.len() => {
            for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
                compare(&format!("{path}[{index}]"), expected, found, lines);
            }
        }
        // One item is taken for a list of it, and a list of one for its item.
        (Json::Array(items), other) | (other, Json::Array(items)) if items.len() == 1 && other.as_array().is_none() => {
            for item in items {
                compare(path, item, other, lines);
            }
        }
        (expected, found) if says_nothing(expected) && says_nothing(found) => {}
        (expected, found) if is_same_scalar(expected, found) => {}
        (expected, found) => lines.push(format!("{path}: expected {expected}, found {found}")),
    }
}

/// What is read as absent.
fn says_nothing(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::String(text) => text.is_empty(),
        Json::Array(items) => items.is_empty(),
        Json::Object(members) => members.is_empty(),
        Json::Bool(_) | Json::Number(_) => false,
    }
}

fn is_same_scalar(one: &Json, other: &Json) -> bool {
    let text = |value: &Json| match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(value) => Some(value.to_string()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    };
    let Some((one, other)) = text(one).zip(text(other)) else { return false };
    let number = |text: &str| text.trim().parse::<f64>().ok();
    // Numbers that differ in nothing but how they are written have the same bits.
    let same_number = number(&one).zip(number(&other)).is_some_and(|(one, other)| one.to_bits() == other.to_bits());
    one == other || same_number || one.eq_ignore_ascii_case(&other) && matches!(other.as_str(), "true" | "false")
}

impl Difference {
    fn of(error: &Error) -> Self {
        Self(vec![error.to_string()])
    }

    fn unless_empty(lines: Vec<String>) -> Result<(), Self> {
        if lines.is_empty() { Ok(()) } else { Err(Self(lines)) }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

/// What a failed test prints.
impl fmt::Debug for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Difference {}

#[cfg(test)]
mod tests;
