//! The report to browse: hostile pages, and, where Chromium is installed, what a person does with it.

use crate::places::{pages_below, workspace};
use specwright::{
    Glossary, PageFile, compile, link,
    report::{Html, Report, ServiceReport},
};
use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// Text that would be more than text anywhere it was written as it is.
const HOSTILE: &str = "</title></pre></td></details></script><script>document.title='owned'</script>\
                       <img src=x onerror=alert(1)> \" onload=\"x ' ` &lt; \u{202e}";

#[test]
fn no_text_of_a_page_becomes_markup() {
    let html = html(&hostile_pages());
    let (tags, attributes) = markup(&html);
    let written = "!doctype /b /body /button /caption /code /details /div /form /h1 /h2 /h3 /h4 /head /header /html /i \
                   /label /li /main /mark /output /p /pre /script /section /small /span /style /summary /table /tbody \
                   /td /th /thead /title /tr /ul b body br button caption code details div form h1 h2 h3 h4 head header \
                   html i input label li main mark meta output p pre script section small span style summary table \
                   tbody td th thead title tr ul wbr";
    let foreign: Vec<&String> = tags.iter().filter(|tag| !written.split(' ').any(|name| name == *tag)).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
    let events: Vec<&String> = attributes.iter().filter(|name| name.starts_with("on") || *name == "src").collect();
    assert!(events.is_empty(), "{events:?}");
    assert!(html.contains("&lt;script&gt;document.title=&#39;owned&#39;"), "the texts did not reach the report");
    assert!(!html.contains('\u{202e}'), "a text turns round what stands after it");
}

#[test]
fn nothing_is_loaded_and_every_page_opens_without_a_script() {
    let html = html(&pottery());
    for forbidden in [" src=", "url(", "@import", "<link", "http://", "https://"] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
    assert_eq!(html.matches("<details class=\"page\"").count(), 4);
    assert!(html.contains("default-src 'none'"));
}

#[test]
fn a_page_of_ordinary_size_costs_little() {
    let page = pottery().remove(0);
    let many: Vec<PageFile> =
        (0..80).map(|n| PageFile { path: format!("{n}.md"), name: format!("{n}.md"), ..page.clone() }).collect();
    let size = html(&many).len();
    assert!(size < 80 * 20_000, "{size} bytes");
}

#[test]
fn a_browser_filters_follows_links_and_goes_by_keys() {
    let Some(browser) = browser() else {
        eprintln!("skipped: no chromium on the path");
        return;
    };
    // What a person does, and after each step what there is to see.
    let steps = r#"
        const seen = [];
        const see = () => seen.push([...document.querySelectorAll(".page:not([hidden]) .name")].map(e => e.textContent).join());
        const type = (text) => { words.value = text; words.dispatchEvent(new Event("input")); see(); };
        const words = document.getElementById("words"), open = document.getElementById("open");
        const key = (name) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true }));
        see();
        type("KILN fire"); type("nothing of the kind"); type("");
        open.click(); see(); open.click();
        key("j"); key("j"); seen.push(document.activeElement.querySelector(".name").textContent);
        key("k"); seen.push(document.activeElement.querySelector(".name").textContent);
        key("/"); seen.push(document.activeElement.id);
        document.getElementById("unfold").click();
        seen.push(document.querySelectorAll(".page[open]").length);
        seen.push(document.getElementById("shown").textContent);
        seen.push(document.title);
        const result = document.createElement("pre");
        result.id = "result";
        result.textContent = seen.join("\n");
        document.body.append(result);
    "#;
    let driven = html(&pottery()).replace("</body>", &format!("<script>{{{steps}}}</script></body>"));
    let seen = between(&dom(&browser, &driven, ""), "<pre id=\"result\">", "</pre>");
    let expected = [
        "fire_kiln.md,list_glazes.md,overview.md,stack_shelf.md",
        "fire_kiln.md",
        "",
        "fire_kiln.md,list_glazes.md,overview.md,stack_shelf.md",
        "fire_kiln.md,stack_shelf.md",
        "list_glazes.md",
        "fire_kiln.md",
        "words",
        "4",
        "4 of 4 pages",
        "Coverage of the pages",
    ];
    assert_eq!(seen.lines().collect::<Vec<_>>(), expected);

    let linked = dom(&browser, &html(&pottery()), "#s0p1");
    let page = between(&linked, "id=\"s0p1\"", ">");
    assert!(page.contains(" open"), "the link does not open its page: {page}");

    let hostile = dom(&browser, &html(&hostile_pages()), "");
    assert_eq!(between(&hostile, "<title>", "</title>"), "Coverage of the pages");
}

