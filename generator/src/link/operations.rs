//! Chosen drafts to operations: first a plan of each one's bodies, then, when types have names, the
//! operation itself.

use super::{
    bodies::{BodyPlan, Side},
    duplicates::{Chosen, DraftId, draft},
    examples,
    fates::Fates,
    inputs,
    shape::ShapeId,
    tables::{GroupId, Groups},
    type_names::Root,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    interpret::{BodyDraft, Draft, ExampleSide, Fate, Interpretation, ResponseDraft},
    ir::{Body, Location, Method, Operation, Output, Status, When},
};
use std::collections::{BTreeMap, BTreeSet};

/// One operation before its types have names.
#[derive(Clone, Debug)]
pub(super) struct Plan<'a> {
    id: DraftId,
    pub(super) name: String,
    pub(super) draft: &'a Draft,
    pub(super) when: Option<When>,
    pub(super) bodies: Vec<BodyPlan<'a>>,
    /// Paths of copies that are spelled otherwise.
    aliases: Vec<String>,
    /// The answers by status, in page order, with what the page says of each.
    answers: Vec<(Status, Vec<&'a ResponseDraft>)>,
    /// The answer of a call that succeeds.
    success: Option<Status>,
    /// The answer that examples of failure show.
    failure: Option<Status>,
}

/// Plans the bodies of all operations.
pub(super) fn plan<'a>(
    pages: &'a [Interpretation],
    groups: &[Vec<Groups>],
    chosen: &[Chosen],
    names: &[String],
) -> Vec<Plan<'a>> {
    let mut plans = Vec::new();
    for (chosen, name) in chosen.iter().zip(names) {
        let group = groups.get(chosen.id.page).and_then(|page| page.get(chosen.id.draft));
        let Some((draft, groups)) = draft(pages, chosen.id).zip(group) else { continue };
        let aliases = aliases(pages, chosen, draft);
        let mut plan = Plan {
            id: chosen.id,
            name: name.clone(),
            draft,
            when: chosen.when.clone(),
            bodies: Vec::new(),
            aliases,
            answers: Vec::new(),
            success: None,
            failure: None,
        };
        plan.request(groups);
        plan.responses(groups);
        plans.push(plan);
    }
    plans
}

fn aliases(pages: &[Interpretation], chosen: &Chosen, kept: &Draft) -> Vec<String> {
    let copies = chosen.copies.iter().filter_map(|id| draft(pages, *id));
    let mut seen = BTreeSet::from([kept.path.clone()]);
    let all = kept.aliases.iter().chain(copies.flat_map(|copy| &copy.aliases));
    all.filter(|alias| seen.insert((*alias).clone())).cloned().collect()
}

impl<'a> Plan<'a> {
    fn request(&mut self, groups: &Groups) {
        let stated = self.draft.request.as_ref();
        let samples = examples::requests(self.draft);
        // A method without a body shows none in its example, whatever stands there.
        if stated.is_some() || !matches!(self.draft.method, Method::Get | Method::Head | Method::Options) {
            self.bodies.push(BodyPlan { side: Side::Request, group: groups.request, draft: stated, samples });
        }
    }

