//! One run at a time in a project: a lock on its configuration file, which the system gives back when the process ends,
//! however it ends. There is no lock file that could be left over.

use super::{CONFIG_FILE, Error, Project};
use std::fs::{File, TryLockError};

/// Who may work beside this run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It writes: nobody.
    Write,
    /// It only looks: others that only look.
    Look,
}

/// Held for as long as a run reads and writes.
#[derive(Debug)]
pub struct Lock {
    _file: Option<File>,
}

impl Project {
    /// Takes the project's lock, or says that another run has it. Where the system has no locks, none is taken.
    pub fn lock(&self, access: Access) -> Result<Lock, Error> {
        let path = self.root.join(CONFIG_FILE);
        let Ok(file) = File::open(&path).or_else(|_| File::open(&self.root)) else { return Ok(Lock { _file: None }) };
        let taken = match access {
            Access::Write => file.try_lock(),
            Access::Look => file.try_lock_shared(),
        };
        match taken {
            Err(TryLockError::WouldBlock) => Err(Error::Busy(path)),
            Ok(()) | Err(TryLockError::Error(_)) => Ok(Lock { _file: Some(file) }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Access, CONFIG_FILE, Project};

    #[test]
    fn one_writes_or_many_look() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(CONFIG_FILE), "").unwrap();
        let project = Project::open(folder.path()).unwrap();
        let rows = [
            (Access::Write, Access::Write, false),
            (Access::Write, Access::Look, false),
            (Access::Look, Access::Write, false),
            (Access::Look, Access::Look, true),
        ];
        for (first, second, together) in rows {
            let held = project.lock(first).unwrap();
            let error = project.lock(second).err().map(|error| (error.exit_code(), error.to_string()));
            assert_eq!(error.is_none(), together, "{first:?} and {second:?}");
            assert!(error.is_none_or(|(code, words)| code == 3 && words.contains("another run")));
            drop(held);
            project.lock(second).unwrap();
        }
    }
}
