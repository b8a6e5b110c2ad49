//! Bodies that only examples show. In: the examples and bodies of an operation. Out: the examples that can show one body,
//! and a finding where no table states what an example has: the page never had the table, or has lost it.

use super::{BodyDraft, ExampleDraft, ExampleSide, ResponseDraft, body, findings::Findings, outline::Entry, sample};
use crate::{
    diagnostic::Code,
    glossary::{Glossary, Section},
    ir::Status,
    page::Span,
};
use serde_json::Value;

/// Leaves out the examples of a body that no table states whose form, an object or a list, is not that of the first: from
/// both no member could be had.
pub(super) fn of_one_form(
    examples: Vec<ExampleDraft>,
    request: Option<&BodyDraft>,
    responses: &[ResponseDraft],
    findings: &mut Findings,
) -> Vec<ExampleDraft> {
    let mut forms: Vec<(Option<Status>, bool, bool)> = Vec::new();
    let mut keep = |example: &ExampleDraft| {
        let Some(is_list) = example.value.as_ref().filter(|value| is_filled(value)).map(Value::is_array) else {
            return true;
        };
        let status = match example.side {
            ExampleSide::Response(status) => status.filter(|status| !status.succeeds()),
            ExampleSide::Request { .. } => None,
            ExampleSide::Unsaid => return true,
        };
        let is_same = |of: Option<Status>| of.filter(|of| !of.succeeds()) == status;
        let answered = || {
            let same = responses.iter().filter(|response| is_same(response.status));
            same.filter_map(|response| response.body.as_ref()).any(is_stated)
        };
        let stated = if example.is_sent() { request.is_some_and(is_stated) } else { answered() };
        if stated {
            return true;
        }
        let first = forms.iter().find(|(of, sent, _)| (*of, *sent) == (status, example.is_sent()));
        let fits = first.is_none_or(|(_, _, first)| *first == is_list);
        if first.is_none() {
            forms.push((status, example.is_sent(), is_list));
        } else if !fits {
            let (form, other) = if is_list { ("list", "object") } else { ("object", "list") };
            let message = format!("this {form} shows a different body than the {other} above, and is left out");
            findings.note(Code::UnclaimedExample, message, example.place);
        }
        fits
    };
    examples.into_iter().filter(|example| keep(example)).collect()
}

/// Tells of the body that is sent, and of the one that a success answers.
pub(super) fn tell(
    examples: &[ExampleDraft],
    request: Option<&BodyDraft>,
    responses: &[ResponseDraft],
    glossary: &Glossary,
    findings: &mut Findings,
) {
    let good = |status: Option<Status>| status.is_none_or(Status::succeeds);
    let answered = |example: &ExampleDraft| matches!(example.side, ExampleSide::Response(status) if good(status));
    if !request.is_some_and(is_stated) {
        note(examples.iter().find(|example| example.is_sent() && has_members(example)), "sent", findings);
        if let Some(example) = examples.iter().find(|example| sample::sent_form(&example.side, glossary).is_some()) {
            findings.note(Code::UnreadExample, "no table states the form that this example sends", example.place);
        }
    }
    let mut bodies =
        responses.iter().filter(|response| good(response.status)).filter_map(|response| response.body.as_ref());
    if !bodies.any(is_stated) {
        note(examples.iter().find(|example| answered(example) && has_members(example)), "answered", findings);
    }
}

/// Tells of an operation of whose answer nothing is said: no section, no status, no example.
pub(super) fn tell_unanswered(entries: &[Entry<'_>], examples: &[ExampleDraft], line: Span, findings: &mut Findings) {
    let of_answer = |section: Option<Section>| {
        section.is_some_and(|section| section.is_of_answer() || section == Section::StatusCodes)
    };
    let said = entries.iter().any(|entry| of_answer(entry.at.section) || of_answer(entry.at.chapter));
    if !said && !examples.iter().any(|example| matches!(example.side, ExampleSide::Response(_))) {
        findings.note(Code::Unanswered, "no section, status or example describes a response", line);
    }
}

fn note(example: Option<&ExampleDraft>, done: &str, findings: &mut Findings) {
    if let Some(example) = example {
        let message = format!("no table states what is {done}; its fields are those of the example");
        findings.note(Code::UntabledBody, message, example.place);
    }
}

fn is_stated(stated: &BodyDraft) -> bool {
    !body::is_empty(stated) || stated.media.is_some()
}

fn is_filled(value: &Value) -> bool {
    value.as_array().is_some_and(|items| !items.is_empty())
        || value.as_object().is_some_and(|members| !members.is_empty())
}

fn has_members(example: &ExampleDraft) -> bool {
    let holds_some = |value: &&Value| value.as_object().is_none_or(|members| !members.is_empty());
    example.value.iter().filter(holds_some).flat_map(sample::objects).any(|object| object.at_top)
}
