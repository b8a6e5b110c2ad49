//! Pages that have lost their headings. In: the entries of a page none of whose labels names a part of a call. Out: the
//! same entries under the sections that request lines, statuses, codes and the columns of the tables tell.

use super::{
    columns::Kind,
    example,
    operation_starts::names_operation,
    outline::{Captioned, Entry, What},
    request_line::{self, RequestLine},
};
use crate::{
    call::Place,
    glossary::{Column, Glossary, Section, same_name},
    page::{Format, Row},
};

/// Gives sections to the entries of a page that has a request line, or the table of a call without one, and none
/// of the sections of a call; or, where only the first headings are lost, to those above the first that is left.
pub(super) fn infer(entries: &mut [Entry<'_>], format: Format, glossary: &Glossary) {
    // In other formats, a page without headings of a call may hold operations below headings of their own.
    if format != Format::Text && !entries.iter().any(|entry| called_line(entry, glossary).is_some()) {
        return;
    }
    let sections = || entries.iter().map(|entry| entry.at.section);
    // Headings that are request lines, or stand above one, part the page, and none of its operations has lost its own.
    let parted = (0..entries.len()).any(|at| opens_operation(entries.get(at..).unwrap_or_default()));
    if parted || sections().any(|section| section == Some(Section::Uri)) {
        return;
    }
    let kept = sections().flatten().any(|section| section.is_of_request() || section.is_of_answer());
    // What describes no parameters is a guide.
    let headed = entries.iter().any(|entry| entry.heading.is_some() && entry.at.section.is_none());
    if !kept && (headed || !entries.iter().any(Entry::describes_call)) {
        return;
    }
    let end = sections().position(|section| kept && section.is_some()).unwrap_or(entries.len());
    let entries = entries.get_mut(..end).unwrap_or_default();
    let opens = |entry: &Entry<'_>| {
        let stated = stated_line(entry).map(|line| (line, Section::Uri));
        stated.or_else(|| called_line(entry, glossary).map(|line| (line, Section::Request)))
    };
    let sent = |entry: &Entry<'_>| sent_line(entry).map(|line| (line, Section::Uri));
    let first = |of: &dyn Fn(&Entry<'_>) -> Option<(RequestLine, Section)>| {
        entries.iter().enumerate().find_map(|(at, entry)| Some((at, of(entry)?)))
    };
    let of_request = |at: &usize| entries.get(*at).is_some_and(is_of_request);
    let Some((stated, (line, stage))) = first(&opens).or_else(|| first(&sent)) else { return };
    // With a body, and below the tables of what is sent, the line is that of an example: the page states none.
    let is_code = |at: usize| entries.get(at).is_some_and(|entry| matches!(entry.what, What::Code(_)));
    let sends = stage == Section::Uri
        && line.methods.iter().any(|method| method.takes_body())
        && (is_code(stated) || is_code(stated + 1));
    let start = (0..stated).find(of_request).filter(|_| sends).unwrap_or(stated);
    if start == stated && is_code(stated) {
        return;
    }
    let facts: Vec<Facts> = entries.iter().map(|entry| Facts::of(entry, &line, glossary)).collect();
    let mut walk = Walk { line: &line, stage, headed: false, asked: false, answered: false };
    let mut described = true;
    for (at, entry) in entries.iter_mut().enumerate().skip(start) {
        let later = facts.get(at + 1..).unwrap_or_default();
        if let Some(facts) = facts.get(at).filter(|_| at > start || start < stated) {
            walk.step(facts, later, entry.at.status.is_some(), entry.at.section);
        }
        // Words right below the line say what the operation does.
        described &= at <= stated || matches!(facts.get(at), Some(Facts::Words));
        if described && at > stated && matches!(entry.what, What::Text(_)) {
            continue;
        }
        entry.at.section = Some(walk.stage);
        entry.at.chapter = Some(walk.stage);
        if matches!(walk.stage, Section::Example | Section::RequestExample) {
            entry.at.status = None;
        }
    }
}

/// Whether the first entry is a heading that is a request line, or names the call of one right below it.
fn opens_operation(entries: &[Entry<'_>]) -> bool {
    let Some((heading, below)) = entries.split_first() else { return false };
    let names = names_operation(heading) && heading.at.status.is_none();
    let states = |entry: &Entry<'_>| stated_line(entry).is_some();
    heading.heading.is_some() && heading.has_request_line()
        || names && below.iter().take_while(|entry| entry.heading.is_none()).any(states)
}

/// The walk down such a page.
struct Walk<'l> {
    line: &'l RequestLine,
    /// The section of the last entry.
    stage: Section,
    /// The request's table of headers stands above.
    headed: bool,
    /// An example has shown its request, whose method carries a body, and none has followed yet.
    asked: bool,
    /// A status stands between the last request and here.
    answered: bool,
}

