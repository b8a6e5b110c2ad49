//! `specwright fetch` against a local site that answers oddly: what is saved, what is left, how often it is asked.

use specwright::{
    Job, compile_folder, emit,
    fetch::{Fetched, Options, fetch},
    project::Project,
};
use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

type Reply = fn(&Asked) -> Vec<u8>;

/// A request as the site sees it.
struct Asked {
    path: String,
    head: String,
    /// How often this path was asked for, this time included.
    times: usize,
}

/// A site on a local port.
struct Site {
    url: String,
    asked: Arc<Mutex<Vec<(String, Instant)>>>,
}

impl Site {
    fn new(pages: &[(&'static str, Reply)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (pages, log): (BTreeMap<&str, Reply>, _) = (pages.iter().copied().collect(), Arc::clone(&asked));
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                answer(stream, &pages, &log);
            }
        });
        Self { url, asked }
    }

    fn times(&self, path: &str) -> usize {
        self.asked.lock().unwrap().iter().filter(|(asked, _)| asked == path).count()
    }
}

fn answer(stream: TcpStream, pages: &BTreeMap<&str, Reply>, log: &Mutex<Vec<(String, Instant)>>) {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head).unwrap_or(0) > 0 {}
    let Some(path) = head.split(' ').nth(1).map(str::to_owned) else { return };
    let mut log = log.lock().unwrap();
    log.push((path.clone(), Instant::now()));
    let times = log.iter().filter(|(asked, _)| *asked == path).count();
    drop(log);
    let reply = pages.get(path.as_str()).map_or_else(|| status(404, ""), |reply| reply(&Asked { path, head, times }));
    // A client that has read enough closes the connection.
    let _ = reader.get_mut().write_all(&reply);
}

fn status(status: u16, headers: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status} -\r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n").into_bytes()
}

fn body(headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

fn html(text: &str) -> Vec<u8> {
    body("Content-Type: text/html\r\n", text.as_bytes())
}

/// A gzip member that stores its content as it is.
fn gzip(content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap();
    let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1];
    bytes.extend([length.to_le_bytes(), (!length).to_le_bytes()].concat());
    bytes.extend(content);
    let checksum = content.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg()))
    });
    bytes.extend((!checksum).to_le_bytes());
    bytes.extend(u32::from(length).to_le_bytes());
    bytes
}

fn options() -> Options {
    Options { pause: Duration::from_millis(1), patience: Duration::from_secs(5), ..Options::default() }
}

fn run(site: &Site, path: &str, folder: &Path, options: &Options) -> Fetched {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(fetch(&[format!("{}{path}", site.url)], folder, options, &mut |_| {})).unwrap()
}

fn files(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder.join("pages")) else { return Vec::new() };
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn findings(fetched: &Fetched, site: &Site) -> Vec<String> {
    let line = |finding: &specwright::diagnostic::Diagnostic| format!("{} {}", finding.code.id(), finding.message);
    let mut lines: Vec<String> = fetched.diagnostics.iter().map(line).map(|line| line.replace(&site.url, "")).collect();
    lines.sort();
    lines
}

const CONTENTS: &str = "<nav><a href='show.html#top'>a</a><a href=\"fire.html\">b</a><a href='/api/other.html'>c</a>\
                        <a href='pic.png'>d</a><a href='show.html?x=1'>e</a><a href='http://localhost:1/api/kilns/x'>f</a></nav>\
                        <main><h1>Kilns</h1></main>";

