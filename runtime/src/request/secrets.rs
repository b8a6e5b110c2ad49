//! What the caller gave and nobody may read in an error: services quote what they refuse. A call enters, the values
//! leave that its page or their names call secret. Looked for when something failed, and only then.

use super::Request;
use super::multipart::Multipart;
use crate::facts::operation::Location;
use crate::json::Json;
use crate::signing::{is_form, query_pairs};
use crate::validate::secrecy;
use crate::values::headers::Headers;
use crate::values::secret::Secret;
use crate::values::utf8;

impl Request {
    /// The values as they were given; `headers` are all that the program has set, the middleware's too.
    pub(crate) fn secrets(&self, headers: &Headers) -> Vec<Secret> {
        let is_secret = |location: Location, name: &str| self.operation.is_secret(location, name);
        let path = self.path.iter().filter(|(name, _)| is_secret(Location::Path, name));
        let query = self.query.iter().filter(|(name, _)| is_secret(Location::Query, name));
        let values = path.chain(query).flat_map(|(_, values)| values).map(String::as_str);
        let headers = headers.iter().filter(|(name, _)| is_secret(Location::Header, name)).map(|(_, value)| value);
        let mut found = values.chain(headers).map(Secret::from).collect();
        self.secrets_of_body(&mut found);
        found
    }

    fn secrets_of_body(&self, found: &mut Vec<Secret>) {
        let inside = self.operation.body;
        let mut found = |value: &mut Json| secrecy::texts(value, found);
        for (name, text) in self.parts.iter().flat_map(Multipart::texts) {
            secrecy::each_secret_of_member(name, &mut Json::String(text), inside, &mut found);
        }
        if let Some(mut json) = self.json_body() {
            secrecy::each_secret(&mut json, inside, &mut found);
        } else if self.content_type.as_deref().is_some_and(is_form) {
            let text = self.body.bytes().map(|bytes| utf8::text(bytes)).unwrap_or_default();
            for (name, value) in query_pairs(&text) {
                secrecy::each_secret_of_member(&name, &mut Json::String(value), inside, &mut found);
            }
        }
    }
}
