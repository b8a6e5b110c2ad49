//! Real pages, where they are at hand: none stops the program, no row is lost in silence, no example breaks a
//! constraint of its own page. Every folder of sources is compiled once, for all of these; of the HTML and the dumps of
//! them, [`forms`](crate::forms) holds the same while it reads them.

use crate::places::{entries, pages_below, shared, unaccounted};
use rayon::prelude::*;
use specwright::{
    Compiled, compile,
    diagnostic::{Code, Diagnostic},
    ir::Breach,
    link,
};
use std::{
    path::{Path, PathBuf},
    sync::LazyLock,
};

#[test]
fn no_page_stops_the_program_and_no_row_is_lost_in_silence() {
    let failures: Vec<&String> = FOUND.iter().flat_map(|found| &found.failures).collect();
    assert!(failures.is_empty(), "{} failures\n{failures:#?}", failures.len());
}

#[test]
fn no_example_breaks_a_constraint_of_its_own_page() {
    let lifted: usize = FOUND.iter().map(|found| found.lifted).sum();
    println!("{lifted} constraints were left out because an example breaks them");
    let broken: Vec<&String> = FOUND.iter().flat_map(|found| &found.broken).collect();
    assert!(broken.is_empty(), "{} examples break a constraint\n{broken:#?}", broken.len());
}

/// What was found in each folder of pages; nothing where the corpus is not at hand.
static FOUND: LazyLock<Vec<Found>> = LazyLock::new(|| {
    let Some(corpus) = shared("corpus") else { return Vec::new() };
    let services: Vec<PathBuf> = folders(&corpus.join("pages")).iter().flat_map(|set| folders(set)).collect();
    services.par_iter().map(|folder| Found::of(folder)).collect()
});

struct Found {
    /// Readers that stopped, and rows without a fate.
    failures: Vec<String>,
    /// Constraints that the IR states although an example breaks them.
    broken: Vec<String>,
    /// How many constraints were left out because an example breaks them.
    lifted: usize,
}

impl Found {
    fn of(folder: &Path) -> Self {
        let compiled = compile(&pages_below(folder), &link::Context { service: "corpus", ..Default::default() });
        let named = |failure: String| format!("{}: {failure}", folder.display());
        Self {
            failures: stopped_or_lost(&compiled).into_iter().map(named).collect(),
            broken: broken(&compiled).into_iter().map(named).collect(),
            lifted: with_code(&compiled, Code::BrokenConstraint).count(),
        }
    }
}

/// Pages on which a reader stopped, or some row of which has no fate.
pub(crate) fn stopped_or_lost(compiled: &Compiled) -> Vec<String> {
    let failed = with_code(compiled, Code::ReaderFailed).filter_map(|finding| finding.place.as_ref());
    let stopped = failed.map(|place| format!("{}: the reader stopped", place.source.path));
    stopped.chain(unaccounted(compiled)).collect()
}

/// Constraints that the IR states although an example breaks them.
pub(crate) fn broken(compiled: &Compiled) -> Vec<String> {
    compiled.service.breaches().iter().map(Breach::reason).collect()
}

fn with_code(compiled: &Compiled, code: Code) -> impl Iterator<Item = &Diagnostic> {
    compiled.diagnostics.iter().filter(move |finding| finding.code == code)
}

fn folders(path: &Path) -> Vec<PathBuf> {
    entries(path).into_iter().filter(|path| path.is_dir()).collect()
}
