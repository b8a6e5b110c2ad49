//! Specwright reads a cloud vendor's API reference pages and emits a typed Rust client.
//!
//! [`compile`] reads the pages of one service and makes its [`ir::Service`], which people review; [`emit`] makes the
//! files of a client or an OpenAPI document of it; [`report`] shows what was read and lost. [`Builder`] does all of
//! it in a build script, and [`run()`] over a project, as the command-line program does.
//!
//! One page in, IR out:
//!
//! ```
//! let page = "# Showing a Kiln\n\n## URI\n\nGET /v1/kilns/{kiln_id}\n\n## Response\n\nStatus code: 204\n";
//! let pages = [specwright::PageFile::new("ShowKiln.md", page)];
//! let compiled = specwright::compile(&pages, &specwright::Context { service: "kilns", ..Default::default() });
//! assert_eq!(compiled.service.operations[0].name, "show_kiln");
//! assert!(compiled.service.to_yaml().unwrap().contains("path: /v1/kilns/{kiln_id}"));
//! ```
//!
//! What the stages hand to one another is public for tests, benches and fuzzing only, and hidden here.

#[doc(hidden)]
pub mod ablation;
mod builder;
pub mod call;
pub mod compare;
pub mod diagnostic;
pub mod emit;
#[cfg(feature = "fetch")]
pub mod fetch;
mod glossary;
#[doc(hidden)]
pub mod interpret;
pub mod ir;
#[doc(hidden)]
pub mod limits;
#[doc(hidden)]
pub mod link;
#[cfg(feature = "mock")]
pub mod mock;
#[doc(hidden)]
pub mod page;
pub mod project;
#[doc(hidden)]
pub mod read;
pub mod report;
mod run;
pub mod vendors;
mod yaml;

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod command;

pub use builder::Builder;
pub use glossary::Glossary;
pub use interpret::{Fate, JsonBlocks, Verdict};
pub use link::Context;
pub use page::RowId;
pub use project::PageFile;
pub use run::{Job, Origin, Run, Watch, run};

use diagnostic::{Code, Diagnostic};
use interpret::Interpretation;
use page::{Page, Source, Span};
use project::ServiceFolder;
use rayon::prelude::*;
use read::Beside;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

/// What the pages of one service come to.
#[derive(Debug, Default)]
pub struct Compiled {
    /// The service.
    pub service: ir::Service,
    /// What became of each page, by path.
    pub pages: Vec<PageOutcome>,
    /// The names that the pages offer, where the present IR has given others.
    pub offers: ir::Offers,
    /// What people should know, in stable order.
    pub diagnostics: Vec<Diagnostic>,
}

/// What became of one page.
#[derive(Clone, Debug)]
pub struct PageOutcome {
    /// Path as messages show it.
    pub path: String,
    /// What kind of page it is.
    pub verdict: Verdict,
    /// Parameter rows read on it.
    pub rows: usize,
    /// Where each of them ended.
    pub fates: Vec<(RowId, Fate)>,
    /// What the JSON of its examples was like.
    pub json: JsonBlocks,
}

/// Pages of one service to its IR. Neither the order of the pages nor the number of threads matters.
#[must_use]
pub fn compile(pages: &[PageFile], context: &link::Context<'_>) -> Compiled {
    compile_observed(pages, context, &|| {})
}

/// The same, calling `page_done` after each page.
#[must_use]
pub fn compile_observed(pages: &[PageFile], context: &link::Context<'_>, page_done: &(dyn Fn() + Sync)) -> Compiled {
    linked(interpretations(pages, context.glossary(), page_done), context)
}

/// What pages say, and what was found on each, by path.
struct Interpreted {
    /// Paths and names.
    pages: Vec<(String, String)>,
    read: Vec<Interpretation>,
    found: Vec<Vec<Diagnostic>>,
    /// Of files beside the pages that none of them asks for.
    unasked: Vec<Diagnostic>,
}

fn interpretations(files: &[PageFile], glossary: &Glossary, page_done: &(dyn Fn() + Sync)) -> Interpreted {
    let beside = beside(files);
    let (mut pages, others): (Vec<&PageFile>, Vec<&PageFile>) = files.iter().partition(|file| file.is_page());
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    let work = |file: &&PageFile| {
        let done = interpretation(file, &beside, glossary);
        page_done();
        done
    };
    let done: Vec<_> = pages.par_iter().map(work).collect();
    // What other pages take in is read there, and not once more as a page.
    let parts = beside.parts();
    let (pages, done): (Vec<&PageFile>, Vec<_>) =
        pages.into_iter().zip(done).filter(|(file, _)| !parts.contains(&file.path)).unzip();
    let (read, found) = done.into_iter().unzip();
    let pages = pages.into_iter().map(|file| (file.path.clone(), file.name.clone())).collect();
    let asked = beside.asked();
    let ignored = |file: &PageFile| Diagnostic::new(Code::UnaskedFile, format!("no page refers to {}", file.path));
    let unasked = others.into_iter().filter(|file| !asked.contains(&file.path)).map(ignored).collect();
    Interpreted { pages, read, found, unasked }
}

