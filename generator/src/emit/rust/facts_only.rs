//! A service without the sentences of its pages: names, types, constraints and links stay, so that a client of it can be
//! published whatever the pages' licence is.

use super::view::names_a_constant;
use crate::ir::{EnumValue, Facts, Operation, Service};

/// The same service, of whose pages no sentence and no example is left. Its client has the same names.
pub(super) fn without_sentences(service: &Service) -> Service {
    let mut service = service.clone();
    service.operations.iter_mut().for_each(operation);
    for ty in service.types.values_mut() {
        ty.doc.clear();
        ty.fields.iter_mut().for_each(|field| facts(&mut field.facts));
    }
    service
}

fn operation(operation: &mut Operation) {
    operation.title.clear();
    operation.doc.clear();
    operation.examples.clear();
    operation.inputs.iter_mut().for_each(|input| facts(&mut input.facts));
    operation.body.iter_mut().for_each(|body| body.doc.clear());
    for output in &mut operation.outputs {
        output.doc.clear();
        output.headers.iter_mut().for_each(|header| facts(&mut header.facts));
    }
    operation.errors.iter_mut().for_each(|error| error.doc.clear());
}

fn facts(facts: &mut Facts) {
    facts.doc.clear();
    facts.condition = None;
    // The meaning of a number that gives a constant its name is that name, and no sentence.
    let is_name = |value: &EnumValue| value.value.is_i64() && names_a_constant(&value.doc);
    facts.values.iter_mut().filter(|value| !is_name(value)).for_each(|value| value.doc.clear());
}
