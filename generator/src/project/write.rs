//! Files are replaced whole: written beside their place, then moved there.

use super::Error;
use std::{fs, io::Write as _, path::Path};

/// Writes a file whole, folders above it included.
pub fn write_file(path: &Path, content: &str) -> Result<(), Error> {
    replace(path, content.as_bytes()).map_err(|cause| Error::write(path, cause))
}

fn replace(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(".specwright-").tempfile_in(folder)?;
    file.write_all(content)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
