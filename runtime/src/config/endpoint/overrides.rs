//! Endpoints that a user states for a service and region: by a variable, or in the vendor's file of regions.

use std::path::Path;

use crate::credentials::environment::Variables;
use crate::error::{Error, ErrorKind};
use crate::facts::vendor::Variable;

/// The URLs stated for `service` in `region`; none when nothing is stated.
pub(super) fn stated(variables: &Variables, service: &str, region: Option<&str>) -> Result<Vec<String>, Error> {
    let parts = [("{SERVICE}", service), ("{REGION}", region.unwrap_or_default())];
    if let Some(list) = variables.get_with(Variable::Endpoint, &parts) {
        return Ok(list.split(',').map(str::trim).filter(|url| !url.is_empty()).map(str::to_owned).collect());
    }
    let path = variables.file(Variable::RegionsFile, "regions.yaml");
    let Some((path, region)) = path.zip(region) else { return Ok(Vec::new()) };
    // Only a file that the user named has to be there.
    if !path.exists() && variables.get(Variable::RegionsFile).is_none() {
        return Ok(Vec::new());
    }
    in_file(&path, service, region)
}

fn in_file(path: &Path, service: &str, region: &str) -> Result<Vec<String>, Error> {
    let problem = |problem: String| Error::new(ErrorKind::Config, format!("{}: {problem}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| problem(error.to_string()))?;
    let entries = parse(&text).map_err(|line| {
        problem(format!(
            "line {line} is not of the form `SERVICE:`, `- id: REGION`, `endpoint: URL` or `endpoints: [URL]`"
        ))
    })?;
    let mut found =
        entries.into_iter().filter(|entry| entry.service.eq_ignore_ascii_case(service) && entry.region == region);
    Ok(found.next().map(|entry| entry.urls).unwrap_or_default())
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Entry {
    service: String,
    region: String,
    urls: Vec<String>,
}

/// The entries of a file; the number of the line that is of another form.
///
/// This is the part of YAML that the vendor's file uses, and no more.
fn parse(text: &str) -> Result<Vec<Entry>, usize> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut service = String::new();
    let mut in_urls = false;
    for (number, line) in text.lines().enumerate().map(|(at, line)| (at + 1, line)) {
        let content = without_comment(line).trim_end();
        let trimmed = content.trim_start();
        if trimmed.is_empty() || trimmed == "---" {
            continue;
        }
        if trimmed.len() == content.len() && !trimmed.starts_with('-') {
            unquoted(trimmed.strip_suffix(':').ok_or(number)?).clone_into(&mut service);
            in_urls = false;
            continue;
        }
        let item = trimmed.strip_prefix('-').map(str::trim_start);
        let pair =
            item.unwrap_or(trimmed).split_once(':').filter(|(_, value)| value.is_empty() || value.starts_with(' '));
        if let (Some(url), None, true) = (item, pair, in_urls) {
            entries.last_mut().ok_or(number)?.urls.push(unquoted(url).to_owned());
            continue;
        }
        let (key, value) = pair.map(|(key, value)| (key.trim(), value.trim())).ok_or(number)?;
        if item.is_some() {
            if service.is_empty() {
                return Err(number);
            }
            entries.push(Entry { service: service.clone(), ..Entry::default() });
        }
        in_urls = false;
        let entry = entries.last_mut().ok_or(number)?;
        match key {
            "id" => unquoted(value).clone_into(&mut entry.region),
            "endpoint" => entry.urls.push(unquoted(value).to_owned()),
            "endpoints" if value.is_empty() => in_urls = true,
            "endpoints" => {
                let list = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).ok_or(number)?;
                entry
                    .urls
                    .extend(list.split(',').map(|url| unquoted(url.trim()).to_owned()).filter(|url| !url.is_empty()));
            }
            _ => return Err(number),
        }
    }
    Ok(entries)
}

fn without_comment(line: &str) -> &str {
    if line.trim_start().starts_with('#') { "" } else { line.split_once(" #").map_or(line, |(content, _)| content) }
}

fn unquoted(text: &str) -> &str {
    let inside = |quote: char| text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    inside('"').or_else(|| inside('\'')).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\
# regions of our own
SHELF:
  - id: 'test-1'
    endpoint: https://shelf.test-1.example.com
  - id: test-2  # the second one
    endpoints: [https://a.example.com, \"https://b.example.com\"]
other:
- id: test-1
  endpoints:
    - https://c.example.com
    - d.example.com
";

    #[test]
    fn a_file_of_regions() {
        let entries = parse(FILE).unwrap();
        let shown: Vec<_> = entries
            .iter()
            .map(|entry| format!("{} {} {}", entry.service, entry.region, entry.urls.join(" ")))
            .collect();
        assert_eq!(
            shown,
            [
                "SHELF test-1 https://shelf.test-1.example.com",
                "SHELF test-2 https://a.example.com https://b.example.com",
                "other test-1 https://c.example.com d.example.com",
            ]
        );
    }

    #[test]
    fn another_form_is_reported_by_its_line() {
        for (text, line) in
            [("SHELF\n", 1), ("SHELF:\n  - id: a\n    port: 1\n", 3), ("- id: a\n", 1), ("A:\n  endpoint: x\n", 2)]
        {
            assert_eq!(parse(text), Err(line), "{text}");
        }
    }
}
