//! Statements of calls that count only where nothing surer stands below the same heading: sentences, messages as they
//! travel, commands. In: the statements of a page. Out: those that count. What the lines mean together is decided
//! elsewhere.

use super::{
    identity,
    operation_starts::names_operation,
    outline::{Entry, What},
    request_line::{self, RequestLine},
    restored_line,
    uri::{Found, Standing, Statement, VERSION},
};
use crate::glossary::form::is_header_line;
use std::{cmp::Reverse, collections::BTreeSet};

/// Where nothing else below a heading states a request line, the first sentence does, else the first message or
/// command, unless it calls what the page states elsewhere.
pub(super) fn add(stated: &mut Vec<Statement>, mut less_sure: Vec<Statement>, entries: &[Entry<'_>]) {
    let part = |statement: &Statement| {
        let before = entries.get(..=statement.entry).unwrap_or_default();
        before.iter().rposition(names_operation)
    };
    let mut parts: BTreeSet<Option<usize>> = stated.iter().map(part).collect();
    less_sure.sort_by_key(|statement| Reverse(statement.standing));
    for found in less_sure {
        let is_known = |found: &Found| {
            stated.iter().flat_map(|statement| &statement.lines).any(|other| identity::is_same_call(found, other))
        };
        let own = part_of(&found, entries);
        let contradicted = found.standing == Standing::Said && !restored_line::is_borne_out(&found.lines, own);
        if !found.lines.iter().any(is_known) && !contradicted && parts.insert(part(&found)) {
            // What only a command shows is told.
            let standing = if found.standing == Standing::Shown { Standing::Shown } else { Standing::Alone };
            stated.push(Statement { standing, ..found });
        }
    }
    stated.sort_by_key(|statement| statement.entry);
}

/// A line with values where another has placeholders, `GET /pets/7` beside `GET /pets/{id}`, shows that call again.
pub(super) fn drop_samples(stated: &mut Vec<Statement>) {
    let all: Vec<Found> = stated.iter().flat_map(|statement| statement.lines.clone()).collect();
    let shows_other = |found: &Found| {
        let restored = |other: &Found| restored_line::shows_values_of(&found.line.path, &other.line.path);
        all.iter().any(|other| other.method == found.method && restored(other))
    };
    stated.retain(|statement| !statement.lines.iter().all(shows_other));
}

/// What stands with a statement below the heading of an operation.
fn part_of<'p, 'a>(statement: &Statement, entries: &'p [Entry<'a>]) -> &'p [Entry<'a>] {
    let (before, after) = entries.split_at_checked(statement.entry).unwrap_or_default();
    let start = before.iter().rposition(names_operation).unwrap_or(0);
    let length = after.iter().position(names_operation).unwrap_or(after.len());
    entries.get(start..statement.entry + length).unwrap_or_default()
}

/// The request line of a message as it travels: headers, and a body in JSON or XML, are all that follows it.
pub(super) fn message(entry: &Entry<'_>) -> Option<RequestLine> {
    let What::Code(text) = entry.what else { return None };
    let (first, rest) = text.content.trim_start().split_once('\n')?;
    let line = request_line::read_alone(first).filter(|line| line.path.contains(char::is_alphabetic))?;
    let is_head = |line: &str| line.trim().is_empty() || is_header_line(line);
    let mut body = rest.lines().skip_while(|line| is_head(line)).map(str::trim_start);
    let is_body = body.next().is_none_or(|line| line.starts_with(['{', '[', '<']));
    let is_answer = |line: &str| line.starts_with(VERSION.trim_start()) || request_line::read_alone(line).is_some();
    (is_body && !rest.lines().any(|line| is_answer(line.trim_start()))).then_some(line)
}
