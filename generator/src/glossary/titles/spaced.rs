//! Titles in English: words parted by blanks, the verb first.

use super::{Action, Count, Order, Titles};
use crate::glossary::plurals::Plurals;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

/// Words of a title that count; a longer one is a sentence.
const MOST_WORDS: usize = 16;

/// The verb that asks for all there are, whatever comes back: "Listing Shelves".
const LIST: &str = "list";

/// What the words of a title do in it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    batch: HashSet<String>,
    in_batches: HashSet<String>,
    particles: HashSet<String>,
    joints: HashSet<String>,
    idle: HashSet<String>,
    articles: HashSet<String>,
    idle_after: HashSet<String>,
    implied: HashMap<String, HashSet<String>>,
    many: HashSet<String>,
    one: HashSet<String>,
    belongs_to: HashSet<String>,
    by: HashSet<String>,
    ends: HashSet<String>,
}

impl Titles {
    /// A title as an order. One in another language, which opens with no verb that is known and has no word between
    /// its nouns that is, tells nothing.
    pub(super) fn spaced_order(&self, title: &str, plurals: &Plurals) -> Order {
        let parts = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let words: Vec<String> = parts.map(str::to_lowercase).collect();
        if words.len() > MOST_WORDS {
            return Order::default();
        }
        let mut words = words.as_slice();
        let mut order = Order::default();
        if let [first, rest @ ..] = words
            && self.spaced.batch.contains(first)
        {
            (order.batch, words) = (true, rest);
        }
        if let [rest @ .., joint, last] = words
            && self.spaced.belongs_to.contains(joint)
            && self.spaced.in_batches.contains(last)
        {
            (order.batch, words) = (true, rest);
        }
        let lists = words.first().is_some_and(|verb| self.order_of(verb) == Some(LIST));
        words = self.take_verb(words, &mut order, plurals);
        if order.action.is_some() || words.iter().any(|word| self.spaced.belongs_to.contains(word)) {
            self.take_things(words, &mut order, plurals);
        }
        if lists && order.count == Some(Count::Several) {
            order.count = Some(Count::All);
        }
        order
    }

    /// Takes the verb, or two that a title joins; what is left comes back.
    fn take_verb<'w>(&self, words: &'w [String], order: &mut Order, plurals: &Plurals) -> &'w [String] {
        let Some((verb, mut rest)) = words.split_first() else { return words };
        let Some(action) = self.action(verb).or_else(|| self.told_by_article(verb, rest, plurals)) else {
            return words;
        };
        order.action = Some(action.clone());
        match (action, rest) {
            (Action::Other(verb), [particle, after @ ..]) if self.spaced.particles.contains(particle) => {
                order.action = Some(Action::Other(format!("{verb}_{particle}")));
                rest = after;
            }
            (Action::Read, _) => {}
            (first, [joint, second, after @ ..]) if self.spaced.joints.contains(joint) => {
                if let Some(second) = self.verb(second, plurals) {
                    let both = format!("{}_{joint}_{}", first.verb(), second.verb());
                    order.action = Some(Action::Other(both));
                    rest = after;
                }
            }
            _ => {}
        }
        rest
    }

    /// A word that no list of verbs has is one if an article follows it: "Moor a Boat", "Moors a boat"; or if a joint
    /// and another verb do: "Creates or replaces a boat".
    fn told_by_article(&self, word: &str, rest: &[String], plurals: &Plurals) -> Option<Action> {
        let Words { articles, belongs_to, by, ends, idle, joints, .. } = &self.spaced;
        let is_article = rest.len() > 1 && rest.first().is_some_and(|next| articles.contains(next));
        let is_order = ![belongs_to, by, ends, idle].iter().any(|words| words.contains(word)) && !word.ends_with("ing");
        let order = plurals.singular(word);
        let is_joined =
            || matches!(rest, [joint, second, ..] if joints.contains(joint) && self.verb(second, plurals).is_some());
        match self.action(&order).filter(|_| is_order) {
            Some(action) if is_article || is_joined() => Some(action),
            _ => (is_article && is_order).then_some(Action::Other(order)),
        }
    }

    /// What a word asks for as an order or in the third person: `replace`, `replaces`.
    fn verb(&self, word: &str, plurals: &Plurals) -> Option<Action> {
        self.action(word).or_else(|| self.action(&plurals.singular(word)))
    }

    fn take_things(&self, words: &[String], order: &mut Order, plurals: &Plurals) {
        let spaced = &self.spaced;
        let by = words.iter().position(|word| spaced.by.contains(word));
        let is_end = |(at, word): (usize, &String)| spaced.ends.contains(word) && !self.joins_places(words, at);
        let end = words.iter().enumerate().position(is_end).unwrap_or(words.len());
        if let Some(by) = by.filter(|by| *by < end) {
            let found_by = words.iter().take(end).skip(by + 1).filter(|word| !spaced.idle.contains(*word));
            order.by = found_by.cloned().collect();
        }
        let phrase = words.get(..by.unwrap_or(end).min(end)).unwrap_or_default();
        for (place, thing) in phrase.split(|word| spaced.belongs_to.contains(word)).enumerate() {
            // The details of many things are asked for by their noun: "Querying Details of Shards".
            let is_first = order.things.is_empty() && order.count == Some(Count::One);
            if place == 0 || is_first {
                order.count = self.count(thing, plurals).or(order.count);
            }
            let said = thing.iter().filter(|word| !spaced.idle.contains(*word)).cloned();
            let mut thing = self.without_implied(said);
            while thing.last().is_some_and(|word| spaced.idle_after.contains(word)) {
                thing.pop();
            }
            if !thing.iter().all(|word| spaced.joints.contains(word)) {
                order.things.push(thing);
            }
        }
    }

    fn without_implied(&self, words: impl Iterator<Item = String>) -> Vec<String> {
        let mut kept: Vec<String> = Vec::new();
        for word in words {
            let implied = kept.last().and_then(|before| self.spaced.implied.get(before));
            if !implied.is_some_and(|implied| implied.contains(&word)) {
                kept.push(word);
            }
        }
        kept
    }

    /// Whether the word at a place joins two that name one place: `to or from a rack`.
    fn joins_places(&self, words: &[String], at: usize) -> bool {
        let is_place = |word: &String| self.spaced.belongs_to.contains(word);
        let before = at.checked_sub(1).and_then(|at| words.get(at)).is_some_and(is_place);
        before && words.get(at + 1).is_some_and(is_place)
    }

    fn count(&self, thing: &[String], plurals: &Plurals) -> Option<Count> {
        let spaced = &self.spaced;
        let last = thing.last()?;
        if thing.iter().any(|word| spaced.one.contains(word)) {
            return Some(Count::One);
        }
        if spaced.many.contains(last) || thing.first().is_some_and(|word| spaced.many.contains(word)) {
            return Some(Count::All);
        }
        if plurals.singular(last) != *last {
            return Some(Count::Several);
        }
        (plurals.plural(last) != *last).then_some(Count::One)
    }
}
