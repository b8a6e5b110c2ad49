//! Titles in English: words parted by blanks, the verb first.

use super::{Action, Count, Order, Titles};
use crate::glossary::plurals::Plurals;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

/// Words of a title that count; a longer one is a sentence.
const MOST_WORDS: usize = 16;

/// The verb that asks for all there are, whatever comes back: "Listing Shelves".
const LIST: &str = "list";

/// Letters of a verb without its ending at least.
const LEAST_STEM: usize = 3;

const VOWELS: [char; 6] = ['a', 'e', 'i', 'o', 'u', 'y'];

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
    towards: HashSet<String>,
    by: HashSet<String>,
    adverbs: HashMap<String, String>,
    participles: HashSet<String>,
    ends: HashSet<String>,
}

impl Titles {
    /// A title as an order. One in another language, which opens with no verb that is known and has no word between
    /// its nouns that is, tells nothing.
    pub(super) fn spaced_order(&self, title: &str, path_verb: &str, plurals: &Plurals) -> Order {
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
        words = self.take_verb(words, path_verb, &mut order, plurals);
        let is_english = |word: &String| self.spaced.belongs_to.contains(word);
        if order.action.is_some()
            || words.iter().any(is_english)
            || words.first().is_some_and(|word| self.spaced.many.contains(word))
        {
            self.take_things(words, &mut order, plurals);
        }
        if lists && order.count == Some(Count::Several) {
            order.count = Some(Count::All);
        }
        order
    }

