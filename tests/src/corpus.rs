//! Real pages, where they are at hand: none stops the program, no row is lost in silence.

use crate::places::{entries, pages_below, shared, unaccounted};
use specwright::{compile, diagnostic::Code, link};
use std::path::Path;

#[test]
fn no_page_stops_the_program_and_no_row_is_lost_in_silence() {
    let Some(corpus) = shared("corpus") else { return };
    let mut failures = Vec::new();
    for set in sets(&corpus) {
        for folder in entries(&set).iter().filter(|path| path.is_dir()) {
            let compiled = compile(&pages_below(folder), &link::Context { service: "corpus", ..Default::default() });
            let stopped = compiled.diagnostics.iter().filter(|diagnostic| diagnostic.code == Code::ReaderFailed);
            let stopped = stopped.filter_map(|diagnostic| Some(diagnostic.place.as_ref()?.source.path.clone()));
            let found = stopped.map(|path| format!("{path}: the reader stopped")).chain(unaccounted(&compiled));
            failures.extend(found.map(|failure| format!("{}/{failure}", folder.display())));
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn no_example_breaks_a_constraint_of_its_own_page() {
    let Some(corpus) = shared("corpus") else { return };
    let mut broken = Vec::new();
    let mut lifted = 0;
    for folder in sets(&corpus).iter().flat_map(|set| entries(set)).filter(|path| path.is_dir()) {
        let compiled = compile(&pages_below(&folder), &link::Context { service: "corpus", ..Default::default() });
        lifted += compiled.diagnostics.iter().filter(|finding| finding.code == Code::BrokenConstraint).count();
        let breaches = compiled.service.breaches();
        broken.extend(breaches.iter().map(|breach| format!("{}: {}", folder.display(), breach.reason())));
    }
    println!("{lifted} constraints were left out because an example breaks them");
    assert!(broken.is_empty(), "{} examples break a constraint\n{}", broken.len(), broken.join("\n"));
}

/// Folders that hold a folder a service: `pages/<set>`, `html/<set>`, `dumps/<tool>/<set>`.
fn sets(corpus: &Path) -> Vec<std::path::PathBuf> {
    let folders = |path: &Path| entries(path).into_iter().filter(|path| path.is_dir()).collect::<Vec<_>>();
    let mut sets = folders(&corpus.join("pages"));
    sets.extend(folders(&corpus.join("html")));
    sets.extend(folders(&corpus.join("dumps")).iter().flat_map(|tool| folders(tool)));
    sets
}
