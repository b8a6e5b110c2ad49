//! The program in `build-script/` is built as its users build theirs, and its generator runs when it must and only then.

use crate::{another_vendor, example::Example};

const PAGE: &str = "specs/kilns/pages/FireKiln.md";

/// One test for both programs: cargo builds one after the other, and a test that waits for that keeps a thread from
/// others.
#[test]
fn programs_make_their_clients_when_they_are_built() {
    a_client_is_made_by_the_build_and_only_when_what_it_is_made_of_changed();
    another_vendor::the_client_is_built_and_its_calls_are_taken();
}

fn a_client_is_made_by_the_build_and_only_when_what_it_is_made_of_changed() {
    let example = Example::new("build-script");
    let ran = example.cargo(&["run"]);
    // The commands that cargo shows name flags such as `libc_deny_warnings`; a warning opens a line.
    let warns = |line: &str| line.trim_start().starts_with("warning");
    assert!(!ran.said.lines().any(warns), "{}", ran.said);
    assert!(ran.ran() && ran.said.contains("FireKilnBody { programme: Some(\"glaze\")"), "{}", ran.said);

    let page = example.get(PAGE);
    example.put("specs/kilns/pages/ShowKiln.md", &page.replace("FireKiln", "ShowKiln").replace("POST", "PUT"));
    assert!(example.build(), "a page came");
    example.put("README.md", "Not a page.\n");
    assert!(!example.build(), "nothing that is read changed");
    example.put(PAGE, &page.replace("Heating curve.", "Curve of the heat."));
    assert!(example.build(), "a page changed");

    // What is not sound ends the build with the diagnostic, what is lost is a warning.
    example.put("specs/kilns/service.yaml", "titel: Kilns\n");
    let failed = example.cargo(&["build"]);
    assert!(!failed.succeeded, "{}", failed.said);
    assert!(failed.said.contains("specs/kilns/service.yaml:1: `titel` is not a key here [SW403]"), "{}", failed.said);
    assert!(failed.said.contains("^^^^^"), "{}", failed.said);
    example.put("specs/kilns/service.yaml", "title: Kilns\n");
    example.put(PAGE, &page.replace("| programme | Yes | String |", "| programme | Yes | Curve of heat |"));
    let warned = example.cargo(&["build"]);
    assert!(warned.succeeded && warned.said.contains("is not a known type [SW306]"), "{}", warned.said);
}
