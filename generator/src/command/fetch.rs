//! `specwright fetch`: pages of a service from their site into its folder.

use super::{Outcome, build::counted, messages::Messages};
use crate::{
    fetch::{Options, fetch},
    project::{Error, Project, is_service_id},
};
use clap::Args;
use std::time::Duration;

/// Download the pages of a service into specs/SERVICE/pages
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  specwright fetch --service kilns https://docs.example.com/api/kilns/index.html

Follows links on the same host and below the same path, here below
https://docs.example.com/api/kilns/, and obeys robots.txt. Records the address and
the time of each page in specs/kilns/fetch.lock: a second run asks only for pages
that changed, and an interrupted run continues.")]
pub(super) struct Arguments {
    /// Where to start: a table of contents, or pages
    #[arg(required = true, value_name = "URL")]
    addresses: Vec<String>,
    /// The service's id
    #[arg(long, value_name = "ID")]
    service: String,
    /// Least time between two requests, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 500)]
    pause: u64,
    /// Most pages to request in one run
    #[arg(long, value_name = "COUNT", default_value_t = 1000)]
    most_pages: usize,
    /// Largest size of a page, in megabytes
    #[arg(long, value_name = "MB", default_value_t = 10)]
    largest: usize,
}

pub(super) fn run(project: &Project, arguments: &Arguments, messages: Messages) -> Result<Outcome, Error> {
    if !is_service_id(&arguments.service) {
        let problem = format!(
            "`{}` is not a valid id of a service: use a-z, 0-9 and _, and start with a letter",
            arguments.service
        );
        return Err(Error::Usage(problem));
    }
    let options = Options {
        pause: Duration::from_millis(arguments.pause),
        most_pages: arguments.most_pages,
        largest_page: arguments.largest.saturating_mul(1 << 20),
        ..Options::default()
    };
    let folder = project.specs().join(&arguments.service);
    let network = |cause| Error::Network { what: "use the network".to_owned(), cause };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(network)?;
    let mut said = |line: &str| messages.say(line);
    let fetched = runtime.block_on(fetch(&arguments.addresses, &folder, &options, &mut said))?;
    messages.print(&fetched.diagnostics);
    messages.say(&format!("saved {}, {} unchanged", counted(fetched.saved, "page"), fetched.unchanged));
    Ok(if fetched.saved + fetched.unchanged == 0 { Outcome::Wrong } else { Outcome::Done })
}
