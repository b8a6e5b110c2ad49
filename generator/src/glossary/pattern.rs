//! Patterns of the data files: `*` stands for any text, `#` for a number. A pattern is held
//! against the whole text, in time linear in it; of many patterns only those are, a word of which the text holds.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use memchr::memmem::Finder;
use std::sync::OnceLock;

/// Patterns, each with what it means.
#[derive(Debug)]
pub(super) struct Patterns<T = ()> {
    rules: Vec<(Pattern, T)>,
    index: OnceLock<Index>,
}

/// The longest words of patterns, by which those that may fit a text are found in one pass.
#[derive(Debug)]
struct Index {
    words: Option<AhoCorasick>,
    /// The pattern of each word.
    rules: Vec<usize>,
    /// Patterns without a word.
    wordless: Vec<usize>,
}

impl<T> Default for Patterns<T> {
    fn default() -> Self {
        Self { rules: Vec::new(), index: OnceLock::new() }
    }
}

impl<T> FromIterator<(Pattern, T)> for Patterns<T> {
    fn from_iter<I: IntoIterator<Item = (Pattern, T)>>(rules: I) -> Self {
        Self { rules: rules.into_iter().collect(), index: OnceLock::new() }
    }
}

impl<T> Extend<(Pattern, T)> for Patterns<T> {
    fn extend<I: IntoIterator<Item = (Pattern, T)>>(&mut self, rules: I) {
        self.rules.extend(rules);
        self.index.take();
    }
}

impl<T> Patterns<T> {
    /// What the patterns that fit a text found, and what they mean, in the order of the data files.
    pub(super) fn fitting<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Found, &'a T)> {
        let index = self.index.get_or_init(|| Index::of(&self.rules));
        let words = index.words.iter().flat_map(|words| words.find_overlapping_iter(text));
        let worded = words.filter_map(|word| index.rules.get(word.pattern().as_usize()));
        let mut candidates: Vec<usize> = worded.chain(&index.wordless).copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        candidates.into_iter().filter_map(|rule| {
            let (pattern, meaning) = self.rules.get(rule)?;
            Some((pattern.find(text)?, meaning))
        })
    }

    /// What the first pattern that fits a text means.
    pub(super) fn first(&self, text: &str) -> Option<T>
    where
        T: Copy,
    {
        self.fitting(text).next().map(|(_, meaning)| *meaning)
    }

    /// Whether a pattern fits a text.
    pub(super) fn fit(&self, text: &str) -> bool {
        self.fitting(text).next().is_some()
    }
}

impl Index {
    fn of<T>(rules: &[(Pattern, T)]) -> Self {
        let words: Vec<Option<&[u8]>> = rules.iter().map(|(pattern, _)| pattern.longest_word()).collect();
        let automaton = automaton(words.iter().flatten());
        // Without an automaton, each pattern is held against each text.
        let has_word = |at: &usize| automaton.is_some() && words.get(*at).is_some_and(Option::is_some);
        let (worded, wordless) = (0..rules.len()).partition(has_word);
        Self { words: automaton, rules: worded, wordless }
    }
}

/// Finds words in one pass. Lists of words are short and many, and a program that reads a page makes them all: an automaton
/// of this kind costs little to make.
pub(super) fn automaton<W: AsRef<[u8]>>(words: impl IntoIterator<Item = W>) -> Option<AhoCorasick> {
    AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(words).ok()
}

/// The patterns of a list, which mean the same.
pub(super) fn patterns<T: Copy>(words: &[String], meaning: T) -> impl Iterator<Item = (Pattern, T)> {
    words.iter().map(move |word| (Pattern::new(word), meaning))
}

/// A pattern, taken apart at its stars.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    segments: Vec<Vec<Piece>>,
}

#[derive(Clone, Debug)]
enum Piece {
    Text(Box<Finder<'static>>),
    Number,
}

/// What a fitting pattern found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// The number at the first `#`.
    pub(super) number: Option<u32>,
}

impl Pattern {
    fn longest_word(&self) -> Option<&[u8]> {
        let words = self.segments.iter().flatten().filter_map(|piece| match piece {
            Piece::Text(word) => Some(word.needle()),
            Piece::Number => None,
        });
        words.max_by_key(|word| word.len())
    }

