//! Bodies that only examples show. In: the examples and bodies of an operation. Out: a finding where no table states
//! what an example has: the page never had the table, or has lost it.

use super::{BodyDraft, ExampleDraft, ExampleSide, ResponseDraft, body, findings::Findings, outline::Entry, sample};
use crate::{
    diagnostic::Code,
    glossary::{Glossary, Section},
    ir::Status,
    page::Span,
};
use serde_json::Value;

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
    use Section as S;
    let of_answer = |section: Option<Section>| {
        matches!(section, Some(S::Response | S::ResponseBody | S::ResponseHeaders | S::ErrorResponse | S::StatusCodes))
    };
    let said = entries.iter().any(|entry| of_answer(entry.at.section) || of_answer(entry.at.chapter));
    if !said && !examples.iter().any(|example| matches!(example.side, ExampleSide::Response(_))) {
        findings.note(Code::Unanswered, "no section, status or example says what is answered", line);
    }
}

fn note(example: Option<&ExampleDraft>, done: &str, findings: &mut Findings) {
    if let Some(example) = example {
        let message = format!("no table states what is {done}; its members are those of the example");
        findings.note(Code::UntabledBody, message, example.place);
    }
}

fn is_stated(stated: &BodyDraft) -> bool {
    !body::is_empty(stated) || stated.media.is_some()
}

fn has_members(example: &ExampleDraft) -> bool {
    let holds_some = |value: &&Value| value.as_object().is_none_or(|members| !members.is_empty());
    example.value.iter().filter(holds_some).flat_map(sample::objects).any(|object| object.at_top)
}
