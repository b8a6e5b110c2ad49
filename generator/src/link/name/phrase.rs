//! What an operation is called if its pages give it no name: a verb for what it does and a noun for what it does it
//! to, as engineers of the trade put it, and alike in every service and language. `list` says that a list comes back,
//! `show` that one thing does; a verb of the title that says more stays.

mod own_verb;

use crate::{
    glossary::{Action, Count, Glossary, Order, form},
    interpret::{BodyDraft, BodyShape, Draft, ExampleSide, FieldDraft, TypeExpr},
    ir::{Location, Method, Status, placeholders},
};
use heck::ToSnakeCase;
use own_verb::Own;
use serde_json::Value;

/// Words of a noun that a name bears. Of a longer one, what the thing belongs to is left out; of a thing that is longer
/// by itself, only what the path says of it stays.
const MOST_WORDS: usize = 5;

/// Members beside the list of an answer that is a list: a total, a mark of the next page. One that has more is a thing
/// that has a list.
const BESIDE_LIST: usize = 4;

/// How much of a title a name says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    Short,
    Scoped,
    Full,
}

/// An operation, as its name sees it.
pub(super) struct Phrase<'a> {
    draft: &'a Draft,
    glossary: &'a Glossary,
    /// The service's id: a name does not repeat it.
    service: &'a str,
    order: Order,
    parts: Vec<&'a str>,
    /// The words of what may be a verb: the path's last part, or the member of the body that stands for it.
    call: Vec<String>,
}

impl<'a> Phrase<'a> {
    /// `constant` is the member of the body that tells operations of one path from one another. `shares_title` says that
    /// other operations have the same title: it tells of what they are, and not what this one does.
    pub(super) fn of(
        draft: &'a Draft,
        constant: Option<&str>,
        service: &'a str,
        glossary: &'a Glossary,
        shares_title: bool,
    ) -> Self {
        let parts =
            draft.path.split('/').filter(|part| !part.is_empty() && !part.contains('{') && !form::is_version(part));
        let parts: Vec<&str> = parts.map(|part| glossary.without_format(part)).collect();
        let call = constant.or(parts.last().copied()).unwrap_or_default();
        let call = glossary.without_prefix(call).to_snake_case();
        let before = if constant.is_some() { parts.len() } else { parts.len().saturating_sub(1) };
        let things = parts.iter().take(before).flat_map(|part| singulars(part, glossary));
        let is_done = is_done(draft, &things.collect::<Vec<_>>(), glossary);
        let mut order = glossary.order_of_call(&draft.title, if is_done { &call } else { "" });
        if shares_title {
            (order.action, order.count) = (None, None);
        }
        let call = call.split('_').map(str::to_owned).collect();
        Self { draft, glossary, service, order, parts, call }
    }

    /// The name that says no more than it has to.
    pub(super) fn short(&self) -> String {
        self.name(Extent::Short)
    }

    /// The name with the things that the path goes through.
    pub(super) fn scoped(&self) -> String {
        self.name(Extent::Scoped)
    }

    /// The name with every word of the title.
    pub(super) fn full(&self) -> String {
        self.name(Extent::Full)
    }

