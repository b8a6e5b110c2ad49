//! Whether an override is formed as one: an id of its own, a reason, and something to do that its
//! match can have.

use super::{Override, target::Target};
use crate::diagnostic::{Code, Diagnostic};
use std::collections::BTreeSet;

/// The breaches of all overrides, each with the id of its override; those that stand first are right.
pub(super) fn breaches(overrides: &[Override]) -> Vec<(&str, Diagnostic)> {
    let mut ids = BTreeSet::new();
    let mut breaches = Vec::new();
    for change in overrides {
        let id = change.id.as_str();
        let mut breach = |code, message: String| breaches.push((id, Diagnostic::new(code, message)));
        if !ids.insert(id) {
            breach(Code::RepeatedOverride, format!("`{id}` is the id of two overrides"));
        }
        if change.reason.trim().is_empty() {
            breach(Code::UnreasonedOverride, format!("`{id}` gives no reason"));
        }
        if let Some(problem) = misuse(change) {
            breach(Code::MisusedOverride, format!("`{id}`: {problem}"));
        }
    }
    breaches
}

/// What an override asks for that its match cannot have.
pub(super) fn misuse(change: &Override) -> Option<String> {
    let asked = asked(change);
    let Some(target) = change.target.target() else {
        return Some(
            "a match names an operation, an input, the body, an answer or an answer's header of an operation, a type, or \
             a field of a type"
                .into(),
        );
    };
    let (what, allowed): (_, &[&str]) = match target {
        Target::Service => ("the service", &["add_operation", "add_types", "envelope"]),
        Target::Operation(_) => ("an operation", &["rename", "drop", "add_input", "pagination", "unpaged", "envelope"]),
        Target::Body(_) => ("a body", &["retype", "require", "drop"]),
        Target::Output(..) => ("an answer", &["retype", "drop"]),
        Target::Header(..) => ("a header of an answer", &["rename", "retype", "secret", "add_value", "drop"]),
        Target::Type(_) => ("a type", &["rename", "add"]),
        Target::Input(..) => ("an input", &["rename", "retype", "require", "secret", "add_value", "drop"]),
        Target::Field(..) => ("a field", &["rename", "retype", "require", "secret", "attribute", "add_value", "drop"]),
    };
    if asked.is_empty() {
        return Some(format!("the override changes nothing; {what} can have {}", allowed.join(", ")));
    }
    let wrong = asked.into_iter().find(|key| !allowed.contains(key))?;
    Some(format!("{what} cannot have `{wrong}`; it can have {}", allowed.join(", ")))
}

/// The keys of what is asked for.
pub(super) fn asked(change: &Override) -> Vec<&'static str> {
    let keys = [
        ("rename", change.rename.is_some()),
        ("retype", change.retype.is_some()),
        ("require", change.require.is_some()),
        ("secret", change.secret.is_some()),
        ("attribute", change.attribute.is_some()),
        ("add", change.add.is_some()),
        ("add_input", change.add_input.is_some()),
        ("add_value", change.add_value.is_some()),
        ("add_operation", change.add_operation.is_some()),
        ("add_types", !change.add_types.is_empty()),
        ("pagination", change.pagination.is_some()),
        ("unpaged", change.unpaged),
        ("envelope", change.envelope.is_some()),
        ("drop", change.drop),
    ];
    keys.into_iter().filter(|(_, asked)| *asked).map(|(key, _)| key).collect()
}
