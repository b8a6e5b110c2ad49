//! Words that lead to parameters: those of another call, or a list below. In go words of a page, out comes what they say.

use super::Glossary;

impl Glossary {
    /// What follows the words that lead to another call with the same parameters: `Same as /v1/pets`.
    pub(crate) fn after_reference<'a>(&self, words: &'a str) -> Option<&'a str> {
        let words = words.trim_start();
        self.references.iter().find_map(|reference| {
            let (opening, rest) = words.split_at_checked(reference.len())?;
            opening.eq_ignore_ascii_case(reference).then_some(rest)
        })
    }

    /// Whether a word of a sentence is one for parameters.
    pub(crate) fn speaks_of_parameters(&self, sentence: &str) -> bool {
        let mut words = sentence.split(|c: char| !c.is_alphanumeric());
        words.any(|word| self.parameter_words.contains(&word.to_lowercase()))
    }
}
