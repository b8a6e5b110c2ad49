//! Words that markup sets apart at the begin of an item: `*optional* `limit`: **integer** how many`. In goes the item as
//! the page writes it, out come these words in order. What they mean is asked elsewhere.

use crate::glossary::form;

/// Marks that stand on both sides of what they set apart, longer ones before those that they begin with.
const MARKS: [&str; 6] = ["**", "__", "``", "`", "*", "_"];

/// The pieces that are set apart before the first other word.
pub(super) fn pieces(item: &str) -> Vec<&str> {
    let item = item.trim_start();
    let mut rest = form::item(item).unwrap_or(item);
    let mut pieces = Vec::new();
    while let Some((piece, after)) = piece(rest) {
        pieces.push(piece);
        rest = after.trim_start_matches(|c: char| c == ' ' || ":,()-–—".contains(c));
    }
    pieces
}

fn piece(text: &str) -> Option<(&str, &str)> {
    let mark = MARKS.iter().find(|mark| text.starts_with(**mark))?;
    let inside = text.get(mark.len()..)?;
    let (piece, after) = inside.split_at_checked(inside.find(*mark)?)?;
    let sound = !piece.is_empty() && !piece.contains('\n') && !piece.starts_with(char::is_whitespace);
    sound.then_some((piece, after.get(mark.len()..)?))
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn what_markup_sets_apart_is_cut_before_the_first_other_word() {
        let table: [(&str, &[&str]); 6] = [
            ("- *optional* `limit`: **integer** how *many*", &["optional", "limit", "integer"]),
            ("* ``limit`` (*integer*) - how many", &["limit", "integer"]),
            ("`limit` how many", &["limit"]),
            ("- how `many`", &[]),
            ("- **limit", &[]),
            ("- * limit", &[]),
        ];
        for (item, expected) in table {
            assert_eq!(pieces(item), expected, "{item}");
        }
    }
}
