//! `specwright report`: what was read of the pages and what was lost, as text, JSON and HTML.

use super::{
    Outcome,
    messages::{Format, Messages, Output},
    progress::Progress,
};
use crate::{
    Compiled, PageFile, Watch as _, compile_folder, compile_observed,
    glossary::Glossary,
    link,
    project::{Error, Project, page_folders, write_file},
    report::{self, Html, Report, ServiceReport},
};
use clap::Args;
use std::path::{Path, PathBuf};

/// Report how well pages were read: the result of each page, and everything that is uncertain
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  specwright report                               the project's services
  specwright report pages/ --html report.html     any pages, with an HTML page
  specwright report --format json | jq .totals    for programs")]
pub(super) struct Arguments {
    /// Pages and folders of pages, one folder per service; defaults to the project's services
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Also write an HTML page: each table next to its result, each diagnostic at its location
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(arguments: &Arguments, messages: Messages, here: Option<&Project>) -> Result<Outcome, Error> {
    let mut report = Report::default();
    let mut html = arguments.html.as_ref().map(|_| Html::default());
    let mut add = |name: &str, compiled: &Compiled, pages: &[PageFile], glossary: &Glossary| {
        let service = ServiceReport::new(name, compiled);
        if let Some(html) = &mut html {
            html.service(&service, compiled, pages, glossary);
        }
        report.services.push(service);
    };
    if arguments.paths.is_empty() {
        of_project(here.ok_or_else(Project::missing)?, messages, &mut add)?;
    } else {
        of_paths(&arguments.paths, here, messages, &mut add)?;
    }
    if let Some((path, html)) = arguments.html.as_ref().zip(html) {
        write_file(path, &html.finish(&report))?;
    }
    let text = if messages.format() == Format::Json {
        format!("{:#}\n", report::json(&report))
    } else {
        report::text(&report)
    };
    arguments.output.put(&text)?;
    Ok(if report.failed() { Outcome::Wrong } else { Outcome::Done })
}

/// Takes what the pages of a service came to, read with these words.
type Add<'a> = dyn FnMut(&str, &Compiled, &[PageFile], &Glossary) + 'a;

fn of_project(project: &Project, messages: Messages, add: &mut Add<'_>) -> Result<(), Error> {
    let folders = project.services()?;
    let progress = Progress::new(folders.iter().map(|folder| folder.found.pages.len()).sum(), messages);
    for folder in folders {
        let compiled = compile_folder(&folder, &|| progress.page_done());
        add(&folder.id, &compiled, &folder.found.pages, folder.glossary());
    }
    Ok(())
}

/// Each service is dropped before the next is read.
fn of_paths(paths: &[PathBuf], here: Option<&Project>, messages: Messages, add: &mut Add<'_>) -> Result<(), Error> {
    let folders = page_folders(paths)?;
    let progress = Progress::new(folders.iter().map(|folder| folder.found.pages.len()).sum(), messages);
    for folder in folders {
        let page = folder.found.pages.first();
        let glossary = here.zip(page).map(|(project, page)| project.glossary_at(Path::new(&page.path)));
        let context = link::Context { service: &folder.name, glossary, ..link::Context::default() };
        let mut compiled = compile_observed(&folder.found.pages, &context, &|| progress.page_done());
        compiled.diagnostics.splice(0..0, folder.found.diagnostics);
        add(&folder.name, &compiled, &folder.found.pages, context.glossary());
    }
    Ok(())
}
