//! Rows without a type. In: a description. Out: the type of a number, where a sentence begins with it, or its bounds are
//! those of one: a default lies between them, one of them is negative, or it counts something. Bounds alone may be those
//! of a text's length.

use super::{bounds, folded_width, read, token};
use crate::{
    glossary::{Fact, Glossary, in_small_letters},
    interpret::{TypeCell, TypeExpr, type_cell},
    page::Text,
};

/// The type that such words show: without a default or a count, whole bounds may have fractions between them.
pub(crate) fn number(description: &Text, name: &str, glossary: &Glossary) -> Option<TypeExpr> {
    by_word(description, glossary).or_else(|| by_bounds(description, name, glossary))
}

/// `A decimal integer.`, `An integer from 1 to 9`: a sentence that is a type, or begins with one before the bounds.
fn by_word(description: &Text, glossary: &Glossary) -> Option<TypeExpr> {
    let text = in_small_letters(&folded_width(&description.content));
    let of_sentence = |sentence: &str| {
        let sentence = sentence.trim();
        let sentence = token::bullet(sentence).unwrap_or(sentence);
        let lead = &glossary.types().grammar.lead;
        let bare = lead.iter().find_map(|lead| sentence.strip_prefix(lead.as_str())).unwrap_or(sentence);
        let bounds = glossary.phrases().find(bare).into_iter().find(|phrase| phrase.fact == Fact::Range);
        let before = bounds.map_or(bare.len(), |phrase| phrase.range.start);
        let ends = [bare.find([',', '(', '[']), Some(before), bare.split_once(' ').map(|(word, _)| word.len())];
        ends.into_iter().flatten().find_map(|end| {
            let (word, rest) = bare.split_at_checked(end)?;
            let bounded = before <= word.len() + 1 || rest.trim_start().is_empty() || rest.starts_with([',', '(', '[']);
            let ty = type_cell::read(word.trim(), glossary).expr;
            let is_number = matches!(ty, TypeExpr::Integer | TypeExpr::Number) && glossary.looks_like_type(word.trim());
            (is_number && bounded).then_some(ty)
        })
    };
    text.split(['\n', '。', ';'])
        .flat_map(|line| line.split(". "))
        .map(|s| s.trim_end_matches('.'))
        .find_map(of_sentence)
}

fn by_bounds(description: &Text, name: &str, glossary: &Glossary) -> Option<TypeExpr> {
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
