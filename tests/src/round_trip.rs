//! What is written comes back: one operation or several, written as a page in each form, language and loss, are read to
//! the same facts, or to what is left of them and a finding. A gap that is known stands in [`GAPS`] and must be taken out
//! once it is closed.

mod pages;
mod words;

use pages::{FORMS, Form, LOSSES, Loss, leads_to_a_table, written};
use specwright::{
    Compiled, PageFile, compile,
    diagnostic::Severity,
    ir::{Operation, Service, TypeRef},
    link,
};
use std::{collections::BTreeSet, fmt::Write};
use words::{LANGUAGES, Part, SAMPLES, Sample, Words};

/// Combinations that do not come back yet: form, language, loss, and why. `*` stands for all.
const GAPS: &[(&str, &str, &str, &str)] = &[(
    "CellALine",
    "*",
    "TypeHead",
    "with the last cell before them the heads are as many as the ruler shows columns; what that loses is told (SW204)",
)];

/// The same of pages with several operations.
const GAPS_OF_SEVERAL: &[(&str, &str, &str, &str)] = &[
    ("Paragraphs", "*", "*", "the title of the next operation is taken for the end of the last description"),
    ("Lines", "*", "*", "the title of the next operation is taken for the end of the last description"),
    ("Rst", "zh", "Nothing", "marks of bold stay in the caption of the last table, which loses its number"),
    ("Rst", "zh", "Date", "marks of bold stay in the caption of the last table, which loses its number"),
    ("Rst", "zh", "YesAndNo", "marks of bold stay in the caption of the last table, which loses its number"),
    ("Rst", "zh", "Yes", "marks of bold stay in the caption of the last table, which loses its number"),
];

#[test]
fn what_is_written_comes_back_in_each_form_language_and_loss() {
    assert_comes_back(&SAMPLES[..1], &LOSSES, GAPS);
}

#[test]
fn several_operations_of_a_page_come_back() {
    let losses = [Loss::Nothing, Loss::Date, Loss::YesAndNo, Loss::Yes, Loss::Names];
    assert_comes_back(&SAMPLES, &losses, GAPS_OF_SEVERAL);
}

