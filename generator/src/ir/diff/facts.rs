//! What rows say besides name, type and mandatory, compared; and which types are the same under
//! another name.

use super::{Changes, Direction, Event, Service, TypeRef, stated};
use crate::ir::{EnumValue, Facts, Range};
use std::collections::BTreeMap;

/// Old names of types to new ones, those that kept theirs included.
pub(super) type Names = BTreeMap<String, String>;

/// Pairs the types of two versions: by name, else by being used in the same place.
pub(super) fn renamed_types(old: &Service, new: &Service) -> Names {
    let mut names: Names = old
        .types
        .keys()
        .filter(|name| new.types.contains_key(*name))
        .map(|name| (name.clone(), name.clone()))
        .collect();
    let mut open = places(old, new);
    while let Some((was, is)) = open.pop() {
        let (Some(was), Some(is)) = (was.named(), is.named()) else { continue };
        let free = was != is && !new.types.contains_key(was) && !old.types.contains_key(is);
        if !free || names.contains_key(was) || names.values().any(|name| name == is) {
            continue;
        }
        names.insert(was.to_owned(), is.to_owned());
        if let (Some(before), Some(after)) = (old.types.get(was), new.types.get(is)) {
            for field in &after.fields {
                let same = before.fields.iter().find(|before| before.name == field.name);
                open.extend(same.map(|before| (&before.ty, &field.ty)));
            }
        }
    }
    names
}

/// Type references that stand in the same place of both versions.
fn places<'a>(old: &'a Service, new: &'a Service) -> Vec<(&'a TypeRef, &'a TypeRef)> {
    let mut places = Vec::new();
    for operation in &new.operations {
        let Some(before) = old.operations.iter().find(|before| before.name == operation.name) else { continue };
        places.extend(before.body.as_ref().zip(operation.body.as_ref()).map(|(was, is)| (&was.ty, &is.ty)));
        for output in &operation.outputs {
            let was = before.outputs.iter().find(|was| was.status == output.status).and_then(|was| was.ty.as_ref());
            places.extend(was.zip(output.ty.as_ref()));
        }
    }
    for (name, ty) in &new.types {
        let Some(before) = old.types.get(name) else { continue };
        for field in &ty.fields {
            places.extend(before.fields.iter().find(|was| was.name == field.name).map(|was| (&was.ty, &field.ty)));
        }
    }
    places
}

/// Whether two references mean the same type, renaming aside.
pub(super) fn same_type(old: &TypeRef, new: &TypeRef, renamed: &Names) -> bool {
    match (old, new) {
        (TypeRef::List(old), TypeRef::List(new)) | (TypeRef::Map(old), TypeRef::Map(new)) => {
            same_type(old, new, renamed)
        }
        (TypeRef::Named(old), TypeRef::Named(new)) => renamed.get(old) == Some(new),
        (old, new) => old == new,
    }
}

/// Compares two rows' facts.
pub(super) fn facts(changes: &mut Changes, direction: Direction, subject: &str, old: &Facts, new: &Facts) {
    values(changes, direction, subject, &old.values, &new.values);
    for (name, was, is) in
        [("range", &old.range, &new.range), ("length", &old.length, &new.length), ("items", &old.items, &new.items)]
    {
        range(changes, direction, &format!("{subject}.{name}"), was.as_ref(), is.as_ref());
    }
    for (name, was, is) in [("pattern", &old.pattern, &new.pattern), ("format", &old.format, &new.format)] {
        let event = match (was, is) {
            (None, Some(_)) => Event::ConstraintAdded,
            (Some(_), None) => Event::ConstraintRemoved,
            _ => Event::ConstraintChanged,
        };
        if was != is {
            changes.add(event, direction, &format!("{subject}.{name}"), was.clone(), is.clone());
        }
    }
    let words =
        |value: &Option<serde_json::Value>| value.as_ref().map(serde_json::Value::to_string).unwrap_or_default();
    changes.differ(Event::DefaultChanged, direction, subject, &words(&old.default), &words(&new.default));
    let condition = |facts: &Facts| facts.condition.clone().unwrap_or_default();
    changes.differ(Event::ConditionChanged, direction, subject, &condition(old), &condition(new));
    for (was, is, gained, lost) in [
        (old.nullable, new.nullable, Event::NullAllowed, Event::NullRefused),
        (old.deprecated, new.deprecated, Event::FieldDeprecated, Event::FieldReinstated),
        (old.secret, new.secret, Event::SecrecyChanged, Event::SecrecyChanged),
    ] {
        if was != is {
            changes.add(if is { gained } else { lost }, direction, subject, None, None);
        }
    }
    let origin = |facts: &Facts| facts.from.map(|from| format!("{from:?}").to_lowercase()).unwrap_or_default();
    changes.differ(Event::OriginChanged, direction, subject, &origin(old), &origin(new));
    changes.differ(Event::DocChanged, direction, subject, &old.doc, &new.doc);
}

fn values(changes: &mut Changes, direction: Direction, subject: &str, old: &[EnumValue], new: &[EnumValue]) {
    let list = |values: &[EnumValue]| values.iter().map(|value| value.value.to_string()).collect::<Vec<_>>().join(", ");
    match (old.is_empty(), new.is_empty()) {
        (true, true) => return,
        (true, false) => return changes.add(Event::EnumerationAdded, direction, subject, None, stated(&list(new))),
        (false, true) => return changes.add(Event::EnumerationRemoved, direction, subject, stated(&list(old)), None),
        (false, false) => {}
    }
    for is in new {
        match old.iter().find(|was| was.value == is.value) {
            None => changes.add(Event::ValueAdded, direction, subject, None, Some(is.value.to_string())),
            Some(was) => {
                changes.differ(Event::DocChanged, direction, &format!("{subject}.{}", is.value), &was.doc, &is.doc);
            }
        }
    }
    for gone in old.iter().filter(|was| new.iter().all(|is| is.value != was.value)) {
        changes.add(Event::ValueRemoved, direction, subject, Some(gone.value.to_string()), None);
    }
}

fn range(changes: &mut Changes, direction: Direction, subject: &str, old: Option<&Range>, new: Option<&Range>) {
    let event = match (old, new) {
        (None, None) => return,
        (None, Some(_)) => Event::ConstraintAdded,
        (Some(_), None) => Event::ConstraintRemoved,
        (Some(was), Some(is)) if was == is => return,
        (Some(was), Some(is)) => match (within(is, was), within(was, is)) {
            (true, true) => return,
            (true, false) => Event::ConstraintTightened,
            (false, true) => Event::ConstraintLoosened,
            (false, false) => Event::ConstraintChanged,
        },
    };
    changes.add(event, direction, subject, old.map(Range::to_string), new.map(Range::to_string));
}

/// Whether all that `inner` allows `outer` allows too.
fn within(inner: &Range, outer: &Range) -> bool {
    let number =
        |bound: &Option<String>, open: f64| bound.as_ref().map_or(Some(open), |bound| bound.parse::<f64>().ok());
    let low = number(&outer.min, f64::NEG_INFINITY).zip(number(&inner.min, f64::NEG_INFINITY));
    let high = number(&inner.max, f64::INFINITY).zip(number(&outer.max, f64::INFINITY));
    [low, high].into_iter().all(|pair| pair.is_some_and(|(smaller, larger)| smaller <= larger))
}
