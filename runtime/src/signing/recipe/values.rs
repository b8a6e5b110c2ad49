//! What names in templates stand for: parts of the request in their canonical forms, the caller, the time, and texts
//! that were made before.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use super::super::{Timestamp, ToSign, canonical_path, canonical_query, is_form, percent_encode, query_pairs};
use super::template::{Piece, Template};
use super::{Caller, Part, Recipe, Unknown, base64};

/// The names that templates may use, besides those of the recipe's own texts and `signature`.
pub const NAMES: &[&str] = &[
    "method",
    "host",
    "path",
    "path.slash",
    "path.encoded",
    "query",
    "query.joined",
    "parameters",
    "parameters.joined",
    "headers",
    "headers.folded",
    "names",
    "payload",
    "body",
    "key_id",
    "secret",
    "token",
    "region",
    "service",
    "nonce",
    "time.basic",
    "time.iso",
    "time.unix",
    "time.http",
    "day",
    "day.iso",
];

/// What a value can go through: the hexadecimal hash, percent-encoding, Base64, lower case.
pub const FILTERS: &[&str] = &["hash", "encoded", "base64", "lower"];

pub(super) struct Values<'r> {
    recipe: &'r Recipe<'r>,
    request: &'r ToSign<'r>,
    caller: &'r Caller<'r>,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    /// What the request itself says of its time and its nonce.
    given: &'r BTreeMap<String, String>,
    time: Timestamp,
    /// The texts made so far.
    pub(super) made: Vec<(String, String)>,
}

impl<'r> Values<'r> {
    /// `given` is what the request itself says of its time and its nonce: it goes before `now` and the caller.
    pub(super) fn new(
        recipe: &'r Recipe<'r>,
        request: &'r ToSign<'r>,
        caller: &'r Caller<'r>,
        given: &'r BTreeMap<String, String>,
        now: Timestamp,
    ) -> Self {
        let mut times = given.iter().filter(|(name, _)| name.starts_with("time."));
        let time = times.find_map(|(_, text)| Timestamp::parse(text)).unwrap_or(now);
        let headers = request.headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Self {
            recipe,
            request,
            caller,
            query: request.query.to_vec(),
            headers: headers.collect(),
            given,
            time,
            made: Vec::new(),
        }
    }

    /// Adds something to the request, unless it is there.
    pub(super) fn add(&mut self, part: Part, name: &str, value: &str) -> bool {
        let there = match part {
            Part::Header => self.header(name).is_some(),
            Part::Query => self.query.iter().any(|(known, _)| known == name),
        };
        if !there {
            let pairs = match part {
                Part::Header => &mut self.headers,
                Part::Query => &mut self.query,
            };
            pairs.push((name.to_owned(), value.to_owned()));
        }
        !there
    }

    /// The template's text; `None` if it asks for something that this caller does not have.
    pub(super) fn fill_present(&self, template: &Template<'_>) -> Result<Option<String>, Unknown> {
        let token = |piece: &Piece<'_>| matches!(piece, Piece::Value("token", _));
        if self.caller.token.is_none() && template.pieces.iter().any(token) {
            return Ok(None);
        }
        self.fill(template).map(|mut text| Some(std::mem::take(&mut *text)))
    }

    /// The template's text. It may be a key: neither it nor a piece of it stays in memory after its last user.
    pub(super) fn fill(&self, template: &Template<'_>) -> Result<Zeroizing<String>, Unknown> {
        let mut texts = Vec::new();
        for piece in &template.pieces {
            texts.push(match piece {
                Piece::Text(words) => Zeroizing::new((*words).to_owned()),
                Piece::Value(name, filters) => {
                    let value = self.value(name).ok_or_else(|| Unknown((*name).to_owned()))?;
                    let mut value = Zeroizing::new(value);
                    for filter in filters {
                        let filtered = self.filtered(filter, &value).ok_or_else(|| Unknown((*filter).to_owned()))?;
                        value = Zeroizing::new(filtered);
                    }
                    value
                }
            });
        }
        // In one piece: a text that grows leaves copies of itself.
        Ok(Zeroizing::new(texts.iter().map(|text| text.as_str()).collect::<Vec<_>>().concat()))
    }

