//! Whether a field holds what must never be printed.

use super::{Prose, Scalar};
use heck::ToSnakeCase;

/// By the end of its name, or by a first sentence that says nothing else.
pub(super) fn is_secret(name: &str, text: &Prose<'_>) -> bool {
    if text.subject.scalar != Scalar::Text {
        return false;
    }
    let words = &text.glossary.phrases().secret;
    let name = name.to_snake_case().replace('_', " ");
    let ends = |list: &[String]| {
        let at_end =
            |end: &String| name.strip_suffix(end.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '));
        list.iter().any(at_end)
    };
    let sentence = text.lower.split(['\n', '。']).next().unwrap_or_default().trim_end_matches('.').trim();
    (ends(&words.names) || words.prose.iter().any(|prose| prose == sentence)) && !ends(&words.not_names)
}
