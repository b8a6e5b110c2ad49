//! Ranges, lengths and counts of items.

use super::{Prose, Scalar, holds_word};
use crate::{
    glossary::{Fact, Phrase, Trust},
    ir::Range,
};

/// What a description says of sizes.
pub(super) struct Bounds {
    pub(super) range: Option<Range>,
    pub(super) length: Option<Range>,
    pub(super) items: Option<Range>,
}

/// Reads them; each goes to what the type lets it be about.
pub(super) fn read(text: &Prose<'_>) -> Bounds {
    let mut range = Witnesses::default();
    let mut length = Witnesses::default();
    let mut items = Witnesses::default();
    let scalar = text.subject.scalar;
    for phrase in text.phrases {
        let standing = standing(phrase, text);
        match (phrase.fact, scalar) {
            (Fact::Length | Fact::Bound, Scalar::Text) => length.add(phrase, standing),
            (Fact::Range | Fact::Bound, Scalar::Whole | Scalar::Number) => range.add(phrase, standing),
            (Fact::Items, _) if text.subject.list => items.add(phrase, standing),
            _ => {}
        }
    }
    Bounds { range: range.verdict(true), length: length.verdict(false), items: items.verdict(false) }
}

/// Of what a phrase holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// Of something else.
    None,
    /// Of the field under a condition, or of a part of it: it casts doubt on others.
    Sometimes,
    /// Of the field, as a sentence says.
    Said,
    /// Of the field, as a label says.
    Labelled,
    /// Of the field, as the schema behind the page says.
    Written,
}

fn standing(phrase: &Phrase, text: &Prose<'_>) -> Standing {
    let phrases = text.glossary.phrases();
    let behind = text.lower.get(phrase.range.end..).unwrap_or_default();
    let begins = |text: &str| phrases.words.contrast.iter().any(|word| begins_with_word(text, word));
    // Counts of bytes are no counts of characters; a number's unit is no contrast.
    let counted = matches!(phrase.fact, Fact::Length | Fact::Bound) && begins(behind.trim_start());
    let behind = phrases.behind_unit(behind).trim_start_matches([' ', '(']);
    if phrase.trust == Trust::Label && phrase.fact != Fact::Range && !counted {
        return Standing::Written;
    }
    let contrast = counted || begins(behind);
    let before = text.sentence_before(phrase);
    let clause = before.rsplit(',').next().unwrap_or_default();
    let inside = phrase.fact == Fact::Items && phrases.words.each.iter().any(|word| holds_word(clause, word));
    if inside || text.in_entry(phrase) {
        Standing::None
    } else if contrast || goes_on(behind, &phrases.words.and) || text.is_conditional(phrase) {
        Standing::Sometimes
    } else if phrase.trust == Trust::Label {
        Standing::Labelled
    } else {
        Standing::Said
    }
}

fn begins_with_word(text: &str, word: &str) -> bool {
    let rest = text.strip_prefix(word);
    rest.is_some_and(|rest| !word.is_ascii() || !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// `1 to 9, or 99`: the numbers are not all.
fn goes_on(behind: &str, and: &[String]) -> bool {
    let rest = behind.trim_start_matches([',', '、', ' ']);
    let joined = and.iter().find_map(|word| rest.strip_prefix(word.as_str()));
    let listed = behind.starts_with([',', '、']).then_some(rest);
    joined.or(listed).is_some_and(|rest| rest.trim_start_matches(['[', ' ']).starts_with(|c: char| c.is_ascii_digit()))
}

/// What is said of one bound pair, by trust.
#[derive(Default)]
struct Witnesses {
    said: Vec<Witness>,
}

struct Witness {
    standing: Standing,
    min: Option<String>,
    max: Option<String>,
}

/// Two bounds, each as good as the other.
struct Contradiction;

impl Witnesses {
    fn add(&mut self, phrase: &Phrase, standing: Standing) {
        if standing > Standing::None {
            self.said.push(Witness { standing, min: phrase.min.clone(), max: phrase.max.clone() });
        }
    }

    /// The range that the best witnesses agree on.
    fn verdict(&self, signed: bool) -> Option<Range> {
        let min = self.agreed(|witness| witness.min.as_ref()).ok()?;
        let max = self.agreed(|witness| witness.max.as_ref()).ok()?;
        let number = |bound: &Option<String>| bound.as_ref().and_then(|bound| bound.parse::<f64>().ok());
        let ordered = match (number(&min), number(&max)) {
            (Some(min), Some(max)) => min <= max,
            _ => true,
        };
        let whole =
            |bound: &Option<String>| bound.as_ref().is_none_or(|bound| bound.bytes().all(|byte| byte.is_ascii_digit()));
        let fits = signed || (whole(&min) && whole(&max));
        (ordered && fits && (min.is_some() || max.is_some())).then(|| Range::new(min, max))
    }

    /// One bound, if one is stated; an error where the best witnesses contradict each other, or
    /// where sentences give another one for some cases.
    fn agreed(&self, bound: impl Fn(&Witness) -> Option<&String>) -> Result<Option<String>, Contradiction> {
        let said = || self.said.iter().filter_map(|witness| Some((witness.standing, bound(witness)?)));
        let best = said().map(|(standing, _)| standing).max();
        let Some(best) = best else { return Ok(None) };
        let counts =
            |standing: Standing| standing == best || (best < Standing::Written && standing == Standing::Sometimes);
        let mut values = said().filter(|(standing, _)| counts(*standing)).map(|(_, value)| value);
        let first = values.next();
        let agree = best > Standing::Sometimes && values.all(|other| Some(other) == first);
        if agree { Ok(first.cloned()) } else { Err(Contradiction) }
    }
}
