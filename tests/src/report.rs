//! The coverage report: `report/pages/` are invented pages, `report.txt` and `report.json` what is said of them.
//! `SPECWRIGHT_BLESS=1` writes what came as what must come.

use crate::places::{entries, pages_below, workspace};
use specwright::{
    Compiled, PageFile, compile, link,
    report::{self, Report, ServiceReport},
};
use std::fs;

#[test]
fn text_and_json_say_what_came_of_the_pages() {
    let (_, _, report) = pottery();
    for (file, came) in
        [("report.txt", report::text(&report)), ("report.json", format!("{:#}\n", report::json(&report)))]
    {
        let path = workspace().join("tests/report").join(file);
        if std::env::var_os("SPECWRIGHT_BLESS").is_some() {
            fs::write(&path, &came).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap_or_default(), came, "{}", path.display());
    }
}

#[test]
fn every_row_of_the_services_and_fixtures_is_accounted_for() {
    let root = workspace();
    let folders = entries(&root.join("specs")).into_iter().chain(entries(&root.join("tests/fixtures")));
    let mut report = Report::default();
    for folder in folders.filter(|folder| folder.is_dir()) {
        let compiled = compile(&pages_below(&folder), &context());
        report.services.push(ServiceReport::new(folder.display().to_string(), &compiled));
    }
    let total = report.total();
    assert!(total.rows.reconcile() && total.rows.ir > 100, "{:?}", total.rows);
    assert!(report.services.iter().all(|service| service.uneven.is_empty()));
}

fn context() -> link::Context<'static> {
    link::Context { service: "pottery", ..link::Context::default() }
}

/// The invented pages, what they came to, and the report of it.
fn pottery() -> (Vec<PageFile>, Compiled, Report) {
    let files = pages_below(&workspace().join("tests/report/pages"));
    let compiled = compile(&files, &context());
    let report = Report { services: vec![ServiceReport::new("pottery", &compiled)] };
    (files, compiled, report)
}
