//! Examples of a page: each code block under an example's heading becomes one, with its side, its status, and its JSON.
//! Where no heading says what a block shows, the sentence before it does. Blocks of which nothing says it are kept
//! apart.

use super::{
    ExampleDraft, ExampleSide, JsonBlocks,
    example::{self, Root},
    findings::Findings,
    identity,
    outline::{At, Entry, What},
    request_line::{self, QueryValue, RequestLine},
    said_statuses,
    uri::Found,
};
use crate::{
    diagnostic::Code,
    glossary::{
        Glossary, Outcome, Section,
        form::{self, ends_label},
    },
    ir::{CONTENT_TYPE, Status},
    page::Text,
};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

const XML: &str = "application/xml";

/// The examples of an operation.
pub(super) struct Examples {
    /// Those under headings that call them so, or after words that do.
    pub(super) stated: Vec<ExampleDraft>,
    /// JSON of which nothing says whether it is sent or answered.
    pub(super) unclaimed: Vec<ExampleDraft>,
}

impl Examples {
    /// What a call that sends no body shows first is its answer, if nothing else is.
    pub(super) fn claim_answer(&mut self) {
        let answers = |example: &ExampleDraft| matches!(example.side, ExampleSide::Response(_));
        if !self.stated.iter().any(answers) && !self.unclaimed.is_empty() {
            self.stated.push(ExampleDraft { side: ExampleSide::Response(None), ..self.unclaimed.remove(0) });
        }
    }
}

