//! Examples of a page: each code block under an example's heading becomes one, with its side, its
//! status, and its JSON.

use super::{
    ExampleDraft, ExampleSide, example,
    findings::Findings,
    outline::{At, Entry, What},
    request_line::{self, QueryValue},
};
use crate::{
    diagnostic::Code,
    glossary::{Glossary, Outcome, Section},
    ir::Status,
    page::{Span, Text},
};
use serde_json::Value;

/// Reads the examples among the entries.
pub(super) fn read(entries: &[Entry<'_>], glossary: &Glossary, findings: &mut Findings) -> Vec<ExampleDraft> {
    let mut examples = Vec::new();
    let mut title: Option<&Text> = None;
    for entry in entries {
        match entry.what {
            What::Code(text) if holds_example(entry.at.section, &text.content) => {
                examples.extend(of_code(text, &entry.at, title, glossary, findings));
            }
            What::Text(text) | What::Item(text) => {
                if is_request_example(entry.at.section) {
                    examples.extend(of_line(text, &entry.at));
                }
                title = Some(text);
            }
            What::Label(text) => title = Some(text),
            What::Code(_) | What::Table(_) => {}
        }
    }
    examples
}

/// The keys at the top of the examples of a side.
pub(super) fn keys(examples: &[ExampleDraft], of_request: bool) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for example in examples {
        let counts = match &example.side {
            ExampleSide::Request { .. } => of_request,
            ExampleSide::Response(status) => !of_request && !matches!(status, Some(Status::Code(300..))),
            ExampleSide::Failure | ExampleSide::Unsaid => false,
        };
        let objects = match &example.value {
            Some(Value::Object(object)) if counts => vec![object],
            Some(Value::Array(items)) if counts => items.iter().filter_map(Value::as_object).collect(),
            _ => Vec::new(),
        };
        let found = objects.into_iter().flat_map(|object| object.keys());
        for key in found {
            if !keys.contains(key) {
                keys.push(key.clone());
            }
        }
    }
    keys
}

fn holds_example(section: Option<Section>, code: &str) -> bool {
    use Section as S;
    match section {
        Some(S::Example | S::RequestExample | S::ResponseExample | S::SuccessExample | S::FailureExample) => true,
        Some(
            S::Request
            | S::RequestBody
            | S::Response
            | S::ResponseBody
            | S::ErrorResponse
            | S::StatusCodes
            | S::QueryParameters
            | S::RequestHeaders,
        ) => code.trim_start().starts_with(['{', '[']) || request_line::read(code).is_some(),
        _ => false,
    }
}

fn is_request_example(section: Option<Section>) -> bool {
    matches!(section, Some(Section::RequestExample | Section::Example))
}

/// A request line that stands as text among the examples.
fn of_line(text: &Text, at: &At<'_>) -> Option<ExampleDraft> {
    let line = text.lines().find(|line| request_line::read(line).is_some())?;
    let side = request_side(line)?;
    Some(ExampleDraft { label: label(at, None), side, value: None, place: text.place })
}

fn of_code(
    text: &Text,
    at: &At<'_>,
    title: Option<&Text>,
    glossary: &Glossary,
    findings: &mut Findings,
) -> Option<ExampleDraft> {
    if text.is_empty() {
        return None;
    }
    let parts = Parts::split(&text.content);
    let value = parts.body.and_then(|body| read_body(body, text.place, findings));
    let side = parts.request.and_then(|line| request_side_of(line, &parts.headers)).unwrap_or_else(|| {
        parts
            .status
            .map_or_else(|| side(at, title, glossary), |status| ExampleSide::Response(Some(Status::Code(status))))
    });
    let shows_request = matches!(&side, ExampleSide::Request { path: Some(_), .. });
    (value.is_some() || shows_request || parts.body.is_some()).then(|| ExampleDraft {
        label: label(at, title),
        side,
        value,
        place: text.place,
    })
}

fn read_body(body: &str, place: Span, findings: &mut Findings) -> Option<Value> {
    if !body.starts_with(['{', '[']) {
        return None;
    }
    let read = example::repair(body);
    if read.is_none() {
        findings.note(Code::UnreadExample, "this example is no JSON, and could not be mended", place);
    }
    read.map(|repaired| repaired.value)
}

/// A block taken apart: request or status line, header lines, body.
struct Parts<'t> {
    request: Option<&'t str>,
    status: Option<u16>,
    headers: Vec<(String, String)>,
    body: Option<&'t str>,
}

