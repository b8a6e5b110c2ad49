//! Ids that only IAM knows: the project of a region, and the account. Asked for at first use, once for everybody.

use std::time::Duration;

use crate::config::Settings;
use crate::credentials::{Context, Credential, Reply};
use crate::error::{Error, ErrorKind};
use crate::json::Json;
use crate::prove;
use crate::service::Method;
use crate::signing::percent_encode;
use crate::transport::HttpRequest;

const LIMIT: Duration = Duration::from_secs(30);

/// The id of the project of `region`.
pub(crate) async fn project_id<'a>(
    config: &'a Settings,
    credential: &Credential,
    region: &str,
) -> Result<&'a str, Error> {
    config.found_project.get_or_try_init(|| find_project(config, credential, region)).await.map(String::as_str)
}

/// The id of the account.
pub(crate) async fn domain_id<'a>(config: &'a Settings, credential: &Credential) -> Result<&'a str, Error> {
    config.found_domain.get_or_try_init(|| find_domain(config, credential)).await.map(String::as_str)
}

async fn find_project(config: &Settings, credential: &Credential, region: &str) -> Result<String, Error> {
    let url = format!("{}/v3/projects?name={}", config.iam(), percent_encode(region));
    let (answer, reply) = ask(config, credential, url).await?;
    let mut ids = ids(&answer, "projects");
    let trace = reply.headers.get("X-IAM-Trace-Id").unwrap_or("unknown");
    match (ids.pop(), ids.is_empty()) {
        (Some(id), true) => Ok(id),
        (None, _) => Err(unknown(format!("IAM knows no project named {region:?} (trace {trace}); set the project id"))),
        (Some(last), false) => {
            ids.push(last);
            let error = unknown(format!(
                "IAM knows several projects named {region:?}: {} (trace {trace}); set the project id",
                ids.join(", ")
            ));
            Err(error.with_candidates(ids))
        }
    }
}

async fn find_domain(config: &Settings, credential: &Credential) -> Result<String, Error> {
    let (answer, _) = ask(config, credential, format!("{}/v3/auth/domains", config.iam())).await?;
    if let Some(id) = ids(&answer, "domains").into_iter().next() {
        return Ok(id);
    }
    let (answer, _) = ask(config, credential, format!("{}/v5/caller-identity", config.sts())).await?;
    let id = answer.get("account_id").and_then(Json::as_str).filter(|id| !id.is_empty());
    id.map(str::to_owned).ok_or_else(|| unknown("neither IAM nor STS names the account; set the domain id".to_owned()))
}

async fn ask(config: &Settings, credential: &Credential, url: String) -> Result<(Json, Reply), Error> {
    let context = Context { transport: config.transport.clone(), clock: config.clock.clone() };
    let mut request = HttpRequest::new(Method::Get, url);
    prove::show(&mut request, credential, config.clock.now());
    let reply = context.ask(request, LIMIT).await?;
    Ok((reply.json()?, reply))
}

fn ids(answer: &Json, list: &str) -> Vec<String> {
    let items = answer.get(list).and_then(Json::as_array).unwrap_or_default();
    items.iter().filter_map(|item| item.get("id").and_then(Json::as_str)).map(str::to_owned).collect()
}

fn unknown(message: String) -> Error {
    Error::new(ErrorKind::Credential, message)
}
