//! Where things are: the workspace, and the shared material that is only there on some machines.

use specwright::{
    Compiled, PageFile,
    diagnostic::{Selection, terminal},
    project::find_pages,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The workspace's root.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// A folder of the shared material. Where it is not at hand, that is said: a test that needs it is skipped.
pub(crate) fn shared(folder: &str) -> Option<PathBuf> {
    let path = workspace().join("../shared").join(folder);
    if !path.is_dir() {
        eprintln!("skipped: there is no {}", path.display());
        return None;
    }
    Some(path)
}

/// The entries of a folder, by name.
pub(crate) fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
}

/// All files below a folder with this ending.
pub(crate) fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in entries(folder) {
        if path.is_dir() {
            files.extend(files_below(&path, ending));
        } else if path.extension().is_some_and(|extension| extension == ending) {
            files.push(path);
        }
    }
    files
}

/// The pages below a folder, named as seen from it.
pub(crate) fn pages_below(folder: &Path) -> Vec<PageFile> {
    let mut pages = find_pages(&[folder.to_owned()]).unwrap().pages;
    for page in &mut pages {
        page.path.clone_from(&page.name);
    }
    pages
}

/// Diagnostics as people see them.
pub(crate) fn shown(compiled: &Compiled) -> String {
    terminal(&Selection::new(&compiled.diagnostics, usize::MAX), false)
}

/// What breaks the promise that no row is lost in silence.
pub(crate) fn unaccounted(compiled: &Compiled) -> Vec<String> {
    let uneven = compiled.pages.iter().filter(|page| page.rows != page.fates.len());
    uneven.map(|page| format!("{}: {} rows read, {} accounted for", page.path, page.rows, page.fates.len())).collect()
}
