//! What people do when a page changed: see the difference, classified; keep the names, or take fresh ones.

use super::project::{PAGE, Project, specwright};
use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Command, Stdio},
};

const CHANGED: (&str, &str) = ("| heat | Integer | Degrees inside. |", "| heat | String | Degrees inside. |");

impl Project {
    /// A repository whose first commit, `first`, has the project as the main job leaves it.
    fn committed() -> Self {
        let project = Self::new();
        project.run(&[]);
        project.git(&["init", "--quiet"]);
        project.git(&["config", "user.name", "Potter"]);
        project.git(&["config", "user.email", "potter@example.com"]);
        project.commit("first");
        project
    }

    fn commit(&self, tag: &str) {
        self.git(&["add", "."]);
        self.git(&["commit", "--quiet", "--message", tag]);
        self.git(&["tag", tag]);
    }

    fn git(&self, arguments: &[&str]) {
        let done = Command::new("git").arg("-C").arg(self.path("")).args(arguments).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }

    fn edit_page(&self, from: &str, to: &str) {
        assert!(PAGE.contains(from), "nothing to edit: {from}");
        self.put("specs/kilns/pages/ShowKiln.md", &PAGE.replace(from, to));
    }
}

#[test]
fn a_page_is_compared_with_a_revision_cell_by_cell() {
    let project = Project::committed();
    assert_eq!(project.run(&["diff", "first"]).out, "no change\n");
    project.edit_page(CHANGED.0, CHANGED.1);
    let before = project.all();
    let ran = project.run(&["diff", "first", "--fail-on", "breaking"]);
    let expected = "\
breaking   response kilns types.ShowKilnOutput.heat: field's type changed
    specs/kilns/pages/ShowKiln.md:26                     | specs/kilns/pages/ShowKiln.md:26
    Type: Integer                                        | Type: String
1 breaking; the crate's version: major
";
    assert_eq!((ran.code, ran.out.as_str()), (1, expected), "{}", ran.err);
    assert_eq!(project.all(), before);
    assert_eq!(project.run(&["diff", "first"]).code, 0);
    // Both sides may be revisions, and asked for from below.
    project.commit("second");
    let below = specwright(&project.path("specs/kilns"), &["diff", "first", "second"]);
    assert!(below.code == 0 && below.out.contains("field's type changed"), "{}{}", below.out, below.err);
    assert_eq!(project.run(&["diff", "second", "HEAD"]).out, "no change\n");
}

#[test]
fn any_two_versions_can_be_compared() {
    let project = Project::committed();
    let ir = project.get("specs/kilns/ir.yaml");
    project.put("old/ir.yaml", &ir);
    project.put("new.yaml", &ir.replace("type: integer", "type: string"));
    project.put("old/pages/ShowKiln.md", PAGE);
    project.put("new/ShowKiln.md", &PAGE.replace(CHANGED.0, CHANGED.1));
    project.put("all/kilns/pages/ShowKiln.md", &PAGE.replace(CHANGED.0, CHANGED.1));
    for (old, new) in [
        ("old/ir.yaml", "new.yaml"),
        ("old/pages", "new"),
        ("old", "new"),
        ("specs", "all"),
        (".", "all"),
        ("first", "new.yaml"),
        ("specs/kilns", "all/kilns"),
    ] {
        let ran = project.run(&["diff", old, new]);
        assert!(
            ran.code == 0 && ran.out.contains("types.ShowKilnOutput.heat: field's type changed"),
            "{old} {new}: {}{}",
            ran.out,
            ran.err
        );
    }
    for wrong in [["no-such-thing", "new"], ["--", "--output=x"]] {
        let ran = project.run(&[&["diff"][..], &wrong].concat());
        assert!(ran.code == 2 && ran.err.contains("is neither a path nor a git revision"), "{}", ran.err);
    }
}

