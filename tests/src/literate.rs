//! `literate/*.md`: prose, a page in a fence (```` ```text page ````), and what must come of it. A heading of level two
//! opens a case. A fence `json file PATH` holds a file beside the page, in whatever it is written. A fence `yaml ir`
//! holds lines that must stand together in the `ir.yaml`, at any indentation, `...` for lines left out; `yaml not ir`
//! such that must not. A fence `toml glossary` holds words of a project's own, and `yaml service` its `service.yaml`. A
//! fence `text diagnostics` holds every diagnostic as `CODE line:column message`; a case without one has none worse than
//! a note.

use crate::places::{files_below, unaccounted, workspace};
use specwright::{
    Compiled, Glossary, PageFile, compile,
    diagnostic::Severity,
    ir::{Service, ServiceFile},
    link,
    page::Source,
    project::{CONFIG_FILE, Project},
};
use std::{collections::BTreeSet, fs, sync::Arc};

/// The data of a vendor is no longer.
const LONGEST_VENDOR: usize = 30;

/// How many ways of writing pages `literate/README.md` counts.
const WAYS: usize = 43;

#[test]
fn every_page_in_prose_gives_what_its_text_says() {
    let mut cases = 0;
    let mut failures = Vec::new();
    for path in files_below(&workspace().join("tests/literate"), "md") {
        for case in cases_of(&fs::read_to_string(&path).unwrap()) {
            cases += 1;
            let place = format!("{}:{}: {}", path.file_name().unwrap().display(), case.line, case.title);
            failures.extend(case.failures(None).into_iter().map(|failure| format!("{place}\n{failure}")));
        }
    }
    assert!(cases > 0);
    assert!(failures.is_empty(), "{} failures\n\n{}", failures.len(), failures.join("\n\n"));
}

