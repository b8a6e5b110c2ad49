//! What stops a run. Findings about pages are diagnostics and stop nothing.

use std::{io, path::PathBuf};

/// Why a run stopped.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The command line or the configuration asks for something that cannot be.
    #[error("{0}")]
    Usage(String),
    /// A file or folder could not be read.
    #[error("cannot read {}: {cause}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// A file or folder could not be written.
    #[error("cannot write {}: {cause}", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// The network failed a command that needs it.
    #[error("cannot {what}: {cause}")]
    Network {
        /// What was tried.
        what: String,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// Another run has the project's lock.
    #[error(
        "another run holds the lock on {}; nothing was written. Run again when it has ended: the system then frees \
         the lock, even if it was killed",
        .0.display()
    )]
    Busy(PathBuf),
    /// An output would land outside the folders that the configuration names.
    #[error("refusing to write `{0}`: it is outside the project's folders")]
    Outside(String),
}

impl Error {
    /// What is said of a service that is not among the known ones.
    pub(crate) fn no_service<'a>(id: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        Self::Usage(format!("there is no service `{id}`; there are: {}", known.join(", ")))
    }

    /// What is said of an argument that names no version of a service.
    pub(crate) fn no_version(argument: &str) -> Self {
        Self::Usage(format!("`{argument}` is neither a path nor a git revision here"))
    }

    pub(crate) fn read(path: impl Into<PathBuf>, cause: io::Error) -> Self {
        Self::Read { path: path.into(), cause }
    }

    pub(crate) fn write(path: impl Into<PathBuf>, cause: io::Error) -> Self {
        Self::Write { path: path.into(), cause }
    }

    /// The program's exit status: 2 for usage and configuration, 3 for input and output.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) | Self::Outside(_) => 2,
            Self::Read { .. } | Self::Write { .. } | Self::Busy(_) | Self::Network { .. } => 3,
        }
    }
}