    /// Takes a pattern as the data files write it, in any case: texts that it is held against are in lower case.
    pub(super) fn new(pattern: &str) -> Self {
        Self { segments: pattern.to_lowercase().split('*').map(pieces).collect() }
    }

    /// Holds the pattern against a text.
    pub(super) fn find(&self, text: &str) -> Option<Found> {
        let (last, others) = self.segments.split_last()?;
        let mut found = Found::default();
        let mut at = 0;
        for (index, segment) in others.iter().enumerate() {
            at = if index == 0 { fit(segment, text, 0, &mut found)? } else { seek(segment, text, at, &mut found)? };
        }
        if others.is_empty() {
            return (fit(last, text, 0, &mut found)? == text.len()).then_some(found);
        }
        if last.is_empty() {
            return Some(found);
        }
        if let [Piece::Text(word)] = last.as_slice() {
            let rest = text.as_bytes().get(at..)?;
            return rest.ends_with(word.needle()).then_some(found);
        }
        positions(text, at).find_map(|start| {
            let mut found = found;
            (fit(last, text, start, &mut found)? == text.len()).then_some(found)
        })
    }
}

fn pieces(segment: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (index, text) in segment.split('#').enumerate() {
        if index > 0 {
            pieces.push(Piece::Number);
        }
        if !text.is_empty() {
            pieces.push(Piece::Text(Box::new(Finder::new(text).into_owned())));
        }
    }
    pieces
}

fn positions(text: &str, from: usize) -> impl Iterator<Item = usize> {
    (from..=text.len()).filter(|at| text.is_char_boundary(*at))
}

fn seek(segment: &[Piece], text: &str, from: usize, found: &mut Found) -> Option<usize> {
    let Some(Piece::Text(word)) = segment.first() else {
        return positions(text, from).find_map(|start| fit(segment, text, start, found));
    };
    word.find_iter(text.as_bytes().get(from..)?).find_map(|start| fit(segment, text, from + start, found))
}

/// Where the segment ends when it begins at `start`.
fn fit(segment: &[Piece], text: &str, start: usize, found: &mut Found) -> Option<usize> {
    let mut at = start;
    for piece in segment {
        let rest = text.get(at..)?;
        at += match piece {
            Piece::Text(word) => rest.as_bytes().starts_with(word.needle()).then_some(word.needle().len())?,
            Piece::Number => {
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                let number = rest.get(..digits)?.parse().ok()?;
                found.number.get_or_insert(number);
                digits
            }
        };
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_patterns_those_that_fit_are_found_in_order() {
        let mut patterns = Patterns::default();
        patterns.extend(["*kiln*", "#", "*", "glaze of *", "kiln #"].into_iter().map(Pattern::new).zip(0..));
        let table: [(&str, &[usize]); 4] =
            [("kiln 7", &[0, 2, 4]), ("7", &[1, 2]), ("glaze of a kiln", &[0, 2, 3]), ("", &[2])];
        for (text, expected) in table {
            let fitting: Vec<usize> = patterns.fitting(text).map(|(_, index)| *index).collect();
            assert_eq!(fitting, expected, "{text}");
        }
        patterns.extend([(Pattern::new("clay"), 5)]);
        assert_eq!(patterns.fitting("clay").count(), 2, "what is added later is found, too");
    }

    #[test]
    fn stars_and_numbers() {
        let table = [
            ("status code", "status code", true, None),
            ("status code", "status codes", false, None),
            ("status code*", "status codes", true, None),
            ("*object", "pet object", true, None),
            ("*object", "pet object x", false, None),
            ("*a*a", "a", false, None),
            ("*a*a", "xaya", true, None),
            ("状态码为#*", "状态码为200时", true, Some(200)),
            ("code:#", "code:404", true, Some(404)),
            ("code:#", "code:", false, None),
            ("code:#", "code:99999999999", false, None),
            ("*", "", true, None),
        ];
        for (pattern, text, fits, number) in table {
            let found = Pattern::new(pattern).find(text);
            assert_eq!(found.is_some(), fits, "{pattern} on {text}");
            assert_eq!(found.and_then(|found| found.number), number, "{pattern} on {text}");
        }
    }
}
