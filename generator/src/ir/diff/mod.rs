//! Two versions of a service to the changes between them, each with its class. Facts are compared,
//! not text; what moved from page to page is the same. Nothing here prints.

mod facts;
mod members;
mod operations;
mod reach;
mod renames;
mod rules;
mod types;

#[cfg(test)]
mod tests;

pub use rules::{Area, Class, Direction, Effect, Event, Impact, RULES, Rule};

use super::{CredentialKind, Endpoints, IrPath, Service, TypeRef};
use renames::Names;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub event: Event,
    /// Which way the changed thing travels.
    pub direction: Direction,
    /// What changed, by its new name.
    pub subject: Subject,
    /// How it was.
    pub old: Option<String>,
    /// How it is.
    pub new: Option<String>,
}

impl Change {
    /// How bad it is for those who call the service.
    #[must_use]
    pub fn class(&self) -> Class {
        self.impact().class
    }

    /// What it does to the emitted crate.
    #[must_use]
    pub fn effect(&self) -> Effect {
        self.impact().effect
    }

    fn impact(&self) -> Impact {
        self.event.rule().impact(self.direction)
    }
}

/// What a change is about: a part of the service, and which fact of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The part of the service.
    pub path: IrPath,
    /// The fact of it, as in `list_things.inputs.limit.range`; `None` if the change is about the part itself.
    pub fact: Option<String>,
}

impl Subject {
    fn fact(path: IrPath, fact: impl Into<String>) -> Self {
        Self { path, fact: Some(fact.into()) }
    }
}

impl From<IrPath> for Subject {
    fn from(path: IrPath) -> Self {
        Self { path, fact: None }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.path, &self.fact) {
            (IrPath::Service, Some(fact)) => f.write_str(fact),
            (path, Some(fact)) => write!(f, "{path}.{fact}"),
            (path, None) => write!(f, "{path}"),
        }
    }
}

/// The changes from `old` to `new`: the service first, then operations and types in the new order,
/// what is gone last.
#[must_use]
pub fn diff(old: &Service, new: &Service) -> Vec<Change> {
    let mut changes = Changes { found: Vec::new(), renamed: renames::of_types(old, new) };
    service(&mut changes, old, new);
    operations::compare(&mut changes, old, new);
    types::compare(&mut changes, old, new);
    changes.found
}

/// What is collected on the way.
struct Changes {
    found: Vec<Change>,
    renamed: Names,
}

impl Changes {
    fn add(&mut self, event: Event, direction: Direction, subject: &Subject, old: Option<String>, new: Option<String>) {
        self.found.push(Change { event, direction, subject: subject.clone(), old, new });
    }

    /// Adds the event where the two differ.
    fn differ(&mut self, event: Event, direction: Direction, subject: &Subject, old: &str, new: &str) {
        if old != new {
            self.add(event, direction, subject, stated(old), stated(new));
        }
    }

    /// Adds the one event where something came true, the other where it ceased to be.
    fn turned(&mut self, events: (Event, Event), direction: Direction, subject: &Subject, old: bool, new: bool) {
        if old != new {
            self.add(if new { events.0 } else { events.1 }, direction, subject, None, None);
        }
    }

    /// Adds the event where the types differ, renaming aside.
    fn retyped(&mut self, event: Event, direction: Direction, subject: &Subject, old: &TypeRef, new: &TypeRef) {
        if !self.renamed.same(old, new) {
            self.add(event, direction, subject, Some(old.to_string()), Some(new.to_string()));
        }
    }
}

fn stated(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn service(changes: &mut Changes, old: &Service, new: &Service) {
    authentication(changes, old, new);
    let subject = |fact: &str| Subject::fact(IrPath::Service, fact);
    changes.differ(Event::TitleChanged, Direction::Both, &subject("title"), &old.title, &new.title);
    let (before, after) = (hosts(&old.endpoints), hosts(&new.endpoints));
    for region in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
        let event = match (before.get(region), after.get(region)) {
            (Some(was), Some(is)) if was == is => continue,
            (Some(_), Some(_)) => Event::EndpointMoved,
            (Some(_), None) => Event::EndpointRemoved,
            (None, _) => Event::EndpointAdded,
        };
        let subject = subject(&format!("endpoints.{region}"));
        changes.add(event, Direction::Both, &subject, before.get(region).cloned(), after.get(region).cloned());
    }
    let gained = |of: &Service, other: &Service| -> Vec<CredentialKind> {
        of.credentials.iter().filter(|kind| !other.credentials.contains(kind)).copied().collect()
    };
    let word = |kind: CredentialKind| Some(format!("{kind:?}").to_lowercase());
    for kind in gained(new, old) {
        changes.add(Event::CredentialAdded, Direction::Request, &subject("credentials"), None, word(kind));
    }
    for kind in gained(old, new) {
        changes.add(Event::CredentialRemoved, Direction::Request, &subject("credentials"), word(kind), None);
    }
    let (before, after): (BTreeMap<_, _>, BTreeMap<_, _>) =
        (old.signing.names().collect(), new.signing.names().collect());
    for part in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
        let (was, is) = (before.get(part), after.get(part));
        if was != is {
            let name = |name: Option<&&str>| name.map(|name| (*name).to_owned());
            let subject = subject(&format!("signing.{part}"));
            changes.add(Event::SigningChanged, Direction::Both, &subject, name(was), name(is));
        }
    }
}

/// How calls show who calls, and where clients look for it: any change is one of all calls.
fn authentication(changes: &mut Changes, old: &Service, new: &Service) {
    if old.vendor != new.vendor {
        let subject = Subject::fact(IrPath::Service, "vendor");
        changes.add(Event::SigningChanged, Direction::Both, &subject, old.vendor.clone(), new.vendor.clone());
    }
    let words = |service: &Service| {
        let scheme = service.authentication.as_ref().map(|authentication| authentication.scheme);
        scheme.map(|scheme| format!("{scheme:?}").to_lowercase())
    };
    if old.authentication != new.authentication {
        let subject = Subject::fact(IrPath::Service, "authentication");
        changes.add(Event::SigningChanged, Direction::Both, &subject, words(old), words(new));
    }
}

/// Every region with its host; the one host of a service without regions is `global`.
fn hosts(endpoints: &Endpoints) -> BTreeMap<String, String> {
    let pattern = endpoints.pattern.iter().flat_map(|pattern| {
        endpoints.regions.iter().map(|region| (region.clone(), pattern.replace("{region}", region)))
    });
    let global = endpoints.global.iter().map(|host| ("global".to_owned(), host.clone()));
    global.chain(pattern).chain(endpoints.hosts.clone()).collect()
}
