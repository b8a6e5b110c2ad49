//! `specwright`: the main job. Reads pages, writes each service's IR and the crate.

use super::{Outcome, messages::Messages, progress::Progress};
use crate::{
    Job, Run,
    diagnostic::{Diagnostic, any_error},
    project::{Access, Error, Memo, Project, Written},
    run as run_job,
};

/// `rename` gives fresh names to these services, or to all where none is named.
pub(super) fn run(project: &Project, rename: Option<&[String]>, messages: Messages) -> Result<Outcome, Error> {
    let _lock = project.lock(Access::Write)?;
    let memo = Memo::of(project);
    let mut run = observed(Job { access: Access::Write, rename, ..Job::new(project) }, memo.as_ref(), messages)?;
    let written = run.outputs.write()?;
    let diagnostics = run.diagnostics(messages.repetitions());
    messages.print(&diagnostics);
    messages.say(&read(&run));
    messages.say(&wrote(&written));
    run.remember(memo);
    Ok(outcome(&diagnostics))
}

/// A run with a bar on the terminal.
pub(super) fn observed<'a>(job: Job<'a>, memo: Option<&Memo>, messages: Messages) -> Result<Run<'a>, Error> {
    let progress = Progress::new(0, messages);
    run_job(&job, memo, &progress)
}

pub(super) fn outcome(diagnostics: &[Diagnostic]) -> Outcome {
    if any_error(diagnostics) { Outcome::Wrong } else { Outcome::Done }
}

fn read(run: &Run<'_>) -> String {
    let counts = run.counts;
    if counts.pages == 0 {
        return "read 0 pages".to_owned();
    }
    let aside = [(counts.without_operation, "without an operation"), (counts.refused, "refused")];
    let aside = aside.into_iter().filter(|(count, _)| *count > 0).map(|(count, words)| format!(", {count} {words}"));
    format!(
        "read {}{}: {} of {}, {}",
        counted(counts.pages, "page"),
        aside.collect::<String>(),
        counted(counts.operations, "operation"),
        counted(run.services, "service"),
        counted(counts.rows, "row"),
    )
}

pub(super) fn wrote(written: &Written) -> String {
    let removed = if written.removed > 0 { format!(", removed {}", written.removed) } else { String::new() };
    format!("wrote {}{removed}, {} unchanged", counted(written.written, "file"), written.unchanged)
}

/// A count and its word, in the plural where it is not one.
pub(super) fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
