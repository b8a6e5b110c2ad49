//! English plurals to singulars: `plurals.toml` as lookups. In goes one word, out comes one word; words
//! that the file does not know as plurals stay as they are.

use super::{Glossary, merge::merged};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

const FILE: &str = include_str!("plurals.toml");

/// The file of plurals.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plurals {
    words: BTreeMap<String, String>,
    same: Same,
    endings: Endings,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Same {
    words: BTreeSet<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Endings {
    rules: Vec<(String, String)>,
}

impl Glossary {
    /// The singular of a lower-case English word.
    pub(crate) fn singular(&self, word: &str) -> String {
        self.plurals.singular(word)
    }

    /// The plural of a lower-case English word; a plural stays as it is.
    pub(crate) fn plural(&self, word: &str) -> String {
        self.plurals.plural(word)
    }
}

impl Plurals {
    /// The words that come with the program, and those of a project.
    pub(super) fn load(own: Option<&toml::Value>) -> Result<Self, toml::de::Error> {
        merged(FILE, own)
    }

    pub(super) fn singular(&self, word: &str) -> String {
        if let Some(known) = self.words.get(word) {
            return known.clone();
        }
        let kept = self.same.words.contains(word) || !word.bytes().all(|byte| byte.is_ascii_lowercase());
        let ended =
            |(plural, singular): &(String, String)| Some(word.strip_suffix(plural.as_str())?.to_owned() + singular);
        let found = if kept { None } else { self.endings.rules.iter().find_map(ended) };
        found.filter(|singular| !singular.is_empty()).unwrap_or_else(|| word.to_owned())
    }

    /// The plural whose singular is the word; a plural, and a word that has none, stays as it is.
    pub(super) fn plural(&self, word: &str) -> String {
        if self.singular(word) != word {
            return word.to_owned();
        }
        let known = self.words.iter().find(|(_, singular)| *singular == word).map(|(plural, _)| plural.clone());
        let ended = || {
            let rules = self.endings.rules.iter().filter(|(plural, singular)| plural != singular);
            let fits =
                rules.filter_map(|(plural, singular)| Some(word.strip_suffix(singular.as_str())?.to_owned() + plural));
            fits.into_iter().find(|plural| self.singular(plural) == word)
        };
        let same = self.same.words.contains(word);
        known.or_else(|| if same { None } else { ended() }).unwrap_or_else(|| word.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_whole() {
        toml::from_str::<Plurals>(FILE).unwrap();
    }

    #[test]
    fn singulars_become_plurals() {
        for (word, plural) in [
            ("server", "servers"),
            ("servers", "servers"),
            ("policy", "policies"),
            ("key", "keys"),
            ("address", "addresses"),
            ("box", "boxes"),
            ("batch", "batches"),
            ("index", "indices"),
            ("status", "statuses"),
            ("metadata", "metadata"),
            ("database", "databases"),
            ("", ""),
        ] {
            assert_eq!(Plurals::load(None).unwrap().plural(word), plural, "{word}");
        }
    }

    #[test]
    fn plurals_become_singulars() {
        for (word, singular) in [
            ("servers", "server"),
            ("policies", "policy"),
            ("addresses", "address"),
            ("boxes", "box"),
            ("caches", "cache"),
            ("batches", "batch"),
            ("statuses", "status"),
            ("status", "status"),
            ("vertices", "vertex"),
            ("children", "child"),
            ("databases", "database"),
            ("responses", "response"),
            ("cpus", "cpu"),
            ("apis", "api"),
            ("redis", "redis"),
            ("metadata", "metadata"),
            ("series", "series"),
            ("access", "access"),
            ("dns", "dns"),
            ("s", "s"),
            ("item", "item"),
            ("", ""),
        ] {
            assert_eq!(Plurals::load(None).unwrap().singular(word), singular, "{word}");
        }
    }
}
