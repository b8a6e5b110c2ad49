//! What the caller gave and nobody may read in an error: services quote what they refuse. A call enters, the values
//! leave that its page or their names call secret. Looked for when something failed, and only then.

use super::multipart::Multipart;
use super::{Request, is_member_of};
use crate::facts::operation::Location;
use crate::json::Json;
use crate::signing::{percent_encode, query_pairs};
use crate::validate::Inside;
use crate::values::headers::Headers;
use crate::values::secret::{Secret, is_secret_name};
use crate::values::utf8;

impl Request {
    /// The values as they were given and as they travel; `headers` are all that the program has set, the middleware's
    /// too.
    pub(crate) fn secrets(&self, headers: &Headers) -> Vec<Secret> {
        let mut found = Found::default();
        let is_secret = |location: Location, name: &str| {
            let mut rules = self.operation.inputs.iter().filter(|(known, _)| *known == location);
            let rule = rules.find(|(_, rule)| rule.name == name || is_member_of(rule.name, name));
            rule.is_some_and(|(_, rule)| rule.secret) || is_secret_name(name)
        };
        let path = self.path.iter().filter(|(name, _)| is_secret(Location::Path, name));
        let query = self.query.iter().filter(|(name, _)| is_secret(Location::Query, name));
        for value in path.chain(query).flat_map(|(_, values)| values) {
            found.add(value);
        }
        for (_, value) in headers.iter().filter(|(name, _)| is_secret(Location::Header, name)) {
            found.add(value);
        }
        self.secrets_of_body(&mut found);
        found.0
    }

    fn secrets_of_body(&self, found: &mut Found) {
        let inside = self.operation.body;
        for (name, text) in self.parts.iter().flat_map(Multipart::texts) {
            found.member(name, &Json::String(text), inside);
        }
        if let Some(json) = self.json_body() {
            found.value(&json, inside);
        } else if self.content_type.as_deref().is_some_and(|media| media.ends_with("form-urlencoded")) {
            let text = self.body.bytes().map(|bytes| utf8::text(bytes)).unwrap_or_default();
            for (name, value) in query_pairs(&text) {
                found.member(&name, &Json::String(value), inside);
            }
        }
    }
}

#[derive(Default)]
struct Found(Vec<Secret>);

impl Found {
    fn add(&mut self, value: &str) {
        let encoded = percent_encode(value);
        if encoded != value {
            self.0.push(encoded.into());
        }
        self.0.push(value.into());
    }

    /// What is secret in a value; of a list, in each item.
    fn value(&mut self, value: &Json, inside: Inside) {
        match value {
            Json::Object(members) => {
                for (name, value) in members {
                    self.member(name, value, inside);
                }
            }
            Json::Array(items) => {
                for item in items {
                    self.value(item, inside);
                }
            }
            _ => {}
        }
    }

    fn member(&mut self, name: &str, value: &Json, inside: Inside) {
        let (rule, within) = match inside {
            Inside::Nothing => (None, Inside::Nothing),
            Inside::Object(rules) => {
                let rule = rules.member(name);
                (rule, rule.map_or(Inside::Nothing, |rule| rule.inside))
            }
            Inside::Map(rules) => (None, Inside::Object(rules)),
        };
        if rule.is_some_and(|rule| rule.secret) || is_secret_name(name) {
            self.all(value);
        } else {
            self.value(value, within);
        }
    }

    /// Every text in a secret value.
    fn all(&mut self, value: &Json) {
        match value {
            Json::String(text) => self.add(text),
            Json::Number(number) => self.add(number.as_str()),
            Json::Object(members) => {
                for value in members.values() {
                    self.all(value);
                }
            }
            Json::Array(items) => {
                for item in items {
                    self.all(item);
                }
            }
            Json::Null | Json::Bool(_) => {}
        }
    }
}
