//! Phrases that state facts in descriptions: `phrases/*.toml`, a language a file, as templates, and the one engine
//! that finds them. Time is linear in the text: literal beginnings are found by Aho-Corasick, and a
//! template looks no further than its own length.

mod template;
mod word_set;
mod words;

use super::{Glossary, merge, normalise::in_small_letters};
use aho_corasick::AhoCorasick;
use serde::Deserialize;
use std::{collections::BTreeMap, ops::Range, sync::Arc};
use template::{Template, Tree};
use toml::{Table, Value};
pub(crate) use words::{PhraseWords, SecretWords};

const FILES: &[&str] = &[
    include_str!("phrases/en.toml"),
    include_str!("phrases/zh.toml"),
    include_str!("phrases/es.toml"),
    include_str!("phrases/pt.toml"),
    include_str!("phrases/fr.toml"),
    include_str!("phrases/de.toml"),
    include_str!("phrases/it.toml"),
    include_str!("phrases/ru.toml"),
    include_str!("phrases/ja.toml"),
    include_str!("phrases/ko.toml"),
];

/// What a phrase states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Fact {
    /// Counts of characters.
    Length,
    /// "Minimum", "Maximum": numbers, or lengths of a text.
    Bound,
    /// Numbers allowed.
    Range,
    /// A number is spoken of as of a value.
    Taken,
    /// A value follows that what stands before it leaves out.
    Also,
    /// The unit of the field's numbers.
    Unit,
    /// Counts of items.
    Items,
    Default,
    /// The default value stands before it.
    DefaultBefore,
    /// A list of values may follow.
    Values,
    Only,
    Enumeration,
    Pattern,
    /// The format of dates with times.
    DateTime,
    Uuid,
    /// Not to be used.
    Deprecated,
    Nullable,
    /// A label that ends what stands before it.
    Stop,
}

/// How much a phrase is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Trust {
    /// A word that a value may follow.
    Hint,
    /// A sentence.
    Prose,
    Label,
}

/// A phrase in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// What it states.
    pub(crate) fact: Fact,
    /// How much it is believed.
    pub(crate) trust: Trust,
    /// The lower bound it gives.
    pub(crate) min: Option<String>,
    /// The upper bound it gives.
    pub(crate) max: Option<String>,
    /// The name of the unit that they have, or that it states.
    pub(crate) unit: Option<String>,
    /// A bound of the page is itself not allowed: the one given is the whole number next to it.
    pub(crate) open: bool,
    /// The bytes it takes.
    pub(crate) range: Range<usize>,
}

impl Phrase {
    /// Whether the other phrase, which begins no later, says this already: it holds it, or it states the same fact and
    /// the two overlap (`the maximum length is 3 characters` and `length is 3 characters`).
    fn is_part_of(&self, outer: &Self) -> bool {
        if [self.fact, outer.fact].iter().any(|fact| matches!(fact, Fact::Taken | Fact::Unit)) {
            return false;
        }
        // `only supports` announces the only value as well as a list.
        if self.range == outer.range && self.fact != outer.fact {
            return false;
        }
        let overlap = self.range.start < outer.range.end;
        let numbers = outer.min.is_some() || outer.max.is_some();
        outer.range.start <= self.range.start
            && (self.range.end <= outer.range.end || (overlap && numbers && self.fact == outer.fact))
    }
}

