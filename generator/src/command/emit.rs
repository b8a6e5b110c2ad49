//! `specwright emit`: the crate from the `ir.yaml` of each service alone.

use super::{
    Outcome,
    build::{observed, outcome, wrote},
    messages::Messages,
};
use crate::{
    Job, Origin,
    project::{Access, Error, Project},
};

pub(super) fn run(project: &Project, messages: Messages) -> Result<Outcome, Error> {
    let _lock = project.lock(Access::Write)?;
    let job = Job { origin: Origin::Ir, access: Access::Write, ..Job::new(project) };
    let mut run = observed(job, None, messages)?;
    let written = run.outputs.write()?;
    let diagnostics = run.diagnostics(messages.repetitions());
    messages.print(&diagnostics);
    messages.say(&wrote(&written));
    Ok(outcome(&diagnostics))
}
