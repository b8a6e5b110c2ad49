//! `docs/src/start.md`, walked as it stands: its files are written, its commands run, and what it shows must come.

#![cfg(feature = "mock")]

#[cfg(test)]
#[path = "../../tests/src/nested_cargo.rs"]
mod nested_cargo;

#[cfg(test)]
mod walk {
    use crate::nested_cargo::{cargo, share_features};
    use std::{
        fs,
        io::{BufRead, BufReader, Read, Write},
        net::TcpStream,
        path::{Path, PathBuf},
        process::{Child, Command, Stdio},
    };

    /// Where the chapter's server listens.
    const ADDRESS: &str = "127.0.0.1:8650";

    /// What a chapter has in its fences.
    enum Step {
        File { path: String, text: String },
        Run { command: String, shown: Vec<String> },
    }

    #[test]
    fn the_chapter_leads_from_a_clone_to_a_call() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let clone = folder.path().join("specwright");
        copy(root, &clone);
        let mut walk = Walk { clone, server: None, address: ADDRESS.to_owned() };
        let steps = steps(&fs::read_to_string(root.join("docs/src/start.md")).unwrap());
        assert!(steps.len() > 6);
        for step in steps {
            walk.take(step);
        }
    }

    struct Walk {
        clone: PathBuf,
        server: Option<Child>,
        /// Where the server listens here.
        address: String,
    }

    impl Drop for Walk {
        fn drop(&mut self) {
            if let Some(server) = &mut self.server {
                let _ = server.kill();
            }
        }
    }

    impl Walk {
        fn take(&mut self, step: Step) {
            match step {
                Step::File { path, text } => {
                    let path = self.clone.join(path);
                    fs::create_dir_all(path.parent().unwrap()).unwrap();
                    fs::write(&path, text.replace(ADDRESS, &self.address)).unwrap();
                    // The chapter's page takes the place of the one that stood for it.
                    let _ = fs::remove_file(path.with_file_name("ShowExample.md"));
                }
                Step::Run { command, shown } => {
                    let came = self.run(&command);
                    for line in shown {
                        let line = line.replace(ADDRESS, &self.address);
                        assert!(came.contains(&line), "`{command}` must show\n{line}\nand shows\n{came}");
                    }
                }
            }
        }

        fn run(&mut self, command: &str) -> String {
            let words: Vec<&str> = command.split(' ').collect();
            match words.as_slice() {
                ["specwright", "mock", arguments @ ..] => self.serve(arguments),
                ["specwright", arguments @ ..] => {
                    output(Command::new(env!("CARGO_BIN_EXE_specwright")).args(arguments).current_dir(&self.clone))
                }
                ["curl", url] => self.get(url),
                ["cargo", arguments @ ..] => {
                    let lock = self.clone.join("../fire/Cargo.lock");
                    fs::copy(self.clone.join("Cargo.lock"), lock).unwrap();
                    share_features(
                        &self.clone.join("../fire"),
                        Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap(),
                    );
                    output(cargo().args(arguments).current_dir(&self.clone))
                }
                _ => panic!("the walk does not know how to run `{command}`"),
            }
        }

        fn serve(&mut self, arguments: &[&str]) -> String {
            let mut command = Command::new(env!("CARGO_BIN_EXE_specwright"));
            command.arg("mock").args(arguments).args(["--listen", "127.0.0.1:0"]).current_dir(&self.clone);
            let mut server = command.stderr(Stdio::piped()).spawn().unwrap();
            let mut lines = BufReader::new(server.stderr.take().unwrap());
            let mut said = String::new();
            while !said.contains("listening at") && lines.read_line(&mut said).unwrap() > 0 {}
            let address = said.split("http://").nth(1).unwrap_or_else(|| panic!("{said}"));
            self.address = address.split(';').next().unwrap().to_owned();
            // What it says from here on must not fill its pipe.
            std::thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
            self.server = Some(server);
            said
        }

        fn get(&self, url: &str) -> String {
            let path = url.strip_prefix(&format!("http://{ADDRESS}")).unwrap();
            let mut stream = TcpStream::connect(&self.address).unwrap();
            write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            answer
        }
    }

    /// What a command shows on both streams.
    fn output(command: &mut Command) -> String {
        let output = command.output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        let text = String::from_utf8(text).unwrap();
        assert!(output.status.success(), "{command:?}\n{text}");
        text
    }

    /// The fences that hold a file (`markdown path`) or commands (`console`), in order.
    fn steps(chapter: &str) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut lines = chapter.lines();
        while let Some(line) = lines.next() {
            let fence: String = line.chars().take_while(|c| *c == '`').collect();
            if fence.len() < 3 {
                continue;
            }
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
            match line.trim_start_matches('`').split_once(' ') {
                Some((_, path)) => steps.push(Step::File { path: path.to_owned(), text: body.join("\n") + "\n" }),
                None if line.ends_with("console") => commands(&body, &mut steps),
                None => {}
            }
        }
        steps
    }

    fn commands(lines: &[&str], steps: &mut Vec<Step>) {
        for line in lines {
            match (line.strip_prefix("$ "), steps.last_mut()) {
                (Some(command), _) => steps.push(Step::Run { command: command.to_owned(), shown: Vec::new() }),
                (None, Some(Step::Run { shown, .. })) => shown.push((*line).to_owned()),
                _ => panic!("a line without a command: {line}"),
            }
        }
    }

    /// What a clone has and the chapter needs.
    fn copy(root: &Path, clone: &Path) {
        for folder in ["specs", "generated", "runtime"] {
            copy_folder(&root.join(folder), &clone.join(folder));
        }
        for file in ["Cargo.lock", "specwright.toml", "rustfmt.toml"] {
            fs::copy(root.join(file), clone.join(file)).unwrap();
        }
        let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
        let members = manifest.lines().find(|line| line.starts_with("members")).unwrap().to_owned();
        let manifest = manifest
            .replace(&members, "members = [\"generated\", \"runtime\"]")
            .replace("default-members = [\"generator\"]\n", "");
        fs::write(clone.join("Cargo.toml"), manifest).unwrap();
    }

    fn copy_folder(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            let place = to.join(entry.file_name());
            if entry.path().is_dir() {
                copy_folder(&entry.path(), &place);
            } else {
                fs::copy(entry.path(), place).unwrap();
            }
        }
    }
}
