//! Type cells, examples and constraints of real pages, where they are at hand: how many are
//! understood. The bars are those a user would notice if they were missed.

use crate::places::{entries, pages_below, shared};
use specwright::{
    diagnostic::Code,
    glossary::Glossary,
    interpret::{BodyDraft, ExampleSide, FieldDraft, Interpretation, TypeExpr, interpret},
    read::read,
};
use std::collections::BTreeMap;

/// At most this share of type cells may hold words that are no type.
const UNKNOWN_TYPES: f64 = 0.01;
/// At least this share of JSON examples must be read.
const EXAMPLES: f64 = 0.95;

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
    let Some(corpus) = shared("corpus/pages") else {
        eprintln!("skipped: the shared material is not at hand");
        return;
    };
    let mut count = Count::default();
    let glossary = Glossary::builtin();
    for set in entries(&corpus).iter().filter(|path| path.is_dir()) {
        for file in pages_below(set) {
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

fn of(count: usize) -> u32 {
    u32::try_from(count).unwrap()
}

impl Count {
    fn add(&mut self, interpretation: &Interpretation) {
        for draft in &interpretation.drafts {
            draft.inputs.iter().for_each(|input| self.field(&input.field));
            draft.request.iter().for_each(|body| self.body(body));
            for response in &draft.responses {
                response.headers.iter().for_each(|field| self.field(field));
                response.body.iter().for_each(|body| self.body(body));
            }
            let read = draft.examples.iter().filter(|example| example.value.is_some());
            self.values += of(read.filter(|example| !matches!(example.side, ExampleSide::Unsaid)).count());
        }
        interpretation.structures.iter().flat_map(|table| &table.fields).for_each(|field| self.field(field));
    }

    fn body(&mut self, body: &BodyDraft) {
        let tables = body.root.iter().chain(&body.structures);
        tables.flat_map(|table| &table.fields).for_each(|field| self.field(field));
    }

    fn field(&mut self, field: &FieldDraft) {
        self.cells += 1;
        if let TypeExpr::Unknown(words) = innermost(&field.ty.expr) {
            *self.unknown.entry(words.clone()).or_default() += 1;
        }
        let facts = &field.facts;
        let stated = [
            ("default", facts.default.is_some()),
            ("range", facts.range.is_some()),
            ("length", facts.length.is_some()),
            ("items", facts.items.is_some()),
            ("pattern", facts.pattern.is_some()),
            ("values", !facts.values.is_empty()),
            ("deprecated", facts.deprecated),
            ("nullable", facts.nullable),
            ("secret", facts.secret),
        ];
        for (fact, _) in stated.into_iter().filter(|(_, stated)| *stated) {
            *self.facts.entry(fact).or_default() += 1;
        }
    }
}

fn innermost(expr: &TypeExpr) -> &TypeExpr {
    match expr {
        TypeExpr::List(inner) | TypeExpr::Map(inner) => innermost(inner),
        other => other,
    }
}
