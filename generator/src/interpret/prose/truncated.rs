//! Descriptions that the page breaks off. In: the words that are left. Out: the facts that their last word does not
//! decide: what follows a list may be one more of its values, what follows a number another digit.

use super::{Described, read};
use crate::{
    glossary::Glossary,
    interpret::TypeCell,
    ir::{Constraint, Facts},
    page::Text,
};

/// Reads such a description.
pub(crate) fn read_truncated(description: &Text, name: &str, ty: &TypeCell, glossary: &Glossary) -> Described {
    let whole = read(description, name, ty, glossary).facts;
    let last_word = description.content.trim_end().rfind(char::is_whitespace).unwrap_or(0);
    let shorter = read(&description.up_to(last_word), name, ty, glossary).facts;
    let mut facts = Facts {
        default: agreed(whole.default, shorter.default.as_ref()),
        range: agreed(whole.range, shorter.range.as_ref()),
        length: agreed(whole.length, shorter.length.as_ref()),
        items: agreed(whole.items, shorter.items.as_ref()),
        pattern: agreed(whole.pattern, shorter.pattern.as_ref()),
        values: if whole.values == shorter.values { whole.values } else { Vec::new() },
        ..whole
    };
    let (range, length, items) = (facts.range.is_some(), facts.length.is_some(), facts.items.is_some());
    facts.by_sentence.retain(|constraint| match constraint {
        Constraint::Range => range,
        Constraint::Length => length,
        Constraint::Items => items,
        _ => true,
    });
    Described { facts, lacks_values: false }
}

fn agreed<T: PartialEq>(whole: Option<T>, shorter: Option<&T>) -> Option<T> {
    whole.filter(|fact| shorter == Some(fact))
}
