//! A small project on the disk, and the program run in it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

pub(crate) const PAGE: &str = "# Querying a Kiln - ShowKiln

## Function

Tells how hot a kiln is.

## URI

GET /v1/{project_id}/kilns/{kiln_id}

**Table 1** Path parameters

| Parameter | Mandatory | Type | Description |
| --- | --- | --- | --- |
| project_id | Yes | String | Project of the workshop. |
| kiln_id | Yes | String | Which kiln. |

## Response

Status code: 200

**Table 2** Response body parameters

| Parameter | Type | Description |
| --- | --- | --- |
| heat | Integer | Degrees inside. |
";

/// A project with one service and one page.
pub(crate) struct Project {
    pub(crate) folder: tempfile::TempDir,
}

impl Project {
    pub(crate) fn new() -> Self {
        let project = Self { folder: tempfile::tempdir().unwrap() };
        project.put("specwright.toml", "");
        project.put("specs/kilns/service.yaml", "title: Kilns\n");
        project.put("specs/kilns/pages/ShowKiln.md", PAGE);
        project
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn put(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn get(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_default()
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        specwright(self.folder.path(), arguments)
    }

    /// Every file and what is in it.
    pub(crate) fn all(&self) -> Vec<(PathBuf, String)> {
        let mut files = Vec::new();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    // What git keeps is no file of the project.
                    folders.extend((!path.ends_with(".git")).then_some(path));
                } else {
                    files.push((path.clone(), fs::read_to_string(path).unwrap()));
                }
            }
        }
        files.sort();
        files
    }
}

pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn specwright(folder: &Path, arguments: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_specwright"));
    let Output { status, stdout, stderr } = command.current_dir(folder).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: status.code().unwrap(), out: text(stdout), err: text(stderr) }
}
