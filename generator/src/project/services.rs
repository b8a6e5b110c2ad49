//! The services of a project: one folder each, with `service.yaml` (by hand), `pages/` and `ir.yaml`
//! (generated, reviewed; it is also the lock of names).

use super::{
    Error, FoundPages, Project, Vendor,
    fetched::{FETCH_LOCK, FetchLock},
    pages::{pages_in, shown},
    path::below,
};
use crate::{
    diagnostic::{Code, Diagnostic, Source, Span},
    glossary::Glossary,
    ir::{Service, ServiceFile},
};
use std::{collections::BTreeMap, fs, io, path::Path, sync::Arc};

/// What people say of a service.
const SERVICE_FILE: &str = "service.yaml";

/// What lies in a service's folder.
#[derive(Debug, Default)]
pub struct ServiceFiles {
    /// The pages, and what was left aside.
    pub found: FoundPages,
    /// `service.yaml`.
    pub service: Option<Arc<Source>>,
    /// `ir.yaml`.
    pub ir: Option<Arc<Source>>,
    /// `fetch.lock`.
    pub fetched: Option<Arc<Source>>,
}

/// One service as its folder holds it.
#[derive(Debug)]
pub struct ServiceFolder {
    /// Its id: the folder's name.
    pub id: String,
    /// Path of its `ir.yaml`, relative to the folder of services.
    pub ir_path: String,
    /// Its pages, and what was left aside.
    pub found: FoundPages,
    /// `service.yaml` and its text.
    pub file: Option<(ServiceFile, Arc<Source>)>,
    /// The present `ir.yaml`.
    pub ir: Option<Service>,
    /// Where its pages were fetched from, by their paths as the IR keeps them.
    pub addresses: BTreeMap<String, String>,
    /// The words that its pages are read with, where the project has words of its own.
    pub own_glossary: Option<Arc<Glossary>>,
    /// A file was damaged: nothing may be made of this service.
    pub damaged: bool,
}

impl Project {
    /// The ids of all services, in order: the names of their folders.
    pub fn service_ids(&self) -> Result<Vec<String>, Error> {
        let specs = self.specs();
        let entries = match fs::read_dir(&specs).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Vec::new(),
            entries => entries.map_err(|cause| Error::read(&specs, cause))?,
        };
        let mut ids: Vec<String> = entries
            .into_iter()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| !name.starts_with('.') && below(&specs, name).is_dir())
            .collect();
        ids.sort();
        if ids.is_empty() {
            let problem =
                format!("there are no services in {}; create one with: specwright new SERVICE", shown(&specs));
            return Err(Error::Usage(problem));
        }
        match ids.iter().find(|id| !is_service_id(id)) {
            None => Ok(ids),
            Some(id) => {
                let folder = shown(&below(&specs, id));
                Err(Error::Usage(format!(
                    "{folder}: this is not a valid name of a service's folder: use a-z, 0-9 and _, and start with a letter"
                )))
            }
        }
    }

    /// Reads the folder of a service.
    pub fn service(&self, id: &str) -> Result<ServiceFolder, Error> {
        Ok(self.service_of(id, self.files_of(id)?))
    }

    /// Reads the files of a service.
    pub fn files_of(&self, id: &str) -> Result<ServiceFiles, Error> {
        ServiceFiles::read(&below(&self.specs(), id))
    }

    /// The service that these files are of.
    #[must_use]
    pub fn service_of(&self, id: &str, files: ServiceFiles) -> ServiceFolder {
        let mut folder = ServiceFolder::of(id.to_owned(), files);
        let named = folder.file.as_ref().and_then(|(file, _)| file.vendor.as_deref());
        let vendor = self.vendors.of(named, &self.config.vendor);
        if let (None, Some((file, source))) = (vendor, &folder.file) {
            let name = file.vendor.as_deref().unwrap_or_default();
            let place = source.text.find("vendor:").map_or_else(Span::default, |start| {
                let line = source.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
                Span::new(start, start + line.trim_end().len())
            });
            let problem = Diagnostic::new(Code::UnreadableYaml, self.vendors.unknown(name)).at(source, place);
            folder.found.diagnostics.push(problem);
            folder.damaged = true;
        }
        let vendor = vendor.unwrap_or_else(|| self.vendor());
        folder.file = vendor.complete(id, folder.file);
        folder.own_glossary.clone_from(&vendor.glossary);
        folder
    }

    /// The vendor of a service with this `service.yaml`: the project's where it names none, or one that is not known.
    #[must_use]
    pub fn vendor_of(&self, file: Option<&ServiceFile>) -> &Vendor {
        let named = file.and_then(|file| file.vendor.as_deref());
        self.vendors.of(named, &self.config.vendor).unwrap_or_else(|| self.vendor())
    }

    /// The vendor of the service in whose folder a path lies, else the project's.
    #[must_use]
    pub fn vendor_at(&self, path: &Path) -> &Vendor {
        let file = || {
            let source = source(&self.specs().join(self.service_id_at(path)?).join(SERVICE_FILE)).ok()??;
            ServiceFile::from_yaml(&source).ok()
        };
        self.vendor_of(file().as_ref())
    }

    /// The service in whose folder a path lies.
    #[must_use]
    pub fn service_id_at(&self, path: &Path) -> Option<String> {
        let (specs, path) = (self.specs().canonicalize().ok()?, path.canonicalize().ok()?);
        let id = path.strip_prefix(&specs).ok()?.components().next()?.as_os_str().to_str()?;
        (is_service_id(id) && specs.join(id).is_dir()).then(|| id.to_owned())
    }

    /// The words that the pages of a service with this `service.yaml` are read with.
    #[must_use]
    pub fn glossary_of(&self, service: Option<&Arc<Source>>) -> &Glossary {
        let file = service.and_then(|source| ServiceFile::from_yaml(source).ok());
        Glossary::or_builtin(self.vendor_of(file.as_ref()).glossary.as_deref())
    }

    /// The words that pages at a path are read with.
    #[must_use]
    pub fn glossary_at(&self, path: &Path) -> &Glossary {
        Glossary::or_builtin(self.vendor_at(path).glossary.as_deref())
    }

    /// Reads the folders of all services, by name.
    pub fn services(&self) -> Result<Vec<ServiceFolder>, Error> {
        self.service_ids()?.iter().map(|id| self.service(id)).collect()
    }
}

