//! A server of this machine for a few requests, and what it was sent. `emitted_crate.rs` copies this file beside
//! `tests/emitted/wire.rs`.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
    thread::{self, JoinHandle},
};

/// What a server was sent.
pub(crate) struct Sent {
    /// Method, target and version.
    pub(crate) line: String,
    head: String,
    pub(crate) body: String,
}

impl Sent {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|p| p.1)
    }
}

/// A server that answers a request each by a status and a body of JSON: its URL, and what it will have been sent.
pub(crate) fn server<const COUNT: usize>(answers: [(u16, String); COUNT]) -> (String, JoinHandle<[Sent; COUNT]>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    (url, thread::spawn(move || answers.map(|(status, body)| exchange(&listener, status, &body))))
}

fn exchange(listener: &TcpListener, status: u16, answer: &str) -> Sent {
    let (stream, _) = listener.accept().unwrap();
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head).unwrap() > 2 {}
    let mut sent = Sent { line: line.trim_end().to_owned(), head, body: String::new() };
    let length = sent.header("content-length").map_or(0, |length| length.parse().unwrap());
    reader.by_ref().take(length).read_to_string(&mut sent.body).unwrap();
    let head = format!(
        "HTTP/1.1 {status} -\r\nContent-Type: application/json\r\nX-Request-Id: r-1\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        answer.len()
    );
    reader.get_mut().write_all(format!("{head}{answer}").as_bytes()).unwrap();
    sent
}
