//! What the last run said, said again: findings of a memo with the text that they point into.

use super::messages::Messages;
use crate::{
    diagnostic::{Diagnostic, Place, Source, Span},
    project::{Finding, Memo, Said},
    read,
};
use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

/// The findings of the last run and what else it said, if nothing is different now.
pub(super) fn recall(memo: Option<&Memo<'_>>, messages: Messages) -> Option<(Said, Vec<Diagnostic>)> {
    let said = memo?.recall()?;
    let mut shown = BTreeMap::new();
    let mut sources = BTreeMap::new();
    let mut diagnostics = Vec::with_capacity(said.findings.len());
    for finding in &said.findings {
        let code = finding.code()?;
        let count: &mut usize = shown.entry(code).or_default();
        *count += 1;
        let place = finding.place.as_ref().map(|(path, start, end)| {
            let read = *count <= messages.repetitions();
            let source = sources.entry((path, read)).or_insert_with(|| source(path, read));
            Place { source: Arc::clone(source), span: Span { start: *start, end: *end } }
        });
        diagnostics.push(Diagnostic { code, message: finding.message.clone(), place, help: finding.help.clone() });
    }
    Some((said, diagnostics))
}

/// What a run said, to be recalled.
pub(super) fn said(summary: String, files: usize, diagnostics: &[Diagnostic]) -> Said {
    let mut ordered: Vec<&Diagnostic> = diagnostics.iter().collect();
    ordered.sort_by(|a, b| a.order().cmp(&b.order()));
    Said { summary, files, findings: ordered.into_iter().map(Finding::of).collect() }
}

/// The file of a finding; of one that is only counted, no more than its path.
fn source(path: &str, read: bool) -> Arc<Source> {
    let bytes = if read { fs::read(path).unwrap_or_default() } else { Vec::new() };
    if Path::new(path).extension().is_some_and(|ending| ending == "yaml") {
        return Arc::new(Source::new(path, String::from_utf8_lossy(&bytes)));
    }
    read::source(path, &bytes)
}
