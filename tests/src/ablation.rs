//! What each weight of the table engine is good for: without it, the literate case that its table names must fail. A weight
//! is taken away for a whole process, so the tests below run in processes of their own. `tests/ablate` prints what each
//! weight changes in all cases, and in real pages where they are at hand.

use crate::{
    literate,
    places::{files_below, shared},
};
use rayon::prelude::*;
use specwright::{
    PageFile,
    ablation::{self, Observation},
    compile, link,
};
use std::{collections::BTreeMap, env, fs, process::Command};

#[test]
fn each_weight_is_needed_by_its_case() {
    let run = Command::new(env::current_exe().unwrap())
        .args(["ablation::of_each_weight_its_case", "--exact", "--ignored", "--nocapture"])
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stdout));
}

#[test]
#[ignore = "it changes what all tests of its process see; the test above runs it"]
fn of_each_weight_its_case() {
    let idle = Observation::ALL.iter().filter(|(weight, case)| {
        ablation::without(&[*weight]);
        literate::failing_cases(Some(case)).is_empty()
    });
    let told = |(weight, case): &(Observation, &str)| {
        ablation::without(&[*weight]);
        format!("{weight:?}: `{case}` does not need it; it is needed by {:?}", literate::failing_cases(None))
    };
    let idle: Vec<String> = idle.map(told).collect();
    ablation::without(&[]);
    assert!(idle.is_empty(), "{}", idle.join("\n"));
}

#[test]
#[ignore = "minutes; tests/ablate runs it"]
fn what_each_weight_changes() {
    let pages = real_pages();
    let whole = read(&pages);
    for group in groups() {
        ablation::without(&group);
        let other = read(&pages);
        let changed = whole.iter().filter(|(name, ir)| other.get(*name) != Some(*ir)).count();
        println!("{group:?}: {changed} pages; {}", literate::failing_cases(None).join("; "));
    }
    ablation::without(&[]);
}

/// The weights that are taken away together: those that `WITHOUT` names, else each alone.
fn groups() -> Vec<Vec<Observation>> {
    let all = || Observation::ALL.iter().map(|(weight, _)| *weight);
    let Ok(named) = env::var("WITHOUT") else { return all().map(|weight| vec![weight]).collect() };
    vec![all().filter(|weight| named.split(',').any(|name| name == format!("{weight:?}"))).collect()]
}

fn real_pages() -> Vec<PageFile> {
    let folders = env::var("PAGES").unwrap_or_else(|_| "corpus/wild/pages".to_owned());
    let files = folders.split(' ').filter_map(shared).flat_map(|folder| files_below(&folder, "txt"));
    let page = |path: std::path::PathBuf| {
        let name = path.display().to_string();
        PageFile { bytes: fs::read(&path).unwrap(), path: name.clone(), name }
    };
    files.map(page).collect()
}

/// The IR of each page alone.
fn read(pages: &[PageFile]) -> BTreeMap<&str, String> {
    let one = |page: &PageFile| {
        let context = link::Context { service: "ablation", ..link::Context::default() };
        compile(std::slice::from_ref(page), &context).service.to_yaml().unwrap()
    };
    pages.par_iter().map(|page| (page.name.as_str(), one(page))).collect()
}
