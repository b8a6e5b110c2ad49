//! What rows say besides name, type and mandatory, compared.

use super::{Changes, Direction, Event, Subject, stated};
use crate::ir::{EnumValue, Facts, From, Range};

pub(super) fn compare(changes: &mut Changes, direction: Direction, subject: &Subject, old: &Facts, new: &Facts) {
    let fact = |fact: &str| Subject::fact(subject.path.clone(), fact);
    values(changes, direction, subject, &old.values, &new.values);
    for (name, was, is) in
        [("range", &old.range, &new.range), ("length", &old.length, &new.length), ("items", &old.items, &new.items)]
    {
        range(changes, direction, &fact(name), was.as_ref(), is.as_ref());
    }
    for (name, was, is) in [("pattern", &old.pattern, &new.pattern), ("format", &old.format, &new.format)] {
        let event = match (was, is) {
            (None, Some(_)) => Event::ConstraintAdded,
            (Some(_), None) => Event::ConstraintRemoved,
            _ => Event::ConstraintChanged,
        };
        if was != is {
            changes.add(event, direction, &fact(name), was.clone(), is.clone());
        }
    }
    let said = |facts: &Facts| {
        let names = facts.by_sentence.iter().map(ToString::to_string).collect::<Vec<_>>();
        names.join(", ")
    };
    changes.differ(Event::ConstraintChanged, direction, &fact("by_sentence"), &said(old), &said(new));
    let words =
        |value: &Option<serde_json::Value>| value.as_ref().map(serde_json::Value::to_string).unwrap_or_default();
    changes.differ(Event::DefaultChanged, direction, subject, &words(&old.default), &words(&new.default));
    let condition = |facts: &Facts| facts.condition.clone().unwrap_or_default();
    changes.differ(Event::ConditionChanged, direction, subject, &condition(old), &condition(new));
    let nullable = (Event::NullAllowed, Event::NullRefused);
    changes.turned(nullable, direction, subject, old.nullable, new.nullable);
    let deprecation = (Event::FieldDeprecated, Event::FieldReinstated);
    changes.turned(deprecation, direction, subject, old.deprecated, new.deprecated);
    changes.turned((Event::SecrecyChanged, Event::SecrecyChanged), direction, subject, old.secret, new.secret);
    changes.turned(
        (Event::AttributeChanged, Event::AttributeChanged),
        direction,
        subject,
        old.attribute,
        new.attribute,
    );
    changes.differ(Event::OriginChanged, direction, subject, &origin(old.from), &origin(new.from));
    changes.differ(Event::DocChanged, direction, subject, &old.doc, &new.doc);
}

/// Where a fact comes from that no table states.
pub(super) fn origin(from: Option<From>) -> String {
    from.map(|from| format!("{from:?}").to_lowercase()).unwrap_or_default()
}

fn values(changes: &mut Changes, direction: Direction, subject: &Subject, old: &[EnumValue], new: &[EnumValue]) {
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
                let subject = Subject::fact(subject.path.clone(), is.value.to_string());
                changes.differ(Event::DocChanged, direction, &subject, &was.doc, &is.doc);
            }
        }
    }
    for gone in old.iter().filter(|was| new.iter().all(|is| is.value != was.value)) {
        changes.add(Event::ValueRemoved, direction, subject, Some(gone.value.to_string()), None);
    }
}

fn range(changes: &mut Changes, direction: Direction, subject: &Subject, old: Option<&Range>, new: Option<&Range>) {
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
