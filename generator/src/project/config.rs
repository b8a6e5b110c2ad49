//! `specwright.toml`: what to read and what to write. Small, and every key has a default: the paths
//! are conventions.

use super::{
    Error,
    path::{below, is_inside},
    vendor::{Vendor, Vendors},
};
use crate::{
    glossary::Glossary,
    ir::{ClientFile, nearest},
    vendors::BUILT_IN,
};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

/// The file that marks a project's root.
pub const CONFIG_FILE: &str = "specwright.toml";

/// The schema of the project file, for editors.
pub const CONFIG_SCHEMA: &str = include_str!("specwright.schema.json");

/// What `package` may say: the texts that registries show, and nothing that the generator decides.
const PACKAGE_KEYS: [&str; 7] =
    ["description", "documentation", "homepage", "license", "license-file", "readme", "repository"];

/// A project: where it is and how it is laid out.
#[derive(Clone, Debug)]
pub struct Project {
    /// The folder that holds `specwright.toml`.
    pub root: PathBuf,
    /// What that file says.
    pub config: Config,
    /// The data of vendors.
    pub(super) vendors: Arc<Vendors>,
}

/// What `specwright.toml` says.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// The folder of services, one folder each.
    pub specs: String,
    /// The folder of the emitted crate, or of the crates of all services.
    pub generated: String,
    /// Whose pages they are: the vendor that is built in, or a folder of `vendors`.
    pub vendor: String,
    /// The emitted crate's name, or the start of the names of crates; defaults to the vendor's.
    #[serde(rename = "crate")]
    pub crate_name: String,
    /// The emitted crate's version.
    pub version: String,
    /// What else the manifest of an emitted crate says of it.
    pub package: BTreeMap<String, String>,
    /// The folder of the runtime, where the crate is not to take it from a registry: relative to this file, or absolute.
    pub runtime: Option<String>,
    /// How much of the pages' words the crate has.
    pub docs: Docs,
    /// How services become crates.
    pub crates: Crates,
    /// What becomes of operations of one method and path in OpenAPI.
    pub openapi: OpenApi,
    /// Files of words that the built-in glossary lacks.
    pub glossary: Vec<String>,
}

/// What becomes of operations of one method and path in OpenAPI, where bodies tell them apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpenApi {
    /// Each has a key of its own, `/kilns/action#light`, which tools that go by paths do not know.
    #[default]
    Apart,
    /// They are one, with any of their bodies and answers.
    Together,
}

/// How much of the pages' words an emitted crate has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Docs {
    /// All that the pages say of what is emitted.
    #[default]
    Full,
    /// Names, types, constraints and links, and no sentence of a page.
    Facts,
}

/// How services become crates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Crates {
    /// All of them are one crate, each a module behind a cargo feature.
    #[default]
    One,
    /// Each is a crate in a folder of its own.
    PerService,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            specs: "specs".into(),
            generated: "generated".into(),
            vendor: BUILT_IN.name.into(),
            crate_name: BUILT_IN.name.into(),
            version: "0.1.0".into(),
            package: BTreeMap::new(),
            runtime: None,
            docs: Docs::Full,
            crates: Crates::One,
            openapi: OpenApi::Apart,
            glossary: Vec::new(),
        }
    }
}

impl Project {
    /// The project that `folder` is in.
    pub fn around(folder: &Path) -> Result<Option<Self>, Error> {
        Self::root_above(folder)?.map(|root| Self::open(&root)).transpose()
    }

    /// The root of the project that `folder` is in: the nearest folder upward that holds a `specwright.toml`.
    pub fn root_above(folder: &Path) -> Result<Option<PathBuf>, Error> {
        let absolute = folder.canonicalize().map_err(|cause| Error::read(folder, cause))?;
        let mut root = folder.to_owned();
        for _ in absolute.ancestors() {
            if root.join(CONFIG_FILE).is_file() {
                return Ok(Some(root));
            }
            root = if root == Path::new(".") { PathBuf::from("..") } else { root.join("..") };
        }
        Ok(None)
    }

