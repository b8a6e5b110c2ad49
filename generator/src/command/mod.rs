//! The command line: one file a subcommand, each thin. What a run did is said on standard error,
//! what it made goes to files or standard output.

mod messages;
mod openapi;

use crate::project::Error;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Reads a cloud vendor's API reference pages and emits a typed Rust client.
#[derive(Debug, Parser)]
#[command(name = "specwright", version, max_term_width = 100)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Openapi(openapi::Arguments),
}

/// How a command ended, where nothing stopped it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    /// Something is wrong, or would change.
    Wrong,
}

/// Runs the program on the process's arguments.
#[must_use]
pub fn main() -> ExitCode {
    let ended = match CommandLine::parse().command {
        Command::Openapi(arguments) => openapi::run(&arguments),
    };
    match ended {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Wrong) => ExitCode::from(1),
        Err(error) => stopped(&error),
    }
}

fn stopped(error: &Error) -> ExitCode {
    messages::say(&format!("error: {error}"));
    ExitCode::from(error.exit_code())
}
