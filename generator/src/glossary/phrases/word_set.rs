//! Words of a list that are looked for in one pass of an automaton. In: a text, in the case of the words. Out: the words
//! that it holds; Latin ones stand between boundaries.

use crate::glossary::pattern;
use aho_corasick::AhoCorasick;
use serde::Deserialize;
use std::{collections::BTreeSet, ops::Range, sync::OnceLock};

/// Words of a list.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(crate) struct WordSet {
    words: Vec<String>,
    automaton: OnceLock<Option<AhoCorasick>>,
}

impl From<Vec<String>> for WordSet {
    fn from(words: Vec<String>) -> Self {
        Self { words, automaton: OnceLock::new() }
    }
}

impl WordSet {
    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }

    /// Whether a text holds one of them.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.find(text).next().is_some()
    }

    /// Those that a text holds, in the order of the list.
    pub(crate) fn held_by(&self, text: &str) -> impl Iterator<Item = &str> {
        let held: BTreeSet<usize> = self.find(text).map(|(word, _)| word).collect();
        held.into_iter().filter_map(|word| self.words.get(word)).map(String::as_str)
    }

    /// Where a text holds them, and which.
    pub(super) fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, Range<usize>)> + 'a {
        let automaton = self.automaton.get_or_init(|| pattern::automaton(&self.words));
        let found = automaton.iter().flat_map(move |automaton| automaton.find_overlapping_iter(text));
        let found = found.map(|found| (found.pattern().as_usize(), found.range()));
        found.filter(move |(_, range)| {
            let latin = text.get(range.clone()).is_some_and(str::is_ascii);
            let byte = |at: usize| text.as_bytes().get(at);
            let joins = |byte: Option<&u8>| latin && byte.is_some_and(u8::is_ascii_alphanumeric);
            !joins(range.start.checked_sub(1).and_then(byte)) && !joins(byte(range.end))
        })
    }
}
