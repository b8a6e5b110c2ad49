//! The program as people and build servers meet it: exit codes, what goes to which stream, what is on the disk.

#[cfg(test)]
mod project;
#[cfg(test)]
mod review;

#[cfg(test)]
mod command {
    use super::project::{PAGE, Project, specwright};
    use std::{fs, path::Path};

    #[test]
    fn the_main_job_writes_the_ir_and_rests_when_run_again() {
        let project = Project::new();
        let first = project.run(&[]);
        assert_eq!((first.code, first.out.as_str()), (0, ""), "{}", first.err);
        assert!(first.err.contains("read 1 page: 1 operation of 1 service, 3 rows\n"), "{}", first.err);
        assert!(project.get("specs/kilns/ir.yaml").contains("- name: show_kiln\n"));
        let written = project.all();
        let again = project.run(&[]);
        assert!(again.code == 0 && again.err.contains("wrote 0 files"), "{}", again.err);
        assert_eq!(project.all(), written);
    }

    #[test]
    fn check_writes_nothing_and_shows_what_would_change() {
        let project = Project::new();
        project.run(&[]);
        let good = project.run(&["check"]);
        assert_eq!((good.code, good.out.as_str()), (0, ""), "{}", good.err);

        project.put("specs/kilns/pages/ShowKiln.md", &PAGE.replace("Degrees inside", "Degrees at the top"));
        let before = project.all();
        let changed = project.run(&["check"]);
        assert_eq!(changed.code, 1);
        assert!(changed.out.starts_with("--- a/specs/kilns/ir.yaml\n+++ b/specs/kilns/ir.yaml\n"), "{}", changed.out);
        assert!(
            changed.out.contains("-      doc: Degrees inside.\n+      doc: Degrees at the top.\n"),
            "{}",
            changed.out
        );
        assert!(changed.err.contains("run: specwright"), "{}", changed.err);
        let quiet = project.run(&["check", "--quiet"]);
        assert!(quiet.err.ends_with("would change; to write them, run: specwright\n"), "{}", quiet.err);
        assert_eq!(project.all(), before);
    }

    #[test]
    fn a_run_that_finds_all_as_it_was_says_what_the_last_one_said() {
        let project = Project::new();
        for page in 0..12 {
            project.put(&format!("specs/kilns/pages/guide_{page:02}.md"), "# A guide\n\nWords.\n");
        }
        project.put("target/.keep", "");
        project.run(&[]);
        let memo = "target/specwright.memo";
        assert!(
            project.get(memo).contains("\"reading\":null"),
            "what was read beside another `ir.yaml` is not remembered"
        );
        for arguments in [&[][..], &["check"], &["--verbose"], &["--format", "json"], &["check", "--format", "github"]]
        {
            fs::write(project.path(memo), "damaged").unwrap();
            let read = project.run(arguments);
            project.run(&[]);
            assert!(project.get(memo).len() > 100);
            let recalled = project.run(arguments);
            assert_eq!((recalled.code, recalled.out, recalled.err), (read.code, read.out, read.err), "{arguments:?}");
        }
        project.put("specs/kilns/pages/ShowKiln.md", &PAGE.replace("Degrees inside", "Degrees on top"));
        assert_eq!(project.run(&["check"]).code, 1);
    }

    #[test]
    fn the_crate_comes_from_the_ir_alone() {
        let project = Project::new();
        project.run(&[]);
        let whole = project.all();
        fs::remove_dir_all(project.path("generated/src")).unwrap();
        fs::remove_dir_all(project.path("specs/kilns/pages")).unwrap();
        let emitted = project.run(&["emit"]);
        assert_eq!(emitted.code, 0, "{}", emitted.err);
        let pages = project.path("specs/kilns/pages");
        assert_eq!(project.all(), whole.into_iter().filter(|(path, _)| !path.starts_with(&pages)).collect::<Vec<_>>());
    }

