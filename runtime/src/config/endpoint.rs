//! Where a service is, for a region.

mod overrides;

use super::settings::Settings;
use crate::error::{Error, ErrorKind};
use crate::facts::service::Service;
use crate::facts::vendor::Variable;
use crate::values::url::Address;

/// The URLs of `service`, the preferred one first, without a slash at their end.
///
/// What is configured goes before what the environment states, that before the regions that the service is known in.
pub(crate) fn resolve(service: &Service, config: &Settings) -> Result<Vec<Address>, Error> {
    if !config.endpoints.is_empty() {
        return Ok(config.endpoints.clone());
    }
    let region = config.region.as_deref();
    let stated = overrides::stated(&config.variables, service.id, region)?;
    if !stated.is_empty() {
        return Ok(stated.iter().map(|url| Address::new(url)).collect());
    }
    let variable = config.vendor().variable(Variable::Region);
    let url = service.endpoints.url(region).ok_or_else(|| unknown(service, region, variable))?;
    Ok(vec![Address::new(&url)])
}

fn unknown(service: &Service, region: Option<&str>, variable: Option<&str>) -> Error {
    let hosts = service.endpoints.hosts.iter().map(|(region, _)| *region);
    let mut known: Vec<&str> = hosts.chain(service.endpoints.regions.iter().copied()).collect();
    known.sort_unstable();
    known.dedup();
    let message = match region {
        None => {
            let variable = variable.map(|name| format!(", or set {name}")).unwrap_or_default();
            format!("{} is a regional service: set `region` in the configuration{variable}", service.id)
        }
        Some(region) if known.is_empty() => {
            format!("no endpoint of {} is known for {region:?}: set `endpoint` in the configuration", service.id)
        }
        Some(region) => {
            known.sort_by_key(|name| distance(name, region));
            let near: Vec<&str> = known.iter().copied().filter(|name| distance(name, region) <= 2).collect();
            let meant = if near.is_empty() { String::new() } else { format!("; similar names: {}", near.join(", ")) };
            format!("{} has no known endpoint in {region:?}{meant}; it has some in {}", service.id, known.join(", "))
        }
    };
    Error::new(ErrorKind::Config, message).with_candidates(known.into_iter().map(str::to_owned).collect())
}

/// How many letters must be added, removed or changed to make one name of the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().take(64).enumerate() {
        let mut diagonal = at;
        let mut left = at + 1;
        let mut next = vec![left];
        for (above, wanted) in row.iter().skip(1).zip(&other) {
            let changed = diagonal + usize::from(letter != *wanted);
            diagonal = *above;
            left = changed.min(above + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests;
