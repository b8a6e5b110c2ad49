//! Two versions of a service to the changes between them, each with its class. Facts are compared,
//! not text; what moved from page to page is the same. Nothing here prints.

mod facts;
mod reach;
mod rules;

#[cfg(test)]
mod tests;

pub use rules::{Area, Class, Direction, Effect, Event, RULES, Rule};

use super::{Body, Endpoints, Operation, Output, Service, Type, TypeRef};
use facts::Names;
use reach::Reach;
use std::collections::{BTreeMap, BTreeSet};

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub event: Event,
    /// Which way the changed thing travels.
    pub direction: Direction,
    /// What changed: `list_things.inputs.limit`, `types.Thing.name`.
    pub subject: String,
    /// How it was.
    pub old: Option<String>,
    /// How it is.
    pub new: Option<String>,
}

impl Change {
    /// How bad it is for those who call the service.
    #[must_use]
    pub fn class(&self) -> Class {
        self.event.rule().class(self.direction)
    }

    /// What it does to the emitted crate.
    #[must_use]
    pub fn effect(&self) -> Effect {
        self.event.rule().effect
    }
}

/// The changes from `old` to `new`: the service first, then operations and types in the new order,
/// what is gone last.
#[must_use]
pub fn diff(old: &Service, new: &Service) -> Vec<Change> {
    let mut changes = Changes { found: Vec::new(), renamed: facts::renamed_types(old, new) };
    service(&mut changes, old, new);
    operations(&mut changes, old, new);
    types(&mut changes, old, new);
    changes.found
}

/// What is collected on the way.
struct Changes {
    found: Vec<Change>,
    renamed: Names,
}

impl Changes {
    fn add(&mut self, event: Event, direction: Direction, subject: &str, old: Option<String>, new: Option<String>) {
        self.found.push(Change { event, direction, subject: subject.to_owned(), old, new });
    }

    /// Adds the event where the two differ.
    fn differ(&mut self, event: Event, direction: Direction, subject: &str, old: &str, new: &str) {
        if old != new {
            self.add(event, direction, subject, stated(old), stated(new));
        }
    }

    /// Whether two references mean the same type, renaming aside.
    fn same_type(&self, old: &TypeRef, new: &TypeRef) -> bool {
        facts::same_type(old, new, &self.renamed)
    }
}

fn stated(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn service(changes: &mut Changes, old: &Service, new: &Service) {
    changes.differ(Event::TitleChanged, Direction::Both, "title", &old.title, &new.title);
    let (before, after) = (hosts(&old.endpoints), hosts(&new.endpoints));
    for region in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
        let event = match (before.get(region), after.get(region)) {
            (Some(was), Some(is)) if was == is => continue,
            (Some(_), Some(_)) => Event::EndpointMoved,
            (Some(_), None) => Event::EndpointRemoved,
            (None, _) => Event::EndpointAdded,
        };
        let subject = format!("endpoints.{region}");
        changes.add(event, Direction::Both, &subject, before.get(region).cloned(), after.get(region).cloned());
    }
    for kind in new.credentials.iter().filter(|kind| !old.credentials.contains(kind)) {
        changes.add(
            Event::CredentialAdded,
            Direction::Request,
            "credentials",
            None,
            Some(format!("{kind:?}").to_lowercase()),
        );
    }
    for kind in old.credentials.iter().filter(|kind| !new.credentials.contains(kind)) {
        changes.add(
            Event::CredentialRemoved,
            Direction::Request,
            "credentials",
            Some(format!("{kind:?}").to_lowercase()),
            None,
        );
    }
}

/// Every region with its host; the one host of a service without regions stands as `global`.
fn hosts(endpoints: &Endpoints) -> BTreeMap<String, String> {
    let pattern = endpoints.pattern.iter().flat_map(|pattern| {
        endpoints.regions.iter().map(|region| (region.clone(), pattern.replace("{region}", region)))
    });
    let global = endpoints.global.iter().map(|host| ("global".to_owned(), host.clone()));
    global.chain(pattern).chain(endpoints.hosts.clone()).collect()
}

