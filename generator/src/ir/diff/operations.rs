//! Operations of two versions: paired by what they are on the wire, then compared part by part.

use super::{Changes, Direction, Event, Subject, facts, members::Members, stated};
use crate::ir::{
    Body, Header, Input, IrPath, Location, Operation, Output, Service, Status, TypeRef, When, is_version, placeholders,
    skeleton,
};

/// Whether two operations are one in two versions.
type Same<'a> = &'a dyn Fn(&Operation, &Operation) -> bool;

pub(super) fn compare(changes: &mut Changes, old: &Service, new: &Service) {
    // The request line is an operation's identity; where that changed, the locked name is, then the path without its
    // version, then the title.
    let line = |operation: &Operation| (operation.method, skeleton(&operation.path), operation.when.clone());
    let any_version = |operation: &Operation| (operation.method, unversioned(&operation.path), operation.when.clone());
    let is_same: [Same<'_>; 4] = [
        &|was, is| line(was) == line(is),
        &|was, is| was.name == is.name,
        &|was, is| any_version(was) == any_version(is),
        &|was, is| was.method == is.method && !is.title.is_empty() && was.title == is.title,
    ];
    let mut before: Vec<&Operation> = old.operations.iter().collect();
    let mut pairs: Vec<Option<&Operation>> = vec![None; new.operations.len()];
    for is_same in is_same {
        for (pair, is) in pairs.iter_mut().zip(&new.operations).filter(|(pair, _)| pair.is_none()) {
            *pair = before.iter().position(|was| is_same(was, is)).map(|at| before.remove(at));
        }
    }
    for (was, is) in pairs.into_iter().zip(&new.operations) {
        match was {
            Some(was) => operation(changes, was, is),
            None => changes.add(Event::OperationAdded, Direction::Both, &whole(is), None, Some(request_line(is))),
        }
    }
    for gone in before {
        changes.add(Event::OperationRemoved, Direction::Both, &whole(gone), Some(request_line(gone)), None);
    }
}

/// A path without the names of its placeholders and without versions.
fn unversioned(path: &str) -> String {
    let skeleton = skeleton(path);
    skeleton.split('/').filter(|part| !is_version(part)).collect::<Vec<_>>().join("/")
}

fn whole(operation: &Operation) -> Subject {
    IrPath::Operation(operation.name.clone()).into()
}

fn request_line(operation: &Operation) -> String {
    let when = operation.when.as_ref().map(When::suffix).unwrap_or_default();
    format!("{} {}{when}", operation.method.as_str(), operation.path)
}

fn operation(changes: &mut Changes, old: &Operation, new: &Operation) {
    let name = &whole(new);
    let fact = |fact: &str| Subject::fact(name.path.clone(), fact);
    changes.differ(Event::OperationRenamed, Direction::Both, name, &old.name, &new.name);
    let same_line = old.method == new.method && old.when == new.when && skeleton(&old.path) == skeleton(&new.path);
    let moved = if same_line { Event::PlaceholderRenamed } else { Event::RequestLineChanged };
    changes.differ(moved, Direction::Both, name, &request_line(old), &request_line(new));
    changes.differ(Event::PageMoved, Direction::Both, name, &old.page, &new.page);
    let address = |operation: &Operation| operation.page_url.clone().unwrap_or_default();
    changes.differ(Event::PageMoved, Direction::Both, &fact("page_url"), &address(old), &address(new));
    for alias in new.aliases.iter().filter(|alias| !old.aliases.contains(alias)) {
        changes.add(Event::AliasAdded, Direction::Request, name, None, Some(alias.clone()));
    }
    for alias in old.aliases.iter().filter(|alias| !new.aliases.contains(alias)) {
        changes.add(Event::AliasRemoved, Direction::Request, name, Some(alias.clone()), None);
    }
    let deprecation = (Event::OperationDeprecated, Event::OperationReinstated);
    changes.turned(deprecation, Direction::Both, name, old.deprecated, new.deprecated);
    changes.differ(Event::DocChanged, Direction::Both, &fact("title"), &old.title, &new.title);
    changes.differ(Event::DocChanged, Direction::Both, name, &old.doc, &new.doc);
    if old.pagination != new.pagination {
        let event = if old.pagination.is_none() { Event::PagesTold } else { Event::PagesChanged };
        changes.add(event, Direction::Both, &fact("pagination"), None, None);
    }
    if old.envelope != new.envelope {
        changes.add(Event::EnvelopeChanged, Direction::Both, &fact("envelope"), None, None);
    }
    inputs(changes, &new.name, &with_placeholders_of(new, old), &new.inputs);
    let subject = IrPath::Body { operation: new.name.clone() }.into();
    body(changes, &subject, old.body.as_ref(), new.body.as_ref());
    outputs(changes, old, new);
    errors(changes, old, new);
    if old.examples != new.examples {
        changes.add(Event::ExampleChanged, Direction::Both, &fact("examples"), None, None);
    }
}

