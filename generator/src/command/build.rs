//! `specwright`: the main job. Reads pages, writes each service's IR and the crate.

use super::{
    Outcome,
    messages::Messages,
    progress::Progress,
    recall::{recall, said},
};
use crate::{
    Origin, Run,
    diagnostic::{Diagnostic, any_error},
    interpret::Verdict,
    project::{Access, Error, Memo, Project, ServiceFolder, Written},
};

/// `rename` gives fresh names to these services, or to all where none is named.
pub(super) fn run(project: &Project, rename: Option<&[String]>, messages: Messages) -> Result<Outcome, Error> {
    let _lock = project.lock(Access::Write)?;
    let memo = if rename.is_none() { Memo::of(project) } else { None };
    if let Some((said, diagnostics)) = recall(memo.as_ref(), messages) {
        messages.print(&diagnostics);
        messages.say(&said.summary);
        messages.say(&wrote(&Written { unchanged: said.files, ..Written::default() }));
        return Ok(outcome(&diagnostics));
    }
    let mut folders = project.services()?;
    if let Some(services) = rename {
        forget_names(&mut folders, services)?;
    }
    let run = observed_in(project, folders, Origin::Pages, messages)?;
    let written = run.outputs.write()?;
    messages.print(&run.diagnostics);
    messages.say(&read(&run));
    messages.say(&wrote(&written));
    if let (Some(memo), 0) = (memo, written.written + written.removed) {
        memo.remember(&said(read(&run), written.unchanged, &run.diagnostics));
    }
    Ok(outcome(&run.diagnostics))
}

/// A run from the pages with a bar on the terminal.
pub(super) fn observed(project: &Project, origin: Origin, messages: Messages) -> Result<Run<'_>, Error> {
    observed_in(project, project.services()?, origin, messages)
}

fn forget_names(folders: &mut [ServiceFolder], services: &[String]) -> Result<(), Error> {
    if let Some(missing) = services.iter().find(|id| folders.iter().all(|folder| folder.id != **id)) {
        return Err(Error::Usage(format!("there is no service `{missing}`")));
    }
    let named = folders.iter_mut().filter(|folder| services.is_empty() || services.contains(&folder.id));
    named.for_each(ServiceFolder::forget_names);
    Ok(())
}

fn observed_in(
    project: &Project,
    folders: Vec<ServiceFolder>,
    origin: Origin,
    messages: Messages,
) -> Result<Run<'_>, Error> {
    let pages = folders.iter().map(|folder| folder.found.pages.len()).sum();
    let progress = Progress::new(pages, messages);
    crate::run(project, folders, origin, &|| progress.page_done())
}

pub(super) fn outcome(diagnostics: &[Diagnostic]) -> Outcome {
    if any_error(diagnostics) { Outcome::Wrong } else { Outcome::Done }
}

fn read(run: &Run<'_>) -> String {
    let count = |verdict| run.pages.iter().filter(|page| page.verdict == verdict).count();
    let aside = [(Verdict::NotAnOperation, "without an operation"), (Verdict::Refused, "refused")];
    let aside: Vec<String> = aside
        .into_iter()
        .map(|(verdict, words)| (count(verdict), words))
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!(", {count} {words}"))
        .collect();
    let operations = run.services.iter().map(|service| service.operations.len()).sum();
    let rows = run.pages.iter().map(|page| page.rows).sum();
    format!(
        "read {}{}: {} of {}, {}",
        counted(run.pages.len(), "page"),
        aside.concat(),
        counted(operations, "operation"),
        counted(run.services.len(), "service"),
        counted(rows, "row"),
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
