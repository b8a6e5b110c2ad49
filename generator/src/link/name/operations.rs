//! Names of operations: locked, offered by a page, or made of its title, method and path. Unique in the service, and
//! the same whatever the files are called and however they are ordered.

use super::{Given, phrase::Phrase};
use crate::{
    diagnostic::{Code, Sink},
    glossary::{Action, Glossary, form},
    interpret::{Draft, Interpretation},
    ir::{Method, Service, When, is_json, placeholders},
    link::plan::{Chosen, Key, draft, key},
};
use heck::ToSnakeCase;
use std::collections::{BTreeMap, BTreeSet};

/// Versions of an operation share a name, and sometimes two pages of one.
const MOST_ASKED: usize = 2;

/// Letters of a path's word that a name may part: `floatingips` is in `list_floating_ips`.
const LEAST_GLUED: usize = 8;

/// The names that a present IR gave, by what the operations are known by.
fn locked(lock: Option<&Service>) -> BTreeMap<Key, String> {
    let operations = lock.into_iter().flat_map(|service| &service.operations);
    operations
        .map(|operation| (key(operation.method, &operation.path, operation.when.as_ref()), operation.name.clone()))
        .collect()
}

/// Names the operations of one service.
pub(in crate::link) struct OperationNames<'a> {
    candidates: Vec<Candidate<'a>>,
}

impl<'a> OperationNames<'a> {
    /// Collects what pages and titles offer.
    pub(in crate::link) fn new(
        pages: &'a [Interpretation],
        chosen: &'a [Chosen],
        service: &'a str,
        glossary: &'a Glossary,
    ) -> Self {
        let drafts: Vec<(&Chosen, &Draft)> =
            chosen.iter().filter_map(|chosen| Some((chosen, draft(pages, chosen.id)?))).collect();
        let mut titles: BTreeMap<(usize, &str), usize> = BTreeMap::new();
        for (chosen, draft) in &drafts {
            *titles.entry((chosen.id.page, draft.title.as_str())).or_default() += 1;
        }
        let candidate = |(chosen, draft): (&'a Chosen, &'a Draft)| {
            let shares_title = titles.get(&(chosen.id.page, draft.title.as_str())).is_some_and(|count| *count > 1);
            let constant = match &chosen.when {
                Some(When::Body(member)) => Some(member.as_str()),
                _ => None,
            };
            let phrase = Phrase::of(draft, constant, service, glossary, shares_title);
            let names = chosen.names.iter().map(|witness| witness.name.to_snake_case());
            let mut names = names.filter(|name| is_name(name) && !contradicts(name, draft.method, glossary));
            Candidate { chosen, draft, offered: names.next(), phrase }
        };
        let mut candidates: Vec<Candidate<'_>> = drafts.into_iter().map(candidate).collect();
        withdraw_slips(&mut candidates);
        Self { candidates }
    }

    /// One name for each operation, in the same order.
    pub(in crate::link) fn give(&self, lock: Option<&Service>) -> Vec<String> {
        let locked = locked(lock);
        let of_lock = |candidate: &Candidate<'_>| {
            let Candidate { chosen, draft, .. } = candidate;
            locked.get(&key(draft.method, &draft.path, chosen.when.as_ref())).cloned()
        };
        let mut names: Vec<Option<String>> = self.candidates.iter().map(of_lock).collect();
        let mut given = Given::default();
        names.iter().flatten().for_each(|name| given.add(name));
        let wishes: [fn(&Candidate<'a>) -> String; 11] = [
            Candidate::base,
            Candidate::scoped,
            Candidate::full,
            Candidate::with_constant,
            // Those that wanted it too may have names by now.
            Candidate::base,
            Candidate::with_version,
            Candidate::with_path,
            Candidate::with_placeholders,
            Candidate::with_all_placeholders,
            // Others want it too, but no page offers it to them.
            Candidate::offered,
            Candidate::with_method_and_path,
        ];
        for wish in wishes {
            self.auction(wish, &mut names, &mut given);
        }
        self.number(&mut names, &mut given);
        names.into_iter().flatten().collect()
    }

