//! The record of a client, as `docs/src/drift.md` describes it: a JSON object a line, counts added up.

use crate::diagnostic::{Code, Diagnostic, Source, Span};
use serde::Deserialize;
use std::{collections::BTreeMap, fmt, sync::Arc};

/// One difference between what a service sent and what its pages say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct Difference {
    /// The service's id.
    pub service: String,
    /// The operation's name.
    pub operation: String,
    /// Where in the answer: `data.items[].size`.
    pub path: String,
    /// What differs.
    #[serde(flatten)]
    pub kind: Kind,
}

/// How an answer differs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[allow(missing_docs, reason = "the members are those of the record")]
pub enum Kind {
    /// A value of another type, which was converted.
    Coerced { expected: String, found: String },
    /// A value of another type, which was kept as it came.
    Mismatch { expected: String, found: String },
    /// A member that the type does not have.
    UnknownMember { found: String },
    /// A value that the enumeration does not list.
    UnknownValue { value: String },
    /// Text that is not UTF-8.
    NotUtf8,
}

#[derive(Deserialize)]
struct Line {
    #[serde(flatten)]
    difference: Difference,
    count: u64,
}

/// Every difference of a record with how often it was seen. A line that cannot be read is a finding.
#[must_use]
pub fn read(source: &Arc<Source>) -> (BTreeMap<Difference, u64>, Vec<Diagnostic>) {
    let mut record = BTreeMap::new();
    let mut findings = Vec::new();
    let mut start = 0;
    for text in source.text.split_inclusive('\n') {
        let line = text.trim();
        if !line.is_empty() {
            match serde_json::from_str::<Line>(line) {
                Ok(Line { difference, count }) => {
                    let sum = record.entry(difference).or_insert(0_u64);
                    *sum = sum.saturating_add(count);
                }
                Err(error) => {
                    let span = Span::new(start, start + text.trim_end().len());
                    // The place is that of the line, and not the one within it.
                    let message = error.to_string();
                    let (problem, _) = message.split_once(" at line ").unwrap_or((&message, ""));
                    let message = format!("this line is not a record: {problem}");
                    findings.push(Diagnostic::new(Code::UnreadableDrift, message).at(source, span));
                }
            }
        }
        start += text.len();
    }
    (record, findings)
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() { "the response" } else { &self.path };
        write!(f, "`{}.{}`, {path}: ", self.service, self.operation)?;
        match &self.kind {
            Kind::Coerced { expected, found } | Kind::Mismatch { expected, found } => {
                write!(f, "{found} instead of {expected}")
            }
            Kind::UnknownMember { found } => write!(f, "unknown field ({found})"),
            Kind::UnknownValue { value } => write!(f, "unknown value {value:?}"),
            Kind::NotUtf8 => f.write_str("text that is not UTF-8"),
        }
    }
}
