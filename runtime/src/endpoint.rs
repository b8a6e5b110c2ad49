//! Where a service is, for a region.

use crate::error::{Error, ErrorKind};
use crate::service::Service;

/// The URLs of `service` in `region`, the preferred one first, without a slash at their end.
pub(crate) fn resolve(service: &Service, region: Option<&str>, given: &[String]) -> Result<Vec<String>, Error> {
    if !given.is_empty() {
        return Ok(given.iter().map(|url| with_scheme(url)).collect());
    }
    let endpoints = &service.endpoints;
    if let Some(region) = region {
        let own = endpoints.hosts.iter().find(|(known, _)| *known == region).map(|(_, url)| (*url).to_owned());
        let covered = endpoints.regions.is_empty() || endpoints.regions.contains(&region);
        let formed = || endpoints.pattern.filter(|_| covered).map(|pattern| pattern.replace("{region}", region));
        if let Some(url) = own.or_else(formed) {
            return Ok(vec![with_scheme(&url)]);
        }
    }
    if let Some(url) = endpoints.global {
        return Ok(vec![with_scheme(url)]);
    }
    let known: Vec<_> =
        endpoints.hosts.iter().map(|(region, _)| *region).chain(endpoints.regions.iter().copied()).collect();
    let message = match region {
        None => format!("{} is a service of regions, and no region is set", service.id),
        Some(region) if known.is_empty() => format!("no endpoint of {} is known for {region:?}", service.id),
        Some(region) => format!("{} is not known in {region:?}; it is in {}", service.id, known.join(", ")),
    };
    Err(Error::new(ErrorKind::Config, message))
}

fn with_scheme(url: &str) -> String {
    let url = url.trim().trim_end_matches('/');
    if url.starts_with("http://") || url.starts_with("https://") { url.to_owned() } else { format!("https://{url}") }
}

/// The part of a URL between scheme and path, as the `Host` header has it, and the path it ends in.
pub(crate) fn host_and_path(url: &str) -> (&str, &str) {
    let (scheme, rest) = url.split_once("://").unwrap_or(("https", url));
    let (host, path) = rest.find('/').and_then(|at| rest.split_at_checked(at)).unwrap_or((rest, ""));
    let usual_port = if scheme == "http" { ":80" } else { ":443" };
    (host.strip_suffix(usual_port).unwrap_or(host), path)
}
