//! What must hold of any IR, however it came about. The emitter relies on it.

use super::{Location, Operation, Service, Type, TypeRef, placeholders, web_address};
use crate::diagnostic::{Code, Diagnostic};
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// Every breach, in the order of the file.
#[must_use]
pub fn check(service: &Service) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut names = BTreeSet::new();
    for operation in &service.operations {
        if !names.insert(operation.name.as_str()) {
            let message = format!("the operation `{}` is in `{}` twice", operation.name, service.service);
            findings.push(Diagnostic::new(Code::DuplicateName, message));
        }
        check_operation(operation, &service.types, &mut findings);
        findings.extend(
            service
                .misfits(operation)
                .into_iter()
                .map(|misfit| Diagnostic::new(Code::AnswerMismatch, format!("`{}`: {misfit}", operation.name))),
        );
    }
    for (name, ty) in &service.types {
        check_type(name, ty, &service.types, &mut findings);
    }
    findings.extend(endless(&service.types));
    findings
}

fn check_operation(operation: &Operation, types: &IndexMap<String, Type>, findings: &mut Vec<Diagnostic>) {
    let name = &operation.name;
    let snake = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) || !name.chars().all(snake) {
        let message = format!("`{name}` is not the name of an operation: expected snake_case");
        findings.push(Diagnostic::new(Code::BadName, message));
    }
    if let Some(url) = &operation.page_url
        && web_address(url).as_ref() != Some(url)
    {
        let message = format!("`{name}`: `page_url` is `{url}`, which is not the address of a web page");
        findings.push(Diagnostic::new(Code::BadPageUrl, message));
    }
    let mut inputs = BTreeSet::new();
    for input in &operation.inputs {
        if !inputs.insert((input.location, input.name.as_str())) {
            let message = format!("`{name}` has the {} parameter `{}` twice", input.location.as_str(), input.name);
            findings.push(Diagnostic::new(Code::DuplicateName, message));
        }
        check_ref(&input.ty, &format!("`{name}`, parameter `{}`", input.name), types, findings);
    }
    let placeholders: BTreeSet<&str> = placeholders(&operation.path).collect();
    let declared: BTreeSet<&str> =
        inputs.iter().filter(|(location, _)| *location == Location::Path).map(|(_, name)| *name).collect();
    for missing in placeholders.symmetric_difference(&declared) {
        let message = if declared.contains(missing) {
            format!("`{name}`: the path `{}` has no placeholder `{{{missing}}}`", operation.path)
        } else {
            format!("`{name}`: no path parameter fills `{{{missing}}}` of `{}`", operation.path)
        };
        findings.push(Diagnostic::new(Code::PathMismatch, message));
    }
    if let Some(body) = &operation.body {
        check_ref(&body.ty, &format!("the body of `{name}`"), types, findings);
    }
    let mut statuses = BTreeSet::new();
    for output in &operation.outputs {
        if !statuses.insert(output.status) {
            let message = format!("`{name}` has two responses of status {}", output.status);
            findings.push(Diagnostic::new(Code::DuplicateName, message));
        }
        if let Some(ty) = &output.ty {
            check_ref(ty, &format!("answer {} of `{name}`", output.status), types, findings);
        }
    }
}

fn check_type(name: &str, ty: &Type, types: &IndexMap<String, Type>, findings: &mut Vec<Diagnostic>) {
    if name.parse() != Ok(TypeRef::Named(name.to_owned())) {
        let message = format!("`{name}` is not the name of a type: expected PascalCase");
        findings.push(Diagnostic::new(Code::BadName, message));
    }
    let mut fields = BTreeSet::new();
    for field in &ty.fields {
        if !fields.insert(field.name.as_str()) {
            let message = format!("the type `{name}` has the field `{}` twice", field.name);
            findings.push(Diagnostic::new(Code::DuplicateName, message));
        }
        check_ref(&field.ty, &format!("`{name}.{}`", field.name), types, findings);
    }
}

fn check_ref(ty: &TypeRef, place: &str, types: &IndexMap<String, Type>, findings: &mut Vec<Diagnostic>) {
    if let Some(named) = ty.named()
        && !types.contains_key(named)
    {
        let message = format!("{place} is of type `{named}`, which does not exist");
        findings.push(Diagnostic::new(Code::DanglingType, message));
    }
}

/// Types whose required fields lead back to them: each is reported once, by its first type.
fn endless(types: &IndexMap<String, Type>) -> Vec<Diagnostic> {
    let required = |name: &str| {
        let fields = types.get(name).map(|ty| ty.fields.as_slice()).unwrap_or_default();
        fields.iter().filter(|field| field.required).filter_map(|field| match &field.ty {
            TypeRef::Named(name) => Some(name.as_str()),
            _ => None,
        })
    };
    // Types that can be built: all their required fields can. What cannot is in a cycle, or leads to one.
    let mut waiting: IndexMap<&str, usize> =
        types.keys().map(|name| (name.as_str(), required(name).filter(|to| types.contains_key(*to)).count())).collect();
    let mut users: IndexMap<&str, Vec<&str>> = IndexMap::new();
    for name in types.keys() {
        for needed in required(name) {
            users.entry(needed).or_default().push(name);
        }
    }
    let mut ready: Vec<&str> = waiting.iter().filter(|(_, count)| **count == 0).map(|(name, _)| *name).collect();
    while let Some(name) = ready.pop() {
        for user in users.get(name).into_iter().flatten() {
            if let Some(count) = waiting.get_mut(user) {
                *count -= 1;
                if *count == 0 {
                    ready.push(user);
                }
            }
        }
    }
    let stuck = waiting.into_iter().filter(|(_, count)| *count > 0);
    stuck
        .map(|(name, _)| Diagnostic::new(Code::EndlessType, format!("no value of `{name}` could ever be complete")))
        .collect()
}

#[cfg(test)]
mod tests;
