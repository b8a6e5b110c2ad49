//! A run over a project: services in, files out, a few services at a time. Of each, no more stays in memory than what
//! is to be said and what changes; one that is as the memo of the last run remembers it is not read at all.
//! Nothing is moved to its place here.

mod service;

use crate::{
    PageOutcome,
    diagnostic::{Code, Diagnostic, Place, Severity, Source, Span},
    emit::rust::{self, Member, Options},
    project::{Access, Counts, Crates, Docs, Error, Finding, Inventory, Memo, Outputs, Project, Remembered},
    read,
};
use rayon::prelude::*;
use service::{Done, Work};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    sync::Arc,
};

/// Bytes of pages that are at work at once, where no service alone has more: enough for all cores.
const AT_ONCE: u64 = 4 << 20;

/// Where a run begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// With the pages.
    Pages,
    /// With the present `ir.yaml` of each service.
    Ir,
}

/// Who follows a run.
pub trait Watch: Sync {
    /// So many pages will be read.
    fn begins(&self, _pages: usize) {}

    /// One of them is done.
    fn page_done(&self) {}
}

/// Nobody.
impl Watch for () {}

/// What is to be done.
#[derive(Clone, Copy)]
pub struct Job<'a> {
    /// Where the services are.
    pub project: &'a Project,
    /// Where files go; mostly the same.
    pub target: &'a Project,
    /// What is read.
    pub origin: Origin,
    /// Whether files are made to be written or to be looked at.
    pub access: Access,
    /// These services; all where none is named.
    pub services: &'a [String],
    /// The only services that are looked at; all where none is named. Of the others, and of what all services share,
    /// nothing is made: this is not for writing.
    pub only: &'a [String],
    /// Services that get the names that their pages offer now; all where none is named.
    pub rename: Option<&'a [String]>,
}

/// What a run came to. Nothing is written yet.
#[derive(Debug)]
pub struct Run<'a> {
    /// The files.
    pub outputs: Outputs<'a>,
    /// How many services there are.
    pub services: usize,
    /// What was counted.
    pub counts: Counts,
    /// What people should know, in stable order.
    pub findings: Vec<Finding>,
    /// What became of the pages of services whose IR changes, where files are to be looked at.
    pub pages: Vec<PageOutcome>,
    /// For the next run; `None` if a service is wrong.
    remembered: Option<BTreeMap<String, Remembered>>,
}

impl<'a> Job<'a> {
    /// All services of a project, from their pages, to be looked at.
    #[must_use]
    pub fn new(project: &'a Project) -> Self {
        Self {
            project,
            target: project,
            origin: Origin::Pages,
            access: Access::Look,
            services: &[],
            only: &[],
            rename: None,
        }
    }

    fn ids(&self) -> Result<Vec<String>, Error> {
        let mut ids = self.project.service_ids()?;
        let mut named = self.services.iter().chain(self.only).chain(self.rename.unwrap_or_default());
        if let Some(missing) = named.find(|id| !ids.contains(id)) {
            return Err(Error::no_service(missing, ids.iter().map(String::as_str)));
        }
        ids.retain(|id| self.services.is_empty() || self.services.contains(id));
        Ok(ids)
    }
}

/// Services to files. A crate is emitted only of sound ones: a service that cannot be emitted now must not vanish
/// from it.
pub fn run<'a>(job: &Job<'a>, memo: Option<&Memo>, watch: &dyn Watch) -> Result<Run<'a>, Error> {
    let ids = job.ids()?;
    let inventory = Inventory::of(job.project, job.target, memo.is_some())?;
    // Names of modules are told apart among all services, also where one alone is looked at.
    let mut members = rust::members(ids.iter().map(String::as_str));
    members.retain(|member| job.only.is_empty() || job.only.contains(&member.service));
    let config = &job.target.config;
    let options = Options {
        vendor: job.project.config.vendor.clone(),
        clients: job.project.clients(),
        crate_name: config.crate_name.clone(),
        specs: job.project.config.specs.clone(),
        version: config.version.clone(),
        package: config.package.clone(),
        runtime: job.target.runtime_from_crate(),
        facts_only: config.docs == Docs::Facts,
        crate_per_service: config.crates == Crates::PerService,
    };
    let work = Work { job, memo, watch, inventory: &inventory, options: &options };
    let fresh = members.iter().filter(|member| work.recall(member).is_none());
    let pages = fresh.filter_map(|member| inventory.service(&member.service)).map(|group| group.pages).sum();
    watch.begins(pages);

    let mut done: Vec<Done> = Vec::with_capacity(members.len());
    for batch in batches(&members, &inventory) {
        let each: Result<Vec<Done>, Error> = batch.par_iter().map(|member| work.service(member)).collect();
        done.extend(each?);
    }
    gather(job, &members, done, &inventory, &options)
}

