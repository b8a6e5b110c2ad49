//! The meaning of a word that is not known, guessed by the known word that resembles it most. For people to look at:
//! nothing is read by a guess.

use super::{Column, Glossary, Section, TypeMeaning, YesNo, normalise};
use std::collections::{BTreeSet, HashMap};

/// Words that share less of their pairs of letters do not resemble each other.
const LEAST_LIKENESS: f64 = 0.55;

impl Glossary {
    /// What a heading may open.
    pub(crate) fn nearest_section(&self, heading: &str) -> Option<Section> {
        nearest(&self.sections, heading)
    }

    /// What a column of this head may hold.
    pub(crate) fn nearest_column(&self, head: &str) -> Option<Column> {
        nearest(&self.columns, head)
    }

    /// Whether a word may say yes or no.
    pub(crate) fn nearest_yes_no(&self, word: &str) -> Option<YesNo> {
        nearest(&self.yes_no, word)
    }

    /// What a word of a type cell may mean.
    pub(crate) fn nearest_type(&self, word: &str) -> Option<TypeMeaning> {
        self.types.nearest(&normalise(word))
    }
}

/// The meaning of the word that resembles this one most.
pub(super) fn nearest<T: Copy>(known: &HashMap<String, T>, word: &str) -> Option<T> {
    let word = normalise(word);
    let wanted = pairs(&word);
    let likeness = |other: &str| {
        let other = pairs(other);
        let shared = wanted.intersection(&other).count();
        // No text has as many letters as a float counts exactly.
        #[allow(clippy::cast_precision_loss, reason = "counts of letters are small")]
        let share = (2 * shared) as f64 / (wanted.len() + other.len()).max(1) as f64;
        share
    };
    let liked = known.iter().map(|(other, meaning)| (likeness(other), other, *meaning));
    let best = liked.max_by(|one, other| one.0.total_cmp(&other.0).then_with(|| other.1.cmp(one.1)));
    best.filter(|(likeness, ..)| *likeness >= LEAST_LIKENESS).map(|(_, _, meaning)| meaning)
}

/// Each letter with the one after it.
fn pairs(word: &str) -> BTreeSet<(char, char)> {
    let framed: Vec<char> = format!(" {word} ").chars().collect();
    framed.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_resemble_known_ones() {
        let glossary = Glossary::builtin();
        assert_eq!(glossary.nearest_section("Request fields"), Some(Section::Request));
        assert_eq!(glossary.nearest_column("Param name"), Some(Column::Name));
        assert_eq!(glossary.nearest_column("Zebra"), None);
        assert_eq!(glossary.nearest_type("zebra"), None);
    }
}
