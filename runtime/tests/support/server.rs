//! A real HTTP server on the loopback that responds by a script and remembers what it was asked.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    pub(crate) fn path(&self) -> &str {
        self.target.split('?').next().unwrap()
    }
}

/// What the server does with a request.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    /// A response with a right `Content-Length`.
    Full(u16, Vec<(String, String)>, Vec<u8>),
    /// These bytes as they are, then the end of the connection.
    Raw(Vec<u8>),
    /// These bytes, then nothing for this long.
    Stall(Vec<u8>, Duration),
    /// The end of the connection.
    Close,
    /// A reply after a while.
    Late(Duration, Box<Reply>),
}

pub(crate) fn json(status: u16, body: &str) -> Reply {
    with_headers(status, &[("Content-Type", "application/json")], body)
}

pub(crate) fn with_headers(status: u16, headers: &[(&str, &str)], body: &str) -> Reply {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Reply::Full(status, headers, body.as_bytes().to_vec())
}

/// The server; it lives as long as the process.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) url: String,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Server {
    /// Responds to the n-th request by `script(n, request)`.
    pub(crate) fn start(script: impl Fn(usize, &Received) -> Reply + Send + Sync + 'static) -> Self {
        Self::run(script, true)
    }

    /// The same, without keeping what it was asked.
    pub(crate) fn forgetful(script: impl Fn(usize, &Received) -> Reply + Send + Sync + 'static) -> Self {
        Self::run(script, false)
    }

    fn run(script: impl Fn(usize, &Received) -> Reply + Send + Sync + 'static, keeps: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let received = Arc::<Mutex<Vec<Received>>>::default();
        let server = Self { url, received: Arc::clone(&received) };
        let count = AtomicUsize::new(0);
        let response = Arc::new(move |request: &Received| {
            if keeps {
                received.lock().unwrap().push(request.clone());
            }
            script(count.fetch_add(1, Ordering::SeqCst), request)
        });
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let response = Arc::clone(&response);
                std::thread::spawn(move || serve(stream, &*response));
            }
        });
        server
    }

    /// Responds with these replies in turn, and with the last one from then on.
    pub(crate) fn replies(replies: Vec<Reply>) -> Self {
        Self::start(move |index, _| replies[index.min(replies.len() - 1)].clone())
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }
}

fn serve(stream: TcpStream, response: &dyn Fn(&Received) -> Reply) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut writer = stream;
    while let Some(request) = read_request(&mut reader) {
        let keep_alive = reply(&mut writer, &request, response(&request));
        if !keep_alive {
            return;
        }
    }
}

fn reply(writer: &mut TcpStream, request: &Received, reply_with: Reply) -> bool {
    match reply_with {
        Reply::Full(status, headers, body) => {
            let mut lines = vec![format!("HTTP/1.1 {status} Status")];
            lines.extend(headers.iter().map(|(name, value)| format!("{name}: {value}")));
            if status != 204 {
                lines.push(format!("Content-Length: {}", body.len()));
            }
            let mut bytes = format!("{}\r\n\r\n", lines.join("\r\n")).into_bytes();
            if request.method != "HEAD" && status != 204 {
                bytes.extend(body);
            }
            writer.write_all(&bytes).is_ok()
        }
        Reply::Raw(bytes) => {
            let _ = writer.write_all(&bytes);
            false
        }
        Reply::Stall(bytes, duration) => {
            let _ = writer.write_all(&bytes).and_then(|()| writer.flush());
            std::thread::sleep(duration);
            false
        }
        Reply::Close => false,
        Reply::Late(duration, then) => {
            std::thread::sleep(duration);
            reply(writer, request, *then)
        }
    }
}

fn read_request(reader: &mut BufReader<TcpStream>) -> Option<Received> {
    let mut line = String::new();
    if reader.read_line(&mut line).ok()? == 0 {
        return None;
    }
    let mut words = line.split_whitespace();
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = Vec::new();
    loop {
        // Header values may hold any UTF-8, and this reads them as such.
        let mut line = Vec::new();
        reader.read_until(b'\n', &mut line).ok()?;
        let line = String::from_utf8_lossy(&line).trim_end().to_owned();
        let Some((name, value)) = line.split_once(':') else { break };
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
    let mut request = Received { method, target, headers, body: Vec::new() };
    if request.header("Transfer-Encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked")) {
        request.body = read_chunks(reader)?;
    } else {
        let length = request.header("Content-Length").map_or(0, |length| length.parse().unwrap());
        request.body = vec![0; length];
        reader.read_exact(&mut request.body).ok()?;
    }
    Some(request)
}

fn read_chunks(reader: &mut BufReader<TcpStream>) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let length = usize::from_str_radix(line.trim(), 16).ok()?;
        let mut chunk = vec![0; length + 2];
        reader.read_exact(&mut chunk).ok()?;
        if length == 0 {
            return Some(body);
        }
        body.extend_from_slice(chunk.strip_suffix(b"\r\n")?);
    }
}
