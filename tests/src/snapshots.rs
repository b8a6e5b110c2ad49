//! What is committed is what the pages say, and what a user can name of it is a snapshot: the public surface of each
//! service and of the obstacle course, a line each. `INSTA_UPDATE=always cargo test -p specwright-tests snapshots`
//! takes what came as right.

use crate::{emitted_crate::service, places::workspace, surface::surface};
use specwright::{Job, emit::rust, ir::Service, project::Project};

#[test]
fn the_ir_and_the_crate_are_what_the_pages_say() {
    let project = Project::open(&workspace()).unwrap();
    let run = specwright::run(&Job::new(&project), None, &()).unwrap();
    let changed: Vec<String> = run.outputs.changes().unwrap().into_iter().map(|change| change.path).collect();
    assert_eq!(changed, Vec::<String>::new(), "run `cargo run`, review what it changes, and commit it");
}

#[test]
fn the_surface_of_each_service() {
    let project = Project::open(&workspace()).unwrap();
    let folders = project.services().unwrap();
    let services: Vec<Service> = folders.into_iter().map(|folder| folder.ir.unwrap()).collect();
    let (files, _) = rust::emit(&services, &rust::Options::default());
    for service in &services {
        snapshot(&service.service, &surface(&files, &service.service));
    }
}

#[test]
fn the_surface_of_the_obstacle_course() {
    let obstacles = service(include_str!("../../generator/src/emit/rust/tests/obstacles.yaml"));
    let (files, _) = rust::emit(&[obstacles], &rust::Options::default());
    snapshot("obstacles", &surface(&files, "type_operation"));
}

fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(workspace().join("tests/snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}