#[test]
fn the_contents_are_followed_below_the_path_and_furniture_is_left() {
    let site = Site::new(&[
        ("/api/kilns/index.html", |_| html(CONTENTS)),
        ("/api/kilns/show.html", |_| {
            html("<nav>menu</nav><main><h1>Show</h1><table><tr><td>x</td></tr></table></main>")
        }),
        ("/api/kilns/fire.html", |_| body("Content-Type: text/markdown\r\n", b"# Fire\n\n[deep](deep/cool.md)\n")),
        ("/api/kilns/deep/cool.md", |_| body("Content-Type: text/plain\r\n", b"# Cool\n")),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let fetched = run(&site, "/api/kilns/index.html", folder.path(), &options());
    assert_eq!(findings(&fetched, &site), Vec::<String>::new());
    assert_eq!(
        (fetched.saved, files(folder.path())),
        (4, ["cool.md", "fire.md", "index.html", "show.html"].map(str::to_owned).into())
    );
    let show = fs::read_to_string(folder.path().join("pages/show.html")).unwrap();
    assert!(show.contains("<td>x</td>") && !show.contains("menu"), "{show}");
    let lock = fs::read_to_string(folder.path().join("fetch.lock")).unwrap();
    assert!(
        lock.contains(&format!("\"url\": \"{}/api/kilns/show.html\"", site.url)) && lock.contains("\"fetched\": \"20"),
        "{lock}"
    );
}

#[test]
fn odd_answers_cost_themselves() {
    let site = Site::new(&[
        ("/a/index.html", |_| {
            html(
                "<a href=moved></a><a href=loop></a><a href=away></a><a href=gone></a><a href=busy></a><a href=late></a>\
                  <a href=huge></a><a href=zip></a><a href=gbk></a><a href=wrong></a><a href=pdf></a><a href=cut></a>",
            )
        }),
        ("/a/moved", |_| status(301, "Location: /a/there.html\r\n")),
        ("/a/there.html", |_| html("<h1>There</h1>")),
        ("/a/loop", |_| status(302, "Location: /a/loop2\r\n")),
        ("/a/loop2", |_| status(302, "Location: /a/loop\r\n")),
        ("/a/away", |_| status(302, "Location: http://127.0.0.1:1/a/\r\n")),
        ("/a/busy", |asked| if asked.times < 3 { status(429, "Retry-After: 0\r\n") } else { html("<h1>Busy</h1>") }),
        ("/a/late", |_| status(503, "Retry-After: 0\r\n")),
        ("/a/huge", |_| html(&"<p>words</p>".repeat(50 * 1024 * 1024 / 12))),
        ("/a/zip", |_| body("Content-Type: text/html\r\nContent-Encoding: gzip\r\n", &gzip(b"<h1>Packed</h1>"))),
        ("/a/gbk", |_| body("Content-Type: text/html\r\n", b"<meta charset=gbk><h1>\xb2\xe9\xd1\xaf</h1>")),
        ("/a/wrong", |_| body("Content-Type: text/html; charset=gbk\r\n", "<h1>查询</h1>".as_bytes())),
        ("/a/pdf", |_| body("Content-Type: application/pdf\r\n", b"%PDF")),
        ("/a/cut", |_| b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99\r\n\r\n<h1>".to_vec()),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let fetched = run(&site, "/a/index.html", folder.path(), &options());
    let saved = ["busy.html", "gbk.html", "index.html", "there.html", "wrong.html", "zip.html"];
    assert_eq!(files(folder.path()), saved);
    for (file, words) in [("gbk.html", "查询"), ("wrong.html", "查询"), ("zip.html", "Packed")] {
        assert!(fs::read_to_string(folder.path().join("pages").join(file)).unwrap().contains(words), "{file}");
    }
    let found = findings(&fetched, &site);
    let expected = [
        "SW651 /a/away: it redirects to http://127.0.0.1:1/a/, which is not below a given address",
        "SW651 /a/cut: ",
        "SW651 /a/gone: the server responded with 404",
        "SW651 /a/huge: it has more than 10485760 bytes; raise the limit with `--largest`",
        "SW651 /a/late: the server responded with 503 each time",
        "SW651 /a/loop: it redirects in a circle or too often",
        "SW651 /a/pdf: it is application/pdf, not a page",
    ];
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    assert!(found.iter().zip(expected).all(|(found, expected)| found.starts_with(expected)), "{found:#?}");
    assert_eq!((site.times("/a/late"), site.times("/a/busy"), site.times("/a/gone")), (4, 3, 1));
}

#[test]
fn what_did_not_change_is_not_sent_again_and_its_links_are_known() {
    let site = Site::new(&[
        ("/a/", |asked| {
            let same = asked.head.to_lowercase().contains("if-none-match: \"v1\"");
            if same {
                status(304, "")
            } else {
                body("Content-Type: text/html\r\nETag: \"v1\"\r\n", b"<a href=b></a><h1>A</h1>")
            }
        }),
        ("/a/b", |asked| {
            let same = asked.head.contains("Thu, 02 Jan 2025 03:04:05 GMT");
            let headers = "Content-Type: text/html\r\nLast-Modified: Thu, 02 Jan 2025 03:04:05 GMT\r\n";
            if same { status(304, "") } else { body(headers, asked.path.as_bytes()) }
        }),
    ]);
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(&site, "/a/", folder.path(), &options()).saved, 2);
    let again = run(&site, "/a/", folder.path(), &options());
    assert_eq!((again.saved, again.unchanged), (0, 2));
    fs::remove_file(folder.path().join("pages/b.html")).unwrap();
    let once_more = run(&site, "/a/", folder.path(), &options());
    assert_eq!((once_more.saved, once_more.unchanged), (1, 1));
}

#[test]
fn a_run_that_was_cut_goes_on_and_no_page_saved_by_hand_is_replaced() {
    let site = Site::new(&[
        ("/a/", |_| html("<a href=b.html></a><a href=c.html></a><a href=d.html></a><h1>A</h1>")),
        ("/a/b.html", |_| html("<h1>B</h1>")),
        ("/a/c.html", |_| html("<h1>C</h1>")),
        ("/a/d.html", |_| html("<h1>D</h1>")),
    ]);
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("pages")).unwrap();
    fs::write(folder.path().join("pages/c.html"), "by hand").unwrap();
    let few = Options { most_pages: 2, ..options() };
    let first = run(&site, "/a/", folder.path(), &few);
    assert_eq!(findings(&first, &site), ["SW653 2 pages were requested; 2 more are known"]);
    let second = run(&site, "/a/", folder.path(), &few);
    assert_eq!((first.saved, second.saved, second.diagnostics.len()), (2, 2, 0));
    assert_eq!((site.times("/a/"), site.times("/a/b.html")), (1, 1));
    assert_eq!(files(folder.path()), ["a.html", "b.html", "c.html", "c_2.html", "d.html"]);
    assert_eq!(fs::read_to_string(folder.path().join("pages/c.html")).unwrap(), "by hand");

    fs::write(folder.path().join("fetch.lock"), "{").unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let damaged = runtime.block_on(fetch(std::slice::from_ref(&site.url), folder.path(), &few, &mut |_| {}));
    assert!(damaged.unwrap_err().to_string().contains("is damaged"));
}

#[test]
fn a_site_s_wishes_are_kept() {
    let site = Site::new(&[
        ("/robots.txt", |_| {
            body("Content-Type: text/plain\r\n", b"User-agent: *\nDisallow: /a/secret\nCrawl-delay: 1\n")
        }),
        ("/a/", |_| html("<a href=secret.html></a><a href=b.html></a>")),
        ("/a/b.html", |_| html("<h1>B</h1>")),
    ]);
    let folder = tempfile::tempdir().unwrap();
    let fetched = run(&site, "/a/", folder.path(), &options());
    assert_eq!(findings(&fetched, &site), ["SW652 /a/secret.html: robots.txt asks programs not to fetch it"]);
    assert_eq!((fetched.saved, site.times("/a/secret.html"), site.times("/robots.txt")), (2, 0, 1));
    let asked = site.asked.lock().unwrap();
    let gaps: Vec<Duration> = asked.windows(2).map(|pair| pair[1].1 - pair[0].1).collect();
    assert!(gaps.iter().all(|gap| *gap >= Duration::from_millis(900)), "{gaps:?}");
}

#[test]
fn a_site_that_cannot_say_what_it_asks_for_is_left_alone() {
    let site = Site::new(&[("/robots.txt", |_| status(500, "")), ("/a/", |_| html("<h1>A</h1>"))]);
    let folder = tempfile::tempdir().unwrap();
    let fetched = run(&site, "/a/", folder.path(), &options());
    assert_eq!((fetched.saved, site.times("/a/")), (0, 0));
    assert_eq!(
        findings(&fetched, &site),
        ["SW651 /a/: robots.txt of the site could not be read: the server responded with 500"]
    );
}

const KILN: &str = "# Querying a Kiln - ShowKiln\n\n## URI\n\nGET /v1/kilns/{kiln_id}\n\n## Response Parameters\n\n\
                    | Parameter | Type | Description |\n| --- | --- | --- |\n| heat | Integer | Degrees. |\n";

#[test]
fn docs_lead_to_where_a_page_came_from_and_say_no_date() {
    let site = Site::new(&[("/api/Show*Kiln.md", |_| body("Content-Type: text/markdown\r\n", KILN.as_bytes()))]);
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("specs/kilns");
    assert_eq!(run(&site, "/api/Show*Kiln.md", &folder, &options()).saved, 1);
    let address = format!("{}/api/Show%2AKiln.md", site.url);

    let made = || {
        let project = Project::open(root.path()).unwrap();
        let run = specwright::run(&Job::new(&project), None, &()).unwrap();
        assert_eq!(run.findings, []);
        let changes = run.outputs.changes().unwrap();
        let change = |path: &str| changes.iter().find(|change| change.path == path);
        let text = |path: &str| change(path).and_then(|change| change.after.clone()).unwrap_or_default();
        let service = compile_folder(&project.services().unwrap()[0], &|| {}).service;
        let openapi = emit::openapi::document(&service, "Kilns").to_string();
        [text("specs/kilns/ir.yaml"), text("generated/src/kilns/operations/show_kiln.rs"), openapi]
    };
    let [ir, code, openapi] = made();
    assert!(ir.contains(&format!("  page: pages/Show_Kiln.md\n  page_url: {address}\n")), "{ir}");
    assert!(code.contains(&format!("<{address}>: `GET")), "{code}");
    assert!(openapi.contains(&format!(r#""externalDocs":{{"url":"{address}"}}"#)), "{openapi}");

    let lock = fs::read_to_string(folder.join("fetch.lock")).unwrap();
    let day = lock.split_once(r#""fetched": ""#).and_then(|(_, rest)| rest.split_once('T')).unwrap().0;
    let later = lock.replace(day, "20990101");
    assert_ne!(later, lock);
    fs::write(folder.join("fetch.lock"), later).unwrap();
    assert_eq!(made(), [ir, code, openapi]);
}

#[test]
fn an_address_with_a_password_is_not_asked_for() {
    let site = Site::new(&[("/a.html", |_| html("<main><h1>A</h1></main>"))]);
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let address = format!("{}/a.html", site.url).replace("http://", "http://user:secret@");
    let refused = runtime.block_on(fetch(&[address], folder.path(), &options(), &mut |_| {})).unwrap_err();
    assert!(refused.to_string().contains("without a password"), "{refused}");
    assert!(!folder.path().join("fetch.lock").exists() && site.times("/a.html") == 0);
}