    /// Takes the verb, or those that a title joins; what is left comes back.
    fn take_verb<'w>(
        &self,
        words: &'w [String],
        path_verb: &str,
        order: &mut Order,
        plurals: &Plurals,
    ) -> &'w [String] {
        let (adverb, words) = self.adverb(words, plurals);
        let Some((verb, rest)) = words.split_first() else { return words };
        let told = self.action(verb).or_else(|| self.told_by_path(verb, rest, path_verb));
        let Some(first) = told.or_else(|| self.told_by_article(verb, rest, plurals)) else {
            return words;
        };
        let (action, rest) = self.joined(first.clone(), rest, plurals);
        if adverb.is_none() && action == first {
            self.order_of(verb).unwrap_or_default().clone_into(&mut order.verb);
        }
        order.action = Some(match adverb {
            Some(adverb) => Action::Other(format!("{adverb}_{}", action.verb())),
            None => action,
        });
        rest
    }

    /// The word before a verb or at the end that says how it is done: "Forcibly Deleting a Server", "Running a Job
    /// Asynchronously".
    fn adverb<'w>(&self, words: &'w [String], plurals: &Plurals) -> (Option<&str>, &'w [String]) {
        let adverb = |word: &String| self.spaced.adverbs.get(word).map(String::as_str);
        match words {
            [first, rest @ ..]
                if adverb(first).is_some() && rest.first().is_some_and(|verb| self.verb(verb, plurals).is_some()) =>
            {
                (adverb(first), rest)
            }
            [rest @ .., last] if last.ends_with("ly") && adverb(last).is_some() => (adverb(last), rest),
            _ => (None, words),
        }
    }

    /// A verb with its particle or with those that follow it: "Scaling Out", "Adding or Deleting", "Starting, Pausing, or
    /// Stopping". What is left of the title comes back, too.
    fn joined<'w>(&self, action: Action, rest: &'w [String], plurals: &Plurals) -> (Action, &'w [String]) {
        let is_joint = |word: &String| self.spaced.joints.contains(word);
        let verb = |word: &String| self.verb(word, plurals);
        match (&action, rest) {
            (Action::Other(verb), [particle, after @ ..]) if self.spaced.particles.contains(particle) => {
                (Action::Other(format!("{verb}_{particle}")), after)
            }
            (Action::Read, _) => (action, rest),
            (first, [joint, second, after @ ..]) if is_joint(joint) => match verb(second) {
                Some(second) => (Action::Other(format!("{}_{joint}_{}", first.verb(), second.verb())), after),
                None => (action, rest),
            },
            (first, [second, joint, third, after @ ..]) if is_joint(joint) => match (verb(second), verb(third)) {
                (Some(second), Some(third)) => {
                    let all = format!("{}_{}_{joint}_{}", first.verb(), second.verb(), third.verb());
                    (Action::Other(all), after)
                }
                _ => (action, rest),
            },
            _ => (action, rest),
        }
    }

    /// A word that no list of verbs has is one if the path ends in it, unless it is said to be of something.
    fn told_by_path(&self, word: &str, rest: &[String], path_verb: &str) -> Option<Action> {
        let is_of = rest.first().is_none_or(|next| self.spaced.belongs_to.contains(next));
        let is_told = word == path_verb || self.verbs.unended(word).any(|order| order == path_verb);
        (is_told && !is_of).then(|| self.actions.of(path_verb))
    }

    /// A word that no list of verbs has is one if an article follows it: "Moor a Boat", "Moors a boat", "Mooring a Boat"; or
    /// if a joint and another verb do: "Creates or replaces a boat".
    fn told_by_article(&self, word: &str, rest: &[String], plurals: &Plurals) -> Option<Action> {
        let Words { articles, belongs_to, by, ends, idle, joints, .. } = &self.spaced;
        let is_article = rest.len() > 1 && rest.first().is_some_and(|next| articles.contains(next));
        let gerund = word.strip_suffix("ing");
        let order = gerund.map_or_else(|| plurals.singular(word), order_of_stem);
        let is_order = ![belongs_to, by, ends, idle].iter().any(|words| words.contains(word))
            && gerund.is_none_or(|stem| stem.len() >= LEAST_STEM && stem.contains(VOWELS));
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
        let joins = |at: usize| self.joins_places(words, at) || self.joins_nouns(words, at, plurals);
        let is_end =
            |(at, word): (usize, &String)| (spaced.ends.contains(word) && !joins(at)) || self.opens_clause(words, at);
        let end = words.iter().enumerate().position(is_end).unwrap_or(words.len());
        if let Some(by) = by.filter(|by| *by < end) {
            let found_by = words.iter().take(end).skip(by + 1).filter(|word| !spaced.idle.contains(*word));
            order.by = found_by.cloned().collect();
        }
        let phrase = words.get(..by.unwrap_or(end).min(end)).unwrap_or_default();
        let place = phrase.iter().find(|word| spaced.belongs_to.contains(*word));
        order.towards = place.filter(|word| spaced.towards.contains(*word)).cloned().unwrap_or_default();
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

    /// Whether the word at a place joins two nouns that say of what a third is: `policy and instance quotas`.
    fn joins_nouns(&self, words: &[String], at: usize, plurals: &Plurals) -> bool {
        let Words { articles, belongs_to, by, ends, joints, .. } = &self.spaced;
        let (before, after) = (words.get(..at).unwrap_or_default(), words.get(at + 1..).unwrap_or_default());
        let is_one = |word: &String| plurals.singular(word) == *word && plurals.plural(word) != *word;
        let parts = |word: &&String| [belongs_to, by, ends].iter().any(|words| words.contains(*word));
        let before = before.iter().rev().take_while(|word| !parts(word));
        let after: Vec<&String> = after.iter().take_while(|word| !parts(word)).collect();
        let is_named = |word: &String| !articles.contains(word);
        words.get(at).is_some_and(|word| joints.contains(word))
            && before.clone().next().is_some_and(is_one)
            && before.chain(after.iter().copied()).all(is_named)
            && after.first().is_some_and(|word| self.verb(word, plurals).is_none())
            && after.len() > 1
            && after.last().is_some_and(|word| !is_one(word))
    }

    /// Whether the word at a place begins a clause about the noun before it: `the policy configured for new servers`.
    fn opens_clause(&self, words: &[String], at: usize) -> bool {
        let Words { belongs_to, by, ends, idle, participles, .. } = &self.spaced;
        let parts = |word: &String| [belongs_to, by, ends].iter().any(|words| words.contains(word));
        let follows_noun = || {
            let before = at.checked_sub(1).and_then(|at| words.get(at));
            before.is_some_and(|word| !parts(word) && !idle.contains(word))
        };
        words.get(at).is_some_and(|word| participles.contains(word))
            && follows_noun()
            && words.get(at + 1).is_none_or(parts)
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

/// An order by its form in -ing without the ending, as English spells most: `rent`, `tim` of "timing", `stopp`.
fn order_of_stem(stem: &str) -> String {
    let mut ends = stem.chars().rev();
    let (last, before, third) = (ends.next(), ends.next(), ends.next());
    let is_vowel = |letter: Option<char>| letter.is_some_and(|letter| VOWELS.contains(&letter));
    let is_doubled = last == before && !is_vowel(last) && !matches!(last, Some('l' | 's' | 'z' | 'f'));
    let is_single = !is_vowel(last) && !matches!(last, Some('w' | 'x')) && is_vowel(before) && !is_vowel(third);
    let is_short = stem.chars().filter(|letter| VOWELS.contains(letter)).count() == 1;
    match last {
        Some(last) if is_doubled => stem.strip_suffix(last).unwrap_or(stem).to_owned(),
        _ if (is_single && is_short) || matches!(last, Some('c' | 'v' | 'u' | 'z')) => format!("{stem}e"),
        _ => stem.to_owned(),
    }
}
