//! What of a value must not be seen: by the marks of its page, or by its name.

use super::{Inside, Rule};
use crate::json::Json;
use crate::values::secret::{Secret, is_secret_name};

/// Hands each secret in `value` to `found`; of a list, those of each item.
pub(crate) fn each_secret(value: &mut Json, inside: Inside, found: &mut dyn FnMut(&mut Json)) {
    match value {
        Json::Object(members) => {
            for (name, value) in members {
                each_secret_of_member(name, value, inside, found);
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|item| each_secret(item, inside, found)),
        _ => {}
    }
}

/// The same for one member of an object in which `inside` holds.
pub(crate) fn each_secret_of_member(name: &str, value: &mut Json, inside: Inside, found: &mut dyn FnMut(&mut Json)) {
    let (rule, within) = inside.member(name);
    if rule.is_some_and(|rule| rule.secret) || is_secret_name(name) {
        found(value);
    } else {
        each_secret(value, within, found);
    }
}

impl Inside {
    /// What holds of the member of this name, and inside of it.
    pub(crate) fn member(self, name: &str) -> (Option<&'static Rule<'static>>, Self) {
        match self {
            Self::Nothing => (None, Self::Nothing),
            Self::Object(rules) => {
                let rule = rules.member(name);
                (rule, rule.map_or(Self::Nothing, |rule| rule.inside))
            }
            Self::Map(rules) => (None, Self::Object(rules)),
        }
    }
}

/// Every text in a secret value.
pub(crate) fn texts(value: &Json, found: &mut Vec<Secret>) {
    match value {
        Json::String(text) => found.push(text.as_str().into()),
        Json::Number(number) => found.push(number.as_str().into()),
        Json::Object(members) => members.values().for_each(|value| texts(value, found)),
        Json::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Json::Null | Json::Bool(_) => {}
    }
}
