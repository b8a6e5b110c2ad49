//! `docs = "facts"`: of the pages' sentences nothing stands in the emitted crate, of their facts all. Each literate page is
//! read and emitted, with its sentences and without.

use crate::literate;
use rayon::prelude::*;
use specwright::{PageFile, emit::rust, ir::Service};
use std::{collections::BTreeSet, sync::LazyLock};

/// So many words in a row are a sentence's, and no name's.
const RUN: usize = 4;

/// So many letters in a row are, where a language puts no blanks between words.
const RUN_OF_LETTERS: usize = 10;

const ADDRESS: &str = "https://pages.example.com/reference";

#[test]
fn a_crate_of_facts_has_no_sentence_of_a_page() {
    let quoted = |crate_of: fn(&Emitted) -> &str| -> Vec<String> {
        let quoted = EMITTED.par_iter().flat_map_iter(|emitted| {
            let stands = runs(&unwrapped(crate_of(emitted)));
            emitted.sentences.iter().filter(move |run| stands.contains(*run)).cloned()
        });
        quoted.collect()
    };
    let in_full = quoted(|emitted| &emitted.full).len();
    assert!(in_full > 500, "a crate with its docs has {in_full} runs of words only: are they found at all?");
    let in_bare = quoted(|emitted| &emitted.bare);
    assert!(in_bare.is_empty(), "{in_bare:#?}");
}

#[test]
fn a_crate_of_facts_has_all_names_types_constraints_and_links() {
    for Emitted { full, bare, .. } in &*EMITTED {
        let stands: BTreeSet<&str> = bare.lines().map(str::trim).collect();
        let is_code = |line: &&str| !line.starts_with("//") && !line.contains("samples");
        let lost: Vec<&str> =
            full.lines().map(str::trim).filter(is_code).filter(|line| !stands.contains(line)).collect();
        assert!(lost.is_empty(), "{lost:#?}");
        assert_eq!(bare.matches(ADDRESS).count(), full.matches(ADDRESS).count());
    }
    let numbers = literate::compiled("constraints.md", "kilns", &["Numbers and lengths"]);
    let bare = text_of(&numbers, true);
    for fact in ["Range: 1 to 12.", "Length: 1 to 64.", "Items: 1 to 8."] {
        assert!(bare.contains(fact), "{bare}");
    }
}

/// A service's crate.
struct Emitted {
    sentences: BTreeSet<String>,
    full: String,
    bare: String,
}

static EMITTED: LazyLock<Vec<Emitted>> = LazyLock::new(|| {
    let services = literate::services().into_par_iter().map(|(pages, mut service)| {
        for operation in &mut service.operations {
            operation.page_url = Some(ADDRESS.to_owned());
        }
        let sentences = |page: &PageFile| runs(&String::from_utf8_lossy(&page.bytes));
        // An operation without words is documented by its name, which can be as long.
        let names: Vec<String> = service.operations.iter().map(|operation| operation.name.replace('_', " ")).collect();
        let is_name = |run: &String| names.iter().any(|name| name.contains(run));
        Emitted {
            sentences: pages.iter().flat_map(sentences).filter(|run| !is_name(run)).collect(),
            full: text_of(&service, false),
            bare: text_of(&service, true),
        }
    });
    services.collect()
});

/// The sources of the crate; its tests and samples are made of examples.
fn text_of(service: &Service, facts_only: bool) -> String {
    let (files, _) =
        rust::emit(std::slice::from_ref(service), &rust::Options { facts_only, ..rust::Options::default() });
    let sources = files.into_iter().filter(|(path, _)| path.starts_with("src/") && !path.ends_with("samples.rs"));
    sources.map(|(_, text)| text).collect()
}

/// Docs in a line each, however they are wrapped.
fn unwrapped(code: &str) -> String {
    let mut text = String::new();
    for line in code.lines().map(str::trim_start) {
        match line.strip_prefix("/// ") {
            Some(words) => text.extend([" ", words]),
            None => text.extend(["\n", line]),
        }
    }
    text
}

/// All runs of words between which nothing but blanks and commas stands, in lower case.
fn runs(text: &str) -> BTreeSet<String> {
    let mut runs = BTreeSet::new();
    for phrase in text.split(|c: char| !(c.is_alphabetic() || " ,'’-".contains(c))) {
        let phrase = phrase.to_lowercase();
        let words: Vec<&str> = phrase.split([' ', ',']).filter(|word| !word.is_empty()).collect();
        runs.extend(words.windows(RUN).map(|run| run.join(" ")));
        let is_long = |word: &&&str| !word.is_ascii() && word.chars().count() >= RUN_OF_LETTERS;
        runs.extend(words.iter().filter(is_long).map(|word| (*word).to_owned()));
    }
    runs
}
