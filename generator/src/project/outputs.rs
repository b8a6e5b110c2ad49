//! The files of a run against those that are there, service by service. What is as it should be is forgotten at once, so
//! that memory holds what changes and no more; what changes is written or shown by the same walk.

use super::{
    Access, Error, Inventory, Project,
    path::{below, is_inside},
    write::{Staged, replace},
};
use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

/// Whoever carries this word in its first lines was made by this program and may be removed by it.
const MARK: &str = "@generated";

/// In how many bytes of a file the mark is looked for.
const MARK_WITHIN: u64 = 400;

/// The files of a run.
#[derive(Debug)]
pub struct Outputs<'a> {
    project: &'a Project,
    files: Vec<Output>,
    /// Files that were as they should be.
    unchanged: usize,
    /// Files of the crate that are not to be.
    stale: Vec<String>,
}

/// Files held against those that are there.
#[derive(Debug)]
pub struct Compared {
    changed: Vec<Output>,
    /// All of them, by path from the project's root.
    pub paths: Vec<String>,
}

/// A file that is not as it should be.
#[derive(Debug)]
struct Output {
    /// From the project's root, with `/`.
    path: String,
    content: Content,
}

/// What should be in a file.
#[derive(Debug)]
enum Content {
    /// To be shown.
    Text(String),
    /// To be moved to its place.
    Staged(Staged),
}

/// A file that is not as the run would have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Relative to the project's root.
    pub path: String,
    /// What is there; `None` if the file is new.
    pub before: Option<String>,
    /// What should be there; `None` if the file is to go.
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

impl Project {
    /// Holds files of one of the project's folders, by their paths there, against those that are there. To be written,
    /// those that change go to the disk, beside their places; to be looked at, they stay in memory.
    pub fn compare<'f>(
        &self,
        folder: &str,
        files: impl IntoIterator<Item = (&'f String, &'f String)>,
        access: Access,
    ) -> Result<Compared, Error> {
        let mut compared = Compared { changed: Vec::new(), paths: Vec::new() };
        let mut inside = Inside::new(self, folder)?;
        for (path, content) in files {
            if !is_inside(path) {
                return Err(Error::Outside(path.clone()));
            }
            let path = format!("{folder}/{path}");
            let place = below(&self.root, &path);
            inside.hold(&place, &path)?;
            if !is_as_it_should_be(&place, content)? {
                let content = match access {
                    Access::Write => {
                        Content::Staged(Staged::new(&place, content).map_err(|cause| Error::write(&place, cause))?)
                    }
                    Access::Look => Content::Text(content.clone()),
                };
                compared.changed.push(Output { path: path.clone(), content });
            }
            compared.paths.push(path);
        }
        Ok(compared)
    }
}

impl Compared {
    /// Whether a file is not as it should be.
    #[must_use]
    pub fn changes(&self) -> bool {
        !self.changed.is_empty()
    }
}

fn is_as_it_should_be(place: &Path, content: &str) -> Result<bool, Error> {
    match fs::metadata(place) {
        Ok(present) if !present.is_file() => {
            return Err(Error::write(place, io::Error::other("the path exists and is not a file")));
        }
        Ok(present) if present.len() != content.len() as u64 => return Ok(false),
        Ok(_) => {}
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(cause) => return Err(Error::read(place, cause)),
    }
    let present = fs::read(place).map_err(|cause| Error::read(place, cause))?;
    Ok(present == content.as_bytes())
}

impl<'a> Outputs<'a> {
    /// No file yet.
    #[must_use]
    pub fn new(project: &'a Project) -> Self {
        Self { project, files: Vec::new(), unchanged: 0, stale: Vec::new() }
    }

    /// Adds files that were held against those that are there.
    pub fn add(&mut self, compared: Compared) {
        self.unchanged += compared.paths.len() - compared.changed.len();
        self.files.extend(compared.changed);
    }

    /// Counts files that are known to be as they should be.
    pub fn rest(&mut self, files: usize) {
        self.unchanged += files;
    }

