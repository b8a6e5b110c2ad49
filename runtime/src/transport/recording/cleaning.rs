//! An exchange as it may be written down: what its page or its names call secret is taken out, wherever it stands.

use super::super::{HttpRequest, RequestBody};
use crate::facts::operation::{Location, Operation};
use crate::json::Json;
use crate::signing::{Hash, canonical_query, hex, is_form, percent_decode, query_pairs};
use crate::validate::{Inside, secrecy};
use crate::values::headers::Headers;
use crate::values::redaction;
use crate::values::secret::{REDACTED, Secret, is_secret_name};
use crate::values::url::host_and_path;
use crate::values::utf8;
#[cfg(feature = "xml")]
use crate::xml;

/// A body of more bytes is told from others by its hash.
const LONGEST: usize = 64 * 1024;

/// A request by which its exchange is found again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// Method, path and query.
    pub(super) line: String,
    /// The body; `null` where there is none.
    pub(super) body: Json,
}

/// Takes out secrets. What was one in the request is one in the response.
pub(super) struct Cleaner {
    operation: Option<&'static Operation>,
    found: Vec<Secret>,
}

impl Cleaner {
    /// What may be seen of a request, and who cleans its response.
    pub(super) fn of(request: &HttpRequest) -> (Self, Asked) {
        let mut cleaner = Self { operation: request.operation, found: Vec::new() };
        let headers = request.headers.iter().filter(|(name, _)| cleaner.is_secret(Location::Header, name));
        cleaner.found = headers.map(|(_, value)| value.into()).collect();
        let line = format!("{} {}", request.method, cleaner.target(request));
        let media = request.headers.get("Content-Type");
        let body = match &request.body {
            RequestBody::None => Json::Null,
            RequestBody::Bytes(bytes) => cleaner.request_body(bytes, media),
            RequestBody::Upload(upload) => match upload.in_memory() {
                Some(bytes) => cleaner.request_body(&bytes, media),
                None => Json::from(format!("{:?}", request.body)),
            },
        };
        (cleaner, Asked { line, body })
    }

    /// What may be seen of the headers of a response.
    pub(super) fn headers(&self, headers: &Headers) -> Json {
        let clean = |(name, value): (&str, &str)| (name.to_owned(), Json::from(self.text(value)));
        headers.shown().map(clean).collect()
    }

    /// What may be seen of the body of a response: JSON as such, all else as a text.
    pub(super) fn response_body(&mut self, bytes: &[u8]) -> Json {
        self.body(bytes, None, self.operation.map_or(&[Inside::Nothing], |operation| operation.responses))
    }

    fn is_secret(&self, location: Location, name: &str) -> bool {
        self.operation.map_or_else(|| is_secret_name(name), |operation| operation.is_secret(location, name))
    }

    /// The path and the query of a URL. What shows who calls is no part of what is asked.
    fn target(&mut self, HttpRequest { url, proof, .. }: &HttpRequest) -> String {
        let (_, target) = host_and_path(url);
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let path = self.path(path);
        let mut pairs = query_pairs(query);
        pairs.retain_mut(|(name, value)| {
            let proof = proof.iter().find(|proof| proof.name == *name);
            if proof.is_some_and(|proof| proof.is_token) || self.is_secret(Location::Query, name) {
                self.found.push(std::mem::replace(value, REDACTED.to_owned()).into());
            }
            proof.is_none()
        });
        let separator = if pairs.is_empty() { "" } else { "?" };
        format!("{path}{separator}{}", canonical_query(&pairs))
    }

    /// A path without the values of secret placeholders. What stands before the path of the operation is the
    /// endpoint's.
    fn path(&mut self, path: &str) -> String {
        let template = self.operation.map_or("", |operation| operation.path);
        let mut pieces: Vec<&str> = path.split('/').collect();
        for (piece, template) in pieces.iter_mut().rev().zip(template.split('/').rev()) {
            let mut names = template.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
            if names.any(|name| self.is_secret(Location::Path, name)) {
                self.found.push(String::from_utf8_lossy(&percent_decode(piece)).into_owned().into());
                *piece = REDACTED;
            }
        }
        pieces.join("/")
    }