/// The old inputs, those of the path called as the new path calls them: such names never travel.
fn with_placeholders_of(new: &Operation, old: &Operation) -> Vec<Input> {
    let mut inputs = old.inputs.clone();
    if skeleton(&old.path) == skeleton(&new.path) {
        for input in inputs.iter_mut().filter(|input| input.location == Location::Path) {
            let place = placeholders(&old.path).position(|name| name == input.name);
            if let Some(name) = place.and_then(|place| placeholders(&new.path).nth(place)) {
                name.clone_into(&mut input.name);
            }
        }
    }
    inputs
}

fn inputs(changes: &mut Changes, operation: &str, old: &[Input], new: &[Input]) {
    let direction = Direction::Request;
    let members = Members::pair(old, new, &changes.renamed);
    let subject = |input: &Input| IrPath::Input { operation: operation.to_owned(), name: input.name.clone() }.into();
    for (is, was) in &members.now {
        let subject = subject(is);
        let Some(was) = was else {
            let needed = is.required && is.filled_by.is_none();
            let event = if needed { Event::RequiredInputAdded } else { Event::OptionalInputAdded };
            changes.add(event, direction, &subject, None, Some(is.ty.to_string()));
            continue;
        };
        changes.differ(Event::InputRenamed, direction, &subject, &was.name, &is.name);
        changes.retyped(Event::InputRetyped, direction, &subject, &was.ty, &is.ty);
        let necessity = (Event::InputRequired, Event::InputOptional);
        changes.turned(necessity, direction, &subject, was.required, is.required);
        let filler = |input: &Input| input.filled_by.map_or("the caller".into(), |by| format!("{by:?}").to_lowercase());
        changes.differ(Event::InputFilled, direction, &subject, &filler(was), &filler(is));
        facts::compare(changes, direction, &subject, &was.facts, &is.facts);
    }
    if let Some((was, is)) = members.reordered(old) {
        let subject = Subject::fact(IrPath::Operation(operation.to_owned()), "inputs");
        changes.add(Event::InputsReordered, direction, &subject, Some(was), Some(is));
    }
    for gone in members.gone {
        changes.add(Event::InputRemoved, direction, &subject(gone), Some(gone.ty.to_string()), None);
    }
}

fn body(changes: &mut Changes, subject: &Subject, old: Option<&Body>, new: Option<&Body>) {
    let direction = Direction::Request;
    match (old, new) {
        (None, None) => {}
        (None, Some(is)) => {
            let event = if is.optional { Event::OptionalBodyAdded } else { Event::RequiredBodyAdded };
            changes.add(event, direction, subject, None, Some(is.ty.to_string()));
        }
        (Some(was), None) => changes.add(Event::BodyRemoved, direction, subject, Some(was.ty.to_string()), None),
        (Some(was), Some(is)) => {
            changes.retyped(Event::BodyRetyped, direction, subject, &was.ty, &is.ty);
            let necessity = (Event::BodyOptional, Event::BodyRequired);
            changes.turned(necessity, direction, subject, was.optional, is.optional);
            if was.cases != is.cases {
                changes.add(Event::BodyCasesChanged, direction, subject, None, None);
            }
            media(changes, direction, subject, was.media.as_ref(), is.media.as_ref());
            media(changes, direction, subject, was.root.as_ref(), is.root.as_ref());
            changes.differ(Event::DocChanged, direction, subject, &was.doc, &is.doc);
        }
    }
}

fn media(changes: &mut Changes, direction: Direction, subject: &Subject, old: Option<&String>, new: Option<&String>) {
    let word = |media: Option<&String>| media.cloned().unwrap_or_default();
    changes.differ(Event::MediaChanged, direction, subject, &word(old), &word(new));
}

