//! Types before they have names: what the tables and examples of each body come to.

use crate::{
    interpret::TypeExpr,
    ir::{Facts, From, TypeRef},
    link::tables::TableId,
    page::RowId,
};
use serde_json::Value;
use std::collections::BTreeMap;

/// An object type without a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::link) struct ShapeId(pub(in crate::link) usize);

/// A type, named types by shape.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::link) enum Ty {
    /// A type without parts.
    Plain(TypeRef),
    /// A list.
    List(Box<Ty>),
    /// A map.
    Map(Box<Ty>),
    /// An object.
    Shape(ShapeId),
}

/// What a shape may be called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::link) struct Hints {
    /// The type's name on the page.
    pub(in crate::link) page: Option<String>,
    /// The field that holds it.
    pub(in crate::link) field: String,
}

/// An object type.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::link) struct Shape {
    pub(in crate::link) hints: Hints,
    pub(in crate::link) fields: Vec<ShapeField>,
    pub(in crate::link) from: Option<From>,
}

/// A field of a shape.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::link) struct ShapeField {
    pub(in crate::link) name: String,
    pub(in crate::link) ty: Ty,
    pub(in crate::link) required: bool,
    pub(in crate::link) facts: Facts,
    /// The rows that state it, with the index of their page.
    pub(in crate::link) rows: Vec<(usize, RowId)>,
}

/// All shapes of the service.
#[derive(Debug, Default)]
pub(in crate::link) struct Shapes {
    pub(in crate::link) shapes: Vec<Shape>,
    /// The shape of each table that was built.
    pub(in crate::link) by_table: BTreeMap<TableId, ShapeId>,
}

impl Shapes {
    pub(in crate::link) fn add(&mut self, shape: Shape) -> ShapeId {
        self.shapes.push(shape);
        ShapeId(self.shapes.len() - 1)
    }

    pub(in crate::link) fn get(&self, id: ShapeId) -> Option<&Shape> {
        self.shapes.get(id.0)
    }
}

impl Ty {
    /// Nothing known.
    pub(in crate::link) fn any() -> Self {
        Self::Plain(TypeRef::Any)
    }

    /// The shape inside, through lists and maps.
    pub(in crate::link) fn shape(&self) -> Option<ShapeId> {
        match self {
            Self::Shape(id) => Some(*id),
            Self::List(inner) | Self::Map(inner) => inner.shape(),
            Self::Plain(_) => None,
        }
    }

    /// The type down to its shape, which any other may stand for.
    pub(in crate::link) fn without_shape(&self) -> Self {
        match self {
            Self::Plain(plain) => Self::Plain(plain.clone()),
            Self::List(inner) => Self::List(Box::new(inner.without_shape())),
            Self::Map(inner) => Self::Map(Box::new(inner.without_shape())),
            Self::Shape(_) => Self::Shape(ShapeId(0)),
        }
    }

    /// The type by the names its shapes got.
    pub(in crate::link) fn named(&self, name: &impl Fn(ShapeId) -> String) -> TypeRef {
        match self {
            Self::Plain(ty) => ty.clone(),
            Self::List(inner) => TypeRef::List(Box::new(inner.named(name))),
            Self::Map(inner) => TypeRef::Map(Box::new(inner.named(name))),
            Self::Shape(id) => TypeRef::Named(name(*id)),
        }
    }
}

/// The type without parts that a cell states, if it does.
pub(in crate::link) fn plain(expr: &TypeExpr) -> Option<TypeRef> {
    match expr {
        TypeExpr::String => Some(TypeRef::String),
        TypeExpr::Integer => Some(TypeRef::Integer),
        TypeExpr::Number => Some(TypeRef::Number),
        TypeExpr::Boolean => Some(TypeRef::Boolean),
        TypeExpr::Any => Some(TypeRef::Any),
        TypeExpr::Binary => Some(TypeRef::Binary),
        TypeExpr::Unsaid | TypeExpr::List(_) | TypeExpr::Map(_) | TypeExpr::Object(_) | TypeExpr::Unknown(_) => None,
    }
}

/// The JSON kinds of values, as a type without parts; `None` if they differ or there are none.
pub(in crate::link) fn plain_of(values: &[&Value]) -> Option<TypeRef> {
    let mut kinds = values.iter().filter(|value| !value.is_null()).map(|value| match value {
        Value::Bool(_) => Some(TypeRef::Boolean),
        Value::Number(number) if number.is_f64() => Some(TypeRef::Number),
        Value::Number(_) => Some(TypeRef::Integer),
        Value::String(_) => Some(TypeRef::String),
        _ => None,
    });
    let first = kinds.next()??;
    kinds.try_fold(first, |so_far, kind| match (so_far, kind?) {
        (a, b) if a == b => Some(a),
        (TypeRef::Integer | TypeRef::Number, TypeRef::Integer | TypeRef::Number) => Some(TypeRef::Number),
        _ => None,
    })
}