    /// Takes out of the crate's folder what carries our mark and is neither one of these files nor in a module that is
    /// as it should be.
    pub fn sweep(
        &mut self,
        inventory: &Inventory,
        emitted: &BTreeSet<String>,
        settled: impl Fn(&str) -> bool,
    ) -> Result<(), Error> {
        for path in inventory.outside(settled).filter(|path| !emitted.contains(*path)) {
            if is_marked(&below(&self.project.root, path))? {
                self.stale.push(path.to_owned());
            }
        }
        Ok(())
    }

    /// Whether all files are as they should be.
    #[must_use]
    pub fn rests(&self) -> bool {
        self.files.is_empty() && self.stale.is_empty()
    }

    /// What writing would change, by path. What goes to the disk is no longer told.
    pub fn changes(&self) -> Result<Vec<Change>, Error> {
        let before = |path: &str| {
            let place = below(&self.project.root, path);
            match fs::read(&place) {
                Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
                Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(cause) => Err(Error::read(place, cause)),
            }
        };
        let mut changes = Vec::new();
        for Output { path, content } in &self.files {
            let after = match content {
                Content::Text(text) => Some(text.clone()),
                Content::Staged(_) => continue,
            };
            changes.push(Change { path: path.clone(), before: before(path)?, after });
        }
        for path in &self.stale {
            changes.push(Change { path: path.clone(), before: before(path)?, after: None });
        }
        changes.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(changes)
    }

    /// Makes the files as they should be. Each is replaced whole; one that is right is not touched, and none where one
    /// cannot be written.
    pub fn write(&mut self) -> Result<Written, Error> {
        let place = |path: &str| below(&self.project.root, path);
        let mut staged: Vec<(PathBuf, Staged)> = Vec::with_capacity(self.files.len());
        let files = std::mem::take(&mut self.files);
        for Output { path, content } in files {
            let place = place(&path);
            let file = match content {
                Content::Text(text) => Staged::new(&place, &text).map_err(|cause| Error::write(&place, cause))?,
                Content::Staged(file) => file,
            };
            staged.push((place, file));
        }
        let removed: Vec<PathBuf> = self.stale.iter().map(|path| place(path)).collect();
        let written = Written { written: staged.len(), removed: removed.len(), unchanged: self.unchanged };
        replace(staged, &removed, &self.project.generated())?;
        Ok(written)
    }
}

/// A link must not lead a write, or a look, out of the configured folder that the file is of.
struct Inside {
    folder: PathBuf,
    /// Folders that are known to be inside.
    held: BTreeSet<PathBuf>,
}

impl Inside {
    fn new(project: &Project, folder: &str) -> Result<Self, Error> {
        let root = project.root.canonicalize().map_err(|cause| Error::read(&project.root, cause))?;
        Ok(Self { folder: root.join(folder), held: BTreeSet::new() })
    }

    fn hold(&mut self, place: &Path, path: &str) -> Result<(), Error> {
        let folder = place.parent().unwrap_or(place);
        let is_link = fs::symlink_metadata(place).is_ok_and(|present| present.is_symlink());
        if !is_link && self.held.contains(folder) {
            return Ok(());
        }
        // A link that leads nowhere is replaced, and what is not there yet is judged by the folder that it comes into.
        let real = place.ancestors().find_map(|part| part.canonicalize().ok());
        // Above the first component of a relative path stands the empty path: the current folder.
        if !real.is_none_or(|real| real.starts_with(&self.folder) || self.folder.starts_with(real)) {
            return Err(Error::Outside(path.to_owned()));
        }
        self.held.insert(folder.to_owned());
        Ok(())
    }
}

fn is_marked(path: &Path) -> Result<bool, Error> {
    use io::Read as _;
    let mut head = Vec::new();
    let file = fs::File::open(path).map_err(|cause| Error::read(path, cause))?;
    file.take(MARK_WITHIN).read_to_end(&mut head).map_err(|cause| Error::read(path, cause))?;
    Ok(memchr::memmem::find(&head, MARK.as_bytes()).is_some())
}

#[cfg(test)]
mod tests;