fn operations(changes: &mut Changes, old: &Service, new: &Service) {
    // The request line is an operation's identity; where that changed, the locked name is.
    let key = |operation: &Operation| (operation.method, operation.path.clone(), operation.when.clone());
    let mut before: Vec<&Operation> = old.operations.iter().collect();
    let mut pairs: Vec<Option<&Operation>> = vec![None; new.operations.len()];
    for by_name in [false, true] {
        for (pair, operation) in pairs.iter_mut().zip(&new.operations).filter(|(pair, _)| pair.is_none()) {
            let same = |o: &&Operation| if by_name { o.name == operation.name } else { key(o) == key(operation) };
            *pair = before.iter().position(same).map(|at| before.remove(at));
        }
    }
    for (was, is) in pairs.into_iter().zip(&new.operations) {
        match was {
            Some(was) => operation(changes, was, is),
            None => changes.add(Event::OperationAdded, Direction::Both, &is.name, None, Some(request_line(is))),
        }
    }
    for gone in before {
        changes.add(Event::OperationRemoved, Direction::Both, &gone.name, Some(request_line(gone)), None);
    }
}

fn request_line(operation: &Operation) -> String {
    let when = match &operation.when {
        None => String::new(),
        Some(super::When::Query(pairs)) => {
            let pair = |(name, value): (&String, &String)| {
                if value.is_empty() { name.clone() } else { format!("{name}={value}") }
            };
            format!("?{}", pairs.iter().map(pair).collect::<Vec<_>>().join("&"))
        }
        Some(super::When::Body(member)) => format!("#{member}"),
    };
    format!("{} {}{when}", operation.method.as_str(), operation.path)
}

fn operation(changes: &mut Changes, old: &Operation, new: &Operation) {
    let name = new.name.as_str();
    changes.differ(Event::OperationRenamed, Direction::Both, name, &old.name, &new.name);
    changes.differ(Event::RequestLineChanged, Direction::Both, name, &request_line(old), &request_line(new));
    changes.differ(Event::PageMoved, Direction::Both, name, &old.page, &new.page);
    for alias in new.aliases.iter().filter(|alias| !old.aliases.contains(alias)) {
        changes.add(Event::AliasAdded, Direction::Request, name, None, Some(alias.clone()));
    }
    for alias in old.aliases.iter().filter(|alias| !new.aliases.contains(alias)) {
        changes.add(Event::AliasRemoved, Direction::Request, name, Some(alias.clone()), None);
    }
    match (old.deprecated, new.deprecated) {
        (false, true) => changes.add(Event::OperationDeprecated, Direction::Both, name, None, None),
        (true, false) => changes.add(Event::OperationReinstated, Direction::Both, name, None, None),
        _ => {}
    }
    changes.differ(
        Event::DocChanged,
        Direction::Both,
        name,
        &format!("{}\n{}", old.title, old.doc),
        &format!("{}\n{}", new.title, new.doc),
    );
    inputs(changes, old, new);
    body(changes, &format!("{name}.body"), old.body.as_ref(), new.body.as_ref());
    outputs(changes, old, new);
    errors(changes, old, new);
    if old.examples != new.examples {
        changes.add(Event::ExampleChanged, Direction::Both, &format!("{name}.examples"), None, None);
    }
}

