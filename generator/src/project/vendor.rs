//! A vendor: a folder of data below `vendors/`. Its files of words say how its pages are read and its operations called,
//! its `service.yaml` what holds of each of its services that says nothing else. One is built in.

use super::{Error, config::below};
use crate::{
    diagnostic::Source,
    ir::{Endpoints, ServiceFile, Signing},
};
use std::{fs, io, path::Path, sync::Arc};

/// The vendor whose words come with the program.
pub const BUILT_IN: &str = "huaweicloud";

/// The folder of a project's vendors.
pub const VENDORS: &str = "vendors";

/// The file of what holds of all services.
const DEFAULTS: &str = "service.yaml";

/// A vendor's data.
#[derive(Clone, Debug, Default)]
pub struct Vendor {
    /// Its files of words, by their names as seen from the project's root: name and text.
    pub words: Vec<(String, String)>,
    /// What holds of each of its services, and its text.
    pub defaults: Option<(ServiceFile, Arc<Source>)>,
}

impl Vendor {
    /// The vendor of a project, by its name.
    pub(super) fn read(root: &Path, name: &str) -> Result<Self, Error> {
        let folder = format!("{VENDORS}/{name}");
        let path = below(root, &folder);
        let entries = match fs::read_dir(&path).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
            Ok(entries) => entries,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound && name == BUILT_IN => return Ok(Self::default()),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
                let advice = format!("there is no folder {folder}, and the vendor that is built in is `{BUILT_IN}`");
                return Err(Error::Usage(format!("the vendor `{name}` is not known: {advice}")));
            }
            Err(cause) => return Err(Error::read(path, cause)),
        };
        let mut names: Vec<String> =
            entries.into_iter().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        let read = |name: &String| {
            let file = path.join(name);
            fs::read_to_string(&file).map_err(|cause| Error::read(file, cause))
        };
        let mut vendor = Self::default();
        for name in names.iter().filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "toml")) {
            vendor.words.push((format!("{folder}/{name}"), read(name)?));
        }
        if let Some(name) = names.iter().find(|name| *name == DEFAULTS) {
            let source = Arc::new(Source::new(format!("{folder}/{name}"), read(name)?));
            let file = ServiceFile::from_yaml(&source)
                .map_err(|problem| Error::Usage(format!("{folder}/{name}: {}", problem.message)))?;
            vendor.defaults = Some((file, source));
        }
        Ok(vendor)
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
                "vendors/hills/service.yaml",
                "endpoints:\n  global: https://{service}.hills.example\nauthentication:\n  scheme: basic\n",
            ),
        ]);
        let vendor = Vendor::read(root.path(), "hills").unwrap();
        assert_eq!(vendor.words, [("vendors/hills/a.toml".to_owned(), "[language.columns]\n".to_owned())]);
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
    fn one_that_is_not_there_or_damaged_is_refused() {
        let root = files(&[("vendors/hills/service.yaml", "titel: x\n")]);
        let refused = |name| Vendor::read(root.path(), name).unwrap_err().to_string();
        assert!(refused("dales").contains("there is no folder vendors/dales"), "{}", refused("dales"));
        assert!(refused("hills").contains("vendors/hills/service.yaml: "), "{}", refused("hills"));
        assert!(Vendor::read(root.path(), BUILT_IN).unwrap().words.is_empty());
    }
}
