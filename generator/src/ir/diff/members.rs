//! The members of a whole, inputs of an operation or fields of a type: which of the old is which of
//! the new, also under another name, and whether those that must be given kept their order.

use super::renames::Names;
use crate::ir::{Facts, Field, From, Input, TypeRef};

/// An input or a field.
pub(super) trait Member {
    fn name(&self) -> &str;
    fn ty(&self) -> &TypeRef;
    fn facts(&self) -> &Facts;
    /// Whether a caller has to give it.
    fn is_required(&self) -> bool;
    /// Whether both travel in the same place.
    fn beside(&self, other: &Self) -> bool;
}

impl Member for Input {
    fn name(&self) -> &str {
        &self.name
    }

    fn ty(&self) -> &TypeRef {
        &self.ty
    }

    fn facts(&self) -> &Facts {
        &self.facts
    }

    fn is_required(&self) -> bool {
        self.required && self.filled_by.is_none()
    }

    fn beside(&self, other: &Self) -> bool {
        self.location == other.location
    }
}

impl Member for Field {
    fn name(&self) -> &str {
        &self.name
    }

    fn ty(&self) -> &TypeRef {
        &self.ty
    }

    fn facts(&self) -> &Facts {
        &self.facts
    }

    fn is_required(&self) -> bool {
        self.required
    }

    fn beside(&self, _: &Self) -> bool {
        true
    }
}

/// The members of two versions.
pub(super) struct Members<'a, T> {
    /// Each new member, in order, with what it was; `None` if it is new.
    pub(super) now: Vec<(&'a T, Option<&'a T>)>,
    pub(super) gone: Vec<&'a T>,
}

impl<'a, T: Member> Members<'a, T> {
    pub(super) fn pair(old: &'a [T], new: &'a [T], renamed: &Names) -> Self {
        let mut gone: Vec<(usize, &T)> = old.iter().enumerate().collect();
        let mut take = |same: &dyn Fn(usize, &T) -> bool| {
            gone.iter().position(|(place, was)| same(*place, was)).map(|at| gone.remove(at).1)
        };
        let namesake = |is: &T| old.iter().find(|was| was.name() == is.name() && was.beside(is));
        // An example that was not edited with its table shows the old name still: that does not mean that the member stayed.
        let is_left_over = |is: &T| {
            let from_example = |member: &T| member.facts().from == Some(From::Example);
            from_example(is) && namesake(is).is_some_and(|was| !from_example(was))
        };
        let by_name = |is: &T, was: &T| was.name() == is.name() && was.beside(is);
        let mut now: Vec<(&T, Option<&T>)> =
            new.iter().map(|is| (is, if is_left_over(is) { None } else { take(&|_, was| by_name(is, was)) })).collect();
        for (place, (is, slot)) in now.iter_mut().enumerate().filter(|(_, (is, _))| !is_left_over(is)) {
            if slot.is_none() {
                *slot = take(&|before, was| was.beside(*is) && is_renamed(was, *is, before == place, renamed));
            }
        }
        now.retain_mut(|(is, slot)| {
            let left_over = is_left_over(is);
            if left_over {
                *slot = take(&|_, was| by_name(is, was));
            }
            !left_over || slot.is_some()
        });
        Self { now, gone: gone.into_iter().map(|(_, was)| was).collect() }
    }

    /// The names of those that must be given in both versions, where their order changed: old, new.
    pub(super) fn reordered(&self, old: &[T]) -> Option<(String, String)> {
        let both = |(is, was): &(&'a T, Option<&'a T>)| was.filter(|was| was.is_required() && is.is_required());
        let after: Vec<&str> = self.now.iter().filter_map(both).map(Member::name).collect();
        let before: Vec<&str> = old.iter().map(Member::name).filter(|name| after.contains(name)).collect();
        (before != after).then(|| (before.join(", "), after.join(", ")))
    }
}

/// Whether nothing but the name changed: told by the words, or by the place of those without words.
fn is_renamed<T: Member>(was: &T, is: &T, same_place: bool, renamed: &Names) -> bool {
    was.facts() == is.facts()
        && was.is_required() == is.is_required()
        && renamed.same(was.ty(), is.ty())
        && (same_place || !is.facts().doc.is_empty())
}
