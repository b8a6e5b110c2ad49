//! One service of a run: recalled, or read, linked, emitted and held against the files that are there. Everything else
//! that it came to is dropped here.

use super::{Job, Origin, Watch};
use crate::{
    Compiled, Interpreted, PageOutcome,
    diagnostic::{Code, Diagnostic},
    emit::rust::{self, Member, Options},
    folder_of,
    interpret::Verdict,
    interpretations,
    ir::{self, Service},
    project::{
        Access, Compared, Counts, Digest, Error, Finding, Inventory, Memo, Reading, Remembered, ServiceFolder,
        digest_of_files,
    },
};
use std::mem;

/// What all services of a run are worked on with.
pub(super) struct Work<'w, 'a> {
    pub(super) job: &'w Job<'a>,
    pub(super) memo: Option<&'w Memo>,
    pub(super) watch: &'w dyn Watch,
    pub(super) inventory: &'w Inventory,
    pub(super) options: &'w Options,
}

/// What a service came to.
#[derive(Default)]
pub(super) struct Done {
    /// Nothing keeps it out of the crate.
    pub(super) sound: bool,
    /// Its name for people; `None` if there is no IR.
    pub(super) title: Option<String>,
    pub(super) counts: Counts,
    pub(super) findings: Vec<Finding>,
    pub(super) emit_findings: Vec<Finding>,
    /// Its `ir.yaml`, if that was made.
    pub(super) ir: Option<Compared>,
    /// Its files in the crate, if they were made.
    pub(super) emitted: Option<Compared>,
    /// Files that are as they should be, and were not made again.
    pub(super) rest: usize,
    pub(super) pages: Vec<PageOutcome>,
    pub(super) remembered: Option<Remembered>,
}

/// What one service's folder came to; no service where the present `ir.yaml` must stay as it is.
#[derive(Default)]
struct Made {
    service: Option<Service>,
    pages: Vec<PageOutcome>,
    diagnostics: Vec<Diagnostic>,
}

impl Work<'_, '_> {
    /// What is remembered of a service, if its folder, its files and its names are what they were.
    pub(super) fn recall(&self, member: &Member) -> Option<&Remembered> {
        let remembered = self.remembered(member)?;
        let reading = remembered.reading.as_ref()?;
        let folder = self.inventory.service(&member.service)?.digest.as_ref()?;
        let same = *folder == reading.folder && self.is_emitted(member, remembered) && self.has_ir(member, remembered);
        same.then_some(remembered)
    }

    fn remembered(&self, member: &Member) -> Option<&Remembered> {
        let renamed = self.job.rename.is_some_and(|ids| ids.is_empty() || ids.contains(&member.service));
        let remembered = self.memo?.services.get(&member.service)?;
        let same = remembered.names == (member.module.clone(), member.feature.clone());
        (same && !renamed && self.job.origin == Origin::Pages).then_some(remembered)
    }

    fn is_emitted(&self, member: &Member, remembered: &Remembered) -> bool {
        let module = self.inventory.module(&member.module);
        module.and_then(|module| module.digest.as_ref()).is_some_and(|digest| *digest == remembered.emitted)
    }

    /// Whether the `ir.yaml` that a run makes is there. Where it lies in the service's folder, the folder's digest says so.
    fn has_ir(&self, member: &Member, remembered: &Remembered) -> bool {
        if self.writes_beside_pages() {
            return true;
        }
        let path = self.job.target.specs().join(&member.service).join("ir.yaml");
        std::fs::read(path).is_ok_and(|text| Digest::of(text) == remembered.ir)
    }

    fn writes_beside_pages(&self) -> bool {
        self.job.project.root == self.job.target.root
    }

    /// A service from its folder to what is to be said and what changes.
    pub(super) fn service(&self, member: &Member) -> Result<Done, Error> {
        if let Some(remembered) = self.recall(member) {
            return Ok(Done::recalled(remembered));
        }
        let (mut folder, interpreted) = self.folder(member)?;
        if self.job.rename.is_some_and(|ids| ids.is_empty() || ids.contains(&folder.id)) {
            folder.forget_names();
        }
        let ir_path = folder.ir_path.clone();
        let Made { service, pages, diagnostics } = make(folder, interpreted, self.job.origin);
        let counts = Counts::of(&pages, service.as_ref());
        let mut done = Done { counts, findings: findings(&diagnostics), ..Done::default() };
        drop(diagnostics);
        let Some(service) = service else { return Ok(done) };
        let breaches = ir::check(&service);
        done.sound = breaches.is_empty();
        done.findings.extend(findings(&breaches));
        done.title = Some(rust::title(&service));
        let text = match service.to_yaml() {
            Ok(text) => text,
            Err(problem) => {
                done.sound = false;
                done.findings.push(Finding::of(&problem));
                return Ok(done);
            }
        };
        self.emit(member, &service, &text, &mut done)?;
        drop(service);
        let mut ir_changes = false;
        if self.job.origin == Origin::Pages {
            let ir = self.job.target.compare(&self.job.project.config.specs, [(&ir_path, &text)], self.job.access)?;
            ir_changes = ir.changes();
            if ir_changes && self.job.access == Access::Look {
                done.pages = pages;
            }
            done.ir = Some(ir);
        }
        if let (Some(remembered), Some(folder)) = (&mut done.remembered, self.inventory.service(&member.service))
            && let Some(digest) = &folder.digest
            && !(ir_changes && self.writes_beside_pages())
        {
            let reading = Reading { folder: *digest, counts, findings: done.findings.clone() };
            remembered.reading = Some(reading);
        }
        Ok(done)
    }

