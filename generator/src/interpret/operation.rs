//! One operation from the entries of its page: the request line is given; tables, answers, examples
//! and words are put to it here.

use super::{
    Draft, ExampleDraft, ExampleSide, FieldDraft, NameWitness, TableDraft, TypeCell, TypeExpr,
    answers::Answers,
    description,
    findings::Findings,
    identity, joined_names,
    lost_names::{self, Restored},
    marks,
    nest::{self, Shape},
    outline::{At, Captioned, Entry, What},
    placed::{Placed, caption_words, members_stated, placed},
    request::{Line, Request, unmarked},
    request_line::{QueryPair, RequestLine},
    returned,
    rows::{self, RowRead},
    rpc::Called,
    sample::{self, Examples},
    settle, status_tables,
    table_role::{Known, Part, Role, Side},
    title, type_cell, untabled,
    uri::Found,
};
use crate::{
    call::Place,
    diagnostic::Code,
    glossary::{Column, Glossary, Section, form, joined, same_name},
    page::Cell,
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

/// What an operation's draft is made of.
pub(super) struct Operation<'a> {
    pub(super) source: &'a Arc<crate::page::Source>,
    /// Title, without names and anchors.
    pub(super) title: &'a str,
    /// Names that the page offers.
    pub(super) names: Vec<NameWitness>,
    pub(super) deprecated: bool,
    /// The request lines of the operation, in page order.
    pub(super) lines: Vec<Found>,
    /// Placeholders of other request lines that the page states with them.
    pub(super) elsewhere: &'a [String],
    /// What travels with each call where the page states no request line.
    pub(super) called: Option<&'a Called>,
    /// What the page says of it.
    pub(super) entries: &'a [Entry<'a>],
    /// A heading opens it: its tables are of the request until a section says otherwise.
    pub(super) opened: bool,
    /// A list of calls is all that states it.
    pub(super) listed: bool,
}

/// What is sent and what is answered, in the making.
struct Sides<'g> {
    request: Request<'g>,
    answers: Answers,
    /// What examples show of the bodies.
    sent: Shape,
    answered: Shape,
}

