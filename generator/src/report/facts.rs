//! What the IR says at each path that a row can lead to, in a few words.

use crate::ir::{Constraint, Facts, IrPath, Range, Service};
use serde_json::Value;
use std::collections::BTreeMap;

/// Values of an enumeration that are shown.
const VALUES: usize = 8;

/// The words, by the part of the service that they are of.
pub(crate) fn by_path(service: &Service) -> BTreeMap<IrPath, String> {
    let mut words = BTreeMap::new();
    for operation in &service.operations {
        for input in &operation.inputs {
            let path = IrPath::Input { operation: operation.name.clone(), name: input.name.clone() };
            words.insert(path, facts(&input.ty.to_string(), input.required, &input.facts));
        }
        for output in &operation.outputs {
            for header in &output.headers {
                let (operation, name) = (operation.name.clone(), header.name.clone());
                let path = IrPath::Header { operation, status: output.status, name };
                words.insert(path, facts(&header.ty.to_string(), false, &header.facts));
            }
        }
    }
    for (name, ty) in &service.types {
        for field in &ty.fields {
            let path = IrPath::Field { ty: name.clone(), name: field.name.clone() };
            words.insert(path, facts(&field.ty.to_string(), field.required, &field.facts));
        }
    }
    words
}

fn facts(ty: &str, required: bool, facts: &Facts) -> String {
    let mut words = vec![ty.to_owned()];
    let mut say = |word: &str, said: bool| words.extend(said.then(|| word.to_owned()));
    say("required", required);
    say("nullable", facts.nullable);
    say("deprecated", facts.deprecated);
    say("secret", facts.secret);
    say("attribute", facts.attribute);
    // Clients check these on request only.
    let said = |kind| if facts.by_sentence.contains(&kind) { " (by sentence)" } else { "" };
    let ranges = [
        ("", &facts.range, Constraint::Range),
        ("length ", &facts.length, Constraint::Length),
        ("items ", &facts.items, Constraint::Items),
    ];
    let bounds = |(word, range, kind): (_, &Option<Range>, _)| Some(format!("{word}{}{}", range.as_ref()?, said(kind)));
    words.extend(ranges.into_iter().filter_map(bounds));
    words.extend(facts.pattern.as_ref().map(|pattern| format!("pattern {pattern}{}", said(Constraint::Pattern))));
    words.extend(facts.format.as_ref().map(|format| format!("format {format}")));
    words.extend(facts.default.as_ref().map(|value| format!("default {}", plain(value))));
    if !facts.values.is_empty() {
        let shown: Vec<String> = facts.values.iter().take(VALUES).map(|value| plain(&value.value)).collect();
        let more = if facts.values.len() > VALUES { " | …" } else { "" };
        words.push(format!("{}{more}{}", shown.join(" | "), said(Constraint::Values)));
    }
    words.extend(facts.condition.as_ref().map(|condition| format!("when: {condition}")));
    words.join(", ")
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