    /// By what the path finds things.
    pub(super) fn found_by(&self) -> Option<&'a str> {
        self.parts.iter().find_map(|part| self.glossary.found_by(part))
    }

    /// Whether the client fills a placeholder.
    pub(super) fn is_filled(&self, placeholder: &str) -> bool {
        self.glossary.client(Location::Path.into(), placeholder).is_some()
    }

    /// Empty if neither title nor path has a noun.
    fn name(&self, extent: Extent) -> String {
        let batch = self.order.batch || self.parts.iter().any(|part| is_batch(part));
        let action = self.action();
        let lists = action == Action::Read && self.lists();
        let verb = if lists { "list" } else { action.verb() };
        let own = self.own_verb();
        let is_of_path = matches!(own, Some(Own::OfPath(_)));
        let many = lists || batch || (!is_of_path && self.speaks_of_many(&action));
        let named = match own {
            Some(Own::OfPath(_)) => None,
            Some(Own::Placed(_)) => self.placed_noun(many),
            _ => self.called_noun(self.titled_noun(many, extent), extent),
        };
        let made = named.is_none().then(|| self.made_of(verb)).flatten();
        let Some(noun) = named.or_else(|| self.path_noun(many)) else { return String::new() };
        let (verb, noun) = made.map_or((verb, noun), |one| ("create", one));
        let by = if self.order.by.is_empty() { Vec::new() } else { vec!["by".to_owned(), self.order.by.join("_")] };
        let batch = batch.then(|| "batch".to_owned());
        let words = batch.into_iter().chain([verb.to_owned()]).chain(noun).chain(by);
        words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_")
    }

    /// What it does: by the title, else by the verb that the path ends in or begins its last part with, else by the
    /// method.
    fn action(&self) -> Action {
        let by_path = || {
            let last = self.parts.last()?.to_snake_case();
            self.glossary.action(last.split('_').next()?)
        };
        let by_method = || match self.draft.method {
            Method::Post => Action::Create,
            Method::Put | Method::Patch => Action::Update,
            Method::Delete => Action::Delete,
            _ => Action::Read,
        };
        let own = self.own_verb().map(|own| Action::Other(own.verb().to_owned()));
        own.or_else(|| self.order.action.clone()).or_else(by_path).unwrap_or_else(by_method)
    }

    /// Whether many things come back. The title's words count most, then the answer, then the path's end.
    fn lists(&self) -> bool {
        let one_by_path = self.draft.path.ends_with('}');
        match self.order.count {
            Some(Count::All) => true,
            Some(Count::One) => self.asks_collection() && self.answers_list() == Some(true),
            Some(Count::Several) => self.answers_such() || self.answers_list().unwrap_or(!one_by_path),
            None => !one_by_path && self.answers_list() == Some(true),
        }
    }

    /// Whether the path ends in a plural: "Querying a Quota" at `/quotas` asks for all there are.
    fn asks_collection(&self) -> bool {
        let last = self.draft.path.rsplit('/').next().unwrap_or_default();
        let word = last.to_snake_case();
        let word = word.rsplit('_').next().unwrap_or_default();
        !last.contains('{') && self.glossary.singular(word) != word
    }

    /// Whether the title has a plural that the name keeps. One thing at the path's end is changed alone; of a thing that
    /// is read, the plural is its name: `statistics`.
    fn speaks_of_many(&self, action: &Action) -> bool {
        match self.order.count {
            Some(Count::All) => true,
            Some(Count::Several) => *action == Action::Read || !self.draft.path.ends_with('}'),
            Some(Count::One) | None => false,
        }
    }

    /// The body of the answer, if the page has a table of it.
    fn answer(&self) -> Option<&'a BodyDraft> {
        let mut answers = self.draft.responses.iter().filter(|response| succeeds(response.status));
        answers.find_map(|response| response.body.as_ref())
    }

    /// Whether the answer has a list that is called like the things that are asked for, whatever else it has.
    fn answers_such(&self) -> bool {
        let Some(thing) = self.order.things.first().and_then(|thing| thing.last()) else { return false };
        let one = self.glossary.singular(thing);
        let is_such = |field: &FieldDraft| self.singulars(field.name.trim_end_matches("[]")).last() == Some(&one);
        self.answer().is_some_and(|body| members(body).any(|field| is_list(field) && is_such(field)))
    }

    /// Whether the answer is a list or has one among its members; `None` if the page shows no answer, or only that it
    /// has one member, which may have a list.
    fn answers_list(&self) -> Option<bool> {
        let body = self.answer();
        if let Some(body) = body {
            let lists = members(body).filter(|field| is_list(field)).count();
            let all = members(body).count();
            if matches!(body.shape, BodyShape::List(_)) || (lists > 0 && all - lists <= BESIDE_LIST) {
                return Some(true);
            }
        }
        let shown = self.draft.examples.iter().filter(|example| match example.side {
            ExampleSide::Response(status) => succeeds(status),
            _ => false,
        });
        let mut shown = shown.filter_map(|example| example.value.as_ref()).peekable();
        let is_known = body.is_some_and(|body| !wraps(body)) || shown.peek().is_some();
        is_known.then(|| shown.any(shows_list))
    }

    /// The title's noun: what the thing belongs to in the singular, then the thing.
    fn titled_noun(&self, many: bool, extent: Extent) -> Option<Vec<String>> {
        let whole = extent == Extent::Full;
        let path: Vec<String> = self.parts.iter().flat_map(|part| self.singulars(part)).collect();
        let mut things = self.order.things.iter().map(|thing| self.as_path_says(thing, &path));
        let thing = things.next()?;
        let thing = if whole { thing } else { self.without_idle(thing, &path) };
        let owners = things.map(|owner| if whole { owner } else { self.without_service(owner, &path) });
        let mut owners: Vec<Vec<String>> = owners.map(|owner| self.numbered(owner, false)).collect();
        let thing = self.numbered(thing, many);
        // The path may say of a thing what the title says after it: `scaling_group_instance`.
        owners.retain(|owner| owner.is_empty() || !thing.starts_with(owner));
        let words = |owners: &[Vec<String>]| owners.iter().map(Vec::len).sum::<usize>() + thing.len();
        while !whole && words(&owners) > MOST_WORDS && owners.pop().is_some() {}
        let fits = whole || words(&owners) <= MOST_WORDS;
        let noun: Vec<String> = owners.into_iter().rev().flatten().chain(thing).collect();
        fits.then(|| match extent {
            Extent::Short => self.without_scope(self.with_owner(noun, many)),
            Extent::Scoped => self.with_owner(noun, many),
            Extent::Full => noun,
        })
    }

    /// A noun without the things that the path goes through, as long as two words are left: the alias of a function's
    /// version, at `/functions/{function_id}/aliases`, is a version alias.
    fn without_scope(&self, mut noun: Vec<String>) -> Vec<String> {
        for (part, _) in self.collections() {
            let scope = self.singulars(part);
            if noun.starts_with(&scope) && noun.len() >= scope.len() + 2 {
                noun.drain(..scope.len());
            }
        }
        noun
    }

    /// A noun of one word with what it belongs to, where only a placeholder says so: `/triggers/{function_id}` has the
    /// triggers of a function. A placeholder of another name may still tell the things themselves from one another: not
    /// where many are meant or one is made, nor where another placeholder does.
    fn with_owner(&self, noun: Vec<String>, many: bool) -> Vec<String> {
        let [thing] = noun.as_slice() else { return noun };
        let one = self.glossary.singular(thing);
        let Some((_, placeholder)) = self.collections().find(|(part, _)| self.singulars(part) == [one.as_str()]) else {
            return noun;
        };
        let named = |placeholder: &str| self.glossary.without_id(&placeholder.to_snake_case()).map(str::to_owned);
        let is_told = || placeholders(&self.draft.path).any(|other| named(other).as_ref() == Some(&one));
        match named(placeholder) {
            Some(owner) if owner != one && (many || self.action() == Action::Create || is_told()) => {
                [owner].into_iter().chain(noun).collect()
            }
            _ => noun,
        }
    }

    /// The fixed parts of the path that a placeholder follows, each with its name.
    fn collections(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let path: &'a str = &self.draft.path;
        let pairs = path.split('/').zip(path.split('/').skip(1));
        pairs
            .filter_map(|(part, next)| Some((part, placeholders(next).next()?)))
            .filter(|(part, _)| !part.contains('{'))
    }

    /// Words for which the path has another one, in the path's words. A path may write two words as one: `alertconfig`.
    fn as_path_says(&self, words: &[String], path: &[String]) -> Vec<String> {
        let ones: Vec<String> = words.iter().map(|word| self.glossary.singular(word)).collect();
        let forms = |at: usize| {
            let one = ones.get(at).map(String::as_str);
            [one, one.and_then(|one| self.glossary.synonym(one))].into_iter().flatten()
        };
        let in_path = |word: &str| path.iter().any(|part| part == word);
        let is_glued = |at: usize, other: &str| {
            forms(at + 1).any(|next| in_path(&format!("{other}{next}")))
                || at.checked_sub(1).is_some_and(|at| forms(at).any(|last| in_path(&format!("{last}{other}"))))
        };
        let mut said = Vec::new();
        for (at, (word, one)) in words.iter().zip(&ones).enumerate() {
            let other = self.glossary.synonym(one).filter(|_| !in_path(one));
            match other.filter(|other| other.split(' ').all(in_path) || is_glued(at, other)) {
                Some(other) => said.extend(other.split(' ').map(str::to_owned)),
                None => said.push(word.clone()),
            }
        }
        said
    }

    /// A thing without the words that the path does without: the service's own name, and what only describes it. If
    /// the path says more of the thing than the title, the path's words are taken.
    fn without_idle(&self, words: Vec<String>, path: &[String]) -> Vec<String> {
        let words = self.without_service(words, path);
        let Some(named) = self.path_noun(false) else { return words };
        let ones: Vec<String> = words.iter().map(|word| self.glossary.singular(word)).collect();
        let mut rest = ones.iter();
        let is_within = named.iter().all(|part| rest.any(|word| word == part));
        let is_head = ones.last() == named.last();
        let says_more = ones.iter().any(|word| !named.contains(word) && path.contains(word));
        // `policy` of a path that ends in `scaling_policy` is that.
        let is_end = named.ends_with(&ones);
        if is_end || (is_head && is_within && !says_more) { named } else { words }
    }

    fn without_service(&self, words: Vec<String>, path: &[String]) -> Vec<String> {
        let id = self.service.to_lowercase();
        let initials: String = id.split(['-', '_']).filter_map(|part| part.chars().next()).collect();
        let is_service = |word: &String| *word == id || (initials.len() > 1 && *word == initials);
        let kept: Vec<String> =
            words.iter().filter(|word| !is_service(word) || path.contains(*word)).cloned().collect();
        if kept.is_empty() { words } else { kept }
    }

    /// The noun of the path's last part that names a thing.
    fn path_noun(&self, many: bool) -> Option<Vec<String>> {
        let named = self.parts.iter().rev().find_map(|part| self.glossary.path_noun(part));
        let words: Vec<String> =
            named.or(self.parts.last().copied())?.to_snake_case().split('_').map(str::to_owned).collect();
        let verb = words.first().filter(|_| words.len() > 1).and_then(|word| self.glossary.action(word));
        let is_verb = verb.is_some_and(|verb| verb == self.action() || !matches!(verb, Action::Other(_)));
        let words = if is_verb { words.into_iter().skip(1).collect() } else { words };
        Some(self.numbered(words, many))
    }

    fn singulars(&self, part: &str) -> Vec<String> {
        singulars(part, self.glossary)
    }

    /// The last word as a plural or a singular.
    fn numbered(&self, mut words: Vec<String>, many: bool) -> Vec<String> {
        if let Some(last) = words.last_mut() {
            *last = if many { self.glossary.plural(last) } else { self.glossary.singular(last) };
        }
        words
    }
}