fn assert_comes_back(samples: &[Sample], losses: &[Loss], gaps: &[(&str, &str, &str, &str)]) {
    let mut failures = String::new();
    for form in FORMS {
        for words in &LANGUAGES {
            for loss in losses.iter().copied() {
                let (form_name, loss_name) = (format!("{form:?}"), format!("{loss:?}"));
                let fits = |gap: &str, name: &str| gap == "*" || gap == name;
                let gap = gaps.iter().find(|(in_form, language, of_loss, _)| {
                    fits(in_form, &form_name) && fits(language, words.language) && fits(of_loss, &loss_name)
                });
                match (differences(form, words, loss, samples), gap) {
                    (difference, None) if !difference.is_empty() => {
                        writeln!(failures, "== {form_name}, {}, {loss_name}\n{difference}", words.language).unwrap();
                    }
                    (difference, Some(_)) if difference.is_empty() => {
                        writeln!(failures, "== {form_name}, {}, {loss_name}: a gap that is closed", words.language)
                            .unwrap();
                    }
                    _ => {}
                }
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

/// What came back and was not written, or the other way round; nothing where a loss is told.
fn differences(form: Form, words: &Words, loss: Loss, samples: &[Sample]) -> String {
    let page = written(form, words, loss, samples);
    let ending = match form {
        Form::Markdown => "md",
        Form::Html => "html",
        Form::Rst => "rst",
        _ => "txt",
    };
    let name = format!("page.{ending}");
    let file = PageFile { path: name.clone(), name, bytes: page.as_bytes().to_vec() };
    let compiled = compile(&[file], &link::Context { service: "kites", ..link::Context::default() });
    let untyped = |facts: BTreeSet<String>| {
        if loss == Loss::TypeHead { facts.iter().map(|fact| without_type(fact)).collect() } else { facts }
    };
    let mut text = String::new();
    let mut all_read = true;
    // Rows of four cells below three heads may stay unread, if that is told.
    let warned = loss == Loss::TypeHead && compiled.diagnostics.iter().any(|d| d.code.severity() >= Severity::Warning);
    for (nth, sample) in samples.iter().enumerate() {
        let (wanted, possible) = (untyped(wanted(words, loss, nth, sample)), untyped(stated(words, loss, nth, sample)));
        let read = found(&compiled.service, loss, sample);
        all_read &= read == stated(words, loss, nth, sample);
        let found = untyped(read);
        for fact in wanted.difference(&found).filter(|_| !warned) {
            writeln!(text, "   lost     {fact} of {}", sample.request).unwrap();
        }
        for fact in found.difference(&possible) {
            writeln!(text, "   invented {fact} of {}", sample.request).unwrap();
        }
    }
    if compiled.service.operations.len() > samples.len() {
        text.push_str("   an operation is invented\n");
    }
    let any = !compiled.diagnostics.is_empty();
    let told = match loss {
        Loss::Nothing | Loss::Date => true,
        Loss::Title => compiled.diagnostics.iter().any(|diagnostic| diagnostic.code.id() == "SW231"),
        // A cell that is there and empty is what the page says.
        Loss::YesAndNo | Loss::Yes => !form.drops_empty_cells() || any,
        Loss::Names => any,
        // Types can be told without their head.
        Loss::TypeHead => any || all_read,
    };
    if !told {
        text.push_str("   the loss is not told\n");
    }
    if !text.is_empty() && env_asks(form, words, loss) {
        println!("{page}\n{}", findings(&compiled));
    }
    text
}

/// `ROUND_TRIP=Lines,pt,Nothing` prints the page and what was found on it.
fn env_asks(form: Form, words: &Words, loss: Loss) -> bool {
    std::env::var("ROUND_TRIP").is_ok_and(|asked| asked == format!("{form:?},{},{loss:?}", words.language))
}

fn findings(compiled: &Compiled) -> String {
    let worth = compiled.diagnostics.iter().filter(|diagnostic| diagnostic.code.severity() >= Severity::Note);
    worth.map(|diagnostic| format!("{} {}\n", diagnostic.code.id(), diagnostic.message)).collect::<Vec<_>>().concat()
}

/// A fact without its type.
fn without_type(fact: &str) -> String {
    let words: Vec<&str> = fact.split(' ').take(2).collect();
    words.join(" ")
}

/// The facts that must come back: those that the loss leaves.
fn wanted(words: &Words, loss: Loss, nth: usize, sample: &Sample) -> BTreeSet<String> {
    let mut facts = stated(words, loss, nth, sample);
    if loss == Loss::Names {
        let nameless = ["body tails", "200 pilot"];
        facts.retain(|fact| !nameless.iter().any(|name| fact.starts_with(name)));
    }
    facts
}

/// The facts that the page states, or stated before names were lost.
fn stated(words: &Words, loss: Loss, nth: usize, sample: &Sample) -> BTreeSet<String> {
    let mut facts = BTreeSet::from([sample.request.to_owned()]);
    if loss != Loss::Title {
        facts.insert(format!("title {}", words.titles[nth]));
    }
    for (part, rows) in sample.parts {
        let (place, prefix) = part.path();
        for (name, mandatory, ty, _) in *rows {
            let ty = match *ty {
                list if leads_to_a_table(list) && list.starts_with("Array of") => "list<object>".to_owned(),
                object if leads_to_a_table(object) => "object".to_owned(),
                scalar => scalar.to_lowercase(),
            };
            let required = *mandatory && (!matches!(loss, Loss::YesAndNo | Loss::Yes) || *part == Part::Path);
            facts.insert(format!("{place} {prefix}{name} {ty}{}", if required { "!" } else { "" }));
        }
    }
    facts
}

/// The facts that were read of an operation.
fn found(service: &Service, loss: Loss, sample: &Sample) -> BTreeSet<String> {
    let mut facts = BTreeSet::new();
    for operation in &service.operations {
        let Operation { method, path, title, inputs, body, outputs, .. } = operation;
        let request = format!("{} {path}", method.as_str());
        if request != sample.request {
            continue;
        }
        facts.insert(request);
        if !title.is_empty() || loss != Loss::Title {
            facts.insert(format!("title {title}"));
        }
        for input in inputs {
            let place = input.location.as_str();
            let required = if input.required { "!" } else { "" };
            facts.insert(format!("{place} {} {}{required}", input.name, kind(&input.ty)));
        }
        if let Some(body) = body {
            members(service, "body", "", &body.ty, &mut facts);
        }
        for output in outputs {
            let status = format!("{:?}", output.status).replace(|c: char| !c.is_ascii_digit(), "");
            if let Some(ty) = &output.ty {
                members(service, &status, "", ty, &mut facts);
            }
        }
    }
    facts
}

fn members(service: &Service, place: &str, prefix: &str, ty: &TypeRef, facts: &mut BTreeSet<String>) {
    match ty {
        TypeRef::Named(name) => {
            for field in service.types.get(name).into_iter().flat_map(|ty| &ty.fields) {
                let required = if field.required { "!" } else { "" };
                facts.insert(format!("{place} {prefix}{} {}{required}", field.name, kind(&field.ty)));
                let list = if matches!(field.ty, TypeRef::List(_)) { "[]" } else { "" };
                members(service, place, &format!("{prefix}{}{list}.", field.name), &field.ty, facts);
            }
        }
        TypeRef::List(inner) | TypeRef::Map(inner) => members(service, place, prefix, inner, facts),
        _ => {}
    }
}

fn kind(ty: &TypeRef) -> String {
    match ty {
        TypeRef::Named(_) => "object".to_owned(),
        TypeRef::List(inner) => format!("list<{}>", kind(inner)),
        other => other.to_string(),
    }
}
