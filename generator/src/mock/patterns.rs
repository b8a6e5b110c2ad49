//! The regular expressions that services state, compiled once, by the engine that clients have.

use crate::ir::{Facts, Service};
use regex_lite::{Regex, RegexBuilder};
use std::collections::BTreeMap;

/// A compiled expression of more bytes is none that a page means.
const LARGEST: usize = 1 << 20;

/// By the expression as written. One that the engine does not know constrains nothing: pages write for other engines.
#[derive(Debug, Default)]
pub(super) struct Patterns(BTreeMap<String, Option<Regex>>);

impl Patterns {
    pub(super) fn of(services: &[Service]) -> Self {
        let inputs = services.iter().flat_map(|service| &service.operations).flat_map(|operation| &operation.inputs);
        let fields = services.iter().flat_map(|service| service.types.values()).flat_map(|ty| &ty.fields);
        let facts = inputs.map(|input| &input.facts).chain(fields.map(|field| &field.facts));
        let compiled =
            |pattern: &String| (pattern.clone(), RegexBuilder::new(pattern).size_limit(LARGEST).build().ok());
        Self(facts.filter_map(|facts: &Facts| facts.pattern.as_ref()).map(compiled).collect())
    }

    /// Whether a pattern is found in a text, or cannot be looked for.
    pub(super) fn fits(&self, pattern: &str, text: &str) -> bool {
        self.0.get(pattern).and_then(Option::as_ref).is_none_or(|expression| expression.is_match(text))
    }
}
