//! `vendors/`: one project a vendor, with the few words and facts that its reference needs, and literate pages in its
//! form; what comes of them is their `ir.yaml`. `SPECWRIGHT_BLESS=1` writes what came as what must come.

use crate::places::workspace;
use specwright::{Job, compile_folder, diagnostic::Severity, project::Project, run};
use std::fs;

/// Lines of words and facts that a vendor may need.
const MOST_LINES: usize = 30;

#[test]
fn pages_of_each_vendor_are_read_by_a_few_lines_of_data() {
    for vendor in ["openstack"] {
        let folder = workspace().join("tests/vendors").join(vendor);
        let project = Project::open(&folder).unwrap();
        let found = run(&Job::new(&project), None, &()).unwrap().findings;
        let lost: Vec<_> = found.iter().filter(|finding| finding.code.severity() > Severity::Note).collect();
        assert!(lost.is_empty(), "{vendor}: {lost:#?}");
        let mut lines = project.config.glossary.iter().map(|file| lines_of(&folder.join(file))).sum::<usize>();
        for service in project.services().unwrap() {
            let home = project.specs().join(&service.id);
            lines += lines_of(&home.join("service.yaml"));
            let came = compile_folder(&service, &|| {}).service.to_yaml().unwrap();
            let path = home.join("ir.yaml");
            if std::env::var_os("SPECWRIGHT_BLESS").is_some() {
                fs::write(&path, &came).unwrap();
            }
            assert_eq!(came, fs::read_to_string(path).unwrap_or_default(), "{vendor}");
        }
        assert!(lines <= MOST_LINES, "{vendor} needs {lines} lines of data");
    }
}

fn lines_of(path: &std::path::Path) -> usize {
    fs::read_to_string(path).unwrap().lines().count()
}
