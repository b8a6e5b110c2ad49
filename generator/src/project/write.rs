//! Files are replaced whole: written beside their place, then moved there.

use super::Error;
use std::{
    fs,
    io::Write as _,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Held while one file is replaced.
static WRITING: Mutex<()> = Mutex::new(());

/// Waits for the file that is being replaced. Whoever holds this may end the process: nothing is half-written.
pub fn between_writes() -> MutexGuard<'static, ()> {
    WRITING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes a file whole, folders above it included.
pub fn write_file(path: &Path, content: &str) -> Result<(), Error> {
    let _writing = between_writes();
    replace(path, content.as_bytes()).map_err(|cause| Error::write(path, cause))
}

fn replace(path: &Path, content: &[u8]) -> std::io::Result<()> {
    // A device or a pipe is written to, never replaced.
    if fs::metadata(path).is_ok_and(|present| !present.is_file() && !present.is_dir()) {
        return fs::OpenOptions::new().write(true).open(path)?.write_all(content);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = temporary().tempfile_in(folder)?;
    file.write_all(content)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
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
    use super::write_file;
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
}
