//! Holds a request against the IR: types, names and what is required here, constraints by the code that clients are
//! held to them with. All that is wrong is told at once.

use super::{
    form::{self, typed},
    options::Options,
    refusal::Refusal,
    request::Request,
    route::Found,
    xml,
};
use crate::ir::{
    Authentication, Constraints, Facts, FilledBy, Input, Location, Operation, Service, TypeRef, When, edits, essence,
    is_json, is_xml,
};
use serde_json::Value;
use specwright_runtime::{Violations, emitted::Rule};

/// No type nests deeper than this in a request.
const DEEPEST: usize = 64;

/// What one response lists.
const MOST: usize = 20;

pub(super) fn check(request: &Request, found: &Found<'_>, options: &Options) -> Result<(), Refusal> {
    let open_values = options.open_values;
    let mut check = Check { service: found.service, open_values, has_unlisted: false, wrong: Vec::new() };
    check.inputs(request, found);
    check.unknown_query(request, found);
    check.body(request, found);
    let more = check.wrong.len().saturating_sub(MOST);
    check.wrong.truncate(MOST);
    if more > 0 {
        check.wrong.push(format!("{more} more"));
    }
    if check.has_unlisted {
        check.wrong.push("the option `--open-values` accepts values that pages do not list".to_owned());
    }
    if check.wrong.is_empty() { Ok(()) } else { Err(Refusal::new(400, check.wrong.join("; "))) }
}

struct Check<'a> {
    service: &'a Service,
    open_values: bool,
    /// Whether one of the values is none that its page lists.
    has_unlisted: bool,
    wrong: Vec<String>,
}

