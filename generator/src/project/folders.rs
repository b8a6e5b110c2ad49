//! Folders of pages that are not a project: which of them is a service.

use super::{
    Error, FoundPages,
    pages::{has_page_ending, read, shown, walk},
};
use crate::limits::DEEPEST_FOLDER;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The pages of one service.
#[derive(Debug, Default)]
pub struct PageFolder {
    /// The folder as messages show it; of a folder that is only called `pages`, the one it is in.
    pub name: String,
    /// Its pages, and what was left aside.
    pub found: FoundPages,
}

/// The services among files and folders. A folder with pages in it is one, with all folders below;
/// a folder of folders is opened; files given by name are one together.
pub fn page_folders(paths: &[PathBuf]) -> Result<Vec<PageFolder>, Error> {
    let mut files = Vec::new();
    let mut folders = Vec::new();
    for path in paths {
        let metadata = fs::metadata(path).map_err(|cause| Error::read(path, cause))?;
        if metadata.is_dir() {
            services_below(path, DEEPEST_FOLDER, &mut folders).map_err(|cause| Error::read(path, cause))?;
        } else {
            let name = path.file_name().map_or_else(|| shown(path), |name| name.to_string_lossy().into_owned());
            files.push((path.clone(), name));
        }
    }
    folders.sort_by(|a, b| a.name.cmp(&b.name));
    folders.dedup_by(|a, b| a.name == b.name);
    if !files.is_empty() {
        folders.push(PageFolder { name: "pages given by name".to_owned(), found: read(files) });
    }
    Ok(folders)
}

fn services_below(folder: &Path, depth: usize, services: &mut Vec<PageFolder>) -> io::Result<()> {
    let mut folders = Vec::new();
    let mut holds_pages = false;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !hidden && entry.file_type()?.is_dir() {
            folders.push(entry.path());
        } else if !hidden {
            holds_pages |= has_page_ending(&entry.path());
        }
    }
    if holds_pages {
        let mut files = Vec::new();
        walk(folder, folder, DEEPEST_FOLDER, &mut files)?;
        services.push(PageFolder { name: name(folder), found: read(files) });
        return Ok(());
    }
    folders.sort();
    folders.iter().filter(|_| depth > 0).try_for_each(|inner| services_below(inner, depth - 1, services))
}

fn name(folder: &Path) -> String {
    let outer = folder.parent().filter(|outer| folder.ends_with("pages") && outer.file_name().is_some());
    shown(outer.unwrap_or(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_pages_is_a_service_and_a_folder_of_folders_is_opened() {
        let root = tempfile::tempdir().unwrap();
        for file in ["set/one/a.md", "set/one/more/b.md", "set/two/pages/c.txt", "set/empty/picture.png", "set/.x/d.md"]
        {
            let path = root.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let alone = root.path().join("set/one/a.md");
        let found = page_folders(&[root.path().join("set"), alone.clone(), root.path().join("set/one")]).unwrap();
        let prefix = shown(root.path()) + "/";
        let rows: Vec<(String, Vec<String>)> = found
            .into_iter()
            .map(|folder| {
                let pages = folder.found.pages.into_iter().map(|page| page.name).collect();
                (folder.name.replace(&prefix, ""), pages)
            })
            .collect();
        let expected =
            [("set/one", vec!["a.md", "more/b.md"]), ("set/two", vec!["c.txt"]), ("pages given by name", vec!["a.md"])];
        assert_eq!(
            rows,
            expected.map(|(name, pages)| (name.to_owned(), pages.into_iter().map(str::to_owned).collect()))
        );
        assert!(page_folders(&[root.path().join("none")]).is_err());
    }
}
