//! Commands of examples: `curl -X POST -H 'Content-Type: application/json' -d '{...}' https://...`.

use super::{Message, RequestLine, header, repair, request_line};
use crate::ir::CONTENT_TYPE;
use crate::{call::Method, glossary::form};
use std::borrow::Cow;

/// Options whose value is a file or a name, and says nothing of the request.
const VALUED: [&str; 15] = [
    "-o",
    "--output",
    "-u",
    "--user",
    "--cacert",
    "--cert",
    "--key",
    "-A",
    "--user-agent",
    "-m",
    "--max-time",
    "-b",
    "--cookie",
    "-e",
    "--referer",
];

/// Options whose value is data that is sent: JSON, or a pair of a form.
const DATA: [&str; 6] = ["-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--data-urlencode"];

/// Data that is read from what follows the command.
const INPUT: [&str; 2] = ["@-", "@/dev/stdin"];

/// What commands say of forms in the header of the body's type.
const FORM: &str = "application/x-www-form-urlencoded";
const PARTS: &str = "multipart/form-data";

/// A command, read.
pub(super) struct Command {
    /// What it sends.
    pub(super) message: Message,
    /// The bytes it takes.
    pub(super) length: usize,
}

/// Whether a text opens with a command: `curl`, or a request line with options as that has them.
pub(super) fn opens(text: &str) -> bool {
    let text = text.trim_start_matches(['$', '#', ' ']);
    text.starts_with("curl ") || text.starts_with("curl\t") || opens_without_program(text)
}

/// `PUT /v1/kites/7 -d name=Mistral`
fn opens_without_program(text: &str) -> bool {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let is_method = text.get(..end).is_some_and(is_method);
    let words = || words(text).0.into_iter();
    is_method
        && words().nth(1).is_some_and(|target| target.starts_with('/'))
        && words().nth(2).is_some_and(|option| is_option(&option))
}

fn is_method(word: &str) -> bool {
    Method::from_word(word).is_some_and(|method| method.as_str() == word)
}

/// `-d`, `--data`
fn is_option(word: &str) -> bool {
    let name = word.strip_prefix('-').map(|name| name.strip_prefix('-').unwrap_or(name));
    name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// Reads the command that `text` begins with.
pub(super) fn read(text: &str) -> Option<Command> {
    if !opens(text.trim_start()) {
        return None;
    }
    let (words, length) = words(text);
    let piped = HereDocument::of(&words, text.get(length..).unwrap_or_default());
    let length = length + piped.as_ref().map_or(0, |piped| piped.length);
    let mut message = Message::default();
    let mut usual = Method::Get;
    let mut pairs = Vec::new();
    let mut in_parts = false;
    let mut in_query = false;
    let mut target: Option<RequestLine> = None;
    let mut words = words.into_iter().skip_while(|word| word != "curl" && !is_method(word));
    let opening = words.next();
    let by_program = opening.as_deref() == Some("curl");
    let mut method = opening.filter(|_| !by_program);
    while let Some(word) = words.next() {
        match typed_as_ascii(&word).as_ref() {
            "-X" | "--request" => method = words.next(),
            "-H" | "--header" => message.headers.extend(words.next().as_deref().and_then(header)),
            "-F" | "--form" | "--form-string" => {
                (usual, in_parts) = (Method::Post, true);
                pairs.extend(words.next());
            }
            "-T" | "--upload-file" => {
                usual = Method::Put;
                words.next();
            }
            "-I" | "--head" => usual = Method::Head,
            "-G" | "--get" => in_query = true,
            "--url" => target = words.next().and_then(|url| request_line::read_target(&url)).or(target),
            option if option == "--json" || DATA.contains(&option) => {
                usual = Method::Post;
                let body = words.next().unwrap_or_default();
                let body = match &piped {
                    Some(piped) if INPUT.contains(&body.as_str()) => piped.lines.to_owned(),
                    _ => body,
                };
                match repair(&body) {
                    Some(repaired) => message.documents.push(repaired),
                    None if body.trim_start().starts_with(['{', '[']) => message.unread = true,
                    None => pairs.push(body),
                }
            }
            option if option.starts_with("-X") => method = option.get(2..).map(str::to_owned),
            option if VALUED.contains(&option) => drop(words.next()),
            option if option.starts_with('-') || option.starts_with("<<") => {}
            other => target = target.or_else(|| request_line::read_target(other)),
        }
    }
    let stated = method.and_then(|method| request_line::only_methods(&method));
    let usual = if in_query { Method::Get } else { usual };
    message.request = target.map(|target| RequestLine { methods: stated.unwrap_or_else(|| vec![usual]), ..target });
    let pairs: Vec<&str> = pairs.iter().flat_map(|pairs| pairs.split('&')).filter(|pair| is_pair(pair)).collect();
    if let Some(request) = message.request.as_mut().filter(|_| in_query) {
        request.query.extend(request_line::pairs(&pairs.join("&")));
    } else if by_program
        && !pairs.is_empty()
        && message.headers.iter().all(|(name, _)| !name.eq_ignore_ascii_case(CONTENT_TYPE))
    {
        let media = if in_parts { PARTS } else { FORM };
        message.headers.push((CONTENT_TYPE.to_owned(), media.to_owned()));
    }
    Some(Command { message, length })
}

/// The lines below a command that a shell hands to it: `<<END`, up to a line that is `END`, or all that are left where
/// the page has lost it.
struct HereDocument<'t> {
    lines: &'t str,
    /// The bytes it takes, with the line that ends it.
    length: usize,
}

