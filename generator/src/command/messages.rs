//! Findings on standard error, in the form asked for.

use crate::{
    compare::Comparison,
    diagnostic::{Diagnostic, Selection, Severity, github, json_lines, printable, terminal},
    project::{Error, write_file},
};
use clap::{Args, ValueEnum};
use std::{
    io::{IsTerminal, Write},
    path::{Path, PathBuf},
};

/// How many findings of one code are printed in full for people.
const REPETITIONS: usize = 10;

/// How findings are printed.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct Messages {
    /// Format of messages and of reported changes
    #[arg(long, value_enum, default_value_t = Format::Text, global = true)]
    format: Format,
    /// Print errors only
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Print every message, including many of the same code
    #[arg(short, long, global = true)]
    verbose: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Text,
    /// One JSON object per line
    Json,
    /// GitHub workflow commands
    Github,
    /// Changes as tables for a pull request, messages as text
    Markdown,
}

impl Messages {
    /// Says what was done, unless only errors are wanted.
    pub(super) fn say(self, line: &str) {
        if !self.quiet {
            say(line);
        }
    }

    /// Whether people follow: a bar may be drawn.
    pub(super) fn are_followed(self) -> bool {
        !self.quiet && self.format == Format::Text
    }

    /// The form asked for.
    pub(super) fn format(self) -> Format {
        self.format
    }

    /// Changes in the form asked for.
    pub(super) fn comparison(self, comparison: &Comparison) -> String {
        match self.format {
            Format::Text => comparison.text(),
            Format::Json => format!("{:#}\n", comparison.json()),
            Format::Github => comparison.github(),
            Format::Markdown => comparison.markdown(),
        }
    }

    /// How many findings of one code are printed in full.
    pub(super) fn repetitions(self) -> usize {
        if self.verbose || self.format == Format::Json { usize::MAX } else { REPETITIONS }
    }

    /// Prints the findings and, for people, how many there are.
    pub(super) fn print(self, diagnostics: &[Diagnostic]) {
        let mut selection = Selection::new(diagnostics, self.repetitions()).with_cures();
        if self.quiet {
            selection.keep_errors();
        }
        let text = match self.format {
            Format::Text | Format::Markdown => terminal(&selection, colour()) + &counts(&selection),
            Format::Json => json_lines(selection.shown),
            Format::Github => github(&selection),
        };
        // Standard error that nobody reads is not a reason to fail.
        let _ = std::io::stderr().write_all(text.as_bytes());
    }
}

/// Where what was asked for goes.
#[derive(Debug, Args)]
pub(super) struct Output {
    /// Write to this file; defaults to standard output
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    file: Option<PathBuf>,
}

impl Output {
    /// The file or folder that was given.
    pub(super) fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Writes what was asked for.
    pub(super) fn put(&self, text: &str) -> Result<(), Error> {
        match &self.file {
            Some(path) => write_file(path, text),
            None => print(text),
        }
    }
}

/// What was asked for, on standard output.
pub(super) fn print(text: &str) -> Result<(), Error> {
    std::io::stdout().write_all(text.as_bytes()).map_err(|cause| Error::write("standard output", cause))
}

/// One line on standard error, whatever was asked for.
pub(super) fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{}", printable(line));
}

fn colour() -> bool {
    let forbidden = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    !forbidden && std::io::stderr().is_terminal()
}

fn counts(selection: &Selection<'_>) -> String {
    let parts: Vec<String> = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")]
        .into_iter()
        .filter_map(|(severity, word)| {
            let count = *selection.counts.get(&severity)?;
            Some(format!("{count} {word}{}", if count == 1 { "" } else { "s" }))
        })
        .collect();
    if parts.is_empty() {
        return String::new();
    }
    format!("{}; to learn more about a code, run: specwright explain CODE\n", parts.join(", "))
}
