//! `specwright learn`: a first look at the pages of a vendor that is not known.

use super::{
    Outcome,
    messages::{Messages, Output},
};
use crate::{
    glossary::Glossary,
    project::{Error, Project, find_pages},
    report::Learned,
};
use clap::Args;
use std::path::PathBuf;

/// List the words of pages that no glossary knows, each with a guess, as a TOML file to edit
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  specwright learn pages/ -o unknown.toml

Lists headings, column headers, type words, and words for yes and no, the most
frequent first. Copy the correct lines into a glossary of the project, such as
vendors/greenfield/words.toml, and run the command again: only the words that
are still unknown are listed.")]
pub(super) struct Arguments {
    /// Files, or folders with all their subfolders
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(arguments: &Arguments, messages: Messages, here: Option<&Project>) -> Result<Outcome, Error> {
    let found = find_pages(&arguments.paths)?;
    messages.print(&found.diagnostics);
    let glossary = here.map_or_else(|| Glossary::builtin(), Project::glossary);
    arguments.output.put(&Learned::of(&found.pages, glossary).words())?;
    Ok(Outcome::Done)
}