/// A vendor is its data: a few lines, and pages in our own words that are read with them.
#[test]
fn pages_of_vendors_are_read_with_their_words_alone() {
    let mut failures = Vec::new();
    for file in files_below(&workspace().join("tests/vendors"), "toml") {
        let Some(folder) = file.parent().filter(|_| file.ends_with(CONFIG_FILE)) else { continue };
        let own = folder.join("vendors");
        let defaults = if own.is_dir() { files_below(&own, "yaml") } else { Vec::new() };
        let files = [files_below(folder, "toml"), defaults].concat();
        let lines: usize = files.iter().map(|file| fs::read_to_string(file).unwrap().lines().count()).sum();
        assert!(lines <= LONGEST_VENDOR, "{} has {lines} lines", folder.display());
        let project = Project::open(folder).unwrap();
        for path in files_below(folder, "md") {
            for case in cases_of(&fs::read_to_string(&path).unwrap()) {
                let place = format!("{}:{}: {}", path.display(), case.line, case.title);
                let found = case.failures(project.vendor().glossary.as_deref());
                failures.extend(found.into_iter().map(|failure| format!("{place}\n{failure}")));
            }
        }
    }
    assert!(failures.is_empty(), "{} failures\n\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn each_way_of_writing_pages_has_its_cases() {
    let folder = workspace().join("tests/literate");
    let cases: BTreeSet<String> = files_below(&folder, "md")
        .iter()
        .flat_map(|path| {
            let name = path.file_name().unwrap().display().to_string();
            cases_of(&fs::read_to_string(path).unwrap()).into_iter().map(move |case| format!("{name}: {}", case.title))
        })
        .collect();
    let readme = fs::read_to_string(folder.join("README.md")).unwrap();
    let rows: Vec<Vec<&str>> = readme
        .lines()
        .filter_map(|line| line.strip_prefix("| "))
        .map(|row| row.trim_end_matches(" |").split(" | ").collect())
        .filter(|row: &Vec<&str>| row[0].parse::<usize>().is_ok())
        .collect();
    let numbers: Vec<usize> = rows.iter().map(|row| row[0].parse().unwrap()).collect();
    assert_eq!(numbers, (1..=WAYS).collect::<Vec<_>>());
    let named = || rows.iter().flat_map(|row| row[2].split("; "));
    let unknown: Vec<&str> = named().filter(|case| !cases.contains(*case)).collect();
    assert!(unknown.is_empty(), "no case is called so:\n{}", unknown.join("\n"));
}

/// The titles of a file's cases that fail if the witnesses for a table have other weights.
pub(crate) fn failing(file: &str, weights: &link::Weights) -> Vec<String> {
    let text = fs::read_to_string(workspace().join("tests/literate").join(file)).unwrap();
    let cases = cases_of(&text).into_iter();
    cases.filter(|case| !case.failures_with(None, weights.clone()).is_empty()).map(|case| case.title).collect()
}

/// The cases that fail now, as `file.md: title`; of one file only, or of one case, if told.
pub(crate) fn failing_cases(only: Option<&str>) -> Vec<String> {
    let mut failing = Vec::new();
    for path in files_below(&workspace().join("tests/literate"), "md") {
        let file = path.file_name().unwrap().display().to_string();
        if only.is_some_and(|only| !only.starts_with(&file)) {
            continue;
        }
        let named = cases_of(&fs::read_to_string(&path).unwrap()).into_iter();
        let named = named.map(|case| (format!("{file}: {}", case.title), case));
        let named = named.filter(|(name, _)| only.is_none_or(|only| only == name));
        failing.extend(named.filter(|(_, case)| !case.failures(None).is_empty()).map(|(name, _)| name));
    }
    failing
}

/// The service of these cases of a file, as if they were one case.
pub(crate) fn compiled(file: &str, service: &str, titles: &[&str]) -> Service {
    let text = fs::read_to_string(workspace().join("tests/literate").join(file)).unwrap();
    let mut whole = Case::default();
    for case in cases_of(&text).into_iter().filter(|case| titles.contains(&&*case.title)) {
        whole.pages.extend(case.pages);
        whole.glossary.extend(case.glossary);
        whole.service = whole.service.or(case.service);
    }
    assert_eq!(whole.pages.len(), titles.len(), "{file}: {titles:?}");
    for (number, page) in whole.pages.iter_mut().enumerate() {
        page.path = format!("page_{number}.md");
        page.name.clone_from(&page.path);
    }
    whole.compiled(&link::Context { service, ..link::Context::default() }).service
}

/// The pages of each case, and its service.
pub(crate) fn services() -> Vec<(Vec<PageFile>, Service)> {
    let files = files_below(&workspace().join("tests/literate"), "md");
    let cases = files.iter().flat_map(|path| cases_of(&fs::read_to_string(path).unwrap()));
    let service = |case: Case| {
        let context = link::Context { service: "literate", ..link::Context::default() };
        let service = case.compiled(&context).service;
        (case.pages, service)
    };
    cases.map(service).collect()
}

#[derive(Default)]
struct Case {
    title: String,
    line: usize,
    pages: Vec<PageFile>,
    present: Vec<String>,
    forbidden: Vec<String>,
    diagnostics: Option<String>,
    glossary: Vec<(String, String)>,
    service: Option<String>,
}

fn cases_of(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            cases.push(Case { title: title.to_owned(), line: number + 1, ..Case::default() });
            continue;
        }
        let fence: String = line.chars().take_while(|c| *c == '`').collect();
        if fence.len() < 3 {
            continue;
        }
        let body: String = lines
            .by_ref()
            .map(|(_, line)| line)
            .take_while(|line| *line != fence)
            .flat_map(|line| [line, "\n"])
            .collect();
        let case = cases.last_mut().expect("a fence stands under a heading of level two");
        case.take(line.trim_start_matches('`').trim(), body);
    }
    cases
}

impl Case {
    fn take(&mut self, info: &str, body: String) {
        let ending = match info {
            "text page" => "txt",
            "markdown page" => "md",
            "html page" => "html",
            "mdx page" => "mdx",
            "rst page" => "rst",
            info if info.contains(" file ") => {
                let path = info.rsplit(' ').next().unwrap().to_owned();
                return self.pages.push(PageFile { name: path.clone(), path, bytes: body.into_bytes() });
            }
            "yaml ir" => return self.present.push(body),
            "yaml not ir" => return self.forbidden.push(body),
            "toml glossary" => return self.glossary.push(("glossary".to_owned(), body)),
            "yaml service" => return self.service = Some(body),
            "text diagnostics" => return self.diagnostics = Some(body),
            other => panic!("{}: no fence is called `{other}`", self.title),
        };
        let name = match self.pages.iter().filter(|file| file.is_page()).count() {
            0 => format!("page.{ending}"),
            more => format!("page_{}.{ending}", more + 1),
        };
        self.pages.push(PageFile { path: name.clone(), name, bytes: body.into_bytes() });
    }

