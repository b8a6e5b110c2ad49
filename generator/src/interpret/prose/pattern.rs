//! Regular expressions. In: a description. Out: the expression that a label of its own announces.

use super::{Prose, Scalar, lists};
use crate::glossary::{Fact, is_ideograph};

/// A regular expression after its label, up to the end of its line, without the stop of the sentence: nothing follows the
/// end of a text, and an expression without its last sign takes no less.
pub(super) fn read(text: &Prose<'_>) -> Option<String> {
    if text.subject.scalar != Scalar::Text {
        return None;
    }
    let phrase = text.of(Fact::Pattern).next()?;
    let words = text.up_to_label(phrase.range.end).trim_start();
    let line = words.lines().next()?.trim();
    let pattern = match line.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"')?.0,
        None => expression(line, text)?.trim_end_matches(['。', ';', '.', ',']),
    };
    let balanced = |open: char, close: char| pattern.matches(open).count() == pattern.matches(close).count();
    let closed = balanced('(', ')') && balanced('[', ']');
    // `[a-z]{32}`: a class of signs and how many of them there are.
    let counted = pattern.starts_with('[') && pattern.ends_with(['}', '*', '+', '$']);
    ((pattern.starts_with('^') || counted) && closed).then(|| pattern.to_owned())
}

/// The expression that a line begins with: up to the `$` after which words go on, or all of it if no blank stands
/// outside of its classes. Where the words go on with an alternative, it is not all that is allowed.
fn expression<'t>(line: &'t str, text: &Prose<'_>) -> Option<&'t str> {
    let mut class = false;
    let mut escaped = false;
    let mut blank = false;
    for (at, sign) in line.char_indices() {
        match sign {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' | ']' => class = sign == '[',
            ' ' if !class => blank = true,
            '$' if !class && !blank => {
                let (expression, rest) = line.split_at_checked(at + 1)?;
                let ends = rest.starts_with([' ', ',', ';', '.', '。', '、']) || rest.starts_with(is_ideograph);
                if ends {
                    let words = rest.trim_start_matches([' ', ',', ';', '.', '。', '、']);
                    let and = &text.glossary.phrases().words.and;
                    let goes_on = and.iter().any(|word| lists::strip_word(words, word).is_some());
                    return (!goes_on).then_some(expression);
                }
            }
            _ => {}
        }
    }
    (!blank).then_some(line)
}
