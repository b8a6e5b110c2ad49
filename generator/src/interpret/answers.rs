//! The answers of one operation: groups by status, each with its headers, its body and what the
//! page says of it.

use super::{
    FieldDraft, ResponseDraft, TableDraft,
    body::Body,
    outline::At,
    rows::RowRead,
    table_role::{Part, Role},
};
use crate::{
    call::Place,
    glossary::{Glossary, Outcome},
    ir::Status,
};
use indexmap::IndexMap;
use std::collections::{BTreeMap, BTreeSet};

/// A sentence longer than this is not a remark on a status.
const LONGEST_REMARK: usize = 300;

/// Answers in the making, in page order.
#[derive(Default)]
pub(super) struct Answers {
    groups: IndexMap<Option<Status>, Group>,
}

#[derive(Default)]
struct Group {
    doc: String,
    headers: Vec<FieldDraft>,
    body: Body,
}

/// The status by which an answer is known that a page states here; `None` of one that succeeds without one.
fn status_of(at: &At<'_>, error: bool) -> Option<Status> {
    let fails = error || at.outcome == Some(Outcome::Failure);
    at.status.map(Status::Code).or(fails.then_some(Status::Default))
}

impl Answers {
    /// Takes a table of an answer.
    pub(super) fn table(
        &mut self,
        table: TableDraft,
        rows: Vec<RowRead>,
        role: Role,
        at: &At<'_>,
        glossary: &Glossary,
    ) {
        let group = self.group(status_of(at, role.error));
        let headers = role.part == Part::Headers
            || role.part == Part::Open
                && !rows.is_empty()
                && rows.iter().all(|row| glossary.is_answered_header(&row.field.name));
        let (headers, members): (Vec<RowRead>, Vec<RowRead>) =
            rows.into_iter().partition(|row| headers || row.says == Some(Place::Header));
        group.headers.extend(headers.into_iter().map(|row| row.field.or_text()));
        if !members.is_empty() {
            group.body.add(table, members, role.part != Part::Structure);
        }
    }

    /// Members of the body of this group have lost their names: tables that follow may state their parts.
    pub(super) fn lacks_members(&mut self, table: TableDraft, role: Role, at: &At<'_>) {
        self.group(status_of(at, role.error)).body.lacks_members(table);
    }

    /// Whether a table of this role may state the body of its group, which none has stated yet.
    pub(super) fn awaits_root(&self, role: Role, at: &At<'_>) -> bool {
        let group = self.groups.get(&status_of(at, role.error));
        role.part != Part::Structure && group.is_none_or(|group| !group.body.has_root())
    }

    /// Whether a table has described this status.
    pub(super) fn is_described(&self, status: u16) -> bool {
        let group = self.groups.get(&Some(Status::Code(status)));
        group.is_some_and(|group| !group.headers.is_empty() || group.body.has_root())
    }

    /// A status that a label names, with or without a table to follow.
    pub(super) fn status(&mut self, status: u16) {
        self.group(Some(Status::Code(status)));
    }

    /// A remark under a status.
    pub(super) fn remark(&mut self, status: u16, text: &str) {
        let group = self.group(Some(Status::Code(status)));
        if group.doc.is_empty() && text.len() <= LONGEST_REMARK {
            text.clone_into(&mut group.doc);
        }
    }

    /// The answers; `statuses` are those that the page lists apart from them, `shown` the success of an example,
    /// `keys` those of the examples of answers. Where the page describes no success, those that are listed count, or else
    /// the one shown; beside one that it describes, the others that are listed have no body.
    pub(super) fn finish(
        mut self,
        statuses: &BTreeMap<u16, String>,
        shown: Option<u16>,
        keys: &BTreeSet<String>,
    ) -> Vec<ResponseDraft> {
        let good: Vec<u16> = statuses.keys().copied().filter(|status| (200..300).contains(status)).collect();
        let succeeds = |key: &Option<Status>| key.is_none_or(Status::succeeds);
        let unsaid = !self.groups.keys().any(succeeds);
        if let Some(status) = good.first().copied().or(shown).filter(|_| unsaid) {
            self.group(Some(Status::Code(status)));
        }
        // What is described without a status answers with the one that an example shows, or else with the first listed.
        let described = shown.filter(|status| good.contains(status)).or(good.first().copied());
        let described = described.filter(|_| self.groups.contains_key(&None));
        for (status, words) in statuses.iter().filter(|(status, _)| Some(**status) != described && **status >= 200) {
            self.group(Some(Status::Code(*status)));
            self.remark(*status, words);
        }
        let mut answers: Vec<ResponseDraft> =
            self.groups.into_iter().map(|(key, group)| group.finish(key, described, keys)).collect();
        for answer in answers.iter_mut().filter(|answer| answer.doc.is_empty()) {
            let Some(Status::Code(status)) = answer.status else { continue };
            let words = statuses.get(&status).filter(|words| words.len() <= LONGEST_REMARK);
            answer.doc = words.cloned().unwrap_or_default();
        }
        answers
    }

    fn group(&mut self, key: Option<Status>) -> &mut Group {
        self.groups.entry(key).or_default()
    }
}

impl Group {
    fn finish(mut self, key: Option<Status>, listed: Option<u16>, keys: &BTreeSet<String>) -> ResponseDraft {
        let status = key.or(listed.map(Status::Code));
        let none = BTreeSet::new();
        let keys = if key == Some(Status::Default) { &none } else { keys };
        self.body.promote_first(keys);
        ResponseDraft { status, doc: self.doc, headers: self.headers, body: self.body.finish() }
    }
}
