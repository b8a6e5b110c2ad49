//! The fields of a form, url-encoded or in parts, as the value that the body's type describes. What a file holds is left out.

use super::request::Request;
use crate::ir::{Service, Type, TypeRef, essence};
use serde_json::{Map, Value};
use specwright_runtime::signing::query_pairs;

const ENCODED: &str = "application/x-www-form-urlencoded";
const PARTS: &str = "multipart/form-data";

/// Whether a media type is a form.
pub(super) fn is_form(media: &str) -> bool {
    matches!(essence(media).as_str(), ENCODED | PARTS)
}

/// The fields of a form that is url-encoded; of other bodies none.
pub(super) fn pairs(request: &Request) -> Vec<(String, String)> {
    let encoded = request.header("Content-Type").is_some_and(|sent| essence(sent) == ENCODED);
    if encoded { query_pairs(&String::from_utf8_lossy(&request.body)) } else { Vec::new() }
}

/// The body's value, or what is wrong with its form.
pub(super) fn value(request: &Request, service: &Service, ty: &TypeRef) -> Result<Value, String> {
    let sent = request.header("Content-Type").unwrap_or(ENCODED);
    let pairs = match essence(sent).as_str() {
        ENCODED => query_pairs(&String::from_utf8_lossy(&request.body)),
        PARTS => {
            let boundary = parameter(sent, "boundary").ok_or("its `Content-Type` states no boundary")?;
            parts(&request.body, boundary).ok_or("its parts do not match its boundary")?
        }
        other => return Err(format!("is {other}, not a form")),
    };
    let fields = ty.named().and_then(|name| service.types.get(name));
    let mut members = Map::new();
    for (name, text) in pairs {
        let ty = fields.and_then(|Type { fields, .. }| fields.iter().find(|field| field.name == name));
        match ty.map(|field| &field.ty) {
            Some(TypeRef::List(item)) => {
                let list = members.entry(name).or_insert_with(|| Value::Array(Vec::new()));
                list.as_array_mut().into_iter().for_each(|list| list.push(member(item, &text)));
            }
            Some(_) if members.contains_key(&name) => {
                return Err(format!("has `{name}` twice, but it takes one value"));
            }
            Some(ty) => drop(members.insert(name, member(ty, &text))),
            None => drop(members.insert(name, Value::String(text))),
        }
    }
    Ok(Value::Object(members))
}

/// A field's text as the value it stands for: objects travel as their JSON.
fn member(ty: &TypeRef, text: &str) -> Value {
    match ty {
        TypeRef::Named(_) | TypeRef::Map(_) | TypeRef::Any => {
            serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
        }
        ty => typed(ty, text),
    }
}

/// A parameter's text as the value it stands for; text that stands for none stays text and is refused as such.
pub(super) fn typed(ty: &TypeRef, text: &str) -> Value {
    let parsed = match ty {
        TypeRef::Integer => text.parse::<i64>().ok().map(Value::from),
        TypeRef::Number => text.parse::<f64>().ok().map(Value::from),
        TypeRef::Boolean => text.to_ascii_lowercase().parse::<bool>().ok().map(Value::from),
        _ => None,
    };
    parsed.unwrap_or_else(|| Value::String(text.to_owned()))
}

/// The parts of a body: name, and content as text.
fn parts(body: &[u8], boundary: &str) -> Option<Vec<(String, String)>> {
    let text = format!("\r\n{}", String::from_utf8_lossy(body));
    let delimiter = format!("\r\n--{boundary}");
    let mut pieces = text.split(&delimiter).skip(1);
    let mut parts = Vec::new();
    loop {
        let piece = pieces.next()?;
        if piece.starts_with("--") {
            return Some(parts);
        }
        let (head, content) = piece.split_once("\r\n\r\n")?;
        let heads = head.lines().filter_map(|line| line.split_once(':'));
        let mut kinds = heads.filter(|(name, _)| name.trim().eq_ignore_ascii_case("content-disposition"));
        parts.push((parameter(kinds.next()?.1, "name")?.to_owned(), content.to_owned()));
    }
}

/// `a` of `form-data; name="a"`.
fn parameter<'a>(value: &'a str, name: &str) -> Option<&'a str> {
    let mut parameters = value.split(';').skip(1).filter_map(|part| part.split_once('='));
    let found = parameters.find(|(known, _)| known.trim().eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.trim().trim_matches('"'))
}
