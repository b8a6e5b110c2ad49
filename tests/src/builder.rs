//! The program in `build-script/` is built as its users build theirs: offline, by cargo, its client made on the way.

use crate::places::workspace;
use std::{fs, path::PathBuf, process::Command};

const PAGE: &str = "specs/kilns/pages/FireKiln.md";

/// What ran the build script, as cargo says it.
const RAN: &str = "build-script-build`";

/// The example in a folder of its own, since its pages are edited; what it is built of is shared by all runs.
struct Example {
    folder: tempfile::TempDir,
}

struct Built {
    succeeded: bool,
    said: String,
}

impl Example {
    fn new() -> Self {
        let example = Self { folder: tempfile::tempdir().unwrap() };
        let source = workspace().join("tests/build-script");
        for file in ["Cargo.toml", "build.rs", "src/main.rs", "specs/kilns/service.yaml", PAGE] {
            example.put(file, &fs::read_to_string(source.join(file)).unwrap());
        }
        let manifest = example.get("Cargo.toml").replace("../..", &workspace().to_string_lossy().replace('\\', "/"));
        example.put("Cargo.toml", &manifest);
        // The same versions as everywhere: nothing is asked of a registry.
        fs::copy(workspace().join("Cargo.lock"), example.path("Cargo.lock")).unwrap();
        example
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    fn put(&self, file: &str, text: &str) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn get(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }

    fn cargo(&self, arguments: &[&str]) -> Built {
        let target = workspace().join("target/build-script");
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command
            .current_dir(self.folder.path())
            .args(arguments)
            .args(["--offline", "--verbose", "--target-dir"])
            .arg(target);
        let output = command.output().unwrap();
        let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
        Built { succeeded: output.status.success(), said }
    }

    /// Builds, and says whether the generator ran.
    fn build(&self) -> bool {
        let built = self.cargo(&["build"]);
        assert!(built.succeeded, "{}", built.said);
        built.said.contains(RAN)
    }
}

#[test]
fn a_client_is_made_by_the_build_and_only_when_what_it_is_made_of_changed() {
    let example = Example::new();
    assert!(example.build());
    let ran = example.cargo(&["run"]);
    assert!(ran.said.contains("FireKilnBody { programme: Some(\"glaze\")"), "{}", ran.said);
    assert!(!example.build(), "nothing changed");
    example.put("README.md", "Not a page.\n");
    assert!(!example.build(), "a file that is not read changed");

    let page = example.get(PAGE);
    example.put("specs/kilns/pages/ShowKiln.md", &page.replace("FireKiln", "ShowKiln").replace("POST", "PUT"));
    assert!(example.build(), "a page came");
    assert!(!example.build());
    example.put(PAGE, &page.replace("Heating curve.", "Curve of the heat."));
    assert!(example.build(), "a page changed");

    // What is not sound ends the build with the diagnostic, what is lost is a warning.
    example.put("specs/kilns/service.yaml", "titel: Kilns\n");
    let failed = example.cargo(&["build"]);
    assert!(!failed.succeeded, "{}", failed.said);
    assert!(failed.said.contains("specs/kilns/service.yaml:1: `titel` is no key here [SW403]"), "{}", failed.said);
    assert!(failed.said.contains("^^^^^"), "{}", failed.said);
    example.put("specs/kilns/service.yaml", "title: Kilns\n");
    example.put(PAGE, &page.replace("| programme | Yes | String |", "| programme | Yes | Curve of heat |"));
    let warned = example.cargo(&["build"]);
    assert!(warned.succeeded && warned.said.contains("is no type we know [SW306]"), "{}", warned.said);
}
