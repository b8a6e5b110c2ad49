//! Shapes that are equal become one type. Equal means: the same wish for a name, the same fields, types and
//! constraints, all the way down; words may differ. Shapes may be recursive, so classes are refined until nothing
//! changes any more.

use super::Wishes;
use crate::{
    ir::{EnumValue, Facts, From, Range},
    link::build::{Shape, ShapeId, Shapes, Ty},
};
use std::{collections::HashMap, hash::Hash};

/// The class of each shape.
#[derive(Debug, Default)]
pub(in crate::link) struct Classes {
    classes: Vec<usize>,
}

impl Classes {
    /// Refines from the wished names; error bodies are equal by names and types alone.
    pub(in crate::link) fn new(shapes: &Shapes, wishes: &Wishes) -> Self {
        let shape_id = |(index, shape)| (ShapeId(index), shape);
        let keys = shapes.shapes.iter().enumerate().map(shape_id);
        let (mut classes, mut count) =
            numbered(keys.map(|(id, shape)| (wishes.of(id), outline(shape, wishes.is_error(id)))));
        loop {
            let refined = shapes.shapes.iter().zip(&classes).map(|(shape, class)| {
                let below = shape.fields.iter().filter_map(|field| field.ty.shape());
                let below = below.map(|id| classes.get(id.0).copied().unwrap_or_default());
                std::iter::once(*class).chain(below).collect::<Vec<usize>>()
            });
            let (refined, finer) = numbered(refined);
            classes = refined;
            if finer == count {
                return Self { classes };
            }
            count = finer;
        }
    }

    pub(in crate::link) fn of(&self, id: ShapeId) -> usize {
        self.classes.get(id.0).copied().unwrap_or_default()
    }
}

/// Equal keys get equal numbers, in order of first sight; and how many there are.
fn numbered<K: Eq + Hash>(keys: impl Iterator<Item = K>) -> (Vec<usize>, usize) {
    let mut known: HashMap<K, usize> = HashMap::new();
    let numbers = keys.map(|key| {
        let next = known.len();
        *known.entry(key).or_insert(next)
    });
    let numbers = numbers.collect();
    (numbers, known.len())
}

/// What must be equal of two shapes, the types below aside.
fn outline(shape: &Shape, is_error: bool) -> Vec<(&str, Ty, Option<Rules<'_>>)> {
    let fields = shape.fields.iter();
    let field = fields.map(|field| {
        let rules = (!is_error).then(|| Rules::of(field.required, &field.facts));
        (field.name.as_str(), field.ty.without_shape(), rules)
    });
    field.collect()
}

/// The facts of a field other than words.
#[derive(PartialEq, Eq, Hash)]
struct Rules<'a> {
    /// Required, nullable, deprecated, secret, attribute.
    flags: [bool; 5],
    bounds: [Option<&'a Range>; 3],
    pattern: Option<&'a str>,
    format: Option<&'a str>,
    /// Default and values, as JSON.
    default: Option<String>,
    values: Vec<String>,
    from: Option<From>,
}

impl<'a> Rules<'a> {
    /// Taken apart whole, so that a fact that is added to the model is not forgotten here.
    fn of(required: bool, facts: &'a Facts) -> Self {
        let Facts {
            doc: _,
            condition: _,
            by_sentence: _,
            default,
            range,
            length,
            items,
            pattern,
            format,
            values,
            nullable,
            deprecated,
            secret,
            attribute,
            from,
        } = facts;
        Self {
            flags: [required, *nullable, *deprecated, *secret, *attribute],
            bounds: [range.as_ref(), length.as_ref(), items.as_ref()],
            pattern: pattern.as_deref(),
            format: format.as_deref(),
            default: default.as_ref().map(ToString::to_string),
            values: values.iter().map(|EnumValue { value, doc: _ }| value.to_string()).collect(),
            from: *from,
        }
    }
}
