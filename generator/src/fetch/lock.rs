//! What a fetch asks its lock file: which pages it has, what they are called, and how the next one is.

use super::scope;
use crate::{
    diagnostic::Source,
    project::{Error, FETCH_LOCK, FetchLock, FetchedPage, write_file},
};
use std::{fs, io, path::Path, sync::Arc};
use url::Url;

impl FetchLock {
    pub(super) fn read(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(FETCH_LOCK);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(cause) => return Err(Error::read(path, cause)),
        };
        Self::parse(&Arc::new(Source::new(path.to_string_lossy(), text))).map_err(|damage| {
            Error::Usage(format!(
                "{} is damaged ({}); restore it from version control, or delete it",
                path.display(),
                damage.message
            ))
        })
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(), Error> {
        let path = folder.join(FETCH_LOCK);
        let text = serde_json::to_string_pretty(self).map_err(|error| Error::write(&path, error.into()))?;
        write_file(&path, &(text + "\n"))
    }

    /// The addresses of pages that are not asked for again.
    pub(super) fn done(&self) -> impl Iterator<Item = String> {
        self.pages.values().map(|page| page.url.clone()).filter(|address| !self.waiting.contains(address))
    }

    pub(super) fn of(&self, address: &str) -> Option<(&str, &FetchedPage)> {
        self.pages.iter().find(|(_, page)| page.url == address).map(|(file, page)| (file.as_str(), page))
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
