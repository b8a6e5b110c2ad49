//! What a service sent that its pages do not say.

use std::fmt;

/// One difference between a response and the pages, with how often it was seen in that response.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Drift {
    /// Where in the response: `data.items[].size`; the root is the empty text.
    pub path: String,
    /// What differs.
    pub kind: DriftKind,
    /// How often, in this response.
    pub count: u64,
}

/// How a response differs from the pages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DriftKind {
    /// A member that the type does not have; it is kept beside the typed fields.
    UnknownMember {
        /// The JSON type of its value.
        found: &'static str,
    },
    /// A value of another JSON type, turned into the expected one.
    Coerced {
        /// The type that the pages state.
        expected: &'static str,
        /// The JSON type that came.
        found: &'static str,
    },
    /// A value that could not be turned into the expected type; it is kept as it came.
    Mismatch {
        /// The type that the pages state.
        expected: &'static str,
        /// The JSON type that came.
        found: &'static str,
    },
    /// A value that the enumeration does not list.
    UnknownValue {
        /// The value, shortened when long.
        value: String,
    },
    /// Text that is not UTF-8, read with replacement characters.
    NotUtf8,
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() { "the response" } else { &self.path };
        match &self.kind {
            DriftKind::UnknownMember { found } => write!(f, "{path}: a field that the pages do not have ({found})"),
            DriftKind::Coerced { expected, found } => write!(f, "{path}: {found} instead of {expected}; converted"),
            DriftKind::Mismatch { expected, found } => write!(f, "{path}: {found} instead of {expected}; kept as is"),
            DriftKind::UnknownValue { value } => write!(f, "{path}: {value:?} is not a listed value"),
            DriftKind::NotUtf8 => write!(f, "{path}: the text is not UTF-8"),
        }?;
        if self.count > 1 { write!(f, " ({} times)", self.count) } else { Ok(()) }
    }
}

/// A bounded collection: the same place and kind is counted, not repeated.
#[derive(Debug, Default)]
pub(crate) struct DriftLog {
    entries: Vec<Drift>,
}

impl DriftLog {
    /// More distinct entries than this in one response tell nothing new.
    const CAPACITY: usize = 64;

    pub(crate) fn add(&mut self, path: String, kind: DriftKind) {
        if let Some(known) = self.entries.iter_mut().find(|known| known.path == path && known.kind == kind) {
            known.count += 1;
        } else if self.entries.len() < Self::CAPACITY {
            self.entries.push(Drift { path, kind, count: 1 });
        }
    }

    pub(crate) fn is_full(&self) -> bool {
        self.entries.len() >= Self::CAPACITY
    }

    pub(crate) fn into_entries(self) -> Vec<Drift> {
        self.entries
    }
}