    /// What is said where a project is needed and there is none.
    #[must_use]
    pub fn missing() -> Error {
        let advice = format!("create one (it may be empty) next to the folder `{}`", Config::default().specs);
        Error::Usage(format!("no {CONFIG_FILE} here or in a folder above: {advice}"))
    }

    /// The project with this root. Without a `specwright.toml`, conventions hold.
    pub fn open(root: &Path) -> Result<Self, Error> {
        let config = Config::read(root)?;
        let mut words = Vec::new();
        for name in &config.glossary {
            let path = below(root, name);
            words.push((name.clone(), fs::read_to_string(&path).map_err(|cause| Error::read(path, cause))?));
        }
        let vendors = Arc::new(Vendors::read(root, &config.vendor, &words)?);
        Ok(Self { root: root.to_owned(), config, vendors })
    }

    /// The vendor whose services name no other.
    #[must_use]
    pub fn vendor(&self) -> &Vendor {
        &self.vendors.own
    }

    /// What the clients of each vendor find by themselves.
    #[must_use]
    pub fn clients(&self) -> BTreeMap<String, ClientFile> {
        self.vendors.clients(&self.config.vendor)
    }

    /// The words that its pages are read with.
    #[must_use]
    pub fn glossary(&self) -> &Glossary {
        Glossary::or_builtin(self.vendor().glossary.as_deref())
    }

    /// The folder of services.
    #[must_use]
    pub fn specs(&self) -> PathBuf {
        below(&self.root, &self.config.specs)
    }

    /// The folder of the runtime as the manifest of the crate names it.
    #[must_use]
    pub fn runtime_from_crate(&self) -> Option<String> {
        let runtime = self.config.runtime.as_deref()?;
        if Path::new(runtime).is_absolute() {
            return Some(runtime.to_owned());
        }
        let below = usize::from(self.config.crates == Crates::PerService);
        let up = "../".repeat(Path::new(&self.config.generated).components().count() + below);
        Some(format!("{up}{runtime}"))
    }

    /// The folder of the crate.
    #[must_use]
    pub fn generated(&self) -> PathBuf {
        below(&self.root, &self.config.generated)
    }
}

impl Config {
    /// The configuration of the project with this root.
    pub(crate) fn read(root: &Path) -> Result<Self, Error> {
        if !root.is_dir() {
            let cause = io::Error::new(io::ErrorKind::NotFound, "there is no such folder");
            return Err(Error::read(root, cause));
        }
        let path = root.join(CONFIG_FILE);
        match fs::read_to_string(&path) {
            Ok(text) => Self::parse(&text),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Self::parse(""),
            Err(cause) => Err(Error::read(path, cause)),
        }
    }

    fn parse(text: &str) -> Result<Self, Error> {
        let refuse = |error: toml::de::Error| Error::Usage(format!("{CONFIG_FILE}: {error}"));
        let table: toml::Table = toml::from_str(text).map_err(refuse)?;
        let mut config: Self =
            toml::from_str(text).map_err(|error| unknown_key(&table).unwrap_or_else(|| refuse(error)))?;
        if !table.contains_key("crate") {
            config.crate_name.clone_from(&config.vendor);
        }
        if !is_inside(&config.vendor) || config.vendor.contains(['/', '\\']) {
            let problem = format!("{CONFIG_FILE}: `vendor = \"{}\"` must be the name of a folder", config.vendor);
            return Err(Error::Usage(problem));
        }
        if let Some(key) = config.package.keys().find(|key| !PACKAGE_KEYS.contains(&key.as_str())) {
            let problem =
                format!("{CONFIG_FILE}: `package` has no key `{key}`; there are: {}", PACKAGE_KEYS.join(", "));
            return Err(Error::Usage(problem));
        }
        for (key, folder) in [("specs", &config.specs), ("generated", &config.generated)] {
            if !is_inside(folder) {
                let problem = format!("{CONFIG_FILE}: `{key} = \"{folder}\"` must be a folder below this file");
                return Err(Error::Usage(problem));
            }
        }
        if let Some(file) = config.glossary.iter().find(|file| !is_inside(file)) {
            return Err(Error::Usage(format!("{CONFIG_FILE}: `{file}` of `glossary` must be a file below this file")));
        }
        if Path::new(&config.specs).starts_with(&config.generated)
            || Path::new(&config.generated).starts_with(&config.specs)
        {
            let problem = format!("{CONFIG_FILE}: `specs` and `generated` must not contain each other");
            return Err(Error::Usage(problem));
        }
        Ok(config)
    }
}

