//! Operations that a page describes in several cases: one method and path below several headings, and no key of the body
//! that tells them apart. In: the drafts of a page. Out: one draft for all cases of an operation, with all that any of
//! them has; what not all must be given may be left out. Cases with structures of their own stay apart.

use super::{BodyDraft, Draft, FieldDraft, InputDraft, Mandatory, ResponseDraft, body::heads, findings::Findings};
use crate::{
    call::{Location, Method},
    diagnostic::Code,
    ir::skeleton,
};
use std::collections::BTreeMap;

/// Puts the cases of each operation together.
pub(super) fn merge(drafts: Vec<Draft>, findings: &mut Findings) -> Vec<Draft> {
    let mut merged: Vec<Draft> = Vec::with_capacity(drafts.len());
    let mut known: BTreeMap<(Method, String), Vec<usize>> = BTreeMap::new();
    for draft in drafts {
        let alike = known.entry((draft.method, skeleton(&draft.path))).or_default();
        let first = alike.iter().copied().find(|index| merged.get(*index).is_some_and(|first| is_case(first, &draft)));
        if let Some(first) = first.and_then(|index| merged.get_mut(index)) {
            let message = format!("`{}` is another case of `{}`: they are one operation", draft.title, first.title);
            findings.note(Code::SeveralCases, message, draft.place);
            add(first, draft, findings);
        } else {
            alike.push(merged.len());
            merged.push(draft);
        }
    }
    merged
}

/// Whether a draft states the operation of another one once more: both bodies have a member at the top in common, or
/// there are none.
fn is_case(first: &Draft, other: &Draft) -> bool {
    let bodies = [first.request.as_ref(), other.request.as_ref()];
    let simple = |body: &BodyDraft| body.structures.is_empty() && body.element.is_none();
    let alike = match bodies {
        [None, None] => true,
        [Some(one), Some(two)] => simple(one) && simple(two) && !heads(one).is_disjoint(&heads(two)),
        _ => false,
    };
    let answers = |draft: &Draft| draft.responses.iter().filter_map(|response| response.body.as_ref()).all(simple);
    alike && first.when == other.when && first.title != other.title && answers(first) && answers(other)
}

fn add(first: &mut Draft, other: Draft, findings: &mut Findings) {
    let Draft { title, names, aliases, doc, inputs, request, responses, errors, examples, .. } = other;
    if !doc.is_empty() && doc != first.doc {
        let before = std::mem::take(&mut first.doc);
        first.doc = if before.is_empty() { doc } else { format!("{before}\n\n{title}: {doc}") };
    }
    first.names.extend(names);
    first.aliases.extend(aliases.into_iter().filter(|alias| *alias != first.path).collect::<Vec<_>>());
    add_inputs(&mut first.inputs, inputs, findings);
    if let (Some(one), Some(two)) = (first.request.as_mut(), request) {
        add_body(one, two, findings);
    }
    for response in responses {
        add_response(&mut first.responses, response, findings);
    }
    first.errors.extend(errors.into_iter().filter(|error| !first.errors.contains(error)).collect::<Vec<_>>());
    first.examples.extend(examples);
}

fn add_inputs(inputs: &mut Vec<InputDraft>, others: Vec<InputDraft>, findings: &mut Findings) {
    let key = |input: &InputDraft| input.location.identity(&input.field.name);
    for input in inputs.iter_mut().filter(|input| input.location != Location::Path) {
        let other = others.iter().find(|other| key(other) == key(input));
        weaken(&mut input.field, other.map(|other| &other.field));
    }
    for mut other in others {
        if inputs.iter().any(|input| key(input) == key(&other)) {
            same(other.field, findings);
        } else {
            weaken(&mut other.field, None);
            inputs.push(other);
        }
    }
}

fn add_body(one: &mut BodyDraft, two: BodyDraft, findings: &mut Findings) {
    let Some(root) = one.root.as_mut() else { return *one = two };
    let fields = two.root.map(|root| root.fields).unwrap_or_default();
    add_fields(&mut root.fields, fields, findings);
    one.structures.extend(two.structures);
}

fn add_response(responses: &mut Vec<ResponseDraft>, other: ResponseDraft, findings: &mut Findings) {
    let Some(known) = responses.iter_mut().find(|known| known.status == other.status) else {
        return responses.push(other);
    };
    if known.doc.is_empty() {
        known.doc = other.doc;
    }
    add_fields(&mut known.headers, other.headers, findings);
    match (known.body.as_mut(), other.body) {
        (Some(one), Some(two)) => add_body(one, two, findings),
        (None, two) => known.body = two,
        (Some(_), None) => {}
    }
}

fn add_fields(fields: &mut Vec<FieldDraft>, others: Vec<FieldDraft>, findings: &mut Findings) {
    for field in fields.iter_mut() {
        weaken(field, others.iter().find(|other| other.name == field.name));
    }
    for mut other in others {
        if fields.iter().any(|field| field.name == other.name) {
            same(other, findings);
        } else {
            weaken(&mut other, None);
            fields.push(other);
        }
    }
}

/// What one case leaves out, or does not ask for, need not be given.
fn weaken(field: &mut FieldDraft, other: Option<&FieldDraft>) {
    if field.mandatory == Mandatory::Yes && other.is_none_or(|other| other.mandatory != Mandatory::Yes) {
        field.mandatory = Mandatory::No;
    }
}

fn same(field: FieldDraft, findings: &mut Findings) {
    if let Some(row) = field.row {
        findings.merged(row, field.name);
    }
}
