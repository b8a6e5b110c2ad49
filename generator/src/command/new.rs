//! `specwright new`: the folder of a service, with a commented `service.yaml` and a page to replace.

use super::{Outcome, messages::Messages};
use crate::project::{Error, Project, is_service_id, write_file};
use clap::Args;

const SERVICE_FILE: &str = include_str!("new/service.yaml");
const PAGE: &str = include_str!("new/ShowExample.md");

/// Makes the folder of a service: a commented service.yaml and an example page to replace
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  specwright new kilns && specwright")]
pub(super) struct Arguments {
    /// The service's id, in a-z, 0-9 and _: its folder, its module and its cargo feature
    #[arg(value_name = "SERVICE")]
    service: String,
}

pub(super) fn run(project: &Project, arguments: &Arguments, messages: Messages) -> Result<Outcome, Error> {
    let id = &arguments.service;
    if !is_service_id(id) {
        return Err(Error::Usage(format!(
            "`{id}` cannot be a service's id: write it in a-z, 0-9 and _, a letter first"
        )));
    }
    let folder = format!("{}/{id}", project.config.specs);
    let place = project.specs().join(id);
    if place.exists() {
        return Err(Error::Usage(format!("{folder} is there already")));
    }
    write_file(&place.join("service.yaml"), &SERVICE_FILE.replace("SERVICE", id))?;
    write_file(&place.join("pages/ShowExample.md"), PAGE)?;
    messages.say(&format!(
        "made {folder}\n\
         1. put the service's pages into {folder}/pages, in place of ShowExample.md\n\
         2. correct title, credentials and endpoints in {folder}/service.yaml\n\
         3. run: specwright\n\
         4. read what it made: {folder}/ir.yaml, and the module `{id}` of {}",
        project.config.generated
    ));
    Ok(Outcome::Done)
}