impl Operation<'_> {
    pub(super) fn draft(self, glossary: &Glossary, findings: &mut Findings) -> Option<Draft> {
        let (main, others) = identity::main_line(&self.lines)?;
        let mut shown = sample::read(self.entries, main, glossary, findings);
        if main.method.only_asks() {
            shown.claim_answer();
        }
        let Examples { stated: examples, unclaimed } = shown;
        let aliases = identity::aliases(main, &others, findings);
        let query = identity::merged_query(main, &others, glossary);
        let known = known(&main.line, &query, &examples);
        let placed = placed(self.entries, self.opened.then_some(Side::Request), &known, glossary, findings);
        let stated = stated_path_parameters(&placed, main);
        let line = Line {
            method: main.method,
            placeholders: main.line.placeholders().into_iter().map(str::to_owned).collect(),
            query,
            place: main.place,
            stated,
            body_keys: known.sent.clone(),
            shown: sample::keys_of_each(&examples, true),
            more_tables: placed
                .iter()
                .filter(|placed| placed.role.side == Side::Request && placed.role.part == Part::Open)
                .count()
                > 1,
            rpc: self.called.and_then(|_| glossary.rpc()),
            elsewhere: self.elsewhere.to_vec(),
        };
        let [sent, answered] = [true, false].map(|of_request| shape(&examples, &unclaimed, &placed, of_request));
        let mut sides = Sides { request: Request::new(line, glossary), answers: Answers::default(), sent, answered };
        self.fill(&mut sides, &placed, &examples, &known, glossary, findings);
        let Sides { request, answers, .. } = sides;
        let when = self
            .called
            .and_then(|called| called.constants.clone())
            .or_else(|| identity::when(&request, &examples, glossary));
        let (inputs, mut body) = request.finish(when.as_ref(), findings);
        if body.is_none() && main.method.takes_body() {
            body = returned::sent(self.entries, glossary);
        }
        if let Some(body) = body.as_mut() {
            let shown = || sample::media(&examples, |side| matches!(side, ExampleSide::Request { .. }), glossary);
            body.media = body.media.take().or_else(shown);
            body.xml_root = sample::sent_root(&examples);
        }
        let statuses = status_tables::statuses(self.entries, main, glossary);
        let mut responses = answers.finish(&statuses, sample::success(&examples), &known.answered);
        let answered_in = sample::media(&examples, |side| matches!(side, ExampleSide::Response(_)), glossary);
        for body in responses.iter_mut().filter_map(|response| response.body.as_mut()) {
            body.media.clone_from(&answered_in);
        }
        returned::add(self.entries, &sample::values(&examples, false), &mut responses, glossary);
        let examples = untabled::of_one_form(examples, body.as_ref(), &responses, findings);
        untabled::tell(&examples, body.as_ref(), &responses, glossary, findings);
        let examples = settle::settle(examples, unclaimed, body.as_ref(), &responses, findings);
        let errors = status_tables::errors(self.entries);
        if responses.is_empty() && errors.is_empty() && !self.listed {
            untabled::tell_unanswered(self.entries, &examples, main.place, findings);
        }
        Some(Draft {
            source: Arc::clone(self.source),
            title: self.title.to_owned(),
            names: self.names,
            method: main.method,
            path: main.line.path.clone(),
            place: main.place,
            aliases,
            when,
            deprecated: self.deprecated,
            listed: self.listed,
            doc: description::of(self.entries, &self.lines, glossary),
            inputs,
            request: body,
            responses,
            errors,
            examples,
        })
    }

    /// Puts the tables and the words to the side they are of, in the order of the page.
    fn fill(
        &self,
        sides: &mut Sides<'_>,
        placed: &[Placed<'_>],
        examples: &[ExampleDraft],
        known: &Known,
        glossary: &Glossary,
        findings: &mut Findings,
    ) {
        let Sides { request, answers, sent, answered } = sides;
        let [in_sent, in_answered] = [true, false].map(|of_request| sample::elements(self.entries, of_request));
        // A heading that is exactly a type's name decides before the order of the tables does.
        let types = types_named(placed, glossary);
        // Where rows do not say that they are of the body, their own table or caption says where they nest.
        let says_body = |row: &RowRead| row.says == Some(Place::Body);
        let mut tables: BTreeMap<u32, (usize, &Placed<'_>)> =
            (0..).zip(placed).map(|(at, table)| (table.captioned.index, (at, table))).collect();
        let mut uri_below = self.uri_below();
        for (at, entry) in self.entries.iter().enumerate() {
            let What::Table(captioned) = entry.what else {
                answer_words(entry, self.entries.get(at + 1), answers, glossary);
                continue;
            };
            let Some((index, Placed { captioned, role, entry })) = tables.remove(&captioned.index) else { continue };
            if role.side == Side::Response && uri_below.take_if(|uri| at < *uri).is_some() {
                let message = "what is answered stands above the section of the request; it may be of another one";
                findings.note(Code::UnplacedTable, message, captioned.table.place);
            }
            let rows = rows::read(captioned, glossary, findings);
            let stated = members_stated(placed, index);
            let Restored { rows, lost_structures } = lost_names::restore(rows, examples, stated, role.side, findings);
            let lost_rows = role.part != Part::Structure && self.lost_rows(at, captioned, glossary);
            if lost_rows {
                let message = "heads of columns stand here, and what follows them was not read as rows";
                findings.note(Code::UnreadRegion, message, captioned.table.place);
            }
            if captioned.table.rows.is_empty() && !lost_rows {
                self.tell_empty_table(at, captioned, findings);
            }
            let rows = joined_names::part(rows, *role, known);
            let rows = marks::without_list_marks(rows, role.side, known);
            let rows = match role.side {
                Side::Uri | Side::Request if request.awaits_root(*role) => {
                    let of_body = |row: &RowRead| request.is_member(row, *role);
                    let rows = nest::in_elements(rows, &in_sent, of_body, findings);
                    let flat = nest::lists_members(&rows, sent);
                    let rows = nest::below_wrappers(rows, sent, |row| says_body(row) || flat && row.says.is_none());
                    if sent.is_empty() { nest::below_named(rows, self.title, says_body) } else { rows }
                }
                Side::Response if answers.awaits_root(*role, &entry.at) => {
                    let of_body = |_: &RowRead| role.part != Part::Headers;
                    let rows = nest::in_elements(rows, &in_answered, of_body, findings);
                    let flat = nest::lists_members(&rows, answered);
                    nest::below_wrappers(rows, answered, |row| says_body(row) || flat && row.says.is_none())
                }
                Side::Uri | Side::Request | Side::Response => rows,
            };
            let (table, rows) = (table_draft(captioned, glossary), distinct(rows, findings));
            let named = named_by_heading(&table, &entry.at, glossary);
            let states_type = named.caption.as_deref().is_some_and(|caption| types.contains(&joined(caption)));
            let table = if states_type { named.clone() } else { table };
            match role.side {
                Side::Uri | Side::Request if role.part == Part::Open && request.is_part_of_input(&named) => {
                    request.table(named, rows, Role { part: Part::Structure, ..*role }, findings);
                }
                Side::Uri | Side::Request => request.table(table, rows, *role, findings),
                Side::Response => answers.table(table, rows, *role, &entry.at, glossary),
            }
            if lost_structures || lost_rows {
                let table = table_draft(captioned, glossary);
                match role.side {
                    Side::Uri => {}
                    Side::Request => request.lacks_members(table),
                    Side::Response => answers.lacks_members(table, *role, &entry.at),
                }
            }
        }
    }

    /// The index of the label of the URI that the request line of the operation stands below.
    fn uri_below(&self) -> Option<usize> {
        let line = self.lines.first()?.place.start;
        let above = self.entries.iter().position(|entry| entry.place.start >= line)?;
        let opens = |entry: &Entry<'_>| matches!(entry.what, What::Label(_)) && entry.at.section == Some(Section::Uri);
        self.entries.get(..above)?.iter().rposition(opens)
    }

    /// Tells of heads of columns without rows. As the last thing that the page says they are no way to say "none".
    fn tell_empty_table(&self, at: usize, captioned: &Captioned<'_>, findings: &mut Findings) {
        let place = captioned.table.place;
        if self.entries.get(at + 1).is_none() {
            let message = "these are column headers, but no rows were found below them";
            findings.note(Code::UnreadRegion, message, place);
        } else {
            findings.note(Code::EmptyTable, "this table has column headers and no rows", place);
        }
    }

    /// Whether a table has heads of columns only, and a name of a member follows it.
    fn lost_rows(&self, at: usize, captioned: &Captioned<'_>, glossary: &Glossary) -> bool {
        let next = self.entries.get(at + 1).filter(|next| next.heading.is_none());
        let words = next.and_then(Entry::words).and_then(|words| words.lines().next()).unwrap_or_default().trim();
        captioned.table.rows.is_empty() && form::is_identifier(words) && !glossary.is_none(words)
    }
}

/// The names that the request line and the examples show.
fn known(line: &RequestLine, query: &[QueryPair], examples: &[ExampleDraft]) -> Known {
    let keys = query.iter().map(|pair| pair.name.as_str());
    Known {
        line: line.placeholders().into_iter().chain(keys).map(str::to_owned).collect(),
        sent: sample::keys(examples, true),
        answered: sample::keys(examples, false),
        objects: sample::keys_of_objects(examples),
    }
}

/// What the examples of a side show of its body.
///
/// Where no example is said to be of this side, one of which the page says nothing shows the body of the only table that
/// has all its names among the members of the example.
fn shape(stated: &[ExampleDraft], unclaimed: &[ExampleDraft], placed: &[Placed<'_>], of_request: bool) -> Shape {
    let values = sample::values(stated, of_request);
    if !values.is_empty() {
        return Shape::of(values.into_iter());
    }
    let side = if of_request { Side::Request } else { Side::Response };
    let unsaid = stated.iter().chain(unclaimed).filter(|example| matches!(example.side, ExampleSide::Unsaid));
    let fits = |value: &&Value| {
        let keys: BTreeSet<&str> =
            sample::objects(value).iter().flat_map(|object| object.members.keys()).map(String::as_str).collect();
        let holds = |table: &&Placed<'_>| {
            let mut names = table.captioned.names().peekable();
            names.peek().is_some() && names.all(|name| keys.contains(name))
        };
        let mut tables = placed.iter().filter(holds);
        tables.next().is_some_and(|only| only.role.side == side) && tables.next().is_none()
    };
    Shape::of(unsaid.filter_map(|example| example.value.as_ref()).filter(fits))
}

/// The names of structures that the type cells of tables state, as names are compared.
fn types_named(placed: &[Placed<'_>], glossary: &Glossary) -> BTreeSet<String> {
    let cells = placed.iter().flat_map(|table| {
        let columns = table.captioned.columns;
        table.captioned.table.rows.iter().filter_map(|row| columns.cell(row, Column::Type))
    });
    let name = |cell: &Cell| match type_cell::read(&cell.text.content, glossary).expr.leaf() {
        TypeExpr::Object(Some(name)) | TypeExpr::Unknown(name) => Some(joined(name)),
        _ => None,
    };
    cells.filter_map(name).collect()
}

/// A table's draft without its rows.
pub(super) fn table_draft(captioned: &Captioned<'_>, glossary: &Glossary) -> TableDraft {
    let number = captioned.caption.and_then(|text| glossary.table_label(&text.content)).map(|label| label.number);
    let mut anchors = captioned.anchors.to_vec();
    anchors.dedup();
    TableDraft {
        table: captioned.index,
        caption: caption_words(captioned, glossary),
        number,
        anchors,
        fields: Vec::new(),
        place: captioned.table.place,
    }
}

/// The same with the name and the anchors of the heading above it, if that opens no section.
fn named_by_heading(table: &TableDraft, at: &At<'_>, glossary: &Glossary) -> TableDraft {
    let mut named = table.clone();
    if let Some(heading) = at.label.filter(|label| glossary.heading(&label.content).is_none()) {
        title::lend(heading, at.anchors, &mut named);
    }
    named
}

/// Rows of one table that share a name are one; the first wins, and a second of another type is reported.
pub(super) fn distinct(rows: Vec<RowRead>, findings: &mut Findings) -> Vec<RowRead> {
    let mut kept: Vec<RowRead> = Vec::with_capacity(rows.len());
    let mut seen: HashMap<(String, Option<Place>), TypeCell> = HashMap::new();
    for row in rows {
        let known = seen.get(&(row.field.name.clone(), row.says)).filter(|_| !row.element);
        match (known, row.field.row) {
            (None, _) => {
                seen.insert((row.field.name.clone(), row.says), row.field.ty.clone());
                kept.push(row);
            }
            (Some(first), Some(id)) if contradict(first, &row.field.ty) => {
                let FieldDraft { name, ty, place, .. } = row.field;
                let message = format!("`{name}` is of type `{}` in a row above and `{}` here", first.raw, ty.raw);
                findings.reported(id, Code::ContradictoryRows, message, place);
            }
            (Some(_), id) => findings.merged(id, row.field.name),
        }
    }
    kept
}

fn contradict(first: &TypeCell, second: &TypeCell) -> bool {
    let unsaid = |ty: &TypeCell| ty.expr == TypeExpr::Unsaid;
    !unsaid(first) && !unsaid(second) && first.expr != second.expr
}

/// The path parameters that tables of the URI state, so that a body may have members of the same names.
fn stated_path_parameters(placed: &[Placed<'_>], main: &Found) -> Vec<String> {
    let uri = placed.iter().filter(|placed| placed.role.side == Side::Uri);
    let placeholders = main.line.placeholders();
    let names = uri.flat_map(|placed| placed.captioned.names()).map(unmarked);
    names.filter(|name| placeholders.iter().any(|known| same_name(known, name))).map(str::to_owned).collect()
}

/// Statuses that labels name, and what stands under them; a label, or what leads to an example of a request, is not a
/// remark.
fn answer_words(entry: &Entry<'_>, next: Option<&Entry<'_>>, answers: &mut Answers, glossary: &Glossary) {
    use Section as S;
    let asks = |next: &Entry<'_>| matches!(next.what, What::Code(code) if code.lines().next().is_some_and(form::is_request_line));
    let leads_to_request = next.is_some_and(asks);
    let answer = matches!(entry.at.section, Some(S::Response | S::ResponseBody | S::SuccessExample | S::ErrorResponse));
    // What follows the table of a status says nothing of the status.
    let Some(status) = entry.at.status.filter(|status| answer && !answers.is_described(*status)) else { return };
    match entry.what {
        What::Label(_) => answers.status(status),
        What::Text(text) if leads_to_request || text.bold || form::ends_label(&text.content) => {}
        // `OR` stands between two answers.
        What::Text(text) if glossary.phrases().words.and.contains(&text.content.trim().to_lowercase()) => {}
        What::Text(text) if !glossary.says_nothing(&text.content) && glossary.table_label(&text.content).is_none() => {
            answers.remark(status, text.content.trim());
        }
        _ => {}
    }
}
