//! Plans to operations, now that their types have names. Every row of an input, a header or a body's element meets
//! its fate here.

use super::inputs;
use crate::{
    diagnostic::{Code, Sink},
    interpret::{BodyDraft, CaseDraft, ExampleSide, Fate, Mandatory, ResponseDraft},
    ir::{Body, Case, IrPath, Location, Method, Operation, Output, Status, TypeRef, is_xml},
    link::{
        build::{BodyId, BodyType, ShapeId},
        ledger::Ledger,
        plan::{Plan, Side, examples},
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// The operations, in the order of their plans.
pub(in crate::link) fn operations(
    plans: &[Plan<'_>],
    bodies: &[BodyType],
    name_of: &impl Fn(ShapeId) -> String,
    ledger: &mut Ledger,
    sink: &mut Sink,
) -> Vec<Operation> {
    let bodies: BTreeMap<BodyId, &BodyType> = bodies.iter().map(|body| (body.id, body)).collect();
    let mut operations = Vec::new();
    for (index, plan) in plans.iter().enumerate() {
        let type_of = |side: Side| bodies.get(&BodyId { plan: index, side }).map(|body| body.ty.named(name_of));
        let mut inputs = Vec::new();
        for (input, rows) in inputs::inputs(plan.draft) {
            for row in rows {
                let path = IrPath::Input { operation: plan.name.clone(), name: input.name.clone() };
                ledger.settle(plan.id.page, row, Fate::Ir(path));
            }
            inputs.push(input);
        }
        let stated = plan.draft.request.as_ref();
        settle_element(plan, stated, IrPath::Body { operation: plan.name.clone() }, ledger);
        let media = stated.and_then(|body| body.media.clone());
        let root = stated.and_then(|body| body.xml_root.clone()).filter(|_| media.as_deref().is_some_and(is_xml));
        let body = type_of(Side::Request).map(|ty| {
            let cases = stated.filter(|_| matches!(ty, TypeRef::Named(_))).map(|body| alternatives(&body.cases));
            let optional = stated.is_some_and(|body| is_optional(body, plan.draft.method));
            Body { media, root, ty, optional, cases: cases.unwrap_or_default(), doc: String::new() }
        });
        let outputs = plan.answers.iter().map(|(status, same)| {
            let ty = type_of(Side::Response(*status));
            output(plan, *status, same, ty, ledger, sink)
        });
        let outputs = outputs.collect();
        operations.push(Operation {
            name: plan.name.clone(),
            page: plan.draft.source.path.clone(),
            page_url: None,
            method: plan.draft.method,
            path: plan.draft.path.clone(),
            when: plan.when.clone(),
            aliases: plan.aliases.clone(),
            title: plan.draft.title.clone(),
            doc: plan.draft.doc.clone(),
            deprecated: plan.draft.deprecated,
            inputs,
            body,
            outputs,
            pagination: None,
            envelope: None,
            errors: plan.draft.errors.clone(),
            examples: examples(plan.draft, plan.success, plan.failure),
        });
    }
    operations
}

/// Whether a call may do without its body: its table says of each member that it need not be given. A change without what
/// is changed would be none.
fn is_optional(body: &BodyDraft, method: Method) -> bool {
    let fields = body.root.iter().flat_map(|root| &root.fields);
    let mut members = fields.filter(|field| !field.name.contains(['.', '['])).peekable();
    !matches!(method, Method::Put | Method::Patch)
        && body.cases.is_empty()
        && members.peek().is_some()
        && members.all(|member| member.mandatory == Mandatory::No)
}

/// The cases with what each asks for besides what all do. Empty if what one asks for is asked for by another as well:
/// then nothing tells them apart.
fn alternatives(cases: &[CaseDraft]) -> Vec<Case> {
    let always: BTreeSet<&String> = match cases.split_first() {
        Some((first, others)) => {
            first.required.iter().filter(|name| others.iter().all(|other| other.required.contains(*name))).collect()
        }
        None => return Vec::new(),
    };
    let own = |case: &CaseDraft| case.required.iter().filter(|name| !always.contains(name)).cloned().collect();
    let asked: Vec<BTreeSet<String>> = cases.iter().map(own).collect();
    let told = |index: usize, names: &BTreeSet<String>| {
        let mut others = asked.iter().enumerate().filter(|(other, _)| *other != index);
        others.all(|(_, other)| !names.is_subset(other))
    };
    // Parts of members are not members of the body.
    let whole = asked.iter().flatten().all(|name| !name.contains(['.', '[']));
    if !whole || !asked.iter().enumerate().all(|(index, names)| told(index, names)) {
        return Vec::new();
    }
    let case = |(case, required): (&CaseDraft, BTreeSet<String>)| Case {
        name: case.name.clone(),
        required: required.into_iter().collect(),
    };
    cases.iter().zip(asked).map(case).collect()
}

/// The row that states the elements of a list became that list.
fn settle_element(plan: &Plan<'_>, body: Option<&BodyDraft>, path: IrPath, ledger: &mut Ledger) {
    if let Some(row) = body.and_then(|body| body.element.as_ref()?.row) {
        ledger.settle(plan.id.page, row, Fate::Ir(path));
    }
}

fn output(
    plan: &Plan<'_>,
    status: Status,
    same: &[&ResponseDraft],
    ty: Option<TypeRef>,
    ledger: &mut Ledger,
    sink: &mut Sink,
) -> Output {
    let media = same.iter().find_map(|response| response.body.as_ref()?.media.clone());
    let reasons = plan.draft.examples.iter().filter(|example| {
        status.fails() && matches!(&example.side, ExampleSide::Response(Some(shown)) if *shown == status)
    });
    let docs = same.iter().map(|response| &response.doc).chain(reasons.map(|example| &example.reason));
    let doc = docs.map(String::as_str).find(|doc| !doc.is_empty()).unwrap_or_default();
    let mut output = Output { status, media, ty, headers: Vec::new(), doc: doc.to_owned() };
    let mut known = BTreeSet::new();
    for field in same.iter().flat_map(|response| &response.headers) {
        if known.insert(Location::Header.identity(&field.name)) {
            output.headers.push(inputs::header(field));
        }
        if let Some(row) = field.row {
            let path = IrPath::Header { operation: plan.name.clone(), status, name: field.name.clone() };
            ledger.settle(plan.id.page, row, Fate::Ir(path));
        }
    }
    for response in same {
        let path = IrPath::Output { operation: plan.name.clone(), status };
        settle_element(plan, response.body.as_ref(), path, ledger);
    }
    let roots = same.iter().filter_map(|response| response.body.as_ref()?.root.as_ref());
    for second in roots.skip(1) {
        let message = format!("the page describes a second body for status {status}; the first is used");
        sink.note(Code::SecondBody, message, Some(plan.draft.at(second.place)));
    }
    output
}