    fn responses(&mut self, groups: &Groups) {
        let responses = &self.draft.responses;
        let stated: Vec<Status> = responses.iter().filter_map(|response| response.status).collect();
        let success = self.success_of(&stated);
        let mut grouped: Vec<(Status, Vec<(&'a ResponseDraft, GroupId)>)> = Vec::new();
        for (response, group) in responses.iter().zip(&groups.responses) {
            let status = response.status.unwrap_or(success);
            match grouped.iter_mut().find(|(known, _)| *known == status) {
                Some((_, same)) => same.push((response, *group)),
                None => grouped.push((status, vec![(response, *group)])),
            }
        }
        let with_body = |(status, same): &&(Status, Vec<(&ResponseDraft, GroupId)>)| {
            fails(*status) && same.iter().any(|(response, _)| response.body.is_some())
        };
        let failure = grouped.iter().find(with_body).map_or(Status::Default, |(status, _)| *status);
        let mut shown: Vec<Status> = self
            .draft
            .examples
            .iter()
            .filter(|example| example.value.is_some())
            .filter_map(|example| match example.side {
                ExampleSide::Failure => Some(failure),
                _ => examples::status(example, Some(success)),
            })
            .collect();
        shown.dedup();
        for status in shown {
            if !grouped.iter().any(|(known, _)| *known == status) {
                grouped.push((status, Vec::new()));
            }
        }
        for (status, same) in &grouped {
            let mut samples = examples::responses(self.draft, *status, Some(success));
            if *status == failure && failure != Status::Default {
                samples.extend(examples::responses(self.draft, Status::Default, Some(success)));
            }
            let body = same.iter().find(|(response, _)| response.body.is_some());
            let group = body.or(same.first()).map_or(groups.request, |(_, group)| *group);
            let tabled = body.and_then(|(response, _)| response.body.as_ref());
            if tabled.is_some() || !samples.is_empty() {
                let group = if tabled.is_some() { group } else { GroupId::NONE };
                self.bodies.push(BodyPlan { side: Side::Response(*status), group, draft: tabled, samples });
            }
        }
        self.success = Some(success);
        self.failure = Some(failure);
        let bare = |same: Vec<(&'a ResponseDraft, GroupId)>| same.into_iter().map(|(response, _)| response).collect();
        self.answers = grouped.into_iter().map(|(status, same)| (status, bare(same))).collect();
    }

    /// The status of a call that succeeds: the one that the page states, alone, without a body of its
    /// own beside the answer without a status; else the only one that examples show; else 200.
    fn success_of(&self, stated: &[Status]) -> Status {
        let succeeding: BTreeSet<Status> = stated.iter().copied().filter(|status| !fails(*status)).collect();
        let unsaid = self.draft.responses.iter().any(|response| response.status.is_none());
        let bodied = |status: &Status| {
            self.draft.responses.iter().any(|response| response.status == Some(*status) && response.body.is_some())
        };
        if !unsaid && let Some(first) = stated.iter().find(|status| !fails(**status)) {
            return *first;
        }
        if let ([only], true) = (succeeding.iter().collect::<Vec<_>>().as_slice(), unsaid)
            && !bodied(only)
        {
            return **only;
        }
        let shown: BTreeSet<Status> = self
            .draft
            .examples
            .iter()
            .filter_map(|example| match example.side {
                ExampleSide::Response(Some(status)) if !fails(status) => Some(status),
                _ => None,
            })
            .collect();
        match shown.iter().collect::<Vec<_>>().as_slice() {
            [only] => **only,
            _ => Status::Code(200),
        }
    }
}

fn fails(status: Status) -> bool {
    match status {
        Status::Code(code) => code >= 400,
        Status::Default => true,
    }
}

/// The operations, now that shapes have names.
pub(super) fn finish(
    plans: &[Plan<'_>],
    roots: &[Root],
    name_of: &impl Fn(ShapeId) -> String,
    fates: &mut Fates,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Operation> {
    let roots: BTreeMap<(&str, Side), &Root> =
        roots.iter().map(|root| ((root.operation.as_str(), root.side), root)).collect();
    let mut operations = Vec::new();
    for plan in plans {
        let type_of = |side: Side| roots.get(&(plan.name.as_str(), side)).map(|root| root.ty.named(name_of));
        let mut made = Vec::new();
        for (input, rows) in inputs::inputs(plan.draft, findings) {
            for row in rows {
                fates.settle(plan.id.page, row, Fate::Ir(format!("{}.inputs.{}", plan.name, input.name)));
            }
            made.push(input);
        }
        let media = plan.draft.request.as_ref().and_then(|body| body.media.clone());
        settle_element(plan, plan.draft.request.as_ref(), "body", fates);
        let body = type_of(Side::Request).map(|ty| Body { media, ty, optional: false, doc: String::new() });
        let outputs = plan.answers.iter().map(|(status, same)| {
            let ty = type_of(Side::Response(*status));
            output(plan, *status, same, ty, fates, findings)
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
            inputs: made,
            body,
            outputs,
            pagination: None,
            envelope: None,
            errors: plan.draft.errors.clone(),
            examples: examples::examples(plan.draft, plan.success, plan.failure),
        });
    }
    operations
}

/// The row that states the elements of a list is that list.
fn settle_element(plan: &Plan<'_>, body: Option<&BodyDraft>, place: &str, fates: &mut Fates) {
    if let Some(row) = body.and_then(|body| body.element.as_ref()?.row) {
        fates.settle(plan.id.page, row, Fate::Ir(format!("{}.{place}", plan.name)));
    }
}

fn output(
    plan: &Plan<'_>,
    status: Status,
    same: &[&ResponseDraft],
    ty: Option<crate::ir::TypeRef>,
    fates: &mut Fates,
    findings: &mut Vec<Diagnostic>,
) -> Output {
    let media = same.iter().find_map(|response| response.body.as_ref()?.media.clone());
    let doc = same.iter().map(|response| response.doc.as_str()).find(|doc| !doc.is_empty()).unwrap_or_default();
    let mut output = Output { status, media, ty, headers: Vec::new(), doc: doc.to_owned() };
    let mut known = BTreeSet::new();
    for field in same.iter().flat_map(|response| &response.headers) {
        if known.insert(Location::Header.identity(&field.name)) {
            output.headers.push(inputs::header(field));
        }
        if let Some(row) = field.row {
            let path = format!("{}.outputs.{status}.headers.{}", plan.name, field.name);
            fates.settle(plan.id.page, row, Fate::Ir(path));
        }
    }
    for response in same {
        settle_element(plan, response.body.as_ref(), &format!("outputs.{status}"), fates);
    }
    let bodies = same.iter().filter(|response| response.body.as_ref().is_some_and(|body| body.root.is_some()));
    for second in bodies.skip(1) {
        let message = format!("a second body is stated for status {status}; the first is used");
        let place =
            second.body.as_ref().and_then(|body| body.root.as_ref()).map_or(plan.draft.place, |root| root.place);
        findings.push(Diagnostic::new(Code::SecondBody, message).at(&plan.draft.source, place));
    }
    output
}
