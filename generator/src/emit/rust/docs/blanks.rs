//! Parts of a description that a form asked for and nobody filled in: `Value range: N/A.` is left out.

use std::borrow::Cow;

/// What stands where there is nothing to say.
const NOTHING: &[&str] = &["N/A", "不涉及"];

const COLONS: [char; 2] = [':', '：'];

/// Words of a label at most.
const LONGEST_LABEL: usize = 3;
/// The same of one that neither a colon nor a line parts from its value.
const LONGEST_BARE_LABEL: usize = 2;

/// The text without labels that say nothing, whether a colon or a line parts them from their value. Where one part is left
/// of several, its label goes as well: `Definition: The size. Constraints: N/A.` is `The size.`
pub(crate) fn without_blanks(text: &str) -> Cow<'_, str> {
    if NOTHING.contains(&text.trim().trim_end_matches(['.', '。'])) {
        return Cow::Borrowed("");
    }
    let mut left = String::new();
    let mut rest = text;
    let mut removed = false;
    while let Some((at, nothing)) = first_blank(rest) {
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let value = after.get(nothing.len()..).unwrap_or_default();
        let said = label_start(before, value).and_then(|start| before.get(..start));
        removed |= said.is_some();
        left.push_str(said.unwrap_or(before));
        if said.is_some() {
            rest = value.trim_start_matches(['.', '。', ';', ' ']);
        } else {
            left.push_str(nothing);
            rest = value;
        }
    }
    if !removed {
        return Cow::Borrowed(text);
    }
    left.push_str(rest);
    let left = left.trim();
    let only = left.split_once(COLONS).filter(|(label, words)| is_label(label) && !words.contains(COLONS));
    let line = left.split_once('\n').filter(|(label, words)| is_label(label) && !words.lines().any(is_label));
    Cow::Owned(only.or(line).map_or(left, |(_, words)| words.trim_start()).to_owned())
}

fn first_blank(text: &str) -> Option<(usize, &'static str)> {
    NOTHING.iter().filter_map(|nothing| Some((text.find(nothing)?, *nothing))).min()
}

/// Where the label begins that a text ends with, as in `The size. Value range: `. Without a colon, label and value each
/// have a line, or one together.
fn label_start(text: &str, after: &str) -> Option<usize> {
    let (label, between) = text.split_at(text.trim_end().len());
    let ends_line = after.is_empty() || after.starts_with(['.', '。', '\n']);
    let has_colon = label.ends_with(COLONS);
    let label = label.strip_suffix(COLONS).or(ends_line.then_some(label))?;
    let start =
        label.rfind(['.', '。', ';', '\n', ':', '：']).map_or(0, |at| at + label.get(at..).map_or(1, first_length));
    let words = label.get(start..)?.trim();
    let fills_line = label.get(..start).is_some_and(|before| before.is_empty() || before.ends_with('\n'));
    let is_bare = fills_line && words.split_whitespace().count() <= LONGEST_BARE_LABEL;
    (is_label(words) && (has_colon || between.contains('\n') || is_bare)).then_some(start)
}

fn first_length(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

fn is_label(text: &str) -> bool {
    let opens = text.chars().next().is_some_and(|first| first.is_uppercase() || !first.is_ascii());
    opens && text.split_whitespace().count() <= LONGEST_LABEL && text.chars().all(|c| c.is_alphabetic() || c == ' ')
}

#[cfg(test)]
mod tests {
    use super::without_blanks;

    #[test]
    fn what_nobody_filled_in_is_left_out() {
        let rows = [
            ("Definition: The size. Constraints: N/A. Value range: N/A.", "The size."),
            (
                "Definition: The size. Value range: 1 to 9. Default value: N/A.",
                "Definition: The size. Value range: 1 to 9.",
            ),
            (
                "Definition: Which one. Value range: a and b Default value: N/A.",
                "Definition: Which one. Value range: a and b Default value: N/A.",
            ),
            ("约束限制：\n不涉及", ""),
            ("The state. N/A means that there is none.", "The state. N/A means that there is none."),
            ("Value range: N/A", ""),
            ("N/A", ""),
            ("Definition\nThe size.\nConstraints\nN/A\nDefault Value\nN/A", "The size."),
            ("Definition\nThe size.\nRange\n1 to 9\nDefault Value\nN/A", "Definition\nThe size.\nRange\n1 to 9"),
            ("The size.\nDefault Value N/A\nRange N/A", "The size."),
            ("The state is N/A.", "The state is N/A."),
            ("The size. Mostly N/A", "The size. Mostly N/A"),
            ("Words.", "Words."),
        ];
        for (text, expected) in rows {
            assert_eq!(without_blanks(text), expected, "{text}");
        }
    }
}
