//! From a call's inputs to what travels: every placeholder filled, every name and value safe.

use std::fmt;

use super::Request;
use super::members::with_members;
use crate::error::{Error, ErrorKind};
use crate::facts::operation::{FilledBy, Location};
use crate::signing::{canonical_query, percent_encode};
use crate::transport::{HttpRequest, RequestBody};
use crate::validate::Validation;
use crate::values::headers::Headers;
use crate::values::random;
use crate::values::url;

/// What a call is filled with that the caller does not give.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Filling<'a> {
    /// The headers of every call.
    pub(crate) headers: &'a Headers,
    /// For what a call is refused.
    pub(crate) validation: Validation,
    pub(crate) project_id: Option<&'a str>,
    pub(crate) domain_id: Option<&'a str>,
    /// Whether nothing is sent, so that placeholders stand for what is not known yet.
    pub(crate) is_preview: bool,
}

/// A call as it would be sent, without date, signature or token. `Debug` shows no values of path or query, and no body.
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
    pub body: RequestBody,
    template: &'static str,
}

impl Request {
    /// What travels to the service at `endpoint`, but for a credential.
    pub(crate) fn to_http(&self, endpoint: &str, filling: &Filling<'_>) -> Result<HttpRequest, Error> {
        let parts = self.filled(filling)?;
        let mut url = format!("{endpoint}{}", parts.path);
        if !parts.query.is_empty() {
            url.push('?');
            url.push_str(&canonical_query(&parts.query));
        }
        let mut request = HttpRequest::new(self.operation.method, url);
        request.operation = Some(self.operation);
        request.headers = parts.headers;
        request.headers.set("Host", url::host_and_path(endpoint).0);
        request.body = parts.body;
        Ok(request)
    }

    /// What travels, but for a credential and the place it goes to.
    pub(crate) fn filled(&self, filling: &Filling<'_>) -> Result<Preview, Error> {
        if filling.validation != Validation::None {
            let refused = self.violations().refusing(filling.validation).unless_none();
            refused.map_err(|violations| self.named(Error::violated(violations)))?;
        }
        let fill = |by| match by {
            FilledBy::Project => filling.project_id.map(str::to_owned),
            FilledBy::Domain => filling.domain_id.map(str::to_owned),
            FilledBy::RequestId => Some(random::id()),
        };
        let mut headers = filling.headers.clone();
        for (name, value) in self.operation.constant_headers {
            headers.set(*name, *value);
        }
        for (name, value) in self.headers.clone() {
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
            let known = fill(filled.by);
            let unknown = filling.is_preview && filled.is_required;
            let Some(value) = known.or_else(|| unknown.then(|| format!("{{{name}}}"))) else { continue };
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
        let content_type = self.content_type.as_deref().unwrap_or(self.operation.media);
        let body = with_members(&self.body, content_type, self.operation.constant_members);
        if !body.is_none() && !headers.contains("Content-Type") {
            headers.set("Content-Type", content_type);
        }
        for (name, value) in headers.iter() {
            check_header(name, value).map_err(|error| self.named(error))?;
        }
        let path = self.filled_path(&fill, filling.is_preview).map_err(|error| self.named(error))?;
        let method = self.operation.method.as_str();
        Ok(Preview { method, path, query, headers, body, template: self.operation.path })
    }

    /// The template with every placeholder filled and encoded.
    fn filled_path(&self, fill: &dyn Fn(FilledBy) -> Option<String>, is_preview: bool) -> Result<String, Error> {
        let mut path = String::with_capacity(self.operation.path.len() * 2);
        let mut rest = self.operation.path;
        while let Some((literal, after)) = rest.split_once('{') {
            let Some((name, tail)) = after.split_once('}') else { break };
            push_literal(&mut path, literal);
            let given = self.path.iter().find(|(known, _)| known == name).map(|(_, texts)| texts.join(","));
            let filled =
                self.operation.filled.iter().find(|filled| filled.location == Location::Path && filled.name == name);
            let value = given.or_else(|| fill(filled?.by));
            rest = tail;
            if value.is_none() && is_preview && filled.is_some() {
                path.extend(["{", name, "}"]);
                continue;
            }
            let value = value.ok_or_else(|| unusable_path(name, "is missing"))?;
            match value.as_str() {
                "" => return Err(unusable_path(name, "is empty")),
                "." | ".." => return Err(unusable_path(name, "would change the path")),
                value => path.push_str(&percent_encode(value)),
            }
        }
        push_literal(&mut path, rest);
        // On the way such pieces are taken out, and the signature is one of another path.
        let changes = |piece: &str| {
            piece.starts_with(['.', '%'])
                && matches!(piece.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..")
        };
        if path.split('/').any(changes) {
            return Err(Error::new(
                ErrorKind::Build,
                format!("the path {} contains `.` or `..` segments", self.operation.path),
            ));
        }
        Ok(path)
    }
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
        return Err(Error::new(ErrorKind::Build, format!("invalid header name {name:?}")));
    }
    // A line break would start a header of the value's own making.
    if value.chars().any(|character| character.is_control() && character != '\t') {
        return Err(Error::new(ErrorKind::Build, format!("the header {name} contains a control character")));
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
            .field("path", &self.template)
            .field("query", &query)
            .field("headers", &self.headers)
            .field("body", &self.body)
            .finish()
    }
}
