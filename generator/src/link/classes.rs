//! Shapes that are equal become one type. Equal means: the same wish for a name, the same fields,
//! types and constraints, all the way down; words may differ. Shapes may be recursive, so classes are
//! refined until they stand still.

use super::shape::{Shape, ShapeId, Shapes, Ty};
use crate::ir::Facts;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The class of each shape.
#[derive(Debug, Default)]
pub(super) struct Classes {
    classes: Vec<usize>,
}

impl Classes {
    /// Refines from the wished names; `loose` shapes (error bodies) are equal by names and types alone.
    pub(super) fn new(shapes: &Shapes, wishes: &[String], loose: &[bool]) -> Self {
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let mut classes: Vec<usize> = Vec::new();
        for (index, shape) in shapes.shapes.iter().enumerate() {
            let wish = wishes.get(index).map(String::as_str).unwrap_or_default();
            let key = describe(shape, wish, loose.get(index).copied().unwrap_or_default());
            let next = known.len();
            classes.push(*known.entry(key).or_insert(next));
        }
        let mut count = known.len();
        loop {
            let mut known: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
            let mut refined = Vec::new();
            for (shape, class) in shapes.shapes.iter().zip(&classes) {
                let below = shape.fields.iter().filter_map(|field| field.ty.shape());
                let below = below.map(|id| classes.get(id.0).copied().unwrap_or_default());
                let key: Vec<usize> = std::iter::once(*class).chain(below).collect();
                let next = known.len();
                refined.push(*known.entry(key).or_insert(next));
            }
            classes = refined;
            if known.len() == count {
                return Self { classes };
            }
            count = known.len();
        }
    }

    pub(super) fn of(&self, id: ShapeId) -> usize {
        self.classes.get(id.0).copied().unwrap_or_default()
    }
}

/// What must be equal of two shapes, types below aside.
fn describe(shape: &Shape, wish: &str, loose: bool) -> String {
    let mut key = wish.to_owned();
    for field in &shape.fields {
        key.push('\n');
        key.push_str(&field.name);
        key.push(' ');
        outline(&field.ty, &mut key);
        if !loose {
            let facts = Facts { doc: String::new(), condition: None, values: Vec::new(), ..field.facts.clone() };
            let values: Vec<_> = field.facts.values.iter().map(|value| &value.value).collect();
            // Writing to a string cannot fail.
            let _ = write!(key, " {} {facts:?} {values:?}", field.required);
        }
    }
    key
}

fn outline(ty: &Ty, key: &mut String) {
    match ty {
        Ty::Plain(plain) => {
            let _ = write!(key, "{plain}");
        }
        Ty::List(inner) => {
            key.push('[');
            outline(inner, key);
        }
        Ty::Map(inner) => {
            key.push('{');
            outline(inner, key);
        }
        Ty::Shape(_) => key.push('#'),
    }
}
