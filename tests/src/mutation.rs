//! Damaged pages: each way of damage on each page of the repo, and of the corpus where it is at hand. No damage stops
//! the reader, makes it slow, or loses a row in silence. `MUTATIONS=200000` sets how many damaged pages are tried.

use crate::{
    damage::{DAMAGES, Damage, Seeded},
    effort::{effort, front},
    places::{pages_below, shared, workspace},
    targets::sound,
};
use rayon::prelude::*;
use specwright::PageFile;
use std::{
    env, fs,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
    time::Duration,
};

/// Damaged pages of a run that is not told otherwise, and how many are made of one page at least: each page is also read
/// undamaged, which costs as much.
const USUAL: usize = 150;
const OF_ONE_PAGE: usize = 4;

/// How much slower a byte of a damaged page may be than one of the page it was, and what is no wait for anyone.
const SLOWER: u32 = 8;
const NO_WAIT: Duration = Duration::from_millis(250);

#[test]
fn no_damage_stops_or_slows_the_reader() {
    let count = env::var("MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(USUAL);
    let pages = pages();
    let every = (pages.len() * OF_ONE_PAGE / count).max(1);
    let pages: Vec<PageFile> = pages.into_iter().step_by(every).collect();
    let tried = AtomicUsize::new(0);
    let failures = |(index, page): (usize, &PageFile)| {
        let undamaged = effort(|| sound(&front(page.clone())));
        let rounds = (index..count).step_by(pages.len()).enumerate();
        let failures = rounds.filter_map(|(round, _)| {
            if (tried.fetch_add(1, Relaxed) + 1).is_multiple_of(10_000) {
                println!("{} damaged pages", tried.load(Relaxed));
            }
            failure(page, undamaged, &DAMAGES[(index + round) % DAMAGES.len()], round)
        });
        failures.collect::<Vec<_>>()
    };
    let failures: Vec<String> = pages.par_iter().enumerate().flat_map_iter(failures).collect();
    println!("{} damaged pages tried, of {} pages in {} ways", tried.into_inner(), pages.len(), DAMAGES.len());
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures.join("\n"));
}

fn failure(page: &PageFile, undamaged: Duration, damage: &Damage, round: usize) -> Option<String> {
    let name = format!("{} {} {round}", page.name, damage.name);
    let bytes = (damage.apply)(&page.bytes, &mut Seeded::new(&name));
    let damaged = PageFile { bytes, ..page.clone() };
    let growth = u32::try_from(damaged.bytes.len() / page.bytes.len().max(1)).unwrap() + 1;
    let allowed = undamaged * SLOWER * growth + NO_WAIT;
    let mut took = Duration::ZERO;
    let reading = || took = effort(|| sound(&front(damaged.clone())));
    let fault = match catch_unwind(AssertUnwindSafe(reading)) {
        Err(panic) => panic.downcast_ref::<String>().cloned().unwrap_or_else(|| "a panic".to_owned()),
        Ok(()) if took > allowed => format!("{took:?}, {allowed:?} allowed"),
        Ok(()) => return None,
    };
    let kept = keep(&name, &damaged);
    Some(format!("{name}: {} (kept in {kept})", fault.lines().next().unwrap_or_default()))
}

/// Keeps a page that did harm, so that it can become a fixture.
fn keep(name: &str, page: &PageFile) -> String {
    let name: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let ending = page.name.rsplit('.').next().unwrap_or("txt");
    let path = workspace().join("target/mutation").join(format!("{name}.{ending}"));
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, &page.bytes).unwrap();
    path.display().to_string()
}

/// The pages of the specs, of fixtures, regressions and literate tests, and of the corpus.
fn pages() -> Vec<PageFile> {
    let mut pages = pages_below(&workspace().join("specs"));
    pages.extend(pages_below(&workspace().join("tests/fixtures")));
    pages.extend(pages_below(&workspace().join("tests/literate")));
    pages.retain(|page| !page.bytes.is_empty());
    match shared("corpus") {
        Some(corpus) => pages.extend(["pages", "html", "dumps"].iter().flat_map(|set| pages_below(&corpus.join(set)))),
        None => eprintln!("the corpus is not at hand: the repo's own pages only"),
    }
    pages
}
