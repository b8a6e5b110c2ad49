//! `specwright check`: what the main job would change, as a diff and as classified changes. Writes nothing.

use super::{
    Outcome,
    build::{counted, observed, outcome},
    messages::{Format, Messages, print, say},
    watch,
};
use crate::{
    Job, Run,
    compare::{Comparison, Rows},
    diagnostic::{Diagnostic, Source, any_error, printable, workflow_command},
    ir::Service,
    project::{Access, Change, Error, Memo, Project, find_pages},
};
use clap::Args;
use serde_json::json;
use similar::TextDiff;
use std::{fmt::Write as _, path::PathBuf, sync::Arc};

/// Lines of diff shown of one file.
const LINES: usize = 80;

/// What writes what `check` found missing.
const CURE: &str = "to write them, run: specwright";

/// Show what `specwright` would change, as a diff; write nothing, and exit with 1 if anything would change
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  specwright check --format github    for a pull request
  specwright check --staged           in a pre-commit hook
  specwright check kilns --watch      while you correct the pages of one service")]
pub(super) struct Arguments {
    /// Services to check; defaults to all
    #[arg(value_name = "SERVICE")]
    services: Vec<String>,
    /// Check the git index, which is what the next commit would contain, instead of the working tree
    #[arg(long, conflicts_with = "watch")]
    staged: bool,
    /// Check again whenever a file of the project changes, until Ctrl-C
    #[arg(long)]
    watch: bool,
}

pub(super) fn run(
    arguments: &Arguments,
    messages: Messages,
    project: impl Fn() -> Result<Project, Error>,
) -> Result<Outcome, Error> {
    let services = arguments.services.as_slice();
    if arguments.watch {
        return watch::follow(&project, messages, |project| check(project, services, messages));
    }
    if arguments.staged {
        let staged = project()?.staged()?;
        return check(&staged.project()?, services, messages);
    }
    check(&project()?, services, messages)
}

fn check(project: &Project, services: &[String], messages: Messages) -> Result<Outcome, Error> {
    let _lock = project.lock(Access::Look)?;
    let memo = Memo::of(project);
    let run = observed(Job { only: services, ..Job::new(project) }, memo.as_ref(), messages)?;
    let diagnostics = run.diagnostics(messages.repetitions());
    let mut changes = run.outputs.changes()?;
    // What is reviewed comes first: the rest follows from it.
    changes.sort_by_key(|change| !change.path.ends_with("/ir.yaml"));
    messages.print(&diagnostics);
    if changes.is_empty() {
        return nothing_would_change(&diagnostics, messages);
    }
    let comparison = comparison(project, &run, &changes);
    let verdict = format!("{} would change; {CURE}", counted(changes.len(), "file"));
    print(&match messages.format() {
        Format::Json => as_json(&changes, &comparison),
        Format::Github => as_commands(&changes, &comparison, &verdict),
        Format::Markdown => format!("{}{verdict}\n", messages.comparison(&comparison)),
        Format::Text => text(&changes, &comparison, messages),
    })?;
    if messages.format() != Format::Markdown {
        // Also where only errors are wanted: it says why the program fails, and what to do.
        say(&verdict);
    }
    Ok(Outcome::Wrong)
}

fn nothing_would_change(diagnostics: &[Diagnostic], messages: Messages) -> Result<Outcome, Error> {
    if messages.format() == Format::Json {
        print(&format!("{:#}\n", json!({ "files": [], "class": null, "effect": null, "changes": [] })))?;
    } else if !any_error(diagnostics) {
        messages.say("up to date");
    }
    Ok(outcome(diagnostics))
}

/// The changes of every `ir.yaml` that is there and would be another.
fn comparison(project: &Project, run: &Run<'_>, changes: &[Change]) -> Comparison {
    let mut comparison = Comparison::default();
    for change in changes.iter().filter(|change| change.path.ends_with("/ir.yaml")) {
        let read = |text: &Option<String>| {
            Service::from_yaml(&Arc::new(Source::new(&change.path, text.as_deref().unwrap_or_default()))).ok()
        };
        let Some((old, new)) = read(&change.before).zip(read(&change.after)) else { continue };
        let pages = format!("/{}/pages/", new.service);
        let pages: Vec<_> = run.pages.iter().filter(|page| page.path.contains(&pages)).cloned().collect();
        let vendor = project.vendor_at(&project.specs().join(&new.service));
        let rows = Rows::new(&pages, vendor.glossary.clone(), |path| {
            find_pages(&[PathBuf::from(path)]).map(|found| found.pages).unwrap_or_default()
        });
        comparison.add(&new.service, (&old, &Rows::default()), (&new, &rows));
    }
    comparison.sort();
    comparison
}

fn text(changes: &[Change], comparison: &Comparison, messages: Messages) -> String {
    let diff: String = changes.iter().map(diff).collect();
    if comparison.findings.is_empty() { diff } else { format!("{diff}\n{}", messages.comparison(comparison)) }
}

fn as_json(changes: &[Change], comparison: &Comparison) -> String {
    let mut object = comparison.json();
    let files: Vec<&str> = changes.iter().map(|change| change.path.as_str()).collect();
    if let Some(object) = object.as_object_mut() {
        object.insert("files".to_owned(), json!(files));
    }
    format!("{object:#}\n")
}

/// The diff folded away, and a command for each change and for each file.
fn as_commands(changes: &[Change], comparison: &Comparison, verdict: &str) -> String {
    let mut out = String::from("::group::diff\n");
    for line in changes.iter().map(diff).collect::<String>().lines() {
        // A line of a page must not be taken for a command.
        let shield = if line.trim_start().starts_with("::") { "| " } else { "" };
        let _ = writeln!(out, "{shield}{line}");
    }
    out.push_str("::endgroup::\n");
    out.push_str(&comparison.github());
    for change in changes {
        let place = Some((change.path.as_str(), "line=1".to_owned()));
        out.push_str(&workflow_command("error", place, "out of date", verdict));
    }
    out
}

fn diff(change: &Change) -> String {
    let side = |side: &Option<String>, prefix: &str| {
        if side.is_some() { format!("{prefix}/{}", change.path) } else { "/dev/null".to_owned() }
    };
    let (old, new) = (side(&change.before, "a"), side(&change.after, "b"));
    let (before, after) = (change.before.as_deref().unwrap_or_default(), change.after.as_deref().unwrap_or_default());
    let whole = TextDiff::from_lines(before, after).unified_diff().context_radius(3).header(&old, &new).to_string();
    let mut shown = String::new();
    for line in whole.lines().take(LINES) {
        let _ = writeln!(shown, "{}", printable(line));
    }
    let more = whole.lines().count().saturating_sub(LINES);
    if more > 0 {
        let _ = writeln!(shown, "... {} more of {}", counted(more, "line"), change.path);
    }
    shown
}
