//! Credentials from the vendor's profile file.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::federation::{IdToken, IdTokenFederation};
use super::{Context, Credential, Keys, ProvideCredential, Token};
use crate::error::{Error, ErrorKind};
use crate::facts::vendor::{Variable, Vendor, name_of};
use crate::transport::BoxFuture;

/// One section of a profile file. The file is read at the first use.
#[derive(Clone, Debug)]
pub struct Profile {
    vendor: &'static Vendor,
    path: PathBuf,
    sections: Vec<String>,
    region: Option<String>,
}

/// What a section says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Section {
    members: Members,
    /// What the vendor calls its keys.
    keys: &'static [(Variable, &'static str)],
}

impl Section {
    /// What it says of `variable`, under any of the names that the vendor has for it.
    pub(crate) fn get(&self, variable: Variable) -> Option<&str> {
        let mut values = name_of(self.keys, variable).filter_map(|name| self.members.get(name));
        values.find(|value| !value.is_empty()).map(|value| value.as_str())
    }
}

impl Profile {
    /// The first of `sections` that the file at `path` has, in the form that the vendor's clients read.
    #[must_use]
    pub fn new<S: Into<String>>(
        vendor: &'static Vendor,
        path: impl Into<PathBuf>,
        sections: impl IntoIterator<Item = S>,
    ) -> Self {
        Self { vendor, path: path.into(), sections: sections.into_iter().map(Into::into).collect(), region: None }
    }

    /// The region whose IAM a federation of the profile asks.
    #[must_use]
    pub fn in_region(mut self, region: Option<&str>) -> Self {
        self.region = region.map(str::to_owned);
        self
    }

    pub(crate) fn exists(&self) -> bool {
        self.path.exists()
    }

    /// The section, as the file has it now.
    pub(crate) fn section(&self) -> Result<Section, Error> {
        let text = std::fs::read_to_string(&self.path).map_err(|error| self.problem(&error.to_string()))?;
        let text = zeroize::Zeroizing::new(text);
        let mut sections = parse(&text);
        let found = self.sections.iter().find_map(|name| sections.iter().position(|(known, _)| known == name));
        match found {
            Some(at) => Ok(Section { members: sections.swap_remove(at).1, keys: self.keys() }),
            None => Err(self.problem(&format!("it has no section [{}]", self.sections.join("] or [")))),
        }
    }

    async fn fetch(&self, context: &Context) -> Result<Credential, Error> {
        let section = self.section()?;
        let provider = section.get(Variable::IdentityProvider).zip(section.get(Variable::IdTokenFile));
        let iam = || section.get(Variable::IamEndpoint).map(str::to_owned);
        if let Some((provider, file)) = provider {
            let iam = iam().or_else(|| self.vendor.iam.url(self.region.as_deref()));
            let iam = iam.ok_or_else(|| self.problem("it names an identity provider, but no IAM is known"))?;
            return IdTokenFederation::new(iam, provider, IdToken::File(file.into())).credential(context).await;
        }
        if let Some((key_id, secret)) = section.get(Variable::KeyId).zip(section.get(Variable::Secret)) {
            return Ok(Credential::Keys(Keys::of(key_id, secret, section.get(Variable::SecurityToken))));
        }
        match section.get(Variable::Token) {
            Some(token) => Ok(Credential::Token(Token::new(token))),
            None => Err(self.problem(&format!("it has no credential: expected {}", self.sets_of_keys()))),
        }
    }

    /// What the vendor calls the keys of its sections.
    fn keys(&self) -> &'static [(Variable, &'static str)] {
        self.vendor.profile.as_ref().map_or(&[], |file| file.keys)
    }

    /// Which keys a section may have, in words.
    fn sets_of_keys(&self) -> String {
        let name = |variable| name_of(self.keys(), variable).next();
        let pairs = [(Variable::KeyId, Variable::Secret), (Variable::IdentityProvider, Variable::IdTokenFile)];
        let pairs = pairs.into_iter().filter_map(|(one, other)| Some(format!("{} and {}", name(one)?, name(other)?)));
        let sets: Vec<String> = pairs.chain(name(Variable::Token).map(str::to_owned)).collect();
        if sets.is_empty() { "none".to_owned() } else { sets.join(", or ") }
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

type Members = BTreeMap<String, zeroize::Zeroizing<String>>;

/// Sections in order. Keys are compared in small letters; what is no line of this form is passed over.
fn parse(text: &str) -> Vec<(String, Members)> {
    let mut sections: Vec<(String, Members)> = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with(['#', ';']) {
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            sections.push((name.trim().to_owned(), Members::new()));
        } else if let (Some((key, value)), Some((_, section))) = (line.split_once('='), sections.last_mut()) {
            let value = zeroize::Zeroizing::new(value.trim().to_owned());
            section.insert(key.trim().to_ascii_lowercase(), value);
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
        let sections: Vec<(String, Vec<String>)> = parse(text)
            .into_iter()
            .map(|(name, members)| (name, members.iter().map(|(key, value)| format!("{key}={}", **value)).collect()))
            .collect();
        let section = |name: &str, members: &[&str]| (name.to_owned(), members.iter().map(|&m| m.to_owned()).collect());
        assert_eq!(
            sections,
            [section("basic", &["ak=A", "project_id=p", "sk=S=/+"]), section("global", &["ak=B", "domainid=d"])]
        );
    }
}
