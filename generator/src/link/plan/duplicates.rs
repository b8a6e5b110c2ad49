//! Pages that document one operation twice become one; operations that share method and path are
//! told apart by a constant of the query, by the body's one key or by the kind of patch that it is.

use crate::{
    diagnostic::{Code, Sink},
    interpret::{Draft, FieldDraft, Interpretation, NameWitness},
    ir::{CONTENT_TYPE, Method, When, is_json, skeleton},
};
use std::collections::{BTreeMap, BTreeSet};

/// A draft, by page and place on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::link) struct DraftId {
    pub(in crate::link) page: usize,
    pub(in crate::link) draft: usize,
}

/// What becomes one operation.
#[derive(Clone, Debug)]
pub(in crate::link) struct Chosen {
    /// The draft that is kept.
    pub(in crate::link) id: DraftId,
    pub(in crate::link) when: Option<When>,
    /// Names that any of the pages offers, best first.
    pub(in crate::link) names: Vec<NameWitness>,
    /// Drafts of the same operation that are left out.
    pub(in crate::link) copies: Vec<DraftId>,
}

/// One entry an operation, in the order of pages.
pub(in crate::link) fn merge(pages: &[Interpretation], sink: &mut Sink) -> Vec<Chosen> {
    let mut groups: BTreeMap<(Method, String), Vec<DraftId>> = BTreeMap::new();
    for (page, interpretation) in pages.iter().enumerate() {
        for (draft, operation) in interpretation.drafts.iter().enumerate() {
            groups.entry((operation.method, skeleton(&operation.path))).or_default().push(DraftId { page, draft });
        }
    }
    drop_listed(pages, &mut groups);
    let mut chosen = Vec::new();
    for ids in groups.into_values() {
        for (when, copies) in told_apart(pages, ids) {
            chosen.extend(elect(pages, when, copies, sink));
        }
    }
    chosen.sort_by_key(|chosen| chosen.id);
    chosen
}

/// What a page only lists is not an operation of its own where another page describes it, perhaps with more before its
/// path.
fn drop_listed(pages: &[Interpretation], groups: &mut BTreeMap<(Method, String), Vec<DraftId>>) {
    let is_listed = |id: &DraftId| draft(pages, *id).is_some_and(|draft| draft.listed);
    let described: Vec<(Method, String)> =
        groups.iter().filter(|(_, ids)| !ids.iter().all(is_listed)).map(|(key, _)| key.clone()).collect();
    let is_described = |(method, path): &(Method, String)| {
        described.iter().any(|(other, whole)| other == method && whole.ends_with(path.as_str()))
    };
    groups.retain(|key, ids| {
        ids.retain(|id| !is_listed(id) || !is_described(key));
        !ids.is_empty()
    });
}

/// A draft by its id.
pub(in crate::link) fn draft(pages: &[Interpretation], id: DraftId) -> Option<&Draft> {
    pages.get(id.page)?.drafts.get(id.draft)
}

/// Drafts of one method and path, by what tells them apart.
fn told_apart(pages: &[Interpretation], ids: Vec<DraftId>) -> BTreeMap<Option<When>, Vec<DraftId>> {
    let unmarked = |id: &DraftId| draft(pages, *id).filter(|draft| draft.when.is_none());
    let mut keys: BTreeMap<DraftId, String> =
        ids.iter().filter_map(|id| Some((*id, body_key(unmarked(id)?)?))).collect();
    // Where others are known by an object of the body, the one member of a body tells it apart, whatever its type.
    if !keys.is_empty() {
        let more = ids.iter().filter_map(|id| Some((*id, only_key(unmarked(id)?)?)));
        let more: Vec<_> = more.filter(|(id, _)| !keys.contains_key(id)).collect();
        keys.extend(more);
    }
    let distinct: BTreeSet<&String> = keys.values().collect();
    let use_keys = distinct.len() > 1;
    let patches: BTreeMap<DraftId, &str> = ids.iter().filter_map(|id| Some((*id, patch(unmarked(id)?)?))).collect();
    let kinds: BTreeSet<&&str> = patches.values().collect();
    let use_patches = kinds.len() > 1;
    let mut groups: BTreeMap<Option<When>, Vec<DraftId>> = BTreeMap::new();
    for id in ids {
        let stated = draft(pages, id).and_then(|draft| draft.when.clone());
        let key = keys.get(&id).filter(|_| use_keys).cloned().map(When::Body);
        let media =
            patches.get(&id).filter(|_| use_patches).map(|media| (CONTENT_TYPE.to_owned(), (*media).to_owned()));
        let patch = media.map(|media| When::Header(BTreeMap::from([media])));
        groups.entry(stated.or(key).or(patch)).or_default().push(id);
    }
    groups
}

/// The kind of patch that a request body is, by its media type.
fn patch(draft: &Draft) -> Option<&str> {
    let media = draft.request.as_ref()?.media.as_deref()?;
    (draft.method == Method::Patch && is_json(media)).then_some(media)
}

/// The one member at the top of a request body.
fn only_key(draft: &Draft) -> Option<String> {
    let root = draft.request.as_ref()?.root.as_ref()?;
    match root.fields.as_slice() {
        [only] => Some(only.name.clone()),
        _ => None,
    }
}

/// The one key of a request body: the only row of its table, or the only key of its examples.
fn body_key(draft: &Draft) -> Option<String> {
    if let Some((request, root)) = draft.request.as_ref().and_then(|request| Some((request, request.root.as_ref()?))) {
        let is_object = |field: &FieldDraft| field.name.contains('.') || field.ty.expr.may_be_object();
        let heads = request.heads();
        let only = heads.first().filter(|_| heads.len() == 1 && root.fields.iter().any(is_object));
        return only.map(|head| (*head).to_owned());
    }
    let bodies = draft.examples.iter().filter(|example| example.is_sent());
    let keys: BTreeSet<&String> =
        bodies.filter_map(|example| example.value.as_ref()?.as_object()).flat_map(|body| body.keys()).collect();
    match keys.into_iter().collect::<Vec<_>>().as_slice() {
        [only] => Some((*only).clone()),
        _ => None,
    }
}

/// Of several copies the one is kept that is not deprecated, then the one that states most, then the
/// first by path.
fn elect(pages: &[Interpretation], when: Option<When>, mut copies: Vec<DraftId>, sink: &mut Sink) -> Option<Chosen> {
    let rank = |id: &DraftId| draft(pages, *id).map(|draft| (draft.deprecated, std::cmp::Reverse(weight(draft)), *id));
    let winner = copies.iter().copied().min_by_key(rank)?;
    copies.retain(|id| *id != winner);
    let kept = draft(pages, winner)?;
    let mut names = kept.names.clone();
    for copy in copies.iter().filter_map(|id| draft(pages, *id)) {
        names.extend(copy.names.iter().cloned());
        let message =
            format!("{} {} is also documented in {}, which is used", copy.method.as_str(), copy.path, kept.source.path);
        sink.note(Code::DuplicateOperation, message, Some(copy.at(copy.place)));
    }
    names.sort_by_key(|witness| witness.kind);
    Some(Chosen { id: winner, when, names, copies })
}

/// How much a draft states.
fn weight(draft: &Draft) -> usize {
    draft.inputs.len() + draft.examples.len() + draft.tables().map(|table| table.fields.len()).sum::<usize>()
}
