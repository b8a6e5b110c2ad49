//! The vectors, which live beside the repository; a test without them says so and ends.

use std::path::PathBuf;

/// The JSON of the vector file `name`, from `SPECWRIGHT_VECTORS` or the shared folder.
pub(crate) fn load(name: &str) -> Option<serde_json::Value> {
    let folder = std::env::var_os("SPECWRIGHT_VECTORS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/reference/vectors"),
        PathBuf::from,
    );
    let path = folder.join(name);
    match std::fs::read(&path) {
        Ok(bytes) => Some(serde_json::from_slice(&bytes).unwrap()),
        Err(error) => {
            eprintln!("skipped: {}: {error}", path.display());
            None
        }
    }
}
