//! `specwright mock`: plays services on a local port.

use super::{Outcome, build::counted, messages::Messages};
use crate::{
    compile, compile_folder,
    diagnostic::Source,
    ir::Service,
    link,
    mock::{Failing, Mock, Options, duration, serve},
    project::{Error, Project, find_pages, is_service_id},
};
use clap::Args;
use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

/// Run a local server that responds with the pages' examples, and reports what is wrong with a request
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  specwright mock                               all services of the project
  specwright mock kilns --keys access:secret    one service; signatures are checked
  specwright mock pages/ --latency 200ms        any pages
  specwright mock --fail 503:10                 every tenth valid request fails
  specwright mock --throttle 5                  requests over 5 a second get a 429
  curl localhost:8650/v1/p/kilns/k -H 'X-Mock-Status: 404'

Request headers:
  X-Mock-Status: 404      respond with that status
  X-Mock-Delay: 2s        delay the response
  X-Mock-Example: NAME    respond with that example of ir.yaml

A path may start with the service's id: /kilns/v1/...
Press Ctrl-C to stop the server.")]
pub(super) struct Arguments {
    /// Services of the project, folders of pages, or ir.yaml files; defaults to all services of the project
    #[arg(value_name = "SERVICE|PATH")]
    subjects: Vec<String>,
    /// Address to listen on; with port 0, the system chooses a free port
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8650")]
    listen: SocketAddr,
    /// Access key and secret key that requests must be signed with
    #[arg(long, value_name = "ACCESS:SECRET", value_parser = keys)]
    keys: Option<(String, String)>,
    /// Token that requests must carry; with --keys too, a request needs only one of the two
    #[arg(long)]
    token: Option<String>,
    /// Delay of each response, such as 250ms or 2s
    #[arg(long, value_name = "TIME", value_parser = latency, default_value = "0ms")]
    latency: Duration,
    /// Fail every n-th valid request with this status, such as 503:10
    #[arg(long, value_name = "STATUS:EVERY", value_parser = failing)]
    fail: Option<Failing>,
    /// Most requests to serve in a second; the others get a 429
    #[arg(long, value_name = "COUNT")]
    throttle: Option<u32>,
    /// Accept values that a page does not list
    #[arg(long)]
    open_values: bool,
}

pub(super) fn run(arguments: &Arguments, messages: Messages, here: Option<&Project>) -> Result<Outcome, Error> {
    let services = services(&arguments.subjects, messages, here)?;
    let count: usize = services.iter().map(|service| service.operations.len()).sum();
    if count == 0 {
        return Err(Error::Usage("the services have no operations to serve".to_owned()));
    }
    let options = Options {
        keys: arguments.keys.clone(),
        token: arguments.token.clone(),
        latency: arguments.latency,
        fail: arguments.fail,
        throttle: arguments.throttle,
        open_values: arguments.open_values,
    };
    let mock = Arc::new(Mock::new(services, options));
    let network = |cause| Error::Network { what: format!("listen at {}", arguments.listen), cause };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(network)?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(arguments.listen).await.map_err(network)?;
        let address = listener.local_addr().map_err(network)?;
        for service in mock.services() {
            messages.say(&format!("{}: {}", service.service, counted(service.operations.len(), "operation")));
        }
        messages.say(&format!("listening at http://{address}; press Ctrl-C to stop"));
        serve(listener, mock, move |line| messages.say(line)).await.map_err(network)
    })?;
    Ok(Outcome::Done)
}

fn services(subjects: &[String], messages: Messages, here: Option<&Project>) -> Result<Vec<Service>, Error> {
    let (paths, ids): (Vec<&String>, Vec<&String>) =
        subjects.iter().partition(|subject| !is_service_id(subject) || Path::new(subject).is_file());
    let mut services = Vec::new();
    if subjects.is_empty() || !ids.is_empty() {
        let mut folders = here.ok_or_else(Project::missing)?.services()?;
        if let Some(id) = ids.iter().find(|id| !folders.iter().any(|folder| folder.id == ***id)) {
            return Err(Error::no_service(id, folders.iter().map(|folder| folder.id.as_str())));
        }
        folders.retain(|folder| ids.is_empty() || ids.contains(&&folder.id));
        for folder in folders {
            let compiled = compile_folder(&folder, &|| {});
            messages.print(&compiled.diagnostics);
            let read = !compiled.service.operations.is_empty();
            services.extend(if read { Some(compiled.service) } else { folder.ir });
        }
    }
    for path in paths {
        services.push(at_path(path, messages, here)?);
    }
    Ok(services)
}

/// The service of an `ir.yaml`, or of pages that belong to no project.
fn at_path(path: &str, messages: Messages, here: Option<&Project>) -> Result<Service, Error> {
    if Path::new(path).extension().is_some_and(|ending| ending == "yaml") {
        let text = fs::read_to_string(path).map_err(|cause| Error::read(path, cause))?;
        return Service::from_yaml(&Arc::new(Source::new(path, text))).map_err(|problem| {
            messages.print(&[problem]);
            Error::Usage(format!("{path} is not a valid ir.yaml"))
        });
    }
    let found = find_pages(&[PathBuf::from(path)])?;
    let glossary = here.map(|project| project.glossary_at(Path::new(path)));
    let id = here.and_then(|project| project.service_id_at(Path::new(path)));
    let service = id.as_deref().unwrap_or("pages");
    let compiled = compile(&found.pages, &link::Context { service, glossary, ..link::Context::default() });
    messages.print(&compiled.diagnostics);
    Ok(compiled.service)
}

fn keys(text: &str) -> Result<(String, String), String> {
    let (access, secret) = text.split_once(':').ok_or("expected ACCESS:SECRET")?;
    Ok((access.to_owned(), secret.to_owned()))
}

fn latency(text: &str) -> Result<Duration, String> {
    duration(text).ok_or_else(|| "expected 250ms or 2s, a minute at most".to_owned())
}

fn failing(text: &str) -> Result<Failing, String> {
    let parsed = text.split_once(':').and_then(|(status, every)| Some((status.parse().ok()?, every.parse().ok()?)));
    let (status, every) = parsed.ok_or("expected STATUS:EVERY, as in 503:10")?;
    if (400..600).contains(&status) && every > 0 {
        Ok(Failing { status, every })
    } else {
        Err("expected an error status and a count, as in 503:10".to_owned())
    }
}
