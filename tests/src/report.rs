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

/// Text on a ground of the report's page, by the names of its colours.
const TEXT_ON_GROUND: &[(&str, &[&str])] = &[
    ("ink", &["paper", "card", "mark", "warning-back", "error-back", "note-back"]),
    ("quiet", &["paper", "card", "warning-back", "error-back", "note-back"]),
    ("accent", &["paper", "card"]),
    ("good", &["card"]),
    ("differs", &["card"]),
    ("warning", &["warning-back", "card"]),
    ("error", &["error-back", "card"]),
    ("note", &["note-back"]),
];

#[test]
fn all_text_of_the_page_can_be_read_by_day_and_by_night() {
    let style = include_str!("../../generator/src/report/html/report.css");
    let (day, rest) = style.split_once("@media (prefers-color-scheme: dark)").unwrap();
    let night = rest.split("\n}").next().unwrap();
    let color = |name: &str, style: &str| {
        let value = style.split(&format!("--{name}: #")).nth(1)?.split(';').next()?;
        let digits: String =
            if value.len() == 3 { value.chars().flat_map(|digit| [digit, digit]).collect() } else { value.to_owned() };
        u32::from_str_radix(&digits, 16).ok()
    };
    for (when, style) in [("day", day), ("night", night)] {
        let of = |name: &str| color(name, style).unwrap_or_else(|| panic!("{name} by {when}"));
        for (text, grounds) in TEXT_ON_GROUND {
            for ground in *grounds {
                let contrast = contrast(of(text), of(ground));
                assert!(contrast >= 4.5, "{text} on {ground} by {when}: {contrast:.2}");
            }
        }
    }
}

/// The contrast of two colours as WCAG 2 defines it: 4.5 is what text of usual size must have.
fn contrast(one: u32, other: u32) -> f64 {
    let channel = |color: u32, shift: u32| {
        let value = f64::from((color >> shift) & 0xff) / 255.0;
        if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let luminance =
        |color: u32| 0.2126 * channel(color, 16) + 0.7152 * channel(color, 8) + 0.0722 * channel(color, 0) + 0.05;
    let (one, other) = (luminance(one), luminance(other));
    if one > other { one / other } else { other / one }
}
