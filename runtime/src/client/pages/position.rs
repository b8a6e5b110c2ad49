//! Where a call says which page it wants: read before the first page, written before each one after it.

use std::collections::BTreeMap;

use super::super::Call;
use crate::json::Json;

/// Where a call says which page it wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// In this query parameter.
    Query(&'static str),
    /// In this member of a body of JSON, by its path: `page.offset`.
    Body(&'static str),
}

impl Position {
    /// The number that the caller set.
    pub(super) fn number(self, call: &Call) -> Option<i64> {
        match self {
            Self::Query(name) => call.request.query_value(name)?.parse().ok(),
            Self::Body(path) => {
                let body = call.request.json_body()?;
                path.split('.').try_fold(&body, |object, name| object.get(name))?.as_i64()
            }
        }
    }

    /// Asks for the page at a number.
    pub(super) fn set_number(self, call: &mut Call, number: i64) {
        match self {
            Self::Query(name) => call.query(name, number),
            Self::Body(path) => set_member(call, path, Json::from(number)),
        }
    }

    /// Asks for the page at a marker.
    pub(super) fn set_marker(self, call: &mut Call, marker: &str) {
        match self {
            Self::Query(name) => call.query(name, marker),
            Self::Body(path) => set_member(call, path, Json::String(marker.to_owned())),
        }
    }
}

/// Sets a member of the body, in objects that are made where they are missing.
fn set_member(call: &mut Call, path: &str, value: Json) {
    let mut body = call.request.json_body().unwrap_or_default();
    let place = path.split('.').try_fold(&mut body, |object, name| {
        if object.is_null() {
            *object = Json::Object(BTreeMap::new());
        }
        match object {
            Json::Object(members) => Some(members.entry(name.to_owned()).or_default()),
            _ => None,
        }
    });
    // A body of another form keeps its position, and the service responds with the same page, which ends the stream.
    if let Some(place) = place {
        *place = value;
        call.body(&body);
    }
}