    /// A service's folder, and what its pages say. They are read while the present `ir.yaml` is parsed, which of a large
    /// service takes as long.
    fn folder(&self, member: &Member) -> Result<(ServiceFolder, Option<Interpreted>), Error> {
        let Job { project, origin, .. } = *self.job;
        let mut files = project.files_of(&member.service)?;
        let pages = mem::take(&mut files.found.pages);
        let glossary = project.glossary_of(files.service.as_ref());
        let (mut folder, interpreted) = rayon::join(
            || project.service_of(&member.service, files),
            || (origin == Origin::Pages).then(|| interpretations(&pages, glossary, &|| self.watch.page_done())),
        );
        folder.found.pages = pages;
        Ok((folder, interpreted))
    }

    /// The files of a sound service, unless those that are there are known to follow from the same IR.
    fn emit(&self, member: &Member, service: &Service, text: &str, done: &mut Done) -> Result<(), Error> {
        if !done.sound {
            return Ok(());
        }
        let ir = Digest::of(text);
        let known = self.remembered(member).filter(|known| self.is_emitted(member, known));
        if let Some(known) = known.filter(|known| known.ir == ir) {
            done.rest = known.count;
            done.emit_findings.clone_from(&known.emit_findings);
            done.remembered = Some(Remembered { reading: None, ..known.clone() });
            return Ok(());
        }
        let target = self.job.target;
        let (made, diagnostics) = rust::service(service, member, self.options);
        done.emit_findings = findings(&diagnostics);
        done.emitted = Some(target.compare(&target.config.generated, &made, self.job.access)?);
        done.remembered = self.memo.map(|_| Remembered {
            names: (member.module.clone(), member.feature.clone()),
            title: done.title.clone().unwrap_or_default(),
            ir,
            emitted: digest_of_files(&made),
            count: made.len(),
            emit_findings: done.emit_findings.clone(),
            reading: None,
        });
        Ok(())
    }
}

impl Done {
    fn recalled(remembered: &Remembered) -> Self {
        let reading = remembered.reading.clone().unwrap_or_default();
        Self {
            sound: true,
            title: Some(remembered.title.clone()),
            counts: reading.counts,
            findings: reading.findings,
            emit_findings: remembered.emit_findings.clone(),
            rest: remembered.count + 1,
            remembered: Some(remembered.clone()),
            ..Self::default()
        }
    }
}

impl Counts {
    fn of(pages: &[PageOutcome], service: Option<&Service>) -> Self {
        let count = |verdict| pages.iter().filter(|page| page.verdict == verdict).count();
        Self {
            pages: pages.len(),
            without_operation: count(Verdict::NotAnOperation),
            refused: count(Verdict::Refused),
            operations: service.map_or(0, |service| service.operations.len()),
            rows: pages.iter().map(|page| page.rows).sum(),
        }
    }
}

fn findings(diagnostics: &[Diagnostic]) -> Vec<Finding> {
    diagnostics.iter().map(Finding::of).collect()
}

fn make(folder: ServiceFolder, interpreted: Option<Interpreted>, origin: Origin) -> Made {
    if folder.damaged {
        return Made { diagnostics: folder.found.diagnostics, ..Made::default() };
    }
    let from_ir = folder.found.pages.is_empty() && folder.ir.is_some();
    let Some(interpreted) = interpreted.filter(|_| !from_ir) else {
        let missing = folder.ir.is_none().then(|| folder.finding(Code::NoIr, "no `ir.yaml`"));
        let pageless = (origin == Origin::Pages).then(|| folder.finding(Code::NoPages, "no pages"));
        let diagnostics = missing.into_iter().chain(pageless).collect();
        return Made { service: folder.ir, diagnostics, ..Made::default() };
    };
    let Compiled { service, pages, mut diagnostics, .. } = folder_of(&folder, interpreted);
    if service.operations.is_empty() {
        diagnostics.push(folder.nothing_found());
        return Made { service: None, pages, diagnostics };
    }
    Made { service: Some(service), pages, diagnostics }
}
