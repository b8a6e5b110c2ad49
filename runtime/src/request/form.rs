//! Values as the fields of a form: each member a pair of name and text.

use crate::json::{Json, Value, encode};
use crate::signing::percent_encode;

pub(crate) use crate::signing::FORM_MEDIA_TYPE as MEDIA_TYPE;

/// The pairs of `value`, by name; lists become repeated pairs, objects their JSON, `null` nothing.
pub(crate) fn pairs(value: &dyn Value) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    // What the writer wrote is JSON.
    if let Ok(Json::Object(members)) = Json::parse(&encode(value)) {
        for (name, member) in members {
            match member {
                Json::Array(items) => pairs.extend(items.iter().filter_map(|item| Some((name.clone(), text(item)?)))),
                member => pairs.extend(text(&member).map(|text| (name, text))),
            }
        }
    }
    pairs
}

/// The body of these pairs.
pub(crate) fn encoded(pairs: &[(String, String)]) -> String {
    let pair = |(name, value): &(String, String)| format!("{}={}", percent_encode(name), percent_encode(value));
    pairs.iter().map(pair).collect::<Vec<_>>().join("&")
}

fn text(value: &Json) -> Option<String> {
    match value {
        Json::Null => None,
        Json::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}
