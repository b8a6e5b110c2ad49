//! Members of a body that no caller gives: they are part of the operation.

use super::form;
use crate::json::encode;
use crate::signing::is_form;
use crate::transport::RequestBody;

type Members = [(&'static str, &'static str)];

/// The body with the members of the operation; one that is neither JSON nor a form is left as it is.
pub(super) fn with_members(body: &RequestBody, content_type: &str, members: &Members) -> RequestBody {
    if members.is_empty() {
        return body.clone();
    }
    let given = match body {
        RequestBody::None => "",
        RequestBody::Bytes(bytes) => std::str::from_utf8(bytes).unwrap_or_default(),
        RequestBody::Upload(_) => return body.clone(),
    };
    if is_form(content_type) {
        let own: Vec<_> = members.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let pieces = [form::encoded(&own), given.to_owned()];
        let pieces: Vec<_> = pieces.into_iter().filter(|piece| !piece.is_empty()).collect();
        return pieces.join("&").into();
    }
    if content_type.contains("json") {
        return in_json(given.trim(), members).map_or_else(|| body.clone(), RequestBody::from);
    }
    body.clone()
}

/// The members before those of a JSON object; none of the text if it is no object.
fn in_json(object: &str, members: &Members) -> Option<String> {
    let inside = if object.is_empty() { "" } else { object.strip_prefix('{')?.strip_suffix('}')?.trim() };
    let text = |text: &str| encode(&text.to_owned());
    let own = members.iter().map(|(name, value)| format!("{}:{}", text(name), text(value)));
    let pieces: Vec<_> = own.chain((!inside.is_empty()).then(|| inside.to_owned())).collect();
    Some(format!("{{{}}}", pieces.join(",")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_go_before_those_that_are_given() {
        let rows = [
            ("application/json", "", r#"{"Action":"List"}"#),
            ("application/json", "{}", r#"{"Action":"List"}"#),
            ("application/json", r#" {"a": [1]} "#, r#"{"Action":"List","a": [1]}"#),
            ("application/json", "[1]", "[1]"),
            ("application/x-www-form-urlencoded", "", "Action=List"),
            ("application/x-www-form-urlencoded", "a=1", "Action=List&a=1"),
            ("Application/X-WWW-Form-URLencoded; charset=utf-8", "a=1", "Action=List&a=1"),
            ("text/plain", "a", "a"),
        ];
        for (content_type, given, due) in rows {
            let body = if given.is_empty() { RequestBody::None } else { RequestBody::from(given.to_owned()) };
            let made = with_members(&body, content_type, &[("Action", "List")]);
            assert_eq!(made.bytes().map(|bytes| &**bytes), Some(due.as_bytes()), "{content_type} {given}");
        }
    }
}
