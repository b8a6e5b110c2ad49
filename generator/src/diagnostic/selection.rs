//! Which findings are printed in full: in stable order, each code a few times, the rest as a count.

use super::{Code, Diagnostic, Severity};
use std::collections::{BTreeMap, BTreeSet};

/// Findings as people are shown them.
#[derive(Debug)]
pub struct Selection<'a> {
    /// Printed in full.
    pub shown: Vec<&'a Diagnostic>,
    /// How many more there are of a code.
    pub hidden: Vec<(Code, usize)>,
    /// All of them, by severity.
    pub counts: BTreeMap<Severity, usize>,
    cures: bool,
}

impl<'a> Selection<'a> {
    /// At most `limit` of each code, in stable order.
    #[must_use]
    pub fn new(diagnostics: &'a [Diagnostic], limit: usize) -> Self {
        let mut ordered: Vec<&Diagnostic> = diagnostics.iter().collect();
        ordered.sort_by(|a, b| a.order().cmp(&b.order()));
        let mut counts = BTreeMap::new();
        let mut seen: BTreeMap<Code, usize> = BTreeMap::new();
        let shown = ordered
            .into_iter()
            .filter(|diagnostic| {
                *counts.entry(diagnostic.code.severity()).or_default() += 1;
                let seen = seen.entry(diagnostic.code).or_default();
                *seen += 1;
                *seen <= limit
            })
            .collect();
        let hidden = seen.into_iter().filter(|(_, count)| *count > limit).map(|(code, count)| (code, count - limit));
        Self { shown, hidden: hidden.collect(), counts, cures: false }
    }

    /// The first finding of each code that has no advice of its own is shown with what the catalogue advises.
    #[must_use]
    pub fn with_cures(mut self) -> Self {
        self.cures = true;
        self
    }

    /// The findings that are shown, and the advice that each is shown with.
    pub(super) fn advised(&self) -> impl Iterator<Item = (&'a Diagnostic, Option<&'a str>)> {
        let mut told = BTreeSet::new();
        self.shown.iter().map(move |diagnostic| {
            let code = diagnostic.code;
            let cured = self.cures && code.severity() != Severity::Note && told.insert(code);
            (*diagnostic, diagnostic.help.as_deref().or(cured.then(|| code.cure())))
        })
    }

    /// Leaves out whatever is not an error.
    pub fn keep_errors(&mut self) {
        self.shown.retain(|diagnostic| diagnostic.code.severity() == Severity::Error);
        self.hidden.retain(|(code, _)| code.severity() == Severity::Error);
        self.counts.retain(|severity, _| *severity == Severity::Error);
    }
}
