//! The figures of a report, and their sums.

use super::Difference;
use crate::{
    diagnostic::{Code, Severity},
    interpret::{Fate, JsonBlocks, Verdict},
};
use std::collections::BTreeMap;

/// Everything that can be counted of a service, or of several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Pages.
    pub pages: Pages,
    /// Operations of the IR.
    pub operations: usize,
    /// Types of the IR.
    pub types: usize,
    /// Those of them that no table states, only an example.
    pub types_from_examples: usize,
    /// Fields of those types.
    pub fields: usize,
    /// Path, query and header parameters of the operations.
    pub inputs: usize,
    /// Rows of parameter tables.
    pub rows: Rows,
    /// JSON in example blocks.
    pub json: JsonBlocks,
    /// Examples held against the tables.
    pub examples: Examples,
    /// Constraints read, by kind.
    pub constraints: BTreeMap<&'static str, usize>,
    /// Findings, by code.
    pub findings: BTreeMap<Code, usize>,
}

/// Pages by what they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pages {
    /// They document operations.
    pub operations: usize,
    /// They hold structures that other pages use.
    pub structures: usize,
    /// They document no operation.
    pub without_operation: usize,
    /// They document an operation that could not be read.
    pub refused: usize,
}

/// Rows by where they ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// All that were read.
    pub read: usize,
    /// A parameter, header or field of the IR.
    pub ir: usize,
    /// The same as a row that is in the IR.
    pub merged: usize,
    /// A status or an error code.
    pub statuses: usize,
    /// In a table that holds no parameters.
    pub no_parameters: usize,
    /// Not used; a finding says why.
    pub reported: usize,
}

/// Examples by how they agree with the tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Examples {
    /// Every key is stated and of the type stated.
    pub agree: usize,
    /// Something differs.
    pub disagree: usize,
    /// No table states the body that they show.
    pub untold: usize,
    /// Those that disagree, by how; one may differ in several ways.
    pub differences: BTreeMap<Difference, usize>,
}

impl Figures {
    /// Adds those of another service.
    pub fn add(&mut self, other: &Self) {
        self.pages.add(other.pages);
        self.operations += other.operations;
        self.types += other.types;
        self.types_from_examples += other.types_from_examples;
        self.fields += other.fields;
        self.inputs += other.inputs;
        self.rows.add(other.rows);
        self.json = self.json.and(other.json);
        self.examples.add(&other.examples);
        add_counts(&mut self.constraints, &other.constraints);
        add_counts(&mut self.findings, &other.findings);
    }

    /// Findings that are errors.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.findings_of(|severity| severity == Severity::Error)
    }

    /// Open questions: findings by which something was lost, guessed or is wrong.
    #[must_use]
    pub fn questions(&self) -> usize {
        self.findings_of(|severity| severity >= Severity::Warning)
    }

    fn findings_of(&self, wanted: impl Fn(Severity) -> bool) -> usize {
        self.findings.iter().filter(|(code, _)| wanted(code.severity())).map(|(_, count)| count).sum()
    }
}

impl Pages {
    /// All of them.
    #[must_use]
    pub fn read(self) -> usize {
        self.operations + self.structures + self.without_operation + self.refused
    }

    /// Counts one page.
    pub(super) fn count(&mut self, verdict: Verdict) {
        *match verdict {
            Verdict::Operations => &mut self.operations,
            Verdict::Structures => &mut self.structures,
            Verdict::NotAnOperation => &mut self.without_operation,
            Verdict::Refused => &mut self.refused,
        } += 1;
    }

    fn add(&mut self, other: Self) {
        self.operations += other.operations;
        self.structures += other.structures;
        self.without_operation += other.without_operation;
        self.refused += other.refused;
    }
}

impl Rows {
    /// Whether every row read is accounted for.
    #[must_use]
    pub fn reconcile(self) -> bool {
        self.read == self.ir + self.merged + self.statuses + self.no_parameters + self.reported
    }

    /// The rows of one page.
    pub(super) fn of<'a>(read: usize, fates: impl Iterator<Item = &'a Fate>) -> Self {
        let mut rows = Self { read, ..Self::default() };
        for fate in fates {
            *match fate {
                Fate::Ir(_) => &mut rows.ir,
                Fate::Merged(_) => &mut rows.merged,
                Fate::Status => &mut rows.statuses,
                Fate::NoParameter(_) => &mut rows.no_parameters,
                Fate::Reported => &mut rows.reported,
            } += 1;
        }
        rows
    }

    pub(super) fn add(&mut self, other: Self) {
        self.read += other.read;
        self.ir += other.ir;
        self.merged += other.merged;
        self.statuses += other.statuses;
        self.no_parameters += other.no_parameters;
        self.reported += other.reported;
    }
}

impl Examples {
    fn add(&mut self, other: &Self) {
        self.agree += other.agree;
        self.disagree += other.disagree;
        self.untold += other.untold;
        add_counts(&mut self.differences, &other.differences);
    }
}

fn add_counts<K: Ord + Copy>(sum: &mut BTreeMap<K, usize>, other: &BTreeMap<K, usize>) {
    for (key, count) in other {
        *sum.entry(*key).or_default() += count;
    }
}

/// `97.5 %`, cut off after the first decimal: 100 % means all. Nothing where there is no whole.
pub(super) fn share(part: usize, whole: usize) -> String {
    (part * 1000).checked_div(whole).map_or_else(String::new, |tenths| format!("{}.{} %", tenths / 10, tenths % 10))
}

/// A count and its word, in the plural where it is not one.
pub(super) fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
