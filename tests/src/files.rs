//! Files under misfortune, by the program itself: links that lead out, a full disk, no permission, a page that cannot be
//! read, two runs at once. Each ends in an error that says what and where, and in nothing written or lost.

use crate::places::{entries, workspace};
use specwright::{
    Job,
    diagnostic::Code,
    project::{Access, Project},
    run,
};
use std::{collections::BTreeMap, fs, path::Path};

const PAGE: &str = "# Querying a Kiln\n\n## URI\n\nGET /v1/kilns\n\n## Response\n\nStatus code: 200\n\n\
                    | Parameter | Type | Description |\n| --- | --- | --- |\n| heat | Integer | Degrees inside. |\n";

/// A project of one service that was made once and whose page has changed since.
fn changed_project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "specwright.toml", "");
    put(folder.path(), "specs/kilns/pages/ShowKiln.md", PAGE);
    write(folder.path()).unwrap();
    put(folder.path(), "specs/kilns/pages/ShowKiln.md", &PAGE.replace("heat", "warmth"));
    folder
}

fn put(root: &Path, path: &str, text: &str) {
    fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
    fs::write(root.join(path), text).unwrap();
}

/// The main job; its error in words.
fn write(root: &Path) -> Result<(), String> {
    let job = || {
        let project = Project::open(root)?;
        let _lock = project.lock(Access::Write)?;
        run(&Job { access: Access::Write, ..Job::new(&project) }, None, &())?.outputs.write()
    };
    job().map(drop).map_err(|error| error.to_string())
}

/// Every file below a folder, links not followed.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for path in entries(folder) {
        if path.is_symlink() {
            files.insert(path.display().to_string(), Vec::new());
        } else if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.insert(path.display().to_string(), fs::read(&path).unwrap());
        }
    }
    files
}

/// Writing fails with these words, and no file has changed.
fn nothing_is_touched(root: &Path, words: &[&str]) {
    let before = files(root);
    let error = write(root).unwrap_err();
    assert!(words.iter().all(|word| error.contains(word)), "{error}");
    assert_eq!(files(root).keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
    assert!(files(root) == before, "a file has changed");
}

#[test]
fn what_can_be_written_is_written() {
    let project = changed_project();
    write(project.path()).unwrap();
    let ir = fs::read_to_string(project.path().join("specs/kilns/ir.yaml")).unwrap();
    assert!(ir.contains("warmth"), "{ir}");
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_configured_folders() {
    use std::os::unix::fs::symlink;
    let rows = [
        ("generated/src", "", "a folder elsewhere"),
        ("generated/src", "specs", "another folder of the project"),
        ("generated/src/lib.rs", "/elsewhere.rs", "a file elsewhere"),
        ("generated/src/lib.rs", "specs/kilns/ir.yaml", "a file of the other folder"),
    ];
    for (link, target, what) in rows {
        let project = changed_project();
        let elsewhere = tempfile::tempdir().unwrap();
        put(elsewhere.path(), "elsewhere.rs", "// by hand\n");
        let link = project.path().join(link);
        let target = match target.strip_prefix('/') {
            None if target.is_empty() => elsewhere.path().to_owned(),
            Some(file) => elsewhere.path().join(file),
            None => project.path().join(target),
        };
        if link.is_dir() { fs::remove_dir_all(&link) } else { fs::remove_file(&link) }.unwrap();
        symlink(&target, &link).unwrap();
        let before = files(elsewhere.path());
        let error = write(project.path()).expect_err(what);
        assert!(error.contains("outside the project's folders"), "{what}: {error}");
        assert_eq!(files(elsewhere.path()), before, "{what}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_replaced_by_the_file() {
    let project = changed_project();
    let path = project.path().join("generated/src/lib.rs");
    fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink("/no/such/folder/lib.rs", &path).unwrap();
    write(project.path()).unwrap();
    assert!(fs::symlink_metadata(&path).unwrap().is_file());
}

#[test]
fn something_that_is_no_file_is_named_and_nothing_written() {
    let project = changed_project();
    let model = project.path().join("generated/src/kilns/model.rs");
    fs::remove_file(&model).unwrap();
    fs::create_dir(&model).unwrap();
    nothing_is_touched(project.path(), &["model.rs", "not a file"]);
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_named_and_nothing_written() {
    use std::os::unix::fs::PermissionsExt;
    let project = changed_project();
    let folder = project.path().join("generated/src/kilns");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(folder.join("probe"), "").is_ok() {
        eprintln!("skipped: this user may write to read-only folders");
        return;
    }
    nothing_is_touched(project.path(), &["model.rs", "denied"]);
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
}

/// A disk that is full: here, a process that may write no byte more than a file of the project has.
#[cfg(unix)]
#[test]
fn a_full_disk_costs_no_file() {
    let project = changed_project();
    put(project.path(), "specs/kilns/pages/ShowKiln.md", &PAGE.replace("Degrees", &"Degrees ".repeat(300)));
    let before = files(project.path());
    let test = std::env::current_exe().unwrap();
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$0\" --exact files::the_main_job_in_a_folder --ignored --nocapture";
    let child = std::process::Command::new("sh")
        .args(["-c", script])
        .arg(test)
        .env("PROJECT", project.path())
        .current_dir(workspace())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(said.contains("cannot write") && said.contains("too large"), "{said}");
    assert!(files(project.path()) == before, "a file has changed, or one was left behind");
}

/// What other tests run as a process of its own, under rules that hold for the process.
#[test]
#[ignore = "a part of the test of a full disk"]
fn the_main_job_in_a_folder() {
    let root = std::env::var_os("PROJECT").unwrap();
    println!("{:?}", write(Path::new(&root)));
}

/// A page that is there and cannot be read must not take its operations, and their names, out of the client.
#[cfg(target_os = "linux")]
#[test]
fn a_page_that_cannot_be_read_leaves_the_service_as_it_is() {
    let root = changed_project();
    let page = root.path().join("specs/kilns/pages/ShowKiln.md");
    fs::remove_file(&page).unwrap();
    // A file that opens and cannot be read, whoever asks.
    std::os::unix::fs::symlink("/proc/self/mem", &page).unwrap();
    let project = Project::open(root.path()).unwrap();
    let made = run(&Job::new(&project), None, &()).unwrap();
    assert!(made.failed());
    assert!(made.findings.iter().any(|finding| finding.code == Code::UnreadableFile));
    assert_eq!(made.outputs.changes().unwrap(), []);
}

#[test]
fn two_runs_at_once_are_told_apart() {
    let project = changed_project();
    let other = Project::open(project.path()).unwrap();
    let held = other.lock(Access::Write).unwrap();
    nothing_is_touched(project.path(), &["another run", "specwright.toml"]);
    drop(held);
    write(project.path()).unwrap();
}
