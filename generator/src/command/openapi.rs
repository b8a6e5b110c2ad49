//! `specwright openapi`: pages or the folder of a service to an OpenAPI document, or all services to one each.

use super::{
    Outcome,
    messages::{Messages, Output},
};
use crate::{
    Compiled, compile, compile_folder,
    diagnostic::{Code, Diagnostic, Severity},
    emit, ir, link,
    project::{Error, OpenApi, Project, ServiceFiles, ServiceFolder, find_pages, write_file},
};
use clap::Args;
use std::path::{Path, PathBuf};

/// The file that makes a folder a service.
const SERVICE_FILE: &str = "service.yaml";

/// Convert pages to OpenAPI 3.1; needs no project
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  specwright openapi --service dcs pages/ -o dcs.json
  specwright openapi specs/dcs -o dcs.json    one service, with its servers
  specwright openapi -o documents             all services, one file each")]
pub(super) struct Arguments {
    /// Files, or folders with all their subfolders; or the folder of one service, with its `service.yaml`; defaults to
    /// all services of the project
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The service's id, any text; needed for pages that are not in the folder of a service
    #[arg(long, value_name = "ID", requires = "paths")]
    service: Option<String>,
    /// The document's title; defaults to the service's title
    #[arg(long, requires = "paths")]
    title: Option<String>,
    /// Exit with 1 if there is a warning: something was lost or guessed
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(arguments: &Arguments, messages: Messages, here: Option<&Project>) -> Result<Outcome, Error> {
    let compiled = match arguments.paths.as_slice() {
        [] => return of_project(arguments, messages, here.ok_or_else(Project::missing)?),
        [folder] if folder.join(SERVICE_FILE).is_file() => of_service(folder, arguments, here)?,
        paths => of_pages(paths, arguments, here)?,
    };
    let (document, diagnostics) = document(compiled, arguments, here);
    arguments.output.put(&document)?;
    messages.print(&diagnostics);
    Ok(outcome(&diagnostics, arguments))
}

/// A document for each service, in a folder.
fn of_project(arguments: &Arguments, messages: Messages, project: &Project) -> Result<Outcome, Error> {
    let Some(folder) = arguments.output.file() else {
        return Err(Error::Usage("the documents of all services are written to a folder: add -o FOLDER".to_owned()));
    };
    let mut found = Vec::new();
    for service in project.services()? {
        let (document, diagnostics) = document(compile_folder(&service, &|| {}), arguments, Some(project));
        write_file(&folder.join(format!("{}.json", service.id)), &document)?;
        found.extend(diagnostics);
    }
    messages.print(&found);
    Ok(outcome(&found, arguments))
}

/// The document of a service as text, and all that was found.
fn document(compiled: Compiled, arguments: &Arguments, here: Option<&Project>) -> (String, Vec<Diagnostic>) {
    let Compiled { service, mut diagnostics, .. } = compiled;
    diagnostics.extend(ir::check(&service));
    if service.operations.is_empty() {
        diagnostics.push(Diagnostic::new(Code::NothingFound, "no operation was found in these pages"));
    }
    let name = if service.title.is_empty() { &service.service } else { &service.title };
    let title = arguments.title.as_ref().unwrap_or(name);
    let document = match here.map(|project| project.config.openapi) {
        Some(OpenApi::Together) => emit::openapi::document_of_paths(&service, title),
        Some(OpenApi::Apart) | None => emit::openapi::document(&service, title),
    };
    (format!("{document:#}\n"), diagnostics)
}

fn outcome(diagnostics: &[Diagnostic], arguments: &Arguments) -> Outcome {
    let nothing = diagnostics.iter().any(|diagnostic| diagnostic.code == Code::NothingFound);
    let lost = diagnostics.iter().any(|diagnostic| diagnostic.code.severity() >= Severity::Warning);
    if nothing || (arguments.strict && lost) { Outcome::Wrong } else { Outcome::Done }
}

fn of_pages(paths: &[PathBuf], arguments: &Arguments, here: Option<&Project>) -> Result<Compiled, Error> {
    let Some(service) = &arguments.service else {
        let advice = "add the service's id: --service ID";
        return Err(Error::Usage(format!(
            "the path is not the folder of a service, because it has no `{SERVICE_FILE}`; {advice}"
        )));
    };
    let found = find_pages(paths)?;
    let glossary = here.zip(paths.first()).map(|(project, path)| project.glossary_at(path));
    let context = link::Context { service, glossary, ..link::Context::default() };
    let mut compiled = compile(&found.pages, &context);
    compiled.diagnostics.splice(0..0, found.diagnostics);
    Ok(compiled)
}

/// A service as the main job has it: with the names of its `ir.yaml` and all that its `service.yaml` says.
fn of_service(folder: &Path, arguments: &Arguments, here: Option<&Project>) -> Result<Compiled, Error> {
    let name = folder.canonicalize().ok().and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned()));
    let files = ServiceFiles::read(folder)?;
    let name = name.unwrap_or_default();
    let service = match here {
        Some(project) => project.service_of(&name, files),
        None => ServiceFolder::of(name, files),
    };
    let mut compiled = compile_folder(&service, &|| {});
    if let Some(id) = &arguments.service {
        compiled.service.service.clone_from(id);
    }
    Ok(compiled)
}
