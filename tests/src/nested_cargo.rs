//! Cargo inside a test, for programs that are built as users build theirs. Enters: the folder of such a program. Leaves: a
//! command that shares the target folder of this workspace. Crates of others are not built twice: `share_features` turns on
//! the features that they are built with here. `generator/tests/walk.rs` includes this file.

use std::{
    collections::BTreeMap,
    env,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Cargo as a user starts it, but offline and with our target folder, and without debug information, as everything there
/// is built. Variables of the outer cargo about the package under test would make build scripts run again, so they are
/// removed.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(env!("CARGO"));
    for (name, _) in env::vars_os() {
        let shown = name.to_string_lossy();
        if ["CARGO_PKG_", "CARGO_MANIFEST_"].iter().any(|prefix| shown.starts_with(prefix)) {
            command.env_remove(name);
        }
    }
    for (name, value) in [("CARGO_PROFILE_DEV_DEBUG", "0"), ("CARGO_PROFILE_TEST_DEBUG", "0")] {
        command.env(name, value);
    }
    command.env("CARGO_TARGET_DIR", target()).env("CARGO_NET_OFFLINE", "true").env("CARGO_TERM_COLOR", "never");
    command
}

/// The target folder of this workspace.
pub(crate) fn target() -> PathBuf {
    env::current_exe().unwrap().ancestors().nth(3).unwrap().to_owned()
}

/// Puts a package beside those in `folder` that asks for all features that crates of others are built with in `workspace`.
/// Without it some sixty crates are built once more, only because tokio and others have fewer features. A program depends
/// on it; in a workspace, whose members are all folders, cargo builds it with the others, and no manifest is touched.
pub(crate) fn share_features(folder: &Path, workspace: &Path) {
    let program = features(folder);
    let mut dependencies = String::new();
    let shared = features(workspace).into_iter().filter(|(package, _)| program.contains_key(package));
    for (number, ((name, version), features)) in shared.enumerate() {
        let features: Vec<&str> = features.split(',').collect();
        write!(dependencies, "crate_{number} = {{ package = {name:?}, version = \"={version}\", ").unwrap();
        writeln!(dependencies, "default-features = false, features = {features:?} }}").unwrap();
    }
    let place = folder.join("shared-features");
    fs::create_dir_all(place.join("src")).unwrap();
    fs::write(place.join("src/lib.rs"), "").unwrap();
    // What runs when others are built has features of its own.
    let package = format!(
        "[package]\nname = \"shared-features\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}\n\
         [build-dependencies]\n{dependencies}"
    );
    fs::write(place.join("Cargo.toml"), package).unwrap();
    let manifest = folder.join("Cargo.toml");
    let mut text = fs::read_to_string(&manifest).unwrap();
    if text.contains("[package]") {
        for kind in ["dependencies", "build-dependencies"] {
            // A table for a target, because the manifest may have one without a target already.
            let table = format!("[target.'cfg(all())'.{kind}]");
            writeln!(text, "\n{table}\nshared-features = {{ path = {place:?} }}").unwrap();
        }
        fs::write(manifest, text).unwrap();
    }
}

/// The features of each crate of others, by name and version. If a crate is built twice, the longer list.
fn features(folder: &Path) -> BTreeMap<(String, String), String> {
    let arguments = ["tree", "--workspace", "--edges", "normal,build,dev", "--prefix", "none", "--format", "{p}|{f}|"];
    let output = cargo().args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut packages = BTreeMap::<_, String>::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let [package, features, _] = line.split('|').collect::<Vec<_>>()[..] else { continue };
        // Crates of this workspace and macros have a third word; without features there is nothing to share.
        let [name, version] = package.split(' ').collect::<Vec<_>>()[..] else { continue };
        if !features.is_empty() {
            // `v1.2.1+spec-1.1.0`: cargo warns of a requirement with build metadata.
            let version = version.trim_start_matches('v').split('+').next().unwrap_or_default();
            let known = packages.entry((name.to_owned(), version.to_owned())).or_default();
            if features.len() > known.len() {
                features.clone_into(known);
            }
        }
    }
    packages
}
