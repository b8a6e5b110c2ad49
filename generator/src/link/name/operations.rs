//! Names of operations: locked, offered by a page, or made of method and path. Unique in the service
//! and the same whatever the files are called and however they are ordered.

use super::Given;
use crate::{
    diagnostic::{Code, Place, Sink},
    glossary::Glossary,
    interpret::{Draft, Interpretation, NameKind},
    ir::{Service, When},
    link::plan::{Chosen, Key, draft, key},
};
use heck::ToSnakeCase;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The names that a present IR gave, by what the operations are known by.
fn locked(lock: Option<&Service>) -> BTreeMap<Key, String> {
    let operations = lock.into_iter().flat_map(|service| &service.operations);
    operations
        .map(|operation| (key(operation.method, &operation.path, operation.when.as_ref()), operation.name.clone()))
        .collect()
}

/// One name for each operation, in the same order.
pub(in crate::link) fn name(
    pages: &[Interpretation],
    chosen: &[Chosen],
    lock: Option<&Service>,
    glossary: &Glossary,
) -> Vec<String> {
    let locked = locked(lock);
    let drafts: Vec<(&Chosen, &Draft)> =
        chosen.iter().filter_map(|chosen| Some((chosen, draft(pages, chosen.id)?))).collect();
    let mut names: Vec<Option<String>> = drafts
        .iter()
        .map(|(chosen, draft)| locked.get(&key(draft.method, &draft.path, chosen.when.as_ref())).cloned())
        .collect();
    let mut given = Given::default();
    names.iter().flatten().for_each(|name| given.add(name));

    // Each stage offers a name; those that are alone in wanting it get it, the others go on.
    let stages: [fn(&Chosen, &Draft, &Glossary) -> String; 5] =
        [offered, with_version, with_constant, with_path, with_method_and_path];
    for stage in stages {
        let mut wanted: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, (chosen, draft)) in drafts.iter().enumerate() {
            if names.get(index).is_some_and(Option::is_none) {
                wanted.entry(stage(chosen, draft, glossary)).or_default().push(index);
            }
        }
        for (name, indices) in wanted {
            if let ([index], true) = (indices.as_slice(), !name.is_empty() && !given.has(&name))
                && let Some(slot) = names.get_mut(*index)
            {
                given.add(&name);
                *slot = Some(name);
            }
        }
    }
    // Only operations that are the same in all that pages say are left: they are numbered by path.
    let mut rest: Vec<usize> =
        (0..names.len()).filter(|index| names.get(*index).is_some_and(Option::is_none)).collect();
    rest.sort_by_key(|index| {
        drafts.get(*index).map(|(chosen, draft)| (draft.path.as_str(), draft.method, &chosen.when))
    });
    for index in rest {
        let base =
            drafts.get(index).map(|(chosen, draft)| with_method_and_path(chosen, draft, glossary)).unwrap_or_default();
        if let Some(slot) = names.get_mut(index) {
            *slot = Some(given.first_free([], &base, "_"));
        }
    }
    names.into_iter().flatten().collect()
}

/// Reports each operation that had to take another name than its page offers, because others offer it too.
pub(in crate::link) fn report_shared(
    pages: &[Interpretation],
    chosen: &[Chosen],
    names: &[String],
    glossary: &Glossary,
    sink: &mut Sink,
) {
    let mut wanted: BTreeMap<String, Vec<(&Draft, &str)>> = BTreeMap::new();
    for (chosen, name) in chosen.iter().zip(names) {
        if let Some(draft) = draft(pages, chosen.id) {
            wanted.entry(offered(chosen, draft, glossary)).or_default().push((draft, name));
        }
    }
    wanted.retain(|_, operations| operations.len() > 1);
    for (offer, operations) in &wanted {
        for (draft, name) in operations.iter().filter(|(_, name)| name != offer) {
            let message = format!("other operations want the name `{offer}` too; this one is `{name}`");
            let place = Place { source: Arc::clone(&draft.source), span: draft.place };
            sink.note(Code::SharedName, message, Some(place));
        }
    }
}

/// The best name that the pages offer, or method and path.
fn offered(chosen: &Chosen, draft: &Draft, glossary: &Glossary) -> String {
    let offers = chosen.names.iter().map(|witness| match witness.kind {
        NameKind::Title => glossary.order(&witness.name),
        _ => Some(witness.name.clone()),
    });
    let usable = |name: &String| is_name(name);
    offers.flatten().map(|name| name.to_snake_case()).find(usable).unwrap_or_else(|| of_path(draft))
}

fn with_version(chosen: &Chosen, draft: &Draft, glossary: &Glossary) -> String {
    let version = draft.path.split('/').find(|part| is_version(part)).unwrap_or_default();
    let version = version.to_lowercase().replace('.', "_");
    let name = offered(chosen, draft, glossary);
    if version.is_empty() || name.split('_').any(|word| word == version) { name } else { format!("{name}_{version}") }
}

fn with_constant(chosen: &Chosen, draft: &Draft, glossary: &Glossary) -> String {
    let constant = match &chosen.when {
        None => String::new(),
        Some(When::Body(key)) => key.to_snake_case(),
        Some(When::Query(pairs)) => pairs
            .iter()
            .map(|(key, value)| if value.is_empty() { key } else { value }.to_snake_case())
            .collect::<Vec<_>>()
            .join("_"),
    };
    if constant.is_empty() { String::new() } else { format!("{}_{constant}", offered(chosen, draft, glossary)) }
}

fn with_path(chosen: &Chosen, draft: &Draft, glossary: &Glossary) -> String {
    let name = offered(chosen, draft, glossary);
    let said: BTreeSet<&str> = name.split('_').collect();
    let path = path_words(&draft.path).join("_");
    let new: Vec<&str> = path.split('_').filter(|word| !said.contains(word)).collect();
    if new.is_empty() { name.clone() } else { format!("{name}_{}", new.join("_")) }
}

fn with_method_and_path(_: &Chosen, draft: &Draft, _: &Glossary) -> String {
    let all = format!("{} {}", draft.method.as_str(), draft.path.replace(['{', '}'], " ")).to_snake_case();
    all.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}

/// `get_projects_quotas`: the method and the fixed parts of the path, `by` the last placeholder
/// where the path ends in one.
fn of_path(draft: &Draft) -> String {
    let words = path_words(&draft.path).join("_");
    let last = draft.path.rsplit('/').next().and_then(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let by = last.map(|placeholder| format!("_by_{}", placeholder.to_snake_case())).unwrap_or_default();
    let name = format!("{}_{words}{by}", draft.method.as_str().to_lowercase());
    name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}

/// The fixed parts of a path without its version, as words.
fn path_words(path: &str) -> Vec<String> {
    let fixed = path.split('/').filter(|part| !part.is_empty() && !part.contains('{') && !is_version(part));
    fixed.map(ToSnakeCase::to_snake_case).collect()
}

fn is_version(part: &str) -> bool {
    part.strip_prefix(['v', 'V']).is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.len() <= 100
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
