//! A [`Page`] to [`Draft`]s: what one page says, each fact with its place, nothing yet decided that
//! needs another page. Order of the walk: sections, request line, examples, tables, rows.

mod answers;
mod body;
mod cases;
mod columns;
mod description;
mod draft;
mod example;
mod findings;
mod identity;
mod infer_sections;
mod joined_names;
mod less_sure;
mod listed;
mod lost_names;
mod marks;
mod nest;
mod opening;
mod operation;
mod operation_starts;
mod outline;
mod overview;
mod placed;
mod prose;
mod request;
mod request_line;
mod resource;
mod restored_line;
mod returned;
mod rows;
mod rpc;
mod said_line;
mod said_statuses;
mod sample;
mod segment;
mod settle;
mod spanned_parents;
mod status_tables;
mod table_role;
mod taken_over;
mod title;
mod type_cell;
mod unknown_words;
mod unread;
mod untabled;
mod uri;

pub use draft::*;

use crate::{
    diagnostic::{Code, Diagnostic},
    glossary::{Column, Glossary, Section},
    page::{Page, RowId, Span},
};
use columns::Columns;
use findings::Findings;
use operation::Operation;
use outline::{Captioned, Entry, Outline};
use request_line::RequestLine;
use segment::Cut;
use std::collections::BTreeSet;
use uri::Found;

/// Reads what a page says. Pages without an operation are told apart by [`Verdict`].
#[must_use]
pub fn interpret(page: &Page, glossary: &Glossary) -> (Interpretation, Vec<Diagnostic>) {
    let columns = Columns::of_page(page, glossary);
    let outline = outline::outline(page, &columns, glossary);
    let mut findings = Findings::new(&page.source);
    let (drafts, rest) = drafts(page, &outline, glossary, &mut findings);
    unknown_words::tell(&outline.entries, glossary, &mut findings);
    let mut shared = if drafts.is_empty() { vec![outline.entries.as_slice()] } else { rest };
    shared.push(&outline.structures);
    unread::other_methods(&outline.entries, &mut findings);
    if !drafts.is_empty() {
        unread::request_lines(&outline.entries, &shared, &drafts, &mut findings);
        unread::parameters(&outline.entries, &drafts, glossary, &mut findings);
        unread::sections(&outline.entries, glossary, &mut findings);
    }
    let structures = shared.iter().flat_map(|entries| structures(entries, glossary, &mut findings)).collect::<Vec<_>>();
    let verdict = verdict(&outline, !drafts.is_empty(), !structures.is_empty(), &mut findings);
    // If the request line was lost, the tables are the operation's; no other page refers to them.
    let structures = if verdict == Verdict::Refused { Vec::new() } else { structures };
    let mut interpretation = Interpretation { drafts, structures, ..Interpretation::nothing(page, verdict) };
    reconcile(&mut interpretation, &outline, &mut findings);
    (interpretation, findings.diagnostics())
}

/// The page's operations: one for each segment with request lines, and for each call that they state. Besides, what
/// belongs to none of them.
fn drafts<'a>(
    page: &Page,
    outline: &'a Outline<'a>,
    glossary: &Glossary,
    findings: &mut Findings,
) -> (Vec<Draft>, Vec<&'a [Entry<'a>]>) {
    let title = title::title(outline.title, glossary);
    let names = title::names(page, outline, &title);
    let anywhere = has_call_tables(outline);
    let cut = rpc::segments(&outline.entries, glossary);
    let Cut { mut segments, rest } = cut.unwrap_or_else(|| segment::cut(outline, glossary, findings));
    taken_over::lend(&mut segments, glossary, findings);
    let mut drafts = Vec::new();
    let several = segments.len() > 1;
    for segment in segments {
        let entries = segment.entries.as_ref();
        let opened = segment.lines.is_some();
        let mut lines = segment.lines.unwrap_or_else(|| uri::find(entries, glossary, anywhere));
        let own_title = segment.title.as_ref().map(|text| title::title(Some(text), glossary));
        let about = if opened { entries } else { &outline.entries };
        let own = own_title.as_ref().unwrap_or(&title);
        let deprecated = title::deprecated(page, about, own, glossary);
        if lines.iter().all(|found| rpc::shows_action(&found.line, glossary)) {
            let offered = names.iter().filter(|_| own_title.is_none()).map(|witness| witness.name.clone());
            let offered: Vec<String> = rpc::names(own).into_iter().chain(offered).collect();
            let described = anywhere || has_both_sides(outline);
            if let Some(called) = rpc::find(entries, &own.words, &offered, described, glossary) {
                let operation = Operation {
                    source: &page.source,
                    title: &own.words,
                    names: vec![NameWitness { kind: NameKind::Constant, name: called.action.clone() }],
                    deprecated,
                    lines: vec![called.line.clone()],
                    elsewhere: &[],
                    called: Some(&called),
                    entries,
                    opened: opened || called.constants.is_none(),
                    listed: false,
                };
                drafts.extend(operation.draft(glossary, findings));
                continue;
            }
        }
        for found in lines.iter().filter(|_| segment.shown) {
            let message =
                format!("no request line is stated; an example shows {} {}", found.method.as_str(), found.line.path);
            findings.note(Code::RestoredRequestLine, message, found.place);
        }
        restore_lines(&mut lines, entries, anywhere && !several, glossary, findings);
        let operations = identity::by_call(lines, glossary);
        tell_several(&operations, findings);
        let single = operations.len() == 1;
        let placeholders: Vec<String> = placeholders(&operations);
        for lines in operations {
            // A page's title names its one operation, and where headings open several, the one right below it.
            let names = if single && (own_title.is_some() || several && opened) {
                title::offered(own)
            } else if single && !several {
                names.clone()
            } else {
                Vec::new()
            };
            let title = &own.words;
            if let Some(line) = lines.first().filter(|_| title.is_empty() && names.is_empty()) {
                let message =
                    "no line above the first section is a title; the operation is named by its method and path";
                findings.note(Code::Untitled, message, line.place);
            }
            let operation = Operation {
                source: &page.source,
                title,
                names,
                deprecated,
                lines,
                elsewhere: &placeholders,
                called: None,
                entries,
                opened,
                listed: segment.listed,
            };
            drafts.extend(operation.draft(glossary, findings));
        }
    }
    let drafts = if several { cases::merge(drafts, findings) } else { drafts };
    (drafts, rest)
}

