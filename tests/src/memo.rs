//! The memo of a run: what did not change is not read again, and what comes of a run is the same with it, without it, and
//! with a damaged one.

use crate::places::files_below;
use specwright::{
    Job, Watch,
    project::{Access, Change, Counts, Finding, Memo, Project},
    run,
};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

const SERVICES: [&str; 3] = ["harbours", "kilns", "looms"];

fn page(thing: &str, more: &str) -> String {
    format!(
        "# Querying a {thing}\n\n## URI\n\nGET /v1/{thing}s\n\n## Response\n\nStatus code: 200\n\n\
         | Parameter | Type | Description |\n| --- | --- | --- |\n| heat | Integer | Degrees inside. |\n\
         | ? | Strange | {more} |\n"
    )
}

fn put(root: &Path, path: &str, text: &str) {
    fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
    fs::write(root.join(path), text).unwrap();
}

/// Three services of two pages each, made and remembered.
fn rested() -> tempfile::TempDir {
    rested_with("")
}

/// The same, in a project with this configuration.
fn rested_with(config: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "specwright.toml", config);
    put(folder.path(), "target/keep", "");
    for service in SERVICES {
        for thing in ["kiln", "glaze"] {
            put(folder.path(), &format!("specs/{service}/pages/Show{thing}.md"), &page(thing, "First."));
        }
    }
    // The first run makes `ir.yaml`, the second finds that it stays.
    for _ in 0..2 {
        main_job(folder.path());
    }
    folder
}

#[derive(Default)]
struct PagesRead(AtomicUsize);

impl Watch for PagesRead {
    fn page_done(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// The main job; the pages that it read.
fn main_job(root: &Path) -> usize {
    let project = Project::open(root).unwrap();
    let memo = Memo::of(&project);
    let read = PagesRead::default();
    let mut run = run(&Job { access: Access::Write, ..Job::new(&project) }, memo.as_ref(), &read).unwrap();
    run.outputs.write().unwrap();
    run.remember(memo);
    read.0.into_inner()
}

type Told = (Vec<Change>, Vec<Finding>, Counts);

/// What a look at the project tells, and the pages that it read.
fn look(root: &Path, with_memo: bool) -> (Told, usize) {
    let project = Project::open(root).unwrap();
    let memo = Memo::of(&project).filter(|_| with_memo);
    let read = PagesRead::default();
    let run = run(&Job::new(&project), memo.as_ref(), &read).unwrap();
    ((run.outputs.changes().unwrap(), run.findings, run.counts), read.0.into_inner())
}

/// What changes, how many pages are read for it, and the change.
type Row<'a> = (&'a str, usize, &'a dyn Fn(&Path));

#[test]
fn what_did_not_change_is_not_read_and_what_comes_is_the_same() {
    let kiln = "specs/kilns/pages/Showkiln.md";
    let rows: [Row<'_>; 15] = [
        ("nothing", 0, &|_| {}),
        ("a page", 2, &|root| put(root, kiln, &page("kiln", "Second."))),
        ("a type among others", 2, &|root| put(root, kiln, &page("kiln", "First.").replace("heat", "warmth"))),
        ("the last type", 2, &|root| {
            let path = "specs/kilns/pages/Showglaze.md";
            put(root, path, &page("glaze", "First.").replace("Integer", "String"));
        }),
        ("a page's date", 0, &|root| put(root, kiln, &page("kiln", "First."))),
        ("a page more", 3, &|root| put(root, "specs/kilns/pages/Showclay.md", &page("clay", "First."))),
        ("a page less", 1, &|root| fs::remove_file(root.join(kiln)).unwrap()),
        ("a name that is locked", 2, &|root| {
            let path = root.join("specs/kilns/ir.yaml");
            put(root, "specs/kilns/ir.yaml", &fs::read_to_string(path).unwrap().replace("Kiln", "Oven"));
        }),
        ("service.yaml", 2, &|root| put(root, "specs/looms/service.yaml", "title: Looms\n")),
        ("the configuration", 6, &|root| put(root, "specwright.toml", "crate = 'works'\n")),
        ("an emitted file", 2, &|root| put(root, "generated/src/looms/model.rs", "// @generated, by hand\n")),
        ("an emitted file that is gone", 2, &|root| fs::remove_file(root.join("generated/src/looms/mod.rs")).unwrap()),
        ("a stale file in a module", 2, &|root| put(root, "generated/src/looms/old.rs", "// @generated\n")),
        ("a stale file elsewhere", 0, &|root| put(root, "generated/src/old.rs", "// @generated\n")),
        ("the crate's root", 0, &|root| put(root, "generated/src/lib.rs", "")),
    ];
    for (what, pages, change) in rows {
        let folder = rested();
        change(folder.path());
        let (expected, all) = look(folder.path(), false);
        let (told, read) = look(folder.path(), true);
        assert!(all >= 5, "{what}");
        assert_eq!(told, expected, "{what}");
        assert_eq!(read, pages, "{what}");
        main_job(folder.path());
        main_job(folder.path());
        let (told, read) = look(folder.path(), true);
        assert_eq!((told.0, read), (Vec::new(), 0), "{what}: afterwards all is at rest");
    }
}

#[test]
fn crates_of_services_are_remembered_each_and_what_lies_beside_them_stays() {
    let folder = rested_with("crates = 'per_service'\n");
    put(folder.path(), "generated/kilns/Cargo.lock", "# of cargo");
    assert_eq!(look(folder.path(), true).1, 0);
    put(folder.path(), "generated/kilns/Cargo.toml", "# @generated, by hand\n");
    assert_eq!(look(folder.path(), true).1, 2);
    // One crate in their place.
    put(folder.path(), "specwright.toml", "");
    main_job(folder.path());
    let generated = folder.path().join("generated");
    assert!(generated.join("Cargo.toml").exists() && generated.join("kilns/Cargo.lock").exists());
    assert_eq!(files_below(&generated.join("kilns"), "rs"), Vec::<PathBuf>::new());
    assert_eq!(files_below(&generated, "toml").len(), 2);
}

#[test]
fn a_damaged_memo_is_none() {
    let folder = rested();
    let path = folder.path().join("target/specwright.memo");
    let whole = fs::read(&path).unwrap();
    let (expected, _) = look(folder.path(), false);
    assert_eq!(look(folder.path(), true), (expected.clone(), 0));
    let half = whole[..whole.len() / 2].to_vec();
    let turned = whole.iter().map(|byte| byte ^ 1).collect();
    for damaged in [Vec::new(), half, turned, b"\xff\xfe".to_vec()] {
        fs::write(&path, &damaged).unwrap();
        assert_eq!(look(folder.path(), true), (expected.clone(), 6));
    }
    fs::remove_file(&path).unwrap();
    assert_eq!(look(folder.path(), true), (expected, 6));
}

#[test]
fn a_service_that_is_wrong_keeps_the_crate_as_it_is() {
    let folder = rested();
    put(folder.path(), "specs/kilns/service.yaml", "overrides: 3\n");
    put(folder.path(), "specs/looms/pages/Showkiln.md", &page("loom", "Second."));
    let (told, _) = look(folder.path(), true);
    assert_eq!(told, look(folder.path(), false).0);
    let paths: Vec<&str> = told.0.iter().map(|change| change.path.as_str()).collect();
    assert_eq!(paths, ["specs/looms/ir.yaml"]);
    main_job(folder.path());
    let left =
        files_below(folder.path(), "rs").iter().filter(|path| path.to_string_lossy().contains(".specwright-")).count();
    assert_eq!(left, 0, "what was made for the crate is not left behind");
}
