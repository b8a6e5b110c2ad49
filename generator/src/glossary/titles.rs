//! Words of titles: `titles.toml`, and an English title as an order. Titles of other languages
//! give no name.

use super::{Glossary, merge::merged};
use serde::Deserialize;
use std::collections::HashMap;

const FILE: &str = include_str!("titles.toml");
const MOST_WORDS: usize = 12;

/// The words of titles.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Titles {
    before_verb: Vec<String>,
    idle: Vec<String>,
    verbs: HashMap<String, String>,
}

impl Glossary {
    /// An English title as an order: `Querying the Quota` is `query_quota`. None for other titles.
    #[must_use]
    pub fn order(&self, title: &str) -> Option<String> {
        self.titles.order(title)
    }
}

impl Titles {
    /// The words that come with the program, and those of a project.
    pub(super) fn load(own: Option<&toml::Value>) -> Result<Self, toml::de::Error> {
        merged(FILE, own)
    }

    fn order(&self, title: &str) -> Option<String> {
        let title = title.split(['(', '（']).next().unwrap_or_default().trim();
        if !title.is_ascii() || title.split_whitespace().count() > MOST_WORDS {
            return None;
        }
        let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let mut at_verb = true;
        let mut order: Vec<String> = Vec::new();
        for word in words.map(str::to_lowercase) {
            let verb = self.verbs.get(&word).filter(|_| at_verb);
            at_verb = at_verb && self.before_verb.contains(&word);
            if order.is_empty() || !self.idle.contains(&word) {
                order.push(verb.cloned().unwrap_or(word));
            }
        }
        (!order.is_empty()).then(|| order.join("_"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_whole() {
        toml::from_str::<Titles>(FILE).unwrap();
    }

    #[test]
    fn titles_become_orders() {
        for (title, name) in [
            ("Querying the Quota", Some("query_quota")),
            ("Adding a Label (1.1.6)", Some("add_label")),
            ("Batch Deleting Tags", Some("batch_delete_tags")),
            ("Status of an Orchard", Some("status_of_orchard")),
            ("查询配额", None),
            ("", None),
        ] {
            assert_eq!(Titles::load(None).unwrap().order(title).as_deref(), name, "{title}");
        }
    }
}