    /// What is wrong with the case, read with the words of a vendor or with its own.
    fn failures(&self, vendor: Option<&Glossary>) -> Vec<String> {
        self.failures_with(vendor, link::Weights::default())
    }

    fn failures_with(&self, vendor: Option<&Glossary>, weights: link::Weights) -> Vec<String> {
        let context = link::Context { service: "literate", weights, glossary: vendor, ..link::Context::default() };
        let compiled = self.compiled(&context);
        let ir = compiled.service.to_yaml().unwrap();
        let mut failures = unaccounted(&compiled);
        for lines in self.present.iter().filter(|lines| !holds(&ir, lines)) {
            failures.push(format!("--- must stand in the IR\n{lines}\n--- the IR\n{ir}"));
        }
        for lines in self.forbidden.iter().filter(|lines| holds(&ir, lines)) {
            failures.push(format!("--- must not stand in the IR\n{lines}\n--- the IR\n{ir}"));
        }
        let must = self.diagnostics.clone().unwrap_or_default();
        let came = diagnostics(&compiled, if self.diagnostics.is_some() { Severity::Note } else { Severity::Warning });
        if must != came {
            failures.push(format!("--- diagnostics that must come\n{must}\n--- came\n{came}"));
        }
        failures
    }

    /// What comes of the pages with the words and corrections of the case.
    fn compiled(&self, context: &link::Context<'_>) -> Compiled {
        let own = (!self.glossary.is_empty()).then(|| Glossary::with(&self.glossary).unwrap());
        let (weights, glossary) = (context.weights.clone(), own.as_ref().or(context.glossary));
        let mut compiled =
            compile(&self.pages, &link::Context { service: context.service, weights, glossary, lock: None });
        if let Some(yaml) = &self.service {
            let source = Arc::new(Source::new("service.yaml", yaml));
            let file = ServiceFile::from_yaml(&source).unwrap();
            compiled.diagnostics.extend(file.apply(&mut compiled.service, &compiled.offers, &source));
        }
        compiled
    }
}

fn diagnostics(compiled: &Compiled, from: Severity) -> String {
    let worth = compiled.diagnostics.iter().filter(|diagnostic| diagnostic.code.severity() >= from);
    let line = |diagnostic: &specwright::diagnostic::Diagnostic| {
        let place = diagnostic.place.as_ref().map_or_else(String::new, |place| {
            let at = place.source.locate(place.span.start);
            format!("{}:{} ", at.line, at.column)
        });
        format!("{} {place}{}\n", diagnostic.code.id(), diagnostic.message)
    };
    worth.map(line).collect()
}

/// Whether the lines stand together in the text, all moved by the same indentation.
fn holds(text: &str, lines: &str) -> bool {
    let text: Vec<&str> = text.lines().collect();
    let lines: Vec<&str> = lines.lines().collect();
    (0..text.len()).any(|start| {
        let indent = text[start].len() - text[start].trim_start().len();
        (0..=indent).any(|indent| matches(&text[start..], &lines, indent))
    })
}

/// Whether the text begins with the lines at this indentation; `...` stands for lines of the same item.
fn matches(text: &[&str], lines: &[&str], indent: usize) -> bool {
    let Some((line, rest)) = lines.split_first() else { return true };
    if line.trim() == "..." {
        return (0..text.len()).any(|skipped| matches(&text[skipped..], rest, indent));
    }
    let moved = format!("{}{line}", " ".repeat(indent));
    text.first().is_some_and(|first| *first == moved) && matches(&text[1..], rest, indent)
}

#[test]
fn lines_are_found_at_any_indentation_and_only_together() {
    let text = "a:\n- name: x\n  in: query\n  doc: words\n- name: y\n";
    assert!(holds(text, "- name: x\n  in: query\n"));
    assert!(holds(text, "name: y\n") || holds(text, "- name: y\n"));
    assert!(holds(text, "- name: x\n...\n- name: y\n"));
    assert!(holds("k:\n    - name: x\n      in: query\n", "- name: x\n  in: query\n"));
    assert!(!holds(text, "- name: x\n  doc: words\n"));
    assert!(!holds(text, "- name: z\n"));
}
