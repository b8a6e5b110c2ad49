//! Type cells, examples and constraints of real pages, where they are at hand: how many are
//! understood. The bars are those a user would notice if they were missed.

use crate::places::{entries, pages_below, shared, workspace};
use specwright::{
    Glossary,
    diagnostic::Code,
    interpret::{ExampleSide, FieldDraft, Interpretation, TableDraft, TypeExpr, interpret},
    ir::Facts,
    read::read,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

/// One page of so many is read: these are shares, and every page is read by the tests of the corpus.
const ONE_OF: usize = 4;

/// At most this share of type cells may hold words that are no type.
const UNKNOWN_TYPES: f64 = 0.01;
/// At least this share of JSON examples must be read.
const EXAMPLES: f64 = 0.95;

/// At least this share of a sample of constraints, drawn at random and judged by people, must be right.
const PRECISION: f64 = 0.97;

#[derive(Default)]
struct Count {
    cells: u32,
    unknown: BTreeMap<String, u32>,
    values: u32,
    unread: u32,
    facts: BTreeMap<&'static str, u32>,
}

#[test]
fn type_cells_and_examples_of_real_pages_are_understood() {
    let Some(corpus) = shared("corpus/pages") else { return };
    let mut count = Count::default();
    let glossary = Glossary::builtin();
    for set in entries(&corpus).iter().filter(|path| path.is_dir()) {
        for file in pages_below(set).iter().step_by(ONE_OF) {
            let (page, _) = read(&file.path, &file.bytes, glossary);
            let (interpretation, diagnostics) = interpret(&page, glossary);
            count.unread += of(diagnostics.iter().filter(|found| found.code == Code::UnreadExample).count());
            count.add(&interpretation);
        }
    }
    let unknown: u32 = count.unknown.values().sum();
    let share = |part: u32, whole: u32| f64::from(part) / f64::from(whole.max(1));
    println!("{} type cells, {unknown} of words that are no type: {:?}", count.cells, count.unknown);
    println!("{} JSON documents read, {} blocks not read", count.values, count.unread);
    println!("facts: {:?}", count.facts);
    assert!(share(unknown, count.cells) <= UNKNOWN_TYPES, "{:?}", count.unknown);
    assert!(share(count.values, count.values + count.unread) >= EXAMPLES);
}

/// `constraints.tsv` holds constraints that were read off real pages and held against them, with
/// the verdict. One that is no longer read is a change to look at; one that was wrong should go.
#[test]
fn a_sample_of_constraints_is_right() {
    let Some(corpus) = shared("corpus") else { return };
    let sample = fs::read_to_string(workspace().join("tests/verdicts/constraints.tsv")).unwrap();
    let rows = sample.lines().skip(1).map(|line| line.split('\t').collect::<Vec<&str>>());
    // Pages of other vendors are read with words of their own.
    let rows: Vec<Vec<&str>> = rows.filter(|row| !row[0].starts_with("vendors/")).collect();
    let pages: BTreeSet<&str> = rows.iter().map(|row| row[0]).collect();
    let mut read_off: BTreeSet<(String, String, String, String)> = BTreeSet::new();
    for path in pages {
        let bytes = fs::read(corpus.join(path)).unwrap();
        let (page, _) = read(path, &bytes, Glossary::builtin());
        let (interpretation, _) = interpret(&page, Glossary::builtin());
        let text = String::from_utf8_lossy(&bytes);
        for field in fields(&interpretation) {
            // A row that an example puts into another one has the way to it as its name.
            let name = field.name.rsplit('.').next().unwrap_or_default();
            // An example may show that a value is null.
            let null = is_shown_as_null(&text, name).then(|| ("nullable", "true".to_owned()));
            let stated = constraints(&field.facts).chain(null);
            read_off.extend(stated.map(|(fact, value)| (path.to_owned(), name.to_owned(), fact.to_owned(), value)));
        }
    }
    let key = |row: &[&str]| (row[0].to_owned(), row[1].to_owned(), row[2].to_owned(), row[3].to_owned());
    let lost: Vec<_> = rows.iter().filter(|row| row[4] == "right" && !read_off.contains(&key(row))).collect();
    assert!(lost.is_empty(), "{} of {} are no longer read: {lost:#?}", lost.len(), rows.len());
    let wrong = rows.iter().filter(|row| row[4] != "right" && read_off.contains(&key(row))).count();
    assert!(1.0 - f64::from(of(wrong)) / f64::from(of(rows.len())) >= PRECISION, "{wrong} wrong ones");
}

/// Whether some JSON of a page has null under a key.
fn is_shown_as_null(text: &str, key: &str) -> bool {
    let is_null =
        |after: &str| after.trim_start().strip_prefix(':').is_some_and(|value| value.trim_start().starts_with("null"));
    ["\"", "&quot;"].iter().any(|quote| text.split(&format!("{quote}{key}{quote}")).skip(1).any(is_null))
}

/// The constraints of a field, as `constraints.tsv` writes them.
fn constraints(facts: &Facts) -> impl Iterator<Item = (&'static str, String)> {
    let plain = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let values: Vec<String> = facts.values.iter().map(|value| plain(&value.value)).collect();
    let stated = [
        ("default", facts.default.as_ref().map(ToString::to_string)),
        ("range", facts.range.as_ref().map(ToString::to_string)),
        ("length", facts.length.as_ref().map(ToString::to_string)),
        ("items", facts.items.as_ref().map(ToString::to_string)),
        ("pattern", facts.pattern.clone()),
        ("format", facts.format.clone()),
        ("values", (!values.is_empty()).then(|| values.join("|"))),
        ("deprecated", facts.deprecated.then(|| "true".to_owned())),
        ("nullable", facts.nullable.then(|| "true".to_owned())),
        ("secret", facts.secret.then(|| "true".to_owned())),
    ];
    stated.into_iter().filter_map(|(fact, value)| Some((fact, value?)))
}

/// Every field that a page states.
fn fields(interpretation: &Interpretation) -> Vec<&FieldDraft> {
    let mut fields = Vec::new();
    let mut tables: Vec<&TableDraft> = interpretation.structures.iter().collect();
    for draft in &interpretation.drafts {
        fields.extend(draft.inputs.iter().map(|input| &input.field));
        fields.extend(draft.responses.iter().flat_map(|response| &response.headers));
        let answers = draft.responses.iter().filter_map(|response| response.body.as_ref());
        tables.extend(draft.request.iter().chain(answers).flat_map(|body| body.root.iter().chain(&body.structures)));
    }
    fields.extend(tables.into_iter().flat_map(|table| &table.fields));
    fields
}

fn of(count: usize) -> u32 {
    u32::try_from(count).unwrap()
}

impl Count {
    fn add(&mut self, interpretation: &Interpretation) {
        for draft in &interpretation.drafts {
            let read = draft.examples.iter().filter(|example| example.value.is_some());
            self.values += of(read.filter(|example| !matches!(example.side, ExampleSide::Unsaid)).count());
        }
        for field in fields(interpretation) {
            self.cells += 1;
            if let TypeExpr::Unknown(words) = innermost(&field.ty.expr) {
                *self.unknown.entry(words.clone()).or_default() += 1;
            }
            for (fact, _) in constraints(&field.facts) {
                *self.facts.entry(fact).or_default() += 1;
            }
        }
    }
}

fn innermost(expr: &TypeExpr) -> &TypeExpr {
    match expr {
        TypeExpr::List(inner) | TypeExpr::Map(inner) => innermost(inner),
        other => other,
    }
}
