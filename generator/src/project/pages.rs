//! Files and folders to pages and the files beside them: folders are walked whole and in order, so that a run sees
//! the same files in the same order on any machine.

use super::Error;
use crate::{
    diagnostic::{Code, Diagnostic},
    limits::{DEEPEST_FOLDER, LARGEST_PAGE},
};
use std::{
    fs,
    io::{self, Read as _},
    path::{Component, Path, PathBuf},
};

/// Endings of the formats that can be read.
const ENDINGS: &[&str] = &["md", "mdx", "markdown", "apib", "html", "htm", "rst", "inc", "txt"];

/// Endings of files beside pages that pages may ask for: parameters, statuses, samples, tables.
const BESIDE: &[&str] = &["yaml", "yml", "json", "csv", "xml", "http"];

/// Endings of what lies beside pages and is never read: pictures, fonts, styles, scripts, data.
const ASSETS: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "bmp", "pdf", "zip", "gz", "mp4", "woff", "woff2", "ttf", "eot",
    "css", "scss", "less", "js", "ts", "mjs", "json", "jsonl", "yaml", "yml", "toml", "tsv", "lock", "py",
];

/// Files of a service that no page asks for.
const OWN: &[&str] = &["ir.yaml", "service.yaml"];

/// Endings of pages that may ask for files beside them.
const ASKING: &[&str] = &["rst", "inc"];

/// A page as it lies in a folder, or a file beside it that it may ask for.
#[derive(Clone, Debug)]
pub struct PageFile {
    /// Path as messages show it.
    pub path: String,
    /// Path inside the folder that was asked for, as the IR keeps it.
    pub name: String,
    /// What is in the file.
    pub bytes: Vec<u8>,
}

impl PageFile {
    /// A page that lies in no folder. The ending of the name is a hint to its format.
    #[must_use]
    pub fn new(name: &str, text: impl Into<Vec<u8>>) -> Self {
        Self { path: name.to_owned(), name: name.to_owned(), bytes: text.into() }
    }

    /// Whether it is a page; if not, pages may ask for it.
    #[must_use]
    pub fn is_page(&self) -> bool {
        !may_be_asked_for(Path::new(&self.path))
    }
}

/// The pages of a run.
#[derive(Debug, Default)]
pub struct FoundPages {
    /// By path, each once, with the files beside them that they may ask for.
    pub pages: Vec<PageFile>,
    /// What was left aside.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the pages among files and folders. A path that does not exist is an error; a file that
/// cannot be read costs itself.
pub fn find_pages(paths: &[PathBuf]) -> Result<FoundPages, Error> {
    let mut files = Vec::new();
    for path in paths {
        let metadata = fs::metadata(path).map_err(|cause| Error::read(path, cause))?;
        if metadata.is_dir() {
            walk(path, path, DEEPEST_FOLDER, &mut files).map_err(|cause| Error::read(path, cause))?;
        } else {
            let name = path.file_name().map_or_else(|| shown(path), |name| name.to_string_lossy().into_owned());
            files.push((path.clone(), name));
            beside(path, &mut files).map_err(|cause| Error::read(path, cause))?;
        }
    }
    Ok(read(files))
}

/// The files beside a page that is named alone.
fn beside(page: &Path, files: &mut Vec<(PathBuf, String)>) -> io::Result<()> {
    let Some(folder) = page.parent().filter(|_| has_ending(page, ASKING)) else { return Ok(()) };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut around = Vec::new();
    walk(folder, folder, DEEPEST_FOLDER, &mut around)?;
    files.extend(around.into_iter().filter(|(path, _)| may_be_asked_for(path)));
    Ok(())
}

/// The pages in a folder, named as seen from `base`.
pub(super) fn pages_in(folder: &Path, base: &Path) -> Result<FoundPages, Error> {
    let mut files = Vec::new();
    walk(base, folder, DEEPEST_FOLDER, &mut files).map_err(|cause| Error::read(folder, cause))?;
    Ok(read(files))
}

pub(super) fn read(mut files: Vec<(PathBuf, String)>) -> FoundPages {
    files.sort();
    files.dedup_by(|a, b| a.0 == b.0);
    let mut found = FoundPages::default();
    for (path, name) in files {
        let shown = shown(&path);
        if !is_read(&path) {
            if !has_ending(&path, ASSETS) {
                let message = format!("{shown} is not read: its extension is not that of a page");
                found.diagnostics.push(Diagnostic::new(Code::IgnoredFile, message));
            }
            continue;
        }
        match read_page(&path) {
            Ok(bytes) => found.pages.push(PageFile { path: shown, name, bytes }),
            Err(cause) => {
                let problem = format!("cannot read {shown}: {cause}");
                found.diagnostics.push(Diagnostic::new(Code::UnreadableFile, problem));
            }
        }
    }
    found
}

/// The bytes of a page. Of a file too large for one, as many as show that.
fn read_page(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(LARGEST_PAGE as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Files of a folder and of the folders in it, each with its name seen from the root. Hidden files
/// and links to folders are passed by.
pub(super) fn walk(root: &Path, folder: &Path, depth: usize, files: &mut Vec<(PathBuf, String)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if kind.is_dir() {
            if depth > 0 {
                walk(root, &path, depth - 1, files)?;
            }
        } else if path.is_file() {
            let name = shown(path.strip_prefix(root).unwrap_or(&path));
            files.push((path, name));
        }
    }
    Ok(())
}

/// A path as messages and files show it: with `/` on every system, without a leading `./`.
pub(crate) fn shown(path: &Path) -> String {
    let root = path.has_root();
    let parts: Vec<String> = path
        .components()
        .filter(|part| !matches!(part, Component::CurDir | Component::RootDir))
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    format!("{}{}", if root { "/" } else { "" }, parts.join("/"))
}

/// Whether a file is a page, or may lie beside one.
pub(super) fn is_read(path: &Path) -> bool {
    has_page_ending(path) || may_be_asked_for(path)
}

fn may_be_asked_for(path: &Path) -> bool {
    let own = path.file_name().is_some_and(|name| OWN.iter().any(|own| name == *own));
    has_ending(path, BESIDE) && !own
}

pub(super) fn has_page_ending(path: &Path) -> bool {
    has_ending(path, ENDINGS)
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}