    /// Each operation without a name asks for one; those that are alone in asking for it get it.
    fn auction(&self, wish: fn(&Candidate<'a>) -> String, names: &mut [Option<String>], given: &mut Given) {
        let mut wanted: BTreeMap<String, Vec<&mut Option<String>>> = BTreeMap::new();
        for (candidate, slot) in self.candidates.iter().zip(names).filter(|(_, slot)| slot.is_none()) {
            let name = wish(candidate);
            if !name.is_empty() {
                wanted.entry(name).or_default().push(slot);
            }
        }
        for (name, mut slots) in wanted {
            if let ([slot], false) = (slots.as_mut_slice(), given.has(&name)) {
                given.add(&name);
                **slot = Some(name);
            }
        }
    }

    /// Only operations that are the same in all that pages say have no name by now: they are numbered by path.
    fn number(&self, names: &mut [Option<String>], given: &mut Given) {
        let mut rest: Vec<_> = self.candidates.iter().zip(names).filter(|(_, slot)| slot.is_none()).collect();
        rest.sort_by_key(|(candidate, _)| (&candidate.draft.path, candidate.draft.method, &candidate.chosen.when));
        for (candidate, slot) in rest {
            *slot = Some(given.first_free([], &candidate.with_method_and_path(), "_"));
        }
    }

    /// Reports each operation that has another name than its page offers because other pages offer it too.
    pub(in crate::link) fn report_shared(&self, names: &[String], sink: &mut Sink) {
        let mut wanted: BTreeMap<String, Vec<(&Draft, &str)>> = BTreeMap::new();
        for (candidate, name) in self.candidates.iter().zip(names) {
            wanted.entry(candidate.base()).or_default().push((candidate.draft, name));
        }
        wanted.retain(|_, operations| operations.len() > 1);
        for (offer, operations) in &wanted {
            for (draft, name) in operations.iter().filter(|(_, name)| name != offer) {
                let message = format!("other operations would get the name `{offer}` too; this one is `{name}`");
                sink.note(Code::SharedName, message, Some(draft.at(draft.place)));
            }
        }
    }
}

/// An operation that needs a name.
struct Candidate<'a> {
    chosen: &'a Chosen,
    draft: &'a Draft,
    /// The best name that the pages offer.
    offered: Option<String>,
    /// What its name is made of if they offer none.
    phrase: Phrase<'a>,
}

