//! Names of operations and types: locked by the present IR, offered by the pages, or made of what tells one from the
//! others. Each name is given once.

mod classes;
mod operations;
mod phrase;
mod types;

pub(in crate::link) use classes::Classes;
pub(in crate::link) use operations::OperationNames;
pub(in crate::link) use types::{TypeNames, Wishes, name as types};

use std::collections::BTreeSet;

/// The names that are given already.
#[derive(Debug, Default)]
struct Given(BTreeSet<String>);

impl Given {
    fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    fn add(&mut self, name: &str) {
        self.0.insert(name.to_owned());
    }

    /// Gives the first free one of some names; if none is free, the first free one of `base`, `base2`, `base3`, and
    /// so on, with the `joint` before the number.
    fn first_free(&mut self, wished: impl IntoIterator<Item = String>, base: &str, joint: &str) -> String {
        let numbered = (2..u32::MAX).map(|number| format!("{base}{joint}{number}"));
        let free = wished.into_iter().chain(numbered).find(|name| !self.has(name)).unwrap_or_default();
        self.add(&free);
        free
    }
}
