//! The constraints that the checker of the runtime holds values of a type to: for clients before sending, and for the mock
//! after receiving. Bounds keep the notation of the IR.

use super::{Constraint, Facts, Range, TypeRef, witnesses::plain};

/// What holds for values of a type; of a list or a map, all but `items` for each item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Constraints {
    /// Of a text: how many characters.
    pub length: Option<String>,
    /// Of a number: how large.
    pub range: Option<String>,
    /// Of a list: how many items.
    pub items: Option<String>,
    /// Of a text: a regular expression that is found in it.
    pub pattern: Option<String>,
    /// Of a text or a number: what the page lists.
    pub values: Vec<String>,
    /// Which of these only sentences state, by the names of the IR.
    pub by_sentence: Vec<&'static str>,
}

impl Facts {
    /// Those that apply to values of this type.
    #[must_use]
    pub fn constraints(&self, ty: &TypeRef) -> Constraints {
        let leaf = leaf(ty);
        let is_text = *leaf == TypeRef::String;
        let is_number = matches!(leaf, TypeRef::Integer | TypeRef::Number);
        let bounds = |range: &Option<Range>, applies: bool| range.as_ref().filter(|_| applies).map(ToString::to_string);
        let length = bounds(&self.length, is_text);
        let range = bounds(&self.range, is_number);
        let items = bounds(&self.items, matches!(ty, TypeRef::List(_)));
        let by_sentence = self.by_sentence.iter().filter_map(|constraint| match constraint {
            Constraint::Length if length.is_some() => Some("length"),
            Constraint::Range if range.is_some() => Some("range"),
            Constraint::Items if items.is_some() => Some("items"),
            Constraint::Pattern if is_text => Some("pattern"),
            _ => None,
        });
        let values = self.values.iter().filter(|_| is_text || is_number).map(|value| plain(&value.value));
        Constraints {
            by_sentence: by_sentence.collect(),
            length,
            range,
            items,
            pattern: self.pattern.clone().filter(|_| is_text),
            values: values.collect(),
        }
    }
}

impl Constraints {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn leaf(ty: &TypeRef) -> &TypeRef {
    match ty {
        TypeRef::List(inner) | TypeRef::Map(inner) => leaf(inner),
        leaf => leaf,
    }
}