fn outputs(changes: &mut Changes, old: &Operation, new: &Operation) {
    let direction = Direction::Response;
    let find = |operation: &'_ Operation, like: &Output| operation.outputs.iter().position(|o| o.status == like.status);
    let path = |output: &Output| IrPath::Output { operation: new.name.clone(), status: output.status };
    for is in &new.outputs {
        let subject = Subject::from(path(is));
        let Some(was) = find(old, is).and_then(|at| old.outputs.get(at)) else {
            changes.add(Event::StatusAdded, direction, &subject, None, is.ty.as_ref().map(TypeRef::to_string));
            continue;
        };
        match (&was.ty, &is.ty) {
            (None, Some(ty)) => changes.add(Event::OptionalBodyAdded, direction, &subject, None, Some(ty.to_string())),
            (Some(ty), None) => changes.add(Event::BodyRemoved, direction, &subject, Some(ty.to_string()), None),
            (Some(before), Some(after)) => changes.retyped(Event::BodyRetyped, direction, &subject, before, after),
            (None, None) => {}
        }
        media(changes, direction, &subject, was.media.as_ref(), is.media.as_ref());
        changes.differ(Event::DocChanged, direction, &subject, &was.doc, &is.doc);
        headers(changes, (&new.name, is.status), &was.headers, &is.headers);
    }
    for gone in old.outputs.iter().filter(|output| find(new, output).is_none()) {
        changes.add(
            Event::StatusRemoved,
            direction,
            &path(gone).into(),
            gone.ty.as_ref().map(TypeRef::to_string),
            None,
        );
    }
}

fn headers(changes: &mut Changes, (operation, status): (&str, Status), old: &[Header], new: &[Header]) {
    let direction = Direction::Response;
    let subject = |header: &Header| {
        Subject::from(IrPath::Header { operation: operation.to_owned(), status, name: header.name.clone() })
    };
    for is in new {
        let subject = subject(is);
        match old.iter().find(|was| was.name == is.name) {
            None => changes.add(Event::HeaderAdded, direction, &subject, None, Some(is.ty.to_string())),
            Some(was) => {
                changes.retyped(Event::HeaderRetyped, direction, &subject, &was.ty, &is.ty);
                facts::compare(changes, direction, &subject, &was.facts, &is.facts);
            }
        }
    }
    for gone in old.iter().filter(|was| new.iter().all(|is| is.name != was.name)) {
        changes.add(Event::HeaderRemoved, direction, &subject(gone), Some(gone.ty.to_string()), None);
    }
}

fn errors(changes: &mut Changes, old: &Operation, new: &Operation) {
    let direction = Direction::Response;
    let status = |status: Option<u16>| status.map(|status| status.to_string()).unwrap_or_default();
    let subject = |code: &str| Subject::from(IrPath::ErrorCode { operation: new.name.clone(), code: code.to_owned() });
    for is in &new.errors {
        let subject = subject(&is.code);
        match old.errors.iter().find(|was| was.code == is.code) {
            None => changes.add(Event::ErrorCodeAdded, direction, &subject, None, stated(&is.doc)),
            Some(was) => {
                changes.differ(Event::ErrorCodeMoved, direction, &subject, &status(was.status), &status(is.status));
                changes.differ(Event::DocChanged, direction, &subject, &was.doc, &is.doc);
            }
        }
    }
    for gone in old.errors.iter().filter(|was| new.errors.iter().all(|is| is.code != was.code)) {
        changes.add(Event::ErrorCodeRemoved, direction, &subject(&gone.code), stated(&gone.doc), None);
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        diagnostic::Source,
        ir::{Service, diff},
    };
    use std::sync::Arc;

    fn shelf(name: &str, path: &str, title: &str) -> Service {
        let text = format!(
            "service: shelf\noperations:\n- name: {name}\n  page: p.md\n  method: POST\n  path: {path}\n  title: {title}\n"
        );
        Service::from_yaml(&Arc::new(Source::new("ir.yaml", text))).unwrap()
    }

    #[test]
    fn an_operation_is_known_by_its_path_without_version_and_by_its_title() {
        let old = shelf("lend_book", "/v1/books/{id}/lend", "Lending a Book");
        for (new, expected) in [
            (
                shelf("rent_book", "/v2/books/{book}/lend", "Renting a Book"),
                "OperationRenamed RequestLineChanged DocChanged",
            ),
            (shelf("lend_book_by_id", "/v1/loans", "Lending a Book"), "OperationRenamed RequestLineChanged"),
            (shelf("list_books", "/v1/books", "Listing Books"), "OperationAdded OperationRemoved"),
        ] {
            let changes = diff::diff(&old, &new);
            let events: Vec<String> = changes.iter().map(|change| format!("{:?}", change.event)).collect();
            assert_eq!(events.join(" "), expected);
        }
    }
}
