//! Example blocks: what is sent and what is answered, as the page prints it. The request line, the
//! status line and headers are cut off; the JSON after them is read with repair of what pages do
//! to JSON. Which operation or status a block belongs to is not decided here.

mod curl;
mod json;
mod xml;

use json::{Repaired, repair};
pub(super) use xml::Root;

use super::request_line::{self, RequestLine};
use crate::glossary::form;
use std::borrow::Cow;

/// A part of a block: one message of a call.
#[derive(Debug, Default)]
pub(super) struct Message {
    /// Its request line, if it shows one.
    pub(super) request: Option<RequestLine>,
    /// The status of its status line, if it shows one.
    pub(super) status: Option<u16>,
    /// The words after that status: `Not Found`.
    pub(super) reason: String,
    pub(super) headers: Vec<(String, String)>,
    /// Its JSON documents, in order.
    pub(super) documents: Vec<Repaired>,
    /// Whether a blank line stands between its request line and them.
    pub(super) apart: bool,
    /// Something that begins like JSON could not be read.
    pub(super) unread: bool,
    /// Its body is written in XML: the name of the root element, empty as long as none is opened.
    pub(super) xml: Option<String>,
}

impl Message {
    fn is_empty(&self) -> bool {
        let Self { request, status, reason: _, headers, documents, apart: _, unread, xml } = self;
        let bare = request.is_none() && status.is_none() && headers.is_empty();
        bare && documents.is_empty() && !unread && xml.is_none()
    }
}

/// Whether a block of code opens with JSON.
pub(super) fn holds_json(code: &str) -> bool {
    code.trim_start().starts_with(['{', '['])
}

/// The status of an answer as it travels, with which a text opens: `HTTP/1.1 200 OK`.
pub(super) fn status_of(text: &str) -> Option<u16> {
    text.trim_start().lines().next().and_then(status_line).map(|(status, _)| status)
}

/// Whether a block of code opens with a command that sends a request.
pub(super) fn is_command(code: &str) -> bool {
    curl::opens(code.trim_start())
}

/// Whether a block of code shows such a command and what a terminal prints after it.
pub(super) fn is_answered_command(code: &str) -> bool {
    is_command(code) && split(code).iter().any(|message| message.request.is_none() && !message.documents.is_empty())
}

/// The first request that a block of code shows.
pub(super) fn request_of(code: &str) -> Option<RequestLine> {
    split(code).into_iter().find_map(|message| message.request)
}

/// Takes a code block apart. A block may show a request and its answer, or several documents.
pub(super) fn split(code: &str) -> Vec<Message> {
    let mut messages = Vec::new();
    let mut message = Message::default();
    let is_site = is_site(code);
    let mut rest = code;
    while !rest.is_empty() {
        let (line, following) = rest.split_once('\n').unwrap_or((rest, ""));
        let trimmed = line.trim_start();
        if let Some(command) = curl::read(rest) {
            open(&mut messages, &mut message, |message| message.request.is_some());
            messages.push(command.message);
            rest = rest.get(command.length..).unwrap_or_default();
        } else if let Some((request, length)) = request(line).or_else(|| request_of_two_lines(rest)) {
            open(&mut messages, &mut message, |_| true);
            message.request = Some(request);
            rest = rest.get(length..).unwrap_or_default();
        } else if let Some((status, length)) = status_line(line) {
            open(&mut messages, &mut message, |_| true);
            message.status = Some(status);
            message.reason = reason(line.get(..length).unwrap_or_default());
            rest = rest.get(length..).unwrap_or_default();
        } else if let Some(start) = document_start(line) {
            let text = rest.get(start..).unwrap_or_default();
            if let Some(repaired) = repair(text) {
                rest = text.get(repaired.length.max(1)..).unwrap_or_default();
                message.documents.push(repaired);
            } else {
                message.unread = true;
                rest = next_message(following);
            }
        } else {
            if message.documents.is_empty() {
                message.apart |= message.request.is_some() && trimmed.is_empty();
                message.headers.extend(header(trimmed));
                if opens_element(trimmed) && !is_site {
                    let root = message.xml.get_or_insert_default();
                    if root.is_empty() {
                        element(trimmed).clone_into(root);
                    }
                }
            }
            rest = following;
        }
    }
    open(&mut messages, &mut message, |_| true);
    messages
}

/// The element that a code block shows, after the lines of its request or status.
pub(super) fn root_element(code: &str) -> Option<Root> {
    if is_site(code) {
        return None;
    }
    let lines = code.split_inclusive('\n').scan(0, |at, line| {
        *at += line.len();
        Some((*at - line.len(), line))
    });
    let declared = code.find("<?xml");
    let start =
        declared.or_else(|| lines.into_iter().find(|(_, line)| opens_element(line.trim())).map(|(at, _)| at))?;
    xml::read(code.get(start..)?)
}

/// Begins a new message where the present one holds something that cannot go together with what comes.
fn open(messages: &mut Vec<Message>, message: &mut Message, apart: impl Fn(&Message) -> bool) {
    if !message.is_empty() && (apart(message) || !message.documents.is_empty()) {
        messages.push(std::mem::take(message));
    }
}

/// The request line, or the bare path or URL, that a line shows, and where what follows it begins.
fn request(line: &str) -> Option<(RequestLine, usize)> {
    let trimmed = line.trim_start();
    let quoted = trimmed.starts_with(['"', '“']);
    if (quoted && !form::is_request_line(trimmed))
        || trimmed.starts_with(['{', '['])
        || trimmed.starts_with("//")
        || trimmed.starts_with("/*")
    {
        return None;
    }
    let end = document_start(line).filter(|_| !quoted).unwrap_or(line.len());
    let head = &with_whole_names(line.get(..end)?);
    let bare = || request_line::read_target(head).filter(|_| head.split_whitespace().count() == 1);
    Some((request_line::read(head).or_else(bare)?, end))
}

