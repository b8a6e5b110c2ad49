//! Words of type cells: `types.toml` as lookups. Knows words, not the grammar that joins them.

use super::{Glossary, merge::merged, nearest::nearest, normalise::folded};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

const FILE: &str = include_str!("types.toml");

/// What a word of a type cell means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TypeMeaning {
    String,
    Integer,
    Number,
    Boolean,
    Any,
    Binary,
    Object,
    List,
    Map,
    /// The cell says that it states no type.
    Unsaid,
}

/// A word of a type cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TypeWord {
    pub(crate) means: TypeMeaning,
    /// What it adds to the type: `int64`, `date-time`.
    pub(crate) format: Option<String>,
    /// Whether structures bear this name too.
    pub(crate) name_too: bool,
    /// Whether what is nearly this word is another one.
    pub(crate) exact: bool,
}

/// The words that join type words, longest first.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TypeGrammar {
    /// `array of {}`.
    pub(crate) list_of: Vec<String>,
    /// `map of {}`.
    pub(crate) map_of: Vec<String>,
    /// `object of {}`.
    pub(crate) object_of: Vec<String>,
    /// `{} array`.
    pub(crate) list_after: Vec<String>,
    /// `{} map`.
    pub(crate) map_after: Vec<String>,
    /// `{} object`.
    pub(crate) object_after: Vec<String>,
    /// `{} type`.
    pub(crate) idle_after: Vec<String>,
    /// `for details, see {}`.
    pub(crate) pointer: Vec<String>,
    /// `table 3`.
    pub(crate) table: Vec<String>,
    pub(crate) required: Vec<String>,
    pub(crate) optional: Vec<String>,
    /// `{} or {}`.
    pub(crate) either: Vec<String>,
    /// `any of [{}, {}]`.
    #[serde(default)]
    pub(crate) any_of: Vec<String>,
    /// `nullable {}`.
    #[serde(default)]
    pub(crate) nullable: Vec<String>,
    /// `returns the count of {}`, `returns the {} of it`.
    #[serde(default)]
    pub(crate) relations: Vec<String>,
    /// `returns a {}`.
    pub(crate) returns: Vec<String>,
    /// Labels of a type in a description: `Type: {}`.
    pub(crate) labels: Vec<String>,
    /// What may stand before a type that a sentence of a description begins with.
    pub(crate) lead: Vec<String>,
    /// Labels of the row that a description puts its own row below: `Parent: {}`.
    pub(crate) parent: Vec<String>,
}

/// Words in and around the names of structures.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StructureNames {
    /// Words that name no structure in particular.
    pub(crate) generic: Vec<String>,
    /// What may stand after a name in a caption and means nothing.
    pub(crate) caption_after: Vec<String>,
    /// Words that an example writes in the place of a value.
    pub(crate) placeholders: Vec<String>,
    /// Words of a description that speak of pairs of any key and its value.
    pub(crate) pairs: Vec<String>,
    /// Words in the place of a name, before a star, that stand for any key.
    #[serde(default)]
    pub(crate) any_key: Vec<String>,
}

/// All words of type cells.
#[derive(Debug, Default)]
pub(crate) struct Types {
    words: HashMap<String, TypeWord>,
    /// The words that join them.
    pub(crate) grammar: TypeGrammar,
    /// Words around names.
    pub(crate) names: StructureNames,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    word: Vec<Words>,
    grammar: TypeGrammar,
    names: StructureNames,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    means: TypeMeaning,
    format: Option<String>,
    #[serde(default)]
    name_too: bool,
    #[serde(default)]
    exact: bool,
    #[serde(rename = "words")]
    spelled: Vec<String>,
}

impl Glossary {
    /// The words of type cells.
    pub(crate) fn types(&self) -> &Types {
        &self.types
    }

    /// Whether a text reads like a type cell.
    pub(crate) fn looks_like_type(&self, cell: &str) -> bool {
        self.types.looks_like_type(cell)
    }

    /// Whether a text breaks off within a word for a type, as `Stri` and `Kite ob` do.
    pub(crate) fn begins_type(&self, text: &str) -> bool {
        const SHORTEST: usize = 2;
        let last = text.rsplit([' ', '<']).next().unwrap_or_default().to_ascii_lowercase();
        let breaks = |word: &String| word.len() > last.len() && word.starts_with(&last);
        last.len() >= SHORTEST && self.types.words.keys().any(breaks)
    }
}

impl Types {
    /// The words that come with the program, and those of a project.
    pub(super) fn load(own: Option<&toml::Value>) -> Result<Self, toml::de::Error> {
        merged(FILE, own).map(Self::of)
    }

    fn of(file: File) -> Self {
        let File { word, mut grammar, names } = file;
        let mut words = HashMap::new();
        for Words { means, format, name_too, exact, spelled } in word {
            for spelling in spelled {
                words.insert(folded(&spelling), TypeWord { means, format: format.clone(), name_too, exact });
            }
        }
        for list in grammar.lists_mut() {
            list.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        }
        Self { words, grammar, names }
    }

    /// The type that a word names, if it is one; plurals and one slip of the pen are seen through.
    pub(crate) fn word(&self, word: &str) -> Option<&TypeWord> {
        self.folded_word(&folded(word))
    }

