//! One version of a service: from an `ir.yaml`, from a folder of pages, or from a git revision.

use super::Rows;
use crate::{
    compile_folder,
    diagnostic::{Diagnostic, Severity, Source},
    ir::Service,
    project::{CONFIG_FILE, Error, Project, ServiceFiles, ServiceFolder, find_pages},
};
use std::{fs, path::Path, sync::Arc};

/// The id of a service whose pages lie in a folder that is not a service's.
const NAMELESS: &str = "pages";

/// A service as one side has it.
#[derive(Debug)]
pub struct Version {
    /// What its pages say, or what its `ir.yaml` says where there are none.
    pub service: Service,
    /// The rows that say it.
    pub rows: Rows,
}

/// The services that are meant by a path or a git revision: an `ir.yaml`, a project, a folder of
/// services, a service's folder, or a folder of pages. Pages of no project are read in the words of the one `here`,
/// or of the vendor of it that their `service.yaml` names.
pub fn folders(argument: &str, here: Option<&Project>) -> Result<Vec<ServiceFolder>, Error> {
    let path = Path::new(argument);
    if !path.exists() {
        return here.map_or_else(|| Err(Error::no_version(argument)), |project| project.services_at(argument));
    }
    if path.join(CONFIG_FILE).is_file() {
        return Project::open(path)?.services();
    }
    let mut folders = without_project(argument)?;
    for folder in &mut folders {
        let file = folder.file.as_ref().map(|(file, _)| file);
        folder.own_glossary = here.and_then(|project| project.vendor_of(file).glossary.clone());
    }
    Ok(folders)
}

fn without_project(argument: &str) -> Result<Vec<ServiceFolder>, Error> {
    let path = Path::new(argument);
    if path.is_file() {
        let text = fs::read(path).map_err(|cause| Error::read(path, cause))?;
        let source = Arc::new(Source::new(argument, String::from_utf8_lossy(&text)));
        let id = Service::from_yaml(&source).map_or_else(|_| NAMELESS.to_owned(), |service| service.service);
        return Ok(vec![ServiceFolder::of(id, ServiceFiles { ir: Some(source), ..ServiceFiles::default() })]);
    }
    if is_service(path) {
        return Ok(vec![service(path)?]);
    }
    let entries = fs::read_dir(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let mut inner: Vec<_> =
        entries.map_err(|cause| Error::read(path, cause))?.into_iter().map(|entry| entry.path()).collect();
    inner.retain(|folder| is_service(folder));
    inner.sort();
    if inner.is_empty() {
        let found = find_pages(&[path.to_owned()])?;
        return Ok(vec![ServiceFolder::of(NAMELESS.to_owned(), ServiceFiles { found, ..ServiceFiles::default() })]);
    }
    inner.iter().map(|folder| service(folder)).collect()
}

fn is_service(folder: &Path) -> bool {
    folder.join("pages").is_dir() || folder.join("ir.yaml").is_file()
}

fn service(folder: &Path) -> Result<ServiceFolder, Error> {
    let files = ServiceFiles::read(folder)?;
    // The IR knows the service's id also where the folder was copied under another name.
    let known = files.ir.as_ref().and_then(|source| Service::from_yaml(source).ok()).map(|service| service.service);
    let name = || folder.file_name().map_or_else(|| NAMELESS.to_owned(), |name| name.to_string_lossy().into_owned());
    Ok(ServiceFolder::of(known.unwrap_or_else(name), files))
}

impl Version {
    /// Reads both sides. A new side without an `ir.yaml` takes its names from the old one, so that
    /// what is the same is called the same. Findings are those that make a comparison wrong.
    #[must_use]
    pub fn read(old: Vec<ServiceFolder>, new: Vec<ServiceFolder>) -> (Vec<Self>, Vec<Self>, Vec<Diagnostic>) {
        let (old, mut diagnostics) = Self::all(old, &[]);
        let (new, more) = Self::all(new, &old);
        diagnostics.extend(more);
        (old, new, diagnostics)
    }

    fn all(folders: Vec<ServiceFolder>, names: &[Self]) -> (Vec<Self>, Vec<Diagnostic>) {
        let only = folders.len() == 1;
        let made = folders.into_iter().map(|folder| Self::of(folder, names, only));
        let (versions, diagnostics): (Vec<Option<Self>>, Vec<Vec<Diagnostic>>) = made.unzip();
        (versions.into_iter().flatten().collect(), diagnostics.into_iter().flatten().collect())
    }

    fn of(mut folder: ServiceFolder, names: &[Self], only: bool) -> (Option<Self>, Vec<Diagnostic>) {
        if folder.damaged {
            return (None, folder.found.diagnostics);
        }
        if folder.ir.is_none() {
            let same = names.iter().find(|named| named.service.service == folder.id);
            let other = names.first().filter(|_| only && names.len() == 1);
            folder.ir = same.or(other).map(|named| named.service.clone());
        } else if folder.found.pages.is_empty() {
            let service = folder.ir.take().unwrap_or_default();
            return (Some(Self { service, rows: Rows::default() }), Vec::new());
        }
        let compiled = compile_folder(&folder, &|| {});
        let nothing = compiled.service.operations.is_empty().then(|| folder.nothing_found());
        let files = folder.found.pages;
        let wanted = move |path: &str| {
            files.iter().filter(|file| file.path == path || !file.is_page()).cloned().collect::<Vec<_>>()
        };
        let rows = Rows::new(&compiled.pages, folder.own_glossary, wanted);
        let mut wrong: Vec<Diagnostic> =
            compiled.diagnostics.into_iter().filter(|found| found.code.severity() == Severity::Error).collect();
        wrong.extend(nothing);
        (Some(Self { service: compiled.service, rows }), wrong)
    }

    /// The service before its first operation, and after its last.
    pub(super) fn without_operations(&self) -> Self {
        let service = Service { operations: Vec::new(), types: indexmap::IndexMap::new(), ..self.service.clone() };
        Self { service, rows: Rows::default() }
    }
}
