//! Enumerations of parameters that several pages of a service state under one name: a service enters, the lists that
//! another page goes on with leave. What only answers hold is open as it is.

use super::{Breach, Constraint, Witness, input_path, plain};
use crate::ir::{EnumValue, Facts, IrPath, Service};
use std::collections::{BTreeMap, BTreeSet};

/// A list of one value says what the one operation is about.
const SHORTEST: usize = 2;

/// The lists of which another page has all values and one more, each with the first of those.
pub(super) fn shorter_lists(service: &Service) -> Vec<Breach> {
    let mut by_name: BTreeMap<String, Vec<Listed<'_>>> = BTreeMap::new();
    for (name, listed) in sent(service) {
        by_name.entry(name).or_default().push(listed);
    }
    let alike = by_name.values().flat_map(|lists| lists.iter().filter_map(|list| list.longer_in(lists)));
    alike.collect()
}

/// An enumeration of something that is sent.
struct Listed<'a> {
    path: IrPath,
    facts: &'a Facts,
    values: BTreeSet<String>,
}

impl<'a> Listed<'a> {
    fn of(path: IrPath, facts: &'a Facts) -> Option<Self> {
        let values = facts.values.iter().map(|EnumValue { value, .. }| plain(value)).collect();
        (facts.values.len() >= SHORTEST).then_some(Self { path, facts, values })
    }

    fn longer_in(&self, lists: &[Self]) -> Option<Breach> {
        if self.facts.by_sentence.contains(&Constraint::Values) {
            return None;
        }
        let longer = lists
            .iter()
            .find(|other| self.values.len() < other.values.len() && self.values.is_subset(&other.values))?;
        let value = longer.values.difference(&self.values).next()?.clone();
        let witness = Witness::Parameter(longer.path.clone());
        Some(Breach { of: self.path.clone(), constraint: Constraint::Values, value, witness, by_case: false })
    }
}

/// The enumerations of inputs, and of the fields that bodies lead to, by name.
fn sent(service: &Service) -> Vec<(String, Listed<'_>)> {
    let mut lists = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    for operation in &service.operations {
        for input in &operation.inputs {
            let listed = Listed::of(input_path(operation, &input.name), &input.facts);
            lists.extend(listed.map(|listed| (input.name.clone(), listed)));
        }
        open.extend(operation.body.as_ref().and_then(|body| body.ty.named()));
    }
    let mut known: BTreeSet<&str> = BTreeSet::new();
    while let Some(ty) = open.pop() {
        let Some(object) = service.types.get(ty).filter(|_| known.insert(ty)) else { continue };
        for field in &object.fields {
            let path = IrPath::Field { ty: ty.to_owned(), name: field.name.clone() };
            lists.extend(Listed::of(path, &field.facts).map(|listed| (field.name.clone(), listed)));
            open.extend(field.ty.named());
        }
    }
    lists
}
