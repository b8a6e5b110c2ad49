//! Paths of a project's files, as people write them.

use std::path::{Component, Path, PathBuf};

/// Whether a path stays in the folder it is joined to, and is not that folder itself.
pub(super) fn is_inside(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// A path below a folder; below `.` it stands alone, as people write it.
pub(super) fn below(folder: &Path, path: &str) -> PathBuf {
    if folder == Path::new(".") { PathBuf::from(path) } else { folder.join(path) }
}
