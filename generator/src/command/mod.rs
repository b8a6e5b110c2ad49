//! The command line: one thin file per subcommand. Messages about a run go to standard error, its results to files or to
//! standard output.

#[cfg(not(all(feature = "fetch", feature = "mock")))]
mod absent;
mod build;
mod check;
mod diff;
mod drift;
mod emit;
mod explain;
#[cfg(feature = "fetch")]
mod fetch;
mod learn;
mod messages;
#[cfg(feature = "mock")]
mod mock;
mod new;
mod openapi;
mod progress;
mod report;
mod shell;
mod watch;

use crate::project::{Error, Project, between_writes};
use clap::{CommandFactory, Parser, Subcommand};
use messages::Messages;
use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Reads a cloud vendor's API reference pages and emits a typed Rust client.
///
/// Without a subcommand: reads the pages of every service in `specs`, and writes `ir.yaml` of each service and the crate.
#[derive(Debug, Parser)]
#[command(name = "specwright", version, max_term_width = 100, after_help = EXAMPLES)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    /// The project's folder; defaults to the nearest one, here or above, that has a `specwright.toml`
    #[arg(long, value_name = "FOLDER", global = true)]
    project: Option<PathBuf>,
    /// Replace the names of operations and types in `ir.yaml`, of all services or of one, by those that the pages
    /// suggest now
    #[arg(long, value_name = "SERVICE", num_args = 0..=1, require_equals = true)]
    rename: Option<Vec<String>>,
    #[command(flatten)]
    messages: Messages,
}

const EXAMPLES: &str = "\
Examples:
  specwright                     read specs/, write every ir.yaml and the crate
  specwright new kilns           begin a service
  specwright explain specs/kilns/pages/ShowKiln.md
                                 how a page was read
  specwright check               in CI: fail, with a diff, if generated files are out of date
  specwright completions bash    print completions for bash

Exit codes:
  0    success
  1    errors were reported, or generated files are out of date
  2    wrong usage or configuration
  3    a file or the network failed
  130  interrupted

Messages have no colour if NO_COLOR is set or standard error is not a terminal.";

#[derive(Debug, Subcommand)]
enum Command {
    New(new::Arguments),
    #[cfg(feature = "fetch")]
    Fetch(fetch::Arguments),
    #[cfg(not(feature = "fetch"))]
    Fetch(absent::Arguments),
    Check(check::Arguments),
    Diff(diff::Arguments),
    /// Write the crate from the ir.yaml of each service, without reading pages
    #[command(after_help = "Example, after a merge in which ir.yaml is right and the crate is not:\n  specwright emit")]
    Emit,
    Drift(drift::Arguments),
    Explain(explain::Arguments),
    Learn(learn::Arguments),
    Openapi(openapi::Arguments),
    Report(report::Arguments),
    #[cfg(feature = "mock")]
    Mock(mock::Arguments),
    #[cfg(not(feature = "mock"))]
    Mock(absent::Arguments),
    Completions(shell::Completions),
    Man(shell::Manual),
}

/// How a command ended, where nothing stopped it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    /// Something is wrong, or would change.
    Wrong,
}

const INTERRUPTED: i32 = 130;

/// Runs the program on the process's arguments.
#[must_use]
pub fn main() -> ExitCode {
    run_on(std::env::args_os())
}

/// The same for `cargo specwright`: cargo passes the name of the subcommand as the first argument.
#[must_use]
pub fn main_of_cargo() -> ExitCode {
    let mut arguments: Vec<OsString> = std::env::args_os().collect();
    if arguments.get(1).is_some_and(|first| first == "specwright") {
        arguments.remove(1);
    }
    run_on(arguments)
}

fn run_on(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let line = CommandLine::parse_from(arguments);
    // Without a handler the program still ends, if less tidily: a temporary file may stay.
    let _ = ctrlc::set_handler(|| {
        let _whole = between_writes();
        std::process::exit(INTERRUPTED);
    });
    match run(&line) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Wrong) => ExitCode::from(1),
        Err(error) => {
            messages::say(&format!("error: {error}"));
            ExitCode::from(error.exit_code())
        }
    }
}

fn run(line: &CommandLine) -> Result<Outcome, Error> {
    if line.rename.is_some() && line.command.is_some() {
        return Err(Error::Usage("--rename cannot be used with a subcommand".to_owned()));
    }
    match &line.command {
        None => build::run(&line.project()?, line.rename.as_deref(), line.messages),
        Some(Command::Check(arguments)) => check::run(arguments, line.messages, || line.project()),
        Some(Command::Diff(arguments)) => diff::run(arguments, line.messages, line.here()?.as_ref()),
        Some(Command::Emit) => emit::run(&line.project()?, line.messages),
        Some(Command::Drift(arguments)) => drift::run(&line.project()?, arguments, line.messages),
        Some(Command::Explain(arguments)) => explain::run(arguments, line.messages, || line.here()),
        Some(Command::Learn(arguments)) => learn::run(arguments, line.messages, line.here()?.as_ref()),
        Some(Command::Openapi(arguments)) => openapi::run(arguments, line.messages, line.here()?.as_ref()),
        Some(Command::Report(arguments)) => report::run(arguments, line.messages, line.here()?.as_ref()),
        Some(Command::New(arguments)) => new::run(&line.root()?, arguments, line.messages),
        #[cfg(feature = "fetch")]
        Some(Command::Fetch(arguments)) => fetch::run(&line.project()?, arguments, line.messages),
        #[cfg(not(feature = "fetch"))]
        Some(Command::Fetch(_)) => Err(absent::needed("fetch")),
        #[cfg(feature = "mock")]
        Some(Command::Mock(arguments)) => mock::run(arguments, line.messages, line.here()?.as_ref()),
        #[cfg(not(feature = "mock"))]
        Some(Command::Mock(_)) => Err(absent::needed("mock")),
        Some(Command::Completions(arguments)) => shell::completions(arguments, CommandLine::command()),
        Some(Command::Man(arguments)) => shell::manual(arguments, CommandLine::command(), line.messages),
    }
}

impl CommandLine {
    fn project(&self) -> Result<Project, Error> {
        match &self.project {
            Some(root) => Project::open(root),
            None => self.here()?.ok_or_else(Project::missing),
        }
    }

    fn root(&self) -> Result<PathBuf, Error> {
        match &self.project {
            Some(root) => Ok(root.clone()),
            None => Project::root_above(Path::new("."))?.ok_or_else(Project::missing),
        }
    }

    /// The project that the program runs in, if any: pages that belong to none are read in its words.
    fn here(&self) -> Result<Option<Project>, Error> {
        match &self.project {
            Some(root) => Project::open(root).map(Some),
            None => Project::around(Path::new(".")),
        }
    }
}