#[test]
fn a_service_that_comes_or_goes_is_told_by_its_operations() {
    let project = Project::committed();
    project.put("specs/ovens/pages/ShowOven.md", &PAGE.replace("Kiln", "Oven").replace("kiln", "oven"));
    let come = project.run(&["diff", "first"]).out;
    assert_eq!(come, "additive   both     ovens show_oven: operation added\n     | GET /v1/{project_id}/ovens/{oven_id}\n1 additive; the crate's version: minor\n".replace("\n     |", &format!("\n    {} |", " ".repeat(52))));
    project.commit("second");
    let gone = project.run(&["diff", "second", "first"]).out;
    assert!(gone.contains("breaking   both     ovens show_oven: operation removed"), "{gone}");
}

#[test]
fn changes_come_in_the_form_asked_for() {
    let project = Project::committed();
    project.edit_page(CHANGED.0, "| heat | String | Degrees | inside; ask @potter <b>`now`</b>. |");
    let run = |format: &str| project.run(&["diff", "first", "--format", format]).out;
    let object: serde_json::Value = serde_json::from_str(&run("json")).unwrap();
    assert_eq!((&object["class"], &object["effect"]), (&"breaking".into(), &"major".into()));
    let change = &object["changes"][0];
    assert_eq!((&change["event"], &change["subject"]), (&"field_retyped".into(), &"types.ShowKilnOutput.heat".into()));
    assert_eq!((&change["old_row"]["cells"][1]["text"], &change["new_row"]["line"]), (&"Integer".into(), &26.into()));
    let github = run("github");
    assert!(github.starts_with("::error file=specs/kilns/pages/ShowKiln.md,line=26,title=breaking (response)::kilns types.ShowKilnOutput.heat: field's type changed%0A"), "{github}");
    let markdown = run("markdown");
    assert!(markdown.starts_with("**1 breaking"), "{markdown}");
    assert!(markdown.contains("| `Type`: `Integer`<br>") && markdown.contains("| `Type`: `String`<br>"), "{markdown}");
}

#[test]
fn check_says_what_the_changes_mean_and_which_command_makes_them() {
    let project = Project::committed();
    project.edit_page(CHANGED.0, CHANGED.1);
    let text = project.run(&["check"]);
    assert!(text.out.contains("-      type: integer\n+      type: string\n"), "{}", text.out);
    assert!(
        text.out.contains("\nbreaking   response kilns types.ShowKilnOutput.heat: field's type changed\n"),
        "{}",
        text.out
    );
    assert!(text.err.contains("would change; to write them, run: specwright"), "{}", text.err);
    let github = project.run(&["check", "--format", "github"]).out;
    assert!(
        github.starts_with("::group::diff\n") && github.contains("::error file=specs/kilns/pages/ShowKiln.md,line=26,"),
        "{github}"
    );
    assert!(github.contains("::error file=specs/kilns/ir.yaml,line=1,title=out of date::"), "{github}");
    let json: serde_json::Value = serde_json::from_str(&project.run(&["check", "--format", "json"]).out).unwrap();
    assert_eq!((&json["class"], &json["files"][0]), (&"breaking".into(), &"specs/kilns/ir.yaml".into()));
    assert!(
        project.run(&["check", "--format", "markdown"]).out.starts_with("**1 breaking; the crate's version: major**")
    );
}

#[test]
fn no_line_of_a_page_becomes_a_command_of_a_workflow() {
    let project = Project::committed();
    project.edit_page("Tells how hot a kiln is.", "Tells how hot.\n\n::error::the vendor says so");
    let out = project.run(&["check", "--format", "github"]).out;
    assert!(out.contains("::error::the vendor says so"), "{out}");
    assert!(!out.lines().any(|line| line.trim_start().starts_with("::error::")), "{out}");
}

