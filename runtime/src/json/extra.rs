//! What an object holds beyond the fields of its type.

use std::collections::BTreeMap;

use super::Json;

/// Fields that the pages do not document, and values that do not fit the documented type, as received.
///
/// Nothing of a response is lost: what has no typed place is here under its own name, and is written back
/// when the object is encoded again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extra {
    // Most objects have none: an empty map allocates nothing.
    members: BTreeMap<String, Json>,
}

impl Extra {
    pub(super) const NONE: Self = Self { members: BTreeMap::new() };

    /// The value of the member `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.members.get(name)
    }

    /// Adds a member, or replaces it, and returns the value that it had before.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Json>) -> Option<Json> {
        self.members.insert(name.into(), value.into())
    }

    /// Removes a member.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        self.members.remove(name)
    }

    /// Whether there is nothing beyond the typed fields.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// The members, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.members.iter().map(|(name, value)| (name.as_str(), value))
    }
}