/// The files that pages may ask for: all that were found with them.
pub(crate) fn beside(files: &[PageFile]) -> Beside<'_> {
    Beside::new(files.iter().map(|file| (file.path.as_str(), file.bytes.as_slice())))
}

fn linked(interpreted: Interpreted, context: &link::Context<'_>) -> Compiled {
    let Interpreted { pages, read, found, unasked } = interpreted;
    let mut outcomes: Vec<PageOutcome> = read.iter().map(PageOutcome::of).collect();
    let linked = link::link(read, context);
    for (outcome, fates) in outcomes.iter_mut().zip(linked.fates) {
        outcome.fates = fates;
    }
    let mut service = linked.service;
    for operation in &mut service.operations {
        let found = pages.binary_search_by(|(path, _)| path.as_str().cmp(&operation.page));
        if let Some((_, name)) = found.ok().and_then(|index| pages.get(index)) {
            operation.page.clone_from(name);
        }
    }
    let mut diagnostics: Vec<Diagnostic> =
        found.into_iter().flatten().chain(unasked).chain(linked.diagnostics).collect();
    diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
    Compiled { service, pages: outcomes, offers: linked.offers, diagnostics }
}

/// One page, read and interpreted; its tree is dropped here. A fault of the program costs the page, not the run.
fn interpretation(file: &PageFile, beside: &Beside<'_>, glossary: &Glossary) -> (Interpretation, Vec<Diagnostic>) {
    let work = || {
        let (page, mut diagnostics) = read::read_beside(&file.path, &file.bytes, beside, glossary);
        if page.blocks.is_empty() && !diagnostics.is_empty() {
            return (Interpretation::nothing(&page, Verdict::Refused), diagnostics);
        }
        let (interpretation, more) = interpret::interpret(&page, glossary);
        diagnostics.extend(more);
        (interpretation, diagnostics)
    };
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let source = Arc::new(Source::new(&file.path, ""));
        let page = Page { source, format: page::Format::Text, blocks: Vec::new(), original_name: None };
        let problem =
            Diagnostic::new(Code::ReaderFailed, "the reader stopped on this page").at(&page.source, Span::default());
        (Interpretation::nothing(&page, Verdict::Refused), vec![problem])
    })
}

/// The pages of a service's folder to its IR: names stay as its `ir.yaml` has them, and what its
/// `service.yaml` corrects is corrected.
#[must_use]
pub fn compile_folder(folder: &ServiceFolder, page_done: &(dyn Fn() + Sync)) -> Compiled {
    folder_of(folder, interpretations(&folder.found.pages, folder.glossary(), page_done))
}

/// The same of pages that were interpreted already.
fn folder_of(folder: &ServiceFolder, interpreted: Interpreted) -> Compiled {
    let (lock, glossary) = (folder.ir.as_ref(), folder.own_glossary.as_deref());
    let context = link::Context { service: &folder.id, lock, glossary, ..link::Context::default() };
    let mut compiled = linked(interpreted, &context);
    let mut diagnostics = folder.found.diagnostics.clone();
    diagnostics.append(&mut compiled.diagnostics);
    for operation in &mut compiled.service.operations {
        operation.page_url = folder.addresses.get(&operation.page).cloned();
    }
    if let Some((file, source)) = folder.file.as_ref().filter(|_| !compiled.service.operations.is_empty()) {
        diagnostics.extend(file.apply(&mut compiled.service, &compiled.offers, source));
        diagnostics.extend(broken_by_overrides(&compiled.service, source));
    }
    Compiled { diagnostics, ..compiled }
}

/// Constraints that examples break after all: those of the pages are left out, so an override stated them.
fn broken_by_overrides(service: &ir::Service, file: &Arc<Source>) -> Vec<Diagnostic> {
    let breaches = service.breaches();
    let told = breaches.iter().map(|breach| {
        let message = format!("{} of `{}`, which an override states", breach.reason(), breach.of);
        Diagnostic::new(Code::BrokenConstraint, message).at(file, Span::default())
    });
    told.collect()
}

impl PageOutcome {
    fn of(page: &Interpretation) -> Self {
        let path = page.source.path.clone();
        Self { path, verdict: page.verdict, rows: page.rows, fates: Vec::new(), json: page.json }
    }
}
