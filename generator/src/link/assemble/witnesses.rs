//! Examples as witnesses of constraints: a linked service enters, and leaves without the constraints that its own
//! examples and defaults break, each told at its row. Which of the two the page got wrong is never guessed.

use crate::{
    diagnostic::{Code, Place, Sink},
    ir::{IrPath, Service},
};
use std::collections::BTreeMap;

/// Takes away what is broken.
pub(in crate::link) fn lift_broken(service: &mut Service, places: &BTreeMap<&IrPath, Place>, sink: &mut Sink) {
    for breach in service.breaches() {
        service.lift(&breach);
        let fate = if breach.is_doubt() { "binds callers only if they ask for it" } else { "is left out" };
        let message = format!("{} of `{}`, which {fate}", breach.reason(), breach.of);
        sink.note(Code::BrokenConstraint, message, places.get(&breach.of).cloned());
    }
}
