//! Findings for programs: a JSON object a line, all of them.

use super::{Diagnostic, printable::printable_json};
use serde_json::{Map, Value, json};

/// One line a finding, in the order given.
#[must_use]
pub fn json_lines<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&printable_json(&Value::Object(object(diagnostic)).to_string()));
        out.push('\n');
    }
    out
}

fn object(diagnostic: &Diagnostic) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("code".into(), json!(diagnostic.code.id()));
    object.insert("severity".into(), json!(diagnostic.code.severity().word()));
    object.insert("message".into(), json!(diagnostic.message));
    if let Some(place) = &diagnostic.place {
        let start = place.source.locate(place.span.start);
        let end = place.source.locate(place.span.end);
        object.insert("path".into(), json!(place.source.path));
        object.insert("line".into(), json!(start.line));
        object.insert("column".into(), json!(start.column));
        object.insert("end_line".into(), json!(end.line));
        object.insert("end_column".into(), json!(end.column));
    }
    if let Some(help) = &diagnostic.help {
        object.insert("help".into(), json!(help));
    }
    object
}