#[test]
fn names_that_were_given_stay_until_fresh_ones_are_asked_for() {
    let project = Project::committed();
    let renamed =
        project.get("specs/kilns/ir.yaml").replace("show_kiln", "look_at_kiln").replace("ShowKilnOutput", "KilnHeat");
    project.put("specs/kilns/ir.yaml", &renamed);
    // Another title, another file: still the operation of this method and path.
    std::fs::remove_file(project.path("specs/kilns/pages/ShowKiln.md")).unwrap();
    project.put(
        "specs/kilns/pages/heat/GetHeat.md",
        &PAGE.replace("Querying a Kiln - ShowKiln", "Reading a Kiln - GetHeat"),
    );
    // Its old title on another operation is a new operation.
    project.put("specs/kilns/pages/ShowKiln.md", &PAGE.replace("GET /v1", "GET /v2"));
    let names = |project: &Project| -> Vec<String> {
        let ir = project.get("specs/kilns/ir.yaml");
        ir.lines().filter_map(|line| line.strip_prefix("- name: ").map(str::to_owned)).collect()
    };
    assert_eq!(project.run(&[]).code, 0);
    assert_eq!(names(&project), ["show_kiln", "look_at_kiln"]);
    assert!(project.get("specs/kilns/ir.yaml").contains("\n  KilnHeat:\n"), "{}", project.get("specs/kilns/ir.yaml"));

    assert_eq!(project.run(&["--rename=ovens"]).code, 2);
    assert_eq!(project.run(&["--rename", "check"]).code, 2);
    assert_eq!(project.run(&["--rename=kilns"]).code, 0);
    assert_eq!(names(&project), ["show_kiln", "get_heat"]);
    assert!(!project.get("specs/kilns/ir.yaml").contains("KilnHeat"));
    assert_eq!(project.run(&["check"]).code, 0);
    assert_eq!(specwright(Path::new("/"), &["--rename"]).code, 2);
}

#[test]
fn a_hook_checks_what_the_commit_would_take_and_not_what_lies_here() {
    let project = Project::committed();
    let codes = || (project.run(&["check"]).code, project.run(&["check", "--staged"]).code);
    assert_eq!(codes(), (0, 0));
    project.edit_page(CHANGED.0, CHANGED.1);
    assert_eq!(codes(), (1, 0), "the page is not staged");
    project.git(&["add", "specs/kilns/pages"]);
    project.run(&[]);
    let staged = project.run(&["check", "--staged"]);
    assert_eq!((project.run(&["check"]).code, staged.code), (0, 1), "what is made of the page is not staged");
    assert!(staged.out.starts_with("--- a/specs/kilns/ir.yaml\n"), "{}{}", staged.out, staged.err);
    // Asked from below, files are named as they are from there.
    let below = specwright(&project.path("specs/kilns"), &["check", "--staged"]);
    assert_eq!(below.code, 1, "{}", below.err);
    project.git(&["add", "."]);
    assert_eq!(codes(), (0, 0));
    // Files of a service that are only announced are not in the commit.
    project.put("specs/wheels/pages/ShowWheel.md", &PAGE.replace("Kiln", "Wheel").replace("kiln", "wheel"));
    project.run(&[]);
    project.git(&["add", "-N", "."]);
    let announced = project.run(&["check", "--staged"]);
    assert_eq!((announced.code, announced.out.as_str()), (0, ""), "{}", announced.err);
    let elsewhere = Project::new().run(&["check", "--staged"]);
    assert!(elsewhere.code == 2 && elsewhere.err.contains("git"), "{}", elsewhere.err);
}

#[test]
fn one_service_is_checked_alone() {
    let project = Project::new();
    project.put("specs/wheels/pages/ShowWheel.md", &PAGE.replace("Kiln", "Wheel").replace("kiln", "wheel"));
    project.run(&[]);
    project.edit_page(CHANGED.0, CHANGED.1);
    assert_eq!(project.run(&["check", "wheels"]).code, 0);
    assert_eq!(project.run(&["check", "kilns"]).code, 1);
    let unknown = project.run(&["check", "ovens"]);
    assert!(unknown.code == 2 && unknown.err.contains("there are: kilns, wheels"), "{}", unknown.err);
}

#[test]
fn a_check_that_watches_looks_again_after_a_change() {
    let project = Project::new();
    project.run(&[]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_specwright"));
    command.current_dir(project.path("")).args(["check", "--watch"]).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    assert!(said.any(|line| line == "up to date") && said.any(|line| line.starts_with("waiting")));
    project.edit_page(CHANGED.0, CHANGED.1);
    assert!(said.any(|line| line.contains("would change")));
    child.kill().unwrap();
    child.wait().unwrap();
}