    #[test]
    fn a_damaged_ir_is_never_replaced() {
        for damaged in ["service: kilns\noperations: 7\n", "<<<<<<< ours\nservice: kilns\n", "service: ovens\n"] {
            let project = Project::new();
            project.put("specs/kilns/ir.yaml", damaged);
            let before = project.all();
            let ran = project.run(&[]);
            assert!(ran.code == 1 && ran.err.contains("specs/kilns/ir.yaml"), "{}", ran.err);
            assert_eq!(project.all(), before);
        }
    }

    #[test]
    fn a_bad_page_costs_itself() {
        let project = Project::new();
        project.put("specs/kilns/pages/Empty.txt", "");
        let ran = project.run(&[]);
        assert!(ran.code == 1 && ran.err.contains("specs/kilns/pages/Empty.txt"), "{}", ran.err);
        assert!(project.get("specs/kilns/ir.yaml").contains("- name: show_kiln\n"));
    }

    #[test]
    fn pages_become_openapi_without_a_project() {
        let project = Project::new();
        let ran = project.run(&["openapi", "--service", "Any Text!", "specs/kilns/pages"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        for part in [
            "\"x-service\": \"Any Text!\"",
            "\"title\": \"Any Text!\"",
            "\"x-page\": \"ShowKiln.md\"",
            "\"/v1/{project_id}/kilns/{kiln_id}\"",
        ] {
            assert!(ran.out.contains(part), "{part} in {}", ran.out);
        }
        let to_file = ["openapi", "--service", "k", "--title", "Kilns", "specs", "-o", "out/kilns.json"];
        let ran = project.run(&to_file);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
        assert!(project.get("out/kilns.json").contains("\"title\": \"Kilns\""));
    }

    #[test]
    fn pages_of_no_project_are_read_in_the_words_of_the_one_that_is_there() {
        let project = Project::new();
        project.put("specwright.toml", "glossary = ['words.toml']");
        project.put("words.toml", "[language.columns]\nname = ['handle']\ntype = ['shape']\ndescription = ['story']\n");
        let answer = ("| Parameter | Type | Description |", "| Handle | Shape | Story |");
        project.put("loose/ShowKiln.md", &PAGE.replace(answer.0, answer.1));
        let elsewhere = tempfile::tempdir().unwrap();
        fs::create_dir(elsewhere.path().join("loose")).unwrap();
        fs::copy(project.path("loose/ShowKiln.md"), elsewhere.path().join("loose/ShowKiln.md")).unwrap();
        for (arguments, word) in [
            (&["openapi", "--service", "k", "loose"][..], r#""heat": {"#),
            (&["report", "--format", "json", "loose"], r#""fields": 1"#),
            (&["explain", "loose"], "types.ShowKilnOutput.heat"),
        ] {
            let here = project.run(arguments);
            assert!(here.code == 0 && here.out.contains(word), "{arguments:?}: {}{}", here.out, here.err);
            let away = specwright(elsewhere.path(), arguments);
            assert!(!away.out.contains(word), "{arguments:?}: {}", away.out);
            let root = project.path("");
            let told = [&["--project", root.to_str().unwrap()], arguments].concat();
            assert_eq!(specwright(elsewhere.path(), &told).out, here.out);
        }
    }

    #[test]
    fn openapi_fails_where_nothing_came_out_or_anything_is_wrong_under_strict() {
        let project = Project::new();
        project.put("bad/Empty.txt", "");
        assert_eq!(project.run(&["openapi", "--service", "k", "bad"]).code, 1);
        let both = ["openapi", "--service", "k", "bad", "specs"];
        assert_eq!(project.run(&both).code, 0);
        assert_eq!(project.run(&[&both[..], &["--strict"]].concat()).code, 1);
        assert_eq!(project.run(&["openapi", "--service", "k", "--strict", "specs/kilns/pages"]).code, 0);
    }

    #[test]
    fn messages_come_in_the_form_asked_for() {
        let project = Project::new();
        project.put("bad/Empty.txt", "");
        let run = |format: &str| project.run(&["openapi", "--service", "k", "--format", format, "bad"]).err;
        let text = run("text");
        assert!(
            text.contains("error[SW101]") && text.contains("--> bad/Empty.txt:1:1") && !text.contains('\u{1b}'),
            "{text}"
        );
        assert!(run("json").lines().all(|line| line.starts_with("{\"code\":\"SW")), "{}", run("json"));
        assert!(run("github").contains("::error file=bad/Empty.txt,line=1"), "{}", run("github"));
    }

    #[test]
    fn explain_tells_each_row_s_fate_and_each_code_s_meaning() {
        let project = Project::new();
        let page = project.run(&["explain", "specs/kilns/pages/ShowKiln.md"]);
        assert_eq!(page.code, 0, "{}", page.err);
        assert!(page.out.contains("show_kiln: GET /v1/{project_id}/kilns/{kiln_id}"), "{}", page.out);
        assert!(page.out.contains("kiln_id") && page.out.contains("-> show_kiln.inputs.kiln_id"), "{}", page.out);
        // Names that were given once stay, and what only a sentence states is marked.
        project.run(&[]);
        project.put(
            "specs/kilns/pages/ShowKiln.md",
            &PAGE.replace("ShowKiln", "LookAtKiln").replace("inside", "inside. The value ranges from 1 to 1300"),
        );
        let locked = project.run(&["explain", "specs/kilns/pages/ShowKiln.md"]).out;
        assert!(locked.contains("show_kiln: GET ") && locked.contains("-> types.ShowKilnOutput.heat: "), "{locked}");
        assert!(locked.contains("1..=1300 (by sentence)"), "{locked}");
        let code = project.run(&["explain", "sw101"]);
        assert!(code.code == 0 && code.out.starts_with("SW101 (error)"), "{}", code.out);
        assert_eq!(project.run(&["explain", "SW999"]).code, 2);
    }

    #[test]
    fn a_new_service_works_at_once_and_is_never_written_over() {
        let project = Project::new();
        let made = project.run(&["new", "glazes"]);
        assert_eq!((made.code, made.out.as_str()), (0, ""), "{}", made.err);
        assert!(made.err.contains("put the service's pages into specs/glazes/pages"), "{}", made.err);
        let ran = project.run(&[]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(!ran.err.contains("warning") && !ran.err.contains("note"), "{}", ran.err);
        let ir = project.get("specs/glazes/ir.yaml");
        assert!(ir.contains("- name: show_example\n") && ir.contains("range: 1..=10\n"), "{ir}");
        let before = project.all();
        for (id, words) in [("glazes", "already exists"), ("Glazes!", "a-z, 0-9 and _"), ("../up", "a-z, 0-9 and _")] {
            let refused = project.run(&["new", id]);
            assert!(refused.code == 2 && refused.err.contains(words), "{}", refused.err);
        }
        assert_eq!(project.all(), before);
    }

    #[test]
    fn words_that_are_not_known_are_listed_with_a_guess() {
        let project = Project::new();
        project.put("pages/a.md", "# A - ShowA\n\n## Wherefrom\n\nGET /v1/a\n\n## Given\n\n| Handle | Type | Must |\n|---|---|---|\n| a | String | Yes |\n");
        let before = project.all();
        let learned = project.run(&["learn", "pages"]);
        assert_eq!(learned.code, 0, "{}", learned.err);
        assert!(learned.out.contains("uri = [\n  \"Wherefrom\", # 1 time"), "{}", learned.out);
        assert!(learned.out.contains("mandatory = [\n  \"Must\", # 1 time"), "{}", learned.out);
        assert_eq!(project.all(), before);
    }

    #[test]
    fn a_vendor_is_begun_and_then_read_with_its_words() {
        let project = Project::new();
        let made = project.run(&["new", "--vendor", "hills"]);
        assert_eq!((made.code, made.out.as_str()), (0, ""), "{}", made.err);
        assert_eq!(project.run(&["new", "--vendor", "hills"]).code, 2);
        assert_eq!(project.run(&["new"]).code, 2);
        project.put("specwright.toml", "vendor = \"hills\"\n");
        fs::remove_dir_all(project.path("vendors")).unwrap();
        assert_eq!(project.run(&["new", "--vendor", "hills"]).code, 0, "the project names it already");
        assert_eq!(project.run(&["new", "wells"]).code, 0);
        let service = project.get("specs/wells/service.yaml");
        let says = |key: &str| service.lines().any(|line| line.starts_with(key));
        assert!(says("title:") && says("# overrides:") && !says("credentials:") && !says("endpoints:"), "{service}");
        let ran = project.run(&[]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let ir = project.get("specs/kilns/ir.yaml");
        assert!(ir.contains("scheme: token") && ir.contains("prefix: \"Bearer \""), "{ir}");
        assert!(project.get("generated/Cargo.toml").contains("name = \"hills\""));
        project.put("specwright.toml", "vendor = \"dales\"\n");
        let refused = project.run(&[]);
        assert!(refused.code == 2 && refused.err.contains("there is no folder vendors/dales"), "{}", refused.err);
    }

    #[test]
    fn what_is_said_can_be_less_or_more() {
        let project = Project::new();
        for page in 0..12 {
            project.put(&format!("specs/kilns/pages/guide_{page:02}.md"), "# A guide\n\nWords.\n");
        }
        let said = |arguments: &[&str]| project.run(arguments).err;
        let (normal, verbose) = (said(&[]), said(&["--verbose"]));
        assert_eq!(normal.matches("guide_").count() + 2, verbose.matches("guide_").count(), "{normal}\n{verbose}");
        assert_eq!(said(&["--quiet"]), "");
        assert_eq!(said(&["check", "-q"]), "");
        project.put("specs/kilns/pages/Empty.txt", "");
        let quiet = said(&["-q"]);
        assert!(quiet.contains("SW101") && !quiet.contains("guide_") && !quiet.contains("wrote"), "{quiet}");
        assert_eq!(project.run(&["-q", "-v"]).code, 2);
    }

    #[test]
    fn every_command_teaches_by_example_and_is_known_to_shells_and_to_man() {
        let project = Project::new();
        let help = project.run(&["--help"]).out;
        assert!(help.contains("Examples:") && help.contains("130  interrupted"), "{help}");
        let bash = project.run(&["completions", "bash"]);
        assert!(bash.code == 0 && bash.out.contains("--quiet"), "{}", bash.err);
        assert_eq!(project.run(&["man", "manual"]).code, 0);
        let listed = help.split("Commands:").nth(1).unwrap().split("Options:").next().unwrap();
        for line in listed.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   ")) {
            let command = line.split_whitespace().next().unwrap();
            if command == "help" {
                continue;
            }
            let own = project.run(&[command, "--help"]).out;
            let examples = own.split_once("\nExample").unwrap_or_else(|| panic!("{own}")).1;
            assert!(examples.lines().all(|line| line.chars().count() <= 84), "a line breaks: {examples}");
            assert!(bash.out.contains(&format!("specwright__subcmd__{command}")), "{command}");
            assert!(project.get(&format!("manual/specwright-{command}.1")).contains(command), "{command}");
        }
    }

    #[test]
    fn drift_becomes_overrides_that_the_main_job_takes() {
        let project = Project::new();
        project.run(&[]);
        let line = r#"{"service":"kilns","operation":"show_kiln","path":"heat","kind":"coerced","expected":"integer","found":"string","count":3}"#;
        project.put("drift.jsonl", line);
        let suggested = project.run(&["drift", "drift.jsonl"]);
        assert_eq!((suggested.code, suggested.err.as_str()), (0, ""));
        assert!(suggested.out.starts_with("# specs/kilns/service.yaml\noverrides:\n- id: drift-"), "{}", suggested.out);
        project.put("specs/kilns/service.yaml", &suggested.out);
        let ran = project.run(&[]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(project.get("specs/kilns/ir.yaml").contains("- name: heat\n      type: string\n"));
        let settled = project.run(&["drift", "drift.jsonl"]);
        assert!(settled.out.is_empty() && settled.err.contains("SW644"), "{}{}", settled.out, settled.err);

        project.put("drift.jsonl", &format!("nonsense\n{}\n", line.replace("kilns", "ovens")));
        let refused = project.run(&["drift", "drift.jsonl"]);
        assert!(refused.code == 1 && refused.err.contains("SW641") && refused.err.contains("SW642"), "{}", refused.err);
        assert_eq!(project.run(&["drift", "missing"]).code, 3);
    }

    #[test]
    fn what_is_not_there_is_named_with_what_is() {
        let project = Project::new();
        let said = |arguments: &[&str]| {
            let ran = project.run(arguments);
            assert_ne!(ran.code, 0, "{arguments:?}");
            ran.err
        };
        for arguments in [["check", "ovens"], ["mock", "ovens"]] {
            assert_eq!(said(&arguments), "error: there is no service `ovens`; there are: kilns\n");
        }
        let elsewhere = tempfile::tempdir().unwrap();
        let unknown = specwright(elsewhere.path(), &["diff", ".", "nope"]).err;
        assert_eq!(unknown, "error: `nope` is neither a path nor a git revision here\n");
        project.put("specwright.toml", "vendro = 'hills'");
        assert_eq!(said(&["check"]), "error: specwright.toml: `vendro` is not a key here; did you mean `vendor`?\n");
        project.put("specwright.toml", "");
        fs::remove_file(project.path("specs/kilns/pages/ShowKiln.md")).unwrap();
        let pageless = said(&[]);
        assert!(pageless.contains("error[SW604]: the service `kilns` has no pages\n"), "{pageless}");
        assert!(pageless.contains("help: Put its pages into") && pageless.contains("\nread 0 pages\n"), "{pageless}");
    }

    #[test]
    fn a_folder_that_becomes_empty_goes_with_its_files() {
        let project = Project::new();
        project.put("specs/wheels/pages/ShowWheel.md", &PAGE.replace("Kiln", "Wheel").replace("kiln", "wheel"));
        project.run(&[]);
        assert!(project.path("generated/src/wheels").is_dir());
        project.put("specwright.toml", "crates = 'per_service'");
        project.run(&[]);
        fs::remove_dir_all(project.path("specs/wheels")).unwrap();
        assert_eq!(project.run(&[]).code, 0);
        let left = fs::read_dir(project.path("generated")).unwrap().map(|entry| entry.unwrap().file_name());
        assert_eq!(left.collect::<Vec<_>>(), ["kilns"]);
    }

    #[test]
    fn exit_codes_say_whose_fault_it_is() {
        let project = Project::new();
        let rows: &[(&[&str], i32)] = &[
            (&["--help"], 0),
            (&["openapi", "--help"], 0),
            (&["nonsense"], 2),
            (&["openapi", "--service", "k"], 2),
            (&["openapi", "--service", "k", "missing"], 3),
            (&["openapi", "--service", "k", "specs", "-o", "specwright.toml/impossible.json"], 3),
            (&["--project", "missing"], 3),
        ];
        for (arguments, code) in rows {
            let ran = project.run(arguments);
            assert_eq!(ran.code, *code, "{arguments:?}: {}", ran.err);
        }
        project.put("specwright.toml", "specs = '../elsewhere'");
        assert_eq!(project.run(&["check"]).code, 2);
    }

    #[test]
    fn a_project_is_found_from_below() {
        let project = Project::new();
        let ran = specwright(&project.path("specs/kilns"), &[]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(!project.get("specs/kilns/ir.yaml").is_empty());
        assert_eq!(specwright(Path::new("/"), &["check"]).code, 2);
    }
}
