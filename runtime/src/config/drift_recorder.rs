//! Drift, written down for `specwright drift`: a JSON object a line, which `docs/src/drift.md` describes.
//!
//! What the hook is told enters; lines of a file leave. A file that cannot be written costs no call.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::facts::operation::Operation;
use crate::json::{Drift, DriftKind, Json, Value, Writer};

/// Appends what services send and pages do not say to a file. Clones share it.
#[derive(Clone, Debug)]
pub struct DriftRecorder(Arc<Mutex<Record>>);

#[derive(Debug)]
struct Record {
    file: File,
    /// How often each difference came since it was last written; one that never was is not here.
    unwritten: BTreeMap<Difference, u64>,
}

/// Service, operation, path and kind.
type Difference = (&'static str, &'static str, String, DriftKind);

/// More differences than this between a service and its pages tell nothing new.
const MOST_LINES: usize = 10_000;

impl DriftRecorder {
    /// Records into the file at `path`, after what it holds.
    pub fn append(path: impl AsRef<Path>) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        Ok(Self(Arc::new(Mutex::new(Record { file, unwritten: BTreeMap::new() }))))
    }

    /// Writes how often differences came that were seen before.
    pub fn flush(&self) -> io::Result<()> {
        self.record().flush()
    }

    pub(crate) fn note(&self, operation: &Operation, drift: &[Drift]) {
        let mut record = self.record();
        for difference in drift {
            let known = (operation.service, operation.name, difference.path.clone(), difference.kind.clone());
            if let Some(count) = record.unwritten.get_mut(&known) {
                *count += difference.count;
            } else if record.unwritten.len() < MOST_LINES {
                if let Err(error) = write(&record.file, &known, difference.count) {
                    tracing::warn!(%error, "drift could not be recorded");
                }
                record.unwritten.insert(known, 0);
            }
        }
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Record {
    fn flush(&mut self) -> io::Result<()> {
        for (difference, count) in &mut self.unwritten {
            if *count > 0 {
                write(&self.file, difference, *count)?;
                *count = 0;
            }
        }
        Ok(())
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        if let Err(error) = self.flush() {
            tracing::warn!(%error, "drift could not be recorded");
        }
    }
}

/// One write a line: several processes may append to one file.
fn write(mut file: &File, (service, operation, path, kind): &Difference, count: u64) -> io::Result<()> {
    let text = |text: &str| Json::from(text);
    let mut members = vec![("service", text(service)), ("operation", text(operation)), ("path", text(path))];
    members.extend(match kind {
        DriftKind::UnknownMember { found } => vec![("kind", text("unknown_member")), ("found", text(found))],
        DriftKind::Coerced { expected, found } => {
            vec![("kind", text("coerced")), ("expected", text(expected)), ("found", text(found))]
        }
        DriftKind::Mismatch { expected, found } => {
            vec![("kind", text("mismatch")), ("expected", text(expected)), ("found", text(found))]
        }
        DriftKind::UnknownValue { value } => vec![("kind", text("unknown_value")), ("value", text(value))],
        DriftKind::NotUtf8 => vec![("kind", text("not_utf8"))],
    });
    members.push(("count", i64::try_from(count).unwrap_or(i64::MAX).into()));
    let mut line = Writer::new();
    let mut members = members.iter();
    line.map(&mut || members.next().map(|(name, value)| (*name, value as &dyn Value)));
    file.write_all(format!("{}\n", line.finish()).as_bytes())
}
