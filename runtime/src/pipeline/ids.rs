//! Ids that only IAM knows: the project of a region, and the account. Asked for at first use, once for everybody.

use std::time::Duration;

use crate::config::settings::Settings;
use crate::credentials::proof;
use crate::credentials::{Credential, Reply};
use crate::error::{Error, ErrorKind};
use crate::facts::service::Method;
use crate::json::Json;
use crate::signing::percent_encode;
use crate::transport::HttpRequest;

const LIMIT: Duration = Duration::from_secs(30);

/// The id of the project of `region`.
pub(crate) async fn project_id<'a>(
    settings: &'a Settings,
    iam: &str,
    credential: &Credential,
    region: &str,
) -> Result<&'a str, Error> {
    settings.found_project.get_or_try_init(|| find_project(settings, iam, credential, region)).await.map(String::as_str)
}

/// The id of the account.
pub(crate) async fn domain_id<'a>(
    settings: &'a Settings,
    iam: &str,
    credential: &Credential,
) -> Result<&'a str, Error> {
    settings.found_domain.get_or_try_init(|| find_domain(settings, iam, credential)).await.map(String::as_str)
}

async fn find_project(settings: &Settings, iam: &str, credential: &Credential, region: &str) -> Result<String, Error> {
    let url = format!("{iam}/v3/projects?name={}", percent_encode(region));
    let (response, reply) = ask(settings, credential, url).await?;
    let mut ids = ids(&response, "projects");
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

async fn find_domain(settings: &Settings, iam: &str, credential: &Credential) -> Result<String, Error> {
    let (response, _) = ask(settings, credential, format!("{iam}/v3/auth/domains")).await?;
    if let Some(id) = ids(&response, "domains").into_iter().next() {
        return Ok(id);
    }
    let id = match &settings.sts {
        None => None,
        Some(sts) => {
            let (response, _) = ask(settings, credential, format!("{}/v5/caller-identity", sts.text())).await?;
            response.get("account_id").and_then(Json::as_str).filter(|id| !id.is_empty()).map(str::to_owned)
        }
    };
    id.ok_or_else(|| unknown("neither IAM nor STS names the account; set the domain id".to_owned()))
}

async fn ask(settings: &Settings, credential: &Credential, url: String) -> Result<(Json, Reply), Error> {
    let context = settings.shared.context();
    let mut request = HttpRequest::new(Method::Get, url);
    proof::show(&mut request, credential, context.now());
    let reply = context.ask(request, LIMIT).await?;
    Ok((reply.json()?, reply))
}

fn ids(response: &Json, list: &str) -> Vec<String> {
    let items = response.get(list).and_then(Json::as_array).unwrap_or_default();
    items.iter().filter_map(|item| item.get("id").and_then(Json::as_str)).map(str::to_owned).collect()
}

fn unknown(message: String) -> Error {
    Error::new(ErrorKind::Credential, message)
}
