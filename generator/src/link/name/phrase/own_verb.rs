//! Verbs that say more than that a thing is made, changed or removed, of the title and of the path; and the nouns that
//! such a verb brings with it. Which words a name has in the end is decided in the phrase.

use super::{Extent, Phrase};
use crate::{
    glossary::{Action, Order},
    ir::Method,
};

/// Letters that a verb has in common with a noun of its own: `subscribe` and `subscription`.
const LEAST_SHARED: usize = 6;

/// A verb that says more than that a thing is made, changed or removed.
pub(super) enum Own<'a> {
    /// The title's, which the path has too: `change` at `/mooring/change`.
    OfTitle(&'a str),
    /// The title's, of what goes to another thing or comes from it: "Adding a Boat to a Fleet".
    Placed(&'a str),
    /// The path's, of a title that speaks of a change: `resize`.
    OfPath(&'a str),
}

impl<'a> Own<'a> {
    /// The verb itself.
    pub(super) fn verb(&self) -> &'a str {
        match self {
            Self::OfTitle(verb) | Self::Placed(verb) | Self::OfPath(verb) => verb,
        }
    }
}

impl Phrase<'_> {
    /// The verb of a call that does something to a thing, where it says more than that one is made, changed or removed:
    /// the title's, if the path has it too; that of what is added to a thing or removed from it; else the path's.
    pub(super) fn own_verb(&self) -> Option<Own<'_>> {
        let Order { verb: said, action, things, towards, .. } = &self.order;
        let (first, rest) = self.call.split_first()?;
        let is_verb = matches!(self.glossary.action(first), Some(Action::Other(_)));
        let is_class = matches!(action, Some(Action::Create | Action::Update | Action::Delete));
        if !self.draft.method.takes_body() || !is_class || self.draft.path.ends_with('}') {
            return None;
        }
        let thing = things.first().and_then(|thing| thing.last());
        let is_glued =
            || first.strip_prefix(said.as_str()).is_some_and(|noun| thing.is_some_and(|thing| noun == thing));
        let is_own = self.glossary.is_own_verb(said);
        let is_noun = || things.iter().flatten().any(|word| word == first);
        if is_own && !towards.is_empty() && things.len() > 1 && (is_verb || first == said) {
            Some(Own::Placed(said))
        } else if is_own && (first == said || is_glued()) {
            Some(Own::OfTitle(said))
        } else {
            (*action == Some(Action::Update) && is_verb && rest.is_empty() && !is_noun()).then_some(Own::OfPath(first))
        }
    }

    /// The title's noun; or, where it says much more, the one that follows the title's own verb in the path: `lts-logs` at
    /// `/functions/enable-lts-logs`.
    pub(super) fn called_noun(&self, titled: Option<Vec<String>>, extent: Extent) -> Option<Vec<String>> {
        let (first, rest) = self.call.split_first()?;
        let is_said = *first == self.order.verb && matches!(self.action(), Action::Other(_));
        let is_long = titled.as_ref().is_none_or(|noun| rest.len() > 1 && noun.len() > rest.len() + 1);
        if is_said && is_long && extent != Extent::Full && !rest.is_empty() { Some(rest.to_vec()) } else { titled }
    }

    /// The title's thing and where it goes to or comes from: `boat_to_fleet`.
    pub(super) fn placed_noun(&self, many: bool) -> Option<Vec<String>> {
        let [thing, place, ..] = self.order.things.as_slice() else { return None };
        let (thing, place) = (self.numbered(thing.clone(), many), self.numbered(place.clone(), false));
        Some(thing.into_iter().chain([self.order.towards.clone()]).chain(place).collect())
    }

    /// The noun of the path that a verb without one makes: "Subscribe" at `/subscriptions`.
    pub(super) fn made_of(&self, verb: &str) -> Option<Vec<String>> {
        let noun = self.path_noun(false).filter(|_| self.draft.method == Method::Post)?;
        let shared = noun.last()?.chars().zip(verb.chars()).take_while(|(a, b)| a == b).count();
        (shared >= LEAST_SHARED).then_some(noun)
    }
}
