//! Which drafts become operations, and the bodies of each: what the page says and shows of them. Types are not built
//! here, and nothing has a name yet but the operation.

mod duplicates;
mod examples;

pub(in crate::link) use duplicates::{Chosen, DraftId, draft, merge};
pub(in crate::link) use examples::examples;

use super::tables::{GroupId, Groups};
use crate::{
    interpret::{BodyDraft, Draft, ExampleSide, Interpretation, ResponseDraft},
    ir::{Method, Status, When, skeleton},
};
use serde_json::Value;
use std::collections::BTreeSet;

/// What an operation is known by when its name is not: method, path without the names of placeholders, constant.
pub(in crate::link) type Key = (Method, String, Option<When>);

/// What an operation is known by.
pub(in crate::link) fn key(method: Method, path: &str, when: Option<&When>) -> Key {
    (method, skeleton(path), when.cloned())
}

/// Which body of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::link) enum Side {
    Request,
    Response(Status),
}

/// One body of an operation: what tables state of it and what examples show.
#[derive(Clone, Debug)]
pub(in crate::link) struct BodyPlan<'a> {
    pub(in crate::link) side: Side,
    pub(in crate::link) group: GroupId,
    pub(in crate::link) draft: Option<&'a BodyDraft>,
    pub(in crate::link) samples: Vec<&'a Value>,
}

/// One operation before its types have names.
#[derive(Clone, Debug)]
pub(in crate::link) struct Plan<'a> {
    pub(in crate::link) id: DraftId,
    pub(in crate::link) name: String,
    pub(in crate::link) draft: &'a Draft,
    pub(in crate::link) when: Option<When>,
    pub(in crate::link) bodies: Vec<BodyPlan<'a>>,
    /// Paths of copies that are spelled otherwise.
    pub(in crate::link) aliases: Vec<String>,
    /// The answers by status, in page order, with what the page says of each.
    pub(in crate::link) answers: Vec<(Status, Vec<&'a ResponseDraft>)>,
    /// The answer of a call that succeeds.
    pub(in crate::link) success: Status,
    /// The answer that examples of failure show.
    pub(in crate::link) failure: Status,
}

/// Plans the bodies of all operations.
pub(in crate::link) fn plan<'a>(
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
            success: Status::Default,
            failure: Status::Default,
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
        // An example of a method without a body shows none, whatever the page puts there.
        if stated.is_some() || !self.draft.method.only_asks() {
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
            status.fails() && same.iter().any(|(response, _)| response.body.is_some())
        };
        let failure = grouped.iter().find(with_body).map_or(Status::Default, |(status, _)| *status);
        let mut shown: Vec<Status> = self
            .draft
            .examples
            .iter()
            .filter(|example| example.value.is_some())
            .filter_map(|example| examples::status(example, success))
            .map(|status| if status == Status::Default { failure } else { status })
            .collect();
        shown.dedup();
        for status in shown {
            if !grouped.iter().any(|(known, _)| *known == status) {
                grouped.push((status, Vec::new()));
            }
        }
        for (status, same) in &grouped {
            let mut samples = examples::responses(self.draft, *status, success);
            if *status == failure && failure != Status::Default {
                samples.extend(examples::responses(self.draft, Status::Default, success));
            }
            let body = same.iter().find(|(response, _)| response.body.is_some());
            let group = body.or(same.first()).map_or(groups.request, |(_, group)| *group);
            let tabled = body.and_then(|(response, _)| response.body.as_ref());
            if tabled.is_some() || !samples.is_empty() {
                let group = if tabled.is_some() { group } else { GroupId::NONE };
                self.bodies.push(BodyPlan { side: Side::Response(*status), group, draft: tabled, samples });
            }
        }
        self.success = success;
        self.failure = failure;
        let bare = |same: Vec<(&'a ResponseDraft, GroupId)>| same.into_iter().map(|(response, _)| response).collect();
        self.answers = grouped.into_iter().map(|(status, same)| (status, bare(same))).collect();
    }

    /// The status of a call that succeeds: the one that the page states, alone, without a body of its
    /// own beside the answer without a status; else the only one that examples show; else 200.
    fn success_of(&self, stated: &[Status]) -> Status {
        let succeeding: BTreeSet<Status> = stated.iter().copied().filter(|status| status.succeeds()).collect();
        let unsaid = self.draft.responses.iter().any(|response| response.status.is_none());
        let bodied = |status: &Status| {
            self.draft.responses.iter().any(|response| response.status == Some(*status) && response.body.is_some())
        };
        if !unsaid && let Some(first) = stated.iter().find(|status| status.succeeds()) {
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
                ExampleSide::Response(Some(status)) if status.succeeds() => Some(status),
                _ => None,
            })
            .collect();
        match shown.iter().collect::<Vec<_>>().as_slice() {
            [only] => **only,
            _ => Status::Code(200),
        }
    }
}