fn inputs(changes: &mut Changes, old: &Operation, new: &Operation) {
    let find = |operation: &'_ Operation, like: &super::Input| {
        let same = |input: &&super::Input| input.location == like.location && input.name == like.name;
        operation.inputs.iter().find(same).cloned()
    };
    for is in &new.inputs {
        let subject = format!("{}.inputs.{}", new.name, is.name);
        let Some(was) = find(old, is) else {
            let needed = is.required && is.filled_by.is_none();
            let event = if needed { Event::RequiredInputAdded } else { Event::OptionalInputAdded };
            changes.add(event, Direction::Request, &subject, None, Some(is.ty.to_string()));
            continue;
        };
        if !changes.same_type(&was.ty, &is.ty) {
            changes.add(
                Event::InputRetyped,
                Direction::Request,
                &subject,
                Some(was.ty.to_string()),
                Some(is.ty.to_string()),
            );
        }
        match (was.required, is.required) {
            (false, true) => changes.add(Event::InputRequired, Direction::Request, &subject, None, None),
            (true, false) => changes.add(Event::InputOptional, Direction::Request, &subject, None, None),
            _ => {}
        }
        if was.filled_by != is.filled_by {
            let who =
                |by: Option<super::FilledBy>| by.map_or("the caller".to_owned(), |by| format!("{by:?}").to_lowercase());
            changes.add(
                Event::InputFilled,
                Direction::Request,
                &subject,
                Some(who(was.filled_by)),
                Some(who(is.filled_by)),
            );
        }
        facts::facts(changes, Direction::Request, &subject, &was.facts, &is.facts);
    }
    for gone in old.inputs.iter().filter(|input| find(new, input).is_none()) {
        changes.add(
            Event::InputRemoved,
            Direction::Request,
            &format!("{}.inputs.{}", new.name, gone.name),
            Some(gone.ty.to_string()),
            None,
        );
    }
}

fn body(changes: &mut Changes, subject: &str, old: Option<&Body>, new: Option<&Body>) {
    let direction = Direction::Request;
    match (old, new) {
        (None, None) => {}
        (None, Some(is)) => {
            let event = if is.optional { Event::OptionalBodyAdded } else { Event::RequiredBodyAdded };
            changes.add(event, direction, subject, None, Some(is.ty.to_string()));
        }
        (Some(was), None) => changes.add(Event::BodyRemoved, direction, subject, Some(was.ty.to_string()), None),
        (Some(was), Some(is)) => {
            if !changes.same_type(&was.ty, &is.ty) {
                changes.add(Event::BodyRetyped, direction, subject, Some(was.ty.to_string()), Some(is.ty.to_string()));
            }
            match (was.optional, is.optional) {
                (true, false) => changes.add(Event::BodyRequired, direction, subject, None, None),
                (false, true) => changes.add(Event::BodyOptional, direction, subject, None, None),
                _ => {}
            }
            let media = |body: &Body| body.media.clone().unwrap_or_default();
            changes.differ(Event::MediaChanged, direction, subject, &media(was), &media(is));
            changes.differ(Event::DocChanged, direction, subject, &was.doc, &is.doc);
        }
    }
}

fn outputs(changes: &mut Changes, old: &Operation, new: &Operation) {
    let direction = Direction::Response;
    let find = |operation: &'_ Operation, like: &Output| {
        operation.outputs.iter().find(|output| output.status == like.status).cloned()
    };
    for is in &new.outputs {
        let subject = format!("{}.outputs.{}", new.name, is.status);
        let Some(was) = find(old, is) else {
            changes.add(Event::StatusAdded, direction, &subject, None, is.ty.as_ref().map(TypeRef::to_string));
            continue;
        };
        match (&was.ty, &is.ty) {
            (None, Some(ty)) => changes.add(Event::OptionalBodyAdded, direction, &subject, None, Some(ty.to_string())),
            (Some(ty), None) => changes.add(Event::BodyRemoved, direction, &subject, Some(ty.to_string()), None),
            (Some(before), Some(after)) if !changes.same_type(before, after) => {
                changes.add(Event::BodyRetyped, direction, &subject, Some(before.to_string()), Some(after.to_string()));
            }
            _ => {}
        }
        changes.differ(
            Event::MediaChanged,
            direction,
            &subject,
            &was.media.clone().unwrap_or_default(),
            &is.media.clone().unwrap_or_default(),
        );
        changes.differ(Event::DocChanged, direction, &subject, &was.doc, &is.doc);
        for header in &is.headers {
            let subject = format!("{subject}.headers.{}", header.name);
            match was.headers.iter().find(|before| before.name == header.name) {
                None => changes.add(Event::HeaderAdded, direction, &subject, None, Some(header.ty.to_string())),
                Some(before) => {
                    changes.differ(
                        Event::InputRetyped,
                        direction,
                        &subject,
                        &before.ty.to_string(),
                        &header.ty.to_string(),
                    );
                    facts::facts(changes, direction, &subject, &before.facts, &header.facts);
                }
            }
        }
        for gone in was.headers.iter().filter(|header| is.headers.iter().all(|after| after.name != header.name)) {
            changes.add(
                Event::HeaderRemoved,
                direction,
                &format!("{subject}.headers.{}", gone.name),
                Some(gone.ty.to_string()),
                None,
            );
        }
    }
    for gone in old.outputs.iter().filter(|output| find(new, output).is_none()) {
        let subject = format!("{}.outputs.{}", new.name, gone.status);
        changes.add(Event::StatusRemoved, direction, &subject, gone.ty.as_ref().map(TypeRef::to_string), None);
    }
}

