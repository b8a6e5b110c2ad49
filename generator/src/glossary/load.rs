//! Reads the data files into maps. A broken file is a fault of the program, found by its test: the
//! program itself goes on with the files that are whole.

use super::{
    Caption, Column, Glossary, Paging, Phrases, Section, Types, YesNo,
    furniture::Furniture,
    merge::merged,
    normalise,
    pattern::{Pattern, patterns},
    plurals::Plurals,
    rpc::Rpc,
    titles::Titles,
};
use crate::{
    call::{FilledBy, Place},
    vendors::BUILT_IN,
};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use toml::Table;

const LANGUAGES: &[&str] = &[
    include_str!("en.toml"),
    include_str!("zh.toml"),
    include_str!("pt.toml"),
    include_str!("es.toml"),
    include_str!("fr.toml"),
    include_str!("de.toml"),
    include_str!("it.toml"),
    include_str!("ru.toml"),
    include_str!("ja.toml"),
    include_str!("ko.toml"),
];
const HTTP: &str = include_str!("http.toml");

type Words = Vec<String>;

/// A file of words of one language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Language {
    sections: BTreeMap<Section, Words>,
    headings: BTreeMap<Section, Words>,
    columns: BTreeMap<Column, Words>,
    #[serde(default)]
    places: BTreeMap<Place, Words>,
    yes_no: BTreeMap<YesNo, Words>,
    /// Whether the letters `O` and `X` stand for a circle and a cross where a parameter is mandatory or not.
    #[serde(default)]
    circles: bool,
    none: Nothing,
    #[serde(default)]
    descriptions: Descriptions,
    captions: Vec<CaptionRule>,
    tables: Labels,
    status: Status,
    /// How sentences end that lead to an example.
    #[serde(default)]
    leads: BTreeMap<Section, Words>,
    request_line: RequestLine,
    deprecated: Deprecated,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {
    words: Words,
    sentences: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaptionRule {
    kind: Caption,
    patterns: Words,
}

/// Labels that divide a description into blocks.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Descriptions {
    labels: Words,
    /// Those of notes, which stand by themselves too.
    notes: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Labels {
    labels: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Status {
    labels: Words,
    success: Words,
    failure: Words,
    /// Labels that say a status among answers only: elsewhere `Code` is any code.
    #[serde(default)]
    answers: Words,
    /// What sentences call a status before its number.
    #[serde(default)]
    said: Words,
    /// Words after which a sentence speaks of another call, or of how this one was.
    #[serde(default)]
    elsewhere: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RequestLine {
    path: Words,
    method: Words,
    /// Sentences that say what is requested.
    #[serde(default)]
    sentences: Words,
    /// Titles of pages that list what others describe.
    #[serde(default)]
    overviews: Words,
    /// What stands before the path of a call whose parameters another has too.
    #[serde(default)]
    references: Words,
    /// Words for parameters, in sentences that lead to a list of them.
    #[serde(default)]
    parameters: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Deprecated {
    titles: Words,
    folders: Words,
    sentences: Words,
}

/// The file of words without a language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Http {
    hosts: Words,
    error_members: Words,
    error_companions: Words,
    stand_ins: Words,
    successes: BTreeMap<String, Words>,
    symbols: HashMap<String, u16>,
    client: Vec<ClientRule>,
    headers: Headers,
    locations: BTreeMap<Place, Words>,
    /// What a description says of where its parameter travels.
    located: BTreeMap<Place, Words>,
    media: Vec<MediaRule>,
    paging: PagingWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PagingWords {
    names: BTreeMap<Paging, Words>,
    words: BTreeMap<Paging, Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClientRule {
    by: FilledBy,
    locations: Vec<Place>,
    names: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Headers {
    prefixes: Words,
    names: Words,
    answered: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MediaRule {
    #[serde(rename = "type")]
    media_type: String,
    words: Words,
}

/// What a project's file may add to. Words of all languages live together: `language` is the first of them.
pub(super) const FILES: [&str; 8] = ["language", "http", "types", "phrases", "titles", "furniture", "plurals", "rpc"];

/// The files that come with the program.
pub(super) fn builtin() -> Glossary {
    load(&vendor()).unwrap_or_default()
}

/// The words of the vendor that is built in.
pub(super) fn vendor() -> Table {
    toml::from_str(BUILT_IN.words).unwrap_or_default()
}

/// The files of no vendor, with what a vendor or a project adds to each.
pub(super) fn load(own: &Table) -> Result<Glossary, toml::de::Error> {
    let mut glossary = Glossary {
        types: Types::load(own.get("types"))?,
        phrases: Phrases::load(own.get("phrases"))?,
        titles: Titles::load(own.get("titles"))?,
        furniture: Furniture::load(own.get("furniture"))?,
        plurals: Plurals::load(own.get("plurals"))?,
        rpc: Rpc::load(own.get("rpc"))?,
        ..Glossary::default()
    };
    // Words of later languages replace those of earlier ones, and words of a project those of all.
    for language in LANGUAGES {
        glossary.add_language(merged(language, own.get("language"))?);
    }
    glossary.add_http(merged(HTTP, own.get("http"))?);
    Ok(glossary)
}

impl Glossary {
    fn add_language(&mut self, language: Language) {
        put(&mut self.sections, language.sections, normalise);
        put(&mut self.headings, language.headings, Pattern::new);
        put(&mut self.leads, language.leads, Pattern::new);
        let mandatory = language.columns.get(&Column::Mandatory).filter(|_| language.circles);
        self.circled.extend(mandatory.into_iter().flat_map(|heads| normalised(heads)));
        put(&mut self.columns, language.columns, normalise);
        put(&mut self.places, language.places, normalise);
        put(&mut self.yes_no, language.yes_no, normalise);
        self.none.extend(normalised(&language.none.words));
        self.nothing.extend(patterns(&language.none.sentences, ()));
        let Descriptions { labels, notes } = &language.descriptions;
        self.description_labels.extend(normalised(labels).chain(normalised(notes)));
        self.note_labels.extend(normalised(notes));
        for rule in language.captions {
            self.captions.extend(patterns(&rule.patterns, rule.kind));
        }
        self.parameter_words.extend(language.request_line.parameters);
        self.table_labels.extend(language.tables.labels);
        // `Tableau 1` begins as `Table` does.
        self.table_labels.sort_by_key(|label| std::cmp::Reverse(label.len()));
        let labels = |words: Words| words.into_iter().map(|label| (Pattern::new(&label.replace(' ', "")), ()));
        self.status_labels.extend(labels(language.status.labels));
        self.answer_labels.extend(labels(language.status.answers));
        self.said_statuses.extend(normalised(&language.status.said));
        self.elsewhere.extend(normalised(&language.status.elsewhere));
        self.success.extend(normalised(&language.status.success));
        self.failure.extend(normalised(&language.status.failure));
        self.path_labels.extend(normalised(&language.request_line.path));
        self.method_labels.extend(normalised(&language.request_line.method));
        self.asking.extend(patterns(&language.request_line.sentences, ()));
        self.references.extend(language.request_line.references);
        self.overviews.extend(patterns(&language.request_line.overviews, ()));
        self.deprecated_titles.extend(patterns(&language.deprecated.titles, ()));
        self.deprecated_folders.extend(patterns(&language.deprecated.folders, ()));
        self.deprecated_sentences.extend(patterns(&language.deprecated.sentences, ()));
    }

    fn add_http(&mut self, http: Http) {
        for rule in http.client {
            for location in &rule.locations {
                self.client.extend(rule.names.iter().map(|name| ((*location, super::joined(name)), rule.by)));
            }
        }
        self.hosts.extend(http.hosts.iter().map(|name| super::joined(name)));
        self.error_members.extend(http.error_members);
        self.error_companions.extend(http.error_companions);
        self.stand_ins.extend(http.stand_ins);
        self.symbols = http.symbols;
        for (status, phrases) in http.successes {
            let status = status.parse().ok();
            self.successes.extend(phrases.iter().filter_map(|phrase| Some((phrase.to_lowercase(), status?))));
        }
        self.header_prefixes.extend(http.headers.prefixes.iter().map(|prefix| prefix.to_lowercase()));
        let known = |name: String| if name.contains('-') { name.to_lowercase() } else { name };
        self.header_names.extend(http.headers.names.into_iter().map(known));
        self.answered_headers.extend(http.headers.answered);
        put(&mut self.places, http.locations, normalise);
        put(&mut self.located, http.located, str::to_lowercase);
        put(&mut self.paging_names, http.paging.names, super::joined);
        put(&mut self.paging_words, http.paging.words, str::to_lowercase);
        for rule in http.media {
            self.media.extend(rule.words.iter().map(|word| (word.to_lowercase(), rule.media_type.clone())));
        }
    }
}

/// Adds words with what they mean.
fn put<W, M: Copy>(known: &mut impl Extend<(W, M)>, words: BTreeMap<M, Words>, form: impl Fn(&str) -> W) {
    for (meaning, words) in words {
        known.extend(words.iter().map(|word| (form(word), meaning)));
    }
}

fn normalised(words: &[String]) -> impl Iterator<Item = String> {
    words.iter().map(|word| normalise(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn every_file_is_whole() {
        for text in LANGUAGES {
            toml::from_str::<Language>(text).unwrap();
        }
        toml::from_str::<Http>(HTTP).unwrap();
        load(&toml::from_str(BUILT_IN.words).unwrap()).unwrap();
    }

    #[test]
    fn no_word_means_two_things() {
        let languages = || LANGUAGES.iter().map(|text| toml::from_str::<Language>(text).unwrap());
        once(languages().flat_map(|language| language.sections));
        once(languages().flat_map(|language| language.columns));
        once(languages().flat_map(|language| language.places));
        once(languages().flat_map(|language| language.yes_no));
    }

    /// Nor does a word of one language mean another thing in another one.
    fn once<T: Copy + std::fmt::Debug + PartialEq>(words: impl Iterator<Item = (T, Words)>) {
        let mut seen: HashMap<String, T> = HashMap::new();
        for (meaning, words) in words {
            for word in words {
                if let Some(other) = seen.insert(normalise(&word), meaning) {
                    assert_eq!(other, meaning, "{word} stands twice");
                }
            }
        }
    }
}
