//! The emitted crate as its users meet it: under the strictest lints, with its docs, with its own tests.

use crate::{
    literate,
    nested_cargo::{self, share_features},
    places::workspace,
    served::served,
};
use specwright::{
    emit::{Files, rust},
    ir::{ClientFile, Service},
    mock::{Mock, Options},
    page::Source,
    vendors,
};
use std::{fs, path::Path, sync::Arc};
use tempfile::TempDir;

/// A workspace of one or more emitted crates, which are as they were emitted: `place` is where their files are, below
/// it or in it. The lock file and the lints' settings are ours.
pub(crate) fn lay_out(place: &str, files: &Files) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(place).join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    for file in ["Cargo.lock", "clippy.toml"] {
        fs::copy(workspace().join(file), folder.path().join(file)).unwrap();
    }
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"*/\"]\n";
    fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
    share_features(folder.path(), &workspace());
    folder
}

/// A crate that takes the runtime from this checkout.
pub(crate) fn options() -> rust::Options {
    let runtime = workspace().join("runtime").display().to_string();
    let name = vendors::BUILT_IN.name.to_owned();
    let client = Source::new("client.yaml", vendors::BUILT_IN.client);
    let client = ClientFile::from_yaml(&Arc::new(client)).unwrap();
    let clients = [(name.clone(), client)].into();
    rust::Options {
        vendor: name.clone(),
        clients,
        crate_name: name,
        runtime: Some(runtime),
        ..rust::Options::default()
    }
}

/// Runs cargo, and gives what it says.
pub(crate) fn cargo(folder: &Path, arguments: &[&str]) -> String {
    let mut command = nested_cargo::cargo();
    let output = command.args(arguments).current_dir(folder).env("RUSTDOCFLAGS", "-D warnings").output().unwrap();
    let (out, error) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "cargo {arguments:?}\n{out}\n{error}");
    format!("{out}\n{error}")
}

pub(crate) fn service(yaml: &str) -> Service {
    Service::from_yaml(&Arc::new(Source::new("ir.yaml", yaml))).unwrap()
}

/// The gallery, the obstacle course, and what pages say.
fn services() -> Vec<Service> {
    let gallery = service(include_str!("../../generator/src/emit/rust/tests/gallery.yaml"));
    let obstacles = service(include_str!("../../generator/src/emit/rust/tests/obstacles.yaml"));
    [gallery, obstacles].into_iter().chain(services_of_pages()).collect()
}

/// Services whose pages bring about each fact of an operation. `tests/emitted/wire.rs` calls them.
pub(crate) fn services_of_pages() -> [Service; 5] {
    let darkroom = [
        "Several merges of one object",
        "A patch of operations",
        "A strategic merge",
        "A body in XML",
        "Attributes of elements",
        "A response in XML",
    ];
    let apiary = [
        "A header of the vendor's own carries the token",
        "A code in the response tells success from failure",
        "A description says that a value is a password",
    ];
    [
        literate::compiled("media.md", "darkroom", &darkroom),
        literate::compiled("wire.md", "apiary", &apiary),
        literate::compiled("rpc.md", "lamps", &["Headers carry the constants"]),
        literate::compiled("rpc.md", "lenses", &["Members of the body are the constants"]),
        literate::compiled("pages.md", "maps", &["An offset and a limit"]),
    ]
}

/// A crate of all services, with the programs that use it.
fn crate_of_all() -> (TempDir, Service) {
    let services = services();
    let (files, _) = rust::emit(&services, &options());
    let folder = lay_out("client", &files);
    for (from, to) in [
        ("emitted/uses.rs", "tests/uses.rs"),
        ("emitted/wire.rs", "tests/wire.rs"),
        ("src/local_server.rs", "tests/local_server/mod.rs"),
        ("emitted/tour.rs", "examples/tour.rs"),
    ] {
        let to = folder.path().join("client").join(to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(workspace().join("tests").join(from), to).unwrap();
    }
    (folder, services.into_iter().next().unwrap())
}

#[test]
fn emitted_code_compiles_without_a_warning_and_passes_its_tests() {
    let (folder, gallery) = crate_of_all();
    let said = cargo(folder.path(), &["test", "--all-features"]);
    let warnings: Vec<&str> = said.lines().filter(|line| line.starts_with("warning")).collect();
    assert_eq!(warnings, Vec::<&str>::new(), "{said}");
    let (_server, url) = served(Mock::new(vec![gallery], Options::default()));
    cargo(folder.path(), &["run", "--all-features", "--example", "tour", "--", &url]);
}

#[test]
#[ignore = "checks all dependencies once more; `.ci/run` does it"]
fn emitted_code_passes_the_strictest_lints_and_so_do_its_docs() {
    let (folder, _) = crate_of_all();
    cargo(folder.path(), &["clippy", "--all-targets", "--all-features", "--", "-D", "warnings"]);
    cargo(folder.path(), &["doc", "--no-deps", "--all-features"]);

    let options = rust::Options { crate_per_service: true, ..options() };
    let (files, _) = rust::emit(&services(), &options);
    let folder = lay_out("", &files);
    cargo(folder.path(), &["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"]);
    cargo(folder.path(), &["doc", "--workspace", "--no-deps", "--all-features"]);
}
