//! What a call costs in CPU time: ours beside the same call by bare reqwest and `serde_json`, in turns, against a
//! server in a process of its own. `cargo bench -p specwright-runtime --bench call` prints both and the ratio.
//!
//! The services take signed requests only, so the bare call is made signed too, by the fewest lines that do it.
//!
//! With `-- signed`, `-- unsigned`, `-- bare-signed` or `-- bare`, calls of that kind alone, for a profiler.

use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use specwright_runtime::emitted::Service;
use specwright_runtime::signing::{Hash, Timestamp, hex};
use specwright_runtime::{Client, Config, Credentials, Keys, Operation};

#[macro_use]
#[path = "../tests/support/model.rs"]
mod model;

static SERVICE: Service = Service { id: "shelf", version: "1.0.0", ..Service::BASE };
static LIST: Operation = Operation::get("shelf", "list", "/v1/books");

type Failure = Box<dyn std::error::Error>;

const CALLS: u32 = 50;
const ROUNDS: usize = 400;
const PROFILED: u32 = 2_000;
const SERVER: &str = "--serve";

model!(Shelf { books: Vec<Book>, total: i64 });
model!(Book { id: String, title: String, pages: i64, price: f64, lent: bool });

mod derived {
    #[derive(serde::Deserialize)]
    pub(crate) struct Shelf {
        pub(crate) books: Option<Vec<Book>>,
        pub(crate) total: Option<i64>,
    }

    #[derive(serde::Deserialize)]
    #[expect(dead_code, reason = "what is read is thrown away")]
    pub(crate) struct Book {
        id: Option<String>,
        title: Option<String>,
        pages: Option<i64>,
        price: Option<f64>,
        lent: Option<bool>,
    }
}

/// A list of twenty books: two kilobytes, as most responses are.
fn response() -> String {
    let book = |number: usize| {
        format!(r#"{{"id":"b-{number:08}","title":"Book number {number}","pages":{number},"price":9.5,"lent":false}}"#)
    };
    let books: Vec<String> = (0..20).map(book).collect();
    format!(r#"{{"books":[{}],"total":20}}"#, books.join(","))
}

fn serve() -> Result<(), Failure> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("{}", listener.local_addr()?);
    let body = response();
    let reply = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Request-Id: r\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    for stream in listener.incoming().flatten() {
        let reply = reply.clone();
        std::thread::spawn(move || response_all(stream, &reply));
    }
    Ok(())
}

fn response_all(mut stream: TcpStream, reply: &str) {
    let _ = stream.set_nodelay(true);
    let mut buffer = [0; 8192];
    let mut head = Vec::new();
    // The client waits for a response before it sends again: a request ends where what was read ends.
    while let Ok(read @ 1..) = stream.read(&mut buffer) {
        head.extend(buffer.iter().take(read));
        if head.ends_with(b"\r\n\r\n") {
            head.clear();
            if stream.write_all(reply.as_bytes()).is_err() {
                return;
            }
        }
    }
}

/// User and system time of this process so far.
fn cpu() -> Duration {
    let spent = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::try_from(spent).unwrap_or_default()
}

fn median(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = numbers.collect();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

async fn timed(call: impl AsyncFn() -> Result<(), Failure>) -> Result<Duration, Failure> {
    let before = cpu();
    repeat(CALLS, call).await?;
    Ok(cpu().saturating_sub(before))
}

async fn repeat(calls: u32, call: impl AsyncFn() -> Result<(), Failure>) -> Result<(), Failure> {
    for _ in 0..calls {
        call().await?;
    }
    Ok(())
}

/// The headers of the one request, signed as the vendor describes it.
fn sign(host: &str) -> [(&'static str, String); 2] {
    let date = Timestamp::from(SystemTime::now()).basic();
    let (names, nothing) = ("host;x-sdk-date", hex(&Hash::Sha256.digest(b"")));
    let request = format!("GET\n/v1/books/\n\nhost:{host}\nx-sdk-date:{date}\n\n{names}\n{nothing}");
    let text = format!("SDK-HMAC-SHA256\n{date}\n{}", hex(&Hash::Sha256.digest(request.as_bytes())));
    let signature = hex(&Hash::Sha256.hmac(b"SK", text.as_bytes()));
    let value = format!("SDK-HMAC-SHA256 Access=AK, SignedHeaders={names}, Signature={signature}");
    [("X-Sdk-Date", date), ("Authorization", value)]
}

async fn measure(url: &str, only: Option<&str>) -> Result<(), Failure> {
    let config = |keys: Credentials| Config::builder().endpoint(url).project_id("p-1").credentials(keys).build();
    let signing = Client::new(&config(Keys::new("AK", "SK").into())?, &SERVICE);
    let silent = Client::new(&config(Credentials::anonymous())?, &SERVICE);
    let bare = reqwest::Client::builder().build()?;
    let target = format!("{url}/v1/books");
    let whole =
        |total: Option<i64>, books: bool| if total == Some(20) && books { Ok(()) } else { Err("not the response") };
    let ours = async |client: &Client| {
        let shelf = client.call(&LIST).send::<Shelf>().await?;
        Ok(whole(shelf.total, shelf.books.is_some())?)
    };
    let signed = async || ours(&signing).await;
    let unsigned = async || ours(&silent).await;
    let host = url.trim_start_matches("http://");
    let send = async |headers: &[(&str, String)]| {
        let request = headers.iter().fold(bare.get(&target), |request, (name, value)| request.header(*name, value));
        let bytes = request.send().await?.bytes().await?;
        let shelf: derived::Shelf = serde_json::from_slice(&bytes)?;
        Ok(whole(shelf.total, shelf.books.is_some())?)
    };
    let theirs = async || send(&[]).await;
    let theirs_signed = async || send(&sign(host)).await;
    match only {
        Some("signed") => return repeat(PROFILED, signed).await,
        Some("unsigned") => return repeat(PROFILED, unsigned).await,
        Some("bare-signed") => return repeat(PROFILED, theirs_signed).await,
        Some("bare") => return repeat(PROFILED, theirs).await,
        _ => {}
    }
    // Rounds are short, and ratios are of one round, so that whatever else the machine does disturbs all kinds alike.
    let mut rounds = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let times = [timed(theirs).await?, timed(unsigned).await?, timed(theirs_signed).await?, timed(signed).await?];
        rounds.push(times.map(|time| time.as_secs_f64()));
    }
    let rows = [
        ("bare reqwest and serde_json", 0),
        ("a typed call, unsigned", 0),
        ("bare reqwest and serde_json, signed", 2),
        ("a typed call, signed", 2),
    ];
    for (at, (name, beside)) in rows.into_iter().enumerate() {
        let time = |round: &[f64; 4], at: usize| round.get(at).copied().unwrap_or_default();
        let each = median(rounds.iter().map(|round| time(round, at))) * 1e6 / f64::from(CALLS);
        let ratio = median(rounds.iter().map(|round| time(round, at) / time(round, beside)));
        println!("{name:36} {each:8.1} us CPU a call, ratio {ratio:.2}");
    }
    Ok(())
}

fn main() -> Result<(), Failure> {
    if std::env::args().any(|argument| argument == SERVER) {
        return serve();
    }
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut server = Command::new(std::env::current_exe()?).arg(SERVER).stdout(Stdio::piped()).spawn()?;
    let mut address = String::new();
    let printed = server.stdout.take().ok_or("the server prints its address")?;
    BufReader::new(printed).read_line(&mut address)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let only = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let measured = runtime.block_on(measure(&format!("http://{}", address.trim()), only.as_deref()));
    server.kill()?;
    server.wait()?;
    measured
}