fn pottery() -> Vec<PageFile> {
    pages_below(&workspace().join("tests/report/pages"))
}

/// A page whose every text is hostile, in each of two formats.
fn hostile_pages() -> Vec<PageFile> {
    let in_markdown = HOSTILE.replace('&', "&amp;").replace('<', "&lt;").replace('\'', "&#39;").replace('`', "&#96;");
    let markdown = format!(
        "# {in_markdown} - FireKiln\n\n{in_markdown}\n\n## URI\n\nPOST /v1/kilns/{{kiln\"'<b>}}/fire\n\n\
         **Table 1** Path parameters {in_markdown}\n\n| Parameter | Mandatory | Type | Description |\n\
         | --- | --- | --- | --- |\n| kiln | Yes | {in_markdown} | {in_markdown} |\n| {in_markdown} | Yes | String | x |\n\
         |  | Yes | String | {in_markdown} |\n\n## Example Request\n\n```\n{{\"{HOSTILE}\n```\n"
    );
    let text =
        format!("{HOSTILE}\nURI\nGET /v1/kilns\nParameter | Type | Description\n{HOSTILE} | String | {HOSTILE}\n");
    let page = |ending: &str, text: String| {
        let path = format!("{HOSTILE}.{ending}");
        PageFile { path: path.clone(), name: path, bytes: text.into_bytes() }
    };
    vec![page("md", markdown), page("txt", text)]
}

fn html(files: &[PageFile]) -> String {
    let name = files.first().map_or("none", |file| file.path.as_str());
    let compiled = compile(files, &link::Context { service: "pottery", ..link::Context::default() });
    let service = ServiceReport::new(name, &compiled);
    let mut html = Html::default();
    html.service(&service, &compiled, files, Glossary::builtin());
    html.finish(&Report { services: vec![service] })
}

/// The names of all tags, and of all their attributes; script and style left out.
fn markup(html: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let mut rest = html;
    let (mut tags, mut attributes) = (BTreeSet::new(), BTreeSet::new());
    while let Some((_, tag)) = rest.split_once('<') {
        let mut quoted = false;
        let end = tag.find(|c| {
            quoted ^= c == '"';
            c == '>' && !quoted
        });
        let (inside, after) = tag.split_at(end.expect("a tag is closed"));
        let unquoted: String = inside.split('"').step_by(2).collect::<Vec<_>>().join(" ");
        let mut words = unquoted.split_whitespace();
        let name = words.next().unwrap_or_default().to_owned();
        attributes.extend(words.map(|word| word.trim_end_matches('=').to_owned()));
        rest = match name.as_str() {
            "script" | "style" => after.split_at(after.find("</").unwrap()).1,
            _ => after,
        };
        tags.insert(name);
    }
    (tags, attributes)
}

fn browser() -> Option<String> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let found = names.into_iter().find(|name| Command::new(name).arg("--version").output().is_ok());
    found.map(str::to_owned)
}

/// The document as the browser has it once it is loaded.
fn dom(browser: &str, html: &str, hash: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let (page, out) = (folder.path().join("report.html"), folder.path().join("dom.html"));
    fs::write(&page, html).unwrap();
    let flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"];
    let mut child = Command::new(browser)
        .args(flags)
        .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
        .args(["--dump-dom", &format!("file://{}{hash}", page.display())])
        .stdout(fs::File::create(&out).unwrap())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if begun.elapsed() > Duration::from_mins(2) {
            child.kill().unwrap();
            panic!("the browser did not come to an end");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    read(&out)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

fn between(text: &str, before: &str, after: &str) -> String {
    let found = text.split_once(before).and_then(|(_, rest)| rest.split_once(after));
    found.unwrap_or_else(|| panic!("no {before} ... {after} in {text}")).0.to_owned()
}
