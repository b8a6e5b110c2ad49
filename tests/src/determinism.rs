//! Same pages, same bytes: in any order of files, with any number of threads, run after run.

use crate::places::{entries, pages_below, shown, workspace};
use specwright::{Job, PageFile, compile, emit, link, project::Project};

#[test]
fn neither_order_nor_threads_show_in_what_comes_out() {
    let pages = pages();
    let expected = run(&pages, 1);
    let mut backwards = pages.clone();
    backwards.reverse();
    let mut halves: Vec<PageFile> = pages.iter().skip(1).step_by(2).cloned().collect();
    halves.extend(pages.iter().step_by(2).cloned());
    for (order, pages) in [("as found", &pages), ("backwards", &backwards), ("halves", &halves)] {
        for threads in [1, 2, 8] {
            assert_eq!(run(pages, threads), expected, "{order}, {threads} threads");
        }
    }
}

#[test]
fn the_files_of_all_services_are_the_same_with_any_number_of_threads() {
    // A folder without outputs: every file of the run is new, and told.
    let folder = tempfile::tempdir().unwrap();
    for page in pages_below(&workspace().join("specs")).iter().filter(|page| page.name.contains("/pages/")) {
        let path = folder.path().join("specs").join(&page.name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &page.bytes).unwrap();
    }
    let project = Project::open(folder.path()).unwrap();
    let told = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let run = specwright::run(&Job::new(&project), None, &()).unwrap();
            (run.outputs.changes().unwrap(), run.findings, run.counts)
        })
    };
    let expected = told(1);
    assert!(expected.0.len() > 20);
    for threads in [2, 8] {
        assert!(told(threads) == expected, "{threads} threads");
    }
}

/// The pages of every service of the workspace, as if they were one service's.
fn pages() -> Vec<PageFile> {
    let mut pages: Vec<PageFile> = entries(&workspace().join("specs"))
        .iter()
        .filter(|path| path.is_dir())
        .flat_map(|path| pages_below(path))
        .collect();
    pages.extend(pages_below(&workspace().join("tests/fixtures")));
    assert!(pages.len() > 9);
    pages
}

fn run(pages: &[PageFile], threads: usize) -> String {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        let compiled = compile(pages, &link::Context { service: "all", ..link::Context::default() });
        let openapi = emit::openapi::document(&compiled.service, "All");
        format!("{}{openapi:#}{}", compiled.service.to_yaml().unwrap(), shown(&compiled))
    })
}