/// All phrases of all languages.
#[derive(Debug)]
pub(crate) struct Phrases {
    /// What each template states.
    stated: Vec<(Fact, Trust)>,
    /// Templates by the literal they begin with.
    starts: AhoCorasick,
    by_start: Vec<Tree>,
    /// Templates that begin with a number.
    numeric: Tree,
    /// Words that qualify phrases and values.
    pub(crate) words: PhraseWords,
    /// Names and sentences of secrets.
    pub(crate) secret: SecretWords,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Templates {
    label: Vec<String>,
    prose: Vec<String>,
    hint: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct File {
    words: PhraseWords,
    secret: SecretWords,
    /// The rest, by what it states; a key that names no fact is an error.
    #[serde(flatten)]
    stated: BTreeMap<Fact, Templates>,
}

impl Glossary {
    /// Phrases that state facts in descriptions.
    pub(crate) fn phrases(&self) -> &Phrases {
        &self.phrases
    }
}

/// Adds the words of a language to those of others.
fn join(words: &mut Table, more: Table) {
    for (key, value) in more {
        match (words.get_mut(&key), value) {
            (Some(Value::Table(words)), Value::Table(more)) => join(words, more),
            (Some(Value::Array(words)), Value::Array(more)) => words.extend(more),
            (_, value) => {
                words.insert(key, value);
            }
        }
    }
}

impl Default for Phrases {
    fn default() -> Self {
        Self::of(File::default())
    }
}

impl Phrases {
    /// The phrases that come with the program, and those of a project.
    pub(super) fn load(own: Option<&Value>) -> Result<Self, toml::de::Error> {
        let mut table = Table::new();
        for file in FILES {
            join(&mut table, toml::from_str(file)?);
        }
        if let Some(own) = own.and_then(Value::as_table) {
            merge::add(&mut table, own);
        }
        table.try_into().map(Self::of)
    }

    fn of(file: File) -> Self {
        let mut stated = Vec::new();
        let mut trees: BTreeMap<Arc<str>, Tree> = BTreeMap::new();
        let mut numeric = Tree::default();
        for (fact, Templates { label, prose, hint }) in file.stated {
            for (trust, texts) in [(Trust::Label, label), (Trust::Prose, prose), (Trust::Hint, hint)] {
                for template in texts.iter().flat_map(|text| Template::read(text, &file.words)) {
                    let tree = template.start().map_or(&mut numeric, |start| trees.entry(start).or_default());
                    tree.add(&template, stated.len());
                    stated.push((fact, trust));
                }
            }
        }
        let (starts, by_start): (Vec<Arc<str>>, Vec<Tree>) = trees.into_iter().unzip();
        // An automaton of plain words within memory limits cannot fail; an empty one finds nothing.
        let automaton =
            AhoCorasick::new(starts.iter().map(|start| start.as_bytes())).or_else(|_| AhoCorasick::new([""; 0]));
        let Ok(starts) = automaton else { return Self::of(File::default()) };
        Self { stated, starts, by_start, numeric, words: file.words, secret: file.secret }
    }

    /// Whether a line is a label that has lost its colon: `Value Range`.
    pub(crate) fn is_label(&self, line: &str) -> bool {
        const LONGEST: usize = 40;
        let whole = format!("{}:", in_small_letters(line));
        let labels = |phrase: &Phrase| phrase.trust == Trust::Label && phrase.range == (0..whole.len());
        line.len() <= LONGEST && !line.ends_with(':') && self.find(&whole).iter().any(labels)
    }

    /// The phrases of a folded text in lower case, by where they begin, the longest of each kind.
    pub(crate) fn find(&self, text: &str) -> Vec<Phrase> {
        let mut found = Vec::new();
        for start in self.starts.find_overlapping_iter(text) {
            if let Some(templates) = self.by_start.get(start.pattern().as_usize()) {
                self.try_all(templates, text, start.start(), &mut found);
            }
        }
        for at in number_starts(text) {
            self.try_all(&self.numeric, text, at, &mut found);
        }
        found.sort_by_key(|phrase| (phrase.range.start, std::cmp::Reverse(phrase.range.end)));
        let mut kept: Vec<Phrase> = Vec::new();
        for phrase in found {
            // Nested phrases end where an outer one does; a look at the last few suffices.
            if !kept.iter().rev().take(4).any(|outer| phrase.is_part_of(outer)) {
                kept.push(phrase);
            }
        }
        kept
    }

    /// The number that a text begins with, without its thousands' commas, and what follows it.
    pub(crate) fn number<'t>(&self, text: &'t str) -> Option<(String, &'t str)> {
        let (number, length) = template::number(text, true)?;
        Some((number, self.after_unit(text.get(length..)?)))
    }

    /// What follows a number, its unit left out.
    pub(crate) fn after_unit<'t>(&self, text: &'t str) -> &'t str {
        text.get(template::unit(text, &self.words).map_or(0, |(_, length)| length)..).unwrap_or_default()
    }

    /// The name of the unit that a text begins with.
    pub(crate) fn unit(&self, text: &str) -> Option<&str> {
        template::unit(text, &self.words).map(|(name, _)| name)
    }

    fn try_all(&self, templates: &Tree, text: &str, at: usize, found: &mut Vec<Phrase>) {
        if splits_word(text, at) {
            return;
        }
        for (index, bounds) in templates.fit(text, at, &self.words) {
            let Some((fact, trust)) = self.stated.get(index) else { continue };
            let range = at..bounds.end;
            found.push(Phrase {
                fact: *fact,
                trust: *trust,
                min: bounds.min,
                max: bounds.max,
                unit: bounds.unit,
                open: bounds.open,
                range,
            });
        }
    }
}

/// Whether `at` stands inside a Latin word, a number or a path of words (`urn:default:x`).
fn splits_word(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    let after = text.get(at..).and_then(|text| text.chars().next());
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    let opens_path = || text.get(..at).and_then(|text| text.chars().nth_back(1)).is_some_and(|c| c.is_ascii());
    let in_path = before.is_some_and(|c| ":/-".contains(c)) && after.is_some_and(|c| c.is_ascii_alphabetic());
    let in_path = in_path && opens_path();
    in_path || (joins(before) && joins(after))
}

/// Where numbers begin.
fn number_starts(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let before = |at: usize| at.checked_sub(1).and_then(|before| bytes.get(before)).copied();
    // A comma after a digit groups a number; after a word it begins another part of the sentence.
    let joins = move |at: usize| match before(at) {
        Some(b',') => before(at - 1).is_some_and(|byte| byte.is_ascii_digit()),
        Some(byte) => byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_'),
        None => false,
    };
    (0..bytes.len()).filter(move |at| digit(*at) && !joins(*at))
}

#[cfg(test)]
mod tests;