    fn request_body(&mut self, bytes: &[u8], media: Option<&str>) -> Json {
        let inside = self.operation.map_or(Inside::Nothing, |operation| operation.body);
        let body = self.body(bytes, media, &[inside]);
        if bytes.len() <= LONGEST && std::str::from_utf8(bytes).is_ok() {
            return body;
        }
        let hash = hex(&Hash::Sha256.digest(body.to_string().as_bytes()));
        Json::from(format!("{} bytes, SHA-256 {hash}", bytes.len()))
    }

    /// A body by its own form: JSON, XML, a form, a body in parts, or a text of which nothing is known. Each of
    /// `insides` can hold in it.
    fn body(&mut self, bytes: &[u8], media: Option<&str>, insides: &[Inside]) -> Json {
        let text = utf8::text(bytes);
        let media = media.unwrap_or_default();
        if is_form(media) {
            let pairs = query_pairs(&text).into_iter();
            let pairs: Vec<_> = pairs.map(|(name, value)| self.pair(name, value, insides)).collect();
            return Json::from(canonical_query(&pairs));
        }
        if let Some((_, boundary)) = media.split_once("boundary=") {
            let boundary = format!("--{}", boundary.split(';').next().unwrap_or_default().trim_matches('"'));
            let parts = text.split(&boundary).filter_map(|part| part.split_once("\r\n\r\n"));
            let pairs = parts.map(|(head, content)| {
                let name = head.split_once("name=\"").and_then(|(_, rest)| rest.split_once('"'));
                let content = content.strip_suffix("\r\n").unwrap_or(content);
                self.pair(name.map_or("", |(name, _)| name).to_owned(), content.to_owned(), insides)
            });
            return Json::from(pairs.map(|(name, value)| vec![name, value]).collect::<Vec<_>>());
        }
        match Json::parse(&text) {
            // As a text it would come back without its quotes.
            Ok(Json::String(_)) | Err(_) => {}
            Ok(json) => return self.json(json, insides),
        }
        #[cfg(feature = "xml")]
        if let Some((root, json)) = xml::is_document(bytes).then(|| xml::read(bytes).ok()).flatten() {
            let mut clean = json.clone();
            for inside in insides {
                // The name of a root says what it is about: of `TokenList` its elements tell more.
                if matches!(clean, Json::Object(_)) {
                    secrecy::each_secret(&mut clean, inside.member(&root).1, &mut self.redacting());
                } else {
                    secrecy::each_secret_of_member(&root, &mut clean, *inside, &mut self.redacting());
                }
            }
            let clean = self.json(clean, insides);
            // What has no secret stays as it came, to the last blank.
            return Json::from(if clean == json {
                text.into_owned()
            } else {
                xml::document(&root, &clean.to_string())
            });
        }
        Json::from(self.text(&text))
    }

    fn pair(&mut self, name: String, value: String, insides: &[Inside]) -> (String, String) {
        let mut value = Json::from(value);
        for inside in insides {
            secrecy::each_secret_of_member(&name, &mut value, *inside, &mut self.redacting());
        }
        (name, value.as_str().unwrap_or(REDACTED).to_owned())
    }

    fn json(&mut self, mut json: Json, insides: &[Inside]) -> Json {
        for inside in insides {
            secrecy::each_secret(&mut json, *inside, &mut self.redacting());
        }
        self.quoted(&mut json);
        json
    }

    /// Remembers each secret that it takes out.
    fn redacting(&mut self) -> impl FnMut(&mut Json) {
        |value| {
            secrecy::texts(value, &mut self.found);
            *value = Json::from(REDACTED);
        }
    }

    /// Takes what was found out of every text of a value.
    fn quoted(&self, value: &mut Json) {
        match value {
            Json::String(text) => self.take_out(text),
            Json::Array(items) => items.iter_mut().for_each(|item| self.quoted(item)),
            Json::Object(members) => members.values_mut().for_each(|value| self.quoted(value)),
            Json::Null | Json::Bool(_) | Json::Number(_) => {}
        }
    }

    fn take_out(&self, text: &mut String) {
        let secrets: Vec<&str> = self.found.iter().map(Secret::expose).collect();
        redaction::take_out(&secrets, text);
    }

    fn text(&self, text: &str) -> String {
        let mut text = redaction::without_named(text);
        self.take_out(&mut text);
        text
    }
}
