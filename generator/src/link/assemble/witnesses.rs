//! Examples as witnesses of constraints and shapes: a linked service enters, and leaves without the constraints that its
//! own examples and defaults break, each told at its row. Which of the two the page got wrong is never guessed.

use crate::{
    diagnostic::{Code, Place, Sink},
    ir::{Difference, IrPath, Service},
};
use std::collections::BTreeMap;

/// Takes away what is broken.
pub(in crate::link) fn lift_broken(service: &mut Service, places: &BTreeMap<&IrPath, Place>, sink: &mut Sink) {
    for breach in service.breaches() {
        service.lift(&breach);
        let fate = if breach.is_doubt() { "is enforced only on request" } else { "is left out" };
        let message = format!("{} of `{}`; the constraint {fate}", breach.reason(), breach.of);
        sink.note(Code::BrokenConstraint, message, places.get(&breach.of).cloned());
    }
}

/// Reports examples that do not fit the types that they are examples of.
pub(in crate::link) fn report_contradictions(service: &Service, places: &BTreeMap<&IrPath, Place>, sink: &mut Sink) {
    for contradiction in service.contradictions() {
        let (of, (operation, example)) = (&contradiction.of, &contradiction.example);
        let (code, message) = match &contradiction.what {
            Difference::Lacks(names) => {
                let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                let fields = if names.len() == 1 { "the mandatory field" } else { "the mandatory fields" };
                let message = format!("the example `{example}` of `{operation}` lacks {fields} {}", names.join(", "));
                (Code::IncompleteExample, message)
            }
            Difference::Type(ty) => (
                Code::ExampleDisagrees,
                format!("`{of}` is `{ty}`, and the example `{example}` of `{operation}` shows another type"),
            ),
        };
        sink.note(code, message, places.get(of).cloned());
    }
}
