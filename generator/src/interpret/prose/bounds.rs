//! Ranges, lengths and counts of items.

use super::{Prose, Scalar, keys, token};
use crate::{
    glossary::{Fact, Phrase, PhraseWords, Trust, in_small_letters, is_ideograph},
    ir::{Constraint, Range},
};
use std::collections::BTreeSet;

/// What a description says of sizes.
pub(super) struct Bounds {
    pub(super) range: Option<Range>,
    pub(super) length: Option<Range>,
    pub(super) items: Option<Range>,
    /// Those that sentences state and no label.
    pub(super) by_sentence: Vec<Constraint>,
}

/// Reads them; each goes to what the type lets it be about.
pub(super) fn read(text: &Prose<'_>) -> Bounds {
    let mut range = Witnesses::default();
    let mut length = Witnesses::default();
    let mut items = Witnesses::default();
    let scalar = text.subject.scalar;
    let is_mixed = has_several_units(text);
    for phrase in text.phrases {
        // Which number is next to an open bound, only whole numbers tell.
        if phrase.open && scalar == Scalar::Number {
            continue;
        }
        let counted = matches!(phrase.fact, Fact::Range | Fact::Bound);
        if counted && (text.is_in_other_unit(phrase.unit.as_deref()) || (is_mixed && phrase.unit.is_some())) {
            continue;
        }
        let said = Witness { standing: standing(phrase, text), ..bounds_of(phrase, text) };
        match (phrase.fact, scalar) {
            // `IDs of pets (max 5)`: of a list, the greatest number is a count.
            (Fact::Bound, _) if text.subject.list && phrase.trust == Trust::Prose => items.add(said),
            (Fact::Length | Fact::Bound, Scalar::Text) => length.add(said),
            (Fact::Range | Fact::Bound, Scalar::Whole | Scalar::Number) => range.add(said),
            (Fact::Items, _) if text.subject.list => items.add(said),
            // What a label calls the length of a list of objects is their count.
            (Fact::Length, Scalar::Other) if text.subject.list && phrase.trust == Trust::Label => items.add(said),
            // Of how many there are, the greatest count is the greatest value.
            (Fact::Items, Scalar::Whole) if counts(text.lower, &text.glossary.phrases().words) => range.add(said),
            // `[1-10]` in the column of ranges counts the texts or objects of a list.
            (Fact::Range, Scalar::Text | Scalar::Other) if text.subject.list && is_bracketed(phrase, text) => {
                items.add(said);
            }
            _ => {}
        }
    }
    let of_type =
        |range: &Range| scalar != Scalar::Whole || is_whole(range.min.as_ref()) && is_whole(range.max.as_ref());
    let said = [
        (Constraint::Range, range.is_said()),
        (Constraint::Length, length.is_said()),
        (Constraint::Items, items.is_said()),
    ];
    let range = range.verdict(true).filter(|range| of_type(range) && !explains_more(range, text));
    let length = length.verdict(false).filter(|_| !text.adds_values());
    let items = items.verdict(false);
    let found = [range.is_some(), length.is_some(), items.is_some()];
    let by_sentence = said.into_iter().zip(found).filter(|((_, said), found)| *said && *found);
    let by_sentence = by_sentence.map(|((constraint, _), _)| constraint).collect();
    Bounds { range, length, items, by_sentence }
}

/// Whether the bounds have several units, and the text does not say which is that of the field: `at least 1 minute, at
/// most 24 hours`.
fn has_several_units(text: &Prose<'_>) -> bool {
    let stated = text.of(Fact::Range).filter(|phrase| phrase.trust > Trust::Hint);
    let units: BTreeSet<&str> = stated.filter_map(|phrase| phrase.unit.as_deref()).collect();
    units.len() > 1 && text.of(Fact::Unit).next().is_none()
}

/// The bounds of a phrase.
fn bounds_of(phrase: &Phrase, text: &Prose<'_>) -> Witness {
    let is_whole = phrase.fact != Fact::Range || text.subject.scalar == Scalar::Whole;
    let bound =
        |bound: &Option<String>| bound.as_ref().map(|bound| if is_whole { without_dots(bound) } else { bound.clone() });
    Witness { standing: Standing::None, min: bound(&phrase.min), max: bound(&phrase.max) }
}

/// A whole number without the dot of its thousands, as Spanish and Portuguese write it: `4.096`.
fn without_dots(number: &str) -> String {
    let grouped = number.split_once('.').filter(|(high, low)| *high != "0" && high.len() <= 3 && low.len() == 3);
    grouped.map_or_else(|| number.to_owned(), |(high, low)| format!("{high}{low}"))
}

