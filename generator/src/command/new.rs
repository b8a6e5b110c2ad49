//! `specwright new`: the folder of a service, with a commented `service.yaml` and a page to replace, or that of a vendor.

use super::{Outcome, messages::Messages};
use crate::{
    ir::{self, Endpoints},
    project::{CONFIG_FILE, CONFIG_SCHEMA, Crates, Error, Project, VENDORS, Vendor, is_service_id, write_file},
};
use clap::Args;
use std::path::Path;

const SERVICE_FILE: &str = include_str!("new/service.yaml");
const VENDOR_WORDS: &str = include_str!("new/vendor/words.toml");
const VENDOR_FILE: &str = include_str!("new/vendor/service.yaml");
const VENDOR_CLIENT: &str = include_str!("new/vendor/client.yaml");
const PAGE: &str = include_str!("new/ShowExample.md");

/// Create the folder of a service, with a commented service.yaml and a sample page; or the folder of a vendor
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  specwright new kilns && specwright\n  specwright new --vendor greenfield")]
pub(super) struct Arguments {
    /// The service's id, in a-z, 0-9 and _: the name of its folder, its module and its cargo feature
    #[arg(value_name = "SERVICE", required_unless_present = "vendor")]
    service: Option<String>,
    /// Create the folder of a vendor with this name: its words, and the settings of all its services
    #[arg(long, value_name = "VENDOR", conflicts_with = "service")]
    vendor: Option<String>,
}

pub(super) fn run(root: &Path, arguments: &Arguments, messages: Messages) -> Result<Outcome, Error> {
    match (&arguments.service, &arguments.vendor) {
        (Some(id), _) => service(&Project::open(root)?, id, messages),
        (None, Some(name)) => vendor(root, name, messages),
        (None, None) => Err(Error::Usage("name a service or a vendor to create".to_owned())),
    }
}

/// The project is not opened: it may name this vendor, which is unknown until its folder is there.
fn vendor(root: &Path, name: &str, messages: Messages) -> Result<Outcome, Error> {
    if !is_service_id(name) {
        let problem = format!("`{name}` is not a valid name of a vendor: use a-z, 0-9 and _, and start with a letter");
        return Err(Error::Usage(problem));
    }
    let folder = format!("{VENDORS}/{name}");
    let place = root.join(VENDORS).join(name);
    if place.exists() {
        return Err(Error::Usage(format!("{folder} already exists")));
    }
    write_file(&place.join("words.toml"), &VENDOR_WORDS.replace("VENDOR", name))?;
    write_file(&place.join("service.yaml"), &VENDOR_FILE.replace("VENDOR", name))?;
    let client = VENDOR_CLIENT.replace("VENDOR", name).replace("CAPITALS", &name.to_ascii_uppercase());
    write_file(&place.join("client.yaml"), &client)?;
    messages.say(&format!(
        "created {folder}\n\
         1. add to {CONFIG_FILE}, if it is not there: vendor = \"{name}\"\n\
         2. list the unknown words of its pages: specwright learn PAGES\n\
         3. write their meanings into {folder}/words.toml, the authentication of calls into {folder}/service.yaml,\n\
         \u{20}  and environment variables and key files into {folder}/client.yaml\n\
         4. create a service: specwright new SERVICE"
    ));
    Ok(Outcome::Done)
}

fn service(project: &Project, id: &str, messages: Messages) -> Result<Outcome, Error> {
    if !is_service_id(id) {
        return Err(Error::Usage(format!(
            "`{id}` is not a valid id of a service: use a-z, 0-9 and _, and start with a letter"
        )));
    }
    let folder = format!("{}/{id}", project.config.specs);
    let place = project.specs().join(id);
    if place.exists() {
        return Err(Error::Usage(format!("{folder} already exists")));
    }
    let (file, facts) = service_file(project.vendor());
    write_file(&place.join("service.yaml"), &file.replace("SERVICE", id))?;
    write_file(&place.join("pages/ShowExample.md"), PAGE)?;
    write_schemas(project)?;
    let kind = match project.config.crates {
        Crates::One => "module",
        Crates::PerService => "crate",
    };
    messages.say(&format!(
        "created {folder}\n\
         1. put the service's pages into {folder}/pages, and delete ShowExample.md\n\
         2. correct {facts} in {folder}/service.yaml\n\
         3. run: specwright\n\
         4. review the result: {folder}/ir.yaml, and the {kind} `{id}` in {}/",
        project.config.generated
    ));
    Ok(Outcome::Done)
}

/// The `service.yaml` of a service of this vendor, without what the vendor's own says of all services; and which facts
/// it states.
fn service_file(vendor: &Vendor) -> (String, String) {
    let defaults = vendor.defaults.as_ref().map(|(file, _)| file);
    let is_said = |key| match key {
        "credentials" => defaults.is_some_and(|file| file.authentication.is_some() || !file.credentials.is_empty()),
        "endpoints" => defaults.is_some_and(|file| file.endpoints != Endpoints::default()),
        _ => false,
    };
    let facts = ["title", "credentials", "endpoints"];
    let (left_out, facts): (Vec<&str>, Vec<&str>) = facts.into_iter().partition(|key| is_said(key));
    let states = |part: &str, key: &str| part.lines().any(|line| line.split(':').next() == Some(key));
    let parts = SERVICE_FILE.split("\n\n").filter(|part| !left_out.iter().any(|key| states(part, key)));
    // "a", "a and b", "a, b and c".
    let facts = facts.split_last().map_or_else(String::new, |(last, others)| match others {
        [] => (*last).to_owned(),
        _ => format!("{} and {last}", others.join(", ")),
    });
    (parts.collect::<Vec<_>>().join("\n\n"), facts)
}

/// The schemas by which editors check the project's files, each if it is not there yet.
fn write_schemas(project: &Project) -> Result<(), Error> {
    let schemas = [
        ("service.schema.json", format!("{:#}\n", ir::service_file_schema())),
        ("ir.schema.json", format!("{:#}\n", ir::schema())),
        ("specwright.schema.json", CONFIG_SCHEMA.to_owned()),
    ];
    for (name, schema) in schemas {
        let place = project.specs().join(name);
        if !place.exists() {
            write_file(&place, &schema)?;
        }
    }
    Ok(())
}
