//! Files are replaced whole: written beside their place, then moved there. Several files are all written before the
//! first is moved, so that a full disk costs none of them.

use super::Error;
use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};
use tempfile::TempPath;

/// Held while files are replaced.
static WRITING: Mutex<()> = Mutex::new(());

/// Waits for the files that are being replaced. Whoever holds this may end the process: nothing is half-written.
pub fn between_writes() -> MutexGuard<'static, ()> {
    WRITING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes a file whole, folders above it included. A device or a pipe is written to, never replaced.
pub fn write_file(path: &Path, content: &str) -> Result<(), Error> {
    let _writing = between_writes();
    let write = || {
        if fs::metadata(path).is_ok_and(|present| !present.is_file() && !present.is_dir()) {
            return fs::OpenOptions::new().write(true).open(path)?.write_all(content.as_bytes());
        }
        staged(path, content)?.persist(path).map_err(|error| error.error)
    };
    write().map_err(|cause| Error::write(path, cause))
}

/// Writes some files whole and removes others. Where one cannot be written, none is touched.
pub(super) fn replace(written: &[(PathBuf, &str)], removed: &[PathBuf]) -> Result<(), Error> {
    let _writing = between_writes();
    let stage = |(path, content): &(PathBuf, &str)| staged(path, content).map_err(|cause| Error::write(path, cause));
    let staged: Vec<TempPath> = written.iter().map(stage).collect::<Result<_, _>>()?;
    for (file, (path, _)) in staged.into_iter().zip(written) {
        file.persist(path).map_err(|error| Error::write(path, error.error))?;
    }
    removed.iter().try_for_each(|path| fs::remove_file(path).map_err(|cause| Error::write(path, cause)))
}

/// The content in a file beside its place; removed again where it is not moved there.
fn staged(path: &Path, content: &str) -> io::Result<TempPath> {
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = temporary().tempfile_in(folder)?;
    file.write_all(content.as_bytes())?;
    Ok(file.into_temp_path())
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
    use super::{replace, write_file};
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
        let files = [(path("first"), "new"), (path("no-folder/file"), "new"), (path("last"), "new")];
        let error = replace(&files, &[path("stale")]).unwrap_err().to_string();
        assert!(error.contains("no-folder"), "{error}");
        let mut left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        left.sort();
        assert_eq!(left, ["first", "last", "no-folder", "stale"].map(path));
        assert!(left.iter().all(|file| fs::read_to_string(file).unwrap() == "old"));
    }
}
