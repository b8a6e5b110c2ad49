//! What lies in a project, walked once: for each service the digest of its folder and of what was emitted of it, and
//! what else lies in the folder of the crate. Content counts, dates of files do not.

use super::{
    Crates, Error, Project,
    digest::{Digest, Whole, file_digest},
    pages::has_page_ending,
};
use rayon::prelude::*;
use std::{
    cell::RefCell,
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Files that are hashed by one thread before another is asked.
const FILES_A_TASK: usize = 32;

thread_local! {
    /// What files are read into, each after the other.
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// The files of a project.
#[derive(Debug, Default)]
pub struct Inventory {
    services: BTreeMap<String, Group>,
    modules: BTreeMap<String, Group>,
    /// Files of the crate's folder that belong to no module.
    rest: Vec<String>,
}

/// Files that are told apart from others as a whole.
#[derive(Debug, Default)]
pub struct Group {
    /// Of all their contents; `None` if one of them could not be told for certain, or was not asked for.
    pub digest: Option<Digest>,
    /// Bytes of its pages.
    pub bytes: u64,
    /// How many pages it has.
    pub pages: usize,
    /// Its regular files, from the project's root.
    pub files: Vec<String>,
}

/// A file on the way to its group.
struct Found {
    path: PathBuf,
    /// From the folder that was walked, with `/`.
    name: String,
    /// No link, no device.
    regular: bool,
}

impl Inventory {
    /// What lies in the folder of services of a project and in the folder of the crate of another, which mostly is the
    /// same. Contents are read only where digests are asked for.
    pub fn of(project: &Project, target: &Project, digests: bool) -> Result<Self, Error> {
        let generated = &target.config.generated;
        let module = match target.config.crates {
            Crates::One => module_of,
            Crates::PerService => crate_of,
        };
        let (services, modules) =
            rayon::join(|| grouped(&project.specs(), service_of), || grouped(&target.generated(), module));
        let (services, mut modules) = (services?, modules?);
        let rest = modules.remove("").unwrap_or_default();
        let told = |folder: &str, groups: BTreeMap<String, Vec<Found>>| {
            groups.into_par_iter().map(|(name, files)| (name, Group::of(folder, &files, digests))).collect()
        };
        Ok(Self {
            services: told(&project.config.specs, services),
            modules: told(generated, modules),
            rest: paths(generated, &rest),
        })
    }

    /// The folder of a service.
    #[must_use]
    pub fn service(&self, id: &str) -> Option<&Group> {
        self.services.get(id)
    }

    /// What was emitted of a service.
    #[must_use]
    pub fn module(&self, module: &str) -> Option<&Group> {
        self.modules.get(module)
    }

    /// The regular files of the crate's folder that are in none of these modules.
    pub fn outside<'a>(&'a self, settled: impl Fn(&str) -> bool + 'a) -> impl Iterator<Item = &'a str> {
        let modules =
            self.modules.iter().filter(move |(module, _)| !settled(module)).flat_map(|(_, group)| &group.files);
        modules.chain(&self.rest).map(String::as_str)
    }
}

impl Group {
    fn of(folder: &str, files: &[Found], digests: bool) -> Self {
        let pages = files.iter().filter(|file| has_page_ending(&file.path));
        let mut group = Self { pages: pages.count(), files: paths(folder, files), ..Self::default() };
        if !digests {
            let sizes = files.iter().filter_map(|file| fs::metadata(&file.path).ok());
            group.bytes = sizes.map(|metadata| metadata.len()).sum();
            return group;
        }
        let digest = |buffer: &mut Vec<u8>, file: &Found| {
            // Of what is not a file, or has no certain name, no digest would tell the whole.
            let certain = file.path.to_str().is_some() && (file.regular || file.path.is_file());
            certain.then(|| file_digest(&file.path, buffer).ok()).flatten()
        };
        let digest = |file: &Found| BUFFER.with_borrow_mut(|buffer| digest(buffer, file));
        let contents: Vec<_> = files.par_iter().with_min_len(FILES_A_TASK).map(digest).collect();
        group.bytes = contents.iter().flatten().map(|(_, bytes)| *bytes as u64).sum();
        let mut whole = Whole::default();
        for (file, content) in files.iter().zip(contents) {
            let Some((content, _)) = content else { return group };
            whole.file(&file.name, content);
        }
        group.digest = Some(whole.digest());
        group
    }
}

/// The digest of emitted files, as that of their group on the disk is.
#[must_use]
pub fn digest_of_files(files: &BTreeMap<String, String>) -> Digest {
    let mut whole = Whole::default();
    for (path, text) in files {
        whole.file(path, Digest::of(text));
    }
    whole.digest()
}

/// The service that a file below the folder of services is of.
fn service_of(name: &str) -> &str {
    name.split_once('/').map_or("", |(service, _)| service)
}

/// The module that a file below the folder of the crate is of.
fn module_of(name: &str) -> &str {
    let source = name.strip_prefix("src/").and_then(|rest| rest.split_once('/')).map(|(module, _)| module);
    let test =
        || name.strip_prefix("tests/").and_then(|rest| rest.strip_suffix(".rs")).filter(|name| !name.contains('/'));
    source.or_else(test).unwrap_or_default()
}

/// The service of which a file below the folder of all crates is. What cargo or people put beside those that are
/// emitted belongs to none.
fn crate_of(name: &str) -> &str {
    let emitted = |rest: &str| {
        matches!(rest, "Cargo.toml" | "rustfmt.toml") || rest.starts_with("src/") || rest.starts_with("tests/")
    };
    name.split_once('/').filter(|(_, rest)| emitted(rest)).map_or("", |(module, _)| module)
}

fn paths(folder: &str, files: &[Found]) -> Vec<String> {
    files.iter().filter(|file| file.regular).map(|file| format!("{folder}/{}", file.name)).collect()
}

/// All files below a folder but what cargo builds there, by group and name. A folder that is not there holds none.
fn grouped(folder: &Path, group: impl Fn(&str) -> &str) -> Result<BTreeMap<String, Vec<Found>>, Error> {
    let mut groups: BTreeMap<String, Vec<Found>> = BTreeMap::new();
    let mut folders = vec![(folder.to_owned(), String::new())];
    if !folder.is_dir() {
        folders.clear();
    }
    while !folders.is_empty() {
        let read: Result<Vec<_>, Error> = folders.par_iter().map(|(folder, prefix)| entries(folder, prefix)).collect();
        folders.clear();
        for (files, inner) in read? {
            for file in files {
                let group = group(&file.name);
                match groups.get_mut(group) {
                    Some(files) => files.push(file),
                    None => drop(groups.insert(group.to_owned(), vec![file])),
                }
            }
            folders.extend(inner);
        }
    }
    groups.par_iter_mut().for_each(|(_, files)| files.sort_unstable_by(|a, b| a.name.cmp(&b.name)));
    Ok(groups)
}

/// A folder and how the names of what is in it begin.
type Folder = (PathBuf, String);

/// The files in a folder, and the folders in it.
fn entries(folder: &Path, prefix: &str) -> Result<(Vec<Found>, Vec<Folder>), Error> {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder).map_err(|cause| Error::read(folder, cause))? {
        let entry = entry.map_err(|cause| Error::read(folder, cause))?;
        let kind = entry.file_type().map_err(|cause| Error::read(entry.path(), cause))?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if !kind.is_dir() {
            files.push(Found { path: entry.path(), name, regular: kind.is_file() });
        } else if entry.file_name() != "target" {
            folders.push((entry.path(), name + "/"));
        }
    }
    Ok((files, folders))
}
