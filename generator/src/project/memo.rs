//! What the last run said that found nothing to change: while pages, outputs and program are what
//! they were then, the next one says the same and reads no page.
//!
//! One file in the project's `target/`. It can be deleted; one that is damaged, of other content or
//! of another version counts as none, so a right answer never needs it.

use super::{Project, digest::Digest, write_file};
use crate::diagnostic::{Code, Diagnostic};
use serde::{Deserialize, Serialize};
use std::{fs, path::PathBuf};

const FILE: &str = "specwright.memo";
const HEAD: &str = "specwright memo 1";

/// The memo of a project.
#[derive(Debug)]
pub struct Memo<'a> {
    project: &'a Project,
    path: PathBuf,
    digest: Digest,
}

/// What a run said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// The run in one line.
    pub summary: String,
    /// Files that are as they should be.
    pub files: usize,
    /// Its findings, in stable order.
    pub findings: Vec<Finding>,
}

/// A finding without the text that it points into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    code: String,
    /// This case, in a sentence.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Path, first byte, one past the last byte.
    pub place: Option<(String, u32, u32)>,
}

impl<'a> Memo<'a> {
    /// The memo of a project whose crates are built in `target/`; elsewhere there is none.
    #[must_use]
    pub fn of(project: &'a Project) -> Option<Self> {
        let folder = project.root.join("target");
        let digest = folder.is_dir().then(|| Digest::of(project)).flatten()?;
        Some(Self { project, path: folder.join(FILE), digest })
    }

    /// What the last run said, if nothing it depends on is different now.
    #[must_use]
    pub fn recall(&self) -> Option<Said> {
        parse(&fs::read_to_string(&self.path).ok()?, &self.digest)
    }

    /// Remembers what a run said that changed nothing, unless something changed meanwhile.
    pub fn remember(&self, said: &Said) {
        if Digest::of(self.project).as_ref() == Some(&self.digest)
            && let Some(text) = write(said, &self.digest)
        {
            // Without a memo the next run takes longer, and that is all.
            let _ = write_file(&self.path, &text);
        }
    }

    /// Forgets what was said.
    pub fn forget(&self) {
        let _ = fs::remove_file(&self.path);
    }
}

fn write(said: &Said, digest: &Digest) -> Option<String> {
    let body = serde_json::to_string(said).ok()?;
    Some(format!("{HEAD}\n{}\n{}\n{body}", digest.0, Digest::of_text(&body).0))
}

fn parse(text: &str, digest: &Digest) -> Option<Said> {
    let mut parts = text.splitn(4, '\n');
    let (head, of, check, body) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let whole = head == HEAD && of == digest.0 && check == Digest::of_text(body).0;
    whole.then(|| serde_json::from_str(body).ok()).flatten()
}

impl Finding {
    /// Takes a diagnostic.
    #[must_use]
    pub fn of(diagnostic: &Diagnostic) -> Self {
        let place = diagnostic.place.as_ref();
        Self {
            code: diagnostic.code.id().to_owned(),
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
            place: place.map(|place| (place.source.path.clone(), place.span.start, place.span.end)),
        }
    }

    /// Its code, if this program still has it.
    #[must_use]
    pub fn code(&self) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.id() == self.code)
    }
}

#[cfg(test)]
mod tests;