    fn value(&self, name: &str) -> Option<String> {
        let own = self.made.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone());
        let stated = || self.given.get(name).filter(|_| name.starts_with("time.") || name == "nonce").cloned();
        own.or_else(stated).or_else(|| {
            Some(match name {
                "method" => self.request.method.to_ascii_uppercase(),
                "host" => self.header("host").unwrap_or_default().to_owned(),
                "path" => self.request.path.to_owned(),
                "path.slash" => canonical_path(self.request.path),
                "path.encoded" => pieces(self.request.path, percent_encode),
                "query" => canonical_query(&self.query),
                "query.joined" => joined(self.query.clone()),
                "parameters" => canonical_query(&self.parameters()),
                "parameters.joined" => joined(self.parameters()),
                "headers" => self.signed_headers(false),
                "headers.folded" => self.signed_headers(true),
                "names" => self.signed().into_iter().map(|(name, _)| name).collect::<Vec<_>>().join(";"),
                "payload" => self.payload(),
                "body" => String::from_utf8_lossy(self.request.body).into_owned(),
                "key_id" => self.caller.key_id.to_owned(),
                "secret" => self.caller.secret.to_owned(),
                "token" => self.caller.token.unwrap_or_default().to_owned(),
                "region" => self.caller.region.to_owned(),
                "service" => self.caller.service.to_owned(),
                "nonce" => self.caller.nonce.to_owned(),
                "time.basic" => self.time.basic(),
                "time.iso" => self.time.iso(),
                "time.unix" => self.time.unix().to_string(),
                "time.http" => self.time.http(),
                "day" => self.value("time.basic")?.chars().take(8).collect(),
                "day.iso" => self.time.iso().chars().take(10).collect(),
                _ => return None,
            })
        })
    }

    fn filtered(&self, filter: &str, value: &str) -> Option<String> {
        match filter {
            "hash" => Some(self.recipe.hash.text_of(value.as_bytes())),
            "encoded" => Some(percent_encode(value)),
            "base64" => Some(base64(value.as_bytes())),
            "lower" => Some(value.to_lowercase()),
            _ => None,
        }
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The pairs of the query, and those of a body that is a form.
    fn parameters(&self) -> Vec<(String, String)> {
        let is_form = self.header("content-type").is_some_and(is_form);
        let form = if is_form { query_pairs(&String::from_utf8_lossy(self.request.body)) } else { Vec::new() };
        self.query.iter().cloned().chain(form).collect()
    }

    /// The headers that are signed, by name in lower case. Gateways drop names with `_`.
    fn signed(&self) -> Vec<(String, &str)> {
        let headers = self.headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), value.as_str()));
        let mut signed: Vec<_> =
            headers.filter(|(name, _)| is_listed(self.recipe.signed_headers, name) && !name.contains('_')).collect();
        signed.sort_by(|(one, _), (other, _)| one.cmp(other));
        signed
    }

    /// A line for each signed header; in folded ones a run of blanks is one.
    fn signed_headers(&self, folded: bool) -> String {
        let form = |value: &str| {
            if folded { value.split_whitespace().collect::<Vec<_>>().join(" ") } else { value.trim().to_owned() }
        };
        let line = |(name, value): (String, &str)| format!("{name}:{}\n", form(value));
        self.signed().into_iter().map(line).collect()
    }

    fn payload(&self) -> String {
        let given = self.recipe.payload_header.and_then(|name| self.header(name));
        given.map_or_else(|| self.recipe.hash.text_of(self.request.body), str::to_owned)
    }
}

/// Whether a header is one of those that patterns mean: `host`, `x-*`, and `!x-forwarded*` for those that are not.
pub(super) fn is_listed(patterns: &[&str], name: &str) -> bool {
    let fits = |pattern: &str| match pattern.strip_suffix('*') {
        Some(start) => name.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start)),
        None => pattern.eq_ignore_ascii_case(name),
    };
    let excluded = patterns.iter().filter_map(|pattern| pattern.strip_prefix('!')).any(fits);
    !excluded && patterns.iter().any(|pattern| fits(pattern))
}

fn pieces(path: &str, form: impl Fn(&str) -> String) -> String {
    path.split('/').map(form).collect::<Vec<_>>().join("/")
}

/// Names and values one after another, sorted by name.
fn joined(mut pairs: Vec<(String, String)>) -> String {
    pairs.sort();
    pairs.into_iter().flat_map(|(name, value)| [name, value]).collect()
}
