//! Every code of the catalogue is provoked: by a fixture, by a literate case, or by what stands below, for what no page
//! alone brings about. And every code has its place in the book, made from the catalogue.

use crate::places::{entries, files_below, workspace};
use specwright::{
    Job, Origin, PageFile, compile,
    diagnostic::{Code, Source, chapter},
    fetch::{Options, fetch},
    ir::{Service, drift},
    link,
    project::Project,
    run,
};
use std::{
    collections::BTreeSet,
    fs,
    io::{Read, Write},
    net::TcpListener,
    path::Path,
    sync::Arc,
    thread,
    time::Duration,
};

/// Nothing that a user can write leads to these: each is a fault of the program.
const FAULTS: &[Code] = &[Code::UnwritableIr, Code::EmittedCode, Code::ReaderFailed];

/// The files of a service's folder.
type Files = Vec<(&'static str, Vec<u8>)>;

const PAGE: &str = "pages/ShowKite.md";

const KITE: &str = "\
# Querying a Kite - ShowKite

## URI

GET /v1/kites/{kite_id}

## Response Parameters

| Parameter | Type | Description |
| --- | --- | --- |
| height | Integer | Metres above the ground. |
";

const IR: &str = "\
service: kites
operations:
- name: show_kite
  page: pages/ShowKite.md
  method: GET
  path: /v1/kites/{kite_id}
  inputs:
  - name: kite_id
    in: path
    type: string
    required: true
  outputs:
  - status: 200
    type: Kite
types:
  Kite:
    fields:
    - name: height
      type: integer
";

/// Pages of a list that may be null, which no client can follow.
const PAGES: &str = "\
service: kites
operations:
- name: list_kites
  page: pages/ListKites.md
  method: POST
  path: /v1/kites
  inputs:
  - {name: offset, in: query, type: integer}
  body: {type: Kites}
  outputs:
  - {status: 200, type: Kites}
  pagination: {by: offset, parameter: offset, items: kites}
types:
  Kites:
    fields:
    - {name: kites, type: list<string>, nullable: true}
";

/// A page that no Markdown could show, and the code that must come of it.
fn from_a_page() -> Vec<(Code, PageFile)> {
    let page = |name: &str, bytes: Vec<u8>| PageFile { path: name.to_owned(), name: name.to_owned(), bytes };
    let rows = "tail\n-\n-\n".repeat(34_000);
    let dump = format!(
        "URI\nGET /v1/kites\n\nResponse Parameters\nParameter\nType\nDescription\nbow\nString\nBow of the kite.\n{rows}"
    );
    let doubtful = "URI\nGET /v1/kites\n\nResponse Parameters\nParameter\nType\nDescription\ntail\nString\nTail of the kite.\n\
                    bow\nribbon\nWhat it ends in.\n";
    vec![
        (Code::DoubtfulRow, page("ribbon.txt", doubtful.into())),
        (Code::PageTooLarge, page("large.md", vec![b' '; (64 << 20) + 1])),
        (Code::DamagedText, page("kite.md", [KITE.as_bytes(), b"\xff\xfe\xff \x81"].concat())),
        (Code::LongTable, page("dump.txt", dump.into_bytes())),
        (Code::NestingCut, page("deep.html", format!("<p>a</p>{}b", "<div>".repeat(5_000)).into_bytes())),
    ]
}

/// What a run from the pages is given, and the code that must come of it.
fn from_pages() -> Vec<(Code, Files)> {
    let service = |text: &str| vec![("service.yaml", text.as_bytes().to_vec()), (PAGE, KITE.into())];
    let overrides = |lines: &[&str]| service(&format!("overrides:\n- {}\n", lines.join("\n- ")));
    vec![
        (Code::StaleOverride, overrides(&["{id: a, match: {type: Bird}, reason: r, rename: Gull}"])),
        (Code::NeedlessOverride, overrides(&["{id: a, match: {operation: show_kite}, reason: r, rename: show_kite}"])),
        (Code::MisusedOverride, overrides(&["{id: a, match: {operation: show_kite}, reason: r, retype: string}"])),
        (Code::RepeatedOverride, overrides(&["{id: a, match: {operation: show_kite}, reason: r, rename: fly}"; 2])),
        (Code::UnreasonedOverride, overrides(&["{id: a, match: {operation: show_kite}, reason: ' ', rename: fly}"])),
        (Code::UnreadableYaml, service("title: [\n")),
        (Code::ConflictedFile, service("<<<<<<< ours\ntitle: Kites\n=======\n>>>>>>> theirs\n")),
        (Code::UnknownKey, service("titel: Kites\n")),
        (Code::IgnoredFile, vec![(PAGE, KITE.into()), ("pages/kite.adoc", vec![b'k'])]),
        (Code::UnaskedFile, vec![(PAGE, KITE.into()), ("pages/kite.json", b"{}".into())]),
        (Code::NothingFound, vec![("pages/guide.md", b"# Flying kites\n\nHold the line.\n".into())]),
        (Code::ForeignIr, vec![(PAGE, KITE.into()), ("ir.yaml", IR.replace(": kites", ": birds").into())]),
        (Code::NoPages, vec![("ir.yaml", IR.into())]),
        (Code::DamagedFetchLock, vec![(PAGE, KITE.into()), ("fetch.lock", b"{\"pages\": {".into())]),
    ]
}

/// The `ir.yaml` that a run is given, and the code that must come of it.
fn from_ir() -> Vec<(Code, Files)> {
    let edit = |code, from: &str, to: &str| {
        assert!(IR.contains(from), "nothing to edit: {from}");
        (code, vec![("ir.yaml", IR.replace(from, to).into_bytes())])
    };
    vec![
        edit(Code::DanglingType, "type: Kite\n", "type: Bird\n"),
        edit(
            Code::DuplicateName,
            "    - name: height\n",
            "    - name: height\n      type: string\n    - name: height\n",
        ),
        edit(Code::PathMismatch, "- name: kite_id", "- name: id"),
        edit(Code::EndlessType, "type: integer\n", "type: Kite\n      required: true\n"),
        edit(Code::BadName, "show_kite", "ShowKite"),
        edit(Code::BadPageUrl, "ShowKite.md\n", "ShowKite.md\n  page_url: javascript:land()\n"),
        edit(Code::OperationRefused, "    type: Kite\n", "    type: Kite\n    media: application/bson\n"),
        edit(Code::SeveralAnswers, "types:\n", "  - status: 202\n    type: string\ntypes:\n"),
        edit(
            Code::AnswerMismatch,
            "  outputs:\n",
            "  pagination: {by: offset, parameter: ghost, items: height}\n  outputs:\n",
        ),
        (Code::PagesRefused, vec![("ir.yaml", PAGES.into())]),
        (Code::NoIr, vec![(PAGE, KITE.into())]),
    ]
}

/// The findings of a record of what a service said.
fn from_a_record() -> BTreeSet<Code> {
    let line = |operation: &str, path: &str, rest: &str| {
        format!(r#"{{"service":"kites","operation":"{operation}","path":"{path}",{rest},"count":1}}{}"#, '\n')
    };
    let record = [
        "no line of a record\n".to_owned(),
        line("ghost", "height", r#""kind":"coerced","expected":"integer","found":"string""#),
        line("show_kite", "", r#""kind":"not_utf8""#),
        line("show_kite", "height", r#""kind":"coerced","expected":"string","found":"integer""#),
    ];
    let service = Service::from_yaml(&Arc::new(Source::new("ir.yaml", IR))).unwrap();
    let (record, unread) = drift::read(&Arc::new(Source::new("drift.jsonl", record.concat())));
    unread.into_iter().chain(drift::suggest(&service, &record).findings).map(|finding| finding.code).collect()
}

/// The findings of a fetch of one page from a site that has no pages, of one that its robots.txt excludes, and of no page at
/// all.
fn from_sites() -> BTreeSet<Code> {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let page = |name: &str| format!("http://{}/{name}.html", listener.local_addr().unwrap());
    let (empty, excluded, most) = (page("kite"), page("secret"), Options::default().most_pages);
    thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut request = [0; 4096];
            let _ = stream.read(&mut request);
            let rules = "User-agent: *\nDisallow: /secret.html\n";
            let (status, body) = if request.starts_with(b"GET /robots.txt") { (200, rules) } else { (404, "") };
            let length = body.len();
            let _ =
                write!(stream, "HTTP/1.1 {status} -\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}");
        }
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let found = |(address, most_pages): (String, usize)| {
        let folder = tempfile::tempdir().unwrap();
        let options = Options { pause: Duration::ZERO, attempts: 1, most_pages, ..Options::default() };
        runtime.block_on(fetch(&[address], folder.path(), &options, &mut |_| {})).unwrap().diagnostics
    };
    let runs = [(empty.clone(), most), (excluded, most), (empty, 0)];
    runs.into_iter().flat_map(found).map(|finding| finding.code).collect()
}

/// The codes that a run over a project of one service with these files reports.
fn reported(files: &Files, origin: Origin) -> BTreeSet<Code> {
    let folder = tempfile::tempdir().unwrap();
    for (path, content) in files {
        let path = folder.path().join("specs/kites").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    reported_in(folder.path(), origin)
}

fn reported_in(root: &Path, origin: Origin) -> BTreeSet<Code> {
    let project = Project::open(root).unwrap();
    let run = run(&Job { origin, ..Job::new(&project) }, None, &()).unwrap();
    run.findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn each_page_provokes_its_code() {
    for (code, page) in from_a_page() {
        let compiled = compile(&[page], &link::Context { service: "kites", ..link::Context::default() });
        assert!(compiled.diagnostics.iter().any(|diagnostic| diagnostic.code == code), "{}", code.id());
    }
}

#[test]
fn each_project_provokes_its_code() {
    for (origin, provocations) in [(Origin::Pages, from_pages()), (Origin::Ir, from_ir())] {
        for (code, files) in provocations {
            let reported = reported(&files, origin);
            assert!(reported.contains(&code), "{} is not among {reported:?}", code.id());
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_the_system_does_not_give_costs_itself() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("specs/kites/pages");
    fs::create_dir_all(&pages).unwrap();
    fs::write(pages.join("ShowKite.md"), KITE).unwrap();
    // Permissions would not stop the superuser.
    std::os::unix::fs::symlink("/proc/self/mem", pages.join("memory.md")).unwrap();
    assert_eq!(reported_in(folder.path(), Origin::Pages), BTreeSet::from([Code::UnreadableFile]));
}

#[test]
fn every_code_is_provoked() {
    let mut provoked: BTreeSet<String> = FAULTS.iter().map(|code| code.id().to_owned()).collect();
    provoked.extend(from_pages().into_iter().chain(from_ir()).map(|(code, _)| code.id().to_owned()));
    provoked.extend(from_a_page().into_iter().map(|(code, _)| code.id().to_owned()));
    provoked.extend(from_a_record().into_iter().chain(from_sites()).map(|code| code.id().to_owned()));
    // The test above, where the system has such a file.
    provoked.insert(Code::UnreadableFile.id().to_owned());
    for folder in entries(&workspace().join("tests/fixtures")) {
        let shown = fs::read_to_string(folder.join("diagnostics.out")).unwrap_or_default();
        provoked
            .extend(shown.split('[').skip(1).filter_map(|rest| rest.split_once(']')).map(|(code, _)| code.to_owned()));
    }
    for file in files_below(&workspace().join("tests/literate"), "md") {
        let text = fs::read_to_string(file).unwrap();
        let fences = text.split("```text diagnostics\n").skip(1).filter_map(|rest| rest.split("```").next());
        provoked.extend(fences.flat_map(str::lines).filter_map(|line| line.split(' ').next()).map(str::to_owned));
    }
    let missing: Vec<&str> = Code::ALL.iter().map(|code| code.id()).filter(|code| !provoked.contains(*code)).collect();
    assert!(missing.is_empty(), "no fixture, literate case or project provokes {}", missing.join(", "));
}

#[test]
fn the_book_says_of_every_code_what_the_catalogue_says() {
    let path = workspace().join("docs/src/diagnostics.md");
    let chapter = chapter();
    if std::env::var_os("SPECWRIGHT_BLESS").is_some() {
        fs::write(&path, &chapter).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == chapter,
        "docs/src/diagnostics.md is made of the catalogue: SPECWRIGHT_BLESS=1 cargo test -p specwright-tests diagnostics"
    );
    assert!(Code::ALL.is_sorted_by_key(|code| code.id()), "the catalogue is not sorted by number");
    for code in Code::ALL {
        assert!(chapter.contains(&format!("\n### {}\n", code.id())), "{}", code.id());
    }
}