/// Services that are at work at once: small ones together, so that all cores have work, large ones alone.
fn batches<'m>(members: &'m [Member], inventory: &Inventory) -> Vec<&'m [Member]> {
    let mut bytes = 0;
    let mut batches = Vec::new();
    let mut start = 0;
    for (at, member) in members.iter().enumerate() {
        let more = inventory.service(&member.service).map_or(0, |group| group.bytes);
        if at > start && bytes + more > AT_ONCE {
            batches.extend(members.get(start..at));
            (start, bytes) = (at, 0);
        }
        bytes += more;
    }
    batches.extend(members.get(start..));
    batches
}

/// What the services came to, as one run.
fn gather<'a>(
    job: &Job<'a>,
    members: &[Member],
    done: Vec<Done>,
    inventory: &Inventory,
    options: &Options,
) -> Result<Run<'a>, Error> {
    let sound = done.iter().all(|done| done.sound);
    let mut run = Run {
        outputs: Outputs::new(job.target),
        services: done.iter().filter(|done| done.title.is_some()).count(),
        counts: Counts::default(),
        findings: Vec::new(),
        pages: Vec::new(),
        remembered: sound.then(BTreeMap::new),
    };
    let mut emitted = BTreeSet::new();
    let mut settled = BTreeSet::new();
    let mut titled = Vec::new();
    for (member, done) in members.iter().zip(done) {
        run.counts = run.counts.and(done.counts);
        run.findings.extend(done.findings);
        run.pages.extend(done.pages);
        done.ir.into_iter().for_each(|file| run.outputs.add(file));
        titled.extend(done.title.map(|title| (member, title)));
        if !sound {
            continue;
        }
        run.findings.extend(done.emit_findings);
        if let Some(files) = done.emitted {
            emitted.extend(files.paths.iter().cloned());
            run.outputs.add(files);
        } else {
            settled.insert(member.module.as_str());
        }
        run.outputs.rest(done.rest);
        if let Some(all) = &mut run.remembered {
            all.extend(done.remembered.map(|remembered| (member.service.clone(), remembered)));
        }
    }
    if sound && job.only.is_empty() {
        let (files, diagnostics) = rust::package(&titled, options);
        run.findings.extend(diagnostics.iter().map(Finding::of));
        let files = job.target.compare(&job.target.config.generated, &files, job.access)?;
        emitted.extend(files.paths.iter().cloned());
        run.outputs.add(files);
        run.outputs.sweep(inventory, &emitted, |module| settled.contains(module))?;
    }
    run.findings.sort_by(|a, b| a.order().cmp(&b.order()));
    Ok(run)
}

impl Run<'_> {
    /// Whether the outputs are wrong, or something that should be in them is missing.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.findings.iter().any(|finding| finding.code.severity() == Severity::Error)
    }

    /// What people should know, with the texts that are pointed into for as many findings of each code as are shown.
    #[must_use]
    pub fn diagnostics(&self, shown: usize) -> Vec<Diagnostic> {
        let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
        let mut sources: BTreeMap<(&str, bool), Arc<Source>> = BTreeMap::new();
        let mut diagnostics = Vec::with_capacity(self.findings.len());
        for Finding { code, message, help, place } in &self.findings {
            let count = counts.entry(*code).or_default();
            *count += 1;
            let place = place.as_ref().map(|(path, start, end)| {
                let key = (path.as_str(), *count <= shown);
                let source = sources.entry(key).or_insert_with(|| source(key.0, key.1));
                Place { source: Arc::clone(source), span: Span { start: *start, end: *end } }
            });
            diagnostics.push(Diagnostic { code: *code, message: message.clone(), place, help: help.clone() });
        }
        diagnostics
    }

    /// Lets the next run know what this one came to. Its files are in their places.
    pub fn remember(&self, memo: Option<Memo>) {
        if let Some((memo, remembered)) = memo.zip(self.remembered.as_ref()) {
            memo.keep(remembered);
        }
    }
}

/// The file of a finding; of one that is only counted, no more than its path.
fn source(path: &str, shown: bool) -> Arc<Source> {
    let bytes = if shown { fs::read(path).unwrap_or_default() } else { Vec::new() };
    if Path::new(path).extension().is_some_and(|ending| ending == "yaml") {
        return Arc::new(Source::new(path, String::from_utf8_lossy(&bytes)));
    }
    read::source(path, &bytes)
}
