//! Words of a project, added to those that come with the program: tables of the same form, merged before they are
//! read. Of a word that both have, the project's meaning counts.

use serde::de::DeserializeOwned;
use toml::{Table, Value};

/// Keys whose lists hold words; other lists say what the words are for.
const LISTS_OF_WORDS: &[&str] = &["words", "names", "patterns"];

/// A built-in file with what a project adds to it.
pub(super) fn merged<T: DeserializeOwned>(file: &str, own: Option<&Value>) -> Result<T, toml::de::Error> {
    // By way of a table also where there is nothing to add: what reads a file is compiled once.
    let mut table: Table = toml::from_str(file)?;
    if let Some(own) = own.and_then(Value::as_table) {
        add(&mut table, own);
    }
    table.try_into()
}

/// Adds the project's words to a table.
pub(super) fn add(base: &mut Table, own: &Table) {
    // First all words leave their built-in places, so that one word can have two of the project's.
    for (key, value) in own {
        let words = words(value);
        base.iter_mut().filter(|(other, _)| *other != key).for_each(|(_, list)| take_out(list, &words));
    }
    for (key, value) in own {
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
