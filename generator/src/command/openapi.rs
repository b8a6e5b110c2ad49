//! `specwright openapi`: pages to one OpenAPI document, without a project.

use super::{
    Outcome,
    messages::{Messages, print},
};
use crate::{
    compile,
    diagnostic::{Code, Diagnostic, Severity},
    emit, ir, link,
    project::{Error, Project, find_pages, write_file},
};
use clap::Args;
use std::path::PathBuf;

/// Pages to OpenAPI 3.1; no project is needed
#[derive(Debug, Args)]
#[command(after_help = "Example:
  specwright openapi --service dcs pages/ -o dcs.json")]
pub(super) struct Arguments {
    /// Files, or folders that are walked whole
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The service's id, any text
    #[arg(long, value_name = "ID")]
    service: String,
    /// The document's title; the id unless told
    #[arg(long)]
    title: Option<String>,
    /// Fail when anything was lost or guessed
    #[arg(long)]
    strict: bool,
    /// Where to write; standard output unless told
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, messages: Messages, here: Option<&Project>) -> Result<Outcome, Error> {
    let found = find_pages(&arguments.paths)?;
    let glossary = here.map(Project::glossary);
    let context = link::Context { service: &arguments.service, glossary, ..link::Context::default() };
    let compiled = compile(&found.pages, &context);
    let mut diagnostics = found.diagnostics;
    diagnostics.extend(compiled.diagnostics);
    diagnostics.extend(ir::check(&compiled.service));
    let nothing = compiled.service.operations.is_empty();
    if nothing {
        diagnostics.push(Diagnostic::new(Code::NothingFound, "no operation was found in the pages given"));
    }
    let title = arguments.title.as_ref().unwrap_or(&arguments.service);
    let document = emit::openapi::document(&compiled.service, title);
    write(arguments, &format!("{document:#}\n"))?;
    messages.print(&diagnostics);
    let lost = diagnostics.iter().any(|diagnostic| diagnostic.code.severity() >= Severity::Warning);
    Ok(if nothing || (arguments.strict && lost) { Outcome::Wrong } else { Outcome::Done })
}

fn write(arguments: &Arguments, document: &str) -> Result<(), Error> {
    match &arguments.output {
        Some(path) => write_file(path, document),
        None => print(document),
    }
}
