//! The files that lie beside a page and that it asks for by a path: parameters, samples, parts of pages. They are
//! handed in; no file is opened here, so no path leads out of what was handed in.

use super::format;
use crate::page::Source;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};

/// Files by path.
#[derive(Debug, Default)]
pub struct Beside<'a> {
    files: BTreeMap<&'a str, &'a [u8]>,
    /// The paths by their last part.
    named: BTreeMap<&'a str, Vec<&'a str>>,
    asked: Mutex<BTreeSet<String>>,
    parts: Mutex<BTreeSet<String>>,
}

impl<'a> Beside<'a> {
    /// These files, each with its path as messages show it.
    pub fn new(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        let files: BTreeMap<&str, &[u8]> = files.into_iter().collect();
        let mut named: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for path in files.keys() {
            named.entry(path.rsplit('/').next().unwrap_or(path)).or_default().push(path);
        }
        Self { files, named, asked: Mutex::default(), parts: Mutex::default() }
    }

    /// The paths of the files that pages have asked for.
    pub fn asked(&self) -> BTreeSet<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The paths of the files that are parts of pages, and no pages themselves.
    pub fn parts(&self) -> BTreeSet<String> {
        self.parts.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A file is a part of a page.
    pub(super) fn is_part(&self, path: &str) {
        self.parts.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
    }

    /// The text of a file, by its path as a page writes it: as seen from the page's folder, or from the top where it
    /// begins with a slash.
    pub(super) fn text(&self, page: &str, path: &str) -> Option<Arc<Source>> {
        let (path, bytes) = self.find(page, path)?;
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned());
        Some(format::decode(path, bytes).0)
    }

    fn find(&self, page: &str, path: &str) -> Option<(&'a str, &'a [u8])> {
        let (folder, _) = page.rsplit_once('/').unwrap_or_default();
        let from_top = path.starts_with('/');
        let mut folder = Some(folder);
        while let Some(from) = folder {
            let found = resolved(from, path).and_then(|path| self.files.get_key_value(path.as_str()));
            if let Some((path, bytes)) = found {
                return Some((path, bytes));
            }
            let above = from.rsplit_once('/').map(|(above, _)| above).or((!from.is_empty()).then_some(""));
            folder = above.filter(|_| from_top);
        }
        let found = self.moved(path)?;
        self.files.get_key_value(found).map(|(path, bytes)| (*path, *bytes))
    }

    /// The one file that a path means which leads out of the folder of the pages: they were taken from a larger tree,
    /// and what they ask for lies elsewhere. As much of its path as is known has to agree.
    fn moved(&self, path: &str) -> Option<&'a str> {
        let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
        let leads_out = path.split('/').any(|part| part == "..");
        let same = |file: &str| file.rsplit('/').zip(parts.iter().rev()).take_while(|(a, b)| a == *b).count();
        let files = self.named.get(parts.last()?).filter(|_| leads_out)?;
        let most = files.iter().map(|file| same(file)).max()?;
        let mut nearest = files.iter().filter(|file| same(file) == most);
        let found = nearest.next()?;
        nearest.next().is_none().then_some(*found)
    }
}

/// A path as seen from a folder, without `.` and `..`. `None` if it leads above the first folder.
fn resolved(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = if folder.is_empty() { Vec::new() } else { folder.split('/').collect() };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_from_the_page() {
        let files = [("/a/ref/samples/x.json", &b"{}"[..]), ("ref/status.yaml", b"200:\n"), ("ref/v2/x.inc", b"x")];
        let beside = Beside::new(files);
        let found = |page, path| beside.text(page, path).map(|source| source.path.clone());
        for (page, path, file) in [
            ("/a/ref/page.rst", "./samples/x.json", Some("/a/ref/samples/x.json")),
            ("ref/v2/page.rst", "../status.yaml", Some("ref/status.yaml")),
            ("ref/v2/page.rst", "/status.yaml", Some("ref/status.yaml")),
            ("ref/v2/page.rst", "x.inc", Some("ref/v2/x.inc")),
            ("ref/page.rst", "../../../status.yaml", Some("ref/status.yaml")),
            ("ref/page.rst", "../../doc/samples/x.json", Some("/a/ref/samples/x.json")),
            ("ref/page.rst", "none.yaml", None),
        ] {
            assert_eq!(found(page, path).as_deref(), file, "{page} {path}");
        }
        assert_eq!(beside.asked().len(), 3);
    }
}
