//! `another-vendor/`: a program of a vendor that no code knows, and of a second one. Their words, and what their clients
//! find by themselves, are in their folders, how their services ask who calls is in `service.yaml`; what comes of their
//! pages is their `ir.yaml`. `SPECWRIGHT_BLESS=1` writes what came as what must come.

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

fn compiled(project: &Project, id: &str) -> ir::Service {
    let mut services = project.services().unwrap().into_iter();
    compile_folder(&services.find(|service| service.id == id).unwrap(), &|| {}).service
}

const SERVICES: [&str; 7] = ["gates", "keyrings", "ledgers", "orchards", "ponds", "robots", "vaults"];

#[test]
fn pages_in_words_that_no_code_knows_are_read_by_data_alone() {
    let project = project();
    assert_eq!(run(&project).findings, []);
    for id in SERVICES {
        let came = compiled(&project, id).to_yaml().unwrap();
        let path = project.specs().join(id).join("ir.yaml");
        if std::env::var_os("SPECWRIGHT_BLESS").is_some() {
            fs::write(&path, &came).unwrap();
        }
        assert_eq!(came, fs::read_to_string(path).unwrap_or_default());
    }
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

/// The test of [`builder`](crate::builder) runs it, after the other program.
pub(crate) fn the_client_is_built_and_its_calls_are_taken() {
    let keys = Some(("access".to_owned(), "secret".to_owned()));
    let services = SERVICES.map(|id| compiled(&project(), id)).to_vec();
    let token = Some("secret".to_owned());
    let (_server, url) =
        served(Mock::new(services.clone(), Options { keys: keys.clone(), token, ..Options::default() }));
    let signed = services.iter().filter(|service| service.service == "orchards").cloned().collect();
    let (_signed, orchards) = served(Mock::new(signed, Options { keys, ..Options::default() }));
    let example = Example::new("another-vendor");
    let call = example.cargo(&["run", "--", &orchards, "secret"]);
    assert!(call.ran() && call.succeeded, "{}", call.said);
    assert!(call.said.contains("Some(4) crates\nSome(\"two apples for the horse\")"), "{}", call.said);
    // The server takes signatures under the vendor's names alone, and not from everybody.
    let refused = example.cargo(&["run", "--", &orchards, "another"]);
    assert!(!refused.ran() && !refused.succeeded, "{}", refused.said);
    assert!(refused.said.contains("MOCK.401") && refused.said.contains("x-gf-date"), "{}", refused.said);
    // Each way to show who calls, and what is said of a wrong secret.
    for (service, word, refusal) in [
        ("gates", "the gate is open", None),
        ("ledgers", "two barrels", Some("`Authorization` is wrong")),
        ("robots", "on its way", Some("`Authorization` is wrong")),
        ("keyrings", "three keys", Some("`key` is wrong")),
        ("vaults", "it is locked", Some("the secret is wrong, or the request was changed on the way")),
        ("ponds", "they swim", Some("the secret is wrong, or the request was changed on the way")),
    ] {
        let call = example.cargo(&["run", "--", &url, "secret", service]);
        assert!(call.succeeded && call.said.contains(&format!("Some({word:?})")), "{service}: {}", call.said);
        let refused = example.cargo(&["run", "--", &url, "another", service]);
        match refusal {
            Some(words) => assert!(!refused.succeeded && refused.said.contains(words), "{service}: {}", refused.said),
            None => assert!(refused.succeeded, "{service}: {}", refused.said),
        }
    }
    clients_find_what_their_vendor_s_folder_says(&example, &url);
}

fn clients_find_what_their_vendor_s_folder_says(example: &Example, url: &str) {
    let robots = [("GREENFIELD_ROBOTS_URL", url), ("GREENFIELD_WORD", "secret")];
    let ponds = [("MEADOW_URL", url), ("MEADOW_PUBLIC_KEY", "access"), ("MEADOW_PRIVATE_KEY", "secret")];
    for (service, variables, word) in [("robots", &robots[..], "on its way"), ("ponds", &ponds[..], "they swim")] {
        let call = example.cargo_in(variables, &["run", "--", "environment", "", service]);
        assert!(call.succeeded && call.said.contains(&format!("Some({word:?})")), "{service}: {}", call.said);
    }
    // Nothing of the vendor that is built in is asked, and the advice names the vendor's own variables.
    let alone = [("GREENFIELD_ROBOTS_URL", url), ("HUAWEICLOUD_SDK_AK", "a"), ("HUAWEICLOUD_SDK_SK", "s")];
    let refused = example.cargo_in(&alone, &["run", "--", "environment", "", "robots"]);
    assert!(
        !refused.succeeded && refused.said.contains("set GREENFIELD_BADGE and GREENFIELD_SEAL"),
        "{}",
        refused.said
    );
}

#[test]
fn a_page_by_its_path_is_read_in_the_words_of_its_service() {
    let project = project();
    for folder in project.services().unwrap() {
        let page = folder.found.pages.first().unwrap();
        let by_path = project.glossary_at(page.path.as_ref());
        assert!(std::ptr::eq(by_path, folder.glossary()), "{}", page.path);
    }
    assert!(std::ptr::eq(project.glossary_at(&project.specs()), project.glossary()));
}

#[test]
fn without_the_vendor_s_words_they_are_not() {
    let mut services = project().services().unwrap().into_iter();
    let folder = services.find(|service| service.id == "orchards").unwrap();
    let context = link::Context { service: "orchards", ..link::Context::default() };
    let compiled = compile(&folder.found.pages, &context);
    assert!(compiled.service.types.is_empty(), "{:#?}", compiled.service.types);
    assert!(compiled.pages.iter().all(|page| page.verdict != Verdict::Operations || page.rows == 0));
}
