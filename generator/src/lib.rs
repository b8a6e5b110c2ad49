//! Specwright reads a cloud vendor's API reference pages and emits a typed Rust client.
//!
//! The whole pipeline: [`read`] makes pages, [`interpret`] makes drafts of them, [`link`] makes one
//! [`ir::Service`] of a service's drafts, [`emit`] makes files of it. [`compile`] is the first three.

pub mod diagnostic;
pub mod emit;
pub mod glossary;
pub mod interpret;
pub mod ir;
pub mod link;
pub mod page;
pub mod project;
pub mod read;

#[cfg(feature = "cli")]
pub mod command;

use diagnostic::{Code, Diagnostic};
use glossary::Glossary;
use interpret::{Fate, Interpretation, Verdict};
use page::{Page, RowId, Source, Span};
use rayon::prelude::*;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

/// A page as it lies in a folder.
#[derive(Clone, Debug)]
pub struct PageFile {
    /// Path as messages show it.
    pub path: String,
    /// Path inside the folder that was asked for, as the IR keeps it.
    pub name: String,
    /// What is in the file.
    pub bytes: Vec<u8>,
}

/// What the pages of one service come to.
#[derive(Debug, Default)]
pub struct Compiled {
    /// The service.
    pub service: ir::Service,
    /// What became of each page, by path.
    pub pages: Vec<PageOutcome>,
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
}

/// Pages of one service to its IR. Neither the order of the pages nor the number of threads matters.
#[must_use]
pub fn compile(pages: &[PageFile], context: &link::Context<'_>) -> Compiled {
    let mut pages: Vec<&PageFile> = pages.iter().collect();
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    let glossary = Glossary::builtin();
    let (read, found): (Vec<Interpretation>, Vec<Vec<Diagnostic>>) =
        pages.par_iter().map(|file| interpretation(file, glossary)).unzip();
    let outcome = |(file, page): (&&PageFile, &Interpretation)| PageOutcome {
        path: file.path.clone(),
        verdict: page.verdict,
        rows: page.rows,
        fates: Vec::new(),
    };
    let mut outcomes: Vec<PageOutcome> = pages.iter().zip(&read).map(outcome).collect();
    let mut linked = link::link(read, context);
    for (outcome, fates) in outcomes.iter_mut().zip(linked.fates) {
        outcome.fates = fates;
    }
    for operation in &mut linked.service.operations {
        if let Ok(index) = pages.binary_search_by(|file| file.path.cmp(&operation.page)) {
            operation.page = pages.get(index).map(|file| file.name.clone()).unwrap_or_default();
        }
    }
    let mut diagnostics: Vec<Diagnostic> = found.into_iter().flatten().chain(linked.diagnostics).collect();
    diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
    Compiled { service: linked.service, pages: outcomes, diagnostics }
}

/// One page, read and interpreted; its tree is dropped here. A fault of the program costs the page, not the run.
fn interpretation(file: &PageFile, glossary: &Glossary) -> (Interpretation, Vec<Diagnostic>) {
    let work = || {
        let (page, mut diagnostics) = read::read(&file.path, &file.bytes, glossary);
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