fn errors(changes: &mut Changes, old: &Operation, new: &Operation) {
    let subject = |code: &str| format!("{}.errors.{code}", new.name);
    for is in &new.errors {
        match old.errors.iter().find(|was| was.code == is.code) {
            None => changes.add(Event::ErrorCodeAdded, Direction::Response, &subject(&is.code), None, stated(&is.doc)),
            Some(was) => changes.differ(Event::DocChanged, Direction::Response, &subject(&is.code), &was.doc, &is.doc),
        }
    }
    for gone in old.errors.iter().filter(|was| new.errors.iter().all(|is| is.code != was.code)) {
        changes.add(Event::ErrorCodeRemoved, Direction::Response, &subject(&gone.code), stated(&gone.doc), None);
    }
}

fn types(changes: &mut Changes, old: &Service, new: &Service) {
    let (reached_before, reached_after) = (Reach::of(old), Reach::of(new));
    let before = |name: &str| changes_name(&changes.renamed, name).and_then(|was| old.types.get_key_value(&was));
    let pairs: Vec<_> = new
        .types
        .iter()
        .filter_map(|(name, is)| before(name).map(|(was_name, was)| (name, is, was_name, was)))
        .collect();
    for (name, is, was_name, was) in pairs {
        // A type that nothing reaches on one side changed with what reached it.
        let Some(direction) = Reach::join(reached_before.direction(was_name), reached_after.direction(name)) else {
            continue;
        };
        let subject = format!("types.{name}");
        changes.differ(Event::TypeRenamed, direction, &subject, was_name, name);
        changes.differ(Event::DocChanged, direction, &subject, &was.doc, &is.doc);
        fields(changes, direction, &subject, was, is);
    }
}

fn changes_name(renamed: &Names, name: &str) -> Option<String> {
    renamed.iter().find(|(_, new)| *new == name).map(|(old, _)| old.clone())
}

fn fields(changes: &mut Changes, direction: Direction, subject: &str, old: &Type, new: &Type) {
    for is in &new.fields {
        let subject = format!("{subject}.{}", is.name);
        let Some(was) = old.fields.iter().find(|was| was.name == is.name) else {
            let event = if is.required { Event::RequiredFieldAdded } else { Event::OptionalFieldAdded };
            changes.add(event, direction, &subject, None, Some(is.ty.to_string()));
            continue;
        };
        if !changes.same_type(&was.ty, &is.ty) {
            changes.add(Event::FieldRetyped, direction, &subject, Some(was.ty.to_string()), Some(is.ty.to_string()));
        }
        match (was.required, is.required) {
            (false, true) => changes.add(Event::FieldRequired, direction, &subject, None, None),
            (true, false) => changes.add(Event::FieldOptional, direction, &subject, None, None),
            _ => {}
        }
        facts::facts(changes, direction, &subject, &was.facts, &is.facts);
    }
    for gone in old.fields.iter().filter(|was| new.fields.iter().all(|is| is.name != was.name)) {
        changes.add(
            Event::FieldRemoved,
            direction,
            &format!("{subject}.{}", gone.name),
            Some(gone.ty.to_string()),
            None,
        );
    }
}
