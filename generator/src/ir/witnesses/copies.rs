//! Rows that a page states several times, such as of what is sent and of what comes back: a service and its breaches enter,
//! those that examples of requests show leave for each other copy. A copy has the name, the words and the constraint. What
//! an answer shows says nothing of what may be sent, and what answers hold is open as it is.

use super::{Breach, Constraint, Stated, Witness};
use crate::ir::{IrPath, Service};
use std::collections::{BTreeMap, BTreeSet};

/// What copies have in common: a name, the words, and a constraint as the IR writes it.
type Row<'a> = (&'a str, &'a str, Constraint, String);

/// The breaches of copies.
pub(super) fn of(service: &Service, found: &[Breach]) -> Vec<Breach> {
    let known: BTreeSet<(&IrPath, Constraint)> = found.iter().map(|breach| (&breach.of, breach.constraint)).collect();
    let shown: BTreeMap<(&IrPath, Constraint), &Breach> = found
        .iter()
        .filter(|breach| !breach.by_case && is_shown_in_request(service, breach))
        .map(|breach| ((&breach.of, breach.constraint), breach))
        .collect();
    if shown.is_empty() {
        return Vec::new();
    }
    let stated: Vec<Stated<'_>> = super::stated(service).collect();
    let broken: BTreeMap<Row<'_>, &Breach> = stated
        .iter()
        .flat_map(|stated| rows(stated).map(move |row| (&stated.of, row)))
        .filter_map(|(path, row)| Some((row.clone(), *shown.get(&(path, row.2))?)))
        .collect();
    let copies = stated.iter().flat_map(|stated| {
        let copied = rows(stated).filter_map(|row| broken.get(&row).copied());
        let copied = copied.filter(|breach| !known.contains(&(&stated.of, breach.constraint)));
        copied.map(|breach| Breach { of: stated.of.clone(), ..breach.clone() }).collect::<Vec<_>>()
    });
    copies.collect()
}

/// Whether the example of a breach shows what is sent.
fn is_shown_in_request(service: &Service, breach: &Breach) -> bool {
    let Witness::Example(operation, example) = &breach.witness else { return false };
    let operation = service.operations.iter().find(|known| known.name == *operation);
    let mut examples = operation.into_iter().flat_map(|operation| &operation.examples);
    examples.any(|known| known.name == *example && known.request.is_some())
}

/// The constraints of a row that has words.
fn rows<'a>(stated: &Stated<'a>) -> impl Iterator<Item = Row<'a>> + use<'a> {
    let Stated { name, facts, .. } = *stated;
    let values: Vec<String> = facts.values.iter().map(|value| super::plain(&value.value)).collect();
    let stated = [
        (Constraint::Values, (!values.is_empty()).then(|| values.join("|"))),
        (Constraint::Range, facts.range.as_ref().map(ToString::to_string)),
        (Constraint::Length, facts.length.as_ref().map(ToString::to_string)),
        (Constraint::Items, facts.items.as_ref().map(ToString::to_string)),
        (Constraint::Pattern, facts.pattern.clone()),
        (Constraint::Format, facts.format.clone()),
    ];
    let stated = stated.into_iter().filter(|_| !facts.doc.is_empty());
    stated.filter_map(move |(kind, value)| Some((name, facts.doc.as_str(), kind, value?)))
}
