//! Real pages, where they are at hand: none stops the program, no row is lost in silence, no example breaks a
//! constraint of its own page. Every folder is compiled once, for all of these.

use crate::places::{entries, pages_below, shared, unaccounted};
use rayon::prelude::*;
use specwright::{compile, diagnostic::Code, link};
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
    let services: Vec<PathBuf> = sets(&corpus).iter().flat_map(|set| folders(set)).collect();
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
        let with_code = |code: Code| compiled.diagnostics.iter().filter(move |finding| finding.code == code);
        let stopped = with_code(Code::ReaderFailed).filter_map(|finding| Some(&finding.place.as_ref()?.source.path));
        let stopped = stopped.map(|path| format!("{path}: the reader stopped"));
        let named = |failure: String| format!("{}: {failure}", folder.display());
        Self {
            failures: stopped.chain(unaccounted(&compiled)).map(named).collect(),
            broken: compiled.service.breaches().iter().map(|breach| named(breach.reason())).collect(),
            lifted: with_code(Code::BrokenConstraint).count(),
        }
    }
}

/// Folders that hold a folder a service: `pages/<set>`, `html/<set>`, `dumps/<tool>/<set>`.
fn sets(corpus: &Path) -> Vec<PathBuf> {
    let mut sets = folders(&corpus.join("pages"));
    sets.extend(folders(&corpus.join("html")));
    sets.extend(folders(&corpus.join("dumps")).iter().flat_map(|tool| folders(tool)));
    sets
}

fn folders(path: &Path) -> Vec<PathBuf> {
    entries(path).into_iter().filter(|path| path.is_dir()).collect()
}
