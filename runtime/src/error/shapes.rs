//! The shapes in which services say what went wrong.
//!
//! A body enters, whatever it is; a code, a message and a request id leave, as far as there are any.

use super::ErrorDetail;
use crate::json::{Json, MAX_DEPTH};
#[cfg(feature = "xml")]
use crate::xml;

/// What a body says.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    pub(super) request_id: Option<String>,
    pub(super) encoded_authorization_message: Option<String>,
    pub(super) details: Vec<ErrorDetail>,
}

/// Names of codes and of messages, the surest first.
const CODES: &[&str] = &["error_code", "errorCode", "errCode", "err_code", "code", "Code", "type"];
const MESSAGES: &[&str] = &[
    "error_msg",
    "errorMsg",
    "errMsg",
    "err_msg",
    "error_message",
    "errorMessage",
    "message",
    "Message",
    "msg",
    "error_description",
    "detail",
    "reason",
];
const REQUEST_IDS: &[&str] = &["request_id", "requestId", "RequestId", "trace_id"];

pub(super) fn read(body: &[u8]) -> Said {
    let text = String::from_utf8_lossy(body);
    let text = text.trim_start_matches('\u{feff}').trim();
    match Json::parse(text) {
        Ok(json) => from_json(&json),
        Err(_) if text.starts_with('<') => from_markup(text),
        Err(_) => from_start(text),
    }
}

/// The start of a body of JSON whose rest did not come: the members that are whole.
fn from_start(text: &str) -> Said {
    let mut open = Vec::new();
    // Where the last whole member ends, and how many were open there: none of these has been closed since.
    let mut whole = None;
    let mut is_text = false;
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_text => is_escaped = true,
            b'"' => is_text = !is_text,
            _ if is_text => {}
            b'{' => open.push('}'),
            b'[' => open.push(']'),
            b',' => whole = Some((at, open.len())),
            b'}' | b']' => {
                open.pop();
                whole = Some((at + 1, open.len()));
            }
            _ => {}
        }
        if open.len() > MAX_DEPTH {
            return Said::default();
        }
    }
    let Some((end, depth)) = whole.filter(|_| text.starts_with(['{', '['])) else { return Said::default() };
    let closing = open.iter().take(depth).rev();
    let closed: String = text.get(..end).into_iter().flat_map(str::chars).chain(closing.copied()).collect();
    Json::parse(&closed).map_or_else(|_| Said::default(), |json| from_json(&json))
}

fn from_json(json: &Json) -> Said {
    let mut said = Said::default();
    match json {
        Json::String(text) => said.message = present(text),
        Json::Object(_) | Json::Array(_) => {
            let mut found = Vec::new();
            collect(json, &mut found, &mut said);
            // The outermost pair of code and message; else the innermost halves, as far as they go.
            let main = found.iter().position(|pair| pair.code.is_some() && pair.message.is_some());
            let main = main.or_else(|| found.iter().position(|pair| pair.message.is_some())).unwrap_or(0);
            if main < found.len() {
                let pair = found.remove(main);
                said.code = pair.code;
                said.message = pair.message;
            }
            if said.code.is_none() {
                said.code = found.iter_mut().find(|pair| pair.message.is_none()).and_then(|pair| pair.code.take());
            }
            found.retain(|pair| pair.code.is_some() || pair.message.is_some());
            said.details = found;
        }
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
    said
}

/// Every object that holds a code or a message, outer ones first.
fn collect(json: &Json, found: &mut Vec<ErrorDetail>, said: &mut Said) {
    let mut level = vec![json];
    while !level.is_empty() {
        let mut next = Vec::new();
        for json in level {
            match json {
                Json::Array(items) => next.extend(items),
                Json::Object(members) => {
                    let pair = pair(json);
                    if pair.code.is_some() || pair.message.is_some() {
                        found.push(pair);
                    }
                    let text = |names: &[&str]| names.iter().find_map(|name| scalar(members.get(*name)?));
                    said.request_id = said.request_id.take().or_else(|| text(REQUEST_IDS));
                    said.encoded_authorization_message =
                        said.encoded_authorization_message.take().or_else(|| text(&["encoded_authorization_message"]));
                    next.extend(members.values());
                }
                _ => {}
            }
        }
        level = next;
    }
}

fn pair(json: &Json) -> ErrorDetail {
    let text = |names: &[&str]| names.iter().find_map(|name| scalar(json.get(name)?));
    let message = text(MESSAGES);
    // OAuth puts its code where others put an object.
    let oauth = || json.get("error").and_then(scalar);
    ErrorDetail { code: text(CODES).or_else(oauth), message }
}

/// A string or a number, as text.
fn scalar(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => present(text),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn present(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The error document of an object store, or a page of a proxy in between.
fn from_markup(text: &str) -> Said {
    #[cfg(feature = "xml")]
    if let Ok((root, json)) = xml::read(text.as_bytes())
        && !root.eq_ignore_ascii_case("html")
    {
        let said = from_json(&json);
        if said.code.is_some() || said.message.is_some() {
            return said;
        }
    }
    // What broke off, and pages that are no XML.
    let said = Said {
        code: element(text, "Code"),
        message: element(text, "Message"),
        request_id: element(text, "RequestId"),
        ..Said::default()
    };
    if said.code.is_some() || said.message.is_some() {
        return said;
    }
    Said { message: present(&without_tags(text)), ..said }
}

fn element(text: &str, name: &str) -> Option<String> {
    let (_, after) = text.split_once(&format!("<{name}>"))?;
    let (inner, _) = after.split_once(&format!("</{name}>"))?;
    let plain = inner
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
    present(&plain)
}

/// What a reader of a page sees of it.
pub(crate) fn without_tags(text: &str) -> String {
    let mut words = Vec::new();
    for part in text.split('<') {
        let visible = part.split_once('>').map_or(part, |(_, visible)| visible);
        words.extend(visible.split_whitespace());
    }
    words.join(" ")
}
