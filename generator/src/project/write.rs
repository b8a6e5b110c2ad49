//! Files are replaced whole: written beside their place, then moved there. Several files are all written before the
//! first is moved, so that a full disk costs none of them.

use super::Error;
use std::{
    collections::BTreeSet,
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};
use tempfile::TempPath;

/// Held while files are replaced.
static WRITING: Mutex<()> = Mutex::new(());

/// Files that wait beside their places.
static STAGED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Waits for the files that are being replaced and removes those that are not to be. Whoever holds what this gives may
/// end the process: nothing is half-written, and nothing is left over.
#[must_use]
pub fn between_writes() -> impl Sized {
    let writing = locked(&WRITING);
    let staged = locked(&STAGED);
    for path in staged.iter() {
        let _ = fs::remove_file(path);
    }
    (writing, staged)
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes a file whole, folders above it included. A device or a pipe is written to, never replaced.
pub fn write_file(path: &Path, content: &str) -> Result<(), Error> {
    let _writing = locked(&WRITING);
    let write = || {
        if fs::metadata(path).is_ok_and(|present| !present.is_file() && !present.is_dir()) {
            return fs::OpenOptions::new().write(true).open(path)?.write_all(content.as_bytes());
        }
        Staged::new(path, content)?.move_to(path)
    };
    write().map_err(|cause| Error::write(path, cause))
}

/// Moves files to their places and removes others, with the folders below `within` that become empty. All files have been
/// written before the first is moved.
pub(super) fn replace(written: Vec<(PathBuf, Staged)>, removed: &[PathBuf], within: &Path) -> Result<(), Error> {
    let _writing = locked(&WRITING);
    for (path, staged) in written {
        staged.move_to(&path).map_err(|cause| Error::write(path, cause))?;
    }
    for path in removed {
        fs::remove_file(path).map_err(|cause| Error::write(path, cause))?;
        remove_empty_folders(path, within);
    }
    Ok(())
}

/// Removes the folders above a path that are empty, up to `within`, which stays. A folder with files is not removed.
pub(super) fn remove_empty_folders(path: &Path, within: &Path) {
    let above = path.ancestors().skip(1).take_while(|folder| *folder != within && folder.starts_with(within));
    above.take_while(|folder| fs::remove_dir(folder).is_ok()).for_each(drop);
}

/// A file's content, written beside its place; removed again where it is not moved there.
#[derive(Debug)]
pub(super) struct Staged {
    file: Option<TempPath>,
}

impl Staged {
    /// Writes the content beside a place.
    pub(super) fn new(place: &Path, content: &str) -> io::Result<Self> {
        if place.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        fs::create_dir_all(folder)?;
        let mut file = {
            let mut all = locked(&STAGED);
            let file = temporary().tempfile_in(folder)?;
            all.insert(file.path().to_owned());
            file
        };
        let written = file.write_all(content.as_bytes());
        let staged = Self { file: Some(file.into_temp_path()) };
        written.map(|()| staged)
    }

    fn move_to(mut self, place: &Path) -> io::Result<()> {
        let Some(file) = self.file.take() else { return Ok(()) };
        let staged = file.to_path_buf();
        let moved = file.persist(place).map_err(|error| error.error);
        locked(&STAGED).remove(&staged);
        moved
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if let Some(file) = self.file.take() {
            locked(&STAGED).remove(&*file);
        }
    }
}

fn temporary() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".specwright-");
    // Temporary files are private unless told; whoever may read the project may read its files.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

#[cfg(all(test, unix))]
mod tests {
    use super::{Staged, replace, write_file};
    use std::{fs, os::unix::fs::symlink};

    #[test]
    fn a_device_is_written_to_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let device = folder.path().join("null");
        symlink("/dev/null", &device).unwrap();
        write_file(&device, "words").unwrap();
        assert!(fs::symlink_metadata(&device).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&device).unwrap(), "");
    }

    #[test]
    fn a_file_that_cannot_be_written_keeps_the_others_from_being_touched() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in ["first", "last", "stale", "no-folder"] {
            fs::write(path(name), "old").unwrap();
        }
        let stage = |name: &str| Staged::new(&path(name), "new").map(|staged| (path(name), staged));
        let staged: Result<Vec<_>, _> = ["first", "no-folder/file", "last"].into_iter().map(stage).collect();
        let made = staged.map(|files| replace(files, &[path("stale")], folder.path()));
        assert!(made.is_err(), "one of them cannot be written");
        let mut left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        left.sort();
        assert_eq!(left, ["first", "last", "no-folder", "stale"].map(path));
        assert!(left.iter().all(|file| fs::read_to_string(file).unwrap() == "old"));
    }
}
