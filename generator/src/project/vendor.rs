//! Vendors: each a folder of data below `vendors/`. Its files of words say how its pages are read and its operations
//! called, its `service.yaml` what holds of each of its services that says nothing else, its `client.yaml` what its
//! clients find by themselves. One is built in.

use super::{Error, path::below};
use crate::{
    diagnostic::{Diagnostic, Source},
    glossary::Glossary,
    ir::{ClientFile, Endpoints, ServiceFile, Signing, nearest},
    vendors::BUILT_IN,
};
use std::{collections::BTreeMap, fs, io, path::Path, sync::Arc};

/// The folder of a project's vendors.
pub const VENDORS: &str = "vendors";

/// The file of what holds of all services.
const DEFAULTS: &str = "service.yaml";

/// The file of what clients find by themselves.
const CLIENT: &str = "client.yaml";

/// The vendors that a project's services can have.
#[derive(Debug, Default)]
pub(super) struct Vendors {
    /// The one of services that name none.
    pub(super) own: Vendor,
    /// The others, by their names.
    others: BTreeMap<String, Vendor>,
}

/// A vendor's data.
#[derive(Clone, Debug, Default)]
pub struct Vendor {
    /// The words that its pages are read with, where they are not those that come with the program.
    pub glossary: Option<Arc<Glossary>>,
    /// What holds of each of its services, and its text.
    pub defaults: Option<(ServiceFile, Arc<Source>)>,
    /// What its clients find by themselves.
    pub client: ClientFile,
    /// Its files, by their names as seen from the project's root: name and text.
    files: Vec<(String, String)>,
}

impl Vendors {
    /// All vendors of a project: `own` is that of services that name none, `words` are the project's own.
    pub(super) fn read(root: &Path, own: &str, words: &[(String, String)]) -> Result<Self, Error> {
        let folder = below(root, VENDORS);
        let mut names = names_in(&folder, |entry| entry.path().is_dir())?;
        if !names.iter().any(|name| name == BUILT_IN.name) {
            names.push(BUILT_IN.name.to_owned());
        }
        let mut others = BTreeMap::new();
        for name in names {
            let vendor = Vendor::read(root, &name, words)?;
            others.insert(name, vendor);
        }
        let own_data = others.remove(own).ok_or_else(|| {
            let known = others.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
            let advice = format!("there is no folder {VENDORS}/{own}; there are: {known}");
            Error::Usage(format!("the vendor `{own}` is unknown: {advice}"))
        })?;
        Ok(Self { own: own_data, others })
    }

    /// The vendor of a service that names this one.
    pub(super) fn of(&self, named: Option<&str>, own: &str) -> Option<&Vendor> {
        match named {
            Some(name) if name != own => self.others.get(name),
            _ => Some(&self.own),
        }
    }

    /// What is said of a vendor that is not known.
    pub(super) fn unknown(&self, name: &str) -> String {
        let near = nearest(name, self.others.keys().map(String::as_str));
        let advice = near
            .map_or_else(|| format!("there is no folder {VENDORS}/{name}"), |near| format!("did you mean `{near}`?"));
        format!("the vendor `{name}` is unknown: {advice}")
    }

    /// What the clients of each vendor find by themselves; `own` is what the project's vendor is called.
    pub(super) fn clients(&self, own: &str) -> BTreeMap<String, ClientFile> {
        let others = self.others.iter().map(|(name, vendor)| (name.clone(), vendor.client.clone()));
        others.chain([(own.to_owned(), self.own.client.clone())]).collect()
    }

    /// The texts of all files, with what each is called.
    pub(super) fn files(&self) -> impl Iterator<Item = &(String, String)> {
        self.others.values().chain([&self.own]).flat_map(|vendor| &vendor.files)
    }
}

/// The names in a folder, in order; `None` if it is not there.
fn names_in(folder: &Path, wanted: impl Fn(&fs::DirEntry) -> bool) -> Result<Vec<String>, Error> {
    let entries = match fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => return Err(Error::read(folder, cause)),
    };
    let names = entries.iter().filter(|entry| wanted(entry)).map(fs::DirEntry::file_name);
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}

impl Vendor {
    /// The vendor of this name. What the project has no file for, the one that is built in has from the program.
    fn read(root: &Path, name: &str, words: &[(String, String)]) -> Result<Self, Error> {
        let folder = format!("{VENDORS}/{name}");
        let path = below(root, &folder);
        let mut vendor = Self::default();
        for name in names_in(&path, |entry| entry.path().is_file())? {
            let file = path.join(&name);
            let is_data = name == DEFAULTS || name == CLIENT || file.extension().is_some_and(|ending| ending == "toml");
            if is_data {
                let text = fs::read_to_string(&file).map_err(|cause| Error::read(file, cause))?;
                vendor.files.push((format!("{folder}/{name}"), text));
            }
        }
        let is_built_in = name == BUILT_IN.name;
        if let Some(source) = vendor.file(&folder, DEFAULTS) {
            let file = ServiceFile::from_yaml(&source).map_err(|problem| refused(&source, &problem))?;
            vendor.defaults = Some((file, source));
        }
        let built_in = || is_built_in.then(|| Arc::new(Source::new(CLIENT, BUILT_IN.client)));
        if let Some(source) = vendor.file(&folder, CLIENT).or_else(built_in) {
            vendor.client = ClientFile::from_yaml(&source).map_err(|problem| refused(&source, &problem))?;
        }
        let own = vendor.files.iter().filter(|(name, _)| Path::new(name).extension().is_some_and(|end| end == "toml"));
        let words: Vec<(String, String)> = own.chain(words).cloned().collect();
        if !is_built_in || !words.is_empty() {
            let read = if is_built_in { Glossary::with(&words) } else { Glossary::of_vendor(&words) };
            vendor.glossary = Some(Arc::new(read.map_err(Error::Usage)?));
        }
        Ok(vendor)
    }

