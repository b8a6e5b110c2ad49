//! The known word that a wrong word most likely means.

/// The nearest of `known` by edits, if it is near enough to be meant.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = word.chars().count().min(64) / 3 + 1;
    known
        .into_iter()
        .map(|candidate| (edits(word, candidate), candidate))
        .filter(|(edits, _)| *edits <= allowed)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, candidate)| candidate)
}

/// Edits (insert, remove, replace) from one word to the other; words beyond 64 letters are cut.
pub(crate) fn edits(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().take(64).collect();
    let mut costs: Vec<usize> = (0..=to.len()).collect();
    for (row, letter) in from.chars().take(64).enumerate() {
        let mut left = row + 1;
        let mut next = vec![left];
        for (target, above) in to.iter().zip(costs.windows(2)) {
            let &[diagonal, above] = above else { continue };
            left = (diagonal + usize::from(letter != *target)).min(above + 1).min(left + 1);
            next.push(left);
        }
        costs = next;
    }
    costs.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_of_the_pen_is_understood_and_a_stranger_is_not() {
        let known = ["required", "range", "default"];
        assert_eq!(nearest("requierd", known), Some("required"));
        assert_eq!(nearest("defualt", known), Some("default"));
        assert_eq!(nearest("colour", known), None);
    }
}