/// Reads the examples among the entries of the operation that a line states.
pub(super) fn read(entries: &[Entry<'_>], stated: &Found, glossary: &Glossary, findings: &mut Findings) -> Examples {
    let (mut examples, mut unclaimed) = (Vec::new(), Vec::new());
    let mut title: Option<&Text> = None;
    // Whether the code above was a request, and no label has come since.
    let mut asked = false;
    for entry in entries {
        let unlabelled = is_unlabelled(entry.at.section);
        let leading = title.filter(|_| matches!(entry.what, What::Code(_)));
        let status = entry.at.status.or_else(|| said_status(leading?, glossary));
        let entry = &Entry { at: At { status, ..entry.at }, ..*entry };
        let said = title.filter(|title| unlabelled && ends_label(&title.content));
        let said = said.and_then(|title| glossary.heading(&title.content)).filter(|section| section.is_example());
        match entry.what {
            What::Code(text) if unlabelled && example::holds_json(&text.content) && (asked || said.is_some()) => {
                let section = said.filter(|_| !asked).unwrap_or(Section::ResponseExample);
                let at = At { section: Some(section), ..entry.at };
                examples.extend(of_code(text, &at, title, glossary, findings));
                asked = false;
            }
            What::Code(text)
                if holds_example(entry.at.section, &text.content)
                    || unlabelled && needs_no_label(&text.content, stated) =>
            {
                examples.extend(of_code(text, &entry.at, title, glossary, findings));
            }
            What::Code(text) if unlabelled && example::holds_json(&text.content) => {
                let led_to = title.and_then(|title| glossary.led_to(last_sentence(&title.content)));
                // The first block of a call that sends a body may be that, whatever the words say of its answer.
                let may_answer = !stated.method.takes_body() || !examples.is_empty() || !unclaimed.is_empty();
                let answers = may_answer && title.is_some_and(|title| speaks_of_success(title, glossary));
                let section = led_to.or(answers.then_some(Section::ResponseExample));
                let at = At { section: section.or(entry.at.section), ..entry.at };
                let shown = of_code(text, &at, title, glossary, findings);
                if section.is_some() { examples.extend(shown) } else { unclaimed.extend(shown) }
            }
            What::Text(text) | What::Item(text) => {
                let shown = of_line(text, &entry.at, glossary);
                title = if shown.is_some() { entry.at.label } else { Some(text) };
                examples.extend(shown);
            }
            What::Label(text) => title = Some(text),
            What::Code(_) | What::Table(_) => {}
        }
        match entry.what {
            What::Code(text) => asked |= example::is_command(&text.content),
            What::Label(_) | What::Table(_) => asked = false,
            What::Text(_) | What::Item(_) => {}
        }
    }
    part_errors(&mut examples, glossary);
    Examples { stated: examples, unclaimed }
}

/// Among answers of which nothing says the status, those that show the members of an error and nothing else are no
/// success, if another one shows more.
fn part_errors(examples: &mut [ExampleDraft], glossary: &Glossary) {
    let unsaid = |example: &ExampleDraft| matches!(example.side, ExampleSide::Response(None));
    let is_error = |example: &ExampleDraft| {
        let members = example.value.as_ref().and_then(Value::as_object);
        members.is_some_and(|members| glossary.are_of_error(members.keys()))
    };
    let shows_more = |example: &ExampleDraft| unsaid(example) && example.value.is_some() && !is_error(example);
    if examples.iter().any(shows_more) {
        for example in examples.iter_mut().filter(|example| unsaid(example) && is_error(example)) {
            example.side = ExampleSide::Response(Some(Status::Default));
        }
    }
}

/// The status of the answer that a text leads to: `It returns a 201 status with this body:`, `Example response (404)`.
fn said_status(text: &Text, glossary: &Glossary) -> Option<u16> {
    let said = said_statuses::read(text, glossary).last().copied().filter(|_| ends_label(&text.content));
    let in_brackets = || text.content.strip_suffix(')')?.rsplit_once('(').and_then(|(_, remark)| form::status(remark));
    said.or_else(in_brackets)
}

/// Whether a text names statuses, and none but those of success: `When you get a 200 response, the kite is there.`
fn speaks_of_success(text: &Text, glossary: &Glossary) -> bool {
    let statuses = said_statuses::read(text, glossary);
    !statuses.is_empty() && statuses.iter().all(|status| *status < 300)
}

/// The words that lead to what stands below a text.
fn last_sentence(text: &str) -> &str {
    text.trim_end().rsplit(['\n', '。']).next().and_then(|line| line.rsplit(". ").next()).unwrap_or_default()
}

/// Whether no section says what its code shows.
fn is_unlabelled(section: Option<Section>) -> bool {
    use Section as S;
    matches!(
        section,
        None | Some(S::Function | S::Parameters | S::Request | S::RequestBody | S::PathParameters | S::QueryParameters)
    )
}

/// Whether a block of code needs no label: an answer as it travels, or a command that the terminal's answer follows or
/// that sends the operation that stands above.
fn needs_no_label(code: &str, stated: &Found) -> bool {
    example::status_of(code).is_some()
        || example::is_answered_command(code)
        || example::is_command(code)
            && example::request_of(code).is_some_and(|request| identity::is_call_of(&request, stated))
}

/// The values of the examples of a side; of answers, those that succeed.
pub(super) fn values(examples: &[ExampleDraft], of_request: bool) -> Vec<&Value> {
    let counts = |example: &&ExampleDraft| match &example.side {
        ExampleSide::Request { .. } => of_request,
        ExampleSide::Response(status) => !of_request && !matches!(status, Some(Status::Code(300..) | Status::Default)),
        ExampleSide::Unsaid => false,
    };
    examples.iter().filter(counts).filter_map(|example| example.value.as_ref()).collect()
}

/// The bodies in XML that a side's examples show, and what its syntax is said to be.
pub(super) fn elements(entries: &[Entry<'_>], of_request: bool) -> Vec<Root> {
    use Section as S;
    let sides = |section: S| match section {
        S::Uri | S::Request | S::RequestBody | S::RequestExample => Some(true),
        S::Response | S::ResponseBody | S::ResponseExample | S::SuccessExample => Some(false),
        _ => None,
    };
    let shown = entries.iter().filter(|entry| entry.at.section.and_then(sides) == Some(of_request));
    let codes = shown.filter_map(|entry| if let What::Code(text) = entry.what { Some(text) } else { None });
    codes.filter_map(|text| example::root_element(&text.content)).collect()
}

/// The keys at the top of the examples of a side.
pub(super) fn keys(examples: &[ExampleDraft], of_request: bool) -> BTreeSet<String> {
    keys_of_each(examples, of_request).into_iter().flatten().collect()
}

/// The same, example by example.
pub(super) fn keys_of_each(examples: &[ExampleDraft], of_request: bool) -> Vec<BTreeSet<String>> {
    let at_top = |value| objects(value).into_iter().filter(|object| object.at_top);
    let keys = |value| at_top(value).flat_map(|object| object.members.keys().cloned()).collect();
    values(examples, of_request).into_iter().map(keys).collect()
}

/// The keys of each object that examples of answers show.
pub(super) fn keys_of_objects(examples: &[ExampleDraft]) -> Vec<BTreeSet<String>> {
    let values = values(examples, false);
    let objects = values.into_iter().flat_map(objects);
    objects.map(|object| object.members.keys().cloned().collect()).collect()
}

/// An object of an example.
pub(super) struct Object<'a> {
    pub(super) members: &'a Map<String, Value>,
    /// Whether nothing but lists stands around it.
    pub(super) at_top: bool,
}

/// All objects of a value, the outer ones first.
pub(super) fn objects(value: &Value) -> Vec<Object<'_>> {
    let (mut objects, mut open) = (Vec::new(), vec![(value, true)]);
    while let Some((value, at_top)) = open.pop() {
        match value {
            Value::Object(members) => {
                objects.push(Object { members, at_top });
                open.extend(members.values().rev().map(|value| (value, false)));
            }
            Value::Array(items) => open.extend(items.iter().rev().map(|item| (item, at_top))),
            _ => {}
        }
    }
    objects
}