/// Whether something is done to a thing of the path.
fn is_done(draft: &Draft, things: &[String], glossary: &Glossary) -> bool {
    let mut words = draft.title.split_whitespace().skip(1);
    draft.method.takes_body() && words.any(|word| things.contains(&glossary.singular(&word.to_lowercase())))
}

fn singulars(part: &str, glossary: &Glossary) -> Vec<String> {
    part.to_snake_case().split('_').map(|word| glossary.singular(word)).collect()
}

fn succeeds(status: Option<Status>) -> bool {
    !status.is_some_and(Status::fails)
}

/// What a body has itself: `items.id` is not a member of it.
fn members(body: &BodyDraft) -> impl Iterator<Item = &FieldDraft> {
    let fields = body.root.iter().flat_map(|root| &root.fields);
    fields.filter(|field| !field.name.contains('.'))
}

fn is_list(field: &FieldDraft) -> bool {
    matches!(field.ty.expr, TypeExpr::List(_)) || field.name.contains("[]")
}

/// Whether the only member of a body is an object.
fn wraps(body: &BodyDraft) -> bool {
    let mut members = members(body);
    let only = members.next().filter(|_| members.next().is_none());
    only.is_some_and(|only| matches!(only.ty.expr, TypeExpr::Object(_)))
}

/// Whether an example is a list, or has one among its members or those of its only member.
fn shows_list(value: &Value) -> bool {
    match value {
        Value::Array(_) => true,
        Value::Object(members) => {
            let lists = members.values().filter(|member| member.is_array()).count();
            let only = members.values().next().filter(|only| members.len() == 1 && only.is_object());
            (lists > 0 && members.len() - lists <= BESIDE_LIST) || only.is_some_and(shows_list)
        }
        _ => false,
    }
}

/// Whether a part of a path asks for many things at once: `batch`, `batch-stop`.
fn is_batch(part: &str) -> bool {
    part.strip_prefix("batch").is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
}
