//! The parts of a value along its type: items of a list, members of a map or an object. A value and its type enter, the values
//! inside it leave, each with its type. What a part means is not asked here.

use super::{Field, IrPath, Service, TypeRef};
use serde_json::Value;

/// A value inside another.
pub(super) struct Part<'v, 'a> {
    pub(super) value: &'v Value,
    pub(super) ty: &'a TypeRef,
    /// The field that it is the value of; of items and of members of a map, that is the one around them.
    pub(super) field: Option<(IrPath, &'a Field)>,
}

/// The parts of a value; `None` if its type has none, or if it does not have the shape of its type.
pub(super) fn parts<'v, 'a>(service: &'a Service, value: &'v Value, ty: &'a TypeRef) -> Option<Vec<Part<'v, 'a>>> {
    let part = |ty: &'a TypeRef| move |value: &'v Value| Part { value, ty, field: None };
    Some(match (value, ty) {
        (Value::Array(items), TypeRef::List(inner)) => items.iter().map(part(inner)).collect(),
        (Value::Object(members), TypeRef::Map(inner)) => members.values().map(part(inner)).collect(),
        (Value::Object(members), TypeRef::Named(name)) => {
            let fields = service.types.get(name).map(|object| object.fields.as_slice()).unwrap_or_default();
            let member = |field: &'a Field| {
                let path = IrPath::Field { ty: name.clone(), name: field.name.clone() };
                Some(Part { value: members.get(&field.name)?, ty: &field.ty, field: Some((path, field)) })
            };
            fields.iter().filter_map(member).collect()
        }
        _ => return None,
    })
}
