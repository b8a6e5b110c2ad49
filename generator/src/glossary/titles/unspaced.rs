//! Titles in Chinese, Japanese and Korean, whose verb may stand anywhere: words are told by the longest that is known at
//! each place, for no blanks part them, or not all.

use super::{Action, Count, Order, Titles};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

/// Characters of the longest word that is looked up.
const LONGEST_WORD: usize = 8;
/// Bytes of a title that count; a longer one is a sentence.
const LONGEST_TITLE: usize = 200;

/// What the words of a title do in it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    batch: Vec<String>,
    by: HashSet<String>,
    /// In English.
    adverbs: HashMap<String, String>,
    /// In English.
    joints: HashMap<String, String>,
    idle: HashSet<String>,
    many: Vec<String>,
    one: Vec<String>,
    verbs: HashMap<String, String>,
    /// In English.
    nouns: HashMap<String, String>,
}

impl Titles {
    /// A title as an order. If one of its nouns is not known, it tells what is asked for, and not of which thing.
    pub(super) fn unspaced_order(&self, title: &str) -> Order {
        let words = &self.unspaced;
        if title.len() > LONGEST_TITLE {
            return Order::default();
        }
        let mut text = title.to_owned();
        let batch = words.batch.iter().any(|word| text.contains(word.as_str()));
        words.batch.iter().for_each(|word| text = text.replace(word.as_str(), ""));
        let has = |signs: &[String]| signs.iter().any(|sign| text.contains(sign.as_str()));
        let ends = |signs: &[String]| signs.iter().any(|sign| text.ends_with(sign.as_str()));
        let count = match (ends(&words.one), has(&words.many)) {
            (true, _) => Some(Count::One),
            (false, true) => Some(Count::All),
            (false, false) => None,
        };
        let verb = text.char_indices().find_map(|(at, _)| {
            let rest = text.get(at..)?;
            let known = |text| longest(text, |word| words.verbs.contains_key(word));
            let verb = known(rest)?;
            let is_adverb = words.adverbs.contains_key(verb) && rest.get(verb.len()..).and_then(known).is_some();
            (!is_adverb).then_some((at, at + verb.len(), words.verbs.get(verb)?))
        });
        let Some((start, end, order)) = verb else { return Order { batch, count, ..Order::default() } };
        let (before, after) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
        let (adverb, before) = self.adverb_before(before);
        let first = self.actions.of(order);
        let (action, after) = self.joined_verbs(first.clone(), after);
        let verb = if adverb.is_empty() && action == first { order.clone() } else { String::new() };
        let action = if adverb.is_empty() { action } else { Action::Other(format!("{adverb}_{}", action.verb())) };
        let by = longest(before, |word| words.by.contains(word)).and_then(|by| self.nouns(before.get(by.len()..)?));
        let nouns = match by {
            Some(_) => self.nouns(after),
            None => self.nouns(&format!("{before}{after}")),
        };
        Order {
            action: Some(action),
            verb,
            batch,
            count,
            things: nouns.filter(|nouns| !nouns.is_empty()).into_iter().collect(),
            by: by.unwrap_or_default(),
            towards: String::new(),
        }
    }

    /// The word right before the verb that says how it is done, in English, and what stands before it.
    fn adverb_before<'t>(&self, before: &'t str) -> (&str, &'t str) {
        let found =
            self.unspaced.adverbs.iter().find_map(|(word, adverb)| Some((adverb, before.strip_suffix(word.as_str())?)));
        found.map_or(("", before), |(adverb, before)| (adverb.as_str(), before))
    }

    /// A verb with the one that a joint or nothing parts from it, and what is left. Without a joint
    /// only `delete` after `create` is a second verb: other words after a verb may be its noun.
    fn joined_verbs<'t>(&self, first: Action, after: &'t str) -> (Action, &'t str) {
        let words = &self.unspaced;
        let joint = longest(after, |word| words.joints.contains_key(word));
        let rest = after.get(joint.map_or(0, str::len)..).unwrap_or_default();
        let Some(verb) = longest(rest, |word| words.verbs.contains_key(word)) else { return (first, after) };
        let second = words.verbs.get(verb).map_or(Action::Read, |order| self.actions.of(order));
        let is_pair = matches!((&first, &second), (Action::Create, Action::Delete));
        if first == Action::Read || (joint.is_none() && !is_pair) {
            return (first, after);
        }
        let joint = joint.and_then(|joint| words.joints.get(joint)).map_or("or", String::as_str);
        let both = Action::Other(format!("{}_{joint}_{}", first.verb(), second.verb()));
        (both, rest.get(verb.len()..).unwrap_or_default())
    }

    /// The nouns of a text, in English; `None` if a word of it is not known.
    fn nouns(&self, text: &str) -> Option<Vec<String>> {
        let words = &self.unspaced;
        let mut nouns = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let is_latin = |c: char| c.is_ascii_alphanumeric();
            if is_latin(first) {
                let end = rest.find(|c| !is_latin(c)).unwrap_or(rest.len());
                let (word, after) = rest.split_at_checked(end)?;
                nouns.push(word.to_lowercase());
                rest = after;
            } else if let Some(word) = longest(rest, |word| words.nouns.contains_key(word) || words.idle.contains(word))
            {
                let noun = words.nouns.get(word).into_iter().flat_map(|noun| noun.split(' '));
                nouns.extend(noun.map(str::to_owned));
                rest = rest.get(word.len()..)?;
            } else if first.is_alphanumeric() {
                return None;
            } else {
                rest = rest.get(first.len_utf8()..)?;
            }
        }
        Some(nouns)
    }
}

/// The longest known word that a text begins with.
fn longest(text: &str, is_known: impl Fn(&str) -> bool) -> Option<&str> {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST_WORD);
    ends.filter_map(|end| text.get(..end)).filter(|word| is_known(word)).last()
}