    /// Whether a word is one of a type as it is spelled, or its plural.
    pub(crate) fn is_spelled(&self, word: &str) -> bool {
        let word = folded(word);
        self.words.contains_key(&word) || word.strip_suffix('s').is_some_and(|one| self.words.contains_key(one))
    }

    fn folded_word(&self, word: &str) -> Option<&TypeWord> {
        self.words.get(word).or_else(|| self.words.get(word.strip_suffix('s')?)).or_else(|| self.misspelt(word))
    }

    /// The type whose word resembles this one most.
    pub(super) fn nearest(&self, word: &str) -> Option<TypeMeaning> {
        let meanings: HashMap<String, TypeMeaning> =
            self.words.iter().map(|(spelling, word)| (spelling.clone(), word.means)).collect();
        nearest(&meanings, word)
    }

    /// A type that some spelling within one edit names; all such spellings must agree.
    fn misspelt(&self, word: &str) -> Option<&TypeWord> {
        const SHORTEST: usize = 5;
        if word.len() < SHORTEST || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        let near = |spelling: &str| spelling.len() >= SHORTEST && within_one_edit(spelling.as_bytes(), word.as_bytes());
        let found = || self.words.iter().filter(|(spelling, word)| !word.exact && near(spelling));
        let (_, first) = found().min_by_key(|(spelling, _)| *spelling)?;
        found().all(|(_, other)| other.means == first.means).then_some(first)
    }

    /// The type that a word names where it could as well be the name of a structure: exact
    /// spelling, and nothing that structures are called.
    pub(crate) fn plain_word(&self, word: &str) -> Option<&TypeWord> {
        self.words.get(&folded(word)).filter(|word| !word.name_too)
    }

    /// Whether a text reads like a type cell, for readers that look for the columns of a lost table.
    pub(crate) fn looks_like_type(&self, cell: &str) -> bool {
        const LONGEST: usize = 80;
        let text = folded(cell);
        let text = text.trim_end_matches(['.', '。']);
        if text.is_empty() || text.chars().count() > LONGEST {
            return false;
        }
        if let Some(word) = self.folded_word(text) {
            return word.means != TypeMeaning::Unsaid;
        }
        let TypeGrammar { list_of, map_of, list_after, object_after, any_of, .. } = &self.grammar;
        let begins = |phrases: &[String]| phrases.iter().any(|phrase| text.starts_with(phrase.as_str()));
        let before = |phrase: &String| text.strip_suffix(phrase.as_str()).map(|name| name.trim_end_matches(' '));
        // `tag_list` is one name.
        let is_name = |name: &str| {
            !name.is_empty()
                && !name.ends_with(['_', '-'])
                && name.split(' ').count() <= 4
                && !name.contains(['，', ',', ';', '：', ':'])
        };
        let ends = |phrases: &[String]| phrases.iter().filter_map(before).any(is_name);
        let head = text.split(['<', '(', '[', ' ']).next().unwrap_or_default();
        let closed =
            text.ends_with(['>', ')', ']']) || text.get(head.len()..).is_some_and(|rest| rest.starts_with('['));
        let bracketed = closed && (self.words.contains_key(head) || begins(any_of));
        let of = (begins(list_of) || begins(map_of)) && text.split(' ').count() <= 7;
        let go = text.trim_start_matches(['[', ']', '*']);
        let go = if text.starts_with('[') { go.trim_end_matches(']') } else { go };
        of || ends(object_after)
            || ends(list_after)
            || bracketed
            || (go.len() < text.len() && self.words.contains_key(go))
    }
}

impl TypeGrammar {
    /// Whether the words of a type want more of them: `Array of`.
    pub(crate) fn is_open(&self, words: &str) -> bool {
        let words = words.to_lowercase();
        let opening = [&self.list_of, &self.map_of, &self.object_of].into_iter().flatten();
        opening.into_iter().any(|phrase| words.trim_end().ends_with(phrase.trim_end()))
    }

    /// Whether a word ends the type of a structure or a list: `objects`.
    pub(crate) fn closes(&self, word: &str) -> bool {
        self.object_after.iter().chain(&self.list_after).any(|known| known.eq_ignore_ascii_case(word))
    }

    fn lists_mut(&mut self) -> [&mut Vec<String>; 8] {
        let Self { list_of, map_of, object_of, list_after, map_after, object_after, idle_after, pointer, .. } = self;
        [list_of, map_of, object_of, list_after, map_after, object_after, idle_after, pointer]
    }
}

/// Whether one insertion, deletion, replacement or swap of neighbours makes one text the other.
fn within_one_edit(left: &[u8], right: &[u8]) -> bool {
    if left.len().abs_diff(right.len()) > 1 {
        return false;
    }
    let same = left.iter().zip(right).take_while(|(a, b)| a == b).count();
    let (left, right) = (left.get(same..).unwrap_or_default(), right.get(same..).unwrap_or_default());
    match (left, right) {
        ([], []) => true,
        ([a, b, left @ ..], [c, d, right @ ..]) if a == d && b == c && left == right => true,
        _ => left.get(1..) == right.get(1..) || left.get(1..) == Some(right) || right.get(1..) == Some(left),
    }
}

#[cfg(test)]
mod tests;
