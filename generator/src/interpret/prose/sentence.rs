//! Sentences: a text enters, where its sentences begin and end leaves. What a sentence says is read elsewhere.

/// Where the sentences after the first one begin.
pub(super) fn sentence_starts(plain: &str) -> impl Iterator<Item = usize> {
    plain.match_indices(['\n', '。', ';', '.', ':']).filter_map(|(at, mark)| {
        let start = at + mark.len();
        let rest = plain.get(start..)?;
        match mark {
            // `... is created.The value ...`: the blank after the stop is lost.
            "." if is_capitalised(rest) => Some(start),
            "." | ":" => rest.starts_with(' ').then_some(start + 1),
            _ => Some(start),
        }
    })
}

/// A text up to the end of its first sentence, as soon as one ends.
pub(super) fn first_sentence(text: &str) -> &str {
    let ends = |(at, mark): &(usize, char)| match mark {
        '\n' | '。' | ';' => true,
        '.' => text.get(at + 1..).is_some_and(|rest| rest.starts_with(' ')),
        _ => false,
    };
    let end = text.char_indices().find(ends).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

/// The end of a text, as far back as a sentence may reach.
pub(super) fn tail(text: &str) -> &str {
    const LONGEST: usize = 600;
    let start = (text.len().saturating_sub(LONGEST)..=text.len()).find(|at| text.is_char_boundary(*at));
    start.and_then(|start| text.get(start..)).unwrap_or_default()
}

/// Whether a text begins with a capital before a small letter.
fn is_capitalised(text: &str) -> bool {
    matches!(text.as_bytes(), [first, second, ..] if first.is_ascii_uppercase() && second.is_ascii_lowercase())
}