/// The status of the first example of an answer that succeeds.
pub(super) fn success(examples: &[ExampleDraft]) -> Option<u16> {
    examples.iter().find_map(|example| match &example.side {
        ExampleSide::Response(Some(Status::Code(status @ 200..300))) => Some(*status),
        _ => None,
    })
}

/// The media type of the bodies that the examples of one side show, where it is not JSON.
pub(super) fn media(
    examples: &[ExampleDraft],
    of_side: impl Fn(&ExampleSide) -> bool,
    glossary: &Glossary,
) -> Option<String> {
    let mut shown = examples.iter().filter(|example| of_side(&example.side)).peekable();
    let other = shown.peek().is_some() && shown.clone().all(|example| example.value.is_none());
    if !other {
        return None;
    }
    if shown.clone().any(|example| example.xml.is_some()) {
        return Some(XML.to_owned());
    }
    shown.find_map(|example| sent_form(&example.side, glossary)).map(str::to_owned)
}

/// The media type of a form that an example sends, as a header says.
pub(super) fn sent_form<'g>(side: &ExampleSide, glossary: &'g Glossary) -> Option<&'g str> {
    let ExampleSide::Request { headers, .. } = side else { return None };
    let (_, media) = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(CONTENT_TYPE))?;
    glossary.media(media).filter(|media| media.contains("form"))
}

/// The root element of what the examples send in XML.
pub(super) fn sent_root(examples: &[ExampleDraft]) -> Option<String> {
    examples
        .iter()
        .filter(|example| example.is_sent())
        .filter_map(|example| example.xml.clone())
        .find(|root| !root.is_empty())
}

fn holds_example(section: Option<Section>, code: &str) -> bool {
    use Section as S;
    match section {
        Some(S::Example | S::RequestExample | S::ResponseExample | S::SuccessExample | S::FailureExample) => true,
        Some(S::Request | S::RequestBody | S::Response | S::ResponseBody | S::ErrorResponse | S::StatusCodes) => {
            example::holds_json(code) || request_line::read(code).is_some() || example::status_of(code).is_some()
        }
        Some(S::Uri) => example::holds_json(code),
        Some(S::QueryParameters | S::RequestHeaders) => request_line::read(code).is_some(),
        _ => false,
    }
}

fn is_request_example(section: Option<Section>) -> bool {
    matches!(section, Some(Section::RequestExample | Section::Example))
}

/// A request line that stands as text among the examples.
fn of_line(text: &Text, at: &At<'_>, glossary: &Glossary) -> Option<ExampleDraft> {
    if !is_request_example(at.section) {
        return None;
    }
    let line = text.lines().find_map(request_line::read)?;
    let side = request_side_of(line, &[]);
    Some(ExampleDraft { label: label(at, None, glossary), side, place: text.place, ..ExampleDraft::default() })
}

