//! Same pages, same bytes: in any order of files, with any number of threads, run after run.

use crate::places::{entries, pages_below, shown, workspace};
use specwright::{PageFile, compile, emit, link};

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