impl Candidate<'_> {
    /// A version is not part of a name unless two versions live side by side.
    fn base(&self) -> String {
        let offered = self.offered.as_deref().map(|name| without_version(name).to_owned());
        offered.unwrap_or_else(|| self.or_method_and_path(self.phrase.short()))
    }

    /// The name that a page offers, and no other.
    fn offered(&self) -> String {
        if self.offered.is_some() { self.base() } else { String::new() }
    }

    /// What the path goes through tells things of one name from one another.
    fn scoped(&self) -> String {
        if self.offered.is_some() { self.base() } else { self.or_method_and_path(self.phrase.scoped()) }
    }

    fn full(&self) -> String {
        self.offered.clone().unwrap_or_else(|| self.or_method_and_path(self.phrase.full()))
    }

    /// Pages hold anything, a name does not.
    fn or_method_and_path(&self, name: String) -> String {
        if is_name(&name) { name } else { self.with_method_and_path() }
    }

    fn with_version(&self) -> String {
        let version = self.draft.path.split('/').find(|part| form::is_version(part)).unwrap_or_default();
        let version = version.to_lowercase().replace('.', "_");
        let name = self.base();
        if version.is_empty() || name.split('_').any(|word| word == version) {
            name
        } else {
            format!("{name}_{version}")
        }
    }

    fn with_constant(&self) -> String {
        let constant = match &self.chosen.when {
            None => return String::new(),
            Some(When::Body(key)) => key.to_snake_case(),
            Some(When::Query(pairs) | When::Header(pairs) | When::Members(pairs)) => pairs
                .iter()
                .map(|(key, value)| if value.is_empty() { key } else { in_words(value) }.to_snake_case())
                .collect::<Vec<_>>()
                .join("_"),
        };
        let name = self.base();
        if name.split('_').any(|word| word == constant) { String::new() } else { format!("{name}_{constant}") }
    }

    fn with_path(&self) -> String {
        let name = self.base();
        if let Some(found_by) = self.phrase.found_by().filter(|_| !name.contains("_by_")) {
            return format!("{name}_by_{found_by}");
        }
        let said: BTreeSet<&str> = name.split('_').collect();
        let path = path_words(&self.draft.path).join("_");
        let glued = name.replace('_', "");
        let is_said = |word: &str| {
            said.contains(word) || (word.len() >= LEAST_GLUED && glued.contains(word.trim_end_matches('s')))
        };
        let new: Vec<&str> = path.split('_').filter(|word| !is_said(word)).collect();
        if new.is_empty() { name.clone() } else { format!("{name}_{}", new.join("_")) }
    }

    /// Without those that the client fills.
    fn with_placeholders(&self) -> String {
        self.by(placeholders(&self.draft.path).filter(|name| !self.phrase.is_filled(name)))
    }

    fn with_all_placeholders(&self) -> String {
        self.by(placeholders(&self.draft.path))
    }

    fn by<'p>(&self, placeholders: impl Iterator<Item = &'p str>) -> String {
        let placeholders: Vec<String> = placeholders.map(ToSnakeCase::to_snake_case).collect();
        if placeholders.is_empty() {
            return self.base();
        }
        let name = format!("{}_by_{}", self.base(), placeholders.join("_and_"));
        if is_name(&name) { name } else { String::new() }
    }

    fn with_method_and_path(&self) -> String {
        let path = self.draft.path.replace(['{', '}'], " ");
        let all = format!("{} {path}", self.draft.method.as_str()).to_snake_case();
        all.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
    }
}

/// Takes back a name that operations of more than [`MOST_ASKED`] kinds are offered: it was copied from page to page,
/// and is the name of one of them at most. That one is called so by its title.
fn withdraw_slips(candidates: &mut [Candidate<'_>]) {
    let mut asked: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for candidate in candidates.iter() {
        if let Some(name) = &candidate.offered {
            asked.entry(name.clone()).or_default().insert(candidate.phrase.short());
        }
    }
    asked.retain(|_, things| things.len() > MOST_ASKED);
    for candidate in candidates {
        candidate.offered.take_if(|name| asked.contains_key(name));
    }
}

/// Whether a name says that the operation reads, and its method that it changes or removes something: pages copy the
/// links of others.
fn contradicts(name: &str, method: Method, glossary: &Glossary) -> bool {
    let changes = matches!(method, Method::Put | Method::Patch | Method::Delete);
    changes && name.split('_').next().and_then(|verb| glossary.action(verb)) == Some(Action::Read)
}

/// A constant as it is said: `merge-patch` of `application/merge-patch+json`.
fn in_words(value: &str) -> &str {
    if !is_json(value) {
        return value;
    }
    let kind = value.split_once('/').map_or(value, |(_, kind)| kind);
    kind.split_once('+').map_or(kind, |(kind, _)| kind)
}

/// `show_kiln_v2` without what its last word says.
fn without_version(name: &str) -> &str {
    let version = |(before, last): (&'_ str, &str)| {
        let digits = last.strip_prefix('v').filter(|digits| !digits.is_empty())?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then_some(before.len())
    };
    name.rsplit_once('_').and_then(version).and_then(|end| name.get(..end)).unwrap_or(name)
}

/// The fixed parts of a path without its version, as words.
fn path_words(path: &str) -> Vec<String> {
    let fixed = path.split('/').filter(|part| !part.is_empty() && !part.contains('{') && !form::is_version(part));
    fixed.map(ToSnakeCase::to_snake_case).collect()
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.len() <= 100
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}