impl Walk<'_> {
    /// Whether calls by this method never carry one.
    fn only_gets(&self) -> bool {
        self.line.methods.iter().all(|method| method.only_asks())
    }

    fn step(&mut self, facts: &Facts, later: &[Facts], under_status: bool, headed: Option<Section>) {
        use Section as S;
        // Right below the line, a heading that says no more than that parameters follow opens those of the request.
        let opens_parameters = headed == Some(S::Parameters) && self.stage == S::Uri;
        self.stage = match facts {
            Facts::RequestLine { .. } => S::RequestExample,
            Facts::Code if self.answered => S::ResponseExample,
            Facts::Code if self.asked => S::RequestExample,
            Facts::Code => S::Example,
            Facts::Statuses => S::StatusCodes,
            Facts::Status if self.stage.is_example() => S::ResponseExample,
            Facts::Status => S::Response,
            Facts::Parameters(_) if under_status || self.stage == S::Response => S::Response,
            Facts::Parameters(table) if table.of_uri && (table.mandatory || self.stage == S::Uri) => S::Uri,
            Facts::Parameters(_) if opens_parameters => S::Request,
            Facts::Parameters(table) if !table.mandatory => S::Response,
            Facts::Parameters(_) if heads_headers(later) => S::Uri,
            Facts::Parameters(table) if self.headed && !self.only_gets() && !table.of_headers => S::RequestBody,
            Facts::Parameters(_) | Facts::Placed => S::Request,
            Facts::Words => self.stage,
        };
        match facts {
            Facts::RequestLine { sends } => (self.asked, self.answered) = (*sends, false),
            Facts::Status => (self.asked, self.answered) = (false, true),
            Facts::Code => self.asked = false,
            Facts::Parameters(table) => self.headed |= table.mandatory && table.of_headers,
            _ => {}
        }
    }
}

/// Whether a table of headers stands after: what stands before it is of the request line, as the parts of a
/// request follow each other.
fn heads_headers(later: &[Facts]) -> bool {
    let mut next = later.iter().take_while(|facts| matches!(facts, Facts::Parameters(_) | Facts::Words));
    next.any(|facts| matches!(facts, Facts::Parameters(table) if table.mandatory && table.of_headers))
}

/// What an entry tells of its section.
enum Facts {
    /// Of a method whose calls carry a body, or of another.
    RequestLine {
        sends: bool,
    },
    Code,
    Status,
    Statuses,
    Parameters(TableFacts),
    /// A table that says of a row that it travels in the path or the query string.
    Placed,
    Words,
}

struct TableFacts {
    /// It says what must be given, as tables of requests do.
    mandatory: bool,
    /// All of its names stand in the request line.
    of_uri: bool,
    /// One of its names is that of a header.
    of_headers: bool,
}

impl Facts {
    fn of(entry: &Entry<'_>, line: &RequestLine, glossary: &Glossary) -> Self {
        match entry.what {
            What::Code(_) => Self::Code,
            What::Label(text) if glossary.status(&text.content).is_some() => Self::Status,
            What::Table(captioned) => Self::of_table(captioned, line, glossary),
            _ => stated_line(entry).map_or(Self::Words, |line| Self::RequestLine {
                sends: line.methods.iter().any(|method| method.takes_body()),
            }),
        }
    }

    fn of_table(captioned: Captioned<'_>, line: &RequestLine, glossary: &Glossary) -> Self {
        let columns = captioned.columns;
        match columns.kind() {
            Kind::Parameters => {}
            Kind::Statuses => return Self::Statuses,
            _ => return Self::Words,
        }
        let names: Vec<&str> = captioned.names().collect();
        let stated = |name: &&str| {
            line.placeholders().iter().any(|placeholder| same_name(placeholder, name))
                || line.query.iter().any(|pair| pair.name == **name)
        };
        let place = |row: &Row| columns.cell(row, Column::In).and_then(|cell| glossary.place(&cell.text.content));
        let is_placed = |row: &Row| matches!(place(row), Some(Place::Path | Place::Query));
        if captioned.table.rows.iter().any(is_placed) {
            return Self::Placed;
        }
        Self::Parameters(TableFacts {
            mandatory: columns.has(Column::Mandatory),
            of_uri: !names.is_empty() && names.iter().all(stated),
            of_headers: names.iter().any(|name| glossary.is_header(name)),
        })
    }
}

/// The line of a call without one, whose table has the row of its constant.
fn called_line(entry: &Entry<'_>, glossary: &Glossary) -> Option<RequestLine> {
    let rpc = glossary.rpc()?;
    let action = rpc.action()?;
    // One that only explains the constant types nothing.
    let table = entry.parameters().filter(|table| table.columns.has(Column::Type))?;
    let stated = table.names().any(|name| action.is_called(name.trim_matches(['*', '`'])));
    stated.then(|| RequestLine { methods: vec![rpc.method], path: rpc.path_of(""), query: Vec::new() })
}

/// Whether an entry is a table that says what must be given.
fn is_of_request(entry: &Entry<'_>) -> bool {
    entry.parameters().is_some_and(|captioned| captioned.columns.has(Column::Mandatory))
}

/// The request that a block of code shows.
fn sent_line(entry: &Entry<'_>) -> Option<RequestLine> {
    let What::Code(text) = entry.what else { return None };
    example::request_of(&text.content).filter(|line| !line.methods.is_empty())
}

/// The request line that a text is.
fn stated_line(entry: &Entry<'_>) -> Option<RequestLine> {
    entry.words()?.lines().next().and_then(request_line::read)
}

#[cfg(test)]
mod tests;
