//! A run inside a build script: the services of the package's project into `OUT_DIR`, said to cargo.
//! What stands in the package's own folder is read and never written.

use crate::{
    Job, Origin,
    diagnostic::{Diagnostic, Selection, Severity, printable, terminal},
    project::{Access, CONFIG_FILE, Crates, Error, Memo, Project, VENDORS, write_file},
    run,
};
use std::{
    env,
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process,
};

/// What the sources of a package include.
const ROOT: &str = "client.rs";

/// The folder of the emitted crate in `OUT_DIR`.
const CRATE: &str = "client";

/// The features that emitted code asks for; a package need not have them.
const FEATURES: &str = "cargo::rustc-check-cfg=cfg(feature, values(\"mock\", \"samples\"))\n";

/// How many findings of one code cargo is told.
const REPETITIONS: usize = 5;

/// Makes a client in a build script.
///
/// ```no_run
/// // build.rs
/// specwright::Builder::new().build();
/// ```
///
/// ```ignore
/// // src/main.rs or src/lib.rs
/// include!(concat!(env!("OUT_DIR"), "/client.rs"));
/// ```
#[derive(Clone, Debug)]
pub struct Builder {
    project: PathBuf,
    services: Vec<String>,
    origin: Origin,
}

impl Default for Builder {
    fn default() -> Self {
        Self { project: PathBuf::from("."), services: Vec::new(), origin: Origin::Pages }
    }
}

impl Builder {
    /// All services below `specs`, beside the package's `Cargo.toml`.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The folder of the project, where it is not the package's.
    #[must_use]
    pub fn project(mut self, folder: impl Into<PathBuf>) -> Self {
        self.project = folder.into();
        self
    }

    /// This service; called again, that one too. Otherwise all of them.
    #[must_use]
    pub fn service(mut self, id: impl Into<String>) -> Self {
        self.services.push(id.into());
        self
    }

    /// From the `ir.yaml` of each service, as it was reviewed, not from the pages.
    #[must_use]
    pub fn from_ir(mut self) -> Self {
        self.origin = Origin::Ir;
        self
    }

    /// Makes the client and tells cargo what it was made of. Warnings become warnings of the build;
    /// an error ends the build.
    pub fn build(&self) {
        let told = match env::var_os("OUT_DIR") {
            Some(out) => self.build_in(Path::new(&out), &env::var("CARGO_PKG_NAME").unwrap_or_default()),
            None => Told::refusal("OUT_DIR is not set: a Builder is for build scripts"),
        };
        // Cargo reads standard output, and shows standard error where a build script fails.
        let _ = std::io::stdout().write_all(told.cargo.as_bytes());
        let _ = std::io::stderr().write_all(told.people.as_bytes());
        if told.failed {
            process::exit(1);
        }
    }

    fn build_in(&self, out: &Path, package: &str) -> Told {
        let made = || -> Result<Told, Error> {
            let project = Project::open(&self.project)?;
            let mut target = project.clone();
            out.clone_into(&mut target.root);
            CRATE.clone_into(&mut target.config.generated);
            package.clone_into(&mut target.config.crate_name);
            // A package includes one root.
            target.config.crates = Crates::One;
            let memo = Memo::in_folder(out, &project, &target);
            let job = Job {
                target: &target,
                origin: self.origin,
                access: Access::Write,
                services: &self.services,
                ..Job::new(&project)
            };
            let mut run = run(&job, memo.as_ref(), &())?;
            run.outputs.write()?;
            run.remember(memo);
            let sources = out.join(CRATE).join("src");
            if let Ok(root) = fs::read_to_string(sources.join("lib.rs")) {
                write_file(&out.join(ROOT), &included(&root, &sources))?;
            }
            let mut told = Told::of(&run.diagnostics(REPETITIONS));
            told.cargo.push_str(FEATURES);
            self.watch(&project, &mut told.cargo);
            Ok(told)
        };
        made().unwrap_or_else(|error| Told::refusal(&error.to_string()))
    }

    /// What cargo watches: folders, with all that is in them, so that a new page or service counts.
    fn watch(&self, project: &Project, cargo: &mut String) {
        let config = project.root.join(CONFIG_FILE);
        let specs = project.specs();
        let services = self.services.iter().map(|id| specs.join(id));
        let watched = if self.services.is_empty() { vec![specs.clone()] } else { services.collect() };
        // A file that is not there would run the script each time.
        let words = project.config.glossary.iter().map(|file| project.root.join(file));
        let vendors = project.root.join(VENDORS);
        let vendors = vendors.is_dir().then_some(vendors);
        for path in watched.into_iter().chain(words).chain(vendors).chain(config.is_file().then_some(config)) {
            let _ = writeln!(cargo, "cargo::rerun-if-changed={}", path.display());
        }
    }
}

/// What is said of a run.
struct Told {
    cargo: String,
    people: String,
    failed: bool,
}

impl Told {
    fn of(diagnostics: &[Diagnostic]) -> Self {
        let selection = Selection::new(diagnostics, REPETITIONS).with_cures();
        let mut told = Self { cargo: String::new(), people: String::new(), failed: false };
        for diagnostic in &selection.shown {
            let word = match diagnostic.code.severity() {
                Severity::Note => continue,
                Severity::Warning => "warning",
                Severity::Error => "error",
            };
            told.failed |= word == "error";
            let place = diagnostic.place.as_ref().map_or_else(String::new, |place| {
                format!("{}:{}: ", place.source.path, place.source.locate(place.span.start).line)
            });
            let line = format!("{place}{} [{}]", diagnostic.message, diagnostic.code.id());
            let _ = writeln!(told.cargo, "cargo::{word}={}", one_line(&line));
        }
        for (code, count) in selection.hidden.iter().filter(|(code, _)| code.severity() > Severity::Note) {
            let _ = writeln!(told.cargo, "cargo::warning=and {count} more {}: {}", code.id(), code.title());
        }
        if told.failed {
            told.people = terminal(&selection, false);
        }
        told
    }

    fn refusal(reason: &str) -> Self {
        let cargo = format!("cargo::error=specwright: {}\n", one_line(reason));
        Self { cargo, people: format!("specwright: {}\n", printable(reason)), failed: true }
    }
}

/// A line of a page must not become another word to cargo.
fn one_line(text: &str) -> String {
    printable(text).replace(['\n', '\r'], " ")
}

/// The root of the emitted crate as a text to include: modules are named by their files, and no
/// feature switches them.
fn included(root: &str, sources: &Path) -> String {
    let mut text = String::new();
    for line in root.lines().filter(|line| !line.starts_with("//!") && !line.starts_with("#[cfg(feature")) {
        if let Some(module) = line.strip_prefix("pub mod ").and_then(|rest| rest.strip_suffix(';')) {
            let file = sources.join(module.trim_start_matches("r#")).join("mod.rs");
            let _ = writeln!(text, "#[path = {:?}]", file.display().to_string());
        }
        let _ = writeln!(text, "{line}");
    }
    text
}
