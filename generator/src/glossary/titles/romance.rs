//! Titles that open with their verb in another language than English (Spanish, French, Russian): what is asked for, and
//! of how many things. Their nouns are not read, because a name is made of English words: the path has these.

use super::{Count, Order, Titles};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

/// What the words of a title do in it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    batch: HashSet<String>,
    many: HashSet<String>,
    one: HashSet<String>,
    /// Words before the noun.
    idle: HashSet<String>,
    /// Verbs, and nouns made of them, with the English orders that mean the same.
    verbs: HashMap<String, String>,
}

impl Titles {
    /// A title that opens with a verb of one of these languages, as an order.
    pub(super) fn romance_order(&self, title: &str) -> Option<Order> {
        let words: Vec<String> = title.split_whitespace().map(str::to_lowercase).collect();
        let (verb, rest) = words.split_first()?;
        let verb = self.romance.verbs.get(verb)?;
        let batch = rest.iter().any(|word| self.romance.batch.contains(word));
        let action = Some(self.actions.of(verb));
        Some(Order { action, verb: verb.clone(), batch, count: self.romance.count(rest), ..Order::default() })
    }
}

impl Words {
    /// The plural of a noun of these languages ends in `s`.
    fn count(&self, words: &[String]) -> Option<Count> {
        let noun = words.iter().find(|word| !self.idle.contains(*word))?;
        Some(match noun {
            noun if self.many.contains(noun) => Count::All,
            noun if self.one.contains(noun) => Count::One,
            noun if noun.ends_with('s') => Count::Several,
            _ => Count::One,
        })
    }
}