/// The request line whose method and path stand on two lines of a text.
fn request_of_two_lines(text: &str) -> Option<(RequestLine, usize)> {
    let (method, rest) = text.split_once('\n')?;
    let target = rest.lines().next()?;
    request_line::only_methods(method)?;
    let line = format!("{} {}", method.trim(), with_whole_names(target.trim_start()));
    Some((request_line::read_alone(&line)?, method.len() + 1 + target.len()))
}

/// `GET /v1/kites/urn:sky:east: 77ab:kite/lines`: a line without the blank inside of a name whose parts are joined by
/// colons, which no sentence has.
fn with_whole_names(line: &str) -> Cow<'_, str> {
    let mut words = line.split(' ').peekable();
    let mut whole = String::new();
    while let Some(word) = words.next() {
        whole.push_str(word);
        let name = word.rsplit('/').next().unwrap_or_default();
        let is_cut = name.len() < word.len() && name.ends_with(':') && name.matches(':').count() > 1;
        let goes_on = words.peek().is_some_and(|next| next.contains([':', '/']) && !next.starts_with('/'));
        if words.peek().is_some() && !(is_cut && goes_on) {
            whole.push(' ');
        }
    }
    if whole == line { Cow::Borrowed(line) } else { Cow::Owned(whole) }
}

/// Where a JSON document begins on a line: at its start, or after a label (`Body: {"a": 1}`).
fn document_start(line: &str) -> Option<usize> {
    let indent = line.len() - line.trim_start().len();
    let text = line.trim_start();
    let opens = |text: &str| {
        let inside = text.strip_prefix(['{', '[', '｛'])?.trim_start();
        (inside.is_empty() || inside.starts_with(['"', '{', '[', '}', ']', '“', '\'', '/', '#'])).then_some(())
    };
    let is_member = |text: &str| text.starts_with(['"', '“']) && text.contains([':', '：']);
    if is_remark(text) {
        return None;
    }
    if text.starts_with(['{', '[', '｛']) || is_member(text) {
        return Some(indent);
    }
    // An argument of a call in a program is not a body: `client.list({`.
    let is_argument = |at: usize| line.get(..at).is_some_and(|before| before.trim_end().ends_with('('));
    let places = line.match_indices(['{', '[']).map(|(at, _)| at);
    places.filter(|at| !is_argument(*at)).find(|at| line.get(*at..).and_then(opens).is_some())
}

/// `[1024 bytes of the file]`: words in brackets that stand for a body, and are not a list.
fn is_remark(text: &str) -> bool {
    let Some((words, "")) = text.trim_end().strip_prefix('[').and_then(|text| text.split_once(']')) else {
        return false;
    };
    words.split_whitespace().nth(1).is_some() && words.chars().all(|c| c.is_alphanumeric() || " -_.".contains(c))
}

/// The text from the next line on that begins a message.
fn next_message(text: &str) -> &str {
    let mut rest = text;
    while !rest.is_empty() {
        let (line, following) = rest.split_once('\n').unwrap_or((rest, ""));
        if request_line::read(line).is_some() || status_line(line).is_some() {
            return rest;
        }
        rest = following;
    }
    ""
}

/// `HTTP/1.1 200 OK`, `# HTTP-Code 200`: the status, and where what follows it begins.
fn status_line(line: &str) -> Option<(u16, usize)> {
    let uncommented = line.trim_start().trim_start_matches(['#', '/']);
    let mut words = uncommented.split_whitespace();
    let version = words.next()?;
    let status = form::status(words.next()?)?;
    let (name, rest) = version.split_at_checked("HTTP".len())?;
    let is_comment = uncommented.len() < line.trim_start().len();
    let named = name.eq_ignore_ascii_case("HTTP") && (rest.is_empty() || rest.starts_with('/') || is_comment);
    named.then(|| (status, document_start(line).unwrap_or(line.len())))
}

/// The words that a status line ends with.
fn reason(line: &str) -> String {
    let words: Vec<&str> = line.split_whitespace().skip(2).collect();
    let phrase = words.join(" ");
    let plain = phrase.chars().all(|c| c.is_alphabetic() || " -'".contains(c));
    if plain { phrase } else { String::new() }
}

/// Whether a block of code shows a page for people in HTML, whose elements are not members of an answer.
fn is_site(code: &str) -> bool {
    let mut lines = code.lines().map(str::trim_start);
    lines.any(|line| line.starts_with('<') && element(line).eq_ignore_ascii_case("html"))
}

/// `<Name>` or `<?xml`, and not a placeholder such as `<name>` among other words.
fn opens_element(line: &str) -> bool {
    let Some(inside) = line.strip_prefix('<') else { return false };
    let named = inside.starts_with(|c: char| c.is_ascii_alphabetic());
    inside.starts_with("?xml") || (named && (inside.ends_with('>') || inside.contains(" xmlns")))
}

/// The name of the first element on a line, without its prefix; empty where there is none.
fn element(line: &str) -> &str {
    let after = line.strip_prefix("<?").and_then(|line| line.split_once("?>"));
    let line = after.map_or(line, |(_, rest)| rest.trim_start());
    let inside = line.strip_prefix('<').unwrap_or_default();
    let name = inside.split(|c: char| !(c.is_alphanumeric() || "_-.:".contains(c))).next().unwrap_or_default();
    name.rsplit(':').next().unwrap_or_default()
}

/// `Name: value`, as HTTP writes it.
fn header(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    let is_token = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let named = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(is_token);
    (named && !value.starts_with("//")).then(|| (name.to_owned(), value.trim().to_owned()))
}

#[cfg(test)]
mod tests;
