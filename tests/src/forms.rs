//! One page in many forms, where real pages are at hand: its source, the HTML of it, and what scrapers leave of that
//! say the same. None of them stops the program or loses a row in silence, and no example breaks a constraint of its
//! own page. `FORMS=trafilatura-2.3.1` measures one form alone and prints what differs.

use crate::{
    corpus::{broken, stopped_or_lost},
    places::{entries, shared},
};
use rayon::prelude::*;
use specwright::{
    PageFile, compile,
    ir::{From, Operation, Service, Status, TypeRef},
    link,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

/// What each form reaches at least: the share of pages that state the same, the mean F1 of all that the IR holds
/// against that of their sources, and of what tables and prose state; and at most: the share of facts that no source
/// states.
const FLOORS: &[(&str, f64, f64, f64, f64)] = &[
    ("html", 0.99, 0.99, 0.99, 0.0),
    ("html2text", 0.99, 0.99, 0.99, 0.0),
    ("innertext", 0.99, 0.99, 0.99, 0.0),
    ("trafilatura-1.10.0", 0.87, 0.97, 0.92, 0.001),
    ("trafilatura-1.12.2", 0.94, 0.98, 0.96, 0.001),
    ("trafilatura-2.0.0", 0.94, 0.98, 0.96, 0.001),
    ("trafilatura-2.3.1", 0.96, 0.98, 0.99, 0.004),
];

/// No structure is followed deeper.
const DEEPEST: usize = 12;

/// Location and pointer.
type Place = (&'static str, String);

/// What the IR of a page holds.
#[derive(Default)]
struct Facts {
    /// What the page states: type, and `!` where it must be given.
    stated: BTreeMap<Place, String>,
    /// That, and what only its examples show.
    held: BTreeSet<Place>,
}

impl Facts {
    /// Whether the place is a new one.
    fn state(&mut self, place: Place, said: String) -> bool {
        self.held.insert(place.clone());
        self.stated.insert(place, said).is_none()
    }
}

/// A page of the sample: where its source is, and the folders and the name of its forms.
struct Sample {
    source: PathBuf,
    form: String,
}

#[derive(Default)]
struct Measure {
    pages: usize,
    eligible: usize,
    same: usize,
    held_f1: f64,
    stated_f1: f64,
    rows: usize,
    invented: usize,
    lost: usize,
    differences: Vec<String>,
}

#[test]
fn html_and_dumps_say_what_their_source_says() {
    let Some(corpus) = shared("corpus/html").and_then(|_| shared("corpus")) else { return };
    let only = env::var("FORMS").ok();
    let samples = samples(&corpus);
    let sources: Vec<Facts> = samples.par_iter().map(|sample| facts_of(&sample.source)).collect();
    let mut table = String::from("form                 pages eligible   same   held stated   rows  lost  invented\n");
    let mut measures = BTreeMap::new();
    for (form, folder, ending) in forms(&corpus) {
        if only.as_ref().is_some_and(|only| *only != form) {
            continue;
        }
        let measure = measure(&samples, &sources, &folder, ending);
        let shares = [measure.same_share(), measure.held_f1(), measure.stated_f1()];
        let shares = shares.map(|share| format!("{:6.1}", 100.0 * share)).join(" ");
        let Measure { pages, eligible, rows, lost, invented, .. } = measure;
        writeln!(table, "{form:20} {pages:5} {eligible:8} {shares} {rows:6} {lost:5} {invented:9}").unwrap();
        if only.is_some() {
            println!("{}", measure.differences.join("\n"));
        }
        measures.insert(form, measure);
    }
    println!("{table}");
    for (form, same, held, stated, invented) in FLOORS {
        let Some(measure) = measures.get(*form) else { continue };
        assert!(measure.same_share() >= *same, "{form}: too few pages say the same\n{table}");
        assert!(measure.held_f1() >= *held, "{form}: the IR lacks too much\n{table}");
        assert!(measure.stated_f1() >= *stated, "{form}: too many facts are lost\n{table}");
        assert!(share(measure.invented, measure.rows) <= *invented, "{form}: facts are invented\n{table}");
    }
}

/// The forms by name: their folder, and the ending of their files.
fn forms(corpus: &Path) -> Vec<(String, PathBuf, &'static str)> {
    let tools = entries(&corpus.join("dumps"));
    let name = |tool: &PathBuf| tool.file_name().unwrap().to_string_lossy().into_owned();
    let dumps = tools.into_iter().filter(|tool| tool.is_dir()).map(|tool| (name(&tool), tool, "txt"));
    std::iter::once(("html".to_owned(), corpus.join("html"), "html")).chain(dumps).collect()
}

/// The sample, with the source of each page: files of one name in several folders of a documentation were told
/// apart by their operations.
fn samples(corpus: &Path) -> Vec<Sample> {
    let rows = |file: &str| -> Vec<serde_json::Value> {
        let text = fs::read_to_string(corpus.join(file)).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let pages = rows("index.jsonl");
    let same = |page: &serde_json::Value, row: &serde_json::Value| {
        ["corpus", "service", "title", "ops"].iter().all(|key| page[key] == row[key])
    };
    let sample = |row: &serde_json::Value| {
        let word = |key: &str| row[key].as_str().unwrap().to_owned();
        let file = word("file");
        let namesake =
            |page: &serde_json::Value| page["page"].as_str().unwrap().rsplit('/').next() == file.rsplit('/').next();
        let mut alike = pages.iter().filter(|page| same(page, row)).peekable();
        let first = *alike.peek().unwrap_or_else(|| panic!("no source for {file}"));
        let page = alike.find(|page| namesake(page)).unwrap_or(first);
        Sample {
            source: corpus.join(page["page"].as_str().unwrap()),
            form: format!("{}/{}/{}", word("corpus"), word("service"), word("id")),
        }
    };
    rows("html/index.jsonl").iter().map(sample).collect()
}

fn measure(samples: &[Sample], sources: &[Facts], folder: &Path, ending: &str) -> Measure {
    let forms: Vec<(Facts, String)> = samples
        .par_iter()
        .map(|sample| {
            let path = folder.join(format!("{}.{ending}", sample.form));
            (facts_of(&path), fs::read_to_string(&path).unwrap_or_default())
        })
        .collect();
    let mut measure = Measure::default();
    for ((sample, source), (form, text)) in samples.iter().zip(sources).zip(&forms) {
        measure.pages += 1;
        if ending == "html" || holds_every_name(text, source) {
            measure.add(sample, source, form);
        }
    }
    measure
}

impl Measure {
    fn add(&mut self, sample: &Sample, source: &Facts, form: &Facts) {
        let keys = |facts: &Facts| facts.stated.keys().cloned().collect::<BTreeSet<_>>();
        let (stated, found) = (keys(source), keys(form));
        self.eligible += 1;
        self.same += usize::from(source.stated == form.stated);
        self.held_f1 += f1(&source.held, &form.held);
        self.stated_f1 += f1(&stated, &found);
        self.rows += found.len();
        self.lost += stated.difference(&found).count();
        self.invented += found.difference(&stated).count();
        if source.stated != form.stated {
            self.differences.push(difference(sample, &source.stated, &form.stated));
        }
    }

    fn same_share(&self) -> f64 {
        share(self.same, self.eligible)
    }

    fn held_f1(&self) -> f64 {
        mean(self.held_f1, self.eligible)
    }

    fn stated_f1(&self) -> f64 {
        mean(self.stated_f1, self.eligible)
    }
}

fn f1(one: &BTreeSet<Place>, other: &BTreeSet<Place>) -> f64 {
    share(2 * one.intersection(other).count(), one.len() + other.len())
}

fn mean(sum: f64, count: usize) -> f64 {
    sum / f64::from(u32::try_from(count.max(1)).unwrap())
}

fn share(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap());
    if whole == 0 { 1.0 } else { number(part) / number(whole) }
}

/// What a page and its form do not share, a line a fact.
fn difference(sample: &Sample, source: &BTreeMap<Place, String>, form: &BTreeMap<Place, String>) -> String {
    let mut text = format!("== {}", sample.form);
    let keys: BTreeSet<_> = source.keys().chain(form.keys()).collect();
    for key @ (place, pointer) in keys {
        let line = match (source.get(key), form.get(key)) {
            (Some(said), None) => format!("lost     {place} {pointer} {said}"),
            (None, Some(said)) => format!("invented {place} {pointer} {said}"),
            (Some(said), Some(here)) if said != here => format!("changed  {place} {pointer} {said} -> {here}"),
            _ => continue,
        };
        write!(text, "\n   {line}").unwrap();
    }
    text
}

/// Whether a text holds each name of some facts as a word.
fn holds_every_name(text: &str, facts: &Facts) -> bool {
    let part = |c: char| c.is_alphanumeric() || "_-.:@$".contains(c);
    let words: BTreeSet<&str> = text.split(|c: char| !part(c)).map(|word| word.trim_matches(['.', ':'])).collect();
    let rows = facts.stated.keys().filter(|(place, _)| *place != "operation");
    let mut names = rows.flat_map(|(_, pointer)| pointer.split('/')).filter(|name| !matches!(*name, "" | "[]" | "{}"));
    names.all(|name| words.contains(name) || text.contains(name) && !name.chars().all(part))
}

fn facts_of(path: &Path) -> Facts {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let Ok(bytes) = fs::read(path) else { return Facts::default() };
    let page = PageFile { path: name.clone(), name, bytes };
    let compiled = compile(&[page], &link::Context { service: "forms", ..Default::default() });
    let failures = [stopped_or_lost(&compiled), broken(&compiled)].concat();
    assert!(failures.is_empty(), "{}: {failures:#?}", path.display());
    let mut facts = Facts::default();
    for operation in &compiled.service.operations {
        add_operation(&mut facts, &compiled.service, operation);
    }
    facts
}

fn add_operation(facts: &mut Facts, service: &Service, operation: &Operation) {
    let line = format!("{:?} {} {:?}", operation.method, operation.path, operation.when);
    facts.state(("operation", line), String::new());
    for input in &operation.inputs {
        let place = match input.location {
            specwright::ir::Location::Path => "path",
            specwright::ir::Location::Query => "query",
            specwright::ir::Location::Header => "header",
        };
        facts.state((place, input.name.clone()), said(service, &input.ty, input.required));
    }
    if let Some(body) = &operation.body {
        add_rows(facts, service, "body", "", &body.ty, 0);
    }
    let good = |status: Status| matches!(status, Status::Code(200..=299));
    for output in operation.outputs.iter().filter(|output| good(output.status)) {
        if let Some(ty) = &output.ty {
            add_rows(facts, service, "response", "", ty, 0);
        }
    }
}

/// The fields below a type. A table may state members of what only an example shows.
fn add_rows(facts: &mut Facts, service: &Service, place: &'static str, pointer: &str, ty: &TypeRef, depth: usize) {
    match ty {
        _ if depth > DEEPEST => {}
        TypeRef::List(inner) => add_rows(facts, service, place, &format!("{pointer}/[]"), inner, depth + 1),
        TypeRef::Map(inner) => add_rows(facts, service, place, &format!("{pointer}/{{}}"), inner, depth + 1),
        TypeRef::Named(name) => {
            let fields = service.types.get(name).map_or(&[][..], |ty| &ty.fields);
            for field in fields {
                let below = format!("{pointer}/{}", field.name);
                if field.facts.from == Some(From::Example) {
                    facts.held.insert((place, below.clone()));
                    add_rows(facts, service, place, &below, &field.ty, depth + 1);
                    continue;
                }
                let required = field.required && place == "body";
                if facts.state((place, below.clone()), said(service, &field.ty, required)) {
                    add_rows(facts, service, place, &below, &field.ty, depth + 1);
                }
            }
        }
        _ => {}
    }
}

/// A type by its class, as names of types say nothing on the wire.
fn said(service: &Service, ty: &TypeRef, required: bool) -> String {
    let class = match ty {
        TypeRef::Named(name) if service.types.contains_key(name) => "object".to_owned(),
        TypeRef::List(inner) => format!("list<{}>", said(service, inner, false)),
        TypeRef::Map(inner) => format!("map<{}>", said(service, inner, false)),
        other => other.to_string(),
    };
    if required { class + "!" } else { class }
}
