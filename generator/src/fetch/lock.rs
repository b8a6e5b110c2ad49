//! `fetch.lock`: where each page came from and when, and what a run that was cut off had still before it.

use super::scope;
use crate::project::{Error, write_file};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fs, io, path::Path};
use url::Url;

const FILE: &str = "fetch.lock";

/// The file.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Lock {
    /// Addresses that a run did not come to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) waiting: Vec<String>,
    /// By the name of the file in `pages`.
    pub(super) pages: BTreeMap<String, Entry>,
}

/// One page.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Entry {
    pub(super) url: String,
    /// When, in UTC.
    pub(super) fetched: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) etag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) last_modified: Option<String>,
    /// Addresses that this page was the first to lead to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) found: Vec<String>,
}

impl Lock {
    pub(super) fn read(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(FILE);
        match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| {
                Error::Usage(format!(
                    "{} is damaged ({error}); take it from version control or remove it",
                    path.display()
                ))
            }),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(cause) => Err(Error::read(path, cause)),
        }
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(), Error> {
        let path = folder.join(FILE);
        let text = serde_json::to_string_pretty(self).map_err(|error| Error::write(&path, error.into()))?;
        write_file(&path, &(text + "\n"))
    }

    pub(super) fn addresses(&self) -> impl Iterator<Item = String> {
        self.pages.values().map(|entry| entry.url.clone()).filter(|address| !self.waiting.contains(address))
    }

    pub(super) fn of(&self, address: &str) -> Option<(&str, &Entry)> {
        self.pages.iter().find(|(_, entry)| entry.url == address).map(|(file, entry)| (file.as_str(), entry))
    }

    /// The file of a page: the one it had, or a name that no other page and no page saved by hand has.
    pub(super) fn file_for(&self, url: &Url, ending: &str, pages: &Path) -> String {
        if let Some((file, _)) = self.of(url.as_str()) {
            return file.to_owned();
        }
        let is_free = |file: &String| {
            !self.pages.keys().any(|known| known.eq_ignore_ascii_case(file)) && !pages.join(file).exists()
        };
        let stem = scope::file_stem(url);
        let mut names = std::iter::once(format!("{stem}.{ending}"))
            .chain((2..).map(|number: u32| format!("{stem}_{number}.{ending}")));
        names.find(is_free).unwrap_or_default()
    }
}
