//! The program among others: a terminal, `NO_COLOR`, Ctrl-C.

#![cfg(unix)]

#[cfg(test)]
mod shell {
    use std::{
        fs,
        path::Path,
        process::{Child, Command, Stdio},
        time::{Duration, Instant},
    };

    const PROGRAM: &str = env!("CARGO_BIN_EXE_specwright");

    fn page(number: usize) -> String {
        format!(
            "# Querying Kiln {number}\n\n## URI\n\nGET /v1/kilns{number}/{{kiln_id}}\n\n| Parameter | Mandatory | Type | \
             Description |\n| --- | --- | --- | --- |\n| kiln_id | Yes | String | Which. |\n"
        )
    }

    fn project(pages: usize) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("specs/kilns/pages");
        fs::create_dir_all(&place).unwrap();
        fs::write(folder.path().join("specwright.toml"), "specs = 'specs'\n").unwrap();
        for number in 0..pages {
            fs::write(place.join(format!("ShowKiln{number}.md")), page(number)).unwrap();
        }
        folder
    }

    fn interrupt(child: &Child) {
        assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    }

    /// What the program shows on a terminal; none where there is no `script` to make one.
    fn on_a_terminal(folder: &Path, no_color: Option<&str>) -> Option<String> {
        let mut command = Command::new("script");
        command.args(["-qec", &format!("{PROGRAM} check"), "/dev/null"]).current_dir(folder).env_remove("NO_COLOR");
        if let Some(value) = no_color {
            command.env("NO_COLOR", value);
        }
        let Ok(output) = command.stdin(Stdio::null()).output() else {
            eprintln!("skipped: no `script` on the path, which makes a terminal");
            return None;
        };
        Some(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    #[test]
    fn colour_is_for_terminals_that_want_it() {
        let project = project(1);
        fs::write(project.path().join("specs/kilns/pages/Empty.txt"), "").unwrap();
        for (no_color, coloured) in [(None, true), (Some(""), true), (Some("1"), false)] {
            let Some(shown) = on_a_terminal(project.path(), no_color) else { return };
            assert!(shown.contains("SW101"), "{shown}");
            // A bar that moves the cursor is no colour.
            let mut codes =
                shown.split("\u{1b}[").skip(1).map(|rest| rest.trim_start_matches(|c| "0123456789;".contains(c)));
            assert_eq!(codes.any(|rest| rest.starts_with('m')), coloured, "{no_color:?} {shown:?}");
        }
    }

    #[test]
    fn an_interrupt_leaves_nothing_half_written() {
        let project = project(400);
        for patience in [20, 60, 120, 200] {
            let _ = fs::remove_dir_all(project.path().join("generated"));
            let _ = fs::remove_file(project.path().join("specs/kilns/ir.yaml"));
            let mut child = Command::new(PROGRAM).current_dir(project.path()).stderr(Stdio::null()).spawn().unwrap();
            let start = Instant::now();
            while !project.path().join("generated").exists() && start.elapsed() < Duration::from_secs(20) {
                std::thread::sleep(Duration::from_millis(5));
            }
            std::thread::sleep(Duration::from_millis(patience));
            let running = child.try_wait().unwrap().is_none();
            if running {
                interrupt(&child);
            }
            let code = child.wait().unwrap().code();
            assert!(code == Some(130) || code == Some(0), "{code:?}");
            for file in files(project.path()) {
                assert!(!file.contains(".specwright-"), "{file} was left");
                assert!(!fs::read(&file).unwrap().is_empty(), "{file} is cut");
            }
        }
        // What was cut off is made whole by the next run.
        assert!(Command::new(PROGRAM).current_dir(project.path()).output().unwrap().status.success());
        let check = Command::new(PROGRAM).arg("check").current_dir(project.path()).output().unwrap();
        assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
    }

    #[cfg(feature = "mock")]
    #[test]
    fn an_interrupt_ends_a_server() {
        use std::io::{BufRead, BufReader};
        let project = project(1);
        let mut command = Command::new(PROGRAM);
        command.args(["mock", "--listen", "127.0.0.1:0"]).current_dir(project.path()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
        assert!(lines.any(|line| line.starts_with("listening at http://127.0.0.1:")));
        interrupt(&child);
        assert_eq!(child.wait().unwrap().code(), Some(130));
    }

    fn files(folder: &Path) -> Vec<String> {
        let mut files = Vec::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                files.extend(self::files(&path));
            } else {
                files.push(path.to_str().unwrap().to_owned());
            }
        }
        files
    }
}