impl Check<'_> {
    fn say(&mut self, place: &str, problem: impl AsRef<str>) {
        self.wrong.push(format!("{place}: {}", problem.as_ref()));
    }

    fn inputs(&mut self, request: &Request, found: &Found<'_>) {
        let query = request.query();
        for input in &found.operation.inputs {
            if input.travels_in_members() {
                self.members(&query, input);
                continue;
            }
            let values: Vec<&str> = match input.location {
                Location::Path => {
                    found.path.iter().filter(|(name, _)| *name == input.name).map(|(_, value)| value.as_str()).collect()
                }
                Location::Query => {
                    query.iter().filter(|(name, _)| *name == input.name).map(|(_, value)| value.as_str()).collect()
                }
                Location::Header => request.header(&input.name).into_iter().collect(),
            };
            // A path may leave out what the other path of the operation has; credentials and media have checks of their
            // own.
            let due = input.required
                && input.location != Location::Path
                && !matches!(input.filled_by, Some(FilledBy::Credential | FilledBy::Media));
            let place = format!("{} `{}`", input.location.as_str(), input.name);
            match values.as_slice() {
                [] if due => self.say(&place, "is required, but missing"),
                [] => {}
                values => self.parameter(&place, input, values),
            }
        }
    }

    /// A map in the query: a parameter a member.
    fn members(&mut self, query: &[(String, String)], input: &Input) {
        let TypeRef::Map(item) = &input.ty else { return };
        let members: serde_json::Map<String, Value> = query
            .iter()
            .filter_map(|(name, value)| Some((input.member(name)?.to_owned(), typed(item, value))))
            .collect();
        let place = format!("query `{}`", input.name);
        match members.is_empty() {
            true if input.required => self.say(&place, "is required, but missing"),
            true => {}
            false => self.given(&place, &input.ty, &input.facts, &Value::Object(members), 0),
        }
    }

    fn parameter(&mut self, place: &str, input: &Input, values: &[&str]) {
        let texts: Vec<String> = match (&input.ty, values) {
            (TypeRef::List(item), values) => {
                let texts = values.iter().flat_map(|value| value.split(',')).map(|text| text.trim().to_owned());
                let texts: Vec<String> = texts.collect();
                let items = texts.iter().map(|text| typed(item, text)).collect();
                self.value(place, &input.ty, input.facts.nullable, &Value::Array(items), 0);
                texts
            }
            (ty, [value]) => {
                self.value(place, ty, input.facts.nullable, &typed(ty, value), 0);
                vec![(*value).to_owned()]
            }
            _ => return self.say(place, format!("occurs {} times, but takes one value", values.len())),
        };
        self.constraints(place, &input.ty, &input.facts, |rule| rule.violations_of_texts(&texts));
    }

    fn unknown_query(&mut self, request: &Request, found: &Found<'_>) {
        let inputs = || found.operation.inputs.iter().filter(|input| input.location == Location::Query);
        let mut known: Vec<&str> = inputs().map(|input| input.name.as_str()).collect();
        if let Some(When::Query(pairs)) = &found.operation.when {
            known.extend(pairs.keys().map(String::as_str));
        }
        known.extend(found.service.authentication.iter().flat_map(Authentication::query_names));
        for (name, _) in request.query() {
            if !known.contains(&name.as_str()) && inputs().all(|input| input.member(&name).is_none()) {
                let problem = format!("the page has no such parameter{}", meant(&name, &known));
                self.say(&format!("query `{name}`"), problem);
            }
        }
    }

    fn body(&mut self, request: &Request, found: &Found<'_>) {
        let Some(body) = &found.operation.body else {
            // Clients send `{}` or nothing where a page has no body.
            let constant = matches!(found.operation.when, Some(When::Members(_)));
            if !constant && !matches!(request.body.trim_ascii(), b"" | b"{}" | b"null") {
                self.say("body", "the page describes no body");
            }
            return;
        };
        if request.body.is_empty() {
            if !body.optional {
                self.say("body", "is required, but missing");
            }
            return;
        }
        let media = body.media.as_deref().unwrap_or("application/json");
        match request.header("Content-Type") {
            // A patch that travels as plain JSON is another request.
            Some(sent) if is_json(media) && essence(sent) != essence(media) => {
                self.say("header `Content-Type`", format!("expected {media}, found {sent}"));
            }
            _ => {}
        }
        let sent = if is_json(media) {
            serde_json::from_slice(&request.body).map_err(|error| format!("is not JSON: {error}"))
        } else if form::is_form(media) {
            form::value(request, self.service, &body.ty)
        } else if is_xml(media) && body.ty.named().is_some() {
            xml::value(request, self.service, body)
        } else {
            return;
        };
        match sent {
            Ok(value) => self.value("body", &body.ty, false, &without_constants(value, found.operation), 0),
            Err(problem) => self.say("body", problem),
        }
    }

    /// A value that a field or a parameter states.
    fn given(&mut self, place: &str, ty: &TypeRef, facts: &Facts, value: &Value, depth: usize) {
        self.value(place, ty, facts.nullable, value, depth);
        self.constraints(place, ty, facts, |rule| rule.violations(&value.to_string()));
    }

    fn value(&mut self, place: &str, ty: &TypeRef, nullable: bool, value: &Value, depth: usize) {
        if depth > DEEPEST {
            return self.say(place, "nests too deeply");
        }
        match (ty, value) {
            (_, Value::Null) if nullable => {}
            (TypeRef::Any | TypeRef::Binary, _)
            | (TypeRef::Boolean, Value::Bool(_))
            | (TypeRef::String, Value::String(_))
            | (TypeRef::Number, Value::Number(_)) => {}
            (TypeRef::Integer, Value::Number(number)) if !number.is_f64() => {}
            (TypeRef::List(item), Value::Array(items)) => {
                for (index, value) in items.iter().enumerate() {
                    self.value(&format!("{place}[{index}]"), item, nullable, value, depth + 1);
                }
            }
            (TypeRef::Map(inner), Value::Object(members)) => {
                for (key, value) in members {
                    self.value(&format!("{place}.{key}"), inner, nullable, value, depth + 1);
                }
            }
            (TypeRef::Named(name), Value::Object(_)) => self.object(place, name, value, depth),
            _ => self.say(place, format!("expected {ty}, found {}", kind(value))),
        }
    }

    fn object(&mut self, place: &str, name: &str, value: &Value, depth: usize) {
        let Some((ty, members)) = self.service.types.get(name).zip(value.as_object()) else { return };
        let known: Vec<String> = ty.fields.iter().map(|field| field.member().into_owned()).collect();
        for (field, member) in ty.fields.iter().zip(&known) {
            let place = format!("{place}.{member}");
            match members.get(member) {
                None if field.required => self.say(&place, "is required, but missing"),
                None => {}
                Some(value) => self.given(&place, &field.ty, &field.facts, value, depth + 1),
            }
        }
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        for key in members.keys().filter(|key| !known.contains(&key.as_str())) {
            self.say(&format!("{place}.{key}"), format!("{name} has no such field{}", meant(key, &known)));
        }
    }

    /// Says what a client is told before it sends.
    fn constraints(&mut self, place: &str, ty: &TypeRef, facts: &Facts, violations: impl Fn(&Rule<'_>) -> Violations) {
        let stated = facts.constraints(ty);
        if stated.is_empty() {
            return;
        }
        let Constraints { length, range, items, pattern, values, .. } = stated;
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        let [length, range, items, pattern] = [length, range, items, pattern].map(Option::unwrap_or_default);
        let rule = Rule::new(place).length(&length).range(&range).items(&items).pattern(&pattern).values(&values);
        for violation in &violations(&rule) {
            if violation.is_unlisted && self.open_values {
                continue;
            }
            self.has_unlisted |= violation.is_unlisted;
            let known = values.iter().take(MOST).copied().collect::<Vec<_>>().join(", ");
            let known = if violation.is_unlisted { format!(": {known}") } else { String::new() };
            self.say(&violation.path, format!("{}{known}", violation.problem));
        }
    }
}

/// A body without the members that are part of the operation.
fn without_constants(mut body: Value, operation: &Operation) -> Value {
    if let (Some(When::Members(constants)), Value::Object(members)) = (&operation.when, &mut body) {
        members.retain(|name, _| !constants.contains_key(name));
    }
    body
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(number) if number.is_f64() => "a number",
        Value::Number(_) => "an integer",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// The name that was meant, where one is near.
fn meant(name: &str, known: &[&str]) -> String {
    let near = known.iter().map(|known| (edits(known, name), known)).min();
    match near.filter(|(edits, _)| *edits <= name.chars().count() / 3 + 1) {
        Some((_, near)) => format!("; did you mean `{near}`?"),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests;
