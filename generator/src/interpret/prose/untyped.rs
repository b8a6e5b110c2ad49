//! Rows without a type. In: a description. Out: the type of a number, where its bounds are those of one: a default lies
//! between them, one of them is negative, or it counts something. Bounds alone may be those of a text's length.

use super::{bounds, read};
use crate::{
    glossary::Glossary,
    interpret::{TypeCell, TypeExpr},
    page::Text,
};

/// The type that such bounds show: without a default or a count, whole bounds may have fractions between them.
pub(crate) fn number(description: &Text, name: &str, glossary: &Glossary) -> Option<TypeExpr> {
    let words = description.content.as_str();
    if !words.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let ty = TypeCell { expr: TypeExpr::Number, ..TypeCell::default() };
    let facts = read(description, name, &ty, glossary).facts;
    let range = facts.range?;
    let number = |bound: &Option<String>| bound.as_ref().and_then(|bound| bound.parse::<f64>().ok());
    let (min, max) = (number(&range.min), number(&range.max));
    let lies = |value: f64| min.is_none_or(|min| min <= value) && max.is_none_or(|max| value <= max);
    let default = facts.default.as_ref().filter(|default| default.as_f64().is_some_and(lies));
    let counts = bounds::counts(&words.to_lowercase(), &glossary.phrases().words);
    let whole = [min, max].into_iter().flatten().all(|bound| bound.fract() == 0.0);
    let stepped = counts || default.is_some_and(serde_json::Value::is_i64);
    let is_number = counts || default.is_some() || min.is_some_and(|min| min < 0.0);
    is_number.then_some(if whole && stepped { TypeExpr::Integer } else { TypeExpr::Number })
}
