//! `specwright drift`: what services said that their pages do not, as overrides to look at.

use super::{
    Outcome,
    messages::{Messages, Output},
};
use crate::{
    diagnostic::{Code, Diagnostic, Severity, Source},
    ir::{ServiceFile, drift},
    project::{Error, Project},
};
use clap::Args;
use std::{collections::BTreeSet, fs, path::PathBuf, sync::Arc};

/// Print overrides for the differences between responses and pages that a client recorded; change no file
#[derive(Debug, Args)]
#[command(after_help = "Example:
  specwright drift drift.jsonl    review each override before you keep it")]
pub(super) struct Arguments {
    /// The record: JSON lines, as the client's `DriftRecorder` writes them
    #[arg(value_name = "FILE")]
    record: PathBuf,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(project: &Project, arguments: &Arguments, messages: Messages) -> Result<Outcome, Error> {
    let bytes = fs::read(&arguments.record).map_err(|cause| Error::read(&arguments.record, cause))?;
    let path = arguments.record.to_string_lossy().into_owned();
    let source = Arc::new(Source::new(path, String::from_utf8_lossy(&bytes)));
    let (record, mut diagnostics) = drift::read(&source);
    let mut unknown: BTreeSet<&str> = record.keys().map(|difference| difference.service.as_str()).collect();
    let mut parts = Vec::new();
    for folder in project.services()? {
        let Some(service) = folder.ir.filter(|_| unknown.remove(folder.id.as_str())) else { continue };
        let suggested = drift::suggest(&service, &record);
        diagnostics.extend(suggested.findings);
        if !suggested.overrides.is_empty() {
            match ServiceFile::overrides_to_yaml(&suggested.overrides) {
                Ok(yaml) => parts.push(format!("# specs/{}/service.yaml\n{yaml}", folder.id)),
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
    }
    diagnostics.extend(unknown.into_iter().map(|service| {
        let message = format!("the project has no service `{service}` with an `ir.yaml`");
        Diagnostic::new(Code::ForeignDrift, message)
    }));
    arguments.output.put(&parts.concat())?;
    messages.print(&diagnostics);
    let wrong = diagnostics.iter().any(|diagnostic| diagnostic.code.severity() == Severity::Error);
    Ok(if wrong { Outcome::Wrong } else { Outcome::Done })
}