/// The examples of a block: one for each message and document in it, at least one.
fn of_code(
    text: &Text,
    at: &At<'_>,
    title: Option<&Text>,
    glossary: &Glossary,
    findings: &mut Findings,
) -> Vec<ExampleDraft> {
    if text.is_empty() {
        return Vec::new();
    }
    let messages = example::split(&text.content);
    let commanded = example::is_answered_command(&text.content);
    let label = label(at, title, glossary);
    let draft = |side, value, xml| ExampleDraft {
        label: label.clone(),
        side,
        value,
        xml,
        place: text.place,
        ..ExampleDraft::default()
    };
    let mut drafts: Vec<ExampleDraft> = Vec::new();
    findings.json(text.place, json(&messages));
    for message in &messages {
        let known = drafts.len();
        if message.unread {
            findings.note(Code::UnreadExample, "this example is not JSON, and could not be repaired", text.place);
        }
        let side = || match (&message.request, message.status) {
            (Some(request), _) => request_side_of(request.clone(), &message.headers),
            (None, Some(status)) => ExampleSide::Response(Some(Status::Code(status))),
            // What a terminal prints after a command is its answer.
            (None, None) if commanded => ExampleSide::Response(at.status.map(Status::Code)),
            (None, None) => side(at, title, glossary),
        };
        let answered = at.section != Some(Section::RequestExample) && is_answered(message);
        let of_document = || if answered { ExampleSide::Response(at.status.map(Status::Code)) } else { side() };
        drafts
            .extend(message.documents.iter().map(|document| draft(of_document(), Some(document.value.clone()), None)));
        if message.documents.is_empty() || answered {
            drafts.push(draft(side(), None, message.xml.clone()));
        }
        for draft in drafts.iter_mut().skip(known) {
            draft.reason.clone_from(&message.reason);
        }
    }
    if drafts.is_empty() {
        let at = At { status: at.status.or_else(|| named_status(&text.content, glossary)), ..*at };
        drafts.push(draft(side(&at, title, glossary), None, None));
    }
    drafts
}

/// Whether the documents of a message are the answer to its request: that has no body, and a blank line parts them.
fn is_answered(message: &example::Message) -> bool {
    let asks = |request: &RequestLine| request.methods.iter().all(|method| method.only_asks());
    message.apart && message.request.as_ref().is_some_and(asks)
}

/// The status in the brackets that words end with: `None (status code 204)`.
fn named_status(words: &str, glossary: &Glossary) -> Option<u16> {
    let words = words.trim().strip_suffix([')', '）'])?;
    words.rsplit(['(', '（']).next().and_then(|label| glossary.status(label))
}

fn json(messages: &[example::Message]) -> JsonBlocks {
    let documents = || messages.iter().flat_map(|message| &message.documents);
    let valid = documents().filter(|document| document.repairs.is_empty()).count();
    let unread = messages.iter().filter(|message| message.unread).count();
    JsonBlocks { valid, repaired: documents().count() - valid, unread }
}

fn request_side_of(line: RequestLine, headers: &[(String, String)]) -> ExampleSide {
    let pairs = line.query.into_iter().map(|pair| match pair.value {
        QueryValue::Constant(value) => (pair.name, value),
        QueryValue::Placeholder(Some(name)) => (pair.name, format!("{{{name}}}")),
        QueryValue::Placeholder(None) | QueryValue::Bare => (pair.name, String::new()),
    });
    ExampleSide::Request { path: Some(line.path), query: pairs.collect(), headers: headers.to_vec() }
}

fn side(at: &At<'_>, title: Option<&Text>, glossary: &Glossary) -> ExampleSide {
    use Section as S;
    let request = || ExampleSide::Request { path: None, query: Vec::new(), headers: Vec::new() };
    let stated = at.status.map(Status::Code);
    let failure = || ExampleSide::Response(stated.or(Some(Status::Default)));
    let opened = title.and_then(|title| glossary.heading(&title.content));
    let fails = at.outcome == Some(Outcome::Failure)
        || matches!(opened, Some(S::FailureExample | S::ErrorResponse)) && at.status.is_none_or(|status| status >= 400);
    let answer = || if fails { failure() } else { ExampleSide::Response(stated) };
    match at.section {
        Some(S::RequestExample | S::Uri | S::Request | S::RequestBody | S::QueryParameters | S::RequestHeaders) => {
            request()
        }
        Some(S::FailureExample | S::ErrorResponse) => failure(),
        Some(S::ResponseExample | S::SuccessExample | S::Response | S::ResponseBody | S::StatusCodes) => answer(),
        _ if at.status.is_some() => answer(),
        _ => match opened {
            Some(S::RequestExample | S::Request | S::RequestBody) => request(),
            Some(S::ResponseExample | S::SuccessExample | S::Response | S::ResponseBody) => answer(),
            Some(S::FailureExample | S::ErrorResponse) => failure(),
            _ => ExampleSide::Unsaid,
        },
    }
}

/// The words before a block, where they are short enough to be its title.
fn label(at: &At<'_>, title: Option<&Text>, glossary: &Glossary) -> String {
    const LONGEST: usize = 300;
    let words = title.or(at.label).map_or("", |text| text.content.trim());
    let joins = glossary.phrases().words.and.iter().any(|and| words.eq_ignore_ascii_case(and));
    if words.chars().count() > LONGEST || words.contains('\n') || joins {
        String::new()
    } else {
        words.trim_end_matches([':', '：']).trim_end().to_owned()
    }
}
