//! Values between which a scraper has lost the blanks: one word enters, its parts leave. What the text says elsewhere
//! tells where they part.

/// What a value is that may be several.
pub(super) enum Glued<'t> {
    No,
    Parts(Vec<&'t str>),
    /// Several, and where they part cannot be told.
    Unclear,
}

/// `catdogbird`, `46`: several values, the blanks between them lost, if other words of the text are its beginning. Each
/// but the last must be such a word, and of numbers the last one, too.
pub(super) fn unglued<'t>(value: &'t str, text: &str) -> Glued<'t> {
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let numeric = is_number(value);
    let shortest = if numeric { 1 } else { 3 };
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')));
    let is_part = |word: &&str| (shortest..value.len()).contains(&word.len()) && (!numeric || is_number(word));
    let mut words: Vec<&str> = words.filter(is_part).collect();
    words.sort_unstable_by_key(|word| std::cmp::Reverse(word.len()));
    words.dedup();
    let mut parts = Vec::new();
    let mut rest = value;
    while let Some(word) = words.iter().find(|word| rest.starts_with(**word)) {
        let (part, following) = rest.split_at(word.len());
        parts.push(part);
        rest = following;
    }
    match (parts.len(), rest.is_empty()) {
        (0, _) => Glued::No,
        (2.., true) => Glued::Parts(parts),
        (2.., false) if rest.len() >= shortest && !numeric => Glued::Parts(parts.into_iter().chain([rest]).collect()),
        _ => Glued::Unclear,
    }
}
