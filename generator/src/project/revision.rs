//! The services of a project as a git revision has them. Git is asked for the files; nothing is
//! checked out and nothing is written.

use super::{
    Error, PageFile, Project, ServiceFiles, ServiceFolder,
    fetched::FETCH_LOCK,
    pages::{is_read, shown},
    path::below,
};
use crate::diagnostic::Source;
use std::{
    collections::BTreeMap,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
    thread,
};

impl Project {
    /// Reads the folders of all services at a revision, by name.
    pub fn services_at(&self, revision: &str) -> Result<Vec<ServiceFolder>, Error> {
        let commit =
            self.git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")]);
        let commit = commit.map_err(|error| match error {
            Error::Usage(_) => Error::no_version(revision),
            other => other,
        })?;
        let commit = String::from_utf8_lossy(&commit).trim().to_owned();
        let listing = self.git(&["ls-tree", "-r", "-z", &commit, "--", &format!("{}/", self.config.specs)])?;
        let mut services: BTreeMap<String, ServiceFiles> = BTreeMap::new();
        for (path, bytes) in self.contents(blobs(&String::from_utf8_lossy(&listing)))? {
            let inside = path.strip_prefix(&self.config.specs).and_then(|path| path.strip_prefix('/'));
            let Some((id, name)) = inside.and_then(|path| path.split_once('/')) else { continue };
            take(services.entry(id.to_owned()).or_default(), &shown(&below(&self.root, &path)), name, bytes);
        }
        Ok(services.into_iter().map(|(id, files)| self.service_of(&id, files)).collect())
    }

    /// What git says to a question about the project's folder.
    fn git(&self, arguments: &[&str]) -> Result<Vec<u8>, Error> {
        let output = self.command(arguments).output().map_err(|cause| Error::read("git", cause))?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let reason = String::from_utf8_lossy(&output.stderr);
        Err(Error::Usage(format!("git {}: {}", arguments.join(" "), reason.trim())))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.root).args(arguments);
        command
    }

    /// The contents of blobs, each beside its path.
    fn contents(&self, blobs: Vec<(String, String)>) -> Result<Vec<(String, Vec<u8>)>, Error> {
        let failed = |cause| Error::read("git", cause);
        let mut git = self.command(&["cat-file", "--batch"]);
        let mut git = git.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(failed)?;
        let questions: String = blobs.iter().flat_map(|(_, blob)| [blob.as_str(), "\n"]).collect();
        // Git answers while it is still being asked: one thread writes, this one reads.
        let asking = git.stdin.take().map(|mut stdin| thread::spawn(move || stdin.write_all(questions.as_bytes())));
        let answers = git.wait_with_output().map_err(failed)?.stdout;
        let asked = asking.is_none_or(|asking| asking.join().is_ok_and(|done| done.is_ok()));
        let mut rest = answers.as_slice();
        let mut contents = Vec::new();
        for (path, _) in blobs {
            let Some((bytes, after)) = answer(rest).filter(|_| asked) else {
                return Err(Error::Usage(format!("git cat-file did not return {path}")));
            };
            contents.push((path, bytes.to_owned()));
            rest = after;
        }
        Ok(contents)
    }
}

/// Path and id of each regular file in a listing of `ls-tree -z`; links lead nowhere here.
fn blobs(listing: &str) -> Vec<(String, String)> {
    let entry = |entry: &str| {
        let (head, path) = entry.split_once('\t')?;
        let mut words = head.split(' ');
        let mode = words.next()?;
        (mode.starts_with("100") && words.next()? == "blob").then_some((path.to_owned(), words.next()?.to_owned()))
    };
    listing.split('\0').filter_map(entry).collect()
}

/// The first answer of `cat-file --batch`, `ID blob SIZE`, new line, bytes, new line; and what is after it.
fn answer(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = memchr::memchr(b'\n', text)?;
    let (head, body) = (text.get(..end)?, text.get(end + 1..)?);
    let size: usize = str::from_utf8(head).ok()?.rsplit(' ').next()?.parse().ok()?;
    Some((body.get(..size)?, body.get(size + 1..)?))
}

/// Puts a file in its place in the service.
fn take(files: &mut ServiceFiles, path: &str, name: &str, bytes: Vec<u8>) {
    let source = |bytes: &[u8]| Some(Arc::new(Source::new(path, String::from_utf8_lossy(bytes))));
    let hidden = name.split('/').any(|part| part.starts_with('.'));
    match name {
        "service.yaml" => files.service = source(&bytes),
        "ir.yaml" => files.ir = source(&bytes),
        FETCH_LOCK => files.fetched = source(&bytes),
        _ if name.starts_with("pages/") && !hidden && is_read(Path::new(name)) => {
            files.found.pages.push(PageFile { path: path.to_owned(), name: name.to_owned(), bytes });
        }
        _ => {}
    }
}
