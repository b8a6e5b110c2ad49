//! The services of the workspace: each IR and each emitted file as a snapshot, and what is committed held against
//! what the pages say. `INSTA_UPDATE=always cargo test -p specwright-tests snapshots` takes what came as right.

use crate::places::workspace;
use specwright::{compile_folder, emit, ir, project::Project};

#[test]
fn each_ir_and_each_emitted_file() {
    let project = Project::open(&workspace()).unwrap();
    let folders = project.services().unwrap();
    let services: Vec<ir::Service> = folders.iter().map(|folder| compile_folder(folder, &|| {}).service).collect();
    let (files, _) = emit::rust::emit(&services, &emit::rust::Options::default());
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(workspace().join("tests/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for service in &services {
            insta::assert_snapshot!(format!("{}_ir", service.service), service.to_yaml().unwrap());
        }
        for (path, text) in &files {
            insta::assert_snapshot!(format!("generated_{}", path.replace(['/', '.'], "_")), text);
        }
    });
}
