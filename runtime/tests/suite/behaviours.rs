//! What the client makes of a service that misbehaves, beside what the vendor's own SDK makes of it: each row is played
//! by a real server, and the note `docs/notes/behaviours.md` holds the results. `SPECWRIGHT_BLESS` writes it again.

mod rows;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::support::gateway;
use crate::support::server::{Received, Reply, Server};
use specwright_runtime::emitted::{Filled, FilledBy, Operation, Service};
use specwright_runtime::signing::Timestamp;
use specwright_runtime::{Client, Config, Drift, Error, ErrorKind, Json, Keys, RetryPolicy, Timeouts};

/// One behaviour of the server.
pub(crate) struct Row {
    server: &'static str,
    script: Script,
    /// What never comes is not waited for long; all else has the time that a busy machine needs.
    patience: Timeouts,
    sdk: &'static str,
    verdict: Verdict,
}

/// What comes to the n-th request.
pub(crate) type Script = Box<dyn Fn(usize, &Received) -> Reply + Send + Sync>;

/// Whose result helps a caller more.
#[derive(Clone, Copy)]
pub(crate) enum Verdict {
    Ours,
    Alike,
    Theirs,
}

const SECRET: &str = "not/a+real=key";

static SERVICE: Service = Service { id: "dcs", ..Service::BASE };
static COUNT: Operation = Operation::get("dcs", "count_instances", "/v2/{project_id}/instances/status")
    .filled(&[Filled::path("project_id", FilledBy::Project)])
    .envelope("error_code", &["0"]);

model!(Counts { redis: Group, running_count: i64 });
model!(Group { running_count: i64 });

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_note_holds_the_result_of_each_row() {
    let mut text = String::from(HEAD);
    let (mut rows, mut better, mut worse) = (0, 0, Vec::new());
    for (title, section) in played_sections().await {
        write!(
            text,
            "\n## {title}\n\n| the service sends | this client | the vendor's SDK | better |\n|---|---|---|---|\n"
        )
        .unwrap();
        for (server, sdk, verdict, ours) in section {
            assert!(!ours.contains("PLANTED") && !ours.contains(SECRET), "{server}: {ours}");
            let verdict = match verdict {
                Verdict::Ours => "this client",
                Verdict::Alike => "",
                Verdict::Theirs => "the SDK",
            };
            rows += 1;
            better += usize::from(verdict == "this client");
            worse.extend((verdict == "the SDK").then_some(server));
            writeln!(text, "| {server} | {} | {sdk} | {verdict} |", ours.replace('|', "\\|")).unwrap();
        }
    }
    assert_eq!(worse, ["A number of 70 bits"], "the note says why it is so");
    for (mark, count) in [("{rows}", rows), ("{better}", better), ("{worse}", worse.len())] {
        text = text.replace(mark, &count.to_string());
    }
    let note = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/notes/behaviours.md");
    if std::env::var_os("SPECWRIGHT_BLESS").is_some() {
        std::fs::write(&note, &text).unwrap();
    }
    let stands = std::fs::read_to_string(&note).unwrap_or_default().replace("\r\n", "\n");
    for (stands, played) in stands.lines().zip(text.lines()) {
        assert_eq!(stands, played, "docs/notes/behaviours.md; SPECWRIGHT_BLESS=1 writes it again");
    }
    assert_eq!(stands, text);
}

const HEAD: &str = "\
# Notes on faulty responses

A test sends one call per row, signed and over HTTP, to a local server that behaves as the first column says, and writes the
result into this note: {rows} rows. The column of the vendor's SDK was measured once, with the Python SDK 3.1.219 in its default
configuration and the same responses. In {better} rows this client reports more, does what the caller would otherwise have to do,
or protects a secret; in {worse} the SDK does better; in the others both do the same.

The SDK does better with a number of 70 bits: integers of Python have no limit, and a field that a page calls an integer is an
`i64` here. No page states a larger number, and a wider type would be in the way of every caller. The number is neither cut nor
rounded: it is in `extra`, with all its digits (`Json::Number`), and the difference is noted. From the record of such a difference,
`specwright drift` suggests an override that makes the field hold any JSON value, and so the number itself.

- The call reads `running_count` from an object. `16` is the value that the correct response has, and \"nothing\" is `None`.
- `r-1`, `x-1` and `iam-7` are the request ids that the server sends.
- An error is shown as kind, status, code, request id and message.
- \"noted\" is [drift](../src/drift.md).
- \"an error of another library\" is an exception that the SDK does not document.
";

/// What the service sends, what the SDK makes of it, whose result is better, and what this client makes of it.
type Played = (&'static str, &'static str, Verdict, String);

/// Sections whose rows wait at the same time; all of them at once would need more than a deadline to be sent at all.
const AT_ONCE: usize = 4;

async fn played_sections() -> Vec<(&'static str, Vec<Played>)> {
    let start = |row: Row| {
        tokio::spawn(async move { (row.server, row.sdk, row.verdict, played(row.script, row.patience).await) })
    };
    let mut sections = rows::sections().into_iter();
    let mut done = Vec::new();
    while sections.len() > 0 {
        let begun = sections.by_ref().take(AT_ONCE);
        let begun: Vec<_> =
            begun.map(|(title, rows)| (title, rows.into_iter().map(start).collect::<Vec<_>>())).collect();
        for (title, rows) in begun {
            let mut played = Vec::new();
            for row in rows {
                played.push(row.await.unwrap());
            }
            done.push((title, played));
        }
    }
    done
}

/// What a call comes to.
async fn played(script: Script, patience: Timeouts) -> String {
    let server = Server::start(script);
    let noted = Arc::<Mutex<Vec<Drift>>>::default();
    let hook = Arc::clone(&noted);
    let config = Config::builder()
        .endpoint(&server.url)
        .project_id("p-1")
        .credentials(Keys::new("AK", SECRET))
        .max_response_size(16 << 20)
        .header("X-Auth-Token", "PLANTED")
        .retry(RetryPolicy::default().base(Duration::from_millis(1)))
        .timeouts(patience)
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
