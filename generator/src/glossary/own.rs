//! Words of a project, added to those that come with the program: tables of the same form, merged before they are
//! read. Of a word that both have, the project's meaning counts.

use super::{Glossary, load};
use serde::de::DeserializeOwned;
use toml::{Table, Value};

/// Keys whose lists hold words; other lists say what the words are for.
const LISTS_OF_WORDS: &[&str] = &["words", "names", "patterns"];

impl Glossary {
    /// The built-in words and those of files, each with its name and its text.
    pub fn with(files: &[(String, String)]) -> Result<Self, String> {
        let mut own = Table::new();
        for (name, text) in files {
            let table: Table = toml::from_str(text).map_err(|error| format!("{name}: {error}"))?;
            if let Some(key) = table.keys().find(|key| !load::FILES.contains(&key.as_str())) {
                return Err(format!(
                    "{name}: no file of the glossary is called `{key}`; there are {}",
                    load::FILES.join(", ")
                ));
            }
            add(&mut own, &table);
        }
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        load::load(&own).map_err(|error| format!("{}: {}", names.join(", "), error.message()))
    }
}

/// A built-in file with what a project adds to it.
pub(super) fn merged<T: DeserializeOwned>(file: &str, own: Option<&Value>) -> Result<T, toml::de::Error> {
    let Some(own) = own.and_then(Value::as_table) else { return toml::from_str(file) };
    let mut table = toml::from_str(file)?;
    add(&mut table, own);
    table.try_into()
}

fn add(base: &mut Table, own: &Table) {
    for (key, value) in own {
        let words = words(value);
        base.iter_mut().filter(|(other, _)| *other != key).for_each(|(_, list)| take_out(list, &words));
        match (base.get_mut(key), value) {
            (Some(Value::Table(base)), Value::Table(own)) => add(base, own),
            (Some(Value::Array(base)), Value::Array(own)) => {
                let rules = base.iter_mut().filter_map(Value::as_table_mut);
                for (key, list) in rules.flatten().filter(|(key, _)| LISTS_OF_WORDS.contains(&key.as_str())) {
                    take_out(list, &rule_words(own, key));
                }
                // The first rule that fits decides.
                base.splice(0..0, own.iter().cloned());
            }
            _ => {
                base.insert(key.clone(), value.clone());
            }
        }
    }
}

/// The texts of a list.
fn words(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// The texts that rules have under a key.
fn rule_words<'a>(rules: &'a [Value], key: &str) -> Vec<&'a str> {
    rules.iter().filter_map(|rule| rule.get(key)).flat_map(words).collect()
}

fn take_out(list: &mut Value, words: &[&str]) {
    if let Value::Array(list) = list {
        list.retain(|word| !word.as_str().is_some_and(|word| words.iter().any(|own| own.eq_ignore_ascii_case(word))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glossary::{Caption, Column, Section};

    fn with(text: &str) -> Result<Glossary, String> {
        Glossary::with(&[("own.toml".to_owned(), text.to_owned())])
    }

    #[test]
    fn words_are_added_and_those_of_the_project_win() {
        let own = with(
            "[language.columns]\nname = ['handle', 'size']\n[language.sections]\nuri = ['wherefrom']\n\
             [[language.captions]]\nkind = 'response'\npatterns = ['request body']\n\
             [[types.word]]\nmeans = 'integer'\nwords = ['string', 'tally']\n[types.grammar]\nlist_of = ['row of']\n",
        )
        .unwrap();
        assert_eq!((own.column("Handle"), own.column("Name")), (Some(Column::Name), Some(Column::Name)));
        assert_eq!((own.column("size"), Glossary::builtin().column("size")), (Some(Column::Name), Some(Column::Range)));
        assert_eq!((own.section("Wherefrom"), own.section("URI")), (Some(Section::Uri), Some(Section::Uri)));
        assert_eq!(own.caption("Request body"), Some(Caption::Response));
        assert_eq!(own.types().word("string").map(|word| word.means), own.types().word("tally").map(|word| word.means));
    }

    #[test]
    fn a_file_that_is_wrong_is_refused() {
        let rows = [
            ("[colums]\n", "no file of the glossary is called `colums`"),
            ("[language.colums]\nname = ['x']\n", "unknown field `colums`"),
            ("[language.columns]\nnom = ['x']\n", "unknown variant `nom`"),
            ("[language\n", "own.toml: "),
        ];
        for (text, words) in rows {
            let error = with(text).unwrap_err();
            assert!(error.contains(words), "{error}");
        }
    }
}
