//! The emitted crate as its users meet it: under the strictest lints, with its docs, with its own tests.

use crate::places::{self, workspace};
use specwright::{
    emit::{Files, rust},
    ir::Service,
    page::Source,
};
use std::{fs, path::Path, sync::Arc};

/// A workspace of its own for emitted files, with our lints and profiles and the lock file of ours.
pub(crate) fn lay_out(folder: &Path, files: &Files) {
    let ours = fs::read_to_string(workspace().join("Cargo.toml")).unwrap();
    let (package, rest) =
        ours.split_once("[workspace.package]").unwrap().1.split_once("[workspace.dependencies]").unwrap();
    let lints_and_profiles = rest.split_once("[workspace.lints.rust]").unwrap().1;
    let runtime = workspace().join("runtime").to_str().unwrap().escape_default().to_string();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\"generated\"]\n[workspace.package]{package}[workspace.dependencies]\n\
         specwright-runtime = {{ path = \"{runtime}\" }}\n[workspace.lints.rust]{lints_and_profiles}"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    for file in ["Cargo.lock", "clippy.toml"] {
        fs::copy(workspace().join(file), folder.join(file)).unwrap();
    }
    for (path, text) in files {
        let path = folder.join("generated").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

pub(crate) fn cargo(folder: &Path, arguments: &[&str]) {
    let mut command = places::cargo();
    let output = command.args(arguments).current_dir(folder).env("RUSTDOCFLAGS", "-D warnings").output().unwrap();
    let (out, error) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "cargo {arguments:?}\n{out}\n{error}");
}

fn service(yaml: &str) -> Service {
    Service::from_yaml(&Arc::new(Source::new("ir.yaml", yaml))).unwrap()
}

#[test]
fn emitted_code_compiles_without_a_warning_and_passes_its_tests() {
    let gallery = service(include_str!("../../generator/src/emit/rust/tests/gallery.yaml"));
    let obstacles = service(include_str!("../../generator/src/emit/rust/tests/obstacles.yaml"));
    let (files, _) = rust::emit(&[gallery, obstacles], &rust::Options::default());
    let folder = tempfile::tempdir().unwrap();
    lay_out(folder.path(), &files);
    let uses = workspace().join("tests/emitted/uses.rs");
    fs::copy(uses, folder.path().join("generated/tests/uses.rs")).unwrap();
    cargo(folder.path(), &["clippy", "--all-targets", "--all-features", "--", "-D", "warnings"]);
    cargo(folder.path(), &["doc", "--no-deps", "--all-features"]);
    cargo(folder.path(), &["test", "--all-features"]);
}
