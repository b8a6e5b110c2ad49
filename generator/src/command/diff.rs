//! `specwright diff`: what changed between two versions of the services, classified.

use super::{
    Outcome,
    messages::{Messages, Output},
};
use crate::{
    compare::{Comparison, Version, folders},
    ir::diff::Class,
    project::{Error, Project},
};
use clap::{Args, ValueEnum};

/// Compare two versions: each change with its class, the cells of its page, and its effect on the crate
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// An `ir.yaml`, a project, a folder of services, a service, a folder of pages, or a git revision
    #[arg(value_name = "OLD")]
    old: String,
    /// Same forms; defaults to the project in the working tree
    #[arg(value_name = "NEW")]
    new: Option<String>,
    /// Exit with 1 if a change is of this class or worse
    #[arg(long, value_enum, value_name = "CLASS")]
    fail_on: Option<FailOn>,
    #[command(flatten)]
    output: Output,
}

const EXAMPLES: &str = "\
Examples:
  specwright diff main                           this project against a revision
  specwright diff v1.0 v1.1 --format markdown    two revisions, for a pull request
  specwright diff old/pages new/pages            two folders of pages
  specwright diff main --fail-on breaking        in CI";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Existing calls or responses can break
    Breaking,
    /// The same call may do or mean something else
    Behaviour,
    /// More can be sent or received
    Additive,
    /// Any change
    Words,
}

pub(super) fn run(arguments: &Arguments, messages: Messages, here: Option<&Project>) -> Result<Outcome, Error> {
    let old = folders(&arguments.old, here)?;
    let new = match &arguments.new {
        Some(new) => folders(new, here)?,
        None => here.ok_or_else(Project::missing)?.services()?,
    };
    let (old, new, wrong) = Version::read(old, new);
    let comparison = Comparison::of(&old, &new);
    messages.print(&wrong);
    arguments.output.put(&messages.comparison(&comparison))?;
    let failing = arguments.fail_on.is_some_and(|least| comparison.class() >= Some(least.class()));
    Ok(if failing || !wrong.is_empty() { Outcome::Wrong } else { Outcome::Done })
}

impl FailOn {
    fn class(self) -> Class {
        match self {
            Self::Breaking => Class::Breaking,
            Self::Behaviour => Class::Behaviour,
            Self::Additive => Class::Additive,
            Self::Words => Class::Words,
        }
    }
}
