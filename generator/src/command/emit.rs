//! `specwright emit`: the crate from the `ir.yaml` of each service alone.

use super::{
    Outcome,
    build::{observed, outcome, wrote},
    messages::Messages,
};
use crate::{
    Origin,
    project::{Access, Error, Project},
};

pub(super) fn run(project: &Project, messages: Messages) -> Result<Outcome, Error> {
    let _lock = project.lock(Access::Write)?;
    let run = observed(project, Origin::Ir, messages)?;
    let written = run.outputs.write()?;
    messages.print(&run.diagnostics);
    messages.say(&wrote(&written));
    Ok(outcome(&run.diagnostics))
}
