//! What the last run found and made, a service at a time: while a service's folder and what was emitted of it are what
//! they were then, the next run says the same of it and neither reads nor emits it.
//!
//! One file. It can be deleted; one that is damaged, or of another program, counts as none, so a right answer never
//! needs it.

use super::{
    CONFIG_FILE, Project,
    digest::{Digest, Whole, program},
    write_file,
};
use crate::diagnostic::{Code, Diagnostic};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

const FILE: &str = "specwright.memo";
const HEAD: &str = "specwright memo 4";

/// The memo of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Memo {
    path: PathBuf,
    /// Everything that services have in common: this program, the configuration, the project's words.
    context: Digest,
    /// By id.
    pub services: BTreeMap<String, Remembered>,
}

/// What is remembered of a service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remembered {
    /// Its module and its feature in the crate.
    pub names: (String, String),
    /// Its name for people, safe as running text.
    pub title: String,
    /// The text of its `ir.yaml`.
    pub ir: Digest,
    /// Its files in the crate, which follow from that text.
    pub emitted: Digest,
    /// How many these are.
    pub count: usize,
    /// What was said of emitting it.
    pub emit_findings: Vec<Finding>,
    /// What its pages came to, if reading them again would come to the same.
    pub reading: Option<Reading>,
}

/// What the pages of a service came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// The service's folder: pages, `service.yaml`, and the `ir.yaml` whose names stay.
    pub folder: Digest,
    /// What was counted.
    pub counts: Counts,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// What a run tells in one line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counts {
    /// Pages read.
    pub pages: usize,
    /// Those that document no operation.
    pub without_operation: usize,
    /// Those that could not be read.
    pub refused: usize,
    /// Operations in the IR.
    pub operations: usize,
    /// Parameter rows.
    pub rows: usize,
}

/// A finding without the text that it points into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// What kind of finding.
    #[serde(serialize_with = "code_to_id", deserialize_with = "code_of_id")]
    pub code: Code,
    /// This case, in a sentence.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Path, first byte, one past the last byte.
    pub place: Option<(String, u32, u32)>,
}

impl Memo {
    /// The memo of a project whose crates are built in `target/`; elsewhere there is none.
    #[must_use]
    pub fn of(project: &Project) -> Option<Self> {
        let folder = project.root.join("target");
        folder.is_dir().then(|| Self::in_folder(&folder, project, project)).flatten()
    }

    /// The memo that lies in a folder, of a project whose crate goes into another.
    #[must_use]
    pub fn in_folder(folder: &Path, project: &Project, target: &Project) -> Option<Self> {
        let path = folder.join(FILE);
        let context = context(project, target)?;
        let services = fs::read_to_string(&path).ok().and_then(|text| parse(&text, &context)).unwrap_or_default();
        Some(Self { path, context, services })
    }

    /// Keeps what is remembered now for the next run.
    pub fn keep(&self, services: &BTreeMap<String, Remembered>) {
        if self.services != *services {
            // Without a memo the next run takes longer, and that is all.
            let _ = text(services, &self.context).map(|text| write_file(&self.path, &text));
        }
    }
}

/// Everything besides the services that the outputs depend on; `None` if it cannot be told for certain.
fn context(project: &Project, target: &Project) -> Option<Digest> {
    let mut whole = Whole::default();
    whole.text(&program()?);
    // Messages name files as the project's folder was named.
    whole.text(project.root.to_str()?);
    whole.text(&target.config.crate_name);
    whole.text(&target.config.generated);
    for name in project.config.glossary.iter().map(String::as_str).chain([CONFIG_FILE]) {
        let content = match fs::read(project.root.join(name)) {
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Vec::new(),
            content => content.ok()?,
        };
        whole.file(name, Digest::of(&content));
    }
    for (name, text) in project.vendors.files() {
        whole.file(name, Digest::of(text.as_bytes()));
    }
    Some(whole.digest())
}

fn text(services: &BTreeMap<String, Remembered>, context: &Digest) -> Option<String> {
    let mut body = String::new();
    for (id, remembered) in services {
        let line = serde_json::to_string(&(id, remembered)).ok()?;
        body.extend([line.as_str(), "\n"]);
    }
    Some(format!("{HEAD}\n{context}\n{}\n{body}", Digest::of(&body)))
}

fn parse(text: &str, context: &Digest) -> Option<BTreeMap<String, Remembered>> {
    let mut parts = text.splitn(4, '\n');
    let (head, of, check, body) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    if head != HEAD || of != context.to_string() || check != Digest::of(body).to_string() {
        return None;
    }
    let mut services = BTreeMap::new();
    for line in body.lines() {
        let (id, remembered): (String, Remembered) = serde_json::from_str(line).ok()?;
        services.insert(id, remembered);
    }
    Some(services)
}

impl Counts {
    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            pages: self.pages + other.pages,
            without_operation: self.without_operation + other.without_operation,
            refused: self.refused + other.refused,
            operations: self.operations + other.operations,
            rows: self.rows + other.rows,
        }
    }
}

impl Finding {
    /// Takes a diagnostic.
    #[must_use]
    pub fn of(diagnostic: &Diagnostic) -> Self {
        let place = diagnostic.place.as_ref();
        Self {
            code: diagnostic.code,
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
            place: place.map(|place| (place.source.path.clone(), place.span.start, place.span.end)),
        }
    }

    /// Stable order, as that of diagnostics.
    #[must_use]
    pub fn order(&self) -> (&str, (u32, u32), &'static str, &str) {
        let (path, start, end) = self.place.as_ref().map_or(("", 0, 0), |(path, start, end)| (path, *start, *end));
        (path, (start, end), self.code.id(), &self.message)
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn code_to_id<S: Serializer>(code: &Code, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(code.id())
}

fn code_of_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Code, D::Error> {
    let id = String::deserialize(deserializer)?;
    Code::of_id(&id).ok_or_else(|| D::Error::custom("no code of this program"))
}

#[cfg(test)]
mod tests;
