//! What the client makes of a service that misbehaves, beside what the vendor's own SDK makes of it: each row is played by
//! a real server, and the chapter `docs/src/behaviours.md` is what came of it. `SPECWRIGHT_BLESS` writes the chapter anew.

#![cfg(test)]

#[path = "behaviours/rows.rs"]
mod rows;
#[macro_use]
mod support;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use specwright_runtime::emitted::{Filled, FilledBy, Operation};
use specwright_runtime::signing::Timestamp;
use specwright_runtime::{Client, Config, Drift, Error, ErrorKind, Json, Keys, RetryPolicy, Service, Timeouts};
use support::gateway;
use support::server::{Received, Reply, Server};

/// One behaviour of the server.
pub(crate) struct Row {
    server: &'static str,
    script: Script,
    sdk: &'static str,
    verdict: Verdict,
}

/// What comes to the n-th request.
pub(crate) type Script = Box<dyn Fn(usize, &Received) -> Reply + Send + Sync>;

/// Whose answer helps a caller more.
#[derive(Clone, Copy)]
pub(crate) enum Verdict {
    Ours,
    Alike,
}

const SECRET: &str = "not/a+real=key";

static SERVICE: Service = Service { id: "dcs", ..Service::BASE };
static COUNT: Operation = Operation::get("dcs", "count_instances", "/v2/{project_id}/instances/status")
    .filled(&[Filled::path("project_id", FilledBy::Project)])
    .envelope("error_code", &["0"]);

model!(Counts { redis: Group, running_count: i64 });
model!(Group { running_count: i64 });

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_chapter_is_what_came_of_each_row() {
    let mut text = String::from(HEAD);
    let (mut rows, mut better) = (0, 0);
    for (title, section) in rows::sections() {
        write!(
            text,
            "\n## {title}\n\n| the service sends | this client | the vendor's SDK | better |\n|---|---|---|---|\n"
        )
        .unwrap();
        let played: Vec<_> = section
            .into_iter()
            .map(|row| tokio::spawn(async move { (row.server, row.sdk, row.verdict, played(row.script).await) }))
            .collect();
        for row in played {
            let (server, sdk, verdict, ours) = row.await.unwrap();
            assert!(!ours.contains("PLANTED") && !ours.contains(SECRET), "{server}: {ours}");
            let verdict = match verdict {
                Verdict::Ours => "this client",
                Verdict::Alike => "",
            };
            rows += 1;
            better += usize::from(!verdict.is_empty());
            writeln!(text, "| {server} | {} | {sdk} | {verdict} |", ours.replace('|', "\\|")).unwrap();
        }
    }
    text = text.replace("{rows}", &rows.to_string()).replace("{better}", &better.to_string());
    let chapter = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/src/behaviours.md");
    if std::env::var_os("SPECWRIGHT_BLESS").is_some() {
        std::fs::write(&chapter, &text).unwrap();
    }
    let stands = std::fs::read_to_string(&chapter).unwrap_or_default().replace("\r\n", "\n");
    for (stands, played) in stands.lines().zip(text.lines()) {
        assert_eq!(stands, played, "docs/src/behaviours.md; SPECWRIGHT_BLESS=1 writes what came of it");
    }
    assert_eq!(stands, text);
}

const HEAD: &str = "\
# What it makes of a service that misbehaves

A test plays each row with a real server and this client, signed and over HTTP, and this chapter is what came of it: {rows} rows. The
other column was measured with the vendor's Python SDK 3.1.219 and the same answers, set up as it is by default. In {better} rows this
client tells a caller more, does what the caller would have to do, or keeps a secret; in the others both do the same, and in none the
SDK does better.

An error is shown as its kind, status, code, request id and message. \"noted\" is drift: traced, and handed to whoever asks. An error of
\"another library\" does not belong to the classes that the SDK documents.
";

/// What a call comes to.
async fn played(script: Script) -> String {
    let server = Server::start(script);
    let noted = Arc::<Mutex<Vec<Drift>>>::default();
    let hook = Arc::clone(&noted);
    let config = Config::builder()
        .endpoint(&server.url)
        .project_id("p-1")
        .credentials(Keys::new("AK", SECRET))
        .largest_answer(16 << 20)
        .header("X-Auth-Token", "PLANTED")
        .retry(RetryPolicy::default().base(Duration::from_millis(1)))
        .timeouts(Timeouts::default().first_byte(Duration::from_secs(2)).stall(Duration::from_secs(2)))
        .on_drift(move |_, drift| hook.lock().unwrap().extend_from_slice(drift));
    let client = Client::new(&config.build().unwrap(), &SERVICE);
    let result = client.call(&COUNT).send::<Counts>().await;
    let received = server.received();
    for request in &received {
        gateway::accepts(request, SECRET).unwrap();
    }
    let mut said = match &result {
        Ok(counts) => value(counts),
        Err(error) => failure(error),
    };
    for drift in noted.lock().unwrap().iter() {
        write!(said, "; noted: {drift}").unwrap();
    }
    // The port is another one each time.
    let host = server.url.trim_start_matches("http://");
    let said = said.replace(host, "localhost");
    match received.len() {
        1 => said,
        count => format!("{said}; sent {count} times"),
    }
}

fn value(counts: &Counts) -> String {
    let said = counts.running_count.map_or_else(|| "nothing".to_owned(), |count| count.to_string());
    if counts.extra.is_empty() {
        return said;
    }
    let extra: Json = counts.extra.iter().map(|(name, value)| (name.to_owned(), value.clone())).collect();
    format!("{said}, beside it `{}`", shortened(&extra.to_string()))
}

fn failure(error: &Error) -> String {
    let mut said = match (error.kind(), error.timeout_phase()) {
        (kind, Some(phase)) => format!("`{kind:?}` ({phase:?})"),
        (kind, None) => format!("`{kind:?}`"),
    };
    let status = error.status().map(|status| status.to_string());
    for part in [status.as_deref(), error.code(), error.request_id()].into_iter().flatten() {
        write!(said, ", {}", shortened(part)).unwrap();
    }
    // What the transport says is not the same on every system.
    if matches!(error.kind(), ErrorKind::Service | ErrorKind::Decode) {
        write!(said, ": \"{}\"", shortened(error.message())).unwrap();
    }
    match error.advice() {
        Some(advice) => format!("{said}; advice: \"{}\"", shortened(advice)),
        None => said,
    }
}

fn shortened(text: &str) -> String {
    const LONGEST: usize = 70;
    let text = text.replace(['<', '>', '`'], "");
    match text.char_indices().nth(LONGEST).and_then(|(at, _)| text.get(..at)) {
        Some(start) => format!("{start}…"),
        None => text,
    }
}

/// A time as HTTP writes it.
pub(crate) fn http_date(time: Timestamp) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let basic = time.basic();
    let digits = |from: usize, to: usize| basic.get(from..to).unwrap().to_owned();
    let month = MONTHS[digits(4, 6).parse::<usize>().unwrap() - 1];
    let clock = [digits(9, 11), digits(11, 13), digits(13, 15)].join(":");
    format!("Mon, {} {month} {} {clock} GMT", digits(6, 8), digits(0, 4))
}
