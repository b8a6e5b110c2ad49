//! `specwright completions` and `specwright man`: what a shell and `man` want to know, made of the command line itself.

use super::{Outcome, messages::Messages};
use crate::project::{Error, write_file};
use clap::{Args, Command};
use clap_complete::Shell;
use clap_mangen::Man;
use std::{io::Write as _, path::PathBuf};

/// Print completions for a shell
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  specwright completions bash > /etc/bash_completion.d/specwright
  specwright completions zsh > ~/.zfunc/_specwright
  specwright completions powershell >> $PROFILE")]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Write manual pages: one for the program and one per subcommand
#[derive(Debug, Args)]
#[command(after_help = "Example:
  specwright man ~/.local/share/man/man1 && man specwright-check")]
pub(super) struct Manual {
    /// The folder to write to
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

pub(super) fn completions(arguments: &Completions, mut command: Command) -> Result<Outcome, Error> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "specwright", &mut script);
    std::io::stdout().write_all(&script).map_err(|cause| Error::write("standard output", cause))?;
    Ok(Outcome::Done)
}

pub(super) fn manual(arguments: &Manual, mut command: Command, messages: Messages) -> Result<Outcome, Error> {
    command.build();
    let whole = std::iter::once(&command);
    let mut count = 0;
    for command in whole.chain(command.get_subcommands().filter(|command| command.get_name() != "help")) {
        let page = Man::new(command.clone());
        let place = arguments.folder.join(page.get_filename());
        let mut text = Vec::new();
        page.render(&mut text).map_err(|cause| Error::write(&place, cause))?;
        write_file(&place, &String::from_utf8_lossy(&text))?;
        count += 1;
    }
    messages.say(&format!("wrote {count} pages"));
    Ok(Outcome::Done)
}
