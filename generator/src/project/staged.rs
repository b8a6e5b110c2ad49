//! A project as git's index has it: what a commit would take. Git lays the files out in a folder of its own; the work
//! tree is not touched.

use super::{CONFIG_FILE, Error, Project, path::below, write::remove_empty_folders};
use std::{
    env, fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

/// The files of a project that lie in git's index, for as long as this is kept.
#[derive(Debug)]
pub struct Staged {
    /// Holds the repository's files at their places.
    _folder: TempDir,
    /// In it, the folder that stands for the one in which the program runs.
    here: PathBuf,
    /// The project's root, as seen from there.
    root: PathBuf,
}

impl Project {
    /// Lays out what git's index holds of this project. Git is asked in the folder in which the program runs: a hook
    /// tells git by its environment, relative to that folder, where the index is.
    pub fn staged(&self) -> Result<Staged, Error> {
        let folder = tempfile::tempdir().map_err(|cause| Error::write("the folder for temporary files", cause))?;
        let below_root = |name: &str| below(&self.root, name).into_os_string();
        let mut list = git(["ls-files", "-z", "--"]);
        list.args([&self.config.specs, &self.config.generated].map(|name| below_root(name)));
        list.arg(below_root(CONFIG_FILE)).args(self.config.glossary.iter().map(|name| below_root(name)));
        let listed = output(list, &[])?;
        let mut lay_out = git(["checkout-index", "-z", "--stdin"]);
        lay_out.arg(format!("--prefix={}/", folder.path().display()));
        output(lay_out, &listed)?;
        leave_out_announced(folder.path())?;

        let here = folder.path().join(place(Path::new("."))?);
        fs::create_dir_all(&here).map_err(|cause| Error::write(&here, cause))?;
        let root = if self.root.is_absolute() { folder.path().join(place(&self.root)?) } else { self.root.clone() };
        Ok(Staged { _folder: folder, here, root })
    }
}

/// Removes the files that `git add -N` only announced: a commit does not take them, and the index has no content of them.
fn leave_out_announced(folder: &Path) -> Result<(), Error> {
    let announced = output(git(["diff-files", "-z", "--name-only", "--diff-filter=A"]), &[])?;
    for name in String::from_utf8_lossy(&announced).split_terminator('\0') {
        // What is not there is no file of the project.
        if fs::remove_file(folder.join(name)).is_ok() {
            remove_empty_folders(&folder.join(name), folder);
        }
    }
    Ok(())
}

/// Where in its repository a folder is.
fn place(folder: &Path) -> Result<PathBuf, Error> {
    let mut ask = git(["rev-parse", "--show-prefix"]);
    ask.current_dir(folder);
    Ok(PathBuf::from(String::from_utf8_lossy(&output(ask, &[])?).trim_end_matches('\n')))
}

impl Staged {
    /// The project that the files are. The program goes into the folder that stands for the one it ran in, so that
    /// messages name the files as they are called there.
    pub fn project(&self) -> Result<Project, Error> {
        env::set_current_dir(&self.here).map_err(|cause| Error::read(&self.here, cause))?;
        Project::open(&self.root)
    }
}

fn git<const N: usize>(arguments: [&str; N]) -> Command {
    let mut command = Command::new("git");
    command.args(arguments);
    command
}

/// What a command says when it is given this.
fn output(mut command: Command, given: &[u8]) -> Result<Vec<u8>, Error> {
    let failed = |cause| Error::read("git", cause);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(failed)?;
    if let Some(mut stdin) = child.stdin.take() {
        // A command that ends before it has read all says why below.
        let _ = stdin.write_all(given);
    }
    let Output { status, stdout, stderr } = child.wait_with_output().map_err(failed)?;
    if status.success() {
        return Ok(stdout);
    }
    Err(Error::Usage(format!("git: {}", String::from_utf8_lossy(&stderr).trim())))
}
