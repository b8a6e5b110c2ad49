//! `specwright learn`: a first look at the pages of a vendor that is not known.

use super::{Outcome, messages::Messages, messages::print};
use crate::{
    glossary::Glossary,
    project::{Error, Project, find_pages},
    report::Learned,
};
use clap::Args;
use std::path::PathBuf;

/// The words of pages that are not known, with a guess each, as a file of words to edit; writes nothing
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  specwright learn pages/ > vendors/greenfield/words.toml

Headings, heads of columns, words of types, and words for yes and no are listed
by how often they stand there. Words that the project knows are left out: after
editing the file, the same command shows what is left.")]
pub(super) struct Arguments {
    /// Files, or folders that are walked whole
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, messages: Messages, here: Option<&Project>) -> Result<Outcome, Error> {
    let found = find_pages(&arguments.paths)?;
    messages.print(&found.diagnostics);
    let glossary = here.map_or_else(|| Glossary::builtin(), Project::glossary);
    print(&Learned::of(&found.pages, glossary).words())?;
    Ok(Outcome::Done)
}