/// A request line that the page lost is taken from its example, and an id in a path is not part of the template; both
/// are told.
fn restore_lines(
    lines: &mut Vec<Found>,
    entries: &[Entry<'_>],
    documents_call: bool,
    glossary: &Glossary,
    findings: &mut Findings,
) {
    for found in lines.iter_mut() {
        found.line.path = restored_line::with_named_parts(&found.line, entries, glossary);
    }
    let mut restored = Vec::new();
    if lines.is_empty() && documents_call {
        lines.extend(restored_line::from_example(entries, glossary));
        restored.extend(lines.iter().map(|found| (found, "the page states no request line; its example shows")));
    } else if let [only] = lines.as_mut_slice()
        && let Some(path) = restored_line::without_ids(&only.line, entries, glossary)
    {
        only.line.path = path;
        restored.push((&*only, "the only request line has ids in its path; it is taken for"));
    }
    for (found, why) in restored {
        let message = format!("{why} {} {}", found.method.as_str(), found.line.path);
        findings.note(Code::RestoredRequestLine, message, found.place);
    }
}

/// Tells that request lines which stand together state several operations: by their methods, or by their paths where
/// those differ.
fn tell_several(operations: &[Vec<Found>], findings: &mut Findings) {
    let [Some(first), Some(second)] = [0, 1].map(|at| operations.get(at).and_then(|lines| lines.first())) else {
        return;
    };
    let of_one_path = operations.iter().flatten().all(|found| found.line.path == first.line.path);
    let said = |found: &Found| {
        let method = found.method.as_str();
        if of_one_path { method.to_owned() } else { format!("{method} {}", found.line.path) }
    };
    let calls: Vec<_> = operations.iter().filter_map(|lines| lines.first()).map(said).collect();
    findings.note(Code::SeveralMethods, format!("the page gives {}", calls.join(", ")), second.place);
}

/// The placeholders of the request lines that stand together.
fn placeholders(operations: &[Vec<Found>]) -> Vec<String> {
    let lines = operations.iter().flatten().map(|found| &found.line);
    lines.flat_map(RequestLine::placeholders).map(str::to_owned).collect()
}

/// Whether the page describes a call's parameters in tables: then its request line may stand anywhere.
fn has_call_tables(outline: &Outline<'_>) -> bool {
    use Section as S;
    let of_call = |section: Section| section.is_of_request() || section.is_of_answer();
    outline.entries.iter().any(|entry| entry.at.section.is_some_and(of_call) && entry.parameters().is_some())
        || (sections(outline, &[S::Request]) && sections(outline, &[S::Response]))
}

/// Whether the page has sections for what is sent and for what is answered.
fn has_both_sides(outline: &Outline<'_>) -> bool {
    use Section as S;
    sections(outline, &[S::Request, S::RequestBody, S::QueryParameters, S::RequestExample])
        && sections(outline, &[S::Response, S::ResponseBody, S::ResponseExample])
}

fn sections(outline: &Outline<'_>, wanted: &[Section]) -> bool {
    outline.entries.iter().any(|entry| entry.at.section.is_some_and(|section| wanted.contains(&section)))
}

/// The tables that belong to no operation: structures that operations may link to.
fn structures(entries: &[Entry<'_>], glossary: &Glossary, findings: &mut Findings) -> Vec<TableDraft> {
    let mut structures = Vec::new();
    for entry in entries {
        let typed = |captioned: &Captioned<'_>| captioned.columns.has(Column::Type);
        let Some(captioned) = entry.parameters().filter(typed) else { continue };
        let rows = rows::read(&captioned, glossary, findings);
        let rows = lost_names::restore(rows, &[], std::iter::empty(), table_role::Side::Response, findings).rows;
        let rows = marks::without_list_marks(rows, table_role::Side::Response, &table_role::Known::default());
        let rows = operation::distinct(rows, findings);
        let mut table = operation::table_draft(&captioned, glossary);
        let names_one = matches!(entry.at.section, None | Some(Section::Structures));
        if let Some(heading) = entry.at.label.filter(|_| names_one) {
            title::lend(heading, entry.at.anchors, &mut table);
        }
        table.fields = rows.into_iter().map(|row| row.field).collect();
        structures.push(table);
    }
    structures
}

fn verdict(outline: &Outline<'_>, operations: bool, structures: bool, findings: &mut Findings) -> Verdict {
    if operations {
        return Verdict::Operations;
    }
    let place = outline.title.map_or_else(Span::default, |title| title.place);
    let uri = uri::section(&outline.entries).filter(|_| sections(outline, &[Section::Request, Section::Response]));
    if let Some(place) = uri {
        findings.note(Code::UnreadRequestLine, "no line under the URI heading is a method with a path", place);
        return Verdict::Refused;
    }
    if structures {
        return Verdict::Structures;
    }
    if shows_call(outline) {
        findings.note(Code::NoOperation, "no operation was found on this page", place);
    } else {
        findings.note(Code::NoCall, "nothing on this page describes a call", place);
    }
    Verdict::NotAnOperation
}

/// Whether anything on a page is of a call: a request line or a table of parameters outside examples, a section of what
/// is sent or answered.
fn shows_call(outline: &Outline<'_>) -> bool {
    let in_section = |section: Section| section.is_of_request() || section.is_of_answer();
    let of_call = |entry: &Entry<'_>| {
        entry.parameters().is_some() || entry.has_request_line() || entry.at.section.is_some_and(in_section)
    };
    let in_example = |entry: &&Entry<'_>| entry.at.section.is_some_and(Section::is_example);
    outline.entries.iter().filter(|entry| !in_example(entry)).any(of_call)
}

/// Counts the rows, and sees to it that each parameter row is in a draft or has a fate.
fn reconcile(interpretation: &mut Interpretation, outline: &Outline<'_>, findings: &mut Findings) {
    let used: BTreeSet<RowId> = used_rows(interpretation);
    findings.fates.retain(|row, _| !used.contains(row));
    for entry in outline.entries.iter().chain(&outline.structures) {
        if let Some(captioned) = entry.parameters() {
            settle_rest(entry, captioned, &used, interpretation.verdict, findings);
        }
    }
    interpretation.fates = std::mem::take(&mut findings.fates).into_iter().collect();
    interpretation.json = findings.all_json();
    interpretation.rows = used.len() + interpretation.fates.len();
}

/// The rows of a parameter table that nothing has taken: on a page with operations a finding.
fn settle_rest(
    entry: &Entry<'_>,
    captioned: Captioned<'_>,
    used: &BTreeSet<RowId>,
    verdict: Verdict,
    findings: &mut Findings,
) {
    let rest: Vec<RowId> = captioned
        .rows()
        .map(|(id, _)| id)
        .filter(|id| !used.contains(id) && !findings.fates.contains_key(id))
        .collect();
    if rest.is_empty() {
        return;
    }
    let fate = match verdict {
        Verdict::Operations | Verdict::Refused => Fate::Reported,
        Verdict::Structures | Verdict::NotAnOperation => Fate::NoParameter("on a page without an operation"),
    };
    for row in rest {
        findings.fate(row, fate.clone());
    }
    if verdict == Verdict::Operations {
        findings.note(Code::UnplacedTable, "rows of this table are in no part of the operation", entry.place);
    }
}

fn used_rows(interpretation: &Interpretation) -> BTreeSet<RowId> {
    let shared = interpretation.structures.iter().flat_map(|table| &table.fields).filter_map(|field| field.row);
    interpretation.drafts.iter().flat_map(Draft::rows).chain(shared).collect()
}

#[cfg(test)]
mod tests;
