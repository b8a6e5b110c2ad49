//! Every file of a run, made in memory first. Then either written or compared, by the same walk:
//! what `check` finds is what writing would do.

use super::{
    Error, Project,
    config::{below, is_inside},
    write::replace,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};

/// Whoever carries this word in its first lines was made by this program and may be removed by it.
const MARK: &str = "@generated";

/// In how many bytes of a file the mark is looked for.
const MARK_WITHIN: usize = 400;

/// The files of a run, by path relative to the project's root, with `/`.
#[derive(Debug)]
pub struct Outputs<'a> {
    project: &'a Project,
    files: BTreeMap<String, String>,
    crate_is_whole: bool,
}

/// A file that is not as the run would have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Relative to the project's root.
    pub path: String,
    /// What is there; none where the file is new.
    pub before: Option<String>,
    /// What should be there; none where the file is to go.
    pub after: Option<String>,
}

/// What writing did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files made or replaced.
    pub written: usize,
    /// Stale files removed.
    pub removed: usize,
    /// Files that were as they should be.
    pub unchanged: usize,
}

impl<'a> Outputs<'a> {
    /// No file yet.
    #[must_use]
    pub fn new(project: &'a Project) -> Self {
        Self { project, files: BTreeMap::new(), crate_is_whole: false }
    }

    /// Adds a file of the folder of services, by its path there.
    pub fn spec(&mut self, path: &str, content: String) -> Result<(), Error> {
        self.put(&self.project.config.specs, path, content)
    }

    /// Adds all files of the emitted crate. What else of ours lies in its folder is stale.
    pub fn emitted(&mut self, files: BTreeMap<String, String>) -> Result<(), Error> {
        self.crate_is_whole = true;
        files.into_iter().try_for_each(|(path, content)| self.put(&self.project.config.generated, &path, content))
    }

    fn put(&mut self, folder: &str, path: &str, content: String) -> Result<(), Error> {
        if !is_inside(path) {
            return Err(Error::Outside(path.to_owned()));
        }
        self.files.insert(format!("{folder}/{path}"), content);
        Ok(())
    }

    /// A file of the run, by its path from the project's root.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// What writing would change, by path.
    pub fn changes(&self) -> Result<Vec<Change>, Error> {
        let mut changes = Vec::new();
        for (path, content) in &self.files {
            let place = below(&self.project.root, path);
            self.stays_inside(&place, path)?;
            if fs::metadata(&place).is_ok_and(|present| !present.is_file()) {
                return Err(Error::write(place, io::Error::other("something stands there that is no file")));
            }
            let before = match fs::read(&place) {
                Ok(bytes) if bytes == content.as_bytes() => continue,
                Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
                Err(cause) if cause.kind() == io::ErrorKind::NotFound => None,
                Err(cause) => return Err(Error::read(place, cause)),
            };
            changes.push(Change { path: path.clone(), before, after: Some(content.clone()) });
        }
        if self.crate_is_whole {
            for path in self.stale()? {
                let place = below(&self.project.root, &path);
                let bytes = fs::read(&place).map_err(|cause| Error::read(place, cause))?;
                let before = Some(String::from_utf8_lossy(&bytes).into_owned());
                changes.push(Change { path, before, after: None });
            }
        }
        changes.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(changes)
    }

    /// Makes the files as they should be. Each is replaced whole; one that is right is not touched, and none where one
    /// cannot be written.
    pub fn write(&self) -> Result<Written, Error> {
        let changes = self.changes()?;
        let place = |change: &Change| below(&self.project.root, &change.path);
        let written: Vec<(PathBuf, &str)> =
            changes.iter().filter_map(|change| Some((place(change), change.after.as_deref()?))).collect();
        let removed: Vec<PathBuf> = changes.iter().filter(|change| change.after.is_none()).map(place).collect();
        replace(&written, &removed)?;
        let unchanged = self.files.len() - written.len();
        Ok(Written { written: written.len(), removed: removed.len(), unchanged })
    }

    /// Files of the emitted crate's folder that carry our mark and are not among the outputs.
    fn stale(&self) -> Result<BTreeSet<String>, Error> {
        let mut stale = BTreeSet::new();
        let mut folders = vec![self.project.config.generated.clone()];
        while let Some(folder) = folders.pop() {
            let place = below(&self.project.root, &folder);
            let entries = match fs::read_dir(&place) {
                Ok(entries) => entries,
                Err(cause) if cause.kind() == io::ErrorKind::NotFound => continue,
                Err(cause) => return Err(Error::read(place, cause)),
            };
            for entry in entries {
                let entry = entry.map_err(|cause| Error::read(&place, cause))?;
                let kind = entry.file_type().map_err(|cause| Error::read(entry.path(), cause))?;
                let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
                if kind.is_dir() {
                    folders.push(path);
                } else if kind.is_file() && !self.files.contains_key(&path) && is_marked(&entry.path())? {
                    stale.insert(path);
                }
            }
        }
        Ok(stale)
    }

    /// A link must not lead a write, or a look, out of the configured folder that the file is of.
    fn stays_inside(&self, place: &Path, path: &str) -> Result<(), Error> {
        let config = &self.project.config;
        let ours = [&config.specs, &config.generated].into_iter().find(|folder| Path::new(path).starts_with(folder));
        let root = self.project.root.canonicalize().map_err(|cause| Error::read(&self.project.root, cause))?;
        let ours = ours.map_or_else(|| root.clone(), |folder| root.join(folder));
        // A link that leads nowhere is replaced, and what is not there yet is judged by the folder that it comes into.
        let real = place.ancestors().find_map(|part| part.canonicalize().ok());
        // Above the first component of a relative path stands the empty path: the current folder.
        let inside = real.is_none_or(|real| real.starts_with(&ours) || ours.starts_with(real));
        if inside { Ok(()) } else { Err(Error::Outside(path.to_owned())) }
    }
}

fn is_marked(path: &Path) -> Result<bool, Error> {
    let bytes = fs::read(path).map_err(|cause| Error::read(path, cause))?;
    let head = bytes.get(..MARK_WITHIN).unwrap_or(&bytes);
    Ok(memchr::memmem::find(head, MARK.as_bytes()).is_some())
}

#[cfg(test)]
mod tests;