impl<'t> HereDocument<'t> {
    fn of(words: &[String], below: &'t str) -> Option<Self> {
        let mut words = words.iter().skip_while(|word| !word.starts_with("<<"));
        let opening = words.next()?.trim_start_matches("<<").trim_start_matches('-');
        let end = if opening.is_empty() { words.next()?.as_str() } else { opening };
        let mut at = 0;
        for line in below.split_inclusive('\n') {
            if line.trim() == end {
                return Some(Self { lines: below.get(..at)?, length: at + line.len() });
            }
            at += line.len();
        }
        Some(Self { lines: below, length: below.len() })
    }
}

/// `name=value`, and no file or placeholder for all that is sent.
fn is_pair(text: &str) -> bool {
    text.split_once('=').is_some_and(|(name, _)| form::is_identifier(name))
}

/// The words of a command as a shell takes them, and the bytes they span: up to the end of a line
/// that is neither inside quotes nor continued by a backslash.
fn words(text: &str) -> (Vec<String>, usize) {
    let mut words = vec![String::new()];
    let mut quote = None;
    let mut signs = text.char_indices().peekable();
    while let Some((at, c)) = signs.next() {
        let Some(word) = words.last_mut() else { break };
        match (quote, c) {
            (None, '\n') if text.get(at..).is_some_and(goes_on) => words.push(String::new()),
            (None, '\n') => return (finished(words), at + 1),
            (None, '\'' | '"') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None | Some('"'), '\\') => match signs.next() {
                Some((_, '\n' | '\r')) | None => words.push(String::new()),
                Some((_, escaped)) => word.push(escaped),
            },
            (None, c) if c.is_whitespace() => words.push(String::new()),
            (_, c) => word.push(c),
        }
    }
    (finished(words), text.len())
}

/// Whether the next line opens with an option, as where a page has lost the backslash before it.
fn goes_on(rest: &str) -> bool {
    let line = rest.lines().nth(1).unwrap_or_default();
    line.split_whitespace().next().is_some_and(is_option)
}

/// An option with the hyphens that word processors put in the place of its own: `–d`, `—data`.
fn typed_as_ascii(word: &str) -> Cow<'_, str> {
    match word.strip_prefix(['–', '—', '−', '‐']) {
        Some(letter) if letter.len() == 1 => Cow::Owned(format!("-{letter}")),
        Some(name) if name.starts_with(|c: char| c.is_ascii_lowercase()) => Cow::Owned(format!("--{name}")),
        _ => Cow::Borrowed(word),
    }
}

fn finished(words: Vec<String>) -> Vec<String> {
    words.into_iter().filter(|word| !word.is_empty()).collect()
}