/// Whether the first sentence of a text in lower case says that the value is a count.
pub(super) fn counts(text: &str, words: &PhraseWords) -> bool {
    let sentence = text.split(['。', '\n']).next().unwrap_or_default().split(". ").next().unwrap_or_default();
    words.count.is_in(sentence)
}

/// Whether a label with a range in brackets says it.
fn is_bracketed(phrase: &Phrase, text: &Prose<'_>) -> bool {
    let words = text.lower.get(phrase.range.clone()).unwrap_or_default();
    phrase.trust == Trust::Label && words.ends_with(']') && phrase.max.is_some()
}

fn is_whole(bound: Option<&String>) -> bool {
    bound.is_none_or(|bound| bound.parse::<i64>().is_ok())
}

/// Whether the text speaks of a number outside the range as of a value: `1 to 100; -1 indicates no limit`, `if it is set
/// to 0`.
fn explains_more(range: &Range, text: &Prose<'_>) -> bool {
    let bound = |bound: &Option<String>| bound.as_ref().and_then(|bound| bound.parse::<f64>().ok());
    let (min, max) = (bound(&range.min), bound(&range.max));
    let outside = |number: f64| min.is_some_and(|min| number < min) || max.is_some_and(|max| number > max);
    let taken = text.of(Fact::Taken).filter_map(|phrase| phrase.min.as_ref()?.parse::<f64>().ok());
    let also = text.added_values().filter_map(|value| value.parse::<f64>().ok());
    keys::explained_numbers(text).chain(taken).chain(also).any(outside)
}

/// Of what a phrase holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// Of something else.
    None,
    /// Of the field under a condition, or of a part of it: it casts doubt on others.
    Sometimes,
    /// Of each part of the field, or of the field if it has no parts.
    Each,
    /// Of the field, as a sentence says.
    Said,
    /// Of the field, as a label says.
    Labelled,
    /// Of the field, as the schema that the page was made from says.
    Written,
}

/// Whether a phrase that is less than a sentence makes up a clause, alone or after the name of the field: `size, 0 to 500`,
/// `size ≥ 0`.
fn is_clause(phrase: &Phrase, text: &Prose<'_>) -> bool {
    const LONGEST: usize = 12;
    let before = text.sentence_before(phrase);
    let clause = before.rsplit([',', ':', '(', '、']).next().unwrap_or_default().trim();
    let clause = token::bullet(clause).unwrap_or(clause).trim_matches(['"', '*', ' ']);
    let after = text.lower.get(phrase.range.end..).unwrap_or_default();
    let after = text.glossary.phrases().after_unit(after).trim_start_matches(' ');
    let ends = after.is_empty() || after.starts_with(['.', ',', ';', '。', ')', '\n']);
    // `up to 10 letters`: what a text is made of is none of a list's items.
    let words = text.lower.get(phrase.range.clone()).unwrap_or_default();
    let counted = words.rsplit(' ').next().unwrap_or_default();
    let parts = &text.glossary.phrases().words.no_value;
    let is_part =
        phrase.fact == Fact::Items && (counted.contains(is_ideograph) || parts.iter().any(|part| counted == part));
    // `Up to 3 GB is stored. At most 3 retries.`: what was not spoken of before is of something else.
    let spoken_of = text.lower.get(..phrase.range.start).unwrap_or_default();
    let stem = counted.trim_end_matches('s');
    let is_other = phrase.fact == Fact::Items
        && !spoken_of.trim().is_empty()
        && !in_small_letters(text.name).contains(stem)
        && !spoken_of.contains(stem);
    // `size ≥ 0`: before a sign, one word says what is bounded.
    let is_named =
        || words.starts_with(['≥', '≤', '<', '>']) && clause.chars().take(LONGEST).all(char::is_alphanumeric);
    let is_own = clause.is_empty() || clause.eq_ignore_ascii_case(text.name);
    (is_own || is_named() && clause.chars().count() < LONGEST) && ends && !is_part && !is_other
}

