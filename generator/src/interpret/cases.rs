//! Operations that a page describes in several cases: one method and path below several headings, and no key of the body
//! that tells them apart. In: the drafts of a page. Out: one draft for all cases of an operation, with all that any of
//! them has; what one lacks or does not ask for must be given in the others only. Cases with structures of their own stay apart.

use super::{BodyDraft, Draft, FieldDraft, InputDraft, Mandatory, ResponseDraft, findings::Findings};
use crate::{
    call::{Location, Method},
    diagnostic::Code,
    ir::{placeholders, skeleton},
};
use std::collections::BTreeMap;

/// Puts the cases of each operation together.
pub(super) fn merge(drafts: Vec<Draft>, findings: &mut Findings) -> Vec<Draft> {
    let mut merged: Vec<Draft> = Vec::with_capacity(drafts.len());
    let mut titles: Vec<String> = Vec::new();
    let mut known: BTreeMap<(Method, String), Vec<usize>> = BTreeMap::new();
    for draft in drafts {
        let alike = known.entry((draft.method, skeleton(&draft.path))).or_default();
        let first = alike.iter().copied().find(|index| merged.get(*index).is_some_and(|first| is_case(first, &draft)));
        let first = first.and_then(|index| Some((merged.get_mut(index)?, titles.get_mut(index)?)));
        if let Some((first, title)) = first {
            let other = name(&draft).to_owned();
            let message = format!("`{other}` is another case of `{}`: they are one operation", name(first));
            findings.note(Code::SeveralCases, message, draft.place);
            let cases = Cases { known: title.clone(), other: other.clone() };
            title.push_str("; ");
            title.push_str(&other);
            add(first, draft, &cases, findings);
        } else {
            alike.push(merged.len());
            titles.push(name(&draft).to_owned());
            merged.push(draft);
        }
    }
    merged
}

/// What a case is called: by its title, or where that is no more than the request line, by the first line of its words.
fn name(draft: &Draft) -> &str {
    if draft.title.is_empty() { draft.doc.lines().next().unwrap_or_default() } else { &draft.title }
}

/// The names of what is put together: the condition of what only one of them asks for.
struct Cases {
    known: String,
    other: String,
}

impl Cases {
    /// What the cases so far ask for and another lacks, or does not ask for.
    fn only_known(&self, field: &mut FieldDraft, other: Option<&FieldDraft>) {
        if other.is_none_or(|other| other.mandatory != Mandatory::Yes) {
            field.only_in_case(Some(&self.known));
        }
    }

    /// What only the other case has.
    fn only_other(&self, field: &mut FieldDraft) {
        field.only_in_case(Some(&self.other));
    }
}

/// Whether a draft states the operation of another one once more: both bodies have a member at the top in common, or
/// there are none.
fn is_case(first: &Draft, other: &Draft) -> bool {
    let bodies = [first.request.as_ref(), other.request.as_ref()];
    let simple = |body: &BodyDraft| body.structures.is_empty() && body.element.is_none();
    let alike = match bodies {
        [None, None] => true,
        [Some(one), Some(two)] => simple(one) && simple(two) && !one.heads().is_disjoint(&two.heads()),
        _ => false,
    };
    let answers = |draft: &Draft| draft.responses.iter().filter_map(|response| response.body.as_ref()).all(simple);
    alike && first.when == other.when && name(first) != name(other) && answers(first) && answers(other)
}

fn add(first: &mut Draft, other: Draft, cases: &Cases, findings: &mut Findings) {
    let Draft { title, path, names, aliases, doc, mut inputs, request, responses, errors, examples, .. } = other;
    rename_placeholders(&mut inputs, &path, &first.path);
    if !doc.is_empty() && doc != first.doc {
        let before = std::mem::take(&mut first.doc);
        first.doc = if before.is_empty() { doc } else { format!("{before}\n\n{title}: {doc}") };
    }
    first.names.extend(names);
    first.aliases.extend(aliases.into_iter().filter(|alias| *alias != first.path).collect::<Vec<_>>());
    add_inputs(&mut first.inputs, inputs, cases, findings);
    if let (Some(one), Some(two)) = (first.request.as_mut(), request) {
        one.note_case(Some(&cases.known), Some(&cases.other), two.root.as_ref());
        add_body(one, two, cases, findings);
    }
    for response in responses {
        add_response(&mut first.responses, response, cases, findings);
    }
    first.errors.extend(errors.into_iter().filter(|error| !first.errors.contains(error)).collect::<Vec<_>>());
    first.examples.extend(examples);
}

/// A placeholder has one name in all cases: that of the first.
fn rename_placeholders(inputs: &mut [InputDraft], from: &str, to: &str) {
    let renamed: BTreeMap<&str, &str> = placeholders(from).zip(placeholders(to)).collect();
    for input in inputs.iter_mut().filter(|input| input.location == Location::Path) {
        if let Some(name) = renamed.get(input.field.name.as_str()) {
            input.field.name = (*name).to_owned();
        }
    }
}

fn add_inputs(inputs: &mut Vec<InputDraft>, others: Vec<InputDraft>, cases: &Cases, findings: &mut Findings) {
    let key = |input: &InputDraft| input.location.identity(&input.field.name);
    for input in inputs.iter_mut().filter(|input| input.location != Location::Path) {
        let other = others.iter().find(|other| key(other) == key(input));
        cases.only_known(&mut input.field, other.map(|other| &other.field));
    }
    for mut other in others {
        if inputs.iter().any(|input| key(input) == key(&other)) {
            findings.merged(other.field.row, other.field.name);
        } else {
            cases.only_other(&mut other.field);
            inputs.push(other);
        }
    }
}

fn add_body(one: &mut BodyDraft, two: BodyDraft, cases: &Cases, findings: &mut Findings) {
    let Some(root) = one.root.as_mut() else { return *one = two };
    let fields = two.root.map(|root| root.fields).unwrap_or_default();
    add_fields(&mut root.fields, fields, cases, findings);
    one.structures.extend(two.structures);
}

fn add_response(responses: &mut Vec<ResponseDraft>, other: ResponseDraft, cases: &Cases, findings: &mut Findings) {
    let Some(known) = responses.iter_mut().find(|known| known.status == other.status) else {
        return responses.push(other);
    };
    if known.doc.is_empty() {
        known.doc = other.doc;
    }
    add_fields(&mut known.headers, other.headers, cases, findings);
    match (known.body.as_mut(), other.body) {
        (Some(one), Some(two)) => add_body(one, two, cases, findings),
        (None, two) => known.body = two,
        (Some(_), None) => {}
    }
}

fn add_fields(fields: &mut Vec<FieldDraft>, others: Vec<FieldDraft>, cases: &Cases, findings: &mut Findings) {
    for field in fields.iter_mut() {
        cases.only_known(field, others.iter().find(|other| other.name == field.name));
    }
    for mut other in others {
        if fields.iter().any(|field| field.name == other.name) {
            findings.merged(other.row, other.name);
        } else {
            cases.only_other(&mut other);
            fields.push(other);
        }
    }
}