/// What is said of a key that no project has; `None` if the file has none.
fn unknown_key(table: &toml::Table) -> Option<Error> {
    let schema: serde_json::Value = serde_json::from_str(CONFIG_SCHEMA).ok()?;
    let known: Vec<&str> = schema.get("properties")?.as_object()?.keys().map(String::as_str).collect();
    let key = table.keys().find(|key| !known.contains(&key.as_str()))?;
    let advice = match nearest(key, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known keys: {}", known.join(", ")),
    };
    Some(Error::Usage(format!("{CONFIG_FILE}: `{key}` is not a key here; {advice}")))
}

#[cfg(test)]
mod tests {
    use super::{CONFIG_SCHEMA, Config, Crates, Docs, Error, OpenApi, Project};
    use std::sync::Arc;

    #[test]
    fn an_empty_file_means_the_conventions() {
        assert_eq!(Config::parse("").unwrap(), Config::default());
    }

    #[test]
    fn every_key_can_be_set() {
        let config = Config::parse(
            "specs = 'api'\ngenerated = 'client/rust'\ncrate = 'cloud'\nvendor = 'hills'\nversion = '2.1.0'\n\
             runtime = '../rt'\ndocs = 'facts'\ncrates = 'per_service'\nopenapi = 'together'\nglossary = ['w.toml']\n\
             package = { license = 'MIT' }",
        )
        .unwrap();
        let (specs, generated, vendor, crate_name) =
            ("api".into(), "client/rust".into(), "hills".into(), "cloud".into());
        let (version, runtime, docs, crates, glossary) =
            ("2.1.0".into(), Some("../rt".into()), Docs::Facts, Crates::PerService, vec!["w.toml".into()]);
        let openapi = OpenApi::Together;
        let package = [("license".into(), "MIT".into())].into();
        let expected =
            Config { specs, generated, vendor, crate_name, version, package, runtime, docs, crates, openapi, glossary };
        assert_eq!(config, expected);
        let project = Project { root: ".".into(), config, vendors: Arc::default() };
        assert_eq!(project.runtime_from_crate().as_deref(), Some("../../../../rt"));
    }

    #[test]
    fn the_schema_for_editors_has_every_key() {
        assert_eq!(CONFIG_SCHEMA, include_str!("../../../specs/specwright.schema.json"), "this project's copy");
        let schema: serde_json::Value = serde_json::from_str(CONFIG_SCHEMA).unwrap();
        let refused = toml::from_str::<Config>("'?' = 0").unwrap_err().to_string();
        let (_, taken) = refused.split_once("expected one of").unwrap();
        let taken: Vec<&str> = taken.split('`').skip(1).step_by(2).collect();
        assert_eq!(schema["properties"].as_object().unwrap().keys().collect::<Vec<_>>(), taken);
    }

    #[test]
    fn the_crate_is_called_after_its_vendor() {
        assert_eq!(Config::parse("vendor = 'hills'").unwrap().crate_name, "hills");
    }

    #[test]
    fn what_leads_outside_or_is_unknown_is_refused() {
        let rows = [
            ("specs = '../elsewhere'", "must be a folder below"),
            ("generated = '/etc'", "must be a folder below"),
            ("generated = ''", "must be a folder below"),
            ("glossary = ['../words.toml']", "must be a file below"),
            ("vendor = '../hills'", "must be the name of a folder"),
            ("generated = 'specs/client'", "must not contain each other"),
            ("package = { name = 'cloud' }", "there are: description"),
            ("spec = 'api'", "`spec` is not a key here; did you mean `specs`?"),
            ("colour = 'red'", "`colour` is not a key here; known keys: "),
            ("specs = 3", "invalid type"),
        ];
        for (text, expected) in rows {
            let error = Config::parse(text).unwrap_err();
            assert!(matches!(error, Error::Usage(_)) && error.to_string().contains(expected), "{text}: {error}");
        }
    }
}