fn standing(phrase: &Phrase, text: &Prose<'_>) -> Standing {
    if phrase.trust == Trust::Hint && !is_clause(phrase, text) {
        return Standing::None;
    }
    let phrases = text.glossary.phrases();
    let after = text.lower.get(phrase.range.end..).unwrap_or_default();
    let begins = |text: &str| {
        !phrases.words.begins_no_condition(text)
            && phrases.words.contrast.iter().any(|word| begins_with_word(text, word))
    };
    // Counts of bytes are not counts of characters; a number's unit is not a contrast.
    let counted = matches!(phrase.fact, Fact::Length | Fact::Bound) && begins(after.trim_start());
    let after = phrases.after_unit(after).trim_start_matches([' ', '(']);
    if phrase.trust == Trust::Label && phrase.fact != Fact::Range && !counted {
        return Standing::Written;
    }
    let contrast = counted || begins(after);
    // `[1,60] (minutes): for the one kind`, `1 to 60 when it is of one kind`: what follows is the case.
    let rest = phrases.after_unit(after).trim_start_matches([')', ':', ' ']);
    let cased = !phrases.words.begins_no_condition(rest)
        && phrases.words.condition.iter().any(|word| begins_with_word(rest, word));
    let before = text.sentence_before(phrase);
    let clause = before.rsplit(',').next().unwrap_or_default();
    let each = phrases.words.each.is_in(clause);
    let of_part = each && phrase.fact == Fact::Length && !text.subject.list;
    let inside = phrase.fact == Fact::Items && each;
    let of_other = phrase.fact == Fact::Length
        && phrases.words.no_length.iter().any(|word| before.trim_end().ends_with(word.as_str()));
    if inside || of_other || text.in_entry(phrase) {
        Standing::None
    } else if contrast || cased || goes_on(after, &phrases.words) || text.is_conditional(phrase) {
        // What holds of a part sometimes casts no doubt on the whole.
        if of_part { Standing::None } else { Standing::Sometimes }
    } else if phrase.trust == Trust::Label {
        Standing::Labelled
    } else if of_part {
        Standing::Each
    } else {
        Standing::Said
    }
}

fn begins_with_word(text: &str, word: &str) -> bool {
    let rest = text.strip_prefix(word);
    let goes_on = |c: char| c.is_alphanumeric() && !is_ideograph(c);
    rest.is_some_and(|rest| !word.is_ascii() || !rest.starts_with(goes_on))
}

/// `1 to 9, or 99`: the numbers are not all.
fn goes_on(after: &str, words: &PhraseWords) -> bool {
    let rest = after.trim_start_matches([',', '、', ' ']);
    let joined = words.and.iter().find_map(|word| rest.strip_prefix(word.as_str()));
    let listed = after.starts_with([',', '、']).then_some(rest);
    let number = |rest: &str| {
        let rest = rest.trim_start_matches(['[', ' ', '-']);
        let meaning = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        // A number that is explained is one of those before it, or is looked at by itself.
        meaning.len() < rest.len() && !words.means.iter().any(|word| meaning.trim_start().starts_with(word))
    };
    joined.or(listed).is_some_and(number)
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
    fn add(&mut self, said: Witness) {
        if said.standing > Standing::None {
            self.said.push(said);
        }
    }

    /// Whether a sentence is the best witness of either bound.
    fn is_said(&self) -> bool {
        let best = |bound: fn(&Witness) -> Option<&String>| {
            self.said.iter().filter(|witness| bound(witness).is_some()).map(|witness| witness.standing).max()
        };
        let bounds = [best(|witness| witness.min.as_ref()), best(|witness| witness.max.as_ref())];
        bounds.contains(&Some(Standing::Said)) || bounds.contains(&Some(Standing::Each))
    }

    /// The range that the best witnesses agree on.
    fn verdict(&self, signed: bool) -> Option<Range> {
        let min = self.agreed(|witness| witness.min.as_ref(), |said, written| said < written).ok()?;
        let max = self.agreed(|witness| witness.max.as_ref(), |said, written| said > written).ok()?;
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

    /// One bound, if one is stated; an error where the best witnesses contradict each other, where sentences give another
    /// one for some cases, or where a sentence allows more than the schema that the page was made from.
    fn agreed(
        &self,
        bound: impl Fn(&Witness) -> Option<&String>,
        allows_more: impl Fn(f64, f64) -> bool,
    ) -> Result<Option<String>, Contradiction> {
        let said = || self.said.iter().filter_map(|witness| Some((witness.standing, bound(witness)?)));
        let best = said().map(|(standing, _)| standing).max();
        let Some(best) = best else { return Ok(None) };
        let counts =
            |standing: Standing| standing == best || (best < Standing::Written && standing == Standing::Sometimes);
        let mut values = said().filter(|(standing, _)| counts(*standing)).map(|(_, value)| value);
        let first = values.next();
        let number = |bound: &String| bound.parse::<f64>().ok();
        let written = first.and_then(number).filter(|_| best == Standing::Written);
        let sentences =
            said().filter(|(standing, _)| [Standing::Each, Standing::Said, Standing::Labelled].contains(standing));
        let wider = sentences
            .filter_map(|(_, value)| number(value).zip(written))
            .any(|(said, written)| allows_more(said, written));
        let agree = best > Standing::Sometimes && !wider && values.all(|other| Some(other) == first);
        if agree { Ok(first.cloned()) } else { Err(Contradiction) }
    }
}
