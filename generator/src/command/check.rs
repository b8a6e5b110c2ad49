//! `specwright check`: what the main job would change, as a diff. Writes nothing.

use super::{
    Outcome,
    build::{counted, observed, outcome},
    messages::Messages,
};
use crate::{
    Origin,
    diagnostic::printable,
    project::{Change, Error, Project},
};
use similar::TextDiff;
use std::{fmt::Write as _, io::Write as _};

/// Lines of diff shown of one file.
const LINES: usize = 80;

pub(super) fn run(project: &Project, messages: Messages) -> Result<Outcome, Error> {
    let run = observed(project, Origin::Pages, messages)?;
    let mut changes = run.outputs.changes()?;
    // What is reviewed comes first: the rest follows from it.
    changes.sort_by_key(|change| !change.path.ends_with("/ir.yaml"));
    messages.print(&run.diagnostics);
    let text: String = changes.iter().map(diff).collect();
    std::io::stdout().write_all(text.as_bytes()).map_err(|cause| Error::write("standard output", cause))?;
    if changes.is_empty() {
        if !run.failed() {
            messages.say("all files are as the pages say");
        }
        return Ok(outcome(&run));
    }
    messages.say(&format!("{} would change; to write them, run: specwright", counted(changes.len(), "file")));
    Ok(Outcome::Wrong)
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