    fn file(&self, folder: &str, name: &str) -> Option<Arc<Source>> {
        let path = format!("{folder}/{name}");
        let (_, text) = self.files.iter().find(|(known, _)| *known == path)?;
        Some(Arc::new(Source::new(path, text.clone())))
    }

    /// What a service's own file says, and for the rest what holds of all services of the vendor.
    pub(super) fn complete(
        &self,
        id: &str,
        file: Option<(ServiceFile, Arc<Source>)>,
    ) -> Option<(ServiceFile, Arc<Source>)> {
        let Some((defaults, source)) = &self.defaults else { return file };
        let (file, source) = file.unwrap_or_else(|| (ServiceFile::default(), Arc::clone(source)));
        let or = |own: Endpoints| if own == Endpoints::default() { endpoints_of(id, &defaults.endpoints) } else { own };
        let file = ServiceFile {
            endpoints: or(file.endpoints),
            credentials: if file.credentials.is_empty() { defaults.credentials.clone() } else { file.credentials },
            signing: if file.signing == Signing::default() { defaults.signing.clone() } else { file.signing },
            authentication: file.authentication.or_else(|| defaults.authentication.clone()),
            envelope: file.envelope.or_else(|| defaults.envelope.clone()),
            ..file
        };
        Some((file, source))
    }
}

fn refused(source: &Source, problem: &Diagnostic) -> Error {
    Error::Usage(format!("{}: {}", source.path, problem.message))
}

/// The vendor's endpoints with the service's id for `{service}`.
fn endpoints_of(id: &str, endpoints: &Endpoints) -> Endpoints {
    let filled = |url: &String| url.replace("{service}", id);
    Endpoints {
        pattern: endpoints.pattern.as_ref().map(filled),
        regions: endpoints.regions.clone(),
        hosts: endpoints.hosts.iter().map(|(region, host)| (region.clone(), filled(host))).collect(),
        global: endpoints.global.as_ref().map(filled),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Variable;

    fn files(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    #[test]
    fn a_service_says_what_its_vendor_does_not() {
        let root = files(&[
            ("vendors/hills/a.toml", "[language.columns]\n"),
            (
                "vendors/hills/client.yaml",
                "variables:\n  region: HILLS_REGION\n  domain_id: [HILLS_OWNER, HILLS_DOMAIN]\n",
            ),
            (
                "vendors/hills/service.yaml",
                "endpoints:\n  global: https://{service}.hills.example\nauthentication:\n  scheme: basic\n",
            ),
        ]);
        let vendors = Vendors::read(root.path(), "hills", &[]).unwrap();
        let vendor = &vendors.own;
        assert!(vendor.glossary.is_some());
        let (file, source) = vendor.complete("wells", None).unwrap();
        assert_eq!(file.endpoints.global.as_deref(), Some("https://wells.hills.example"));
        assert!(file.authentication.is_some());
        assert_eq!(source.path, "vendors/hills/service.yaml");
        let own = ServiceFile {
            endpoints: Endpoints { global: Some("https://w.example".into()), ..Endpoints::default() },
            ..ServiceFile::default()
        };
        let (file, source) = vendor.complete("wells", Some((own, Arc::new(Source::new("own", ""))))).unwrap();
        assert_eq!((file.endpoints.global.as_deref(), source.path.as_str()), (Some("https://w.example"), "own"));
    }

    #[test]
    fn its_clients_find_what_its_file_says() {
        let root = files(&[("vendors/hills/client.yaml", "variables:\n  region: HILLS_REGION\n  domain_id: [A, B]\n")]);
        let vendors = Vendors::read(root.path(), BUILT_IN.name, &[]).unwrap();
        let clients = vendors.clients(BUILT_IN.name);
        let names = |vendor: &str, variable| clients[vendor].variables[&variable].as_slice().join(" ");
        assert_eq!(names("hills", Variable::Region), "HILLS_REGION");
        assert_eq!(names("hills", Variable::DomainId), "A B");
        assert!(clients[BUILT_IN.name].metadata.is_some() && clients["hills"].metadata.is_none());
        assert!(
            vendors.of(Some("hills"), BUILT_IN.name).is_some() && vendors.of(Some("dales"), BUILT_IN.name).is_none()
        );
    }

    #[test]
    fn one_that_is_not_there_or_damaged_is_refused() {
        let root = files(&[("vendors/hills/service.yaml", "title: x\n")]);
        let refused = |root: &Path, name| Vendors::read(root, name, &[]).unwrap_err().to_string();
        let dales = refused(root.path(), "dales");
        assert!(dales.contains("there is no folder vendors/dales; there are: hills, huaweicloud"), "{dales}");
        for (file, text) in [("service.yaml", "titel: x\n"), ("client.yaml", "variables: {regoin: X}\n")] {
            let root = files(&[(&format!("vendors/hills/{file}"), text)]);
            let hills = refused(root.path(), BUILT_IN.name);
            assert!(hills.contains(&format!("vendors/hills/{file}: ")), "{hills}");
        }
    }
}
