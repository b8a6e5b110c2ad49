//! Types of two versions, field by field, with the way in which each type travels.

use super::{Changes, Direction, Event, Subject, facts, members::Members, reach::Reach};
use crate::ir::{Field, IrPath, Service, Type};

pub(super) fn compare(changes: &mut Changes, old: &Service, new: &Service) {
    let (reached_before, reached_after) = (Reach::of(old), Reach::of(new));
    for (name, is) in &new.types {
        let Some((was_name, was)) = changes.renamed.before(name).and_then(|was| old.types.get_key_value(was)) else {
            continue;
        };
        // It is not known which way a type travels that nothing reaches.
        let directions = (reached_before.direction(was_name), reached_after.direction(name));
        let direction = Reach::join(directions.0, directions.1).unwrap_or(Direction::Both);
        let subject = Subject::from(IrPath::Type(name.clone()));
        changes.differ(Event::TypeRenamed, direction, &subject, was_name, name);
        changes.differ(Event::DocChanged, direction, &subject, &was.doc, &is.doc);
        let (from, to) = (facts::origin(was.from), facts::origin(is.from));
        changes.differ(Event::OriginChanged, direction, &subject, &from, &to);
        fields(changes, direction, name, was, is);
    }
}

fn fields(changes: &mut Changes, direction: Direction, ty: &str, old: &Type, new: &Type) {
    let members = Members::pair(&old.fields, &new.fields, &changes.renamed);
    let subject = |field: &Field| Subject::from(IrPath::Field { ty: ty.to_owned(), name: field.name.clone() });
    for (is, was) in &members.now {
        let subject = subject(is);
        let Some(was) = was else {
            let event = if is.required { Event::RequiredFieldAdded } else { Event::OptionalFieldAdded };
            changes.add(event, direction, &subject, None, Some(is.ty.to_string()));
            continue;
        };
        changes.differ(Event::FieldRenamed, direction, &subject, &was.name, &is.name);
        changes.retyped(Event::FieldRetyped, direction, &subject, &was.ty, &is.ty);
        changes.turned((Event::FieldRequired, Event::FieldOptional), direction, &subject, was.required, is.required);
        facts::compare(changes, direction, &subject, &was.facts, &is.facts);
    }
    if let Some((was, is)) = members.reordered(&old.fields) {
        let subject = IrPath::Type(ty.to_owned()).into();
        changes.add(Event::FieldsReordered, direction, &subject, Some(was), Some(is));
    }
    for gone in members.gone {
        changes.add(Event::FieldRemoved, direction, &subject(gone), Some(gone.ty.to_string()), None);
    }
}
