//! Programs that make their client when they are built (`build-script/`, `another-vendor/`), as their users build them:
//! offline and by cargo. What they are built of is shared by all of them.

use crate::{
    nested_cargo::{cargo, share_features},
    places::{files_below, workspace},
};
use std::{fs, path::PathBuf};

/// What ran the build script, as cargo says it.
const RAN: &str = "build-script-build`";

/// A program in a folder of its own, so that it can be edited.
pub(crate) struct Example {
    folder: tempfile::TempDir,
}

/// What came of a command.
pub(crate) struct Done {
    pub(crate) succeeded: bool,
    /// On both streams.
    pub(crate) said: String,
}

impl Example {
    /// A copy of the program in this folder of `tests/`.
    pub(crate) fn new(name: &str) -> Self {
        let example = Self { folder: tempfile::tempdir().unwrap() };
        let source = workspace().join("tests").join(name);
        for file in ["md", "rs", "toml", "yaml"].iter().flat_map(|ending| files_below(&source, ending)) {
            example.put(file.strip_prefix(&source).unwrap().to_str().unwrap(), &fs::read_to_string(&file).unwrap());
        }
        let manifest = example.get("Cargo.toml").replace("../..", &workspace().to_string_lossy().replace('\\', "/"));
        example.put("Cargo.toml", &manifest);
        // The same versions as everywhere: nothing is asked of a registry.
        fs::copy(workspace().join("Cargo.lock"), example.path("Cargo.lock")).unwrap();
        share_features(example.folder.path(), &workspace());
        example
    }

    fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    pub(crate) fn put(&self, file: &str, text: &str) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn get(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }

    pub(crate) fn cargo(&self, arguments: &[&str]) -> Done {
        self.cargo_in(&[], arguments)
    }

    /// The same in an environment with these variables, too.
    pub(crate) fn cargo_in(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Done {
        let mut command = cargo();
        command.envs(variables.iter().copied());
        let output = command.current_dir(self.folder.path()).arg("--verbose").args(arguments).output().unwrap();
        let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
        Done { succeeded: output.status.success(), said }
    }

    /// Builds, and says whether the generator ran.
    pub(crate) fn build(&self) -> bool {
        let built = self.cargo(&["build"]);
        assert!(built.succeeded, "{}", built.said);
        built.ran()
    }
}

impl Done {
    /// Whether the generator ran.
    pub(crate) fn ran(&self) -> bool {
        self.said.contains(RAN)
    }
}
