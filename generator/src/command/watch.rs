//! A command again and again: once now, and once more whenever a file of the project changes. Files are asked for their
//! size and time twice a second and are not read for it.

use super::{
    Outcome,
    messages::{Messages, say},
};
use crate::project::{CONFIG_FILE, Error, Project, VENDORS};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    thread,
    time::{Duration, SystemTime},
};

/// Between two looks at the files.
const PAUSE: Duration = Duration::from_millis(500);

/// Size and time of each file.
type Stamps = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

/// Runs a command on the project as it is, now and after each change, until the program is ended. What goes wrong is
/// said: the next change may set it right.
pub(super) fn follow(
    project: &impl Fn() -> Result<Project, Error>,
    messages: Messages,
    command: impl Fn(&Project) -> Result<Outcome, Error>,
) -> Result<Outcome, Error> {
    let mut followed = project()?;
    loop {
        let seen = stamps(&followed);
        if let Err(error) = command(&followed) {
            say(&format!("error: {error}"));
        }
        messages.say("waiting for a change; press Ctrl-C to stop");
        while stamps(&followed) == seen {
            thread::sleep(PAUSE);
        }
        match project() {
            Ok(project) => followed = project,
            Err(error) => say(&format!("error: {error}")),
        }
    }
}

fn stamps(project: &Project) -> Stamps {
    let mut stamps = Stamps::new();
    let own = [CONFIG_FILE].into_iter().chain(project.config.glossary.iter().map(String::as_str));
    own.for_each(|file| collect(&project.root.join(file), &mut stamps));
    collect(&project.specs(), &mut stamps);
    collect(&project.root.join(VENDORS), &mut stamps);
    collect(&project.generated(), &mut stamps);
    stamps
}

/// A file, or all files below a folder. Links are not followed, so that the walk ends.
fn collect(path: &Path, stamps: &mut Stamps) {
    let Ok(data) = fs::symlink_metadata(path) else { return };
    if data.is_dir() {
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        entries.for_each(|entry| collect(&entry.path(), stamps));
    } else {
        stamps.insert(path.to_owned(), (data.len(), data.modified().ok()));
    }
}
