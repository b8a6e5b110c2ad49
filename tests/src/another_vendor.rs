//! `another-vendor/`: a program of a vendor that no code knows. Its words are a glossary file, its signature is in
//! `service.yaml`; what comes of its pages is its `ir.yaml`. `SPECWRIGHT_BLESS=1` writes what came as what must come.

use crate::{example::Example, places::workspace, served::served};
use specwright::{
    Job, Run, compile, compile_folder,
    interpret::Verdict,
    ir, link,
    mock::{Mock, Options},
    project::Project,
};
use std::fs;

fn project() -> Project {
    Project::open(&workspace().join("tests/another-vendor")).unwrap()
}

fn run(project: &Project) -> Run<'_> {
    specwright::run(&Job::new(project), None, &()).unwrap()
}

fn compiled(project: &Project) -> ir::Service {
    compile_folder(&project.services().unwrap().remove(0), &|| {}).service
}

#[test]
fn pages_in_words_that_no_code_knows_are_read_by_data_alone() {
    let project = project();
    assert_eq!(run(&project).findings, []);
    let came = compiled(&project).to_yaml().unwrap();
    let path = project.specs().join("orchards/ir.yaml");
    if std::env::var_os("SPECWRIGHT_BLESS").is_some() {
        fs::write(&path, &came).unwrap();
    }
    assert_eq!(came, fs::read_to_string(path).unwrap_or_default());
}

#[test]
fn the_client_signs_under_the_vendor_s_names() {
    let project = project();
    let changes = run(&project).outputs.changes().unwrap();
    let module = changes.iter().find(|change| change.path == "generated/src/orchards/mod.rs").unwrap();
    let text = module.after.as_deref().unwrap();
    for line in [
        "runtime::Client::signed_as(config, &SERVICE, &SIGNING)",
        "algorithm: \"GF1-HMAC-SHA256\",",
        "date: \"X-Gf-Date\",",
        "project: \"X-Gf-Estate\",",
        "..runtime::SigningNames::BASE",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[test]
fn the_client_is_built_and_its_calls_are_taken() {
    let keys = Some(("access".to_owned(), "secret".to_owned()));
    let mock = Mock::new(vec![compiled(&project())], Options { keys, ..Options::default() });
    let (_server, url) = served(mock);
    let example = Example::new("another-vendor");
    let call = example.cargo(&["run", "--", &url, "secret"]);
    assert!(call.ran() && call.succeeded, "{}", call.said);
    assert!(call.said.contains("Some(4) crates; Some(\"two apples for the horse\")"), "{}", call.said);
    // The server takes signatures under the vendor's names alone, and not from everybody.
    let refused = example.cargo(&["run", "--", &url, "another"]);
    assert!(!refused.ran() && !refused.succeeded, "{}", refused.said);
    assert!(refused.said.contains("MOCK.401") && refused.said.contains("x-gf-date"), "{}", refused.said);
}

#[test]
fn without_the_glossary_file_they_are_not() {
    let folder = project().services().unwrap().remove(0);
    let context = link::Context { service: "orchards", ..link::Context::default() };
    let compiled = compile(&folder.found.pages, &context);
    assert!(compiled.service.types.is_empty(), "{:#?}", compiled.service.types);
    assert!(compiled.pages.iter().all(|page| page.verdict != Verdict::Operations || page.rows == 0));
}
