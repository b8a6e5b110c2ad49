//! One number for everything that a run reads and everything that it makes: this program, the
//! configuration, the project's glossary, the folder of services and the emitted crate. Content counts, dates of files do not.

use super::{CONFIG_FILE, Project};
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};
use std::{
    fmt::Write,
    fs, io,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

/// The number, as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Digest(pub(super) String);

impl Digest {
    /// The number of a project as it lies there; none where something of it cannot be told.
    pub(super) fn of(project: &Project) -> Option<Self> {
        let mut files: Vec<PathBuf> = project.config.glossary.iter().map(|name| project.root.join(name)).collect();
        files.extend(Some(project.root.join(CONFIG_FILE)).filter(|file| file.is_file()));
        for folder in [&project.config.specs, &project.config.generated] {
            let folder = project.root.join(folder);
            if folder.is_dir() {
                files_below(&folder, &mut files).ok()?;
            }
        }
        files.sort();
        let contents: Vec<_> = files.par_iter().map(|file| Some(Sha256::digest(fs::read(file).ok()?))).collect();
        let mut whole = Sha256::new();
        add(&mut whole, &program()?);
        // Messages name files as the project's folder was named.
        add(&mut whole, project.root.to_str()?);
        for (file, content) in files.iter().zip(contents) {
            add(&mut whole, file.to_str()?);
            whole.update(content?);
        }
        Some(Self(hexadecimal(&whole.finalize())))
    }

    /// The number of a text.
    pub(super) fn of_text(text: &str) -> Self {
        Self(hexadecimal(&Sha256::digest(text)))
    }
}

/// This program: builds and installs replace it whole, so that which one it is can be told without reading it.
fn program() -> Option<String> {
    let program = std::env::current_exe().ok()?;
    let metadata = fs::metadata(&program).ok()?;
    let made = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("{} {} {} {}", env!("CARGO_PKG_VERSION"), program.display(), metadata.len(), made.as_nanos()))
}

/// A text and its length, so that two never run into one.
fn add(whole: &mut Sha256, text: &str) {
    whole.update(text.len().to_le_bytes());
    whole.update(text);
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// All files below a folder but what cargo builds there. A link to a folder, or what is neither file
/// nor folder, is an error: where it leads cannot be told for certain.
fn files_below(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            if kind.is_dir() {
                if entry.file_name() != "target" {
                    folders.push(entry.path());
                }
            } else if kind.is_file() || entry.path().is_file() {
                files.push(entry.path());
            } else {
                return Err(io::Error::other("neither file nor folder"));
            }
        }
    }
    Ok(())
}