impl ServiceFolder {
    /// The service that these files are of, in words that come with the program.
    #[must_use]
    pub fn of(id: String, files: ServiceFiles) -> Self {
        let ServiceFiles { mut found, service, ir, fetched } = files;
        let mut damaged = false;
        let mut keep = |diagnostic| {
            damaged = true;
            found.diagnostics.push(diagnostic);
        };
        let file = service
            .and_then(|source| ServiceFile::from_yaml(&source).map(|file| (file, source)).map_err(&mut keep).ok());
        let ir = ir.and_then(|source| match Service::from_yaml(&source) {
            Ok(ir) if ir.service == id => Some(ir),
            Ok(ir) => {
                let message = format!("this is the IR of `{}`, not of `{id}`", ir.service);
                keep(Diagnostic::new(Code::ForeignIr, message).at(&source, Span::default()));
                None
            }
            Err(diagnostic) => {
                keep(diagnostic);
                None
            }
        });
        let fetched = fetched.and_then(|source| FetchLock::parse(&source).map_err(&mut keep).ok());
        let addresses = fetched.map(|lock| lock.addresses()).unwrap_or_default();
        // Without a page that is there, its operations would vanish, and their names with them.
        damaged |= found.diagnostics.iter().any(|diagnostic| diagnostic.code == Code::UnreadableFile);
        let ir_path = format!("{id}/ir.yaml");
        Self { id, ir_path, found, file, ir, addresses, own_glossary: None, damaged }
    }

    /// Lets operations and types take the names that the pages offer now. A service without pages
    /// has no other names than those of its `ir.yaml`.
    pub fn forget_names(&mut self) {
        if !self.found.pages.is_empty() {
            self.ir = None;
        }
    }

    /// The words that its pages are read with.
    #[must_use]
    pub fn glossary(&self) -> &Glossary {
        Glossary::or_builtin(self.own_glossary.as_deref())
    }

    /// A finding about the service as a whole.
    #[must_use]
    pub fn finding(&self, code: Code, what: &str) -> Diagnostic {
        Diagnostic::new(code, format!("the service `{}` has {what}", self.id))
    }

    /// The finding that none of its pages documents an operation.
    #[must_use]
    pub fn nothing_found(&self) -> Diagnostic {
        if self.found.pages.is_empty() {
            let finding = self.finding(Code::NothingFound, "no pages");
            return finding.help("Put its pages into `pages` in its folder, or delete the folder.");
        }
        self.finding(Code::NothingFound, "no page with an operation that could be read")
    }
}

impl ServiceFiles {
    /// The files of a folder on the disk.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        let pages = folder.join("pages");
        let found = if pages.is_dir() { pages_in(&pages, folder)? } else { FoundPages::default() };
        let file = |name| source(&folder.join(name));
        Ok(Self { found, service: file(SERVICE_FILE)?, ir: file("ir.yaml")?, fetched: file(FETCH_LOCK)? })
    }
}

/// Whether a name can be a service's id: it becomes a module and a cargo feature.
#[must_use]
pub fn is_service_id(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// The text of a file that may be missing.
fn source(path: &Path) -> Result<Option<Arc<Source>>, Error> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(Arc::new(Source::new(shown(path), text)))),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(Error::read(path, cause)),
    }
}
