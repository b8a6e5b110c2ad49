//! Credentials from the vendor's profile file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::federation::{IdToken, IdTokenFederation};
use super::{Context, Credential, Keys, ProvideCredential};
use crate::error::{Error, ErrorKind};
use crate::regions;
use crate::transport::BoxFuture;

/// One section of a profile file. The file is read at the first use.
#[derive(Clone, Debug)]
pub struct Profile {
    path: PathBuf,
    sections: Vec<String>,
    region: Option<String>,
}

/// What a section says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Section {
    members: BTreeMap<String, zeroize::Zeroizing<String>>,
}

impl Section {
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.members.get(key).map(|value| value.as_str()).filter(|value| !value.is_empty())
    }

    pub(crate) fn project_id(&self) -> Option<&str> {
        self.get("project_id").or_else(|| self.get("projectid"))
    }

    /// The vendor's own guide spells it without the underscore in one place.
    pub(crate) fn domain_id(&self) -> Option<&str> {
        self.get("domain_id").or_else(|| self.get("domainid"))
    }
}

impl Profile {
    /// The first of `sections` that the file at `path` has.
    #[must_use]
    pub fn new<S: Into<String>>(path: impl Into<PathBuf>, sections: impl IntoIterator<Item = S>) -> Self {
        Self { path: path.into(), sections: sections.into_iter().map(Into::into).collect(), region: None }
    }

    /// The region whose IAM a federation of the profile asks.
    #[must_use]
    pub fn in_region(mut self, region: Option<&str>) -> Self {
        self.region = region.map(str::to_owned);
        self
    }

    async fn fetch(&self, context: &Context) -> Result<Credential, Error> {
        let section = read_section(&self.path, &self.sections)?;
        match (section.get("ak").zip(section.get("sk")), section.get("idp_id").zip(section.get("id_token_file"))) {
            (_, Some((provider, file))) => {
                let iam =
                    section.get("iam_endpoint").map_or_else(|| regions::iam(self.region.as_deref()), str::to_owned);
                IdTokenFederation::new(iam, provider, IdToken::File(file.into())).credential(context).await
            }
            (Some((access_key, secret_key)), None) => {
                let keys = Keys::new(access_key, secret_key);
                Ok(Credential::Keys(match section.get("security_token") {
                    Some(token) => keys.with_security_token(token),
                    None => keys,
                }))
            }
            (None, None) => Err(self.problem("it holds neither ak and sk nor idp_id and id_token_file")),
        }
    }

    fn problem(&self, problem: &str) -> Error {
        Error::new(ErrorKind::Credential, format!("{}: {problem}", self.path.display()))
    }
}

impl ProvideCredential for Profile {
    fn credential<'a>(&'a self, context: &'a Context) -> BoxFuture<'a, Result<Credential, Error>> {
        Box::pin(self.fetch(context))
    }
}

/// The first of `names` in the file at `path`.
pub(crate) fn read_section(path: &Path, names: &[String]) -> Result<Section, Error> {
    let problem = |problem: String| Error::new(ErrorKind::Credential, format!("{}: {problem}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| problem(error.to_string()))?;
    let text = zeroize::Zeroizing::new(text);
    let sections = parse(&text);
    let found = names.iter().find_map(|name| sections.iter().find(|(known, _)| known == name));
    match found {
        Some((_, section)) => Ok(section.clone()),
        None => Err(problem(format!("it has no section [{}]", names.join("] or [")))),
    }
}

/// Sections in order. Keys are compared in small letters; what is no line of this form is passed over.
fn parse(text: &str) -> Vec<(String, Section)> {
    let mut sections: Vec<(String, Section)> = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with(['#', ';']) {
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            sections.push((name.trim().to_owned(), Section::default()));
        } else if let (Some((key, value)), Some((_, section))) = (line.split_once('='), sections.last_mut()) {
            let value = zeroize::Zeroizing::new(value.trim().to_owned());
            section.members.insert(key.trim().to_ascii_lowercase(), value);
        }
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_sections() {
        let text = "# a note\n[basic]\nak = A\nsk=S=/+\n  Project_ID = p \n\n[global]\nak=B\ndomainId=d\nnonsense\n";
        let sections = parse(text);
        let names: Vec<_> = sections.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["basic", "global"]);
        let (basic, global) = (&sections[0].1, &sections[1].1);
        assert_eq!((basic.get("ak"), basic.get("sk"), basic.project_id()), (Some("A"), Some("S=/+"), Some("p")));
        assert_eq!((global.get("sk"), global.domain_id()), (None, Some("d")));
    }
}
