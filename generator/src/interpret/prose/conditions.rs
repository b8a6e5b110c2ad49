//! When a statement holds: a phrase and what stands before it enter, whether it holds of a case only or is advice leaves.

use super::{Prose, bullets, tail, token};
use crate::glossary::Phrase;

impl Prose<'_> {
    /// Whether a phrase holds sometimes only: under a condition, in a case, on demand, or as advice.
    pub(super) fn is_conditional(&self, phrase: &Phrase) -> bool {
        let before = self.sentence_before(phrase).trim_start();
        let words = &self.glossary.phrases().words;
        // `For a kitten, the value can be`: what a sentence begins with holds for the rest of it.
        let clause = token::bullet(before).unwrap_or(before);
        let case = |word: &String| clause.strip_prefix(word.as_str()).is_some_and(|rest| rest.starts_with(' '));
        // `If the kind is A:` on a line of its own holds for the next one, or for the bullets below it.
        let all = tail(self.lower.get(..phrase.range.start).unwrap_or_default());
        let lead = lead(all);
        // What a caller may ask for, the value need not fit; nor what is only advised.
        let advised = words.advice.is_in(before) || (lead.ends_with(':') && words.advice.is_in(sentence_of(lead)));
        if advised || words.on_demand.is_in(all) {
            return true;
        }
        // So does the beginning of a bullet for the rest of it.
        let bullet = all.rsplit('\n').next().and_then(token::bullet).unwrap_or_default();
        let opens = |word: &str| bullet.starts_with(word) && !word.is_ascii();
        let begins = |word: &String| before.starts_with(word.as_str());
        words.speaks_of_condition(before)
            || self.ends_case(before)
            || (words.case_start.iter().any(begins) && !words.begins_no_condition(before))
            || words.condition.iter().any(opens)
            || (before.contains(',') && words.case.iter().any(case))
            || bullets::is_condition(lead, self)
    }

    /// Whether a text ends with a case, or names the value of one: `类型为cat时`.
    pub(super) fn ends_case(&self, before: &str) -> bool {
        let words = &self.glossary.phrases().words;
        let latin = |at: usize| {
            before.get(..at).is_some_and(|text| text.trim_end().ends_with(|c: char| c.is_ascii_alphabetic()))
        };
        let other = |at: usize| before.get(at..).is_some_and(|text| words.begins_no_condition(text));
        let named = |word: &String| before.match_indices(word.as_str()).any(|(at, _)| latin(at) && !other(at));
        words.case_end.iter().any(|word| before.trim_end().ends_with(word.as_str()) || named(word))
    }
}

/// The line before that of a text's end; if that is a bullet, the last line that is none.
fn lead(text: &str) -> &str {
    let mut lines = text.rsplit('\n');
    let in_bullet = lines.next().and_then(token::bullet).is_some();
    lines.find(|line| !in_bullet || token::bullet(line).is_none()).unwrap_or_default()
}

/// The last sentence of a line.
pub(super) fn sentence_of(line: &str) -> &str {
    line.rsplit(['。', ';']).next().unwrap_or_default().rsplit(". ").next().unwrap_or_default()
}
