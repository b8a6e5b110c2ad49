//! `ir.yaml` and `service.yaml` as text.

use super::{Override, Service, ServiceFile};
use crate::{
    diagnostic::{Diagnostic, Source},
    yaml::{read, write},
};
use std::{collections::BTreeMap, sync::Arc};

impl Service {
    /// Reads an `ir.yaml`. A file that is damaged, or that a merge left in conflict, is an error:
    /// starting anew would give every name away.
    pub fn from_yaml(source: &Arc<Source>) -> Result<Self, Diagnostic> {
        read(source)
    }

    /// The text of its `ir.yaml`: the same value, the same bytes.
    pub fn to_yaml(&self) -> Result<String, Diagnostic> {
        write(self)
    }
}

impl ServiceFile {
    /// Reads a `service.yaml`.
    pub fn from_yaml(source: &Arc<Source>) -> Result<Self, Diagnostic> {
        read(source)
    }

    /// Overrides as the part of a `service.yaml` that holds them.
    pub fn overrides_to_yaml(overrides: &[Override]) -> Result<String, Diagnostic> {
        write(&BTreeMap::from([("overrides", overrides)]))
    }
}

#[cfg(test)]
pub(super) mod tests;
