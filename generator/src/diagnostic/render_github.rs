//! Findings as workflow commands, which GitHub shows beside the changed lines.

use super::{Diagnostic, Selection, Severity, printable};
use std::fmt::Write as _;

/// One command a finding, and one for each code that has more.
#[must_use]
pub fn github(selection: &Selection<'_>) -> String {
    let mut out = String::new();
    for (diagnostic, advice) in selection.advised() {
        out.push_str(&command(diagnostic, advice));
    }
    for (code, count) in &selection.hidden {
        let _ = writeln!(out, "::notice title={}::and {count} more: {}", code.id(), data(code.title()));
    }
    out
}

fn command(diagnostic: &Diagnostic, advice: Option<&str>) -> String {
    let kind = match diagnostic.code.severity() {
        Severity::Note => "notice",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let place = diagnostic.place.as_ref().map(|place| {
        let start = place.source.locate(place.span.start);
        let end = place.source.locate(place.span.end);
        let lines = format!("line={},col={},endLine={}", start.line, start.column, end.line.max(start.line));
        (place.source.path.as_str(), lines)
    });
    let advice = advice.map_or_else(String::new, |advice| format!("\n{advice}"));
    workflow_command(kind, place, diagnostic.code.id(), &format!("{}{advice}", diagnostic.message))
}

/// One command: its kind, the file and the lines it is about, a title and what it says.
pub(crate) fn workflow_command(kind: &str, place: Option<(&str, String)>, title: &str, message: &str) -> String {
    let place = place.map_or_else(String::new, |(path, lines)| format!("file={},{lines},", property(path)));
    format!("::{kind} {place}title={}::{}\n", property(title), data(message))
}

/// Escapes what would end a command's text; logs are read in terminals too.
fn data(text: &str) -> String {
    printable(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes what would end a command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