impl<'t> Parts<'t> {
    fn split(code: &'t str) -> Self {
        let mut parts = Self { request: None, status: None, headers: Vec::new(), body: None };
        let mut rest = code;
        while let Some(line) = rest.lines().next() {
            let words = line.trim();
            if words.starts_with(['{', '[', '<']) {
                break;
            }
            rest = rest.get(line.len()..).map_or("", |rest| rest.trim_start_matches(['\r', '\n']));
            if let Some(at) = body_behind(words, parts.request.is_some()) {
                let line_at = code.len() - rest.len();
                let head = words.get(..at).unwrap_or_default();
                parts.head_line(head);
                let start =
                    code.get(..line_at).and_then(|before| before.rfind(words)).map_or(line_at, |start| start + at);
                rest = code.get(start..).unwrap_or_default();
                break;
            }
            parts.head_line(words);
        }
        let body = rest.trim();
        parts.body = (!body.is_empty()).then_some(body);
        parts
    }

    fn head_line(&mut self, words: &'t str) {
        if words.is_empty() {
            return;
        }
        if let Some(status) = status_line(words) {
            self.status.get_or_insert(status);
        } else if self.request.is_none() && request_line::read(words).is_some() {
            self.request = Some(words);
        } else if let Some((name, value)) = words.split_once(':') {
            let named = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
            if named && !value.starts_with("//") {
                self.headers.push((name.to_owned(), value.trim().to_owned()));
            }
        }
    }
}

/// Where, in a line that a dump made of several, the JSON begins behind the request line.
fn body_behind(line: &str, _has_request: bool) -> Option<usize> {
    if request_line::read(line).is_none() && status_line(line).is_none() {
        return None;
    }
    let candidates = line.match_indices([' ', '\t']).map(|(at, _)| at + 1);
    candidates.into_iter().find(|at| {
        let rest = line.get(*at..).unwrap_or_default();
        let quoted = rest.strip_prefix(['{', '[']).map(str::trim_start);
        quoted.is_some_and(|rest| rest.starts_with(['"', '{', '}', ']', '[']))
    })
}

/// `HTTP/1.1 200 OK`.
fn status_line(line: &str) -> Option<u16> {
    let rest = line.strip_prefix("HTTP/")?;
    rest.split_whitespace().nth(1)?.parse().ok()
}

fn request_side(line: &str) -> Option<ExampleSide> {
    request_side_of(line, &[])
}

fn request_side_of(line: &str, headers: &[(String, String)]) -> Option<ExampleSide> {
    let line = request_line::read(line)?;
    let pairs = line.query.into_iter().map(|pair| match pair.value {
        QueryValue::Constant(value) => (pair.name, value),
        QueryValue::Placeholder(Some(name)) => (pair.name, format!("{{{name}}}")),
        QueryValue::Placeholder(None) | QueryValue::Bare => (pair.name, String::new()),
    });
    Some(ExampleSide::Request { path: Some(line.path), query: pairs.collect(), headers: headers.to_vec() })
}

fn side(at: &At<'_>, title: Option<&Text>, glossary: &Glossary) -> ExampleSide {
    use Section as S;
    let request = || ExampleSide::Request { path: None, query: Vec::new(), headers: Vec::new() };
    let answer = || match (at.status, at.outcome) {
        (None, Some(Outcome::Failure)) => ExampleSide::Failure,
        (status, _) => ExampleSide::Response(status.map(Status::Code)),
    };
    match at.section {
        Some(S::RequestExample | S::Request | S::RequestBody | S::QueryParameters | S::RequestHeaders) => request(),
        Some(S::FailureExample | S::ErrorResponse) => {
            at.status.map_or(ExampleSide::Failure, |status| ExampleSide::Response(Some(Status::Code(status))))
        }
        Some(S::ResponseExample | S::SuccessExample | S::Response | S::ResponseBody | S::StatusCodes) => answer(),
        _ if at.status.is_some() => answer(),
        _ => match title.and_then(|title| glossary.heading(&title.content)) {
            Some(S::RequestExample | S::Request | S::RequestBody) => request(),
            Some(S::ResponseExample | S::SuccessExample | S::Response | S::ResponseBody) => answer(),
            Some(S::FailureExample | S::ErrorResponse) => ExampleSide::Failure,
            _ => ExampleSide::Unsaid,
        },
    }
}

/// The words before a block, where they are short enough to be its title.
fn label(at: &At<'_>, title: Option<&Text>) -> String {
    const LONGEST: usize = 120;
    let words = title.or(at.label).map_or("", |text| text.content.trim());
    if words.len() > LONGEST || words.contains('\n') {
        String::new()
    } else {
        words.trim_end_matches([':', '：']).to_owned()
    }
}
